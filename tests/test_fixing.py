"""Law 3: fixing converges in one call, and changes nothing but what it says."""

from __future__ import annotations

from itertools import pairwise

import pytest
from canonical import TEXT, replaced
from drift import DRIFTS, mixed
from hypothesis import example, given
from hypothesis import strategies as st
from test_drift import EXAMPLES, PLAIN
from test_lanes import nearly_canonical

import themereport as tr
from themereport.diagnostics.diagnostic import Diagnostic, Fix
from themereport.fixing import apply_fixes, mend
from themereport.readers.result import ReadResult, Spans
from themereport.source.edit import Edit
from themereport.source.text import SourceText

# What only a person may decide: to take away words around the report, or to call some a label's.
UNSAFE = {
    *("fence and chat", "sentence before", "sentence after", "greeting", "particulars"),
    *("end mark", "farewell", "disclaimer without label", "fence and notes", "summary"),
    "named steps",
}


@pytest.mark.parametrize("name", DRIFTS)
@pytest.mark.parametrize("example", PLAIN)
def test_a_habit_is_mended_in_one_call(example, name):
    text = PLAIN[example]
    drifted = DRIFTS[name](text)
    result = tr.fix(drifted, unsafe=name in UNSAFE)
    assert result.remaining == ()
    assert tr.loads(result.text) == tr.loads(text)


def converges(text, unsafe):
    once = tr.fix(text, unsafe=unsafe)
    twice = tr.fix(once.text, unsafe=unsafe)
    assert twice.text == once.text
    assert twice.fixed == ()
    return once


@given(nearly_canonical(), st.booleans())
def test_fixing_twice_is_fixing_once(text, unsafe):
    converges(text, unsafe)


@given(
    st.sampled_from(sorted(PLAIN)),
    st.lists(st.sampled_from(sorted(DRIFTS)), max_size=4, unique=True),
    st.booleans(),
)
@example(example="2026-03-18", names=["headings for labels", "no blank lines"], unsafe=True)
def test_fixing_twice_is_fixing_once_under_any_habits(example, names, unsafe):
    text = mixed(PLAIN[example], names)
    before = tr.read(text).report
    after = converges(text, unsafe)
    if before is not None:
        assert tr.loads(after.text) == before


def test_what_is_written_in_front_of_a_stretch_and_what_is_written_for_it_are_written_at_once():
    text = mixed(PLAIN["2026-03-18"], ["deeper headings", "no blank lines"])
    made = {(found.code, found.path) for found in tr.fix(text).fixed}
    once, first = apply_fixes(text, tr.read(text).diagnostics, unsafe=False)
    assert {(found.code, found.path) for found in first} == made
    assert ("TR332", "events") in made and ("TR309", "events") in made
    assert once == tr.fix(text).text


@given(nearly_canonical())
def test_a_safe_fix_never_changes_the_report(text):
    before = tr.read(text).report
    if before is not None:
        assert tr.read(tr.fix(text).text).report == before


@given(nearly_canonical())
def test_what_no_edit_covers_stays(text):
    diagnostics = tr.read(text).diagnostics
    changed, fixed = apply_fixes(text, diagnostics, unsafe=True)
    edits = sorted((e for found in fixed for e in found.fix.edits), key=lambda edit: edit.span)
    places = [(0, 0), *((e.span.start.offset, e.span.end.offset) for e in edits), (len(text),) * 2]
    kept = [text[end:start] for (_, end), (start, _) in pairwise(places)]
    at = 0
    for piece, edit in zip(kept, [*edits, None], strict=True):
        assert changed.startswith(piece, at)
        at += len(piece)
        if edit is not None:
            assert changed.startswith(edit.text, at)
            at += len(edit.text)
    assert at == len(changed)


def test_the_canonical_form_is_left_alone():
    for text in EXAMPLES.values():
        assert tr.fix(text) == tr.FixResult(text, (), ())


def test_without_leave_no_words_are_removed():
    text = DRIFTS["sentence after"](PLAIN["2026-03-18"])
    assert "希望以上内容对您有帮助。" in tr.fix(text).text
    assert "希望以上内容对您有帮助。" not in tr.fix(text, unsafe=True).text


def test_only_text_can_be_fixed():
    with pytest.raises(TypeError, match="text must be str, not bytes"):
        tr.fix(b"")


# --- what fuzzing found ------------------------------------------------------------------------


def keeps_its_report(text):
    before = tr.read(text).report
    assert before is not None
    after = converges(text, unsafe=False)
    assert tr.loads(after.text) == before
    return after


def test_an_appendix_is_still_one_where_its_mended_title_reads_like_a_section():
    after = keeps_its_report(replaced("## 简要部分\n", "## 简要部分&copy;\n\n见上。\n"))
    assert tr.loads(after.text).appendices[0].title == "简要部分©"
    keeps_its_report(replaced("\n**免责条款", "\n### 主要风险&lrm;\n\n见上。\n\n**免责条款"))


def test_blanks_behind_the_heading_of_an_appendix_are_not_of_its_body():
    text = replaced("\n**免责条款", "\n### 5. 附录  \n\n见上。\n\n**免责条款")
    assert tr.loads(text).appendices == (tr.Section(title="附录", body="见上。"),)
    assert tr.loads(converges(text, unsafe=True).text) == tr.loads(text)


@pytest.mark.parametrize("habit", ["bold headings", "no blank behind hashes", "deeper headings"])
def test_a_guessed_heading_is_still_guessed_when_all_others_are_mended(habit):
    drifted = DRIFTS[habit](replaced("### 4. 主要风险与不确定性", "### 4. 主要风与不定"))
    after = keeps_its_report(drifted)
    assert [found.code for found in after.remaining] == ["TR320"]
    assert "\n### 4. 主要风与不定\n" in after.text


def test_line_ends_wait_for_fixes_across_them():
    first = "    1.  征求意见稿以可用小时为付费依据，收入不再只取决于峰谷价差。"
    keeps_its_report(replaced(first, "- 收入不再只取决于峰谷价差。\r"))


@pytest.mark.parametrize("before", ["---\n", "<think>\nx\n</think>\n---\n", "\ufeff---\n"])
def test_a_line_across_the_page_before_front_matter_is_no_front_matter(before):
    assert tr.loads(before + TEXT) == tr.loads(TEXT)
    keeps_its_report(before + TEXT)


@pytest.mark.parametrize("unsafe", [False, True])
def test_a_text_that_is_no_report_is_left_as_it_is(unsafe):
    text = "# Changelog\n\n<!-- notes start -->\n\n## Summary\n\n- a\n\n## Overview\n\n- b  \n\n"
    result = tr.fix(text, unsafe=unsafe)
    assert (result.text, result.fixed) == (text, ())
    assert result.remaining == tr.read(text).diagnostics


def test_of_safe_fixes_that_would_change_the_report_some_are_left():
    """The report of this text is whether it holds an `a` or a `c`; each fix alone keeps it."""
    source = SourceText("a-b-c")

    def change(text, letter):
        at = text.index(letter)
        span = SourceText(text).span(at, at + 1)
        return Diagnostic("TR312", span=span, fix=Fix("drop it", (Edit(span, ""),)))

    def read(text):
        found = tuple(change(text, letter) for letter in "abc" if letter in text)
        report = bool({"a", "c"} & set(text))
        return ReadResult(report, found, Spans(source, []), source)

    result = mend("a-b-c", read, unsafe=False)
    assert result.text == "--c"
    assert len(result.fixed) == 2
    assert mend("a-b-c", read, unsafe=True).text == "--"
