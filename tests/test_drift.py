"""Each habit alone, and habits mixed, leave the report what it is."""

from __future__ import annotations

import re
from itertools import cycle
from pathlib import Path

import pytest
from drift import DRIFTS, mixed
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles import diagnostics_are_sound

import themereport as tr

EXAMPLES = {
    path.name[:10]: path.read_text(encoding="utf-8")
    for path in sorted(Path(__file__).parent.parent.joinpath("examples").glob("20*.md"))
}
# What an appendix holds is kept as it is, blanks and all; it has tests of its own.
PLAIN = {
    name: re.sub(r"\n### 5\. .*?(?=\n\*\*免責條款)", "", text, flags=re.DOTALL)
    for name, text in EXAMPLES.items()
}
# Blank lines between items mean nothing; a missing posttime is that of the date.
# Then an item's heading is as deep as its section's.
AMBIGUOUS = {"deeper headings", "headings for labels"}
NO_DRIFT = {"blank lines", "loose list", "loose bullets", "blank line before steps", "no posttime"}


def assert_same(report, text):
    result = tr.read(text)
    diagnostics_are_sound(result)
    assert result.report == report, "\n".join(map(str, result.diagnostics))
    return result


@pytest.mark.parametrize("name", DRIFTS)
@pytest.mark.parametrize("example", PLAIN)
def test_a_habit_leaves_the_report_what_it_is(example, name):
    text = PLAIN[example]
    assert_same(tr.loads(text), DRIFTS[name](text))


@pytest.mark.parametrize("name", [name for name in DRIFTS if name not in NO_DRIFT])
def test_a_habit_is_reported(name):
    changed = [(text, DRIFTS[name](text)) for text in PLAIN.values()]
    assert any(text != drifted for text, drifted in changed)
    for text, drifted in changed:
        assert tr.read(drifted).diagnostics or drifted == text


@pytest.mark.parametrize(
    "name",
    [
        "deeper headings",
        "closing hashes",
        "bold in headings",
        "bold headings",
        "no blank behind hashes",
    ],
)
def test_a_habit_leaves_an_appendix_what_it_is(name):
    for text in EXAMPLES.values():
        assert_same(tr.loads(text), DRIFTS[name](text))


@pytest.mark.parametrize("name", DRIFTS)
def test_any_two_habits_leave_the_report_what_it_is(name):
    # The languages take turns: with each pair in all of them, this took a tenth of all tests.
    others = (other for other in DRIFTS if name < other and {name, other} != AMBIGUOUS)
    reports = cycle([(text, tr.loads(text)) for text in PLAIN.values()])
    for other, (text, report) in zip(others, reports, strict=False):
        assert_same(report, mixed(text, [name, other]))


@given(
    st.sampled_from(sorted(PLAIN)),
    st.lists(st.sampled_from(sorted(DRIFTS)), min_size=3, max_size=3, unique=True),
)
def test_any_three_habits_leave_the_report_what_it_is(example, names):
    assume(not set(names) >= AMBIGUOUS)
    text = PLAIN[example]
    assert_same(tr.loads(text), mixed(text, names))


@pytest.mark.parametrize(
    "names",
    [
        ["trailing blanks", "disclaimer without label"],
        ["tables without bars", "quoted"],
        ["bold in headings", "bold headings"],
        ["emoji headings", "bold headings"],
        ["deeper headings", "bold in headings", "strong"],
        ["part of halves", "colon headings", "bold in headings"],
        ["disclaimer bold heading", "bold headings", "strong"],
    ],
    ids=" + ".join,
)
def test_habits_that_meet_in_one_line_leave_the_report_what_it_is(names):
    for text in PLAIN.values():
        assert_same(tr.loads(text), mixed(text, names))


@pytest.mark.parametrize("name", DRIFTS)
@pytest.mark.parametrize("example", PLAIN)
def test_nine_signals_stay_an_error_under_every_habit(example, name):
    nine = re.sub(r"^10\. .*\n", "", PLAIN[example], flags=re.MULTILINE)
    result = tr.read(DRIFTS[name](nine))
    assert result.report is None
    assert "TR206" in [found.code for found in result.diagnostics]
