"""Evidence and responsibility: sources, instruments, provenance, predecessors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from themereport.models.instrument import Instrument
from themereport.models.predecessor import Predecessor
from themereport.models.provenance import AIGenerated, Provenance
from themereport.models.report import slug_of
from themereport.models.source import Source
from themereport.testing.strategies.identifier import (
    addresses,
    figi_of_none,
    figis,
    isin_of_none,
    isins,
    mics,
    source_ids,
)
from themereport.testing.strategies.material import always, made, some
from themereport.testing.strategies.moment import moments

if TYPE_CHECKING:
    from themereport.testing.strategies.material import Fields, Material, Part

__all__ = [
    "ai_labels",
    "instrument_fields",
    "instruments",
    "predecessors",
    "provenance_fields",
    "provenances",
    "source_fields",
    "sources",
]

REVISIONS = st.integers(1, 99)
_FEW = st.integers(1, 2)


def sources(*, language: str | None = None, hostile: bool = False) -> st.SearchStrategy[Source]:
    """Sources with a title, an address, or both. The parameters are those of `reports`."""

    def fields(draw: st.DrawFn, material: Material) -> Fields:
        return {"id": draw(source_ids(hostile=hostile)), **source_fields(draw, material)}

    return made(Source, fields, language=language, hostile=hostile)


def instruments(
    *, language: str | None = None, hostile: bool = False
) -> st.SearchStrategy[Instrument]:
    """Instruments, whose numbers have check digits that agree and belong to nobody on purpose.

    The parameters are those of `reports`.
    """
    return made(Instrument, instrument_fields, language=language, hostile=hostile)


def provenances(
    *, language: str | None = None, hostile: bool = False
) -> st.SearchStrategy[Provenance]:
    """Provenances that say at least one thing. The parameters are those of `reports`."""
    return made(Provenance, provenance_fields, language=language, hostile=hostile)


def ai_labels(
    *, language: str | None = None, hostile: bool = False
) -> st.SearchStrategy[AIGenerated]:
    """Labels of generated text, with or without its producer and number.

    The parameters are those of `reports`.
    """
    return made(AIGenerated, _label_fields, language=language, hostile=hostile)


def predecessors(
    *, language: str | None = None, hostile: bool = False
) -> st.SearchStrategy[Predecessor]:
    """Reports that another one could replace. The parameters are those of `reports`."""

    def fields(draw: st.DrawFn, material: Material) -> Fields:
        name = material.voice.name
        slug = draw(name if hostile else st.builds(slug_of, name, moments()))
        return {"slug": slug, "revision": draw(REVISIONS)}

    return made(Predecessor, fields, language=language, hostile=hostile)


def source_fields(draw: st.DrawFn, material: Material) -> Fields:
    """The fields of a source without its id."""
    evidence = material.evidence
    return {
        **some(draw, material, _WHERE, filled=evidence or None, least=1),
        **some(draw, material, _ABOUT, filled=evidence),
    }


def instrument_fields(draw: st.DrawFn, material: Material) -> Fields:
    """The fields of an instrument."""
    evidence = material.evidence
    if not material.hostile:
        return draw(_EVERY_INSTRUMENT if evidence else _ANY_INSTRUMENT)
    return {
        **some(draw, material, _NAMES, filled=evidence or None, least=1),
        **some(draw, material, _MARKET, filled=evidence),
    }


def provenance_fields(draw: st.DrawFn, material: Material) -> Fields:
    """The fields of a provenance."""
    return some(draw, material, _RESPONSIBILITY, filled=material.evidence or None, least=1)


def _label_fields(draw: st.DrawFn, material: Material) -> Fields:
    return some(draw, material, _LABEL, filled=material.evidence)


def _name(draw: st.DrawFn, material: Material) -> str:
    return draw(material.voice.name)


def _maker(draw: st.DrawFn, material: Material) -> str:
    return draw(material.voice.maker)


def _sentence(draw: st.DrawFn, material: Material) -> str:
    return draw(material.voice.sentence)


_NUMBER = st.integers(1, 9999).map("text-{}".format)

_WHERE: dict[str, Part] = {
    "title": _sentence,
    "url": lambda draw, material: draw(addresses(hostile=material.hostile)),
}
_ABOUT: dict[str, Part] = {
    "publisher": _maker,
    "published_at": lambda draw, material: draw(moments(hostile=material.hostile)),
}
_NAMES: dict[str, Part] = {
    "name": _name,
    "symbol": _name,
    "isin": always(isins()),
    "figi": always(figis()),
}
_MARKET: dict[str, Part] = {"mic": always(mics())}


def _numbered(number: int) -> Fields:
    """One of the instruments that there are only in these tests."""
    return {
        "name": f"Example {number}",
        "symbol": str(100_000 + number),
        "mic": "XXXX",  # what ISO 10383 has for no market
        "isin": isin_of_none(number),
        "figi": figi_of_none(number),
    }


_NAMINGS = (
    {"name"},
    {"symbol", "mic"},
    {"isin"},
    {"figi"},
    {"name", "symbol"},
    {"name", "isin"},
    {"name", "symbol", "mic", "isin", "figi"},
)
_EVERY_INSTRUMENT = st.integers(1, 999).map(_numbered)
_ANY_INSTRUMENT = st.sampled_from(
    [
        {name: value for name, value in _numbered(number).items() if name in names}
        for number in range(1, 10)
        for names in _NAMINGS
    ]
)

_LABEL: dict[str, Part] = {
    "producer": _maker,
    "content_id": lambda draw, material: draw(material.voice.name if material.hostile else _NUMBER),
}
_RESPONSIBILITY: dict[str, Part] = {
    "publisher": _maker,
    "authors": lambda draw, material: [_maker(draw, material) for _ in range(draw(_FEW))],
    "ai_generated": _label_fields,
    "human_reviewed": always(st.booleans()),
    "editorial_responsibility": _maker,
    "interests": lambda draw, material: [_sentence(draw, material) for _ in range(draw(_FEW))],
}
