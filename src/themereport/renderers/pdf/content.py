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
from themereport.document.moment import published_line
from themereport.document.outline import PARTS
from themereport.renderers.appendix import appendix_parts
from themereport.renderers.direction import is_right_to_left, isolated
from themereport.renderers.maker import authors_of, byline_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themereport.document.document import Block, Document, Note, Reference
    from themereport.renderers.pictures.picture import Picture

__all__ = ["content_of"]

_CJK = frozenset({"zh", "ja", "ko"})
# A word may be longer than a line: Typst breaks none, and would cut it.
_LONG_WORD = re.compile("[!-\u02ff\u0370-\u052f]{40,}")
# It is broken behind what parts an address, but not in its host; what is long even so, anywhere.
_PIECE = re.compile("https?://(?:[^/?#]{1,32}(?:/|\\Z))?|[^/?&=#._%-]*[/?&=#._%-]|.+")
_LONG_PIECE = 24
_BREAK = "\u200b"


def content_of(document: Document, pictures: Sequence[Picture] = ()) -> dict[str, Any]:
    """The words of `document` in their order, and what depends on its languages."""
    report, labels = document.report, document.labels
    is_turned = is_right_to_left(report.language)
    maker = _Maker(labels.gap, 2 if document.dialect.halves else 1, is_turned)
    notices = [block.text for block in document.blocks if isinstance(block, Notice)]
    is_cjk = report.language.partition("-")[0] in _CJK
    return {
        "title": document.title,
        "shown-title": maker.words(document.title),
        "authors": authors_of(report),
        "description": report.overview,
        "keywords": [report.theme],
        "about": [
            maker.words(published_line(document)),
            *filter(None, [byline_of(document, maker.words)]),
        ],
        "footer": maker.words(" ".join(notices)),
        "direction": "rtl" if is_turned else "ltr",
        "leading": 0.85 if is_cjk else 0.68,
        "justify": is_cjk,
        "half-level": maker.level - 1,
        "section-level": maker.level,
        "pictures": [asdict(picture) for picture in pictures],
        "blocks": list(maker.blocks(document)),
    }


@frozen
class _Maker:
    """Makes the data of blocks; `level` is that of the headings of sections."""

    gap: str
    level: int
    is_turned: bool

    def words(self, text: str) -> str:
        """`text` as it is shown: with its own direction, and broken where it must be."""
        isolate = isolated(text, among_right_to_left=self.is_turned)
        return _LONG_WORD.sub(lambda match: _breakable(match[0]), isolate)

    def blocks(self, document: Document) -> Iterator[dict[str, Any]]:
        for block in document.blocks:
            if isinstance(block, Disclaimer) and document.references:
                heading = self.words(document.labels.sources)
                items = [self._source(item) for item in document.references]
                yield {"kind": "sources", "heading": heading, "items": items}
            yield self._block(block)

    def _source(self, item: Reference) -> dict[str, Any]:
        is_told = item.url is None or item.url == item.text
        return {
            "number": str(item.number),
            "text": self.words(item.text),
            "url": None if is_told else item.url,
            "shown": self.words(item.url or ""),
        }

    def _block(self, block: Block) -> dict[str, Any]:
        match block:
            case Heading():
                return {
                    "kind": "heading",
                    "key": block.key,
                    "level": 1 if block.key in PARTS else self.level,
                    "is-frame": block.key != "appendix",
                    "text": block.prefix + self.words(block.text),
                }
            case Notice() | Paragraph():
                kind = "notice" if isinstance(block, Notice) else "paragraph"
                return {"kind": kind, "text": self.words(block.text)}
            case RankedList():
                items = [
                    {"text": self.words(text), "notes": self._notes(block.notes, at)}
                    for at, text in enumerate(block.items)
                ]
                return {"kind": "ranked", "items": items}
            case LabelledList():
                labelled = [
                    {
                        **self._labelled(label, text, block.mark),
                        "notes": self._notes(block.notes, at),
                    }
                    for at, (label, text) in enumerate(block.items)
                ]
                if block.columns:
                    return {"kind": "columns", "columns": block.columns, "items": labelled}
                return {"kind": "labelled", "items": labelled}
            case SteppedList():
                stepped = [
                    {
                        **self._labelled(label, text, block.mark),
                        "notes": self._notes(block.notes, at),
                        "steps": [self.words(step) for step in steps],
                    }
                    for at, (label, text, steps) in enumerate(block.items)
                ]
                return {"kind": "stepped", "items": stepped}
            case Markdown():
                parts = appendix_parts(block.body, "pdf")
                return {"kind": "markdown", "parts": [asdict(part) for part in parts]}
            case Disclaimer():
                return {
                    "kind": "disclaimer",
                    **self._labelled(block.label, block.text, block.mark),
                }

    def _labelled(self, label: str, text: str, mark: str) -> dict[str, str]:
        return {
            "label": self.words(label),
            "text": self.words(text),
            "mark": mark,
            "gap": self.gap,
        }

    def _notes(self, notes: Sequence[Sequence[Note]], at: int) -> list[dict[str, str]]:
        return [
            {"kind": note.kind, "value": note.value, "text": self.words(note.text)}
            for note in (notes[at] if at < len(notes) else ())
        ]


def _breakable(word: str) -> str:
    """`word` with marks where it may be broken, which the template shows as nothing."""
    pieces = _PIECE.findall(word)
    return _BREAK.join(
        _BREAK.join(it) if len(it) > _LONG_PIECE and "://" not in it else it for it in pieces
    )
