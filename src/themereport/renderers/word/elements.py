"""Elements of WordprocessingML (ECMA-376), and the numbering of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from themereport.renderers.xml_text import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement as Element

__all__ = ["BULLETS", "NUMBERS", "RANKS", "SOURCES", "STEPS", "Numbering", "element", "paragraph",
           "run"]  # fmt: skip

RANKS, STEPS, SOURCES, BULLETS, NUMBERS = range(1, 6)
"""The kinds of lists."""

# Of each kind: the form and the text of its numbers, its indent, and whether they are bold.
_KINDS = {
    RANKS: ("decimal", "%1.", 425, True),
    STEPS: ("decimal", "%1.", 850, False),
    SOURCES: ("decimal", "[%1]", 567, False),
    BULLETS: ("bullet", "•", 425, False),
    NUMBERS: ("decimal", "%{}.", 425, False),
}
_DEEPEST = 8


def element(tag: str, *children: Element, **values: object) -> Element:
    """The element `w:tag` with attributes of the same name space; `children` in their order."""
    made: Element = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def run(text: str, style: str = "") -> Element:
    """A run of characters; line ends become breaks."""
    made = element("r")
    if style:
        made.append(element("rPr", element("rStyle", val=style)))
    for at, line in enumerate(xml_text(text).split("\n")):
        if at:
            made.append(element("br"))
        for column, part in enumerate(line.split("\t")):
            if column:
                made.append(element("tab"))
            words = element("t")
            words.text = part
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            made.append(words)
    return made


def paragraph(
    style: str,
    runs: Iterable[Element],
    *,
    number: tuple[int, int] | None = None,
    indent: int = 0,
    goes_on: bool = False,
) -> Element:
    """A paragraph in `style`; `number` is its list's number and its depth in it, from 0.

    One that `goes_on` keeps the next one close below it, on the same page.
    """
    properties = element("pPr", element("pStyle", val=style))
    if goes_on:
        properties.append(element("keepNext"))
    if number is not None:
        numbered = element("ilvl", val=number[1]), element("numId", val=number[0])
        properties.append(element("numPr", *numbered))
    if goes_on:
        properties.append(element("spacing", after=20))
    if indent:
        properties.append(element("ind", left=indent))
    return element("p", properties, *runs)


class Numbering:
    """The lists of a document; each counts for itself."""

    def __init__(self, *, is_turned: bool) -> None:
        self._is_turned = is_turned
        self._lists: list[Element] = []

    def new(self, kind: int, *, start: int = 1, depth: int = 0) -> int:
        """The number of a new list of a kind, whose items at `depth` count from `start`."""
        number = len(self._lists) + 1
        made = element("num", element("abstractNumId", val=kind), numId=number)
        if kind != BULLETS:
            over = element("lvlOverride", element("startOverride", val=start), ilvl=depth)
            made.append(over)
        self._lists.append(made)
        return number

    def elements(self) -> Iterator[Element]:
        """What the part of the package that holds the numbering consists of."""
        for kind in _KINDS:
            levels = [_level(kind, depth, self._is_turned) for depth in range(_DEEPEST + 1)]
            yield element("abstractNum", element("multiLevelType", val="multilevel"), *levels,
                          abstractNumId=kind)  # fmt: skip
        yield from self._lists


def _level(kind: int, depth: int, is_turned: bool) -> Element:
    form, text, indent, is_bold = _KINDS[kind]
    look = [element("b"), element("bCs"), element("color", val="8A3B12")] if is_bold else []
    hanging = min(indent, 425) if kind != SOURCES else indent
    # Among words that run from right to left, Word takes `left` for the right, and LibreOffice does
    # not: its numbers stick out. In the middle of their room, they are inside of both.
    place = "center" if is_turned else "left"
    hanging -= 200 if is_turned else 0
    return element(
        "lvl",
        element("start", val=1),
        element("numFmt", val=form),
        element("lvlText", val=text.replace("{}", str(depth + 1))),
        element("lvlJc", val=place),
        element("pPr", element("ind", left=indent + 425 * depth, hanging=hanging)),
        element("rPr", *look),
        ilvl=depth,
    )
