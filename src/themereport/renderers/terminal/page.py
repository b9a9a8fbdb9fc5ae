"""The page of a report for a terminal."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from themereport.diagnostics.printable import printable
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
from themereport.document.moment import published_line
from themereport.document.outline import PARTS
from themereport.renderers.appendix import appendix_parts
from themereport.renderers.maker import byline_of
from themereport.renderers.terminal.wrapping import breaks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from themereport.document.document import Block, Document, Note
    from themereport.renderers.appendix import Part

__all__ = ["Page"]

# The terminal's own sixteen colours, which fit to its background.
_TONES = {"positive": "green", "negative": "red", "mixed": "yellow"}
_STYLES = {"strong": "bold", "emphasis": "italic", "verbatim": "cyan", "link": "underline"}


class Page:
    """Writes a page of lines of at most `width` cells."""

    def __init__(self, width: int, *, has_color: bool) -> None:
        self._width = width
        self._stream = StringIO()
        self._console = Console(
            file=self._stream,
            width=width,
            height=1,
            color_system="standard" if has_color else None,
            force_terminal=has_color,
            no_color=False,
            force_jupyter=False,
            legacy_windows=False,
            _environ={},  # it would take its size and colours from there
        )

    def of(self, document: Document) -> str:
        """The lines from title to disclaimer."""
        labels = document.labels
        self._put(Text(printable(document.title), "bold"))
        self._put(Text(published_line(document), "dim"))
        if by := byline_of(document):
            self._put(Text(printable(by), "dim"))
        for block in document.blocks:
            if isinstance(block, Disclaimer) and document.references:
                self._head(labels.sources)
                for item in document.references:
                    words = Text(printable(item.text))
                    if item.url is not None and item.url not in item.text:
                        words.append(" ").append(printable(item.url), "underline")
                    self._put(words, f"[{item.number}] ")
            self._block(block, labels.gap)
        return self._stream.getvalue()

    def _put(self, words: Text, marker: str = "", indent: int = 0, style: str = "cyan") -> None:
        """Write `words` in lines, the first behind `marker`, all `indent` cells from the side."""
        hanging = indent + cell_len(marker)
        room = max(self._width - hanging, 10)
        ahead = Text(" " * indent).append(marker, style)
        for line in words.divide(breaks(words.plain, room)):
            line.rstrip()
            self._line(ahead + line)
            ahead = Text(" " * hanging)

    def _line(self, line: Text) -> None:
        self._console.print(line, soft_wrap=True, highlight=False)

    def _head(self, text: str, prefix: str = "") -> None:
        self._line(Text())
        self._put(Text(printable(text), "bold cyan"), prefix)

    def _block(self, block: Block, gap: str) -> None:
        match block:
            case Heading(key=key) if key in PARTS:
                self._line(Text())
                text = printable(block.text)
                left = max(self._width - cell_len(text) - 4, 0)
                self._put(
                    Text(text, "bold magenta").append(f" {'─' * left}", "dim"), "── ", 0, "dim"
                )
            case Heading():
                self._head(block.text, block.prefix)
            case Notice():
                self._line(Text())
                self._put(Text(printable(block.text), "bold yellow"))
            case Paragraph():
                self._put(Text(printable(block.text)))
            case RankedList():
                for at, text in enumerate(block.items):
                    self._put(Text(printable(text)), f"{at + 1:>2}. ", 0, "bold cyan")
                    self._noted(block.notes, at, 4)
            case LabelledList():
                if block.columns:
                    self._put(Text(" · ".join(block.columns), "dim"), "", 2)
                for at, (label, text) in enumerate(block.items):
                    self._labelled(label, block.mark, gap, text, "• ")
                    self._noted(block.notes, at, 2)
            case SteppedList():
                for at, (label, text, steps) in enumerate(block.items):
                    self._labelled(label, block.mark, gap, text, "• ")
                    self._noted(block.notes, at, 2)
                    for number, step in enumerate(steps, 1):
                        self._put(Text(printable(step)), f"{number}. ", 4)
            case Markdown():
                self._parts(appendix_parts(block.body, "cli"), 0)
            case Disclaimer():
                self._line(Text())
                self._line(Text("─" * self._width, "dim"))
                self._labelled(block.label, block.mark, gap, block.text, "")

    def _labelled(self, label: str, mark: str, gap: str, text: str, marker: str) -> None:
        words = Text(f"{printable(label)}{mark}", "bold")
        # Of one base style, that of the label would be the text's.
        self._put(Text().append(words).append(f"{gap}{printable(text)}"), marker)

    def _noted(self, notes: Sequence[Sequence[Note]], at: int, indent: int) -> None:
        words = Text()
        for note in notes[at] if at < len(notes) else ():
            if words:
                words.append(" · ", "dim")
            tone = _TONES.get(note.value, "") if note.kind == "direction" else ""
            words.append(printable(note.text), tone or "dim")
        if words:
            self._put(words, "", indent)

    def _parts(self, parts: Iterable[Part], indent: int) -> None:
        """Blocks of an appendix."""
        for part in parts:
            match part.kind:
                case "bullets" | "numbers":
                    for number, item in enumerate(part.parts, part.start):
                        marker = f"{number}. " if part.kind == "numbers" else "• "
                        self._item(item, marker, indent)
                case "quote":
                    self._parts(part.parts, indent + 2)
                case "code":
                    for line in part.text.expandtabs().split("\n"):
                        self._put(Text(printable(line), "cyan"), "", indent + 2)
                case "table":
                    for row in part.parts:
                        cells = [_inline(cell.parts) for cell in row.parts]
                        self._put(Text(" │ ", "dim").join(cells), "", indent)
                case "rule":
                    self._line(Text("─" * 8, "dim"))
                case "paragraph" | "heading":
                    self._put(_inline(part.parts), "", indent)
                case _:
                    self._put(_inline([part]), "", indent)

    def _item(self, item: Part, marker: str, indent: int) -> None:
        own, others = Text(), item.parts
        if others and others[0].kind == "paragraph":
            own, others = _inline(others[0].parts), others[1:]
        self._put(own, marker, indent)
        self._parts(others, indent + cell_len(marker))


def _inline(parts: Iterable[Part], style: str = "") -> Text:
    words = Text()
    for part in parts:
        own = f"{style} {_STYLES.get(part.kind, '')}".strip()
        if part.kind in {"text", "verbatim"}:
            words.append(" ".join(map(printable, part.text.split("\n"))), own)
        else:
            words.append(_inline(part.parts, own))
            if part.kind == "link":
                words.append(f" <{printable(part.target)}>", "dim")
    return words
