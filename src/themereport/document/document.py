"""The composed document: a report laid out in order, before any format.

Texts in it are plain; `Markdown` is the one exception. A renderer walks `Document.blocks`.
"""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from themereport.document.dialect import Dialect
from themereport.locales.labels import Labels
from themereport.models.report import ThemeReport

__all__ = [
    "Block",
    "Disclaimer",
    "Document",
    "Heading",
    "LabelledList",
    "Markdown",
    "Note",
    "Notice",
    "Paragraph",
    "RankedList",
    "Reference",
    "SteppedList",
]


@frozen
class Note:
    """What is said about an item beside its words, in the frame's language.

    `kind` is the field that it tells of, such as `direction`, `instruments` or `sources`, and
    `value` that field's value, as a word or a number that does not depend on the language. For a
    source, `text` is its number in brackets, `value` that number.
    """

    kind: str
    value: str
    text: str


@frozen
class Reference:
    """A source as the list of sources shows it; notes name it by its number, counted from 1."""

    number: int
    id: str
    text: str
    url: str | None


@frozen(cache_hash=True)
class Heading:
    """A heading of a half, a section or an appendix.

    `key` is that of the outline, or "appendix"; `number` is 0 where none is shown.
    `level` is its depth in Markdown, mostly 2 for a half and 3 for a section.
    """

    level: int
    key: str
    text: str
    number: int = 0

    @property
    def prefix(self) -> str:
        """The number as it stands in front of the text, such as `3. `; empty where none is shown."""
        return f"{self.number}. " if self.number else ""


@frozen(cache_hash=True)
class Notice:
    """Says that a machine wrote the text; every renderer must show it."""

    text: str


# A frozen class of attrs is made faster without slots: composing a report takes a tenth less.


@frozen(slots=False)
class Paragraph:
    """One sentence or more."""

    text: str


@frozen(slots=False)
class RankedList:
    """The ten signals in order; `notes` has those of each, or is empty where none has any."""

    items: tuple[str, ...]
    notes: tuple[tuple[Note, ...], ...] = ()


@frozen(slots=False)
class LabelledList:
    """Labels and what is said of each; `mark` is the punctuation between the two.

    Where `columns` has words, they stand above the two columns of a table. `notes` has those of
    each item, or is empty where none has any.
    """

    mark: str
    items: tuple[tuple[str, str], ...]
    columns: tuple[str, str] | None = None
    notes: tuple[tuple[Note, ...], ...] = ()


@frozen(slots=False)
class SteppedList:
    """Like a labelled list, but each item goes on in steps: (label, text, steps)."""

    mark: str
    items: tuple[tuple[str, str, tuple[str, ...]], ...]
    notes: tuple[tuple[Note, ...], ...] = ()


@frozen
class Markdown:
    """The body of an appendix: contained Markdown (see `themereport.models.markdown`)."""

    body: str


@frozen(slots=False)
class Disclaimer:
    """The disclaimer with its label; every renderer must show it."""

    label: str
    mark: str
    text: str


Block: TypeAlias = (
    Notice | Heading | Paragraph | RankedList | LabelledList | SteppedList | Markdown | Disclaimer
)


@frozen(slots=False)
class Document:
    """A report laid out: `title`, then `blocks` from top to bottom.

    `labels` are the words of the frame; `labels.language` may differ from `report.language`.
    `dialect` is the one it was laid out by. `references` are the sources, which a renderer shows
    between the last block and the disclaimer, under the heading `labels.sources`, or leaves out.
    """

    report: ThemeReport
    labels: Labels
    title: str
    blocks: tuple[Block, ...]
    dialect: Dialect
    references: tuple[Reference, ...] = ()
