"""The body of a document: the blocks of a report as paragraphs, lists and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

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
from themereport.renderers.direction import is_right_to_left, isolated
from themereport.renderers.maker import byline_of
from themereport.renderers.word.appendix import Appendix
from themereport.renderers.word.elements import (
    BULLETS,
    RANKS,
    SOURCES,
    STEPS,
    Numbering,
    element,
    paragraph,
    run,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement as Element
    from docx.parts.document import DocumentPart

    from themereport.document.document import Block, Document, Note

__all__ = ["Body"]


class Body:
    """Makes the elements of a body; `part` is the one that links lead out of."""

    def __init__(self, document: Document, part: DocumentPart) -> None:
        self._document = document
        self._gap = document.labels.gap
        self._level = 2 if document.dialect.halves else 1
        self._is_turned = is_right_to_left(document.report.language)
        self._part = part
        self.numbering = Numbering(is_turned=self._is_turned)

    def elements(self) -> Iterator[Element]:
        """All from the title to the disclaimer."""
        document, labels = self._document, self._document.labels
        yield paragraph("Title", [self._run(document.title)])
        yield paragraph("Subtitle", [run(published_line(document))])
        if by := byline_of(document, self._own):
            yield paragraph("Subtitle", [run(by)])
        for block in document.blocks:
            if isinstance(block, Disclaimer) and document.references:
                yield paragraph(f"Heading{self._level}", [run(labels.sources)])
                yield from self._sources()
            yield from self._block(block)

    def link(self, target: str, runs: Iterable[Element]) -> Element:
        """A link to an address."""
        made = element("hyperlink", *runs)
        key = self._part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        made.set(qn("r:id"), key)
        return made

    def _own(self, text: str) -> str:
        """`text` such that it keeps its direction beside others."""
        return isolated(text, among_right_to_left=self._is_turned)

    def _run(self, text: str, style: str = "") -> Element:
        return run(self._own(text), style)

    def _block(self, block: Block) -> Iterator[Element]:
        match block:
            case Heading():
                level = 1 if block.key in PARTS else self._level
                yield paragraph(f"Heading{level}", [run(f"{block.prefix}{self._own(block.text)}")])
            case Notice():
                yield paragraph("AINotice", [run(block.text)])
            case Paragraph():
                yield paragraph("Normal", [self._run(block.text)])
            case RankedList():
                ranks = self.numbering.new(RANKS)
                for at, text in enumerate(block.items):
                    notes = self._noted(block.notes, at)
                    runs = [self._run(text)]
                    yield paragraph("ListNumber", runs, number=(ranks, 0), goes_on=bool(notes))
                    yield from notes
            case LabelledList(columns=(first, second)):
                yield self._table(first, second, block)
            case LabelledList():
                bullets = self.numbering.new(BULLETS)
                for at, (label, text) in enumerate(block.items):
                    yield from self._item(bullets, label, text, block, at)
            case SteppedList():
                yield from self._stepped(block)
            case Markdown():
                yield from Appendix(self).elements(appendix_parts(block.body, "word"))
            case Disclaimer():
                yield paragraph("Disclaimer", self._labelled(block.label, block.mark, block.text))

    def _labelled(self, label: str, mark: str, text: str) -> Sequence[Element]:
        return (run(f"{self._own(label)}{mark}", "Strong"), run(f"{self._gap}{self._own(text)}"))

    def _item(
        self, number: int, label: str, text: str, block: LabelledList | SteppedList, at: int
    ) -> Iterator[Element]:
        """A labelled item of the list of a number, and what is noted of it."""
        notes = self._noted(block.notes, at)
        runs = self._labelled(label, block.mark, text)
        yield paragraph("ListBullet", runs, number=(number, 0), goes_on=bool(notes))
        yield from notes

    def _stepped(self, block: SteppedList) -> Iterator[Element]:
        bullets = self.numbering.new(BULLETS)
        for at, (label, text, steps) in enumerate(block.items):
            yield from self._item(bullets, label, text, block, at)
            number = self.numbering.new(STEPS)
            for step in steps:
                yield paragraph("ListNumber2", [self._run(step)], number=(number, 0))

    def _table(self, first: str, second: str, block: LabelledList) -> Element:
        head = element("trPr", element("tblHeader"))
        rows = [element("tr", head, *(_cell([run(it, "Strong")]) for it in (first, second)))]
        for at, (label, text) in enumerate(block.items):
            cell = _cell([self._run(text)])
            cell.extend(self._noted(block.notes, at))
            rows.append(element("tr", _cell([self._run(label, "Strong")]), cell))
        return self.table(rows, 2)

    def table(self, rows: Iterable[Element], columns: int) -> Element:
        """A table as wide as the page."""
        properties = element("tblPr", element("tblStyle", val="TableGrid"))
        if self._is_turned:
            properties.append(element("bidiVisual"))
        properties.append(element("tblW", w=5000, type="pct"))
        grid = element("tblGrid", *(element("gridCol") for _ in range(columns)))
        return element("tbl", properties, grid, *rows)

    def _noted(self, notes: Sequence[Sequence[Note]], at: int) -> Sequence[Element]:
        """What is noted of an item, as a paragraph below it; none where nothing is."""
        runs: list[Element] = []
        for note in notes[at] if at < len(notes) else ():
            if runs:
                runs.append(run(" · "))
            if note.kind == "sources":
                runs.append(element("hyperlink", run(note.text), anchor=f"source-{note.value}"))
            else:
                runs.append(self._run(note.text, "Strong" if note.kind == "direction" else ""))
        return (paragraph("ListContinue", runs),) if runs else ()

    def _sources(self) -> Iterator[Element]:
        number = self.numbering.new(SOURCES)
        for item in self._document.references:
            runs = [
                element("bookmarkStart", id=item.number, name=f"source-{item.number}"),
                self._run(item.text),
                element("bookmarkEnd", id=item.number),
            ]
            if item.url is not None and item.url != item.text:
                runs += (run(" "), self.link(item.url, [self._run(item.url, "Hyperlink")]))
            yield paragraph("Bibliography", runs, number=(number, 0))


def _cell(runs: Iterable[Element]) -> Element:
    return element("tc", paragraph("Normal", runs))
