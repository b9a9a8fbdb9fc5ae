"""Plain text: for a terminal, a mail or a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.document.document import (
    Disclaimer,
    Heading,
    LabelledList,
    Markdown,
    Notice,
    Paragraph,
    RankedList,
    SteppedList,
)
from themereport.document.moment import format_published

if TYPE_CHECKING:
    from themereport.document.document import Block, Document

__all__ = ["TEXT", "TextRenderer"]


class TextRenderer:
    """Renders lines of text without markup, one sentence a line, not wrapped."""

    media_type = "text/plain"
    suffix = ".txt"

    def render(self, document: Document) -> str:
        """The text, ending in one line end."""
        labels = document.labels
        when = format_published(document.report.published_at, labels.language)
        lines = [
            document.title,
            "=" * 40,
            f"{labels.published}{labels.after_label}{labels.gap}{when}",
        ]
        for block in document.blocks:
            lines.append("")
            lines += _lines(block, labels.gap)
        return "\n".join(lines) + "\n"


def _lines(block: Block, gap: str) -> list[str]:
    match block:
        case Heading(key="brief" | "detail"):
            return [block.text, "-" * 40]
        case Heading():
            return [f"{block.number}. {block.text}" if block.number else block.text]
        case Notice():
            return [f"[{block.text}]"]
        case Paragraph():
            return [block.text]
        case RankedList():
            return [f"{rank:>2}. {text}" for rank, text in enumerate(block.items, 1)]
        case LabelledList():
            return [f"- {label}{block.mark}{gap}{text}" for label, text in block.items]
        case SteppedList():
            lines: list[str] = []
            for label, text, steps in block.items:
                lines.append(f"- {label}{block.mark}{gap}{text}")
                lines += (f"   {number}. {step}" for number, step in enumerate(steps, 1))
            return lines
        case Markdown():
            return block.body.split("\n")
        case Disclaimer():
            return [f"{block.label}{block.mark}{gap}{block.text}"]


TEXT = TextRenderer()
