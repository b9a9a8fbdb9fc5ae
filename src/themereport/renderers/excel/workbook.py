"""The workbook of a report."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter

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
from themereport.document.outline import PARTS
from themereport.locales.words import Words
from themereport.renderers.appendix import appendix_parts
from themereport.renderers.direction import is_right_to_left
from themereport.renderers.excel.sheet import Sheet, sheet_name
from themereport.renderers.maker import byline_of, makers_of
from themereport.renderers.xml_text import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from themereport.document.document import Block, Document, Note
    from themereport.renderers.appendix import Part

__all__ = ["workbook"]

_NUMBERS = frozenset({"severity", "likelihood"})
_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)  # before that, Excel has no dates
_LONGEST_PROPERTY = 255


def workbook(document: Document, paper: str) -> bytes:
    """`document` as the file of a workbook."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        _Maker(book, document, paper).make()
    return stream.getvalue()


class _Maker:
    """Makes the sheets: the first is the report's own, then each section has one."""

    def __init__(self, book: xlsxwriter.Workbook, document: Document, paper: str) -> None:
        self._book, self._document, self._paper = book, document, paper
        self._words = Words(document.labels.language)
        self._names: list[str] = []
        notices = [block.text for block in document.blocks if isinstance(block, Notice)]
        self._footer = " ".join(notices)
        text = {"text_wrap": True, "valign": "top"}
        self._text = book.add_format(text)
        self._bold = book.add_format({**text, "bold": True})
        self._title = book.add_format({"bold": True, "font_size": 16})
        self._head = book.add_format(
            {**text, "bold": True, "font_color": "#8A3B12", "bottom": 1, "border_color": "#8A3B12"}
        )
        self._number = book.add_format({"valign": "top", "align": "center", "bold": True})

    def make(self) -> None:
        document = self._document
        self._set_properties()
        cover = self._cover()
        sheet, head = cover, ""
        for block in document.blocks:
            match block:
                case Heading(key=key) if key in PARTS:
                    continue
                case Heading(key="overview"):
                    sheet, head = cover, block.text
                case Heading():
                    head = f"{block.prefix}{block.text}"
                    sheet = self._sheet(block.text)
                case Paragraph() if sheet is cover:
                    sheet.add([head, block.text], [self._bold, self._text])
                case Disclaimer():
                    cover.add([block.label, block.text], [self._bold, self._text])
                case Notice():
                    cover.add(["", block.text], [self._bold])
                case _:
                    self._block(block, sheet, head)
        self._sources()

    def _cover(self) -> Sheet:
        """The first sheet, which says what the report is."""
        labels, report = self._document.labels, self._document.report
        cover = self._sheet(labels.brief)
        cover.widths((28, 100))
        cover.add([self._document.title], [self._title])
        when = format_published(report.published_at, labels.language)
        cover.add([labels.published, when], [self._bold, self._text])
        if by := byline_of(self._document):
            cover.add(["", by], [self._text])
        return cover

    def _sheet(self, title: str) -> Sheet:
        name = sheet_name(title, self._names)
        self._names.append(name)
        is_turned = is_right_to_left(self._document.report.language)
        return Sheet(self._book, name, paper=self._paper, footer=self._footer, is_turned=is_turned)

    def _block(self, block: Block, sheet: Sheet, head: str) -> None:
        match block:
            case Paragraph():
                sheet.add([block.text])
            case RankedList():
                ranked = [(rank, text) for rank, text in enumerate(block.items, 1)]
                form = (self._number, self._text)
                self._table(sheet, ["", head], ranked, block.notes, (5, 80), form)
            case LabelledList():
                heads = list(block.columns or (head, ""))
                self._table(sheet, heads, block.items, block.notes, (28, 80), ())
            case SteppedList():
                most = max(len(steps) for _, _, steps in block.items)
                word = self._words.field("step")
                heads = [head, "", *(word.format(number=nth) for nth in range(1, most + 1))]
                rows = [
                    (label, text, *steps, *[""] * (most - len(steps)))
                    for label, text, steps in block.items
                ]
                self._table(sheet, heads, rows, block.notes, (28, 60, *[40] * most), ())
            case Markdown():
                sheet.widths((80, 40, 40))
                sheet.add([head], [self._head])
                self._parts(sheet, appendix_parts(block.body, "excel"), "")

    def _table(
        self,
        sheet: Sheet,
        heads: Sequence[str],
        rows: Iterable[Sequence[str | int]],
        notes: Sequence[Sequence[Note]],
        widths: Sequence[float],
        formats: Sequence[Any],
    ) -> None:
        """A table; what is noted of its items has a column for each kind behind the others."""
        kinds = list(dict.fromkeys(note.kind for some in notes for note in some))
        sheet.widths((*widths, *[18] * len(kinds)))
        sheet.head([*heads, *map(self._words.field, kinds)], self._head)
        for at, row in enumerate(rows):
            some = notes[at] if at < len(notes) else ()
            told = [_told(kind, [note for note in some if note.kind == kind]) for kind in kinds]
            sheet.add([*row, *told], formats or (self._bold, self._text))

    def _parts(self, sheet: Sheet, parts: Iterable[Part], indent: str) -> None:
        """Blocks of an appendix: a row each; the cells of a table are cells."""
        for part in parts:
            if part.kind == "table":
                for row in part.parts:
                    sheet.add([_plain(cell.parts) for cell in row.parts], [self._text])
            elif part.kind in {"bullets", "numbers"}:
                for number, item in enumerate(part.parts, part.start):
                    marker = f"{number}. " if part.kind == "numbers" else "• "
                    inside = [it for it in item.parts if it.kind in {"bullets", "numbers"}]
                    words = _plain([it for it in item.parts if it not in inside])
                    sheet.add([f"{indent}{marker}{words}"], [self._text])
                    self._parts(sheet, inside, f"{indent}    ")
            elif part.kind == "quote":
                self._parts(sheet, part.parts, f"{indent}    ")
            elif part.kind != "rule":
                sheet.add([f"{indent}{_plain([part])}"], [self._text])

    def _sources(self) -> None:
        document = self._document
        if not document.references:
            return
        sheet = self._sheet(document.labels.sources)
        sheet.widths((6, 80, 60))
        sheet.head(["", document.labels.sources, ""], self._head)
        for item in document.references:
            cells = [f"[{item.number}]", item.text, item.url or ""]
            sheet.add(cells, [self._number, self._text])

    def _set_properties(self) -> None:
        report = self._document.report
        try:
            moment = report.published_at.astimezone(UTC)
        except OverflowError:  # the first and the last day that there is
            moment = report.published_at.replace(tzinfo=UTC)
        told = {
            "title": self._document.title,
            "author": "; ".join(makers_of(report)),
            "keywords": report.theme,
        }
        cut = {key: xml_text(text)[:_LONGEST_PROPERTY] for key, text in told.items()}
        self._book.set_properties({**cut, "created": max(moment, _EARLIEST).replace(tzinfo=None)})


def _told(kind: str, notes: Sequence[Note]) -> str | int:
    if len(notes) == 1 and kind in _NUMBERS:
        return int(notes[0].value)
    return "; ".join(note.text for note in notes)


def _plain(parts: Iterable[Part]) -> str:
    """The words of parts, and where their links lead."""
    return "".join(
        f"{_plain(part.parts)} <{part.target}>" if part.kind == "link"
        else part.text + _plain(part.parts)
        for part in parts
    )  # fmt: skip
