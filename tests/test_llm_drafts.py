"""Drafts: what has room in one, and what becomes of it."""

from __future__ import annotations

import pytest
from canonical import REPORT, errors
from hypothesis import given
from strategies import reports

import themereport as tr
from themereport.llm import ReportDraft
from themereport.llm.draft import draft_within

DRAFT = ReportDraft.from_report(REPORT)


def changed(**fields):
    return DRAFT.model_copy(update=fields)


# --- laws ------------------------------------------------------------------------------------


@given(reports())
def test_a_draft_of_a_report_makes_the_report_without_what_it_has_no_room_for(report):
    bare = report.model_copy(update={"appendices": (), "front_matter": {"layout": "post"}})
    result = ReportDraft.from_report(report).to_report()
    assert result.report == bare
    assert result.diagnostics == ()


@given(reports())
def test_what_has_no_room_in_a_draft_can_be_given_beside_it(report):
    beside = {"appendices": report.appendices, "front_matter": report.front_matter}
    assert ReportDraft.from_report(report).to_report(**beside).report == report


@given(reports())
def test_a_draft_goes_through_json(report):
    draft = ReportDraft.from_report(report)
    assert ReportDraft.model_validate_json(draft.model_dump_json()) == draft


@given(reports())
def test_a_draft_is_a_value(report):
    draft = ReportDraft.from_report(report)
    assert hash(draft) == hash(ReportDraft.from_report(report))


NO_ROOM = {
    "ThemeReport": {"schema_version", "appendices", "front_matter"},
    "Signal": {"rank"},
    "Event": set(),
    "Driver": set(),
    "ETFImpact": set(),
    "Risk": set(),
}


def pairs():
    """Each model with its draft."""
    yield tr.ThemeReport, ReportDraft
    for name, field in ReportDraft.model_fields.items():
        if items := draft_within(field):
            yield draft_within(tr.ThemeReport.model_fields[name]), items


def test_a_draft_has_room_for_all_but_these():
    missing = {
        model.__name__: model.model_fields.keys() - draft.model_fields.keys()
        for model, draft in pairs()
    }
    assert missing == NO_ROOM


def test_a_draft_has_no_field_of_its_own():
    for model, draft in pairs():
        assert list(draft.model_fields) == [
            name for name in model.model_fields if name in draft.model_fields
        ]
        for name, field in draft.model_fields.items():
            assert field.description == model.model_fields[name].description
            assert field.is_required()


# --- what is wrong ---------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 9, 11, 20])
def test_too_few_or_too_many_signals_make_no_report(count):
    result = changed(signals=(DRAFT.signals * 2)[:count]).to_report()
    assert result.report is None
    (found,) = result.diagnostics
    assert (found.code, found.path) == ("TR206", "signals")
    assert found.arguments == {"found": count, "expected": 10}


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"theme": ""}, ("TR205", "theme")),
        ({"theme": "云" * 81}, ("TR208", "theme")),
        ({"language": "Chinese"}, ("TR210", "language")),
        ({"published_at": None}, ("TR201", "published_at")),
        ({"published_at": "2025-11-04 09:16:36"}, ("TR209", "published_at")),
        ({"overview": "two\nlines"}, ("TR205", "overview")),
        ({"events": ()}, ("TR203", "events")),
        ({"disclaimer": " "}, ("TR205", "disclaimer")),
    ],
)
def test_what_is_wrong_has_the_code_and_path_of_the_report(fields, error):
    result = changed(**fields).to_report()
    assert result.report is None
    assert errors(result) == [error]


def test_what_is_wrong_within_an_item_has_its_path():
    driver = DRAFT.drivers[1].model_copy(update={"steps": ("a", "")})
    signal = DRAFT.signals[3].model_copy(update={"text": "a\tb"})
    signals = (*DRAFT.signals[:3], signal, *DRAFT.signals[4:])
    result = changed(drivers=(DRAFT.drivers[0], driver), signals=signals).to_report()
    assert errors(result) == [("TR205", "signals[3].text"), ("TR205", "drivers[1].steps[1]")]


def test_an_impact_without_a_kind_has_that_of_its_name():
    names = {"沪深300ETF": "etf", "半导体行业": "industry"}
    impacts = tuple(
        DRAFT.impacts[0].model_copy(update={"target": name, "kind": None}) for name in names
    )
    report = changed(impacts=impacts).to_report().report
    assert [impact.kind for impact in report.impacts] == list(names.values())


# --- what the caller knows -------------------------------------------------------------------


def test_what_the_caller_knows_goes_before_the_draft():
    moment = "2026-01-02T03:04:05+08:00"
    result = changed(published_at="yesterday").to_report(published_at=moment, theme="x")
    assert result.report.published_at.isoformat() == moment
    assert result.report.theme == "x"


@pytest.mark.parametrize(
    ("known", "error"),
    [
        ({"published_at": "2026-01-02T03:04:05"}, ("TR209", "published_at")),
        ({"topic": "x"}, ("TR202", "topic")),
        ({"front_matter": {"date": "x"}}, ("TR213", "front_matter")),
    ],
)
def test_what_is_wrong_with_what_the_caller_knows_is_raised(known, error):
    with pytest.raises(tr.ModelError) as caught:
        changed(signals=()).to_report(**known)
    assert errors(caught.value) == [error]
