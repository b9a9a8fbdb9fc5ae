"""Theme reports as mails and in chats."""
