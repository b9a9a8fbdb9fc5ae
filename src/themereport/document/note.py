"""Notes and references: what schema 1.1 says about items, in the words of a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.document.document import Note, Reference
from themereport.document.moment import format_published
from themereport.locales.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from themereport.locales.labels import Labels
    from themereport.models.instrument import Instrument
    from themereport.models.model import Model
    from themereport.models.source import Source

__all__ = ["Noter", "name_of_instrument", "references_to"]

_HIGHEST = 5


class Noter:
    """Makes the notes of items; `references` give sources their numbers."""

    def __init__(self, language: str, references: Iterable[Reference]) -> None:
        self._words = Words(language)
        self._numbers: Mapping[str, int] = {item.id: item.number for item in references}

    def notes(self, items: Sequence[Model]) -> tuple[tuple[Note, ...], ...]:
        """The notes of each item; nothing where none has any."""
        notes = tuple(tuple(self._of(item)) for item in items)
        return notes if any(notes) else ()

    def _of(self, item: Model) -> Iterator[Note]:
        words = self._words
        for kind in ("direction", "claim", "category"):
            if value := getattr(item, kind, None):
                yield Note(kind, value, words.value(value))
        for kind in ("severity", "likelihood"):
            if value := getattr(item, kind, None):
                yield Note(kind, str(value), f"{words.field(kind)} {value}/{_HIGHEST}")
        for instrument in getattr(item, "instruments", ()):
            name = name_of_instrument(instrument)
            yield Note("instruments", name, name)
        for rank in getattr(item, "signals", ()):
            yield Note("signals", str(rank), f"#{rank}")
        for source in getattr(item, "sources", ()):
            number = self._numbers[source]
            yield Note("sources", str(number), f"[{number}]")


def name_of_instrument(instrument: Instrument) -> str:
    """An instrument in one line: its name, and in brackets its symbol, market and numbers."""
    symbol = instrument.symbol
    if symbol and instrument.mic:
        symbol = f"{symbol}, {instrument.mic}"
    elif instrument.mic:
        symbol = instrument.mic
    numbers = [
        f"{kind} {number}"
        for kind, number in (("ISIN", instrument.isin), ("FIGI", instrument.figi))
        if number
    ]
    inside = "; ".join(filter(None, [symbol, *numbers]))
    if not instrument.name:
        return inside
    return f"{instrument.name} ({inside})" if inside else instrument.name


def references_to(sources: Iterable[Source], labels: Labels) -> tuple[Reference, ...]:
    """The sources of a report as they are listed, in their order."""
    return tuple(
        Reference(number, source.id, _text_of(source, labels), source.url)
        for number, source in enumerate(sources, 1)
    )


def _text_of(source: Source, labels: Labels) -> str:
    parts = [source.title or source.url, source.publisher]
    if source.published_at is not None:
        parts.append(format_published(source.published_at, labels.language))
    return labels.enumerated(filter(None, parts))
