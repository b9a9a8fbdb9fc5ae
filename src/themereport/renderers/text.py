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
    Reference,
    SteppedList,
)
from themereport.document.moment import published_line
from themereport.renderers.maker import byline_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themereport.document.document import Block, Document, Note

__all__ = ["TEXT", "TextRenderer"]


class TextRenderer:
    """Renders lines of text without markup, one sentence a line, not wrapped."""

    media_type = "text/plain"
    suffix = ".txt"

    def render(self, document: Document) -> str:
        """The text, ending in one line end."""
        labels = document.labels
        lines = [document.title, "=" * 40, published_line(document)]
        if by := byline_of(document):
            lines.append(by)
        for block in document.blocks:
            if isinstance(block, Disclaimer) and document.references:
                lines += ("", labels.sources)
                lines += (f"[{item.number}] {_line_of(item)}" for item in document.references)
            lines.append("")
            lines += _lines(block, labels.gap)
        return "\n".join(lines) + "\n"


def _line_of(item: Reference) -> str:
    is_told = item.url is None or item.url in item.text
    return item.text if is_told else f"{item.text} <{item.url}>"


def _lines(block: Block, gap: str) -> list[str]:
    match block:
        case Heading(key="brief" | "detail"):
            return [block.text, "-" * 40]
        case Heading():
            return [f"{block.prefix}{block.text}"]
        case Notice():
            return [f"[{block.text}]"]
        case Paragraph():
            return [block.text]
        case RankedList():
            ranked = [f"{rank:>2}. {text}" for rank, text in enumerate(block.items, 1)]
            return list(_noted(ranked, block.notes))
        case LabelledList():
            labelled = [f"- {label}{block.mark}{gap}{text}" for label, text in block.items]
            return list(_noted(labelled, block.notes))
        case SteppedList():
            lines: list[str] = []
            for at, (label, text, steps) in enumerate(block.items):
                first = f"- {label}{block.mark}{gap}{text}"
                lines += _noted([first], block.notes[at : at + 1])
                lines += (f"   {number}. {step}" for number, step in enumerate(steps, 1))
            return lines
        case Markdown():
            return block.body.split("\n")
        case Disclaimer():
            return [f"{block.label}{block.mark}{gap}{block.text}"]


def _noted(lines: Sequence[str], notes: Sequence[Sequence[Note]]) -> Iterator[str]:
    """Each line, and below it what is noted of its item."""
    for at, line in enumerate(lines):
        yield line
        if at < len(notes) and notes[at]:
            yield f"    {' · '.join(note.text for note in notes[at])}"


TEXT = TextRenderer()
