"""What can be read in two ways is read in neither; what only looks like an item is none."""

from __future__ import annotations

import pytest
from canonical import REPORT, TEXT, codes, errors, replaced, section

import themereport as tr

SIGNALS = section("1.  **", "\n\n## 详细部分")
RISKS = section("*   **政策落地", "\n\n**免责")
SENTENCES = [signal.text for signal in REPORT.signals]


def signals_as(text):
    return tr.read(replaced(SIGNALS, text))


def risks_as(text):
    return tr.read(replaced(RISKS, text))


# --- several reports in one text


@pytest.mark.parametrize(
    "text",
    [
        f"方案一：\n```markdown\n{TEXT}```\n方案二：\n```markdown\n{TEXT}```\n",
        f"{TEXT}\n```\n{TEXT}```\n",
        f"```markdown\n{TEXT}```\n\n```markdown\n# 光伏市场研究摘要\n```\n",
    ],
)
def test_a_second_report_in_a_fence_is_no_part_of_the_disclaimer(text):
    result = tr.read(text)
    assert errors(result) == [("TR407", "")]
    assert tr.read(tr.fix(text, unsafe=True).text).report is None


# --- tables without the line below the head


def test_the_head_of_a_table_is_no_signal():
    rows = [f"| {rank} | {text} |" for rank, text in enumerate(SENTENCES[:9], 1)]
    result = signals_as("\n".join(["| 序号 | 信息 |", *rows]))
    assert errors(result) == [("TR206", "signals")]


def test_numbers_tell_the_head_of_a_table_from_its_rows():
    rows = [f"| {rank} | {text} |" for rank, text in enumerate(SENTENCES, 1)]
    for lines in (["| 序号 | 信息 |", *rows], rows):
        assert signals_as("\n".join(lines)).report == REPORT


def test_where_nothing_tells_the_head_from_an_item_there_is_no_report():
    result = risks_as("| 风险 | 说明 |\n| 政策风险 | 时间可能调整。 |")
    assert errors(result) == [("TR408", "risks")]
    assert tr.read(tr.fix(result.source.raw, unsafe=True).text).report is None


# --- what holds nothing to read


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("**免责条款", "> [!WARNING]\n> **免责条款"),
        (RISKS, f"<details>\n\n{RISKS}\n\n</details>"),
    ],
)
def test_what_only_makes_a_box_is_no_part_of_a_sentence(old, new):
    text = replaced(old, new)
    assert tr.read(text).report == REPORT
    assert tr.read(tr.fix(text).text).report == REPORT


@pytest.mark.parametrize("end", ["```\n", "\n```\n", "\n~~~~\n"])
def test_a_fence_at_the_very_end_is_left_out(end):
    result = tr.read(TEXT + end)
    assert result.report == REPORT
    assert "TR318" in codes(result)
    assert tr.fix(TEXT + end).text == TEXT
