"""What the pages say, as the data that the Typst template takes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import asdict, frozen

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
from themereport.renderers.appendix import appendix_parts
from themereport.renderers.direction import is_right_to_left, isolated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themereport.document.document import Block, Document, Note

__all__ = ["Picture", "content_of"]

_CJK = frozenset({"zh", "ja", "ko"})
# A word that is longer than a line may be broken anywhere: Typst breaks none, and would cut it.
_LONG_WORD = re.compile("[!-\u02ff\u0370-\u052f]{40,}")
_BREAK = "\u200b"


@frozen
class Picture:
    """A picture below the heading whose key is `key`: an SVG, and what it shows in words."""

    key: str
    svg: str
    alt: str


def content_of(document: Document, pictures: Sequence[Picture] = ()) -> dict[str, Any]:
    """The words of `document` in their order, and what depends on its languages."""
    report, labels = document.report, document.labels
    provenance = report.provenance
    authors = list(provenance.authors) if provenance else []
    publisher = provenance.publisher if provenance else None
    by = [*authors, *filter(None, [publisher])]
    when = format_published(report.published_at, labels.language)
    notice = next((block.text for block in document.blocks if isinstance(block, Notice)), None)
    level = 2 if document.dialect.halves else 1
    is_cjk = report.language.partition("-")[0] in _CJK
    return {
        "title": _breakable(document.title),
        "authors": authors or by,
        "by": _breakable(", ".join(map(isolated, by))) or None,
        "description": report.overview,
        "keywords": [report.theme],
        "published": f"{labels.published}{labels.after_label}{labels.gap}{when}",
        "footer": notice or "",
        "direction": "rtl" if is_right_to_left(report.language) else "ltr",
        "leading": 0.85 if is_cjk else 0.68,
        "justify": is_cjk,
        "half-level": 1 if level == 2 else 0,
        "section-level": level,
        "pictures": [asdict(picture) for picture in pictures],
        "blocks": list(_blocks(document, level)),
    }


def _blocks(document: Document, level: int) -> Iterator[dict[str, Any]]:
    gap = document.labels.gap
    for block in document.blocks:
        if isinstance(block, Disclaimer) and document.references:
            yield {
                "kind": "sources",
                "heading": document.labels.sources,
                "items": [
                    {
                        "number": str(item.number),
                        "text": _breakable(isolated(item.text)),
                        "url": None if item.url is None or item.url == item.text else item.url,
                        "shown": _breakable(item.url or ""),
                    }
                    for item in document.references
                ],
            }
        yield _block(block, gap, level)


def _block(block: Block, gap: str, level: int) -> dict[str, Any]:
    match block:
        case Heading():
            number = f"{block.number}. " if block.number else ""
            return {
                "kind": "heading",
                "key": block.key,
                "level": 1 if block.key in PARTS else level,
                "is-frame": block.key != "appendix",
                "text": number + _breakable(block.text),
            }
        case Notice():
            return {"kind": "notice", "text": block.text}
        case Paragraph():
            return {"kind": "paragraph", "text": _breakable(block.text)}
        case RankedList():
            return {
                "kind": "ranked",
                "items": [
                    {"text": _breakable(text), "notes": _notes(block.notes, at)}
                    for at, text in enumerate(block.items)
                ],
            }
        case LabelledList():
            return {
                "kind": "columns" if block.columns else "labelled",
                "columns": block.columns,
                "items": [
                    {**_labelled(label, text, block.mark, gap), "notes": _notes(block.notes, at)}
                    for at, (label, text) in enumerate(block.items)
                ],
            }
        case SteppedList():
            return {
                "kind": "stepped",
                "items": [
                    {
                        **_labelled(label, text, block.mark, gap),
                        "notes": _notes(block.notes, at),
                        "steps": [_breakable(step) for step in steps],
                    }
                    for at, (label, text, steps) in enumerate(block.items)
                ],
            }
        case Markdown():
            parts = appendix_parts(block.body, "pdf")
            return {"kind": "markdown", "parts": [asdict(part) for part in parts]}
        case Disclaimer():
            return {
                "kind": "disclaimer",
                **_labelled(block.label, block.text, block.mark, gap),
            }


def _labelled(label: str, text: str, mark: str, gap: str) -> dict[str, str]:
    return {
        "label": _breakable(isolated(label)),
        "text": _breakable(isolated(text)),
        "mark": mark,
        "gap": gap,
    }


def _notes(notes: Sequence[Sequence[Note]], at: int) -> list[dict[str, str]]:
    return [
        {"kind": note.kind, "value": note.value, "text": _breakable(isolated(note.text))}
        for note in (notes[at] if at < len(notes) else ())
    ]


def _breakable(text: str) -> str:
    return _LONG_WORD.sub(lambda match: _BREAK.join(match[0]), text)
