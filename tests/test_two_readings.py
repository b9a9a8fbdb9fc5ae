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


def test_a_second_report_is_named_by_the_words_it_begins_with():
    (found,) = tr.read(f"{TEXT}\n```\n{TEXT}```\n").diagnostics
    assert "'--- layout: post'" in found.message


def test_a_fence_in_an_appendix_below_the_disclaimer_is_no_second_report():
    (disclaimer,) = (line for line in TEXT.split("\n") if line.startswith("**免责条款"))
    moved = disclaimer.replace("**免责条款：** ", "## 免责条款\n\n")
    text = replaced("## 简要部分", f"{moved}\n\n## 简要部分", TEXT.replace(disclaimer, ""))
    result = tr.read(f"{text}\n### 5. 附录\n\n```\n# 储能\n```\n")
    assert errors(result) == []
    assert [appendix.body for appendix in result.report.appendices] == ["```\n# 储能\n```"]


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
    (found,) = result.diagnostics
    assert found.message.endswith(
        "may be the head of this table, or its first item: "
        "write a line such as '|---|---|' below the head"
    )


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


@pytest.mark.parametrize(
    "end", ["```\n", "\n```\n", "\n~~~~\n", "```markdown\n", "\n```markdown\n", "\n~~~ c++ \n"]
)
def test_a_fence_at_the_very_end_is_left_out(end):
    result = tr.read(TEXT + end)
    assert result.report == REPORT
    (found,) = (found for found in result.diagnostics if found.code == "TR318")
    assert found.message.startswith("a code fence ")
    assert tr.fix(TEXT + end).text == TEXT


def test_words_on_the_line_of_a_fence_at_the_very_end_are_kept():
    report = tr.loads(f"{TEXT}\n``` two words\n")
    assert report.disclaimer == f"{REPORT.disclaimer}``` two words"


# --- paragraphs in place of items

TWO = (
    tr.Risk(name="政策风险", description="时间可能调整。"),
    tr.Risk(name="价格风险", description="利润低于预期。"),
)


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
@pytest.mark.parametrize("item", ["**{}**\n{}", "**{}** {}", "{}：{}"])
def test_paragraphs_of_one_kind_are_an_item_each(item, gap):
    text = gap.join(item.format(risk.name, risk.description) for risk in TWO)
    result = risks_as(text)
    assert result.report is not None
    assert result.report.risks == TWO
    fixed = tr.fix(result.source.raw)
    assert tr.read(fixed.text).diagnostics == ()
    assert tr.loads(fixed.text) == result.report


def test_events_may_be_paragraphs_behind_the_background():
    events = section("*   **大规模集中招标", "\n\n### 2.")
    result = tr.read(replaced(events, "**招标**\n总量提高。\n\n**电价**\n意见出台。"))
    assert result.report is not None
    assert result.report.background == REPORT.background
    assert [event.title for event in result.report.events] == ["招标", "电价"]


def test_a_paragraph_of_two_lines_ends_before_the_next_label():
    result = risks_as("政策风险：时间\n可能调整。\n价格风险：利润低于预期。")
    assert result.report is not None
    assert result.report.risks == TWO


@pytest.mark.parametrize("background", ["① 一。", "**一。**"])
def test_the_only_event_is_no_part_of_the_background(background):
    events = section("本期围绕", "\n\n### 2.")
    result = tr.read(replaced(events, f"{background}\n\n- 招标：总量提高。"))
    assert result.report is not None
    assert result.report.background == background.strip("*")
    assert result.report.events == (tr.Event(title="招标", description="总量提高。"),)


def test_paragraphs_without_labels_are_background_and_no_events():
    events = section("*   **大规模集中招标", "\n\n### 2.")
    result = tr.read(replaced(events, "总量提高。\n\n意见出台。"))
    assert errors(result) == [("TR203", "events")]


def test_drivers_may_be_paragraphs_with_steps_below_them():
    drivers = section("*   **容量电价机制", "\n\n### 3.")
    text = "**电价**\n变为资产。\n- 收入稳定。\n\n**构网**\n提高门槛。\n- 订单集中。\n- 利润稳定。"
    result = tr.read(replaced(drivers, text))
    assert result.report is not None
    assert [(driver.subject, driver.steps) for driver in result.report.drivers] == [
        ("电价", ("收入稳定。",)),
        ("构网", ("订单集中。", "利润稳定。")),
    ]


def test_the_only_driver_may_be_a_paragraph_with_one_step_below_it():
    drivers = section("*   **容量电价机制", "\n\n### 3.")
    result = tr.read(replaced(drivers, "**电价**\n变为资产。\n- 收入稳定。"))
    assert result.report is not None
    assert result.report.drivers == (
        tr.Driver(subject="电价", thesis="变为资产。", steps=("收入稳定。",)),
    )


def test_paragraphs_before_the_first_driver_belong_to_none():
    first = "*   **容量电价机制"
    result = tr.read(replaced(first, f"投资逻辑：如下。\n\n分步说明。\n\n{first}"))
    assert result.report == REPORT
    assert codes(result) == ["TR316", "TR316"]


def test_bold_words_below_a_label_begin_no_item():
    text = "**政策风险：** 时间可能调整。\n\n**注意** 这很重要。"
    result = risks_as(text)
    assert result.report is not None
    (risk,) = result.report.risks
    assert risk.description == "时间可能调整。注意 这很重要。"


def test_a_colon_begins_no_item_where_other_paragraphs_have_none():
    result = risks_as("政策风险：时间可能调整。\n\n这很重要。\n\n影响：较大。")
    assert result.report is not None
    assert len(result.report.risks) == 1
    assert "TR322" in codes(result)


# --- figures that are no numbers

FIGURES = ["5G建设放缓", "10亿元减值", "3 banks fail", "1.5倍杠杆", "一、二线城市", "第一步走稳"]


@pytest.mark.parametrize("words", FIGURES)
def test_a_figure_in_front_of_a_heading_is_a_part_of_it(words):
    result = risks_as(f"#### {words}\n\n时间可能调整。\n\n### {words}说明\n\n正文。")
    assert result.report is not None
    assert result.report.risks[0].name == words
    assert result.report.appendices[0].title == f"{words}说明"


@pytest.mark.parametrize("number", ["1. ", "1、", "2.1 ", "（一）", "一、", "I. ", "①", "第一步："])
def test_a_number_in_front_of_a_heading_is_not(number):
    result = risks_as(f"#### {number}政策风险\n\n时间可能调整。\n\n### {number}说明\n\n正文。")
    assert result.report is not None
    assert result.report.risks[0].name == "政策风险"
    assert result.report.appendices[0].title == "说明"


@pytest.mark.parametrize("number", ["5.", "①", "2026"])
def test_a_heading_of_nothing_but_a_number_keeps_it(number):
    result = risks_as(f"#### {number}\n\n时间可能调整。")
    assert result.report is not None
    assert result.report.risks == (tr.Risk(name=number, description="时间可能调整。"),)


# --- headings among chat and items


@pytest.mark.parametrize("chat", ["# 回答\n\n好的，以下是报告。\n\n", "# 市场日报\n\n"])
def test_a_heading_of_chat_is_not_the_title(chat):
    result = tr.read(replaced("# 储能市场研究摘要", f"{chat}# 储能市场研究摘要"))
    assert result.report == REPORT
    assert {"TR316"} <= set(codes(result))


def test_a_list_below_the_only_heading_may_be_its_words_or_items():
    result = risks_as(
        "#### 政策风险\n\n*   **价格风险：** 利润低于预期。\n*   **安全风险：** 停运。"
    )
    assert errors(result) == [("TR408", "risks")]
    assert tr.read(tr.fix(result.source.raw, unsafe=True).text).report is None
    (found,) = result.diagnostics
    assert found.message == (
        "'政策风险' may be an item with the list below as its words, or the name of that list: "
        "set all items alike"
    )


def test_an_indented_list_below_the_only_heading_is_its_words():
    result = risks_as("#### 政策风险\n\n  *   **价格风险：** 利润低于预期。")
    assert result.report is not None
    (risk,) = result.report.risks
    assert (risk.name, risk.description) == ("政策风险", "价格风险： 利润低于预期。")


@pytest.mark.parametrize("heading", ["#### {}. {}", "#### **{}. {}**", "#### {}、{}"])
def test_numbered_headings_may_stand_in_place_of_signals(heading):
    text = "\n".join(heading.format(rank, text) for rank, text in enumerate(SENTENCES, 1))
    assert signals_as(text).report == REPORT
    assert tr.fix(replaced(SIGNALS, text)).text == TEXT


def test_headings_in_place_of_signals_are_numbered_by_their_places():
    numbered = zip((2, 1, *range(3, 11)), SENTENCES, strict=True)
    result = signals_as("\n".join(f"#### {number}. {text}" for number, text in numbered))
    assert result.report == REPORT
    out_of_order = [found.path for found in result.diagnostics if found.code == "TR315"]
    assert out_of_order == ["signals[0].text", "signals[1].text"]


def test_the_name_of_a_group_is_no_tenth_signal():
    lines = [f"#### {rank}. {text}" for rank, text in enumerate(SENTENCES[:9], 1)]
    assert errors(signals_as("\n".join(["#### 利好", *lines]))) == [("TR206", "signals")]


@pytest.mark.parametrize("name", ["**利空**", "#### 利空"])
def test_the_name_of_a_group_is_no_part_of_the_signal_above(name):
    lines = SIGNALS.split("\n")
    result = signals_as("\n".join([*lines[:5], "", name, "", *lines[5:]]))
    assert result.report == REPORT
    assert codes(result) == ["TR316"]


@pytest.mark.parametrize("name", ["#### {}. 利好", "#### **{}. 利好**"])
@pytest.mark.parametrize("form", ["{0}.  **{1}**", "- **{1}**", "**{0}. {1}**"])
def test_numbered_names_of_groups_are_no_signals(form, name):
    lines = [form.format(rank, text) for rank, text in enumerate(SENTENCES, 1)]
    groups = [name.format(1), *lines[:5], name.format(2), *lines[5:]]
    result = signals_as("\n\n".join(groups))
    assert result.report == REPORT
    assert codes(result).count("TR316") == 2


@pytest.mark.parametrize("more", ["**One more thing.**", "  **More**"])
def test_a_bold_sentence_or_indented_words_are_no_name_of_a_group(more):
    lines = SIGNALS.split("\n")
    result = signals_as("\n".join([*lines[:5], "", more, "", *lines[5:]]))
    assert result.report is not None
    assert result.report.signals[4].text == f"{SENTENCES[4]} {more.strip(' *')}"


# --- words that are struck out


@pytest.mark.parametrize("words", ["~~旧价~~ 新价。", "由~~旧价~~改为新价。"])
def test_striking_out_is_dropped_with_a_warning_and_not_mended_by_itself(words):
    text = replaced("征求意见稿把独立储能纳入容量补偿范围，", words)
    result = tr.read(text)
    assert result.report is not None
    assert result.report.events[1].description.startswith(words.replace("~~", ""))
    (found,) = result.diagnostics
    assert (found.code, found.arguments["found"]) == ("TR307", "a striking out")
    assert tr.fix(text).text == text


def test_a_tilde_is_a_tilde():
    text = replaced("征求意见稿把", "5~6 倍至 7~8 倍，~~ 征求意见稿把")
    result = tr.read(text)
    assert result.report is not None
    assert result.report.events[1].description.startswith("5~6 倍至 7~8 倍，~~ 征求")
    assert tr.loads(tr.render(result.report, "jekyll")) == result.report


@pytest.mark.parametrize(("found", "written"), [("：** ", "** ： "), ("\n*   ", "\n\n*   ")])
def test_a_background_may_begin_in_brackets_above_a_list(found, written):
    background = f"【本期】{REPORT.background}"
    before, behind = replaced(REPORT.background, background).split("### 2. ")
    report = tr.loads(f"{before.replace(found, written)}### 2. {behind}")
    assert report.background == background
    assert report.events == REPORT.events
