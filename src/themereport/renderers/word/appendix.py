"""Bodies of appendices in a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.renderers.word.elements import BULLETS, NUMBERS, element, paragraph, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from themereport.renderers.appendix import Part
    from themereport.renderers.word.body import Body

__all__ = ["Appendix"]

_DEEPEST = 8
_STYLES = {"strong": "Strong", "emphasis": "Emphasis", "verbatim": "HTMLCode"}


class Appendix:
    """Makes the elements of an appendix; lists and links are those of its `body`."""

    def __init__(self, body: Body) -> None:
        self._body = body

    def elements(self, parts: Iterable[Part], depth: int = -1) -> Iterator[Element]:
        """The elements of blocks that stand `depth` lists deep, counted from 0."""
        indent = 425 * (depth + 1)
        for part in parts:
            match part.kind:
                case "bullets" | "numbers":
                    yield from self._list(part, min(depth + 1, _DEEPEST))
                case "quote":
                    for inside in part.parts:
                        if inside.kind == "paragraph":
                            runs = self._runs(inside.parts)
                            yield paragraph("Quote", runs, indent=indent and indent + 284)
                        else:
                            yield from self.elements([inside], depth)
                case "table":
                    yield self._table(part)
                    yield paragraph("Normal", [])  # what stands below it, stands apart
                case "code":
                    yield paragraph("HTMLPreformatted", [run(part.text)], indent=indent)
                case "rule":
                    yield paragraph("Rule", [])
                case "heading":
                    yield paragraph("Heading3", self._runs(part.parts))
                case "paragraph":
                    yield paragraph("Normal", self._runs(part.parts), indent=indent)
                case _:
                    yield paragraph("Normal", self._runs([part]), indent=indent)

    def _list(self, part: Part, depth: int) -> Iterator[Element]:
        is_numbered = part.kind == "numbers"
        kind, style = (NUMBERS, "ListNumber") if is_numbered else (BULLETS, "ListBullet")
        number = self._body.numbering.new(kind, start=part.start, depth=depth)
        for item in part.parts:
            own: tuple[Part, ...] = ()
            others = item.parts
            if others and others[0].kind == "paragraph":
                own, others = others[0].parts, others[1:]
            yield paragraph(style, self._runs(own), number=(number, depth))
            yield from self.elements(others, depth)

    def _table(self, part: Part) -> Element:
        rows = []
        for at, row in enumerate(part.parts):
            style = "" if at else "strong"
            cells = [
                element("tc", paragraph("Normal", self._runs(cell.parts, style)))
                for cell in row.parts
            ]
            head = () if at else (element("trPr", element("tblHeader")),)
            rows.append(element("tr", *head, *cells))
        return self._body.table(rows, len(part.parts[0].parts))

    def _runs(self, parts: Iterable[Part], style: str = "") -> Iterator[Element]:
        for part in parts:
            if part.kind in {"text", "verbatim"}:
                kind = part.kind if part.kind == "verbatim" else style
                yield run(part.text, _STYLES.get(kind, kind))
            elif part.kind == "link":
                yield self._body.link(part.target, self._runs(part.parts, "Hyperlink"))
            else:
                yield from self._runs(part.parts, part.kind)
