"""What is said of a text that departs from the form: code, field, the words, and what is better."""

from __future__ import annotations

import re
import string

import pytest
from canonical import BODY, REPORT, TEXT, replaced, section
from oracles import diagnostics_are_sound

import themereport as tr
from themereport.source.edit import apply_edits

SIGNAL, *OTHERS = (line for line in TEXT.split("\n") if re.match(r"\d+\. ", line))
OVERVIEW = section("电网侧储能招标提速", "\n\n### 对于交易")
BACKGROUND = section("本期围绕", "\n\n*   **大规模")
EVENT = next(x for x in TEXT.split("\n") if "容量电价征求意见：" in x)
DRIVERS = section("*   **容量电价机制", "\n\n### 3.")
DRIVER = DRIVERS.split("\n")[0]
STEPS = section("    1.  征求意见稿", "\n\n*   **构网型")
RISKS = section("*   **政策落地", "\n\n**免责")
RISK = RISKS.split("\n")[0]
DISCLAIMER = next(x for x in TEXT.split("\n") if x.startswith("**免责条款"))
TITLE = "# 储能市场研究摘要"
HEAD = "| 名称 | 说明 |\n|---|---|\n"


def said_of(text, **options):
    """Of each diagnostic: code, path, words at its span, and the fix, `?` before an unsafe one."""
    result = tr.read(text, **options)
    diagnostics_are_sound(result)
    said = []
    for found in result.diagnostics:
        words = text[found.span.start.offset : found.span.end.offset]
        fix = None
        if found.fix is not None:
            (edit,) = found.fix.edits
            assert edit.span == found.span or found.code in {"TR318", "TR316", "TR324"}
            fix = edit.text if found.fix.safe else f"?{edit.text}"
        said.append((found.code, found.path, words, fix))
    return result.report, said


def assert_said(old, new, expected):
    report, said = said_of(replaced(old, new))
    assert said == expected
    return report


# --- signals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "text", "said"),
    [
        ("1.  甲", "甲", [("TR310", "甲", "**甲**")]),
        ("1.  __甲__", "甲", [("TR309", "__甲__", "**甲**")]),
        ("1.  __ 甲 __", "甲", [("TR309", "__ 甲 __", "**甲**")]),
        ("1.  **甲**。", "甲。", [("TR309", "**甲**。", "**甲。**")]),
        ("1.  ** 甲 ** 。", "甲。", [("TR309", "** 甲 ** 。", "**甲。**")]),
        ("1.  **甲*乙*丙**", "甲乙丙", [("TR307", "甲*乙*丙", "甲乙丙")]),
        ("1.  **[甲](http://a.b)**", "甲", [("TR307", "[甲](http://a.b)", "?甲")]),
        ("1.  [甲](http://a.b)", "甲", [("TR307", "[甲](http://a.b)", "?**甲**")]),
        ("1.  **甲**乙", "甲乙", [("TR307", "**甲**乙", "**甲乙**")]),
        ("1.  ***甲***", "甲", [("TR307", "***甲***", "**甲**")]),
        ("1.  **甲：** 乙", "甲： 乙", [("TR307", "**甲：** 乙", "**甲： 乙**")]),
        ("1. **甲**", "甲", [("TR302", "1. ", "1.  ")]),
        ("3.  **甲**", "甲", [("TR315", "3.  ", "1.  ")]),
        ("1)  **甲**", "甲", [("TR309", "1)  ", "1.  ")]),
        (" 1.  **甲**", "甲", [("TR302", " 1.  ", "1.  ")]),
        ("1.  **a\\*b**", "a*b", []),
        ("1.  a\\*b", "a*b", [("TR310", "a\\*b", "**a\\*b**")]),
        ("1.  _a\\_b_", "a_b", [("TR307", "_a\\_b_", "**a_b**")]),
    ],
)
def test_a_signal_is_written_in_bold_behind_its_number(written, text, said):
    said = [(code, "signals[0].text", found, fix) for code, found, fix in said]
    report = assert_said(SIGNAL, written, said)
    assert report.signals[0].text == text
    assert report.signals[1:] == REPORT.signals[1:]


@pytest.mark.parametrize(
    ("written", "text", "said"),
    [
        (
            "1.  **甲**\n\n    乙",
            "甲 乙",
            [("TR307", "**甲**\n\n    乙", "**甲 乙**"), ("TR322", "\n\n    ", " ")],
        ),
        (
            "1.  **甲**\n    乙",
            "甲 乙",
            [("TR307", "**甲**\n    乙", "**甲 乙**"), ("TR308", "\n    ", " ")],
        ),
        (
            "1.  **甲。**\n\n    乙",
            "甲。乙",
            [("TR307", "**甲。**\n\n    乙", "**甲。乙**"), ("TR322", "\n\n    ", "")],
        ),
        (
            "1.  ** 甲\n    乙 **",
            "甲乙",
            [("TR309", "** 甲\n    乙 **", "**甲乙**"), ("TR308", "\n    ", "")],
        ),
        (
            "1.  **甲\n    乙**",
            "甲乙",
            [("TR309", "**甲\n    乙**", "**甲乙**"), ("TR308", "\n    ", "")],
        ),
    ],
)
def test_more_than_a_signal_has_room_for_is_joined(written, text, said):
    paths = {"TR308": ""}
    said = [(code, paths.get(code, "signals[0].text"), *words) for code, *words in said]
    assert assert_said(SIGNAL, written, said).signals[0].text == text


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("甲", "乙", "甲 乙"),
        ("甲5%", "乙", "甲5% 乙"),
        ("甲（虚构）", "乙", "甲（虚构） 乙"),
        ("“甲。”", "乙", "“甲。”乙"),
        ("甲：", "乙", "甲：乙"),
        ("甲", "，乙", "甲，乙"),
        ("甲", "（乙）", "甲 （乙）"),
        ("甲……", "乙", "甲……乙"),
        ("**甲**", "乙", "甲 乙"),
        ("A", "B", "A B"),
        ("A.", "B", "A. B"),
        ("가", "나", "가 나"),
    ],
)
def test_what_is_apart_stays_apart(above, below, joined):
    report, _ = said_of(replaced(RISK, f"*   **丙：** {above}\n\n    {below}"))
    assert report.risks[0].description == joined
    cells = f"| 风险 | 说明 | 影响 |\n|---|---|---|\n| 丙 | {above} | {below} |"
    report, _ = said_of(replaced(RISKS, cells))
    assert report.risks[0].description == joined


def test_a_sentence_goes_on_in_the_next_line():
    report, said = said_of(replaced(RISK, "*   **丙：** 铝材价\n    格**反弹**\n    会侵蚀毛利。"))
    assert report.risks[0].description == "铝材价格反弹会侵蚀毛利。"
    assert [entry[3] for entry in said if entry[0] == "TR308"] == ["", ""]


def test_words_before_the_first_signal_belong_to_none():
    report = assert_said(SIGNAL, f"引言\n\n{SIGNAL}", [("TR316", "", "引言\n", "?")])
    assert report == REPORT


def test_of_eleven_signals_only_the_number_is_wrong():
    eleven = "\n".join([SIGNAL, *OTHERS, "11. **甲**"])
    assert_said(
        "\n".join([SIGNAL, *OTHERS]),
        eleven,
        [("TR206", "signals", "### 对于交易影响可能最大的10个信息", None)],
    )


@pytest.mark.parametrize("written", ["1.  ", "1.  ****", "1.  __"])
def test_a_signal_of_nothing_but_marks_is_blank(written):
    result = tr.read(replaced(SIGNAL, written))
    assert ("TR205", "signals[0].text") in [(d.code, d.path) for d in result.diagnostics]


def test_bullets_under_a_signal_go_on_in_it():
    report, said = said_of(replaced(SIGNAL, "1.  **甲**\n    - 乙\n    - 丙"))
    assert report.signals[0].text == "甲 乙 丙"
    assert said[0] == (
        "TR307",
        "signals[0].text",
        "**甲**\n    - 乙\n    - 丙",
        "**甲 乙 丙**",
    )
    assert said[1:] == [("TR322", "signals[0].text", "\n    - ", " ")] * 2


@pytest.mark.parametrize(("first", "more"), [("甲", "乙"), ("One", "**two**")])
def test_bullets_between_signals_go_on_in_the_one_above(first, more):
    report, said = said_of(replaced(SIGNAL, f"1.  **{first}**\n- {more}"))
    assert report.signals[0].text == f"{first} {more.strip('*')}"
    assert said[1:] == [("TR322", "signals[0].text", "\n- ", " ")]


def test_one_paragraph_in_bold_is_no_list_of_signals():
    signals = "\n".join([SIGNAL, *OTHERS])
    report, said = said_of(replaced(signals, "**甲**"))
    assert report is None
    assert [(entry[0], entry[1]) for entry in said] == [("TR206", "signals"), ("TR316", "")]


def test_ten_paragraphs_in_bold_are_signals():
    signals = "\n".join([SIGNAL, *OTHERS])
    text = "\n\n".join(line.split(None, 1)[1] for line in [SIGNAL, *OTHERS])
    report, said = said_of(replaced(signals, text))
    assert report == REPORT
    assert said[9] == ("TR309", "signals[9].text", "", "10. ")


@pytest.mark.parametrize(
    ("written", "words"), [("**甲**。", "甲**。"), ("__甲__", "甲"), ("甲", "甲")]
)
def test_the_span_of_a_signal_is_that_of_its_words(written, words):
    text = replaced(SIGNAL, f"1.  {written}")
    span = tr.read(text).spans["signals[0].text"]
    assert text[span.start.offset : span.end.offset] == words


# --- the overview and the background -----------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "text", "said"),
    [
        ("一。\n\n二。", "一。二。", [("TR322", "overview", "\n\n", "")]),
        ("One.\n\nTwo.", "One. Two.", [("TR322", "overview", "\n\n", " ")]),
        ("One.\nTwo.", "One. Two.", [("TR308", "", "\n", " ")]),
        ("甲：一。\n乙：二。", "甲：一。乙：二。", [("TR322", "overview", "\n", "")]),
        ("一\n二", "一二", [("TR308", "", "\n", "")]),
        ("- 一。", "一。", [("TR309", "overview", "- ", "")]),
        ("- 一。\n- 二。", "一。二。",
         [("TR309", "overview", "- ", ""), ("TR322", "overview", "\n- ", "")]),
        ("① 一。", "① 一。", []),
        ("> 一。", "一。", [("TR309", "overview", "> ", "")]),
        ("一。\n\n---", "一。", [("TR312", "", "---\n", "")]),
        ("一。\n\n***", "一。", [("TR312", "", "***\n", "")]),
        ("一。\n\n* * *", "一。", [("TR312", "", "* * *\n", "")]),
        ("一。  ", "一。", [("TR312", "overview", "  ", "")]),
        ("—\n\n---", "—", [("TR312", "", "---\n", "")]),
        ("\\# 一", "# 一", []),
        ("*一*。", "一。", [("TR307", "overview", "*一*。", "一。")]),
        ("*#*一", "#一", [("TR307", "overview", "*#*一", "\\#一")]),
        ("[一](http://a.b)", "一", [("TR307", "overview", "[一](http://a.b)", "?一")]),
    ],
)  # fmt: skip
def test_the_overview_is_one_paragraph(written, text, said):
    assert assert_said(OVERVIEW, written, said).overview == text


def test_an_overview_in_a_code_fence_is_its_words():
    report, _ = said_of(replaced(OVERVIEW, "```\n一。\n```"))
    assert report.overview == "一。"


def test_a_second_paragraph_of_the_background_is_joined():
    report = assert_said(BACKGROUND, "一。\n\n二。", [("TR322", "background", "\n\n", "")])
    assert report.background == "一。二。"
    assert report.events == REPORT.events


def test_a_sentence_that_begins_like_an_item_may_stand_before_a_list_that_is_mended():
    said = [("TR309", "events[0]", "+ ", "*   ")]
    report = assert_said(f"{BACKGROUND}\n\n*   ", "① 一。\n\n+ ", said)
    assert report.background == "① 一。"
    assert report.events == REPORT.events


def test_a_sentence_that_begins_like_an_item_may_stand_before_labels_that_are_mended():
    old = f"{BACKGROUND}\n\n*   **大规模集中招标：** "
    report, said = said_of(replaced(old, "① 一。\n\n*   大规模集中招标："))
    assert said == [("TR303", "events[0]", "大规模集中招标：", "**大规模集中招标：** ")]
    assert report.background == "① 一。"
    assert report.events == REPORT.events


def test_a_sentence_that_begins_like_an_item_may_be_the_background():
    report = assert_said(BACKGROUND, "① 一。", [])
    assert report.background == "① 一。"
    assert report.events == REPORT.events


# --- items and their labels --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "found", "fix"),
    [
        ("**甲：乙**", "**甲：乙**", "**甲：** 乙"),
        ("**甲** 乙", "**甲** ", "**甲：** "),
        ("甲：乙", "甲：", "**甲：** "),
        ("甲: 乙", "甲: ", "**甲：** "),
        ("甲:乙", "甲:", "**甲：** "),
        ("甲 — 乙", "甲 — ", "**甲：** "),
        ("甲——乙", "甲——", "**甲：** "),
        ("甲 - 乙", "甲 - ", "**甲：** "),
        ("【甲】乙", "【甲】", "**甲：** "),
        ("「甲」：乙", "「甲」：", "**甲：** "),
        ("__甲：__ 乙", "__甲：__ ", "**甲：** "),
        ("***甲：*** 乙", "***甲：*** ", "**甲：** "),
        ("*甲*：乙", "*甲*：", "**甲：** "),
        ("**甲：**\u3000乙", "**甲：**\u3000", "**甲：** "),
        ("**甲，** 乙", "**甲，** ", "**甲：** "),
        ("**甲**：乙", "**甲**：", "**甲：** "),
        ("**甲：**乙", "**甲：**", "**甲：** "),
    ],
)
def test_a_label_is_bold_with_its_colon_inside(written, found, fix):
    report = assert_said(RISK, f"*   {written}", [("TR303", "risks[0]", found, fix)])
    assert report.risks[0] == tr.Risk(name="甲", description="乙")
    assert report.risks[1:] == REPORT.risks[1:]


@pytest.mark.parametrize(
    ("written", "found", "fix"),
    [
        ("**甲，乙**", "**甲，乙**", "**甲，** 乙"),
        ("甲，乙", "甲，", "**甲，** "),
        ("**甲：** 乙", "**甲：** ", "**甲，** "),
        ("**甲：乙**", "**甲：乙**", "**甲，** 乙"),
    ],
)
def test_the_label_of_a_driver_ends_with_a_comma(written, found, fix):
    first = DRIVERS.split("\n")[0]
    report = assert_said(first, f"*   {written}", [("TR303", "drivers[0]", found, fix)])
    assert (report.drivers[0].subject, report.drivers[0].thesis) == ("甲", "乙")


@pytest.mark.parametrize("form", ["**{}** 乙", "**{}：**乙", "{}：乙", "{} - 乙"])
def test_a_label_may_end_with_any_letter_or_digit(form):
    for last in string.ascii_letters + string.digits:
        report = tr.loads(replaced(RISK, f"*   {form.format(f'甲{last}')}"))
        assert report.risks[0] == tr.Risk(name=f"甲{last}", description="乙")


def test_two_blanks_behind_a_label_are_one_too_many():
    said = [("TR301", "risks[0].description", "  ", "")]
    assert assert_said(RISK, "*   **甲：**   乙", said).risks[0].description == "乙"


def test_markup_in_a_label_is_dropped_from_it():
    said = [("TR307", "risks[0].name", "甲`x`", "甲x")]
    assert assert_said(RISK, "*   **甲`x`：** 乙", said).risks[0].name == "甲x"


def test_a_number_sign_that_begins_words_behind_a_label_needs_no_backslash():
    said = [("TR307", "risks[0].description", "#*1*号", "#1号")]
    assert assert_said(RISK, "*   **甲：** #*1*号", said).risks[0].description == "#1号"


def test_all_that_is_lost_from_a_label_that_is_mended_is_named():
    (_, found) = tr.read(replaced(RISK, "*   __*甲*`x`：__ 乙")).diagnostics
    assert "emphasis, code" in found.message


def test_blanks_around_the_words_of_a_label_are_mended_with_it():
    said = [("TR303", "risks[0]", "__甲 ：__ ", "**甲：** ")]
    assert assert_said(RISK, "*   __甲 ：__ 乙", said).risks[0].name == "甲"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("*   __[甲](http://a.b)：__ 乙",
         [("TR303", "risks[0]", "__[甲](http://a.b)：__ ", "?**甲：** "),
          ("TR307", "risks[0].name", "[甲](http://a.b)", None)]),
        (f"{HEAD}| [甲](http://a.b) | 乙 |",
         [("TR323", "risks", f"{HEAD}| [甲](http://a.b) | 乙 |", "?*   **甲：** 乙"),
          ("TR307", "risks[0].name", "[甲](http://a.b)", None)]),
        (f"{HEAD}| 甲 | [乙](http://a.b) |",
         [("TR323", "risks", f"{HEAD}| 甲 | [乙](http://a.b) |", "?*   **甲：** 乙"),
          ("TR307", "risks[0].description", "[乙](http://a.b)", None)]),
    ],
)  # fmt: skip
def test_where_another_fix_writes_the_words_a_link_is_named_by_itself(written, said):
    report = assert_said(RISKS, written, said)
    assert [(risk.name, risk.description) for risk in report.risks] == [("甲", "乙")]


def test_an_item_without_a_label_is_refused():
    assert_said(RISK, "*   容量电价可能调整。", [("TR405", "risks[0]", "容量电价可能调整。", None)])


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("*   容量电价。", ["容量电价。", "**…：** …"]),
        ("*   **甲**：乙", ["'**…**：'", "'**甲：**'"]),
        ("*   **甲：** 乙  ", ["blanks at the end", "none"]),
        ("+ **甲：** 乙", ["'+ '", "'*   '"]),
        ("* **甲：** 乙", ["1 space", "'*   '"]),
        ("  *   **甲：** 乙", ["indented by 2"]),
        ("*   **甲：** *乙*", ["emphasis"]),
    ],
)
def test_a_message_says_what_was_found_and_what_is_better(written, words):
    (found,) = tr.read(replaced(RISK, written)).diagnostics
    for word in words:
        assert word in found.message


@pytest.mark.parametrize(
    "written",
    ["【甲】乙\n\n【丙】丁", "**甲**：乙\n\n**丙：** 丁", "__甲：__ 乙\n\n__丙__，丁", "**甲：**\n乙\n\n**丙：**\n丁",
     "#### **甲**\n\n乙\n\n#### 2. 丙：\n\n丁", "#### 甲\n乙\n#### 丙\n丁"],
)  # fmt: skip
def test_paragraphs_with_labels_are_items(written):
    report, said = said_of(replaced(RISKS, written))
    assert [(risk.name, risk.description) for risk in report.risks] == [("甲", "乙"), ("丙", "丁")]
    mended = [entry[1] for entry in said if (entry[3] or "").startswith("*   ")]
    assert mended == ["risks[0]", "risks[1]"]


def test_a_bold_heading_is_a_label_without_its_marks():
    said = [
        ("TR309", "risks[0]", "#### ", "*   "),
        ("TR303", "risks[0]", "**甲**", "**甲：** "),
        ("TR322", "risks[0].description", "\n\n", ""),
    ]
    report = assert_said(RISKS, "#### **甲**\n\n乙", said)
    assert report.risks == (tr.Risk(name="甲", description="乙"),)


def test_a_bold_sentence_below_an_item_goes_on_in_it():
    report, _ = said_of(replaced(RISK, "*   **甲：** 丙\n\n**这很重要。**"))
    assert report.risks[0] == tr.Risk(name="甲", description="丙 这很重要。")
    assert report.risks[1:] == REPORT.risks[1:]


@pytest.mark.parametrize("more", ["**乙**丁", "** 乙丁", "** 乙：** 丁", "乙丁", "*乙*丁"])
def test_a_paragraph_that_only_begins_in_bold_goes_on(more):
    report, said = said_of(replaced(RISKS, f"*   **甲：** 丙\n\n{more}"))
    assert [risk.name for risk in report.risks] == ["甲"]
    assert ("TR322", "risks[0].description", "\n\n", " ") in said


def test_a_risk_does_not_end_its_label_with_a_comma():
    assert_said(RISK, "*   甲，乙", [("TR405", "risks[0]", "甲，乙", None)])


@pytest.mark.parametrize(
    ("form", "most"), [("**{}** 乙", 120), ("{}：乙", 60), ("{} - 乙", 60), ("**{}：** 乙", 1000)]
)
def test_a_label_has_a_length(form, most):
    for length, is_label in ((most, True), (most + 1, most == 1000)):
        result = tr.read(replaced(RISK, f"*   {form.format('长' * length)}"))
        assert ("TR405" not in [found.code for found in result.diagnostics]) is is_label


def test_what_stands_under_a_heading_belongs_to_its_item():
    for below in ("- 乙\n- **丙：** 丁", "乙\n\n**丙：** 丁"):
        report, _ = said_of(replaced(RISKS, f"#### 甲\n\n{below}\n\n#### 戊\n\n己"))
        assert [(risk.name, risk.description) for risk in report.risks] == [
            ("甲", "乙 丙： 丁"),
            ("戊", "己"),
        ]


@pytest.mark.parametrize(
    ("marker", "code"),
    [("+ ", "TR309"), ("- ", "TR309"), ("2. ", "TR309"), ("", "TR309"), ("* ", "TR302")],
)
def test_an_item_begins_with_a_star_and_three_blanks(marker, code):
    report = assert_said(EVENT, f"{marker}{EVENT[4:]}", [(code, "events[1]", marker, "*   ")])
    assert report == REPORT


@pytest.mark.parametrize("blanks", [1, 2, 4, 5, 6])
@pytest.mark.parametrize(
    ("line", "path", "marker"),
    [
        (SIGNAL, "signals[0].text", "1."),
        (EVENT, "events[1]", "*"),
        (DRIVER, "drivers[0]", "*"),
        (STEPS.split("\n")[0], "drivers[0].steps[0]", "    1."),
        (RISK, "risks[0]", "*"),
    ],
)
def test_blanks_behind_a_marker_are_no_matter_of_what_stands_behind(line, path, marker, blanks):
    words = line.removeprefix(marker).lstrip()
    canonical = line.removesuffix(words)
    found = marker + blanks * " "
    said = [] if found == canonical else [("TR302", path, found, canonical)]
    assert assert_said(line, found + words, said) == REPORT


@pytest.mark.parametrize(
    ("more", "found"),
    [("\n\n    乙", ["\n\n    "]), ("\n    - 乙", ["\n    - "]), ("\n\n乙", ["\n\n"])],
)
def test_what_stands_under_an_item_goes_on_in_it(more, found):
    said = [("TR322", "events[1].description", gap, " ") for gap in found]
    report = assert_said(EVENT, f"*   **甲：** 丙{more}", said)
    assert report.events[1] == tr.Event(title="甲", description="丙 乙")
    assert report.events[2] == REPORT.events[2]


def test_an_empty_bullet_between_words_leaves_a_blank_between_them():
    text = replaced(RISK, "*   **甲：** One\n    - \n    - two")
    report, said = said_of(text)
    assert said[-1] == ("TR322", "risks[0].description", "\n    - \n    - ", " ")
    assert report.risks[0].description == "One two"
    assert tr.loads(tr.fix(text).text) == report


@pytest.mark.parametrize("bullet", ["*", "+", "-", "- "])
@pytest.mark.parametrize(
    ("above", "indent", "path"),
    [
        (SIGNAL, "", "signals[0].text"),
        (OVERVIEW, "", "overview"),
        (EVENT, "    ", "events[1].description"),
        (STEPS, "        ", "drivers[0].steps[2]"),
        (RISK, "    ", "risks[0].description"),
        (DISCLAIMER, "", "disclaimer"),
    ],
)
def test_an_empty_bullet_under_words_adds_none_to_them(above, indent, path, bullet):
    report, said = said_of(replaced(above, f"{above}\n{indent}{bullet}"))
    assert report == REPORT
    assert ("TR322", path, f"\n{indent}{bullet}", "") in said


def test_a_bullet_may_stand_in_a_line_of_its_own_above_its_words():
    report, _ = said_of(replaced(RISK, "*   **甲：** 丙。\n    -\n      乙"))
    assert report.risks[0].description == "丙。乙"


def test_a_number_in_a_line_of_its_own_is_part_of_the_sentence():
    report, _ = said_of(replaced(RISK, "*   **Time:** It ends in\n    2027."))
    assert report.risks[0].description == "It ends in 2027."


NUMBERED = [
    "驱动1：", "驱动 1：", "驱动一：", "驱动因素1: ", "核心驱动一、", "投资逻辑1：", "驅動因素１：", "Driver 1: ",
    "Key driver #1: ", "DRIVER 1. ", "Driver 1 - ", "ドライバー1：", "동인 1: ", "Treiber 1: ", "Facteur 1 : ",
    "Factor 1: ", "المحرك 1: ",
]  # fmt: skip


@pytest.mark.parametrize("name", NUMBERED)
def test_the_number_of_a_driver_is_no_part_of_its_subject(name):
    written, canonical = f"*   **{name}甲：** 乙", "**甲，** "
    said = [("TR303", "drivers[0]", f"**{name}甲：** ", canonical)]
    assert assert_said(DRIVER, written, said).drivers[0].subject == "甲"
    report, said = said_of(replaced(DRIVER, f"#### {name}甲\n乙"))
    assert report.drivers[0].subject == "甲"
    assert ("TR303", "drivers[0]", f"{name}甲", canonical) in said


@pytest.mark.parametrize(
    "subject",
    ["驱动短缺：甲", "Driver shortage: rates", "Drivers 1: x", "驱动2：甲", "Driver 2: x", "驱动1", "Driver 1",
     "驱动1.5倍", "驱动1号线：甲", "Driver 1st: x", "Driver 1-x"],
)  # fmt: skip
def test_a_subject_without_the_number_of_the_driver_is_kept_whole(subject):
    report, _ = said_of(replaced(DRIVER, f"*   **{subject}：** 乙"))
    assert report.drivers[0].subject == subject


@pytest.mark.parametrize("name", NUMBERED)
def test_in_the_canonical_form_the_number_of_a_driver_is_a_part_of_its_subject(name):
    assert assert_said(DRIVER, f"*   **{name}甲，** 乙", []).drivers[0].subject == f"{name}甲"


def test_risks_and_events_may_be_numbered_by_name_too():
    report, _ = said_of(replaced(RISKS, "#### 风险1：甲\n\n乙\n\n#### 风险2：丙\n\n丁"))
    assert [risk.name for risk in report.risks] == ["甲", "丙"]
    report, _ = said_of(replaced(EVENT, "- **事件2**：乙").replace("事件2**", "事件二：甲**"))
    assert report.events[1].title == "甲"


# --- steps -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "steps", "said"),
    [
        ("    1.  甲\n    3.  乙\n    2.  丙", "甲乙丙",
         [("TR315", 1, "    3.  ", "    2.  "), ("TR315", 2, "    2.  ", "    3.  ")]),
        ("    - 甲\n    - 乙", "甲乙",
         [("TR309", 0, "    - ", "    1.  "), ("TR309", 1, "    - ", "    2.  ")]),
        ("    - 第一步：甲\n    - 步骤2：乙", "甲乙",
         [("TR309", 0, "    - 第一步：", "    1.  "), ("TR309", 1, "    - 步骤2：", "    2.  ")]),
        ("  1. 甲\n  2. 乙", "甲乙",
         [("TR302", 0, "  1. ", "    1.  "), ("TR302", 1, "  2. ", "    2.  ")]),
        ("\t1. 甲", "甲", [("TR302", 0, "\t1. ", "    1.  ")]),
        ("    1.\t甲", "甲", [("TR309", 0, "    1.\t", "    1.  ")]),
        ("    1.  甲  ", "甲", [("TR312", 0, "  ", "")]),
        ("    1.    甲", "甲", [("TR302", 0, "    1.    ", "    1.  ")]),
        ("1.  甲\n2.  乙", "甲乙",
         [("TR302", 0, "1.  ", "    1.  "), ("TR302", 1, "2.  ", "    2.  ")]),
        ("    1.  *甲*", "甲", [("TR307", 0, "*甲*", "甲")]),
    ],
)  # fmt: skip
def test_steps_are_numbered_and_indented(written, steps, said):
    said = [(code, f"drivers[0].steps[{at}]", found, fix) for code, at, found, fix in said]
    report = assert_said(STEPS, written, said)
    assert report.drivers[0].steps == tuple(steps)
    assert report.drivers[1:] == REPORT.drivers[1:]


def test_bullets_behind_a_driver_with_a_label_are_its_steps():
    report, said = said_of(replaced(STEPS, "*   甲\n*   乙"))
    assert report.drivers[0].steps == ("甲", "乙")
    assert [entry[:2] for entry in said] == [
        ("TR309", "drivers[0].steps[0]"),
        ("TR309", "drivers[0].steps[1]"),
    ]
    assert report.drivers[1:] == REPORT.drivers[1:]


def test_a_number_that_the_step_words_contradict_is_part_of_the_step():
    said = [("TR309", "drivers[0].steps[0]", "    - ", "    1.  ")]
    assert assert_said(STEPS, "    - 第二步：甲", said).drivers[0].steps == ("第二步：甲",)


@pytest.mark.parametrize("more", ["\n        1. 乙", "\n      - 乙", "\n\n    乙", "\n\n乙"])
def test_what_is_no_step_goes_on_in_the_one_above_it(more):
    gap = more.removesuffix("乙")
    said = [("TR322", "drivers[0].steps[0]", gap, " ")]
    assert assert_said(STEPS, f"    1.  甲{more}", said).drivers[0].steps == ("甲 乙",)


def test_the_tenth_step_has_one_blank_behind_its_number():
    steps = "\n".join(f"    {f'{number}.':<3} 甲" for number in range(1, 12))
    assert len(assert_said(STEPS, steps, []).drivers[0].steps) == 11


# --- tables ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "table",
    [
        "| 名称 | 说明 |\n|---|:--|\n| 甲 | 乙 |\n| 丙 | 丁 |",
        "| # | 名称 | 说明 |\n|---|---|---|\n| 1 | 甲 | 乙 |\n| 2. | 丙 | 丁 |",
        f"{HEAD}| 甲 | 乙 |\n| 丙 | 丁",
    ],
)
def test_a_table_is_written_as_items(table):
    items = "*   **甲：** 乙\n*   **丙：** 丁"
    report = assert_said(RISKS, table, [("TR323", "risks", table, items)])
    assert [(risk.name, risk.description) for risk in report.risks] == [("甲", "乙"), ("丙", "丁")]
    spans = tr.read(text := replaced(RISKS, table)).spans
    for path, words in {
        "risks[0].name": "甲", "risks[0].description": "乙",
        "risks[1].name": "丙", "risks[1].description": "丁",
    }.items():  # fmt: skip
        span = spans[path]
        assert text[span.start.offset : span.end.offset] == words
    row = spans["risks[1]"]
    assert text[row.start.offset : row.end.offset].strip(" |") == "丙 | 丁"


def test_further_cells_of_a_row_are_joined():
    table = f"{HEAD}| a \\| b | c | d |\n| 甲 | 乙 |  |"
    fix = "*   **a \\| b：** c d\n*   **甲：** 乙"
    joined = ("TR322", "risks[0].description", "d", None)
    report = assert_said(RISKS, table, [("TR323", "risks", table, fix), joined])
    assert report.risks[0] == tr.Risk(name="a | b", description="c d")


@pytest.mark.parametrize("names", ["Q1政策 第2类", "1号 2号", "1x 2x", "风险1 风险2"])
def test_a_cell_that_holds_more_than_a_number_is_kept(names):
    one, two = names.split()
    table = f"{HEAD}| {one} | 甲 | 乙 |\n| {two} | 丙 | 丁 |"
    report, _ = said_of(replaced(RISKS, table))
    assert [(risk.name, risk.description) for risk in report.risks] == [
        (one, "甲 乙"),
        (two, "丙 丁"),
    ]


@pytest.mark.parametrize(
    "numbers",
    ["1 2", "**1** **2.**", "No.1 No.2", "（一） （二）", "第一 第二", "① ②", "a b"],
)
def test_a_cell_that_holds_the_number_of_its_row_is_no_name(numbers):
    one, two = numbers.split()
    table = f"{HEAD}| {one} | 甲 | 乙 |\n| {two} | 丙 | 丁 |"
    report, _ = said_of(replaced(RISKS, table))
    assert [(risk.name, risk.description) for risk in report.risks] == [("甲", "乙"), ("丙", "丁")]


def test_a_table_beside_words_needs_a_person():
    table = f"{HEAD}| 甲 | 乙 |"
    said = [("TR316", "", "说明\n", "?"), ("TR323", "risks", table, "?*   **甲：** 乙")]
    assert assert_said(RISKS, f"说明\n\n{table}", said).risks == (
        tr.Risk(name="甲", description="乙"),
    )


def test_words_behind_a_table_belong_to_no_item():
    table = f"{HEAD}| 甲 | 乙 |"
    said = [("TR323", "risks", table, "?*   **甲：** 乙"), ("TR316", "", "说明\n", "?")]
    assert assert_said(RISKS, f"{table}\n\n说明", said).risks == (
        tr.Risk(name="甲", description="乙"),
    )


def test_a_row_of_one_cell_has_no_description():
    report, said = said_of(replaced(RISKS, "| 甲 |\n|---|\n| 乙 |"))
    assert report is None
    assert [entry[:2] for entry in said] == [("TR323", "risks"), ("TR205", "risks[0].description")]


def test_a_table_of_signals_has_one_column_or_a_number_in_front():
    signals = section("1.  **", "\n\n## 详细")
    for head, row in (
        ("| # | 信号 |\n|---|---|\n", "| {0} | 第{0}*条* |"),
        ("| 信号 |\n|---|\n", "| 第{0}*条* |"),
    ):
        table = head + "\n".join(row.format(rank) for rank in range(1, 11))
        fix = "\n".join(f"{f'{rank}.':<3} **第{rank}条**" for rank in range(1, 11))
        report = assert_said(signals, table, [("TR323", "signals", table, fix)])
        assert [signal.rank for signal in report.signals] == list(range(1, 11))
        assert report.signals[9].text == "第10条"
        span = tr.read(text := replaced(signals, table)).spans["signals[9].text"]
        assert text[span.start.offset : span.end.offset] == "第10*条*"


@pytest.mark.parametrize("written", ["{}", "{}.", "({})"])
def test_a_table_of_signals_may_be_numbered_in_roman(written):
    numerals = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
    rows = [
        f"| {written.format(numeral)} | {signal.text} |"
        for numeral, signal in zip(numerals, REPORT.signals, strict=True)
    ]
    signals = section("1.  **", "\n\n## 详细")
    report, _ = said_of(replaced(signals, "\n".join(["| # | 信号 |", "| --- | --- |", *rows])))
    assert report.signals == REPORT.signals


@pytest.mark.parametrize(
    "nothing", ["![](chart.png)", "[](http://a.b)", "` `", "**<i></i>**", "```\n```"]
)
@pytest.mark.parametrize(("part", "path"), [(OVERVIEW, "overview"), (BACKGROUND, "background")])
def test_a_section_of_markup_that_shows_nothing_is_no_text(nothing, part, path):
    result = tr.read(replaced(part, nothing))
    assert result.report is None
    assert path in {found.path for found in result.diagnostics if found.severity == "error"}


def test_a_table_of_drivers_has_the_steps_in_its_last_column():
    table = f"{HEAD}| 甲 | 乙 | 1. 一<br>2. 1. 二 |\n| 丙 | 丁 | ① 三<br/>四 |"
    fix = "*   **甲，** 乙\n    1.  一\n    2.  1\\. 二\n\n*   **丙，** 丁\n    1.  三\n    2.  四"
    report = assert_said(DRIVERS, table, [("TR323", "drivers", table, fix)])
    assert [driver.steps for driver in report.drivers] == [("一", "1. 二"), ("三", "四")]
    assert tr.loads(tr.fix(replaced(DRIVERS, table)).text) == report


# --- the disclaimer ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("## 免责条款\n\n不构成。", "**免责条款：** 不构成。"),
        ("## 免责条款\n\n**免责条款：** 不构成。", "**免责条款：** 不构成。"),
        ("*免责条款：不构成。*", "**免责条款：** 不构成。"),
        ("**免责条款：不构成。**", "**免责条款：** 不构成。"),
        ("> **免责条款：** 不构成。", "**免责条款：** 不构成。"),
        ("*   **免责条款：** 不构成。", "**免责条款：** 不构成。"),
        ("- 免责声明：不构成。", "**免责条款：** 不构成。"),
        ("5. 免责声明\n\n不构成。", "**免责条款：** 不构成。"),
        ("## 免责条款\n\n[不构成](http://a.b)。", "?**免责条款：** 不构成。"),
    ],
)
def test_the_disclaimer_is_one_line_with_a_bold_label(written, fix):
    report = assert_said(DISCLAIMER, written, [("TR309", "disclaimer", written, fix)])
    assert report.disclaimer == "不构成。"


@pytest.mark.parametrize("written", ["- 免责条款：不构成。", "*免责条款：不构成。*"])
def test_a_disclaimer_right_below_a_list_is_set_apart_from_it(written):
    apart = ("TR332", "disclaimer", "", "\n")
    mended = ("TR309", "disclaimer", written, "**免责条款：** 不构成。")
    assert_said(f"\n{DISCLAIMER}", written, [apart, mended])


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("**免责条款：** 不构成。\n\n希望有帮助。", [("TR316", "", "希望有帮助。\n", "?")]),
        ("**免责条款：** 不*构*成。", [("TR307", "disclaimer", "不*构*成。", "不构成。")]),
        ("**免责条款：**  不构成。  ",
         [("TR301", "disclaimer", " ", ""), ("TR312", "disclaimer", "  ", "")]),
    ],
)  # fmt: skip
def test_what_stands_in_the_disclaimer_is_mended(written, said):
    assert assert_said(DISCLAIMER, written, said).disclaimer == "不构成。"


# --- appendices --------------------------------------------------------------------------------


def with_appendix(body):
    return replaced("\n**免责条款", f"\n{body}\n\n**免责条款")


@pytest.mark.parametrize(
    "body",
    [
        "```\n### 4. 主要风险与不确定性\n**免责条款：** x\n```",
        "```py\n# x\n```",
        "````\n```\n### 4. 主要风险与不确定性\n````",
        "```\n``` x\n### 4. 主要风险与不确定性\n```",
        "~~~\n```\n### 4. 主要风险与不确定性\n~~~",
        "~~~\n### 4. 主要风险与不确定性\n~~~~  \n\nx",
        "```x``` y\n\n尾",
        "```\na\n```\n\n```\n# b\n```",
        "X 轴\n\n    x\n\n轴 X",
    ],
)
def test_in_a_fence_no_section_begins(body):
    report, said = said_of(with_appendix(f"### 5. 附录\n\n{body}"))
    assert said == []
    assert report == REPORT.model_copy(
        update={"appendices": (tr.Section(title="附录", body=body),)}
    )


@pytest.mark.parametrize("behind", ["```", "```\n"])
def test_behind_a_fence_sections_begin_again(behind):
    text = with_appendix(f"### 5. 甲\n\n```\n# x\n{behind}\n### 6. 乙\n\ny")
    assert [section.title for section in tr.loads(text).appendices] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("### 6. 附录", "### 5. 附录"),
        ("### 附录", "### 5. 附录"),
        ("## 附录", "### 5. 附录"),
        ("## 5. 附录", "### 5. 附录"),
        ("### **5. 附录**", "### 5. 附录"),
        ("### 五、附录", "### 5. 附录"),
        ("### 附录 ###", "### 5. 附录"),
        ("### A&B", "### 5. A&B"),
    ],
)
def test_the_heading_of_an_appendix_is_numbered_behind_the_sections(written, fix):
    text = with_appendix(f"{written}\n\nx")
    report, said = said_of(text)
    assert said == [("TR306", "appendices[0]", written, fix)]
    assert report.appendices == (tr.Section(title=fix.split(". ")[1], body="x"),)
    assert tr.fix(text).remaining == ()


def test_a_disclaimer_in_an_appendix_is_words_where_a_heading_announces_another():
    heading = f"## 免责条款\n\n{REPORT.disclaimer}"
    report, _ = said_of(replaced(DISCLAIMER, f"### 5. 附录\n\n**免责条款：** 引文。\n\n{heading}"))
    assert report.appendices == (tr.Section(title="附录", body="**免责条款：** 引文。"),)
    assert report.disclaimer == REPORT.disclaimer


def test_an_appendix_between_the_sections_is_named_and_left_as_it_is():
    text = replaced("\n## 详细部分", "\n### 天气\n\n有雨。\n\n## 详细部分")
    report, said = said_of(text)
    assert report.appendices == (tr.Section(title="天气", body="有雨。"),)
    assert said == [("TR306", "appendices[0]", "### 天气", None)]
    (found,) = tr.read(text).diagnostics
    assert "'天气'" in found.message


def test_appendices_are_numbered_one_after_the_other():
    _, said = said_of(with_appendix("### 甲\n\nx\n\n### 乙\n\ny"))
    assert [entry[3] for entry in said] == ["### 5. 甲", "### 6. 乙"]


def test_a_link_in_the_heading_of_an_appendix_needs_a_person():
    _, said = said_of(with_appendix("### [附录](http://a.b)\n\nx"))
    assert said[0] == ("TR306", "appendices[0]", "### [附录](http://a.b)", "?### 5. 附录")
    _, said = said_of(with_appendix("### 5. *附录*\n\nx"))
    assert said == [("TR307", "appendices[0].title", "*附录*", "附录")]


def test_blanks_behind_the_hashes_of_an_appendix_are_mended():
    _, said = said_of(with_appendix("###   5. 附录\n\nx"))
    assert said == [("TR302", "appendices[0]", "###   ", "### ")]


def test_what_would_escape_from_an_appendix_is_contained():
    _, said = said_of(with_appendix("### 5. 附录\n\n<i>x</i>"))
    assert said == [("TR314", "appendices[0].body", "<i>x</i>", "?\\<i>x\\</i>")]
    _, said = said_of(with_appendix("### 5. 附录\n\n  x"))
    assert said == [("TR314", "appendices[0].body", "  x", "?x")]


# --- the title, the halves, the end ------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["# 市场研究摘要：储能", "储能市场研究摘要", "# **储能市场研究摘要**", "## 储能市场研究摘要", "# 别的",
     "# 每日摘要（储能）", "#  储能市场研究摘要 #"],
)  # fmt: skip
def test_the_title_is_that_of_the_theme(written):
    report, said = said_of(replaced(TITLE, written))
    assert report == REPORT
    assert [(entry[0], entry[1], entry[3]) for entry in said] in (
        [("TR309", "theme", TITLE)],
        [("TR302", "theme", "# ")],
    )


def test_halves_that_are_missing_are_written_before_their_first_section():
    text = TEXT.replace("## 简要部分\n\n", "").replace("## 详细部分\n\n", "")
    report, said = said_of(text)
    assert report == REPORT
    assert said == [("TR321", "", "", "## 简要部分\n\n"), ("TR321", "", "", "## 详细部分\n\n")]
    assert tr.fix(text).text == TEXT


@pytest.mark.parametrize("end", ["", "\n\n", "\n\n\n"])
def test_a_text_ends_with_one_line_end(end):
    text = TEXT.rstrip("\n") + end
    assert said_of(text) == (REPORT, [("TR304", "", end, "\n")])


def test_sections_in_another_order_are_read_and_named():
    third = section("### 3. 相关", "### 4. ")
    text = TEXT.replace(third, "").replace("### 2. 核心", f"{third}### 2. 核心")
    heading = next(line for line in TEXT.split("\n") if line.startswith("### 2. "))
    assert said_of(text) == (REPORT, [("TR406", "drivers", heading, None)])


# --- front matter ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "path", "value"),
    [
        ("date", "published_at", "2026-03-18 08:30:00 +0800"),
        ("title", "front_matter.title", "theme_research_储能_2026-03-18"),
    ],
)
def test_a_value_in_front_matter_stands_in_double_quotes(key, path, value):
    canonical = f'"{value}"'
    for written in (f"'{value}'", value):
        said = [("TR325", path, written, canonical)]
        assert assert_said(f"{key}: {canonical}", f"{key}: {written}", said) == REPORT


def test_an_empty_title_in_front_matter_is_written_behind_a_blank():
    title = 'title: "theme_research_储能_2026-03-18"'
    assert_said(title, "title:", [("TR325", "front_matter.title", "", ' ""')])


@pytest.mark.parametrize("gap", ["\n", "\n    ", "  \n"])
def test_a_label_on_a_line_of_its_own_is_one_finding(gap):
    written = f"**大规模集中招标：**{gap}招标总量"
    said = [("TR303", "events[0]", f"**大规模集中招标：**{gap}", "**大规模集中招标：** ")]
    assert assert_said("**大规模集中招标：** 招标总量", written, said) == REPORT


# --- what stands around the report -------------------------------------------------------------


def test_words_between_two_comments_are_no_comment():
    above = "<!-- 甲 -->\n好的！\n<!-- 乙 -->\n"
    _, said = said_of(above + TEXT)
    assert said == [("TR316", "", above, "?")]


def with_margin(margin, text):
    return "".join(f"{margin}{line}".rstrip() + "\n" for line in text.strip().split("\n"))


FRONT_MATTER = TEXT[: -len(BODY)]
MARGINS = {"> ": "all of it stands in a quotation", "    ": "all of it is indented"}


@pytest.mark.parametrize("margin", MARGINS)
@pytest.mark.parametrize(
    ("before", "rest"),
    [(FRONT_MATTER, BODY), (f"{FRONT_MATTER}\n甲：\n\n", BODY), ("", TEXT), ("甲：\n\n", TEXT)],
    ids=["body", "body behind words", "all", "all behind words"],
)
def test_a_margin_of_all_lines_is_one_finding_and_its_fix_takes_all_of_it_away(
    margin, before, rest
):
    text = before + with_margin(margin, rest)
    result = tr.read(text)
    assert result.report == REPORT
    (found,) = (found for found in result.diagnostics if found.code != "TR316")
    assert (found.code, found.arguments["what"]) == ("TR312", MARGINS[margin])
    assert tr.fix(text).text == before + with_margin("", rest)


@pytest.mark.parametrize("margin", MARGINS)
@pytest.mark.parametrize(
    ("before", "after"),
    [("# 甲\n\n", ""), ("", "\n## 乙\n"), ("丙\n\n" * 99, "")],
    ids=["a heading above", "a heading below", "more lines without it"],
)
def test_a_margin_of_some_lines_is_none_of_all(margin, before, after):
    result = tr.read(f"{FRONT_MATTER}{before}{with_margin(margin, BODY)}{after}")
    assert not {found.arguments.get("what") for found in result.diagnostics} & {*MARGINS.values()}


@pytest.mark.parametrize("margin", MARGINS)
def test_in_a_margin_all_other_fixes_wait_until_it_is_gone(margin):
    body = BODY.replace("，", "，\n", 3).replace("\n\n### 2.", "\n---\n### 2.")
    text = FRONT_MATTER + with_margin(margin, body)
    result = tr.read(text)
    assert {found.code for found in result.diagnostics} == {"TR312", "TR308", "TR332"}
    (found,) = (found for found in result.diagnostics if found.fix is not None)
    assert found.arguments["what"] == MARGINS[margin]
    assert tr.read(apply_edits(text, found.fix.edits)).report == REPORT == result.report
    assert tr.fix(text).text == FRONT_MATTER + with_margin("", BODY)


@pytest.mark.parametrize("margin", MARGINS)
def test_words_behind_a_margin_are_no_part_of_the_report_unless_they_disclaim(margin):
    text = with_margin(margin, TEXT)
    result = tr.read(f"{text}\n甲乙\n")
    assert result.report == REPORT
    assert [found.code for found in result.diagnostics] == ["TR312", "TR316"]
    body, _, disclaimer = TEXT.rpartition("\n\n")
    result = tr.read(f"{with_margin(margin, body)}\n{disclaimer}")
    assert result.report == REPORT
    assert [found.code for found in result.diagnostics] == ["TR312"]


def test_what_a_model_thinks_inside_of_a_quotation_is_left_out():
    text = with_margin("> ", f"<think>\n# 甲\n</think>\n\n{TEXT}")
    result = tr.read(text)
    assert result.report == REPORT
    assert [found.code for found in result.diagnostics] == ["TR312", "TR318"]
    assert tr.fix(text).text == TEXT


def test_a_rule_above_each_section_leaves_its_words_as_they_are():
    text = TEXT.replace("\n#", "\n---\n\n#").replace("\n**免责", "\n---\n\n**免责")
    report, said = said_of(text)
    assert report == REPORT
    assert {(code, path, words) for code, path, words, _ in said} == {("TR312", "", "---\n")}
    assert len(said) == text.count("\n---\n\n")


def test_a_report_in_a_fence_may_begin_with_a_bold_title():
    text = f"```\n{BODY.replace(TITLE, '**储能市场研究摘要**')}```\n"
    report, said = said_of(text, defaults={"published_at": REPORT.published_at})
    assert report.theme == "储能"
    assert [words for code, _, words, _ in said if code == "TR318"] == ["```\n", "```\n"]


def test_the_end_of_a_fence_is_left_out_once():
    _, said = said_of("```\n---\nlayout: post\n---\n```\n甲\n")
    assert [code for code, *_ in said if code == "TR318"] == ["TR318", "TR318"]


# --- annotations -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("annotation", "unknown"),
    [
        ("{x: 1}", {"'x'": "1"}),
        ("[x]", {"x": "[x]"}),
        ("{impacts: [x]}", {"'impacts'": "[x]"}),
        ("{impacts: {'9': {kind: etf}}}", {"'impacts.9'": "{kind: etf}"}),
        ("{impacts: {'1': etf}}", {"'impacts.1'": "etf"}),
        (
            "{impacts: {'1': {kind: index, z: 1, a: 2}}}",
            {"'impacts.1.z'": "1", "'impacts.1.a'": "2"},
        ),
    ],
)
def test_an_annotation_that_means_nothing_is_refused_at_its_place(annotation, unknown):
    text = replaced("layout: post\n", f"layout: post\nthemereport: {annotation}\n")
    found = tr.read(text).diagnostics
    assert {(one.code, one.path) for one in found} == {("TR110", "front_matter.themereport")}
    for one, (name, words) in zip(found, unknown.items(), strict=True):
        assert name in one.message
        assert text[one.span.start.offset : one.span.end.offset] == words


def test_annotations_say_what_the_body_does_not():
    annotation = "{impacts: {'1': {kind: index}}, language: ja}"
    report = tr.loads(replaced("layout: post\n", f"layout: post\nthemereport: {annotation}\n"))
    assert (report.language, report.impacts[0].kind) == ("ja", "index")
    assert report.impacts[1:] == REPORT.impacts[1:]


# --- messages and places that no fix shows -----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (replaced(SIGNAL, f"3{SIGNAL[1:]}"), ["number 3", "makes it 1"]),
        (replaced(SIGNAL, SIGNAL.replace("1.  ", "1.    ")), ["4 spaces"]),
        (replaced(SIGNAL, SIGNAL.replace("1.  ", "1. ")), ["1 space:", "'1.  '"]),
        (replaced(STEPS, "  1.  甲"), ["2 spaces, and indented by 2"]),
        (TEXT.rstrip("\n"), ["no line end"]),
        (TEXT + "\n", ["blank lines"]),
        (replaced(OVERVIEW, "一。\n\n---"), ["a line across the page", "none"]),
        (replaced(TITLE, ""), ["the title in the front matter"]),
        (replaced(TITLE, "# 别的"), ["别的'", "'# 储能市场研究摘要'"]),
        (replaced(OVERVIEW, "一\n\n二二"), ["'二二'"]),
        (replaced("\n**免责条款", "\n### 附录\n\nx\n\n**免责条款"), ["'附录'"]),
    ],
)
def test_the_message_names_both(text, words):
    (found,) = tr.read(text).diagnostics
    for word in words:
        assert word in found.message


@pytest.mark.parametrize(
    "written", ["风能市场研究摘要", "# **风能市场研究摘要**", "## 风能市场研究摘要："]
)
def test_a_title_in_other_words_names_the_theme_at_its_place(written):
    text = replaced(TITLE, written).replace('title: "theme_research_储能_2026-03-18"\n', "")
    result = tr.read(text)
    assert result.report is not None
    assert result.report.theme == "风能"
    span = result.spans["theme"]
    assert text[span.start.offset : span.end.offset] == "风能"


def test_words_behind_a_marker_that_only_people_know_stay_in_a_sentence():
    text = replaced(OVERVIEW, "① *一*\n二")
    report, said = said_of(text)
    assert report.overview == "① 一二"
    assert said[0] == ("TR307", "overview", "① *一*\n二", "① 一二")
    span = tr.read(text).spans["overview"]
    assert text[span.start.offset : span.end.offset] == "① *一*\n二"


def test_the_span_of_a_disclaimer_of_several_lines_holds_all_of_them():
    written = "① 不构成\n任何\n建议。"
    text = replaced(DISCLAIMER, f"## 免责条款\n\n{written}")
    result = tr.read(text)
    assert result.report.disclaimer == "① 不构成任何建议。"
    span = result.spans["disclaimer"]
    assert text[span.start.offset : span.end.offset] == written


def test_more_items_than_allowed_are_refused_at_the_first_that_is_too_many():
    _, said = said_of(TEXT.replace("10. **", "10) **"), limits=tr.Limits(items=9))
    (found,) = (entry for entry in said if entry[0] == "TR008")
    assert found[1:3] == ("signals", f"10) {OTHERS[-1][4:]}")


@pytest.mark.parametrize(("depth", "is_refused"), [(32, False), (33, True)])
def test_an_item_that_is_too_deep_is_refused_at_its_marker(depth, is_refused):
    deep = f"{'    ' * depth}- 乙"
    _, said = said_of(replaced(RISK, f"*   **甲：** 丙\n{deep}"))
    refused = [entry for entry in said if entry[0] == "TR009"]
    assert refused == ([("TR009", "risks", deep.removesuffix("乙"), None)] if is_refused else [])


# --- headings in another language --------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("## 详细部分", "## 詳細部分"),
        ("## 详细部分", "## Details"),
        ("### 3. 相关ETF或行业的潜在影响", "### 3. 相關ETF或行業的潛在影響"),
        ("### 4. 主要风险与不确定性", "### 4. Main Risks and Uncertainties"),
    ],
)
def test_a_heading_in_another_language_than_the_others_is_drift(own, other):
    text = replaced(own, other)
    report, said = said_of(text)
    assert report == REPORT
    assert [(code, words, fix) for code, _, words, fix in said] == [("TR305", other, own)]
    assert tr.fix(text).text == TEXT
    assert tr.read(text, mode="strict").report is None


# --- tabs in sentences -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("储能\t招标", "储能招标"),
        ("招标 of \t \tcells", "招标 of cells"),
        ("*储能*\tA & B", "储能 A & B"),
        ("储能\t*招标*", "储能招标"),
    ],
)
def test_a_tab_in_a_sentence_is_a_blank_or_nothing_between_han(words, expected):
    text = replaced(OVERVIEW, words)
    result = tr.read(text)
    assert result.report is not None
    assert result.report.overview == expected
    assert [(found.code, found.path) for found in result.diagnostics] == [("TR307", "overview")]
    assert tr.read(text, mode="strict").report is None
    fixed = tr.fix(text)
    assert fixed.remaining == ()
    assert tr.loads(fixed.text) == result.report
