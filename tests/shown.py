"""What a page shows, and what it should show."""

from __future__ import annotations

import re

import html5lib

import themereport as tr
from themereport.document.compose import compose
from themereport.document.document import (
    Disclaimer,
    Heading,
    LabelledList,
    Notice,
    Paragraph,
    RankedList,
    SteppedList,
)

_OWN = {"h1", "h2", "h3", "h4", "p", "li", "th", "td"}
_TYPOGRAPHY = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "--", "—": "---", "…": "..."}


def without_typography(text: str) -> str:
    """Curly quotes, dashes, ellipses and guillemets as what they were made of."""
    for mark, plain in _TYPOGRAPHY.items():
        text = text.replace(mark, plain)
    # Blanks inside guillemets become no-break spaces.
    text = text.replace("«", "<<").replace("»", ">>")
    return re.sub("[\u00a0 ]*>>", ">>", re.sub("<<[\u00a0 ]*", "<<", text))


def blocks_shown(html: str) -> list[str]:
    """The texts of headings, paragraphs and list items of a page, in order."""
    shown: list[str] = []
    _walk(html5lib.parse(html, namespaceHTMLElements=False), shown, None)
    return [text.strip(" \n") for text in shown if text.strip(" \n")]


def _walk(element, shown: list[str], open_at: int | None) -> None:
    if element.tag in _OWN:
        shown.append("")
        open_at = len(shown) - 1
    if open_at is not None:
        shown[open_at] += element.text or ""
    for child in element:
        nested = child.tag in {"ol", "ul"}
        _walk(child, shown, None if nested else open_at)
        if open_at is not None:
            shown[open_at] += child.tail or ""


def blocks_expected(report: tr.ThemeReport, dialect: tr.Dialect | None = None) -> list[str]:
    """What a page of `report` should show, in order; without the bodies of appendices."""
    document = compose(report, dialect=dialect)
    expected = [document.title]
    for block in document.blocks:
        match block:
            case Heading():
                expected.append(f"{block.number}. {block.text}" if block.number else block.text)
            case Notice() | Paragraph():
                expected.append(block.text)
            case RankedList():
                expected += block.items
            case LabelledList(columns=(first, second)):
                expected += (first, second, *(text for item in block.items for text in item))
            case LabelledList():
                expected += (f"{label}{block.mark} {text}" for label, text in block.items)
            case SteppedList():
                for label, text, steps in block.items:
                    expected.append(f"{label}{block.mark} {text}")
                    expected += steps
            case Disclaimer() if document.dialect.disclaimer == "section":
                expected += (block.label, block.text)
            case Disclaimer():
                expected.append(f"{block.label}{block.mark} {block.text}")
    return expected


def texts_of(report: tr.ThemeReport) -> list[str]:
    """The title, then every text of `report` in the order of its page."""
    document = compose(report)
    texts = [document.title]
    for block in document.blocks:
        match block:
            case Heading(key="appendix") | Notice() | Paragraph() | Disclaimer():
                texts.append(block.text)
            case RankedList():
                texts += block.items
            case LabelledList():
                texts += (text for item in block.items for text in item)
            case SteppedList():
                for label, text, steps in block.items:
                    texts += (label, text, *steps)
    return texts
