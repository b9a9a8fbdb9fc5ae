"""The specimen: the post that the form was made from."""

from __future__ import annotations

import difflib
from datetime import datetime, timedelta, timezone

import pytest
from hostile import CORPORA

import themereport as tr

SPECIMEN = CORPORA.parent / "samples" / "2025-11-04-theme_research_云计算_2025-11-04.md"

pytestmark = pytest.mark.skipif(not SPECIMEN.exists(), reason="the specimen is not there")


@pytest.fixture(scope="module")
def result():
    return tr.read(SPECIMEN)


@pytest.fixture(scope="module")
def report(result):
    assert result.report is not None
    return result.report


def test_it_is_on_cloud_computing(report):
    assert report.theme == "云计算"


def test_it_was_published_in_the_morning_of_beijing(report):
    zone = timezone(timedelta(hours=8))
    assert report.published_at == datetime(2025, 11, 4, 9, 16, 36, tzinfo=zone)
    assert report.published_at.utcoffset() == timedelta(hours=8)


def test_its_language_follows_from_its_headings(report):
    assert report.language == "zh-Hans"


def test_its_overview_is_its_first_paragraph(report):
    assert report.overview.startswith("云计算市场持续增长，受AI算力需求驱动，")


def test_it_has_ten_signals_in_order(report):
    assert [signal.rank for signal in report.signals] == list(range(1, 11))
    assert report.signals[0].text == "金山办公股价连续上涨，反映市场对国产办公软件信心的增强。"
    assert report.signals[9].text == "IT托管运营业务强劲，反映出云计算服务专业化趋势明显"


def test_it_has_three_events_behind_one_sentence(report):
    assert report.background == "本次市场研究摘要主要围绕云计算领域展开，涉及以下几个主要事件："
    assert [event.title for event in report.events] == [
        "金山办公股价上涨",
        "IT托管与运营服务",
        "亚马逊与OpenAI的合作",
    ]


def test_it_has_three_drivers_with_three_steps_each(report):
    assert [driver.subject for driver in report.drivers] == [
        "金山办公的上涨",
        "IT托管与运营服务营收增长",
        "亚马逊与OpenAI的合作",
    ]
    assert [len(driver.steps) for driver in report.drivers] == [3, 3, 3]


def test_it_has_impacts_on_one_etf_and_three_industries(report):
    assert [(impact.target, impact.kind) for impact in report.impacts] == [
        ("云计算ETF", "etf"),
        ("半导体行业", "industry"),
        ("软件行业", "industry"),
        ("数据中心行业", "industry"),
    ]


def test_it_has_six_risks(report):
    assert [risk.name for risk in report.risks] == [
        "宏观经济风险",
        "技术发展风险",
        "监管政策风险",
        "市场竞争风险",
        "AI泡沫风险",
        "业绩不及预期",
    ]


def test_it_has_a_disclaimer(report):
    assert report.disclaimer.startswith(
        "本报告基于公开信息和现有数据进行分析，不构成任何投资建议。"
    )
    assert report.disclaimer.endswith("亦不对因使用本报告而产生的任何损失承担责任。")


def test_it_has_nothing_else(report):
    assert report.appendices == ()
    assert report.front_matter == {"layout": "post"}


def test_its_slug_is_its_title_and_its_file_name_its_own(report):
    assert report.slug == "theme_research_云计算_2025-11-04"
    assert report.filename == SPECIMEN.name


def test_its_departures_from_the_canonical_form_are_all_that_is_reported(result):
    found = [(d.code, d.path, str(d.span.start), d.severity) for d in result.diagnostics]
    assert found == [
        ("TR301", "impacts[1].analysis", "59:16", "info"),
        ("TR302", "risks[0]", "65:1", "info"),
        ("TR303", "risks[0]", "65:4", "info"),
        ("TR304", "", "72:110", "info"),
    ]


def test_strict_reading_refuses_it():
    result = tr.read(SPECIMEN, mode="strict")
    assert result.report is None
    assert [d.severity for d in result.diagnostics] == ["error"] * 4


def test_its_canonical_form_differs_in_two_lines_and_the_final_newline(report):
    before = SPECIMEN.read_text(encoding="utf-8")
    after = tr.render(report, "jekyll")
    assert not before.endswith("\n")
    assert after.endswith("\n") and not after.endswith("\n\n")
    lines = difflib.ndiff(before.split("\n"), after.removesuffix("\n").split("\n"))
    assert [line for line in lines if line[0] in "-+"] == [
        "- *   **半导体行业：**  OpenAI偏向GPU使用, 英伟达等GPU厂商将受益于此举。",
        "+ *   **半导体行业：** OpenAI偏向GPU使用, 英伟达等GPU厂商将受益于此举。",
        "- *  **宏观经济风险，** 包括全球经济衰退、地缘政治紧张等。",
        "+ *   **宏观经济风险：** 包括全球经济衰退、地缘政治紧张等。",
    ]


def test_its_canonical_form_is_the_same_report_without_diagnostics(report):
    result = tr.read(tr.render(report, "jekyll"))
    assert result.report == report
    assert result.diagnostics == ()
