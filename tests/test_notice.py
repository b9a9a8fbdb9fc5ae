"""The notice that a machine wrote the text: shown to everybody, and read wherever it stands."""

from __future__ import annotations

import pytest
from canonical import REPORT, TEXT, codes, replaced
from dialects import DIALECTS
from hypothesis import given
from strategies import reports

import themereport as tr

NOTICE = "本报告由人工智能生成。"
MADE = tr.ThemeReport.model_validate(
    {
        **REPORT.model_dump(exclude={"schema_version"}),
        "provenance": {"ai_generated": {"producer": "示例模型（虚构）"}},
    }
)
POST = str(tr.render(MADE))
TITLE = "# 储能市场研究摘要\n"


@pytest.mark.parametrize("format", ["jekyll", "markdown", "html", "text"])
def test_people_see_it_in_every_format(format):
    assert NOTICE in tr.render(MADE, format)
    assert NOTICE not in tr.render(REPORT, format)


@pytest.mark.parametrize("format", ["jekyll", "json", "yaml"])
def test_programs_read_it(format):
    assert tr.loads(tr.render(MADE, format), format) == MADE


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_it_is_in_the_language_of_the_frame(language):
    text = tr.render(MADE, language=language)
    assert NOTICE not in text
    result = tr.read(text)
    assert (result.report, result.diagnostics) == (MADE, ())


def test_it_stands_below_the_title():
    assert f"{TITLE}\n> {NOTICE}\n\n## 简要部分\n" in POST


@pytest.mark.parametrize("name", DIALECTS)
@given(report=reports())
def test_every_dialect_shows_it_and_reads_it_back(name, report):
    data = report.model_dump(exclude={"schema_version"}) | {"provenance": {"ai_generated": {}}}
    made = tr.ThemeReport.model_validate(data)
    result = tr.read(tr.render(made, dialect=DIALECTS[name]), dialect=DIALECTS[name])
    assert (result.report, result.diagnostics) == (made, ())


def test_where_it_is_missing_a_fix_adds_it():
    text = POST.replace(f"> {NOTICE}\n\n", "")
    assert codes(tr.read(text)) == ["TR328"]
    assert tr.fix(text).text == POST


@pytest.mark.parametrize(
    "words",
    [
        f"> {NOTICE}",
        NOTICE,
        "*本文由AI生成，仅供参考*",
        "（本内容由大模型辅助撰写）",
        "This digest was written by an artificial intelligence.",
        "Generated with AI.",
    ],
)
def test_what_people_are_told_is_taken_for_the_programs(words):
    result = tr.read(replaced(TITLE, f"{TITLE}\n{words}\n"))
    assert result.report.provenance == tr.Provenance(ai_generated=tr.AIGenerated())
    assert codes(result)[0] == "TR329"


def test_behind_the_disclaimer_it_is_no_part_of_it():
    result = tr.read(f"{TEXT}\n*本文由AI生成*\n")
    assert result.report.disclaimer == REPORT.disclaimer
    assert result.report.provenance is not None


def test_in_another_place_a_fix_moves_it():
    moved = POST.replace(f"> {NOTICE}\n\n", "") + f"\n> {NOTICE}\n"
    assert codes(tr.read(moved)) == ["TR330"]
    assert tr.read(tr.fix(moved).text).diagnostics == ()


def test_other_words_are_replaced_with_leave_only():
    other = POST.replace(f"> {NOTICE}", "本文由AI生成，数据来自示例公司")
    assert codes(tr.read(other)) == ["TR330"]
    assert tr.fix(other).text == other
    assert tr.fix(other, unsafe=True).text == POST


def test_a_second_one_goes():
    twice = POST.replace("## 简要部分", f"> {NOTICE}\n\n## 简要部分")
    assert tr.read(twice).report == MADE
    assert tr.read(tr.fix(twice).text).diagnostics == ()


@pytest.mark.parametrize(
    "words",
    [
        "人工智能板块领涨。",
        "AI chips are sold out.",
        "The plant generated 3 GWh.",
        "This report was not written by AI.",
        "本报告并非由人工智能生成。",
    ],
)
def test_words_about_the_subject_are_no_notice(words):
    result = tr.read(replaced(TITLE, f"{TITLE}\n{words}\n"))
    assert result.report.provenance is None
    assert codes(result) == ["TR316"]


def test_a_dialect_cannot_leave_it_out():
    with pytest.raises(tr.ConfigError, match="say that artificial intelligence generated"):
        tr.Dialect.loads('name = "x"\n[labels.en]\nnotice = "Enjoy"\n')
    words = 'name = "x"\n[labels.zh-Hans]\nnotice = "AI生成内容"\n'
    assert "> AI生成内容" in tr.render(MADE, dialect=tr.Dialect.loads(words))


@pytest.mark.parametrize(
    "line", ["AI生成视频概念股领涨。", "AI生成内容成为热点。", "AI-generated content stocks rally."]
)
def test_a_sentence_on_what_machines_write_is_no_notice(line):
    result = tr.read(TEXT.replace("\n\n## ", f"\n\n{line}\n\n## ", 1))
    assert result.report is None or result.report.provenance is None
    assert "TR329" not in [found.code for found in result.diagnostics]
