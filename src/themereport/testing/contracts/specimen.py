"""Specimens: valid documents that differ in all that a document may differ in."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from themereport.locales.language import LANGUAGES
from themereport.models.agreement import later_names
from themereport.models.driver import Driver
from themereport.models.event import Event
from themereport.models.impact import ETFImpact
from themereport.models.report import ThemeReport
from themereport.models.risk import Risk
from themereport.models.signal import Signal
from themereport.schema.conformance import vectors
from themereport.testing.example import example_report
from themereport.testing.strategies.markup import MARKUP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from themereport.models.model import Model

__all__ = ["specimens"]

_KINDS: dict[str, type[Model]] = {
    "signals": Signal,
    "events": Event,
    "drivers": Driver,
    "impacts": ETFImpact,
    "risks": Risk,
}
_FORMS: dict[str, Callable[[dict[str, Any]], str]] = {
    "indented": lambda data: json.dumps(data, ensure_ascii=False, indent=2) + "\n",
    "on one line": lambda data: json.dumps(data, ensure_ascii=False, separators=(",", ":")),
    "in ASCII": json.dumps,
    "with blanks around": lambda data: f"\n\t {json.dumps(data)} \n",
    "its keys turned round": lambda data: json.dumps(_turned(data), ensure_ascii=False),
}


def specimens(version: str) -> dict[str, str]:
    """Documents of the schema `version` by what is special about each, all of them valid.

    Among them are the documents of the conformance suite.
    """
    is_first = version == "1.0"
    documents = [*_plain(), *(() if is_first else _evident())]
    found = {name: json.dumps(data, ensure_ascii=False) for name, data in documents}
    for name, write in _FORMS.items():
        for language in LANGUAGES:
            report = example_report(language, evidence=not is_first)
            found[f"the example in {language}, {name}"] = write(report.model_dump(mode="json"))
    for vector in vectors():
        is_document = vector.format == "json" and vector.report is not None
        if is_document and not (is_first and _is_later(json.loads(vector.text))):
            found[f"{vector.id} of the conformance suite"] = vector.text
    return found


def _is_later(data: dict[str, Any]) -> bool:
    """Whether a document needs a version of the schema after 1.0."""
    if data.get("schema_version", "1.0") != "1.0" or _has(data, ThemeReport):
        return True
    return any(_has(item, kind) for key, kind in _KINDS.items() for item in data[key])


def _has(data: dict[str, Any], kind: type[Model]) -> bool:
    return not data.keys().isdisjoint(later_names(kind))


def _plain() -> Iterator[tuple[str, dict[str, Any]]]:
    whole = example_report(evidence=False).model_dump(mode="json")
    yield "the fewest fields", _fewest(whole)
    yield "many items", whole | {key: whole[key] * 30 for key in _KINDS if key != "signals"}
    yield "a long text", whole | {"overview": "Every word is invented. " * 300 + "The end."}
    yield "an early date", whole | {"published_at": "0001-01-03T00:00:00+00:00"}
    yield "a late date", whole | {"published_at": "9999-12-29T23:59:59+14:00"}
    yield "a private language", whole | {"language": "en-x-desk"}
    yield (
        "many appendices",
        whole | {"appendices": [{"title": "A", "body": ""}, {"title": "B"}] * 9},
    )
    for at in range(0, len(MARKUP), 10):
        texts = [f"{piece} x".strip() for piece in (*MARKUP, *MARKUP)[at : at + 10]]
        signals = [{"rank": rank, "text": text} for rank, text in enumerate(texts, 1)]
        yield f"markup from {texts[0]!r} on", whole | {"signals": signals, "disclaimer": texts[0]}


def _fewest(whole: dict[str, Any]) -> dict[str, Any]:
    """The fewest items, and no field that may be left out."""
    one = {key: whole[key][:1] for key in _KINDS if key != "signals"}
    one["drivers"] = [{**whole["drivers"][0], "steps": whole["drivers"][0]["steps"][:1]}]
    fields = ThemeReport.model_fields.items()
    return {name: one.get(name, whole[name]) for name, field in fields if field.is_required()}


def _evident() -> Iterator[tuple[str, dict[str, Any]]]:
    """Documents of which each has one of the fields that schema 1.1 added."""
    plain: dict[str, Any] = example_report(evidence=False).model_dump(mode="json")
    plain["schema_version"] = "1.1"
    whole = example_report().model_dump(mode="json")
    for name in later_names(ThemeReport):
        yield f"{name} alone", plain | {name: whole[name]}
    for name, value in whole["provenance"].items():
        yield f"provenance.{name} alone", plain | {"provenance": {name: value}}
    for key, kind in _KINDS.items():
        for name in later_names(kind):
            data = copy.deepcopy(plain)
            data[key][0][name] = whole[key][0][name]
            if name == "sources":
                data["sources"] = whole["sources"]
            yield f"{key}[0].{name} alone", data


def _turned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _turned(item) for key, item in reversed(value.items())}
    return [_turned(item) for item in value] if isinstance(value, list) else value
