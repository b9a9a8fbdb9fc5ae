"""The quick ways give what the general ways give."""

from __future__ import annotations

import re
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import reports

import themereport as tr
from themereport.document.compose import compose
from themereport.renderers.markdown import _body, _inert_body

EXAMPLES = [
    path.read_text(encoding="utf-8")
    for path in sorted(Path(__file__).parent.parent.joinpath("examples").glob("20*.md"))
]
SPECIMENS = [*EXAMPLES, EXAMPLES[0].split("---\n", 2)[2]]

# Small changes, most of which leave the canonical form by a hair.
PIECES = (
    "", " ", "\n", "\n\n", "*", "**", "x", "：", "，", "# ", "### ", "1. ", "    1.  ", "*   **", "&",
    "\\", "_", "`", "<", "[", "|", "-", "---\n", "\u3000", "\t", "\x07", '"', "0", "免责条款",
    "### 5. x\n\ny\n\n", "### 6. ", "5", "```\n", "<!--", "-->", "## ", "**免責條款：** ", "{%", "===\n",
)  # fmt: skip


# What drifts most: the markers of lists, how labels are set, and where lines end.
FORMS = (
    (r"^\*   ", ("- ", "* ", "+ ", "*  ", "*    ", "• ", "· ", "1. ", "① ", "（一）", "> - ", "・", "→ ", "✅ ", "- [ ] ", "【1】")),
    (r"^(?<!    )(\d+)\. +(?=\*\*)", (r"\1. ", r"\1) ", r"\1、", r"\1.", "1. ", r"\1.     ", "- ", r"（\1）", r"#\1 ", r"\1 - ", r"[\1] ", r"【\1】", r"- 信号\1：", r"\1. 信号\1：")),
    (r"^    (\d+)\. +", (r"    \1. ", r"   \1. ", r"   \1、", r"  \1. ", "    1. ", "    - ", r"    \1.5", r"    （\1）", r"    - **步骤\1：** ", "    → ", "\t\\1) ", r"\1. ", r"     \1. ")),
    (r"^(\d+\. +)\*\*(.*)\*\*$", (r"\1\2", r"\1__\2__", r"**\1\2**", r"\1**\2")),
    (r"^([^-#\d* :\n]{12,40}[，。, ])", (
        "\\1\n", "\\1 \n", "\\1\n ", "\\1\n—\n", "\\1\n一、", "\\1\n【甲】", "\\1\n甲：", "\\1\n\n", "【\\1】\n", "① \\1\n",
    )),
    (r"(?<=\*\*)([^*\n]+?)(\u00a0?[：:，,])\*\* ", (
        r"\1**\2 ", r"\1**\2", r"\1\2**", r"\1** ", r"\1:** ", r"\1**: ", r"\1**：", r"\1 \2** ",
        r"\1\2**  ", r"\1** \2 ", r"\1** — ", r"\1\2**\2 ", r"\1** (甲)\2 ", r"\1（甲）**[乙]：", r"\1：甲**", "风险1：\\1**：", "Driver 1: \\1:** ",
    )),
    (r"(?<!\n)\*\*([^*\n]+?)(\u00a0?[：:，,])\*\* ", (
        r"\1\2 ", r"\1\2", r"【\1】", r"**【\1】** ", r"__\1\2__ ", r"__\1__\2", r"*\1*\2 ", r"**\1.** ", r"**\1** - ",
        r"\1——", r"\1 — ", r"**\1** \2  ", r"**\1\2 x** ", r"\1\2 \1\2 ", r"\1！",
    )),
    (r"^(\*   )\*\*([^*\n]+?)(\u00a0?[：:，,])\*\* (.*)$", (
        r"\1**\2\3\4**", r"\1**\2：** \4  ", r"\1__\2\3 \4__", r"\1\2\n    \4", r"\1**\2\3**\n    \4",
    )),
    (r"^([^\W\d_][^*\n]{20,60}) ", ("\\1\n", "\\1  \n")),
    (r"^\*   \*\*([^*\n]+?)\u00a0?[：:，,]\*\* ", (r"- \1： ", r"1. \1：", r"+ \1 — ")),
    (r"\n\n", ("\n", "\n\n\n", "\n \n")),
    (r"^(#{2,3} |\*\*(?!.*\*\*$))", (
        r"---\n\n\1", r"***\n\1", r"- - -\n\n\1", r"---\n\n---\n\1", r" ---\n\1", r"--- \n\1", r"--\n\1", r"----x\n\n\1",
    )),
    (r"^(#{1,3} .*)$", (r"\1\n---", r"\1\n\n***", r"\1\n===\n\n---")),
    (r"^\*   (?=\*\*)", ("", "> ")),
    (r"^(\d+)\. +\*\*", (r"**\1. ", r"**\1.** **", r"**Signal \1:** **", r"**0\1** **")),
    (r"^(?!---$|[a-z]+: )", ("> ",)),
    (r"(?<=[^\s])$", (" ", "  ", "\t", "\u3000", "<br>", "\\\\")),
)  # fmt: skip


@st.composite
def nearly_canonical(draw):
    text = draw(st.sampled_from(SPECIMENS))
    for pattern, others in FORMS:
        if draw(st.integers(0, 3)) == 3:
            form = draw(st.sampled_from(others))
            count = draw(st.sampled_from((0, 1, 3)))  # all, or the first
            text = re.sub(pattern, form, text, count=count, flags=re.MULTILINE)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.sampled_from((0, 0, 1, 2, 5)))
        text = text[:at] + draw(st.sampled_from(PIECES)) + text[at + gone :]
    return text


ANNOTATED = tr.loads(
    files("themereport.diagnostics").joinpath("examples/annotated.md").read_text(encoding="utf-8")
)
FLOW = (
    "", " ", "  ", "\n", "\n  ", "\n    ", '"', '""', "'", ":", ": ", ",", "[", "]", "{", "}", "[]", "{}",
    "-", "- ", "1", "-0", "1.0", "1e3", "01", "true", "null", "~", "no", "#", " # x", "\\", '\\"', "\\n",
    "\\u00e9", "\\ud83d\\ude00", "\\/", "\t", "\u3000", "\x85", "é", "<<", "&a ", "*a", "!!str ", "? ", "|",
    '"s1"', '"a": 1, ', '"A": 1, ', '"1": ', "themereport:", "\nthemereport:\n", "9007199254740993", "---\n",
    '{"<<": 1}', "  x: 1\n", "  language: fr\n", '    "2": {}\n', "    - {}\n", "layout: post\n", "x" * 130,
)  # fmt: skip


@st.composite
def nearly_annotated(draw):
    """An annotated post whose front matter has left the canonical form by a hair."""
    text = tr.render(draw(st.just(ANNOTATED) | reports(evidence=True)))
    for _ in range(draw(st.integers(0, 3))):
        begin = max(text.find("themereport:"), 0)
        at = draw(st.integers(begin, max(text.find("\n---\n", begin) + 1, begin)))
        gone = draw(st.sampled_from((0, 0, 1, 2, 5, 12)))
        text = text[:at] + draw(st.sampled_from(FLOW)) + text[at + gone :]
    return text


def generally(text):
    never = defaultdict(lambda: lambda *_: None)
    with (
        patch("themereport.readers.markdown.express_body", lambda *_: None),
        patch("themereport.readers.general.express_body", lambda *_: None),
        patch("themereport.document.extract.express_sections", lambda *_: never),
        patch("themereport.readers.front_matter.read_annotation_block", lambda *_: None),
        patch("themereport.document.labelled.express_item", never["item"]),
        patch("themereport.document.closing.express_disclaimer", lambda *_: never["line"]),
    ):
        return tr.read(text)


def both(text):
    one, other = tr.read(text), generally(text)
    assert one.report == other.report
    assert one.diagnostics == other.diagnostics
    if one.report is not None:
        assert dict(one.spans) == dict(other.spans)


@given(nearly_canonical())
def test_reading_expressly_gives_what_reading_generally_gives(text):
    both(text)


@pytest.mark.parametrize("count", [0, 1], ids=["everywhere", "once"])
@pytest.mark.parametrize(
    ("pattern", "form"), [(pattern, form) for pattern, others in FORMS for form in others]
)
def test_each_form_read_expressly_gives_what_it_gives_generally(pattern, form, count):
    for text in EXAMPLES:
        both(re.sub(pattern, form, text, count=count, flags=re.MULTILINE))


@settings(max_examples=300)
@given(nearly_annotated())
def test_reading_annotations_expressly_gives_what_yaml_gives(text):
    both(text)


def test_canonical_annotations_need_no_yaml():
    with patch("themereport.readers.front_matter._read_yaml", side_effect=AssertionError):
        assert tr.read(tr.render(ANNOTATED)).report == ANNOTATED


@given(reports())
def test_reading_what_was_rendered_expressly_gives_the_same(report):
    both(tr.render(report))


@pytest.mark.parametrize(("items", "steps"), [(1, 1), (24, 12), (25, 12), (24, 13)])
def test_lists_of_any_length_are_read_whole(items, steps):
    report = tr.loads(EXAMPLES[0])
    driver = report.drivers[0].model_copy(update={"steps": report.drivers[0].steps[:1] * steps})
    lists = {"drivers": (driver,) * items, "risks": report.risks[:1] * items}
    report = report.model_copy(update=lists)
    text = tr.render(report)
    assert tr.loads(text) == report
    both(text)


def test_the_examples_take_the_express_lane():
    with patch("themereport.document.extract.extract", side_effect=AssertionError):
        read = [tr.loads(text) for text in EXAMPLES]
    assert any(report.appendices for report in read)


def test_several_appendices_do_not_leave_it():
    text = EXAMPLES[0].replace("\n**免责", "\n### 5. 甲\n\nx\n\n### 6. 乙\n\ny\n\n**免责")
    with patch("themereport.document.extract.extract", side_effect=AssertionError):
        assert [section.title for section in tr.loads(text).appendices] == ["甲", "乙"]


def test_other_markers_of_lists_do_not_leave_it():
    text = EXAMPLES[0].replace("\n*   ", "\n- ").replace("\n1.  ", "\n1) ")
    with patch("themereport.document.extract.extract", side_effect=AssertionError):
        result = tr.read(text)
    assert result.report == tr.read(EXAMPLES[0]).report
    assert len(result.repairs) == text.count("\n- ") + 1


def test_other_labels_do_not_leave_it():
    text = re.sub(r"(?m)^(\*   \*\*.*?)([：，])\*\* ", r"\1**\2", EXAMPLES[0])
    with patch("themereport.document.extract.extract", side_effect=AssertionError):
        result = tr.read(text)
    assert result.report == tr.read(EXAMPLES[0]).report
    assert len(result.repairs) == text.count("\n*   **")


@pytest.mark.parametrize(
    ("canonical", "drifted"),
    [
        ('"theme_research_储能_2026-03-18"', "theme_research_储能_2026-03-18"),
        ("政策落地风险：** ", "政策落地风险：** *可能* "),
        ("\n    1.  ", "\n1. "),
        ("损失承担责任。\n", "损失承担责任。\n\n***\n\n以上。\n"),
    ],
)
def test_what_is_left_over_needs_no_look_for_headings(canonical, drifted):
    text = EXAMPLES[0].replace(canonical, drifted)
    assert text != EXAMPLES[0]
    with patch("themereport.document.extract.find_layout", side_effect=AssertionError):
        assert tr.read(text).repairs
    both(text)


def test_a_number_among_bullets_begins_an_item_only_if_its_label_is_set_apart():
    text = EXAMPLES[0].replace("*   **价格竞争风险：** ", "1. 价格竞争风险：")
    assert len(tr.loads(text).risks) == len(tr.loads(EXAMPLES[0]).risks) - 1
    both(text)


def test_a_fraction_in_place_of_a_step_keeps_its_first_figure():
    text = EXAMPLES[0].replace("\n    1.  ", "\n    1.5% ", 1)
    assert "1.5% " in tr.loads(text).drivers[0].thesis
    both(text)


@given(reports())
def test_a_form_gives_what_the_writers_give(report):
    document = compose(report)
    assert _inert_body(document) in (None, _body(document))


def test_the_examples_are_written_as_forms():
    for text in EXAMPLES:
        document = compose(tr.loads(text))
        assert (_inert_body(document) == _body(document)) is ("### 5." not in text)
