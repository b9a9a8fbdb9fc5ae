"""Mails: a report as a message that any mail program opens."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP

from themereport.document.document import (
    Block,
    Disclaimer,
    Document,
    Heading,
    LabelledList,
    Markdown,
    Notice,
    Paragraph,
    RankedList,
    SteppedList,
)

__all__ = ["MAIL", "MailRenderer"]


class MailRenderer:
    """Renders a message of plain text, with the title for its subject."""

    media_type = "message/rfc822"
    suffix = ".eml"

    def render(self, document: Document) -> bytes:
        """The message, ready to be sent."""
        message = EmailMessage(SMTP)
        message["Subject"] = document.title
        message["Date"] = document.report.published_at
        lines = [document.title]
        for block in document.blocks:
            lines += ["", *_lines(block, document.labels.gap)]
        message.set_content("\n".join(lines) + "\n", cte="base64")
        return message.as_bytes()


def _lines(block: Block, gap: str) -> Iterator[str]:
    match block:
        case Notice() | Paragraph():
            yield block.text
        case Heading():
            yield f"{block.prefix}{block.text}"
        case RankedList():
            yield from (f"{rank}. {text}" for rank, text in enumerate(block.items, 1))
        case LabelledList():
            yield from (f"- {label}{block.mark}{gap}{text}" for label, text in block.items)
        case SteppedList():
            for label, text, steps in block.items:
                yield f"- {label}{block.mark}{gap}{text}"
                yield from (f"  {number}. {step}" for number, step in enumerate(steps, 1))
        case Markdown():
            yield from block.body.split("\n")
        case Disclaimer():
            yield f"{block.label}{block.mark}{gap}{block.text}"


MAIL = MailRenderer()
