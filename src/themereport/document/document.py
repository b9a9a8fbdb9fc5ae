"""The composed document: a report laid out in order, before any format.

Texts in it are plain; `Markdown` is the one exception. A renderer walks `Document.blocks`.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from attrs import frozen

from themereport.locales.labels import Labels
from themereport.models.report import ThemeReport

__all__ = [
    "Block",
    "Disclaimer",
    "Document",
    "Heading",
    "Item",
    "LabelledList",
    "Markdown",
    "Paragraph",
    "RankedList",
]


@frozen
class Heading:
    """A heading. `level` 2 begins one of the two halves, 3 a section.

    `key` is the section's in the outline, or "appendix"; `number` is 0 where none is shown.
    """

    level: int
    key: str
    text: str
    number: int = 0


@frozen
class Paragraph:
    """One sentence or more."""

    text: str


@frozen
class RankedList:
    """The ten signals in order."""

    items: tuple[str, ...]


class Item(NamedTuple):
    """An item of a list: a label, what is said of it, and perhaps steps in order."""

    label: str
    text: str
    steps: tuple[str, ...] = ()


@frozen
class LabelledList:
    """A list of labelled items; `mark` is the punctuation between label and text."""

    mark: str
    items: tuple[Item, ...]


@frozen
class Markdown:
    """The body of an appendix: contained Markdown (see `themereport.models.markdown`)."""

    body: str


@frozen
class Disclaimer:
    """The disclaimer with its label; every renderer must show it."""

    label: str
    mark: str
    text: str


Block: TypeAlias = Heading | Paragraph | RankedList | LabelledList | Markdown | Disclaimer


@frozen
class Document:
    """A report laid out: `title`, then `blocks` from top to bottom.

    `labels` are the words of the frame; `labels.language` may differ from `report.language`.
    """

    report: ThemeReport
    labels: Labels
    title: str
    blocks: tuple[Block, ...]
