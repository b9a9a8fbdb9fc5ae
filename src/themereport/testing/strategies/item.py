"""The items of a report: signals, events, drivers, impacts, risks and appendices."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from hypothesis import strategies as st

from themereport.models.driver import Driver
from themereport.models.event import Event
from themereport.models.impact import ETFImpact, ImpactKind
from themereport.models.markdown import contain
from themereport.models.risk import Risk, RiskCategory
from themereport.models.section import Section
from themereport.models.signal import Signal
from themereport.models.stance import Claim, Direction
from themereport.testing.strategies.evidence import instrument_fields
from themereport.testing.strategies.material import always, made, several, some
from themereport.testing.strategies.text import hostile_texts

if TYPE_CHECKING:
    from themereport.testing.strategies.material import Fields, Material, Part

__all__ = [
    "driver_fields",
    "drivers",
    "event_fields",
    "events",
    "impact_fields",
    "impacts",
    "risk_fields",
    "risks",
    "section_fields",
    "sections",
    "signal_fields",
    "signals",
]

_RANK = st.integers(1, 10)
_KIND = st.sampled_from(get_args(ImpactKind))
_FEW = st.integers(1, 2)
# Twelve: numbers of two digits are set in another way.
_STEPS = st.sampled_from((1, 2, 3, 12))


def signals(
    *, language: str | None = None, hostile: bool = False, evidence: bool | None = None
) -> st.SearchStrategy[Signal]:
    """Signals of any rank. The parameters are those of `reports`."""

    def fields(draw: st.DrawFn, material: Material) -> Fields:
        return signal_fields(draw, material, draw(_RANK))

    return made(Signal, fields, language=language, hostile=hostile, evidence=evidence)


def events(
    *, language: str | None = None, hostile: bool = False, evidence: bool | None = None
) -> st.SearchStrategy[Event]:
    """Events. The parameters are those of `reports`."""
    return made(Event, event_fields, language=language, hostile=hostile, evidence=evidence)


def drivers(
    *, language: str | None = None, hostile: bool = False, evidence: bool | None = None
) -> st.SearchStrategy[Driver]:
    """Drivers of up to twelve steps. The parameters are those of `reports`."""
    return made(Driver, driver_fields, language=language, hostile=hostile, evidence=evidence)


def impacts(
    *, language: str | None = None, hostile: bool = False, evidence: bool | None = None
) -> st.SearchStrategy[ETFImpact]:
    """Impacts of every kind. The parameters are those of `reports`."""
    return made(ETFImpact, impact_fields, language=language, hostile=hostile, evidence=evidence)


def risks(
    *, language: str | None = None, hostile: bool = False, evidence: bool | None = None
) -> st.SearchStrategy[Risk]:
    """Risks. The parameters are those of `reports`."""
    return made(Risk, risk_fields, language=language, hostile=hostile, evidence=evidence)


def sections(*, language: str | None = None, hostile: bool = False) -> st.SearchStrategy[Section]:
    """Appendices, whose body is Markdown or empty. The parameters are those of `reports`."""
    return made(Section, section_fields, language=language, hostile=hostile)


def signal_fields(draw: st.DrawFn, material: Material, rank: int) -> Fields:
    """The fields of the signal of that rank."""
    fields = {"rank": rank, "text": draw(material.voice.sentence)}
    return fields | some(draw, material, _SIGNAL, filled=material.evidence)


def event_fields(draw: st.DrawFn, material: Material) -> Fields:
    """The fields of an event."""
    name, _, sentence = material.voice
    fields = {"title": draw(name), "description": draw(sentence)}
    return fields | some(draw, material, _EVENT, filled=material.evidence)


def driver_fields(draw: st.DrawFn, material: Material) -> Fields:
    """The fields of a driver."""
    name, _, sentence = material.voice
    fields = {
        "subject": draw(name),
        "thesis": draw(sentence),
        "steps": [draw(sentence) for _ in range(draw(_STEPS))],
    }
    return fields | some(draw, material, _DRIVER, filled=material.evidence)


def impact_fields(draw: st.DrawFn, material: Material) -> Fields:
    """The fields of an impact."""
    name, _, sentence = material.voice
    fields = {"target": draw(name), "kind": draw(_KIND), "analysis": draw(sentence)}
    return fields | some(draw, material, _IMPACT, filled=material.evidence)


def risk_fields(draw: st.DrawFn, material: Material) -> Fields:
    """The fields of a risk."""
    name, _, sentence = material.voice
    fields = {"name": draw(name), "description": draw(sentence)}
    return fields | some(draw, material, _RISK, filled=material.evidence)


def section_fields(draw: st.DrawFn, material: Material) -> Fields:
    """The fields of an appendix."""
    body = _HOSTILE_BODY if material.hostile else _BODY
    return {"title": draw(material.voice.name), "body": draw(body)}


def _cited(draw: st.DrawFn, material: Material) -> tuple[str, ...]:
    return () if material.cited is None else draw(material.cited)


def _traded(draw: st.DrawFn, material: Material) -> list[Fields]:
    return [instrument_fields(draw, material) for _ in range(draw(_FEW))]


# What schema 1.1 added to each.
_direction = always(st.sampled_from(get_args(Direction)))
_claim = always(st.sampled_from(get_args(Claim)))
_grade = always(st.integers(1, 5))
_SIGNAL: dict[str, Part] = {
    "direction": _direction,
    "claim": _claim,
    "instruments": _traded,
    "sources": _cited,
}
_EVENT: dict[str, Part] = {"claim": _claim, "sources": _cited}
_DRIVER: dict[str, Part] = {
    "direction": _direction,
    "claim": _claim,
    "signals": always(several(range(1, 11), 2)),
    "sources": _cited,
}
_IMPACT: dict[str, Part] = {"direction": _direction, "instruments": _traded, "sources": _cited}
_RISK: dict[str, Part] = {
    "category": always(st.sampled_from(get_args(RiskCategory))),
    "severity": _grade,
    "likelihood": _grade,
    "sources": _cited,
}
_LINE = st.one_of(
    st.sampled_from(
        ("a", "", "- x", "1. y", "| a | b |\n|---|---|\n| 1 | 2 |", "```py\n# x\n```", "> q", "*e*",
         "**免责条款：** z", "---", "===", "    code", "```", "~~~", "# h")
    ),
    hostile_texts(2),
)  # fmt: skip
_BODY = st.sampled_from(("", "A note.", "- one\n- two", "| a | b |\n|---|---|\n| 1 | 2 |", "*New*"))
_HOSTILE_BODY = st.lists(_LINE, max_size=6).map("\n".join).map(lambda body: contain(body)[0])
