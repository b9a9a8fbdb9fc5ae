"""Texts as models write them, each beside what a careful editor reads out of it."""

from __future__ import annotations

import json

import pytest
from snapshot import CASES, CORPUS, SUFFIXES, kept, snapshots, text_of

import themereport as tr


def expectation(name):
    return json.loads((CORPUS / f"{name}.json").read_text(encoding="utf-8"))


def plain(report):
    """A report in the form of the expectations."""
    return {
        "theme": report.theme,
        "language": report.language,
        "published_at": report.published_at.isoformat(),
        "overview": report.overview,
        "signals": [signal.text for signal in report.signals],
        "background": report.background,
        "events": [[event.title, event.description] for event in report.events],
        "drivers": [[d.subject, d.thesis, list(d.steps)] for d in report.drivers],
        "impacts": [[i.target, i.kind, i.analysis] for i in report.impacts],
        "risks": [[risk.name, risk.description] for risk in report.risks],
        "disclaimer": report.disclaimer,
        "appendices": [section.title for section in report.appendices],
    }


@pytest.mark.parametrize("name", CASES)
def test_a_text_is_read_as_an_editor_reads_it(name):
    expected = expectation(name)
    result = tr.read(CORPUS / f"{name}.md")
    if expected["report"] is None:
        assert result.report is None
        named = {found.path for found in result.diagnostics}
        # The background is a part of the section of events.
        named |= {"background"} if "events" in named else set()
        assert set(expected["missing"]) <= named
    else:
        assert result.report is not None, "\n".join(map(str, result.diagnostics))
        found = plain(result.report)
        if len(expected["report"]["published_at"]) == len("2026-01-19"):
            found["published_at"] = found["published_at"][:10]
        assert found == expected["report"]


@pytest.mark.parametrize("name", CASES)
def test_drift_is_reported_and_good_texts_are_not(name):
    kind = expectation(name)["kind"]
    result = tr.read(CORPUS / f"{name}.md")
    assert bool(result.diagnostics) is (kind != "good")
    assert (result.report is None) is (kind == "bad")


@pytest.mark.parametrize("name", CASES)
def test_what_is_said_and_fixed_is_what_was_reviewed(name):
    assert kept(name) == snapshots(name), "if it should be so: make corpus"


def test_every_file_belongs_to_a_text():
    suffixes = (".md", ".json", *SUFFIXES)
    belong = {f"{name}{suffix}" for name in CASES for suffix in suffixes} | {"README.md"}
    assert {path.name for path in CORPUS.iterdir()} <= belong


@pytest.mark.parametrize("name", CASES)
def test_fixing_converges_and_keeps_the_report(name):
    text = text_of(name)
    before = tr.read(text).report
    once = tr.fix(text)
    assert tr.fix(once.text).text == once.text
    if before is not None:
        assert tr.read(once.text).report == before


@pytest.mark.parametrize("name", [name for name in CASES if expectation(name)["kind"] == "drifted"])
def test_with_leave_all_drift_can_be_mended(name):
    text = text_of(name)
    result = tr.read(text, name=f"{name}.md")
    if "TR313" not in [found.code for found in result.diagnostics]:
        mended = tr.fix(text, unsafe=True)
        assert {found.code for found in mended.remaining} <= {"TR306", "TR406", "TR101", "TR201"}
