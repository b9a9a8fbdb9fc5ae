"""What models write that is not a matter of one line: groups, names, layers, slips, asides."""

from __future__ import annotations

import re

import pytest
from canonical import BODY, EXAMPLES, JSON, REPORT, TEXT, codes, errors, replaced, section
from oracles import diagnostics_are_sound

import themereport as tr

FRONT = TEXT.removesuffix(BODY)
DATE = 'date: "2026-03-18 08:30:00 +0800"\n'
SIGNALS = section("1.  **", "\n\n## 详细部分")
BACKGROUND = section("本期围绕", "\n\n*   **大规模")
EVENTS = section("*   **大规模", "\n\n### 2.")
DRIVERS = section("*   **容量电价机制", "\n\n### 3.")
IMPACTS = section("*   **储能电池ETF", "\n\n### 4.")
RISKS = section("*   **政策落地", "\n\n**免责")
DISCLAIMER = next(line for line in TEXT.split("\n") if line.startswith("**免责条款"))
SENTENCES = [signal.text for signal in REPORT.signals]
TARGETS = [(impact.target, impact.analysis) for impact in REPORT.impacts]


def read(text, *dropped):
    """The result for `text`, which can be mended; `dropped` are the words outside of fields."""
    result = tr.read(text)
    diagnostics_are_sound(result)
    outside = [found for found in result.diagnostics if found.code in {"TR316", "TR318"}]
    for words, found in zip(dropped, outside, strict=True):
        assert words in found.message
    for unsafe in (False, True):
        once = tr.fix(text, unsafe=unsafe).text
        assert tr.fix(once, unsafe=unsafe).text == once
        assert tr.read(once).report == result.report
    return result


# --- ranks and marks


def ranked(form):
    return "\n".join(form.format(rank=at, text=text) for at, text in enumerate(SENTENCES, 1))


@pytest.mark.parametrize(
    "form",
    [
        "[{rank}] {text}",
        "【{rank}】{text}",
        "**[{rank}]** {text}\n",
        "**#{rank}** {text}\n",
        "- **{rank}.** {text}",
        "- {rank}. {text}",
        "- 信号{rank}：{text}",
        "- **信息{rank}：{text}**",
        "**TOP {rank}：{text}**\n",
        "**Signal {rank}:** {text}\n",
        "#### 信号{rank}：{text}\n",
        "### {rank}. {text}\n",
        "**{rank}｜** {text}\n",
        "{rank}.\u00a0**{text}**",
        "**{rank}**：{text}\n",
        "- **{rank:02}** {text}",
        "**{rank}** **{text}**",
        "1.{rank} {text}",
        "1.2.{rank} {text}\n",
        "{rank}.) {text}",
        "* **{rank}**. {text}",
        "**#{rank} — {text}**\n",
        "- **Signal {rank}** – {text}",
        "**Signal #{rank}**: {text}\n",
        "{rank}：{text}",
        "{rank}: {text}\n",
        "第{rank}条：{text}",
    ],
)
def test_a_rank_may_have_a_name_or_brackets(form):
    assert read(replaced(SIGNALS, ranked(form))).report == REPORT


@pytest.mark.parametrize("below", ["- 影响：正面。", "- 影响：正面。\n- 来源：公告。"])
def test_bullets_below_ten_ranks_go_on_in_their_words(below):
    signals = read(replaced(SIGNALS, ranked(f"**{{rank}}. {{text}}**\n\n{below}\n"))).report.signals
    words = below.replace("- ", "").replace("\n", "")
    assert [signal.text for signal in signals] == [f"{text}{words}" for text in SENTENCES]


def test_behind_a_number_a_name_with_a_rank_is_words():
    report = read(replaced(SIGNALS, ranked("{rank}. **信号{rank}：{text}**"))).report
    assert report.signals[0].text == f"信号1：{SENTENCES[0]}"


def test_bullets_whose_words_begin_with_other_numbers_keep_them():
    form = ranked("- 3、{text}")
    assert read(replaced(SIGNALS, form)).report.signals[1].text == f"3、{SENTENCES[1]}"


@pytest.mark.parametrize(
    "bullet", ["→ ", "➡️ ", "🔹 ", "◦ ", "▫ ", "⚠️ ", "✅ ", "・", "◎ ", "★ ", "- [ ] ", "- [x] "]
)
def test_pictures_arrows_and_boxes_are_bullets(bullet):
    text = TEXT.replace("\n*   ", f"\n{bullet}")
    assert read(text).report == REPORT


@pytest.mark.parametrize(
    "overview",
    ["-\u3000甲", "1.\u3000甲", "→ 上行", "✅ 已落地", "・日", "【1】甲", "[1] 甲", "[x] 甲"],
)
def test_words_that_begin_like_a_marker_stay_words(overview):
    report = tr.ThemeReport.model_validate(
        {**REPORT.model_dump(exclude={"schema_version"}), "overview": overview}
    )
    assert tr.loads(tr.render(report, "jekyll")) == report


@pytest.mark.parametrize(
    "form",
    [
        "**Step {0}** ",
        "**步骤{0}：** ",
        "**Step {0}:** ",
        "**第{0}步：** ",
        "**第{0}步**：",
        "**{0}.** ",
    ],
)
def test_the_number_of_a_step_may_stand_in_bold_behind_a_bullet(form):
    text = TEXT
    for number in (1, 2, 3):
        text = text.replace(f"\n    {number}.  ", f"\n    - {form.format(number)}")
    assert read(text).report == REPORT


@pytest.mark.parametrize(
    "form", ["{rank}. {text} ", "（{rank}）{text}", "{rank}\\. {text}\n", "**{rank}、{text}** "]
)
def test_all_ranks_may_stand_in_one_paragraph(form):
    written = "".join(form.format(rank=at, text=text) for at, text in enumerate(SENTENCES, 1))
    text = replaced(SIGNALS, written.strip())
    assert read(text).report == REPORT
    assert SIGNALS in tr.fix(text).text


def test_a_bullet_that_announces_the_others_is_no_signal():
    bullets = "".join(f"- {text}\n" for text in SENTENCES)
    announced = f"- 以下为十大信息：\n{bullets}"
    assert read(replaced(SIGNALS, announced), "以下为十大信息：").report == REPORT
    nine = announced.replace(f"- {SENTENCES[-1]}\n", "")
    assert ("TR206", "signals") in errors(tr.read(replaced(SIGNALS, nine)))


def test_nine_ranks_in_one_paragraph_are_no_ten_signals():
    written = " ".join(f"{at}. {text}" for at, text in enumerate(SENTENCES[:9], 1))
    assert ("TR206", "signals") in errors(tr.read(replaced(SIGNALS, written)))


@pytest.mark.parametrize("bullet", ["-", "-\u00a0", "*\u00a0"])
def test_a_bullet_may_have_no_blank_behind_it_or_one_that_does_not_break(bullet):
    written = "\n".join(f"{bullet}{risk.name}：{risk.description}" for risk in REPORT.risks)
    assert read(replaced(RISKS, written)).report == REPORT


# --- titles of items


def test_a_bold_title_above_a_paragraph_is_the_label_behind_its_name():
    text = replaced(
        DRIVERS, "**驱动1：政策：补偿**\n\n收入更稳。\n\n- **步骤1：** 甲。\n- **步骤2：** 乙。"
    )
    (driver,) = read(text).report.drivers
    assert (driver.subject, driver.thesis, driver.steps) == (
        "政策：补偿",
        "收入更稳。",
        ("甲。", "乙。"),
    )


@pytest.mark.parametrize("marker", ["- ", "1. ", ""])
def test_bold_that_goes_on_in_the_sentence_is_cut_at_its_colon(marker):
    text = replaced(RISKS, f"{marker}**政策：细则**或推迟。\n\n{marker}**价格：电芯**下行。")
    risks = read(text).report.risks
    assert [(risk.name, risk.description) for risk in risks] == [
        ("政策", "细则或推迟。"),
        ("价格", "电芯下行。"),
    ]


@pytest.mark.parametrize(
    "form",
    ["- **{}**｜{}", "- {}｜{}", "**{}**｜{}\n", "{}｜{}\n", "- ✅ **{}**：{}", "- ▶ {}：{}"],
)
def test_a_bar_may_stand_behind_a_label_and_a_second_bullet_in_front(form):
    written = "\n".join(form.format(risk.name, risk.description) for risk in REPORT.risks)
    assert read(replaced(RISKS, written)).report == REPORT


def test_a_backslash_that_breaks_a_line_is_no_word():
    written = "\n".join(f"- **{risk.name}**\\\n  {risk.description}" for risk in REPORT.risks)
    assert read(replaced(RISKS, written)).report == REPORT


@pytest.mark.parametrize("mark", [" → ", " => ", " · ", " ➡️ ", " >> ", "→ "])
def test_an_arrow_or_a_dot_may_stand_behind_a_bold_label(mark):
    written = "\n".join(f"- **{risk.name}**{mark}{risk.description}" for risk in REPORT.risks)
    assert read(replaced(RISKS, written)).report == REPORT


def test_words_that_only_look_like_an_arrow_stay_behind_their_label():
    (risk,) = read(replaced(RISKS, "- **政策**=0 推迟。")).report.risks
    assert (risk.name, risk.description) == ("政策", "=0 推迟。")


@pytest.mark.parametrize("marker", ["- ", "1. ", ""])
def test_words_in_brackets_between_label_and_colon_belong_to_the_label(marker):
    written = f"{marker}**甲**（300000）：乙。\n\n{marker}**丙** [高]: 丁。\n\n{marker}**戊** (*注*) — 己。"
    impacts = read(replaced(IMPACTS, written)).report.impacts
    assert [(impact.target, impact.analysis) for impact in impacts] == [
        ("甲（300000）", "乙。"),
        ("丙 [高]", "丁。"),
        ("戊 (注)", "己。"),
    ]


def test_words_in_brackets_that_no_colon_follows_are_the_sentence():
    (impact,) = read(replaced(IMPACTS, "- **甲**（注）乙。")).report.impacts
    assert (impact.target, impact.analysis) == ("甲", "（注）乙。")


def test_a_full_stop_behind_bold_words_stands_for_their_colon():
    risks = read(replaced(RISKS, "- **政策**。推迟。\n- **U.S. 关税**. 上调。")).report.risks
    assert [(risk.name, risk.description) for risk in risks] == [
        ("政策", "推迟。"),
        ("U.S. 关税", "上调。"),
    ]


def test_a_numbered_name_may_stand_outside_of_the_bold():
    risks = read(
        replaced(RISKS, "- 风险一：**政策**：推迟。\n- 风险二：**价格**下行。")
    ).report.risks
    assert [(risk.name, risk.description) for risk in risks] == [
        ("政策", "推迟。"),
        ("价格", "下行。"),
    ]


@pytest.mark.parametrize("form", ["- 风险{}：{}：{}", "- Risk {}: {}: {}", "{}. 风险{}：{}"])
def test_a_numbered_name_may_stand_before_a_label_that_is_not_bold(form):
    names = [("政策", "推迟。"), ("价格", "下行。")]
    form = form.replace("{}. 风险{}：{}", "{0}. 风险{0}：{1}：{2}")
    written = "\n".join(form.format(at, *words) for at, words in enumerate(names, 1))
    risks = read(replaced(RISKS, written)).report.risks
    assert [(risk.name, risk.description) for risk in risks] == names


def test_a_numbered_name_may_stand_before_a_subject_with_a_comma():
    written = "- 驱动一：政策，收入更稳。\n  - 甲\n  - 乙"
    (driver,) = read(replaced(DRIVERS, written)).report.drivers
    assert (driver.subject, driver.thesis) == ("政策", "收入更稳。")


@pytest.mark.parametrize(
    "form",
    [
        "**事件{}**：{}——{}\n",
        "**事件{}：** {}\n{}\n",
        "- **事件{}：** {}\n  {}",
        "- **Event {}** - **{}**: {}",
        "**事件{}** | {}：{}\n",
    ],
)
def test_a_numbered_name_in_bold_may_stand_before_a_title(form):
    events = [(event.title, event.description) for event in REPORT.events]
    written = "\n".join(form.format(at, *words) for at, words in enumerate(events, 1))
    assert read(replaced(EVENTS, written)).report == REPORT


def test_a_numbered_name_is_a_title_in_the_canonical_form_and_before_a_sentence():
    first = REPORT.events[0].description
    written = f"*   **事件1：** {first}\n*   **事件2**：{first}"
    events = read(replaced(EVENTS, written)).report.events
    assert [(event.title, event.description) for event in events] == [
        ("事件1", first),
        ("事件2", first),
    ]


def test_a_numbered_name_with_no_other_label_is_the_label():
    (risk,) = read(replaced(RISKS, "- 风险一：政策推迟。")).report.risks
    assert (risk.name, risk.description) == ("风险一", "政策推迟。")


@pytest.mark.parametrize(
    "form",
    [
        "- **风险：** {}\n  - **描述：** {}",
        "- **Risk**: {}\n  - **Description**: {}",
        "1. **风险名称：** {}\n   **风险描述：** {}",
        "**风险：** {}\n**影响：** {}\n",
    ],
)
def test_what_stands_behind_the_name_of_a_field_is_the_label(form):
    names = [("政策", "推迟。"), ("价格", "下行。")]
    risks = read(replaced(RISKS, "\n".join(form.format(*words) for words in names))).report.risks
    assert [risk.name for risk in risks] == ["政策", "价格"]
    assert [risk.description[-3:] for risk in risks] == ["推迟。", "下行。"]


def test_a_driver_may_have_the_names_of_its_fields():
    written = "- **驱动：** 甲\n  - **论点：** 论点。\n  - **步骤：**\n    1. 乙\n    2. 丙"
    assert only_driver(written, "步骤") == ("论点： 论点。", ("乙", "丙"))


@pytest.mark.parametrize("form", ["*   **{}：** {}", "- **{}**：{}"])
def test_names_of_fields_beside_each_other_are_labels(form):
    written = "\n".join(form.format(*words) for words in [("风险", "甲。"), ("影响", "乙。")])
    risks = read(replaced(RISKS, written)).report.risks
    assert [risk.name for risk in risks] == ["风险", "影响"]


def test_a_name_with_another_number_outside_of_the_bold_is_the_label():
    (risk,) = read(replaced(RISKS, "- 风险3：**政策**推迟。")).report.risks
    assert (risk.name, risk.description) == ("风险3", "政策推迟。")


INNER = "#### {}\n\n推迟。\n\n##### 影响\n\n收入下降。\n"


def test_a_heading_inside_of_each_item_goes_on_in_its_words():
    risks = read(replaced(RISKS, f"{INNER.format('政策')}\n{INNER.format('价格')}")).report.risks
    assert [(risk.name, risk.description) for risk in risks] == [
        ("政策", "推迟。影响 收入下降。"),
        ("价格", "推迟。影响 收入下降。"),
    ]


def test_a_heading_inside_of_each_event_goes_on_in_its_words():
    events = read(replaced(EVENTS, f"{INNER.format('甲')}\n{INNER.format('乙')}")).report.events
    assert [event.title for event in events] == ["甲", "乙"]


@pytest.mark.parametrize("names", [("背景", "主要事件", "##### "), ("背景", "", "##### ")])
def test_events_below_a_heading_for_their_background_are_items(names):
    background, events, marks = names
    written = f"#### {background}\n\n{BACKGROUND}\n\n#### {events}\n\n"
    items = "\n\n".join(f"{marks}{event.title}\n\n{event.description}" for event in REPORT.events)
    text = replaced(f"{BACKGROUND}\n\n{EVENTS}", f"{written.replace('#### ' + chr(10), '')}{items}")
    assert tr.read(text).report == REPORT


def test_drivers_below_a_heading_with_words_are_not_its_steps():
    driver = "##### {}\n\n论点。\n\n1. 乙\n2. 丙\n"
    text = replaced(
        DRIVERS, f"#### 综述\n\n两方面。\n\n{driver.format('甲')}\n{driver.format('丁')}"
    )
    assert ("TR203", "drivers[0].steps") in errors(tr.read(text))


def test_a_heading_right_below_another_leaves_doubt():
    written = "#### 宏观\n\n##### 利率\n\n上行。\n\n##### 汇率\n\n贬值。"
    assert ("TR205", "risks[0].description") in errors(tr.read(replaced(RISKS, written)))


# --- thesis and steps


def only_driver(written, *dropped):
    (driver,) = read(replaced(DRIVERS, written), *dropped).report.drivers
    return driver.thesis, driver.steps


@pytest.mark.parametrize(
    "written",
    [
        "- **甲：** 论点。\n  - **传导步骤：**\n    1. 乙\n    2. 丙",
        "- **甲**：论点。\n  - 逻辑链：\n    - 乙\n    - 丙",
        "**甲：** 论点。\n\n**传导步骤：**\n\n1. 乙\n2. 丙",
        "#### 甲\n\n论点。\n\n**Steps:**\n\n- 乙\n- 丙",
        "#### 甲\n\n论点。\n\n##### 推演路径\n\n1. 乙\n2. 丙",
        "#### 甲\n\n**核心逻辑**\n\n论点。\n\n1. 乙\n2. 丙",
    ],
)
def test_words_that_only_name_the_steps_are_none(written):
    (thesis, steps) = only_driver(written, "")
    assert (thesis, steps) == ("论点。", ("乙", "丙"))


def test_the_parts_of_a_driver_may_have_headings_that_name_them():
    written = "#### 甲\n\n##### 核心论点\n\n论点。\n\n##### 分步逻辑\n\n1. 乙\n2. 丙"
    assert only_driver(written, "核心论点", "分步逻辑") == ("论点。", ("乙", "丙"))


def test_other_words_above_inner_steps_are_kept():
    written = "- **甲：** 论点。\n  - 短期看：\n    1. 乙\n    2. 丙\n  - 长期看：\n    1. 丁"
    assert only_driver(written)[1] == ("短期看：乙 丙", "长期看：丁")


@pytest.mark.parametrize(
    ("written", "dropped"),
    [
        ("#### 甲\n\n- **核心逻辑：** 论点。\n- **传导步骤：**\n  1. 乙\n  2. 丙", ["传导步骤"]),
        ("**甲**\n\n- **核心逻辑**：论点。\n- **推导过程**：\n  1. 乙\n  2. 丙", ["推导过程"]),
        ("- **甲**\n  - 核心逻辑：论点。\n  - **步骤：**\n    1. 乙\n    2. 丙", ["步骤"]),
        ("**驱动1：甲**\n\n**核心逻辑：** 论点。\n\n**步骤：**\n\n1. 乙\n2. 丙", ["步骤"]),
        ("#### 甲\n\n- **核心逻辑：** 论点。\n- **第一步：** 乙\n- **第二步：** 丙", []),
        ("- **甲**\n  - 核心逻辑：论点。\n    1. 乙\n    2. 丙", []),
    ],
)
def test_a_thesis_may_be_the_first_point_below_its_subject(written, dropped):
    thesis, steps = only_driver(written, *dropped)
    assert (thesis.replace(" ", ""), steps) == ("核心逻辑：论点。", ("乙", "丙"))


@pytest.mark.parametrize("level", ["   ", ""])
def test_steps_may_be_lines_with_the_number_of_their_driver(level):
    driver = f"1. **甲**，毛利率由1.1 升至1.2。\n{level}1.1 乙。\n{level}1.2 丙。"
    assert only_driver(driver) == ("毛利率由1.1 升至1.2。", ("乙。", "丙。"))


def test_figures_in_a_sentence_number_no_steps():
    text = replaced(DRIVERS, "- **甲：** 市净率由1.1 升至1.2 倍。\n  其中\n  1.1 倍为低点。")
    assert ("TR203", "drivers[0].steps") in errors(tr.read(text))


@pytest.mark.parametrize("marker", ["{}. ", "- ", "（{}）"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_drivers_without_markers_begin_where_their_steps_do(marker, gap):
    written = gap.join(
        "\n".join(
            [
                f"{driver.subject}：{driver.thesis}",
                *(f"{marker.format(n)}{step}" for n, step in enumerate(driver.steps, 1)),
            ]
        )
        for driver in REPORT.drivers
    )
    assert read(replaced(DRIVERS, written)).report == REPORT


def test_a_line_below_a_step_goes_on_in_it_if_no_numbers_begin_anew():
    written = "- **甲：** 论点。\n    1. 乙\n其中：丙\n    2. 丁"
    assert only_driver(written) == ("论点。", ("乙其中：丙", "丁"))


@pytest.mark.parametrize("name", ["步骤{}：", "Step {}: ", "Step {}", "단계 {}: "])
def test_steps_may_be_headings(name):
    lines = [f"##### {name.format(at)}\n\n{words}。\n" for at, words in ((1, "乙"), (2, "丙"))]
    assert only_driver("\n".join(["#### 甲\n\n论点。\n", *lines])) == ("论点。", ("乙。", "丙。"))


@pytest.mark.parametrize(
    "line",
    [
        "①乙；②丙；③丁",
        "第一，乙；第二，丙；第三，丁",
        "首先，乙；其次，丙；最后，丁",
        "（1）乙，（2）丙，（3）丁",
        "步骤1：乙；步骤2：丙；步骤3：丁",
        "First, 乙; second, 丙; and third, 丁",
        "乙 → 丙 → 丁",
        "乙→丙->丁",
    ],
)
@pytest.mark.parametrize(
    "item", ["- **甲：** 论点。{}", "- **甲**：论点。\n  {}", "#### 甲\n\n论点。\n\n{}"]
)
def test_steps_may_go_on_in_one_line(item, line):
    assert only_driver(item.format(line)) == ("论点。", ("乙", "丙", "丁"))


@pytest.mark.parametrize("arrow", ["←", "→", "⇐"])
def test_a_chain_in_arabic_may_point_either_way(arrow):
    text = next(path for path in EXAMPLES if "-09-24-" in path.name).read_text("utf-8")
    steps = [step.rstrip(".") for step in tr.loads(text).drivers[0].steps]
    lines = "".join(f"    {nth}.  {step}.\n" for nth, step in enumerate(steps, 1))
    assert lines in text
    result = tr.read(text.replace(f"\n{lines}", f" {f' {arrow} '.join(steps)}\n"))
    assert result.report.drivers[0].steps == tuple(steps)


@pytest.mark.parametrize(
    "line", ["毛利率由12% → 35%。", "甲；②乙；③丙", "1. 乙", "第一，乙；第三，丙", "同比 1.5% 2.5%"]
)
def test_one_line_that_has_no_steps_stays_an_error(line):
    assert ("TR203", "drivers[0].steps") in errors(
        tr.read(replaced(DRIVERS, f"- **甲：** 论点。{line}"))
    )


@pytest.mark.parametrize("bullet", ["➡️", "→", "✅"])
def test_a_step_may_have_a_second_bullet(bullet):
    written = f"- **甲：** 论点。\n  - {bullet} 乙\n  - {bullet} 丙"
    assert only_driver(written)[1] == ("乙", "丙")


def test_behind_the_number_of_a_step_a_bullet_is_words():
    assert only_driver("- **甲：** 论点。\n  1) → 乙\n  2) ✅ 丙")[1] == ("→ 乙", "✅ 丙")


def test_behind_the_number_of_a_step_another_number_is_words():
    written = "- **甲：** 论点。\n  1. 乙；2. 丙"
    assert only_driver(written)[1] == ("乙；2. 丙",)


@pytest.mark.parametrize("marker", ["- ", "• ", ""])
def test_a_single_step_may_hold_the_others(marker):
    written = f"- **甲：** 论点。\n  {marker}①乙；②丙"
    assert only_driver(written)[1] == ("乙", "丙")


@pytest.mark.parametrize("line", ["①乙；②丙；", "第一，乙；第二，丙；", "乙 → 丙 → 丁"])
@pytest.mark.parametrize(
    "item",
    ["- **甲**：论点\n  {}", "1. **甲**：论点\n{}", "#### 甲\n论点\n\n{}", "**甲**\n论点\n\n{}"],
)
def test_a_line_of_steps_ends_a_thesis_without_a_full_stop(item, line):
    thesis, steps = only_driver(item.format(line))
    assert (thesis, steps[:2]) == ("论点", ("乙", "丙"))


def test_the_name_of_steps_in_one_line_goes_on_in_the_first():
    written = "- **甲：** 论点。\n  - **传导步骤：** ①乙；②丙"
    assert only_driver(written)[1] == ("传导步骤：乙", "丙")


@pytest.mark.parametrize(
    ("line", "steps"),
    [
        ("逻辑链条：乙 → 丙", ("逻辑链条：乙", "丙")),
        ("**传导路径**：乙。→ 丙。", ("传导路径：乙。", "丙。")),
        ("乙。 → 丙。 → 丁。", ("乙。", "丙。", "丁。")),
        ("乙 → 丙", ("乙 → 丙",)),
    ],
)
def test_a_chain_may_be_short_if_it_is_called_steps(line, steps):
    assert only_driver(f"- **甲：** 论点。\n  - {line}")[1] == steps


@pytest.mark.parametrize("below", ["- **步骤{}：** {}", "- **Step {}:** {}", "##### 步骤{}：{}\n"])
def test_a_bold_paragraph_may_have_numbered_steps_below(below):
    steps = "\n".join(below.format(at, words) for at, words in ((1, "乙"), (2, "丙")))
    written = f"**1. 甲**\n\n论点。\n\n{steps}\n\n**2. 丁**\n\n论点。\n\n{steps}"
    drivers = read(replaced(DRIVERS, written)).report.drivers
    assert [driver.subject for driver in drivers] == ["甲", "丁"]
    assert {driver.steps for driver in drivers} == {("乙", "丙")}


def test_a_name_with_a_number_above_its_thesis_is_a_driver_with_labelled_steps_below():
    item = "**驱动{0}：甲{0}**\n论点。\n\n- **步骤1：** 乙\n- **步骤2：** 丙\n\n"
    drivers = read(replaced(DRIVERS, item.format(1) + item.format(2))).report.drivers
    assert [driver.subject for driver in drivers] == ["甲1", "甲2"]
    assert {driver.steps for driver in drivers} == {("乙", "丙")}


def test_numbers_in_a_thesis_with_steps_below_are_words():
    thesis, steps = only_driver("- **甲：** 论点：①乙；②丙。\n  1. 丁")
    assert (thesis, steps) == ("论点：①乙；②丙。", ("丁",))


@pytest.mark.parametrize("mark", [" – ", " → ", " - ", "："])
def test_the_number_of_a_step_may_stand_before_any_mark(mark):
    written = f"- **甲：** 论点。\n  - Step 1{mark}乙\n  - Step 2{mark}丙"
    assert only_driver(written)[1] == ("乙", "丙")


def test_a_step_that_is_bold_behind_its_number_is_mended_with_it():
    written = "#### 甲\n\n论点。\n\n**第一步：供给**\n乙\n\n**第二步：需求**\n丙"
    assert only_driver(written)[1] == ("供给 乙", "需求 丙")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("【高】政策：推迟。", "【高】政策"),
        ("【政策】推迟。", "政策"),
        ("【高】推迟。", "高"),
        ("【中风险】政策：推迟。", "【中风险】政策"),
    ],
)
def test_a_level_in_brackets_is_no_label_if_one_follows(written, name):
    (risk,) = read(replaced(RISKS, f"- {written}")).report.risks
    assert (risk.name, risk.description) == (name, "推迟。")


def test_a_column_of_dates_holds_no_titles():
    rows = (
        "| 日期 | 事件 | 概述 |\n|---|---|---|\n| 3月1日 | 甲 | 乙。 |\n| 2026-03-02 | 丙 | 丁。 |"
    )
    events = read(replaced(EVENTS, rows)).report.events
    assert [(event.title, event.description) for event in events] == [
        ("甲", "3月1日 乙。"),
        ("丙", "2026-03-02 丁。"),
    ]


def test_a_date_beside_words_alone_is_their_title():
    (event,) = read(replaced(EVENTS, "| 日期 | 事件 |\n|---|---|\n| 3月1日 | 甲。 |")).report.events
    assert (event.title, event.description) == ("3月1日", "甲。")


# --- names of groups, and of what is known


def grouped(outer, inner):
    """The impacts in two groups."""
    lines = [inner.format(target=target, text=text) for target, text in TARGETS]
    return "\n".join(
        [outer.format("相关ETF"), lines[0], "", outer.format("行业与指数"), *lines[1:]]
    )


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("**{}：**\n", "- **{target}：** {text}"),
        ("#### {}\n", "- **{target}：** {text}"),
        ("#### 3.1 {}\n", "1. **{target}**：{text}"),
        ("- **{}**", "  - **{target}：** {text}"),
        ("- {}：", "    - {target}：{text}"),
    ],
)
def test_a_name_of_a_group_is_no_impact(outer, inner):
    result = read(replaced(IMPACTS, grouped(outer, inner)), "相关ETF", "行业与指数")
    assert result.report == REPORT


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("正面影响", "负面影响"),
        ("利好方向", "承压板块"),
        ("短期影响（1-3个月）", "长期影响"),
        ("Beneficiaries", "Losers"),
        ("Positive impact", "Negative impact"),
    ],
)
def test_what_becomes_of_several_targets_is_the_name_of_their_group(first, second):
    written = f"**{first}：**\n\n- **甲：** 乙。\n\n**{second}：**\n\n- **丙：** 丁。"
    impacts = read(replaced(IMPACTS, written), first, second).report.impacts
    assert [impact.target for impact in impacts] == ["甲", "丙"]


def test_a_cell_that_holds_a_dash_says_nothing():
    rows = "| 标的 | 代码 | 分析 |\n|---|---|---|\n| 甲ETF | 159566 | 乙。 |\n| 丙 | - | 丁。 |"
    impacts = read(replaced(IMPACTS, rows)).report.impacts
    assert [impact.analysis for impact in impacts] == ["159566 乙。", "丁。"]


def test_a_group_whose_items_have_no_labels_is_an_impact():
    text = replaced(IMPACTS, "- **行业**\n  - 需求上升。\n  - 库存下降。")
    (impact,) = read(text).report.impacts
    assert (impact.target, impact.analysis) == ("行业", "需求上升。库存下降。")


@pytest.mark.parametrize(
    "written",
    [
        f"#### 背景\n\n{BACKGROUND}\n\n#### 主要事件\n\n{EVENTS}",
        f"**背景**\n\n{BACKGROUND}\n\n**主要事件：**\n\n{EVENTS}",
    ],
)
def test_titles_that_say_what_is_known_are_no_items(written):
    result = read(replaced(f"{BACKGROUND}\n\n{EVENTS}", written), "背景", "主要事件")
    assert result.report == REPORT


@pytest.mark.parametrize("label", ["**背景：** ", "**行业背景**：", "- **背景：** "])
@pytest.mark.parametrize("item", ["*   **{}：** {}", "**{}：** {}\n", "#### {}\n\n{}\n"])
def test_a_background_may_say_what_it_is(label, item):
    events = "\n".join(item.format(event.title, event.description) for event in REPORT.events)
    report = read(replaced(f"{BACKGROUND}\n\n{EVENTS}", f"{label}{BACKGROUND}\n\n{events}")).report
    assert report.background.endswith(BACKGROUND)
    assert "背景：" in report.background.removesuffix(BACKGROUND)
    assert report.events == REPORT.events


def test_a_background_may_say_what_it_is_above_paragraphs_with_bold_words():
    events = "\n".join(f"**{event.title}**\n{event.description}\n" for event in REPORT.events)
    text = replaced(f"{BACKGROUND}\n\n{EVENTS}", f"**背景：** {BACKGROUND}\n\n{events}")
    report = read(text).report
    assert report.background == f"背景： {BACKGROUND}"
    assert report.events == REPORT.events


@pytest.mark.parametrize(
    ("background", "events"),
    [
        ("### 1. 背景", "### 2. 事件"),
        ("## 🌐 市场背景", "### 主要事件"),
        ("### 事件背景", "### 主要事件"),
        ("### Background", "### Events"),
    ],
)
def test_a_background_may_have_a_heading_beside_that_of_the_events(background, events):
    written = f"{background}\n\n{BACKGROUND}\n\n{events}"
    text = replaced(f"### 1. 事件或主题概述\n\n{BACKGROUND}", written)
    assert read(text, events.lstrip("# ")).report == REPORT
    assert tr.read(tr.fix(text, unsafe=True).text).diagnostics == ()


@pytest.mark.parametrize("words", ["- 甲。", "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |"])
def test_a_list_below_a_background_is_none(words):
    text = replaced("### 1. 事件或主题概述", f"### 背景\n\n{words}\n\n### 1. 事件或主题概述")
    report = read(text).report
    assert [appendix.title for appendix in report.appendices] == ["背景"]
    assert report.events == REPORT.events


def test_an_event_is_no_background_whatever_it_is_called():
    result = tr.read(replaced(f"{BACKGROUND}\n\n", ""))
    assert ("TR201", "background") in errors(result)


# --- headings


@pytest.mark.parametrize("name", ["驱动{}：{}", "驱动逻辑{}｜{}", "Driver {}: {}"])
def test_the_headings_of_drivers_may_be_no_deeper_than_that_of_their_section(name):
    written = "\n".join(
        f"### {name.format(at, driver.subject)}\n\n{driver.thesis}\n\n"
        + "".join(f"- {step}\n" for step in driver.steps)
        for at, driver in enumerate(REPORT.drivers, 1)
    )
    assert read(replaced(DRIVERS, written)).report == REPORT


@pytest.mark.parametrize("form", ["### {}. {}\n\n{}\n", "### 事件{}：{}\n\n{}\n"])
def test_the_headings_of_events_may_be_no_deeper_than_that_of_their_section(form):
    events = [(event.title, event.description) for event in REPORT.events]
    written = "\n".join(form.format(at, *words) for at, words in enumerate(events, 1))
    assert read(replaced(EVENTS, written)).report == REPORT


@pytest.mark.parametrize(("name", "is_clear"), [("{}. ", False), ("风险{}：", True)])
def test_a_last_heading_whose_number_goes_on_behind_its_section_leaves_doubt(name, is_clear):
    names = ["甲", "乙", "丙", "丁", "戊"]
    items = [f"### {name.format(at)}{it}\n\n推迟。\n" for at, it in enumerate(names, 1)]
    result = tr.read(replaced(RISKS, "\n".join(items)))
    assert (result.report is not None) is is_clear


def test_a_numbered_heading_below_paragraphs_is_an_appendix():
    written = "\n\n".join(f"**{risk.name}**：{risk.description}" for risk in REPORT.risks)
    report = tr.read(replaced(RISKS, f"{written}\n\n### 1. 附注\n\n见公告。")).report
    assert report.risks == REPORT.risks
    assert [appendix.title for appendix in report.appendices] == ["附注"]


def test_a_numbered_heading_behind_a_section_that_lists_something_is_an_appendix():
    written = f"{DRIVERS.rstrip()}\n\n### 驱动1：另一个\n\n- 甲\n"
    report = tr.read(replaced(DRIVERS, written)).report
    assert report.drivers == REPORT.drivers
    assert [section.title for section in report.appendices] == ["驱动1：另一个"]


def test_events_may_be_plain_lines_below_the_background():
    lines = "\n".join(f"{event.title}：{event.description}" for event in REPORT.events)
    assert read(replaced(EVENTS, lines)).report == REPORT


def test_the_disclaimer_may_have_a_translated_label():
    assert read(replaced("**免责条款：**", "**免责条款 / Disclaimer：**")).report == REPORT


@pytest.mark.parametrize(
    "label",
    ["**{}：** ", "**{}**：", "{}：", "**1. {}:** ", "**【{}】** ", "**【{}】：** ", "【{}】"],
)
@pytest.mark.parametrize(
    ("heading", "words"),
    [("### 主要话题与市场趋势概述", "概述"), ("### 1. 事件或主题概述", "事件概述")],
)
def test_a_sentence_may_follow_its_heading_in_one_line(label, heading, words):
    assert read(replaced(f"{heading}\n\n", label.format(words))).report == REPORT


def test_a_heading_runs_in_only_where_its_section_comes_next():
    text = replaced("### 主要话题与市场趋势概述\n\n", "").replace(BACKGROUND, f"概述：{BACKGROUND}")
    assert ("TR401", "overview") in errors(tr.read(text))


def test_an_unknown_heading_right_above_the_first_section_of_a_half_is_guessed_to_be_its_own():
    result = read(replaced("## 详细部分", "## 深度剖析"))
    assert result.report == REPORT
    (found,) = result.diagnostics
    assert (found.code, found.path, found.fix.safe) == ("TR320", "detail", False)


def test_a_heading_right_above_a_deeper_one_that_says_the_same_is_that_of_a_half():
    written = "## 概述\n\n### 市场概述\n"
    text = replaced("## 简要部分\n\n### 主要话题与市场趋势概述\n", written)
    result = read(text)
    assert result.report == REPORT
    assert [found.path for found in result.diagnostics] == ["brief", "overview"]


def test_a_heading_inside_of_the_overview_is_of_no_half_if_that_has_its_own():
    text = replaced(
        REPORT.overview, f"#### 核心观点\n\n{REPORT.overview}\n\n#### 市场趋势\n\n上行。"
    )
    assert read(text, "核心观点").report.overview == f"{REPORT.overview}市场趋势 上行。"


def test_a_heading_that_says_again_what_its_section_is_is_outside():
    text = replaced(
        "## 简要部分\n\n### 主要话题与市场趋势概述\n", "## 概述\n\n研判。\n\n### 市场概述\n"
    )
    assert tr.read(text).report.overview == f"研判。{REPORT.overview}"


def test_a_guessed_section_holds_the_headings_inside_of_it():
    items = "".join(f"#### {impact.target}\n\n{impact.analysis}\n\n" for impact in REPORT.impacts)
    text = replaced(
        f"### 3. 相关ETF或行业的潜在影响\n\n{IMPACTS}", f"### 相关ETF与行业怎么看\n\n{items}"
    )
    result = read(text)
    assert result.report == REPORT
    assert "TR320" in codes(result)


BOLD = re.sub(r"^#{2,3} (.*)$", r"**\1**", TEXT, flags=re.MULTILINE)


def numbered_risks(*names):
    items = [f"**{at}. {name}**\n\n{name}变化。\n" for at, name in enumerate(names, 1)]
    return BOLD.replace(RISKS, "\n".join(items))


@pytest.mark.parametrize("names", [("甲",), ("甲", "乙", "丙"), ("甲", "乙", "丙", "丁")])
def test_bold_numbered_items_may_stand_below_bold_headings(names):
    report = read(numbered_risks(*names)).report
    assert tuple(risk.name for risk in report.risks) == names
    assert report.appendices == ()


def test_a_bold_line_whose_number_goes_on_behind_its_section_and_its_items_leaves_doubt():
    text = numbered_risks("甲", "乙", "丙", "丁", "戊")
    assert ("TR203", "risks") in errors(tr.read(text))


def test_bold_numbered_lines_behind_a_list_are_appendices():
    text = BOLD.replace("**免责条款", "**1. 附录**\n\n甲。\n\n**免责条款")
    report = tr.read(text).report
    assert [appendix.title for appendix in report.appendices] == ["附录"]
    assert report.risks == REPORT.risks


def test_an_unknown_heading_with_words_below_stays_an_appendix():
    report = read(replaced("## 详细部分", "## 导读\n\n先看这里。\n\n## 详细部分")).report
    assert [appendix.title for appendix in report.appendices] == ["导读"]


@pytest.mark.parametrize(
    "above", [f"> {DISCLAIMER}\n\n", f"{DISCLAIMER}\n\n---\n\n", "## 免责条款\n\n{}\n\n"]
)
def test_a_disclaimer_may_stand_above_the_title(above):
    below = TEXT.replace(f"\n\n{DISCLAIMER}", "")
    text = replaced("# 储能", f"{above.format(REPORT.disclaimer)}# 储能", below)
    assert tr.read(text).report == REPORT


def test_a_disclaimer_in_underscores_is_guessed_by_its_first_word():
    text = replaced(DISCLAIMER, "_Nothing here is a recommendation to buy or sell._")
    (found,) = tr.read(text).diagnostics
    assert found.code == "TR331"


@pytest.mark.parametrize("label", ["**免责条款：**", "**免责条款**", "【免责条款】", "## 免责条款"])
@pytest.mark.parametrize("farewell", ["（完）", "如需调整请告诉我。", "I hope this helps."])
def test_a_farewell_below_the_label_of_a_disclaimer_is_none(label, farewell):
    result = tr.read(replaced(DISCLAIMER, f"{label}\n\n{farewell}"))
    assert errors(result) == [("TR201", "disclaimer")]
    words = f"以上内容仅供参考，{REPORT.disclaimer}"
    text = replaced(DISCLAIMER, f"{label}\n\n{words}\n\n{farewell}")
    assert read(text, farewell).report.disclaimer == words


@pytest.mark.parametrize("label", ["**免责条款：**", "**免责条款**", "【免责条款】", "## 免责条款"])
def test_a_disclaimer_below_its_label_may_say_that_a_machine_wrote_it(label):
    words = "本报告由AI生成，不构成任何投资建议。"
    assert read(replaced(DISCLAIMER, f"{label}\n\n{words}")).report.disclaimer == words


def test_a_notice_between_a_label_and_a_disclaimer_is_none_of_it():
    text = replaced(DISCLAIMER, f"**免责条款：**\n\n本报告由AI生成。\n\n{REPORT.disclaimer}")
    report = tr.read(text).report
    assert report.disclaimer == REPORT.disclaimer
    assert report.provenance.ai_generated is not None


@pytest.mark.parametrize(
    "label", ["**5. 免责条款：** ", "**五、免责声明**：", "（五）免责条款：", "5、免责条款："]
)
def test_the_label_of_a_disclaimer_may_be_numbered(label):
    result = read(replaced("**免责条款：** ", label))
    assert result.report == REPORT
    assert "TR331" not in codes(result)


@pytest.mark.parametrize("label", ["**【免责条款】** ", "**【免责条款】：** ", "**Disclaimer.** "])
def test_no_mark_around_its_label_is_left_in_the_disclaimer(label):
    assert read(replaced("**免责条款：** ", label)).report.disclaimer == REPORT.disclaimer


@pytest.mark.parametrize(
    "form",
    [
        "**免责条款**：*{}*",
        "免责条款：*{}*",
        "> **免责条款**: _{}_",
        "*免责条款：{}*",
        "<sub>*免责条款：{}*</sub>",
        "▍免责条款\n{}",
        "■ 免责条款\n*{}*",
    ],
)
def test_no_mark_around_its_words_is_left_in_the_disclaimer(form):
    written = form.format(REPORT.disclaimer)
    assert read(replaced(DISCLAIMER, written)).report.disclaimer == REPORT.disclaimer


# --- the theme


@pytest.mark.parametrize(
    "words",
    [
        "以下为您整理的市场研究摘要：",
        "Here is the Market Research Summary:",
        "当然可以！下面是今日储能主题的研究摘要 👇",
        "好的，这是今天的储能研究摘要",
        "以下是储能市场研究摘要",
        "Here is your Daily Digest",
        "储能市场研究摘要 —— 请查收",
    ],
)
def test_words_that_announce_the_report_are_no_title(words):
    text = f"{words}\n\n{BODY.replace('# 储能', '## 储能', 1)}"
    assert tr.read(text, defaults={"published_at": REPORT.published_at}).report.theme == "储能"


def titled(title):
    """The text with another title line, and a title in the front matter that names nothing."""
    return replaced(
        "theme_research_储能_2026-03-18", "x", replaced("# 储能市场研究摘要", f"# {title}")
    )


@pytest.mark.parametrize(
    "title",
    [
        "储能市场研究摘要（2026-03-18）",
        "储能市场研究摘要 | 2026年3月18日",
        "储能主题研究日报 —— 2026-03-18",
        "Theme Research: 储能 (March 18, 2026)",
    ],
)
def test_the_day_behind_a_title_is_no_part_of_the_theme(title):
    assert read(titled(title)).report.theme == "储能"


@pytest.mark.parametrize(
    "title",
    [
        "储能市场研究摘要 (Energy Storage Market Research)",
        "储能市场研究摘要（Energy Storage）",
        "储能市场研究摘要 / Energy Storage Digest",
        "储能市场研究摘要 — Energy Storage Market Research Summary",
        "储能主题研究日报｜2026年第11周",
        "储能市场研究摘要：招标提速，价格承压",
        "储能市场研究摘要 ⚡",
        "《储能市场研究摘要》",
        "储能市场深度研究报告",
    ],
)
def test_a_title_that_is_said_again_behind_it_is_no_part_of_the_theme(title):
    assert read(titled(title)).report.theme == "储能"


@pytest.mark.parametrize(
    ("name", "theme"),
    [
        ("【每日研报】储能", "储能"),
        ("[Daily] 储能", "储能"),
        ("“专精特新”企业", "“专精特新”企业"),
        ("从“双碳”到“新型储能”", "从“双碳”到“新型储能”"),
        ("“储能", "储能"),
    ],
)
def test_quotes_around_a_part_of_a_theme_stay(name, theme):
    text = replaced("# 储能", f"# {name}", f"---\n{DATE}---\n\n{BODY}")
    assert read(text).report.theme == theme


def test_words_in_brackets_behind_a_theme_are_part_of_it():
    text = replaced("# 储能市场研究摘要", "# Theme Research: 储能 (Energy)")
    text = replaced("theme_research_储能_2026-03-18", "x", text)
    assert read(text).report.theme == "储能 (Energy)"


@pytest.mark.parametrize(
    ("title", "theme"),
    [
        ("GRID STORAGE MARKET RESEARCH SUMMARY", "GRID STORAGE"),
        ("# Grid storage market research report", "Grid storage"),
    ],
)
def test_a_title_may_be_in_other_capitals(title, theme):
    text = replaced("# 储能市场研究摘要", title)
    text = replaced("theme_research_储能_2026-03-18", "x", text)
    assert tr.read(text).report.theme == theme


def test_a_title_in_capitals_names_the_theme_of_the_front_matter():
    text = TEXT.replace("储能", "Grid Storage")
    text = replaced("# Grid Storage市场研究摘要", "# GRID STORAGE MARKET RESEARCH SUMMARY", text)
    assert tr.read(text).report.theme == "Grid Storage"


def test_a_title_without_a_blank_may_end_with_a_colon():
    text = replaced("# 储能市场研究摘要\n", "#储能市场研究摘要：\n", f"---\n{DATE}---\n\n{BODY}")
    assert read(text).report == REPORT.model_copy(update={"front_matter": {}})


def test_headings_above_the_title_are_no_appendices():
    report = read(f"{FRONT}## 目录\n\n1. 简要部分\n\n{BODY}", "目录", "简要部分").report
    assert report == REPORT


def test_brackets_may_stand_around_all_headings():
    text = re.sub(r"^#+ (.*)", r"【\1】", BODY, flags=re.MULTILINE)
    assert tr.read(f"{FRONT}{text}").report == REPORT
    text = f"```markdown\n{text}```\n"
    assert tr.read(text, defaults={"published_at": REPORT.published_at}).report == REPORT


@pytest.mark.parametrize("theme", ["储能：", "《储能》", "储能 —", "“储能”"])
def test_marks_around_a_theme_are_ornaments_if_the_front_matter_names_it_without(theme):
    assert read(replaced("# 储能", f"# {theme}")).report == REPORT
    other = TEXT.replace("储能", theme)
    assert tr.loads(other).theme == theme


@pytest.mark.parametrize("theme", ["储能：", "《储能》", "储能 —", "“储能”", "🔋 储能"])
@pytest.mark.parametrize("form", ["jekyll", "hugo", "mkdocs"])
def test_a_theme_with_ornaments_of_its_own_keeps_them(theme, form):
    data = REPORT.model_dump(exclude={"schema_version"}) | {"theme": theme}
    data["front_matter"] = {"layout": "post", "title": "theme_research_储能_2026-03-18"}
    report = tr.ThemeReport.model_validate(data)
    text = str(tr.render(report, form))
    assert tr.read(text).report.theme == theme


@pytest.mark.parametrize(
    "title",
    [
        "储能：市场研究摘要",
        "《储能》市场研究摘要",
        "🔋 储能市场研究摘要",
        "储能 — 市场研究摘要",
        "主题研究：“储能”",
    ],
)
@pytest.mark.parametrize("front", ["", f"---\nlayout: post\n{DATE}---\n\n"])
def test_marks_around_a_theme_are_ornaments_if_no_front_matter_names_it(title, front):
    text = f"{front}{BODY}".replace("# 储能市场研究摘要", f"# {title}")
    result = tr.read(text, defaults={"published_at": REPORT.published_at})
    assert result.report == REPORT
    assert "TR309" in codes(result)
    assert tr.loads(tr.fix(text).text, defaults={"published_at": REPORT.published_at}) == REPORT


# --- layers


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<report>\n", "</report>\n"),
        ("<think>\n# 提纲\n</think>\n<answer>\n", "</answer>\n"),
        ("```markdown\n<output>\n", "</output>\n```\n"),
        ("<answer>\n```markdown\n", "```\n</answer>\n"),
    ],
)
def test_tags_around_a_report_are_left_out(before, after):
    result = tr.read(f"{before}{TEXT}{after}")
    assert result.report == REPORT
    assert tr.fix(f"{before}{TEXT}{after}", unsafe=True).text == TEXT


@pytest.mark.parametrize("title", ["**说明：**", "### 说明", "## 参考资料"])
def test_words_behind_the_fence_of_a_report_are_outside_whatever_their_title(title):
    text = f"```markdown\n{TEXT}```\n\n{title}\n\n- 共十条。\n"
    assert tr.read(text).report == REPORT
    assert tr.fix(text, unsafe=True).text == TEXT


def test_a_report_in_a_fence_may_begin_with_a_plain_title():
    text = f"```markdown\n{BODY.lstrip().removeprefix('# ')}```\n"
    assert tr.read(text, defaults={"published_at": REPORT.published_at}).report == REPORT


def test_tags_that_are_not_closed_are_words():
    result = tr.read(f"<report>\n{TEXT}")
    assert result.report == REPORT
    assert codes(result) == ["TR316"]


def test_many_layers_end():
    text = "<a>\n" * 40 + TEXT + "</a>\n" * 40
    assert tr.read(text).report is not None


def test_what_begins_with_a_picture_is_no_rest_of_the_line_above():
    last = SENTENCES[-1]
    result = tr.read(replaced(f"**{last}**", f"**{last}**\n⭐ 另有补充。"))
    assert result.report.signals[-1].text == f"{last} ⭐ 另有补充。"
    assert "TR322" in codes(result)
    assert "TR308" not in codes(result)


@pytest.mark.parametrize(
    "aside", ["<details>\n<summary>点击展开</summary>\n", "[^1]: 来源，https://example.com/a\n"]
)
def test_an_aside_is_no_part_of_the_sentence_above(aside):
    text = replaced("\n\n## 详细部分", f"\n{aside}\n## 详细部分")
    result = tr.read(text)
    assert result.report == REPORT
    assert "TR316" in codes(result)


@pytest.mark.parametrize("half", ["## 简要部分", "## 详细部分"])
@pytest.mark.parametrize("form", ["{}", "**{}**", "##{}"])
def test_one_half_may_be_set_otherwise_than_the_other(half, form):
    result = read(replaced(half, form.format(half.removeprefix("## "))))
    assert result.report == REPORT
    assert codes(result) == ["TR309"]


def test_tags_that_fold_a_page_are_no_headings_beside_plain_ones():
    text = next(path for path in EXAMPLES if "Cooling" in path.name).read_text("utf-8")
    plain = re.sub(r"^#{2,3} (.*)$", r"\1", text, flags=re.MULTILINE)
    result = tr.read(plain.replace("\nDetails\n", "\n<details>\n\nDetails\n\n</details>\n"))
    assert result.report == tr.loads(text)
    assert not [found for found in result.diagnostics if "<" in found.message]


def test_headings_of_chat_may_stand_above_the_front_matter():
    result = read(f"# 任务完成\n\n以下是报告：\n\n{TEXT}", "任务完成")
    assert result.report == REPORT


def test_front_matter_below_sections_is_that_of_a_second_report():
    assert tr.read(f"{BODY}\n{TEXT}").report is None
    short = f"# 储能市场研究摘要\n\n## 简要部分\n\n### 概述\n\n甲。\n\n{TEXT}"
    assert tr.read(short).report is None


@pytest.mark.parametrize("mark", ["（完）", "**全文完**", "— END —", "End of report."])
def test_an_end_mark_is_no_part_of_the_disclaimer(mark):
    result = tr.read(f"{TEXT}\n{mark}\n")
    assert result.report == REPORT
    assert codes(result) == ["TR316"]


def test_a_disclaimer_in_another_language_goes_on_without_its_label():
    report = tr.read(f"{TEXT}\n**Disclaimer:** This is no advice.\n").report
    assert report.disclaimer == f"{REPORT.disclaimer}This is no advice."


@pytest.mark.parametrize("second", ["**免责声明：** 投资有风险。", "## 免责声明\n\n投资有风险。"])
def test_a_second_disclaimer_is_refused_at_its_place(second):
    text = f"{TEXT}\n{second}\n"
    result = tr.read(text)
    assert result.report is None
    [found] = [item for item in result.diagnostics if item.code == "TR402"]
    assert found.span.start.line == TEXT.count("\n") + 2
    assert tr.read(tr.fix(text, unsafe=True).text).report is None


@pytest.mark.parametrize(
    "words", ["*Would you like more?*", "¿Quieres que amplíe algo?", "💡 如需调整，请告诉我。"]
)
def test_a_question_behind_the_disclaimer_is_no_part_of_it(words):
    result = tr.read(f"{TEXT}\n{words}\n")
    assert result.report == REPORT
    assert codes(result) == ["TR316"]


def test_a_safe_fix_keeps_a_report_whose_date_is_said_elsewhere():
    text = f"{BODY}\n---\n\nEin Wort noch zum Schluss.\n"
    dated = {"published_at": REPORT.published_at}
    report = tr.read(text, defaults=dated).report
    assert report.disclaimer == REPORT.disclaimer
    assert tr.read(tr.fix(text).text, defaults=dated).report == report


# --- links


@pytest.mark.parametrize(
    "link", ["[[1]](https://example.com/a)", "[来源[1]](https://example.com/a)"]
)
def test_the_words_of_a_link_may_hold_brackets(link):
    result = tr.read(TEXT.replace("\n\n### 2.", f"{link}\n\n### 2.", 1))
    event = result.report.events[-1]
    assert event.description == REPORT.events[-1].description + link[1 : link.index("](")]
    assert [source.url for source in result.report.sources] == ["https://example.com/a"]


# --- front matter


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("title: 储能: 每日研究\n", {"title": "储能: 每日研究"}),
        ("title: 储能: 每日研究\ntags: [a, b]\n", {"title": "储能: 每日研究", "tags": ("a", "b")}),
        (
            "description: 一: 甲; 二: 乙\ntags:\n  - a\n",
            {"description": "一: 甲; 二: 乙", "tags": ("a",)},
        ),
        ('title： "储能研究"\n', {"title": "储能研究"}),
        ("layout：post\n", {"layout": "post"}),
        ('title: "储能"周报\n', {"title": '"储能"周报'}),
        ('title: "储能与"出海"周报"\n', {"title": '储能与"出海"周报'}),
        ("title: “储能周报”\n", {"title": "储能周报"}),
    ],
)
def test_a_line_that_yaml_refuses_is_a_key_and_its_words(lines, expected):
    text = f"---\n{lines}{DATE}---\n\n{BODY}"
    result = read(text)
    assert dict(result.report.front_matter) == expected
    assert "TR325" in codes(result)
    assert tr.fix(text).remaining == ()


@pytest.mark.parametrize(
    "lines",
    [
        "title: *a\n",
        'title: "储能\n',
        "title: a: b\ntitle: c\n",
        "title: a: b\nother\n",
        "title: a: b # c\n",
        "title: [a\n",
        "x:\n  title: a: b\n",
    ],
)
def test_what_leaves_doubt_stays_an_error(lines):
    result = tr.read(f"---\n{lines}{DATE}---\n\n{BODY}")
    assert result.report is None
    assert {code for code, _ in errors(result)} & {"TR103", "TR105"}


def test_curly_quotes_within_others_are_words():
    report = tr.loads(f'---\ntitle: "“储能”"\n{DATE}---\n\n{BODY}')
    assert report.front_matter["title"] == "“储能”"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2026年3月18日 08:30（北京时间）", "2026-03-18T08:30:00+08:00"),
        ("2026年3月18日 08:30（北京时间，UTC+8）", "2026-03-18T08:30:00+08:00"),
        ("2026-03-18 08:30 北京时间 (UTC+08:00)", "2026-03-18T08:30:00+08:00"),
        ("北京时间2026年3月18日 08:30", "2026-03-18T08:30:00+08:00"),
        ("2026-03-18 08:30:00 JST", "2026-03-18T08:30:00+09:00"),
        ("March 18, 2026 8:30 AM HKT", "2026-03-18T08:30:00+08:00"),
    ],
)
def test_a_clock_may_be_named_by_its_place(date, expected):
    report = read(replaced(DATE, f'date: "{date}"\n')).report
    assert report.published_at.isoformat() == expected


@pytest.mark.parametrize(
    "line",
    [
        "日期：2026-03-18 08:30 (UTC+8)",
        "**发布时间：** 2026年3月18日 08:30（北京时间）",
        'date: "2026-03-18 08:30 +0800"',
        "> 报告日期：2026-03-18T08:30:00+08:00",
        "- **Date:** March 18, 2026 8:30 AM HKT",
        "Published: 2026-03-18 08:30 +0800",
    ],
)
@pytest.mark.parametrize("front", ["", '---\nlayout: post\ntags: "a"\n---\n\n'])
def test_a_line_below_the_title_may_say_the_date(line, front):
    text = f"{front}{BODY.replace('摘要', f'摘要{chr(10) * 2}{line}', 1)}"
    result = tr.read(text, defaults={"published_at": "2000-01-01T00:00:00+00:00"})
    assert result.report.published_at == REPORT.published_at
    assert "TR313" in codes(result)
    mended = tr.fix(text, unsafe=True).text
    assert line not in mended
    assert tr.read(mended).report == result.report


def test_what_front_matter_says_of_the_date_counts():
    text = TEXT.replace("摘要", "摘要\n\n日期：2026-03-19 08:30 (UTC+8)", 1)
    assert tr.read(text).report == REPORT


def test_a_line_that_says_an_impossible_date_is_refused_at_its_place():
    line = "**日期：** 2026-02-30 08:30 (UTC+8)"
    result = tr.read(BODY.replace("摘要", f"摘要\n\n{line}", 1))
    assert errors(result) == [("TR109", "published_at")]
    assert result.diagnostics[-1].arguments["found"] == line


def test_a_line_that_says_no_date_is_none():
    text = BODY.replace("摘要", "摘要\n\n日期：见文末，每日更新", 1)
    assert ("TR201", "published_at") in errors(tr.read(text))


def test_a_line_that_says_a_date_without_an_offset_is_refused_at_its_place():
    text = replaced("\n\n## 简要部分", "\n\n发布日期：2026年3月18日\n\n## 简要部分", BODY.lstrip())
    result = tr.read(text)
    assert errors(result) == [("TR209", "published_at")]
    assert result.diagnostics[-1].span.start.line == 3
    assert tr.fix(text, unsafe=True).text.count("2026年3月18日") == 1
    moment = REPORT.published_at
    assert tr.read(text, defaults={"published_at": moment}).report.published_at == moment


def test_a_line_says_no_date_where_the_front_matter_cannot_be_read():
    front = FRONT.replace("---\n", "---\n储能招标\n", 1)
    text = f"{front}date: '2026-03-19 08:30:00 +0800'\n\n{BODY.lstrip().partition(chr(10))[2]}"
    once = tr.fix(text).text
    assert tr.fix(once).text == once
    assert once.count("2026-03-19") == 1


def test_a_date_in_a_section_is_not_that_of_the_report():
    text = BODY.replace(BACKGROUND, f"日期：2026-03-19 08:30 (UTC+8)\n\n{BACKGROUND}")
    assert ("TR201", "published_at") in errors(tr.read(text))


def test_a_clock_that_changes_twice_a_year_says_no_offset():
    assert tr.read(replaced(DATE, 'date: "2026-03-18 08:30 EST"\n')).report is None


# --- JSON


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Here is the report:\n\n", ""),
        ("以下是报告：\n", "\n希望对您有帮助。\n"),
        ("<json>\n", "</json>\n"),
        ('<think>\n```json\n{"theme": "草稿"}\n```\n</think>\n', ""),
        ('<think>{"theme": "草稿"}</think>\n```json\n', "```\n"),
    ],
)
def test_json_is_found_among_words_and_behind_thinking(before, after):
    result = tr.read(f"{before}{JSON}{after}")
    assert result.report == REPORT
    assert set(codes(result)) == {"TR318"}


def test_json_that_is_cut_off_among_words_is_said_to_end_too_soon():
    (_, problem) = tr.read(f"Here it is:\n{JSON[:700]}", format="json").diagnostics
    assert problem.code == "TR107"
    assert problem.span.start.offset > 600


def test_an_object_below_headings_is_none_that_says_all():
    assert "TR403" in codes(tr.read(f"## Notes\n\n{JSON}"))
