"""What is read though it is not said: sections, disclaimers, halves; and what is not."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from canonical import REPORT, TEXT, codes, errors, replaced, section, without

import themereport as tr
from themereport.document.marker import number_of, style_of

DISCLAIMER = REPORT.disclaimer
EN = tr.render(REPORT, "jekyll", language="en")


def english(old, new, text=EN):
    return tr.read(replaced(old, new, text))


# --- disclaimers ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["---\n\n{}", "*{}*", "> {}", "（{}）", "---\n\n*{}*\n\n---\n\n—— 完 ——", "*{}*\n\n谢谢阅读！"],
)
def test_a_disclaimer_without_a_label_is_guessed_and_said_to_be(written):
    text = replaced(f"**免责条款：** {DISCLAIMER}", written.format(DISCLAIMER))
    (found,) = (found for found in tr.read(text).diagnostics if found.code == "TR331")
    assert not found.fix.safe
    words = tr.read(text).report.disclaimer
    assert words.strip("（）").startswith(DISCLAIMER)


@pytest.mark.parametrize(
    "words", ["*感谢阅读，明天见。*", "本报告不构成投资建议。", "- 本报告不构成投资建议。"]
)
def test_what_does_not_disclaim_or_is_not_set_apart_is_no_disclaimer(words):
    text = f"{without('**免责条款')}\n{words}\n"
    assert ("TR404", "disclaimer") in errors(tr.read(text))


@pytest.mark.parametrize("heading", ["### 声明", "### 6. 郑重声明"])
def test_what_disclaims_below_a_heading_like_that_of_a_disclaimer_is_guessed_to_be_one(heading):
    text = replaced(f"**免责条款：** {DISCLAIMER}", f"{heading}\n\n{DISCLAIMER}")
    result = tr.read(text)
    assert result.report == REPORT
    (found,) = result.diagnostics
    assert (found.code, found.fix.safe) == ("TR331", False)
    assert tr.fix(text, unsafe=True).text == TEXT


@pytest.mark.parametrize("heading", ["### 总结", "### 结语与展望"])
def test_what_disclaims_below_another_heading_is_an_appendix(heading):
    text = replaced(f"**免责条款：** {DISCLAIMER}", f"{heading}\n\n{DISCLAIMER}")
    assert errors(tr.read(text)) == [("TR404", "disclaimer")]


@pytest.mark.parametrize(
    "end", ["—— 完 ——", "*End of report*", "© 2026 某机构", "第二天再见！", "**1.** 相关阅读"]
)
def test_what_stands_below_a_rule_is_no_part_of_the_disclaimer(end):
    result = tr.read(f"{TEXT}\n---\n\n{end}\n")
    assert result.report == REPORT
    assert "TR316" in codes(result)
    # Without the line, nothing would keep the two apart.
    assert "---" in tr.fix(f"{TEXT}\n---\n\n第二天再见！\n").text.split("免责条款")[1]


def test_what_stands_below_a_rule_is_no_part_of_the_last_item():
    disclaimer = f"**免责条款：** {DISCLAIMER}\n"
    first = replaced("## 简要部分", f"{disclaimer}\n## 简要部分", without("**免责条款"))
    result = tr.read(f"{first.rstrip()}\n\n---\n\n明天见！\n")
    assert result.report == REPORT
    assert "TR316" in codes(result)


# --- halves and sections -------------------------------------------------------------------


def test_a_half_with_words_of_its_own_is_the_overview():
    text = re.sub(r"## Summary\n\n### .*|## Details\n\n", "", EN).replace(
        REPORT.overview, f"## Executive Summary\n\n{REPORT.overview}", 1
    )
    result = tr.read(text)
    assert result.report.overview == REPORT.overview
    assert "TR305" in codes(result)


def test_where_the_other_half_is_there_words_below_one_are_no_overview():
    result = english("### Main Topics and Market Trends\n", "")
    assert ("TR401", "overview") in errors(result)


def test_a_half_without_words_of_its_own_is_no_overview():
    text = replaced("## Details\n\n", "", EN)
    text = replaced(section("### Main Topics", "### The 10", EN), "", text)
    assert errors(tr.read(text)) == [("TR401", "overview")]


@pytest.mark.parametrize("signal", ["**Signal {}:** {}\n", "- **#{}** {}"])
def test_ten_ranks_make_a_section_of_signals_however_they_are_set(signal):
    ranked = [signal.format(at, signal_.text) for at, signal_ in enumerate(REPORT.signals, 1)]
    text = replaced(section("1.  **", "\n\n## Details", EN), "\n".join(ranked), EN)
    text = replaced(
        "### The 10 Items Most Likely to Affect Trading", "### Signals Ranked by Impact", text
    )
    result = tr.read(text)
    assert result.report == tr.loads(EN)
    assert "TR320" in codes(result)


def test_eleven_signals_below_a_guessed_heading_are_one_error():
    text = replaced("\n\n## Details", "\n11. **One more.**\n\n## Details", EN)
    text = replaced(
        "### The 10 Items Most Likely to Affect Trading", "### Signals Ranked by Impact", text
    )
    assert errors(tr.read(text)) == [("TR206", "signals")]


def test_a_section_is_guessed_once_another_leaves_no_doubt():
    items = "\n".join(f"- **{impact.target}**\n  - {impact.analysis}" for impact in REPORT.impacts)
    impacts = section("*   **储能电池ETF", "\n\n### 4.")
    text = replaced(f"3. 相关ETF或行业的潜在影响\n\n{impacts}", f"影响\n\n{items}")
    text = replaced("2. 核心驱动与影响分析：投资逻辑分步解释", "驱动力", text)
    # Of the two headings, both sound like that of the drivers, and both lists have items inside.
    result = tr.read(text)
    assert result.report == REPORT
    assert codes(result).count("TR320") == 2


def test_an_unknown_heading_of_a_half_holds_sections_that_are_guessed():
    text = replaced("## 详细部分", "## 深度剖析")
    text = replaced("### 1. 事件或主题概述", "### 1. 核心事件复盘", text)
    text = replaced("### 2. 核心驱动与影响分析：投资逻辑分步解释", "### 2. 驱动力与投资推演", text)
    result = tr.read(text)
    assert result.report == REPORT
    guessed = {found.path for found in result.diagnostics if found.code == "TR320"}
    assert guessed == {"events", "drivers", "detail"}


def test_a_half_that_is_called_like_the_overview_holds_signals_that_are_guessed():
    text = replaced("## 简要部分", "## 概要")
    text = replaced("### 主要话题与市场趋势概述", "### 今日话题与趋势", text)
    text = replaced("### 对于交易影响可能最大的10个信息", "### 可能影响交易的10条资讯", text)
    assert tr.read(text).report == REPORT


def test_an_overview_with_headings_of_its_own_stays_one_above_guessed_signals():
    text = replaced("## 简要部分\n\n### 主要话题与市场趋势概述\n", "## 概要\n\n### 电网侧\n")
    text = replaced("### 对于交易影响可能最大的10个信息", "## 可能影响交易的10条资讯", text)
    report = tr.read(text).report
    assert REPORT.overview in report.overview
    assert report.signals == REPORT.signals


@pytest.mark.parametrize("heading", ["## Part 1: Summary", "## Quick Take: Summary:"])
def test_a_half_may_be_named_behind_a_colon(heading):
    assert english("## Summary", heading).report is not None


def test_a_section_may_be_named_in_brackets():
    text = replaced("### 4. 主要风险与不确定性", "### （主要风险与不确定性）提示")
    assert codes(tr.read(text)) == ["TR305"]


def test_a_section_is_not_named_behind_a_colon():
    text = replaced("**免责条款", "### 5. 附录：主要风险\n\n- 甲\n\n**免责条款")
    assert [section.title for section in tr.loads(text).appendices] == ["附录：主要风险"]


def test_underlined_headings_that_are_unknown_are_appendices():
    text = re.sub(r"^#+ (.*)$", r"\1\n---", TEXT, flags=re.MULTILINE)
    text = replaced("**免责条款", "术语表\n---\n\n- 储能\n\n**免责条款", text)
    report = tr.loads(text)
    assert [section.title for section in report.appendices] == ["术语表"]
    assert report.risks == REPORT.risks


def test_a_bold_sentence_is_no_appendix_though_all_headings_are_bold():
    text = re.sub(r"^##+ (.*)$", r"**\1**", TEXT, flags=re.MULTILINE)
    report = tr.loads(replaced("\n**免责条款", "\n**这很重要。**\n\n**免责条款", text))
    assert report.appendices == ()
    assert report.risks[-1].description.endswith("这很重要。")


def test_items_may_have_headings_below_one_without_a_blank():
    text = replaced("### 4. ", "###4. ")
    assert tr.loads(re.sub(r"\*   \*\*(.*?风险)：\*\* ", r"#### \1\n", text)) == REPORT


def test_a_list_without_a_background_is_not_guessed_to_be_the_events():
    events = section("### 1. ", "### 2. ")
    items = events[events.index("*   ") :]
    result = tr.read(TEXT.replace(events, f"### 术语\n\n{items}"))
    assert ("TR401", "events") in errors(result)


def test_an_outline_with_nothing_filled_in_is_one_error_a_section():
    text = re.sub(r"^(\d+\.|\*|    \d+\.) +.*$", r"\1", TEXT, flags=re.MULTILINE)
    assert errors(tr.read(text)) == [
        ("TR206", "signals"),
        ("TR203", "events"),
        ("TR203", "drivers"),
        ("TR203", "impacts"),
        ("TR203", "risks"),
    ]


def test_eleven_rows_of_signals_are_one_error():
    rows = "".join(f"| {at} | 信号 |\n" for at in range(1, 12))
    signals = section("1.  **", "## 详细部分")
    result = tr.read(TEXT.replace(signals, f"| # | 信号 |\n|---|---|\n{rows}\n"))
    assert errors(result) == [("TR206", "signals")]


def test_a_missing_date_is_named_beside_missing_sections():
    body = without("### 4.", TEXT.split("---\n", 2)[2])
    assert {path for _, path in errors(tr.read(body))} >= {"risks", "published_at"}


# --- titles --------------------------------------------------------------------------------

TITLE = f"# {REPORT.theme}市场研究摘要"


def test_a_picture_goes_where_the_front_matter_names_the_theme_without_it():
    text = replaced(TITLE, TITLE.replace("# ", "# ⚡ "))
    result = tr.read(text)
    assert result.report == REPORT
    assert codes(result) == ["TR309"]
    assert tr.fix(text).text == TEXT


@pytest.mark.parametrize("title", ["储能市场研究摘要", "储能主题研究日报（2026-03-18）"])
def test_a_title_may_stand_in_the_front_matter_alone(title):
    text = replaced("theme_research_储能_2026-03-18", title, without("# 储能"))
    result = tr.read(text)
    assert (result.report.theme, codes(result)) == ("储能", ["TR324"])
    assert tr.read(tr.fix(text).text).report == result.report


def test_a_picture_goes_where_nothing_names_the_theme():
    text = replaced(TITLE, TITLE.replace("# ", "# ⚡ ")).split("---\n", 2)[2]
    result = tr.read(text, defaults={"published_at": REPORT.published_at})
    assert result.report == REPORT
    assert "TR309" in codes(result)


def test_a_theme_with_a_picture_is_read_back_whatever_the_title_says():
    front = {"layout": "post", "title": REPORT.slug}
    report = REPORT.model_copy(update={"theme": f"⚡ {REPORT.theme}"})
    report = tr.ThemeReport(**{**report.model_dump(), "front_matter": front})
    text = tr.render(report, "jekyll")
    assert tr.read(text).report == report
    assert codes(tr.read(text)) == []


@pytest.mark.parametrize(
    ("title", "half"),
    [(TITLE, "## 详细部分\n\n"), (f"# {REPORT.theme} Market Research Summary", "## Details\n\n")],
)
def test_the_title_decides_between_languages_that_are_as_common(title, half):
    text = replaced("## Details\n\n", "", EN)
    chinese, english = (re.findall("^##+ .*$", text, re.MULTILINE) for text in (TEXT, EN))
    for ours, theirs in list(zip(english, chinese, strict=True))[4:]:
        text = text.replace(ours, theirs)
    text = re.sub("^# .*$", title, text, flags=re.MULTILINE)
    (found,) = (found for found in tr.read(text).diagnostics if found.code == "TR321")
    assert found.fix.edits[0].text == half


# --- labels and markers --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("**Policy.** ", "Policy"),
        ("**政策。** ", "政策"),
        ("**Acme Inc.** ", "Acme Inc."),
        ("**U.S.** ", "U.S."),
        ("**Plan B.** ", "Plan B."),
    ],
)
def test_a_full_stop_ends_a_label_but_not_an_abbreviation(written, name):
    result = tr.read(replaced("*   **政策落地风险：** ", f"*   {written}"))
    assert result.report.risks[0].name == name


def test_a_sentence_in_bold_before_the_events_is_the_background():
    text = replaced(REPORT.background, f"**{REPORT.background}**")
    assert tr.loads(text) == REPORT


@pytest.mark.parametrize("start", ["#5 ", "1 - ", "10 – ", "XI. ", "-【", "ii. "])
def test_words_that_begin_like_a_marker_are_words_in_a_paragraph(start):
    overview = f"{start}个项目"
    report = REPORT.model_copy(update={"overview": overview})
    text = tr.render(report, "jekyll")
    assert tr.loads(text) == report
    assert tr.loads(replaced("\\#5", "#5", text) if start == "#5 " else text) == report


@pytest.mark.parametrize(
    ("marker", "expected", "number"),
    [("i.", 1, 1), ("i.", 9, 9), ("v)", 5, 5), ("c.", 3, 3), ("iv.", 4, 4), ("iix.", 8, None)],
)
def test_a_letter_may_be_a_roman_numeral(marker, expected, number):
    assert number_of(marker, expected) == number


def test_markers_of_one_list_have_one_style():
    assert style_of("1.") == style_of("12.") != style_of("（一）")
    assert style_of("（一）") == style_of("（十二）")
    assert style_of("•") == style_of("-")
    assert style_of("①") == style_of("⑩")


def test_numbers_in_bold_that_do_not_count_are_part_of_the_label():
    text = TEXT.replace("*   **政策落地风险：** ", "**3. 政策落地风险：** ")
    assert tr.loads(text).risks[0].name == "3. 政策落地风险"


# --- dates and tables ----------------------------------------------------------------------


def dated(date):
    return re.sub(r'^date: ".*"$', f'date: "{date}"', TEXT, flags=re.MULTILINE)


@pytest.mark.parametrize(
    "date",
    [
        "Wed, 18 Mar 2026 08:00:00 +0800",
        "Wednesday, 18 March 2026 08:00 +0800",
        "18 March 2026, 08:00 (UTC+8)",
        "March 18, 2026 08:00 GMT+08:00",
        "2026-03-18 08:00 UTC+8:00",
    ],
)
def test_dates_in_words_are_read(date):
    assert tr.loads(dated(date)).published_at.isoformat() == "2026-03-18T08:00:00+08:00"


@pytest.mark.parametrize("day", range(16, 23))
def test_the_day_of_the_week_may_stand_before_the_date(day):
    date = datetime(2026, 3, day, 8, tzinfo=UTC)
    assert tr.loads(dated(f"{date:%a, %d %b %Y %H:%M} GMT")).published_at == date


def test_a_day_of_the_week_that_is_not_the_dates_is_an_error():
    text = dated("Mon, 18 Mar 2026 08:00 +0800")
    assert errors(tr.read(text)) == [("TR109", "published_at")]


def test_a_table_needs_no_bars_around_it():
    risks = section("*   **政策落地风险", "**免责条款")
    rows = "".join(f"{risk.name} | {risk.description}\n" for risk in REPORT.risks)
    result = tr.read(TEXT.replace(risks, f"风险 | 说明\n--- | :---\n{rows}\n"))
    assert result.report == REPORT
    assert codes(result) == ["TR323"]


def test_a_bar_in_a_sentence_makes_no_table():
    text = replaced("电网侧储能", "A | B 电网侧储能")
    assert tr.loads(text).overview.startswith("A | B 电网侧储能")
