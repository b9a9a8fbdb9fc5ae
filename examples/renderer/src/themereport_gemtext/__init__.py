"""Gemtext for themereport."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from themereport.document.document import (
    Block,
    Disclaimer,
    Document,
    Heading,
    LabelledList,
    Markdown,
    Note,
    Notice,
    Paragraph,
    RankedList,
    SteppedList,
)

__all__ = ["GEMTEXT", "GemtextRenderer"]

MARKS = ("#", "*", ">", "=>", "```")


@dataclass(frozen=True)
class GemtextRenderer:
    """Renders a report as Gemtext."""

    media_type = "text/gemini"
    suffix = ".gmi"

    notes: Annotated[bool, Field(description="Whether what is noted of items is shown.")] = True

    def render(self, document: Document) -> str:
        """The page, ending in one line end."""
        lines = [f"# {document.title}"]
        for block in document.blocks:
            if isinstance(block, Disclaimer):
                lines += sources(document)
            lines += ["", *self.lines(block, document.labels.gap)]
        return "\n".join(lines) + "\n"

    def lines(self, block: Block, gap: str) -> list[str]:
        """What stands for a block."""
        match block:
            case Notice():
                return [f"> {block.text}"]
            case Heading():
                return [f"{'#' * block.level} {block.prefix}{block.text}"]
            case Paragraph():
                return [shielded(block.text)]
            case RankedList():
                items = [f"{rank}. {text}" for rank, text in enumerate(block.items, 1)]
                return self.listed([(item, ()) for item in items], block.notes)
            case LabelledList():
                items = [f"{label}{block.mark}{gap}{text}" for label, text in block.items]
                return self.listed([(item, ()) for item in items], block.notes)
            case SteppedList():
                stepped = [
                    (f"{label}{block.mark}{gap}{text}", steps) for label, text, steps in block.items
                ]
                return self.listed(stepped, block.notes)
            case Markdown():
                return ["```", *map(shielded, block.body.split("\n")), "```"]
            case Disclaimer():
                return [f"{block.label}{block.mark}{gap}{block.text}"]

    def listed(
        self, items: list[tuple[str, tuple[str, ...]]], notes: tuple[tuple[Note, ...], ...]
    ) -> list[str]:
        """Items with their steps; below each, what is noted of it."""
        lines = []
        for at, (item, steps) in enumerate(items):
            lines.append(f"* {item}")
            lines += [f" {number}. {step}" for number, step in enumerate(steps, 1)]
            if self.notes and at < len(notes) and notes[at]:
                lines.append(" " + " · ".join(note.text for note in notes[at]))
        return lines


def sources(document: Document) -> list[str]:
    """The sources under their heading; nothing if there are none."""
    if not document.references:
        return []
    lines = ["", f"## {document.labels.sources}"]
    for reference in document.references:
        address = f"=> {reference.url} " if reference.url else ""
        lines.append(f"{address}[{reference.number}] {reference.text}")
    return lines


def shielded(line: str) -> str:
    """A line that begins with a blank is text, whatever follows."""
    return f" {line}" if line.startswith(MARKS) else line


GEMTEXT = GemtextRenderer()
