"""The strategies of the testing kit: valid, wide, and quick to shrink to what people can read."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import UTC, datetime
from inspect import isclass

import pytest
from canonical import ROOT
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import themereport as tr
from themereport import llm, testing
from themereport.locales.language import LANGUAGES
from themereport.models.agreement import later_names
from themereport.models.model import Model
from themereport.testing.strategies.markup import MARKUP
from themereport.testing.strategies.vocabulary import VOCABULARIES

KIT = ROOT / "src" / "themereport" / "testing"
PARTS = ("signals", "events", "drivers", "impacts", "risks")


def models_of(module):
    values = (getattr(module, name) for name in module.__all__)
    return [value for value in values if isclass(value) and issubclass(value, Model)]


MODELS = models_of(tr)
STRATEGIES = {
    tr.AIGenerated: testing.ai_labels,
    tr.Driver: testing.drivers,
    tr.ETFImpact: testing.impacts,
    tr.Event: testing.events,
    tr.Instrument: testing.instruments,
    tr.Predecessor: testing.predecessors,
    tr.Provenance: testing.provenances,
    tr.Risk: testing.risks,
    tr.Section: testing.sections,
    tr.Signal: testing.signals,
    tr.Source: testing.sources,
    tr.ThemeReport: testing.reports,
}


def later_values(report):
    """What a report has in each field that schema 1.1 added."""
    values = {name: getattr(report, name) for name in later_names(tr.ThemeReport)}
    for part in PARTS:
        for at, item in enumerate(getattr(report, part)):
            values |= {
                f"{part}[{at}].{name}": getattr(item, name) for name in later_names(type(item))
            }
    return values


def is_set(value):
    return value is not None and value != ()


def texts_of(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts_of(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from texts_of(item)


# --- from a type -------------------------------------------------------------------------------


def test_there_is_a_strategy_for_every_public_model():
    assert set(STRATEGIES) == set(MODELS)


@pytest.mark.parametrize("model", [*MODELS, *models_of(llm)], ids=lambda model: model.__name__)
@given(data=st.data())
@settings(max_examples=10)
def test_hypothesis_knows_every_public_model_by_its_type(model, data):
    value = data.draw(st.from_type(model))
    assert type(value) is model
    assert model.model_validate(value.model_dump()) == value


def test_it_does_without_the_kit_being_imported():
    script = (
        "import sys\n"
        "from hypothesis import find, strategies as st\n"
        "from themereport import Risk\n"
        "assert 'themereport.testing.strategies.report' not in sys.modules\n"
        "print(find(st.from_type(Risk), lambda risk: True).name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("Cloud\n", "")


# --- what is made ------------------------------------------------------------------------------


@pytest.mark.parametrize("hostile", [True, False])
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@given(data=st.data())
@settings(max_examples=20)
def test_every_value_is_valid(model, hostile, data):
    value = data.draw(STRATEGIES[model](hostile=hostile))
    assert model.model_validate_json(value.model_dump_json()) == value


@given(testing.reports(evidence=False, hostile=True))
def test_without_evidence_reports_are_of_schema_1_0(report):
    assert report.schema_version == "1.0"


@pytest.mark.parametrize("hostile", [True, False])
@given(data=st.data())
@settings(max_examples=30)
def test_with_evidence_every_field_is_filled(hostile, data):
    report = data.draw(testing.reports(evidence=True, hostile=hostile))
    assert [path for path, value in later_values(report).items() if not is_set(value)] == []
    parts = [report.provenance, report.provenance.ai_generated, *report.sources]
    parts += [instrument for signal in report.signals for instrument in signal.instruments]
    for part in parts:
        values = {name: getattr(part, name) for name in type(part).model_fields}
        assert [name for name, value in values.items() if not is_set(value)] == []


@pytest.mark.parametrize("name", ["signals", "events", "drivers", "impacts", "risks"])
@given(data=st.data())
@settings(max_examples=10)
def test_an_item_alone_has_evidence_or_none(name, data):
    strategy = getattr(testing, name)
    with_all = data.draw(strategy(evidence=True))
    without = data.draw(strategy(evidence=False))
    later = later_names(type(with_all))
    assert all(is_set(getattr(with_all, field)) for field in later)
    assert not any(is_set(getattr(without, field)) for field in later)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Demand grows."),
        ("zh-Hans", "需求增长。"),
        ("zh-Hant", "需求成長。"),
        ("ja", "需要は増加する。"),
        ("ko", "수요가 늘어난다."),
        ("de", "Die Nachfrage wächst."),
        ("fr", "La demande progresse."),
        ("es", "La demanda crece."),
        ("ar", "الطلب يرتفع."),
        ("pt", "Demand grows."),
    ],
)
def test_words_are_of_the_language(language, sentence):
    report = find(testing.reports(language=language), lambda report: True)
    assert (report.language, report.overview) == (language, sentence)
    assert find(testing.texts(language=language), lambda text: True) == sentence


def test_there_are_words_in_every_language_that_has_labels():
    assert set(VOCABULARIES) == set(LANGUAGES)


@given(testing.reports())
@settings(max_examples=30)
def test_readable_reports_hold_no_markup(report):
    texts = set(texts_of(report.model_dump(exclude={"appendices", "sources"})))
    assert not [text for text in texts for mark in "<>{}[]*\\`" if mark in text]


REACHED = {
    "a script": lambda report: "<script>" in report.overview,
    "a character beyond the basic plane": lambda report: max(report.disclaimer) > "\uffff",
    "a number of two digits": lambda report: len(report.drivers[0].steps) > 9,
    "two appendices": lambda report: len(report.appendices) > 1,
    "an appendix with a body": lambda report: any(it.body for it in report.appendices),
    "a date before 1900": lambda report: report.published_at < datetime(1900, 1, 1, tzinfo=UTC),
    "a front matter of its own": lambda report: set(report.front_matter) - {"layout", "title"},
    "a title of its own": lambda report: "title" in report.front_matter,
    "an earlier revision": lambda report: (
        report.supersedes is not None and report.supersedes.slug == report.slug
    ),
    "another report that is replaced": lambda report: (
        report.supersedes is not None and report.supersedes.slug != report.slug
    ),
    "a label that says no more": lambda report: (
        report.provenance is not None and report.provenance.ai_generated == tr.AIGenerated()
    ),
    "an instrument by its ISIN alone": lambda report: any(
        it.isin and not (it.name or it.symbol or it.figi)
        for signal in report.signals
        for it in signal.instruments
    ),
}


@pytest.mark.parametrize("is_reached", REACHED.values(), ids=REACHED)
def test_hostile_reports_reach(is_reached):
    found = find(
        testing.reports(hostile=True),
        lambda report: bool(is_reached(report)),
        settings=settings(max_examples=5_000, phases=[Phase.generate]),
    )
    assert is_reached(found)


# --- shrinking ---------------------------------------------------------------------------------


def test_a_report_shrinks_to_one_that_people_can_read():
    report = find(testing.reports(), lambda report: True)
    assert report == tr.ThemeReport(
        theme="Cloud",
        language="en",
        published_at="2026-01-01T09:00:00+00:00",
        overview="Demand grows.",
        signals=[tr.Signal(rank=rank, text="Demand grows.") for rank in range(1, 11)],
        background="Demand grows.",
        events=[tr.Event(title="Cloud", description="Demand grows.")],
        drivers=[tr.Driver(subject="Cloud", thesis="Demand grows.", steps=["Demand grows."])],
        impacts=[tr.ETFImpact(target="Cloud", kind="etf", analysis="Demand grows.")],
        risks=[tr.Risk(name="Cloud", description="Demand grows.")],
        disclaimer="Demand grows.",
    )


def test_of_a_hostile_report_nothing_is_left_but_what_matters():
    strategy = testing.reports(hostile=True, evidence=False)
    report = find(strategy, lambda report: "<" in report.risks[0].name)
    others = {text for text in texts_of(report.model_dump()) if text != report.risks[0].name}
    assert report.risks[0].name in {"<", "<b>", "<<"}
    assert others <= {"1.0", "Cloud", "en", "word", "etf"}


def test_evidence_shrinks_to_what_matters():
    report = find(testing.reports(), lambda report: report.signals[2].instruments != ())
    assert [path for path, value in later_values(report).items() if is_set(value)] == [
        "signals[2].instruments"
    ]
    assert report.signals[2].instruments == (tr.Instrument(name="Example 1"),)


# --- how it is made ----------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(KIT.rglob("*.py")), ids=lambda path: path.name)
def test_nothing_is_made_to_be_thrown_away(path):
    """No filter, no assumption, no health check that is suppressed."""
    names = {
        name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            getattr(node, "attr", None),
            getattr(node, "id", None),
            getattr(node, "arg", None),
        )
    }
    assert not names & {"filter", "assume", "reject", "suppress_health_check"}


def test_every_piece_of_markup_can_be_in_a_text():
    assert len(MARKUP) == len(set(MARKUP))
    for piece in MARKUP[::10]:
        assert find(testing.texts(hostile=True), lambda text, piece=piece: piece.strip() in text)
