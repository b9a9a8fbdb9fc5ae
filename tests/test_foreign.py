"""HTML and links by reference: read as the Markdown that says the same."""

from __future__ import annotations

import re

import pytest
from canonical import REPORT, TEXT, codes, replaced

import themereport as tr
from themereport.source.edit import apply_edits

LABEL = "*   **政策落地风险：** "
SIGNAL = "1.  **"


def report_of(old, new):
    return tr.read(replaced(old, new))


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("*   <b>政策落地风险：</b> ", ["TR312"]),
        ("*   <strong>政策落地风险</strong>：", ["TR312", "TR303"]),
        ('*   <b class="x">政策落地风险</b>：', ["TR312", "TR303"]),
        ('*   <span style="color: red"><B>政策落地风险</B>：', ["TR303", "TR312"]),
    ],
)
def test_bold_in_html_is_a_label_like_any_other(label, said):
    result = report_of(LABEL, label)
    assert result.report == REPORT
    assert codes(result) == said
    assert tr.fix(replaced(LABEL, label), unsafe=True).text == TEXT


def test_bold_in_html_and_tags_at_the_ends_of_lines_are_one_finding_each_with_a_fix_for_all():
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", TEXT)
    text = re.sub(r"^(\*   .*)$", r"\1 <br/>", text, flags=re.MULTILINE)
    result = tr.read(text)
    assert result.report == REPORT
    bold, breaks = sorted(result.diagnostics, key=lambda found: len(found.fix.edits))[::-1]
    assert (bold.code, len(bold.fix.edits)) == ("TR312", TEXT.count("**"))
    assert (breaks.code, len(breaks.fix.edits)) == ("TR312", TEXT.count("\n*   "))
    for found in (bold, breaks):
        assert tr.read(apply_edits(text, found.fix.edits)).report == REPORT
    assert tr.fix(text).text == TEXT


def test_the_fix_of_a_label_in_html_is_safe():
    (found,) = report_of(LABEL, "*   <b>政策落地风险：</b> ").diagnostics
    assert (found.code, found.fix.safe) == ("TR312", True)


def test_bold_in_html_around_bold_in_markdown_does_not_turn_inside_out():
    result = report_of(LABEL, "*   <b>政策**落地**风险：</b> ")
    assert result.report == REPORT
    assert codes(result) == ["TR303", "TR307", "TR307"]


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_tags_in_a_code_fence_are_code(fence):
    code = f"{fence}\n<b>x</b><br>\n{fence}"
    text = replaced("\n**免责", f"\n### 5. 附录\n\n{code}\n\n**免责")
    result = tr.read(text)
    assert result.report.appendices[0].body == code
    assert codes(result) == []


@pytest.mark.parametrize(
    "code",
    [
        "- a\n\n      ```\n      <b>x</b><br><!-- y -->\n      ```",
        "-   a\n    ~~~\n    <b>x</b><br>\n    ~~~",
        "- a\n\n      ```\n      <b>x</b>\n      ```\n\n  b\n      ~~~\n      <br>\n      ~~~",
        "```\n~~~\n<b>x</b><br>\n```",
        "````\n```\n<b>x</b><!-- y -->\n````",
        "``` x\n``` y\n<b>x</b><br>\n```",
        "```\n    ```\n<b>x</b>\n```",
        "~~~\n```\n~~~\n\n```\n<b>x</b><!-- y -->\n```",
    ],
)
def test_tags_and_comments_in_code_in_a_list_or_between_other_marks_are_code(code):
    body = tr.Section(title="附录", body=code)
    report = REPORT.model_copy(update={"appendices": (body,)})
    result = tr.read(tr.render(report))
    assert result.report == report
    assert codes(result) == []


def test_code_in_a_list_ends_where_a_line_is_not_as_deep():
    text = replaced(
        "\n**免责", "\n### 5. 附录\n\n- a\n\n      ```\n      <b>x</b>\n\n<b>乙</b>\n\n**免责"
    )
    assert tr.read(text).report.appendices[0].body.endswith("<b>x</b>\n\n      ```\n**乙**")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("标签 `<b>` 与 `</b>` 之间", "标签 <b> 与 </b> 之间"),
        ("标签 \\<b>粗\\</b>", "标签 <b>粗</b>"),
        ("一个 <b>没有结尾", "一个 没有结尾"),
        ("<b> 两边有空 </b>的", "两边有空 的"),
        ("**重**<b>叠</b>", "重叠"),
        ("<b>一</b><b>二</b>", "一二"),
        ("<p>段落<br>换行</p>", "段落换行"),
    ],
)
def test_words_between_tags_are_kept(words, text):
    assert report_of("电网侧储能招标", f"{words}招标").report.overview.startswith(f"{text}招标")


@pytest.mark.parametrize("line", ["<div>", '<div class="a">', "</div>", "<br>", "<p>", "\u200b"])
def test_a_line_with_nothing_to_read_is_left_out(line):
    text = replaced("\n## 详细部分", f"\n{line}\n\n## 详细部分")
    result = tr.read(text)
    assert result.report == REPORT
    assert codes(result) == ["TR312"]
    assert tr.read(tr.fix(text).text).report == REPORT


def test_a_link_by_reference_is_a_source():
    text = replaced("电网侧储能招标", "电网侧[储能招标][a]") + "\n[A]: https://example.com/a\n"
    result = tr.read(text)
    (source,) = result.report.sources
    assert (source.url, source.title) == ("https://example.com/a", "储能招标")
    assert result.report.overview == REPORT.overview
    assert codes(result) == ["TR307", "TR318"]


@pytest.mark.parametrize("words", ["见[1][2]", "见[词][1]", "见[1]"])
def test_what_refers_to_nothing_is_text(words):
    assert report_of("电网侧", f"{words}电网侧").report.overview.startswith(f"{words}电网侧")


def test_an_address_is_left_out_only_when_no_link_needs_it():
    line = "\n[1]: https://example.com/a\n"
    used = replaced("电网侧储能招标", "电网侧[储能招标][1]") + line
    (found,) = (found for found in tr.read(used).diagnostics if found.code == "TR318")
    assert (found.path, found.fix) == ("", None)
    (found,) = (found for found in tr.read(TEXT + line).diagnostics if found.code == "TR318")
    assert not found.fix.safe
    assert "https://example.com/a" in tr.fix(used).text
    assert "https://example.com/a" not in tr.fix(used, unsafe=True).text


def test_an_address_between_sections_goes_with_its_line_and_nothing_else():
    line = "[1]: https://example.com/a\n"
    text = replaced("## 详细部分", f"{line}## 详细部分")
    (edit,) = tr.read(text).diagnostics[0].fix.edits
    assert text[edit.span.start.offset : edit.span.end.offset] == line
    # The heading right below it is set apart, too.
    assert tr.fix(text, unsafe=True).text.replace("\n\n\n", "\n\n") == TEXT


@pytest.mark.parametrize(
    "comment", [" <!-- 多少？ -->", "<!-- 多少？ --> ", " <!-- 多少？ --> ", " <!---->"]
)
def test_a_comment_in_a_sentence_leaves_one_blank_at_most(comment):
    text = replaced("电网侧储能", f"电网侧{comment}储能")
    result = tr.read(text)
    assert result.report.overview == REPORT.overview.replace("电网侧储能", "电网侧 储能", 1)
    assert tr.read(tr.fix(text).text).report == result.report


def test_comments_beside_each_other_take_no_words_with_them():
    assert tr.loads(TEXT.replace("。\n", "。 <!-- a --> <!-- b -->\n")) == REPORT


def test_a_comment_in_a_report_in_a_fence_does_not_move_its_end():
    text = replaced("## 详细部分", "<!-- a -->\n## 详细部分")
    assert tr.loads(f"```\n{text}```\n\n以上。\n") == REPORT


def test_a_comment_behind_a_code_fence_is_left_out():
    text = replaced(REPORT.overview, f"```\n{REPORT.overview}\n```")
    assert tr.loads(replaced("## 详细部分", "<!-- a -->\n\n## 详细部分", text)) == REPORT


def test_places_behind_a_comment_are_those_of_the_text():
    text = replaced("## 详细部分", "<!-- a\nb --> <!-- c -->\n## 详细部分")
    result = tr.read(text)
    assert result.report == REPORT
    for path, span in result.spans.items():
        if path.startswith(("signals", "risks", "drivers")) and path.count("."):
            before = tr.read(TEXT).spans[path]
            shown = TEXT[before.start.offset : before.end.offset]
            assert text[span.start.offset : span.end.offset] == shown, path


def test_diagnostics_around_comments_stand_in_order():
    text = replaced("1.  **", "1. **<!-- x -->", replaced("## 详细部分", "<!-- y -->\n##详细部分"))
    lines = [found.span.start.line for found in tr.read(text).diagnostics]
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("tag", "safe"), [("<br>", True), ("<em>", True), ('<a href="x">', False), ("<del>", False)]
)
def test_a_tag_that_tells_something_is_taken_away_only_with_leave(tag, safe):
    (found,) = report_of("电网侧储能", f"电网侧{tag}储能").diagnostics
    assert found.fix.safe is safe


@pytest.mark.parametrize("mark", ["> ", "> > ", ">> "])
@pytest.mark.parametrize(
    "body",
    ["> 引\n>\n> > 再", "```\n> a\n>> b\n```", "- 甲\n  > 乙"],
    ids=["marks", "code", "list"],
)
def test_a_quotation_inside_of_a_report_that_is_quoted_stays_one(mark, body):
    text = replaced("\n**免责", f"\n### 5. 附录\n\n{body}\n\n**免责")
    quoted = "".join(f"{mark}{line}".strip() + "\n" for line in text.splitlines())
    result = tr.read(quoted)
    assert result.report == tr.loads(text)
    assert codes(result) == ["TR312"]
    assert tr.fix(quoted).text == text


@pytest.mark.parametrize("code", ["# x", "---\na: b\n---", "**x**"])
def test_code_in_a_report_that_is_indented_is_no_fence_around_it(code):
    text = replaced("\n**免责", f"\n### 5. 附录\n\n```\n{code}\n```\n\n**免责")
    for blanks in ("  ", "    ", "\t"):
        indented = re.sub(r"^(?=.)", blanks, text, flags=re.MULTILINE)
        result = tr.read(indented)
        assert result.report == tr.loads(text)
        assert codes(result) == ["TR312"]
