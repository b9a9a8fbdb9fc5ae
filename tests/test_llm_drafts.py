"""Drafts: what has room in one, and what becomes of it."""

from __future__ import annotations

import pytest
from canonical import REPORT, errors
from hypothesis import given
from strategies import reports

import themereport as tr
from themereport.llm import ReportDraft, SourceDraft
from themereport.llm.draft import draft_within

DRAFT = ReportDraft.from_report(REPORT)


def changed(**fields):
    return DRAFT.model_copy(update=fields)


# --- laws ------------------------------------------------------------------------------------


@given(reports())
def test_a_draft_of_a_report_makes_the_report_without_what_it_has_no_room_for(report):
    result = ReportDraft.from_report(report).to_report()
    assert result.report == without_what_has_no_room(report)
    assert result.diagnostics == ()


def without_what_has_no_room(report):
    update = {
        "revision": None,
        "supersedes": None,
        "provenance": None,
        "appendices": (),
        "front_matter": {"layout": "post"},
    }
    for name in ("signals", "impacts"):
        items = getattr(report, name)
        update[name] = [item.model_copy(update={"instruments": ()}) for item in items]
    return report.model_copy(update=update)


@given(reports())
def test_what_has_no_room_in_a_draft_can_be_given_beside_it(report):
    names = NO_ROOM["ThemeReport"] - {"schema_version"} | {"signals", "impacts"}
    beside = {name: getattr(report, name) for name in names}
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
    "ThemeReport": {
        "schema_version",
        "revision",
        "supersedes",
        "provenance",
        "appendices",
        "front_matter",
    },
    "Source": set(),
    "Signal": {"rank", "instruments"},
    "Event": set(),
    "Driver": set(),
    "ETFImpact": {"instruments"},
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
        for name, field in draft.model_fields.items():
            assert field.description == model.model_fields[name].description


def test_what_a_report_can_do_without_may_be_missing_in_a_draft():
    can_be_told = {("ThemeReport", "published_at"), ("ETFImpact", "kind")}
    for model, draft in pairs():
        for name, field in draft.model_fields.items():
            if (model.__name__, name) not in can_be_told:
                assert field.is_required() == model.model_fields[name].is_required()


def test_sources_come_before_what_cites_them():
    names = list(ReportDraft.model_fields)
    assert names.index("sources") < min(names.index(name) for name in ("signals", "events"))


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


SOURCES = (SourceDraft(id="s1", title="x"), SourceDraft(id="s2", url="https://example.com"))


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"sources": (*SOURCES, SOURCES[0])}, ("TR215", "sources[2].id")),
        ({"sources": (SourceDraft(id="s1"),)}, ("TR221", "sources[0]")),
        ({"sources": (SourceDraft(id="s1", url="example.com"),)}, ("TR218", "sources[0].url")),
        ({"signals": ({"sources": ("s3",)},)}, ("TR214", "signals[0].sources[0]")),
        ({"signals": ({"sources": ("s1", "s1")},)}, ("TR216", "signals[0].sources[1]")),
        ({"drivers": ({"signals": (11,)},)}, ("TR204", "drivers[0].signals[0]")),
        ({"risks": ({"severity": 6},)}, ("TR204", "risks[0].severity")),
    ],
)
def test_what_is_wrong_with_evidence_has_the_code_and_path_of_the_report(fields, error):
    update = {"sources": SOURCES}
    for name, value in fields.items():
        if name == "sources":
            update[name] = value
        else:
            head, *others = getattr(DRAFT, name)
            update[name] = (head.model_copy(update=value[0]), *others)
    assert errors(changed(**update).to_report()) == [error]


def test_a_draft_can_cite_the_sources_of_the_caller():
    head, *others = DRAFT.signals
    draft = changed(signals=(head.model_copy(update={"sources": ("s1",)}), *others))
    given = [tr.Source(id="s1", title="x")]
    assert draft.to_report(sources=given).report.sources == tuple(given)
    assert errors(draft.to_report(sources=[])) == [("TR214", "signals[0].sources[0]")]


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
