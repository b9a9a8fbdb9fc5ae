"""What the reader says of drift: places, budgets, limits, guesses."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
import tracemalloc

import pytest
from drift import DRIFTS, mixed
from hypothesis import assume, given
from hypothesis import strategies as st
from test_drift import AMBIGUOUS, PLAIN

import themereport as tr
from themereport.document.inline import unescape
from themereport.document.pattern import LazyPattern

TEXT = PLAIN["2026-03-18"]


def value_at(report, path):
    value = report
    for step in path.replace("]", "").replace("[", ".").split("."):
        value = value[int(step)] if step.isdigit() else getattr(value, step)
    return value


def assert_spans_hold_fields(text):
    result = tr.read(text)
    for path, span in result.spans.items():
        if path.startswith(("front_matter", "published_at", "appendices")):
            continue
        field = value_at(result.report, path)
        if isinstance(field, str):
            words = unescape(text[span.start.offset : span.end.offset])[0]
            assert "".join(words.split()) == "".join(field.split()), path


@pytest.mark.parametrize("name", [name for name in DRIFTS if name != "comment"])
def test_the_text_at_a_fields_span_is_the_field(name):
    for text in PLAIN.values():
        assert_spans_hold_fields(DRIFTS[name](text))


@given(
    st.sampled_from(sorted(PLAIN)),
    st.lists(st.sampled_from(sorted(DRIFTS)), min_size=2, max_size=3, unique=True),
)
def test_the_text_at_a_fields_span_is_the_field_under_any_habits(example, names):
    assume(not set(names) >= AMBIGUOUS)
    assert_spans_hold_fields(mixed(PLAIN[example], names))


# --- budgets


def test_repairs_are_what_was_understood():
    result = tr.read(DRIFTS["bullets -"](TEXT))
    assert result.repairs == result.diagnostics
    assert len(result.repairs) == 15


def test_a_budget_that_is_kept_changes_nothing():
    text = DRIFTS["bullets -"](TEXT)
    assert tr.read(text, budget=15) == tr.read(text)


def test_beyond_the_budget_there_is_no_report():
    result = tr.read(DRIFTS["bullets -"](TEXT), budget=14)
    assert result.report is None
    assert result.diagnostics[-1].code == "TR010"
    assert "15 repairs, more than the 14 allowed" in result.diagnostics[-1].message


def test_a_text_without_drift_needs_no_budget():
    assert tr.loads(TEXT, budget=0) == tr.loads(TEXT)


# --- limits


@pytest.mark.parametrize(
    ("limits", "text", "code"),
    [
        (tr.Limits(bytes=100), TEXT, "TR005"),
        (tr.Limits(line=50), TEXT, "TR007"),
        (tr.Limits(lines=20), TEXT, "TR011"),
        (tr.Limits(items=4), DRIFTS["bullets -"](TEXT), "TR008"),
        (tr.Limits(nesting=0), DRIFTS["bullets -"](TEXT), "TR009"),
        (tr.Limits(nesting=3), TEXT.replace("    1.  ", " " * 40 + "1.  "), "TR009"),
        (tr.Limits(front_matter=40), TEXT.replace("layout: post", "layout: [post]"), "TR106"),
    ],
)
def test_each_limit_has_its_code(limits, text, code):
    result = tr.read(text, limits=limits)
    assert result.report is None
    assert code in [found.code for found in result.diagnostics]


def test_front_matter_may_be_as_long_as_its_limit():
    text = TEXT.replace("layout: post", "layout: [post]")
    length = len(text.split("---\n")[1])
    assert tr.read(text, limits=tr.Limits(front_matter=length)).report is not None
    found = tr.read(text, limits=tr.Limits(front_matter=length - 1)).diagnostics[0]
    assert (found.code, found.path) == ("TR106", "front_matter")
    assert f"the front matter goes beyond the limit of {length - 1} characters" in found.message


def test_annotations_in_the_canonical_form_may_be_longer_than_what_yaml_reads():
    sources = tuple(tr.Source(id=f"s{at}", title="x" * 99) for at in range(1, 1001))
    report = tr.loads(TEXT).model_copy(update={"sources": sources})
    text = tr.render(report)
    assert len(text) > tr.Limits().front_matter
    assert tr.read(text).report == report


def test_annotations_of_too_many_values_are_refused():
    text = TEXT.replace("layout: post", f"layout: post\nthemereport:\n  x: [{'1,' * 100_000}1]")
    assert [found.code for found in tr.read(text).diagnostics] == ["TR106"]


def test_limits_hold_for_the_nesting_of_json():
    result = tr.read('{"a": [[[1]]]}', "json", limits=tr.Limits(nesting=3))
    assert result.diagnostics[0].code == "TR009"


@pytest.mark.parametrize(
    "piece", ["x\n", "# x\n", "- x\n", "| a | b |\n", "**a：** b\n", "> x\n\n", "x " * 50 + "\n"]
)
def test_memory_stays_below_twenty_times_the_text(piece):
    text = TEXT.replace("**免责条款", piece * (9_000 // piece.count("\n")) + "**免责条款")
    tr.read(text[: len(TEXT)])
    tracemalloc.start()
    tr.read(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * len(text.encode()) + 24_000_000


# --- guesses


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("### 主要话题与市场趋势概述", "### 今日市场趋势一览"),
        ("### 对于交易影响可能最大的10个信息", "### 今天最要紧的事"),
        ("### 2. 核心驱动与影响分析：投资逻辑分步解释", "### 2. 驱动力量与逻辑链条"),
        ("### 3. 相关ETF或行业的潜在影响", "### 3. 对ETF和各行业意味着什么"),
        ("### 4. 主要风险与不确定性", "### 4. 需要留意的风险点"),
    ],
)
def test_a_heading_in_other_words_is_guessed_and_said_to_be(old, new):
    result = tr.read(TEXT.replace(old, new))
    assert result.report == tr.loads(TEXT)
    (guess,) = [found for found in result.diagnostics if found.code == "TR320"]
    assert guess.severity == "warning"
    assert guess.fix is not None
    assert not guess.fix.safe


def test_where_two_sections_could_be_meant_none_is_guessed():
    before, _, after = TEXT.partition("### 1. 事件或主题概述")
    section, rest = after.split("### 2.", 1)
    result = tr.read(f"{before}### 甲{section}### 乙{section}### 2.{rest}")
    assert result.report is None
    codes = [found.code for found in result.diagnostics]
    assert "TR401" in codes
    assert "TR320" not in codes


def test_of_two_sections_the_one_that_shares_words_with_the_label_is_guessed():
    before, _, after = TEXT.partition("### 4. 主要风险与不确定性")
    result = tr.read(f"{before}### 小贴士\n\n*   **甲：** 乙\n\n### 风险点{after}")
    assert result.report.risks == tr.loads(TEXT).risks
    assert [section.title for section in result.report.appendices] == ["小贴士"]


def test_an_unknown_section_beside_all_others_is_an_appendix():
    text = TEXT.replace("**免责条款", "### 风险与机会的平衡\n\n- 机会\n\n**免责条款")
    report = tr.loads(text)
    assert [section.title for section in report.appendices] == ["风险与机会的平衡"]


# --- patterns


def patterns():
    found = {}
    for module in pkgutil.walk_packages(tr.__path__, "themereport."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern | LazyPattern):
                found[f"{module.name}:{name}"] = value
    return found


ATOMS = [
    "a",
    "1",
    " ",
    "\t",
    "*",
    "_",
    "**",
    "[",
    "]",
    "(",
    "`",
    "<",
    ">",
    "&",
    "#",
    "\\",
    "|",
    "-",
    "- ",
    "1. ",
    "：",
    "，",
    "：**",
    "**：",
    "市",
    "\n",
    "<!--",
    "&#",
    "{",
    "x ",
    "a*",
    "[a](",
    "```\n",
    "> ",
    "\u3000",
    "第",
    "步骤",
    "—",
    "é",
    "\\*",
]


# Only ever matched from a line's start, where it always succeeds.
MATCHED = {"themereport.readers.scanner:_LINE"}


@pytest.mark.parametrize("name", patterns())
def test_no_pattern_takes_more_than_linear_time(name):
    pattern = patterns()[name]
    calls = [pattern.match] if name in MATCHED else [pattern.match, pattern.fullmatch]

    def cost(text):
        best = 1.0
        for _ in range(3):
            begin = time.process_time()
            for call in calls:
                call(text)
            best = min(best, time.process_time() - begin)
        return best

    for atom in ATOMS:
        for start, end in (("", "\x00"), ("**", "\x00"), ("x", "：")):
            small, large = (f"{start}{atom * (size // len(atom))}{end}" for size in (500, 4_000))
            # Of what takes less, nothing can be said. Neighbours on the machine make work longer,
            # but not each time that it is measured.
            if cost(small) > 0.0005:
                assert any(cost(large) < 16 * cost(small) for _ in range(5)), (atom, start, end)
