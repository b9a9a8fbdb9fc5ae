"""Whole reports."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from themereport.models.report import ThemeReport, slug_of
from themereport.testing.strategies.evidence import REVISIONS, provenance_fields, source_fields
from themereport.testing.strategies.front_matter import front_matters
from themereport.testing.strategies.identifier import source_ids
from themereport.testing.strategies.item import (
    driver_fields,
    event_fields,
    impact_fields,
    risk_fields,
    section_fields,
    signal_fields,
)
from themereport.testing.strategies.material import Material, always, several, some
from themereport.testing.strategies.moment import moments
from themereport.testing.strategies.text import Voice, hostile_texts, readable_voice, themes
from themereport.testing.strategies.vocabulary import VOCABULARIES

if TYPE_CHECKING:
    from datetime import datetime

    from themereport.testing.strategies.material import Fields, Part

__all__ = ["reports"]

_LANGUAGES = st.sampled_from(tuple(VOCABULARIES))
_HOSTILE_LANGUAGES = st.sampled_from(
    (*VOCABULARIES, "en-GB", "zh-Hant-HK", "zh", "pt", "fr-CA", "und")
)
_COUNT = st.integers(1, 3)
_OFTEN = st.booleans()
_APPENDICES = st.integers(0, 2)
_POOL = st.lists(hostile_texts(), min_size=1, max_size=7)
_PROVENANCE: dict[str, Part] = {"provenance": provenance_fields}
_REVISION: dict[str, Part] = {"revision": always(REVISIONS)}


def reports(
    *, language: str | None = None, hostile: bool = False, evidence: bool | None = None
) -> st.SearchStrategy[ThemeReport]:
    """Valid reports, which shrink to short ones that people can read.

    Args:
        language: The language of the reports, a canonical BCP 47 tag; by default several. Their
            words are English where it has no labels.
        hostile: Whether texts hold markup of many formats and any characters, and dates, ids and
            front matter are odd, too. A renderer should be tested on these.
        evidence: Whether every field that schema 1.1 added is filled; by default, any may be. If
            False, none is, and all reports are of schema 1.0.
    """
    return _reports(language, hostile=hostile, evidence=evidence)


@st.composite
def _reports(
    draw: st.DrawFn, language: str | None, *, hostile: bool, evidence: bool | None
) -> ThemeReport:
    if language is None:
        language = draw(_HOSTILE_LANGUAGES if hostile else _LANGUAGES)
    if evidence is None and not draw(_OFTEN):
        evidence = False
    voice = readable_voice(language)
    if hostile:
        # Fields draw from a few texts that are drawn before, which is far faster.
        pool = st.sampled_from(draw(_POOL))
        voice = Voice(pool, pool, pool)
    ids = [] if evidence is False else _ids(draw, hostile=hostile, least=int(evidence or 0))
    cited = several(ids, 2) if ids else None
    material = Material(voice, hostile, evidence, cited)
    theme = draw(themes(voice, hostile=hostile))
    published_at = draw(moments(hostile=hostile))
    items = range(draw(_COUNT))
    fields: Fields = {
        "theme": theme,
        "language": language,
        "published_at": published_at,
        "overview": draw(voice.sentence),
        "signals": [signal_fields(draw, material, rank) for rank in range(1, 11)],
        "background": draw(voice.sentence),
        "events": [event_fields(draw, material) for _ in items],
        "drivers": [driver_fields(draw, material) for _ in items],
        "impacts": [impact_fields(draw, material) for _ in items],
        "risks": [risk_fields(draw, material) for _ in items],
        "disclaimer": draw(voice.sentence),
        "appendices": [section_fields(draw, material) for _ in range(draw(_APPENDICES))],
        "front_matter": draw(front_matters(hostile=hostile)),
    }
    if evidence is not False:
        fields["sources"] = [{"id": name, **source_fields(draw, material)} for name in ids]
        fields |= some(draw, material, _PROVENANCE, filled=evidence)
        fields |= _revision(draw, material, theme, published_at)
    return ThemeReport(**fields)


def _ids(draw: st.DrawFn, *, hostile: bool, least: int) -> list[str]:
    """Different ids, of at least `least` sources."""
    count = draw(st.integers(least, 3))
    return list(dict.fromkeys(draw(source_ids(hostile=hostile)) for _ in range(count)))


def _revision(draw: st.DrawFn, material: Material, theme: str, published_at: datetime) -> Fields:
    """The revision of a report, and which one it replaces: an earlier one, or another report."""
    fields = some(draw, material, _REVISION, filled=material.evidence)
    number = fields.get("revision", 1)
    if not (material.evidence or draw(_OFTEN)):
        return fields
    if number > 1 and draw(_OFTEN):
        own = {"slug": slug_of(theme, published_at), "revision": draw(st.integers(1, number - 1))}
        return {**fields, "supersedes": own}
    yesterday = slug_of(theme, published_at - timedelta(days=1))
    slug = draw(material.voice.name) if material.hostile else yesterday
    return {**fields, "supersedes": {"slug": slug, "revision": draw(REVISIONS)}}
