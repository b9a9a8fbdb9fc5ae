"""What laws ask of a report, as far as its form can show it: data, and what interprets it."""
