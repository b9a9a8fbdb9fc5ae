"""Simplified and traditional Chinese: what conversion changes, and what it never does."""

from __future__ import annotations

import sys
from unittest.mock import patch

import pytest
from canonical import EXAMPLES, REPORT
from hypothesis import given
from hypothesis import strategies as st
from programs import require_module

import themereport as tr
from themereport.conversion import script_of
from themereport.document.outline import SECTIONS
from themereport.testing import example_report, reports

require_module("opencc")

CHINESE = st.sampled_from([("zh-Hans", "zh-Hant"), ("zh-Hant", "zh-Hans"), ("zh-CN", "zh-HK")])
SHOWN = {"theme", "disclaimer", "background", "language", "appendices", "provenance"} | {
    section.key for section in SECTIONS
}


def pairs(hostile=False):
    """Reports in one script, and the language of the other."""
    return CHINESE.flatmap(
        lambda pair: st.tuples(reports(language=pair[0], hostile=hostile), st.just(pair[1]))
    )


def shape(value):
    """A value without its texts."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shape(item) for item in value]
    return None if isinstance(value, str) else value


def dumped(report):
    return report.model_dump(mode="json")


@given(pairs(hostile=True))
def test_structure_and_ranks_stay(pair):
    report, language = pair
    converted = dumped(tr.convert(report, language))
    assert shape(converted) == shape(dumped(report))
    assert converted["language"] == language
    assert [signal["rank"] for signal in converted["signals"]] == list(range(1, 11))


@given(pairs(hostile=True))
def test_what_names_something_elsewhere_stays(pair):
    report, language = pair
    before, after = dumped(report), dumped(tr.convert(report, language))
    for name in before.keys() - SHOWN:
        assert after[name] == before[name]
    for key in ("signals", "events", "drivers", "impacts", "risks"):
        for old, new in zip(before[key], after[key], strict=True):
            for name in ("instruments", "sources", "direction", "claim", "signals", "kind"):
                assert new.get(name) == old.get(name)
    people = ("publisher", "authors", "ai_generated", "human_reviewed", "editorial_responsibility")
    for name in people if "provenance" in before else ():
        assert after["provenance"].get(name) == before["provenance"].get(name)


@given(pairs(hostile=True))
def test_a_converted_report_is_valid_and_reads_back(pair):
    report, language = pair
    converted = tr.convert(report, language)
    assert tr.ThemeReport.model_validate(dumped(converted)) == converted
    result = tr.read(tr.render(converted))
    assert result.report == converted
    assert result.diagnostics == ()


@given(pairs())
def test_converting_again_changes_nothing(pair):
    converted = tr.convert(*pair)
    assert tr.convert(converted, pair[1]) is converted


@given(pairs())
def test_there_and_back_is_the_same_in_simple_words(pair):
    report, language = pair
    again = tr.convert(tr.convert(report, language), report.language)
    assert again.theme == report.theme
    assert again.overview.replace("雲端計算", "雲端運算") == report.overview


@pytest.mark.parametrize(
    ("language", "text", "to", "expected"),
    [
        ("zh-Hans", "软件与信息网络，内存芯片。", "zh-Hant", "軟體與資訊網路，記憶體晶片。"),
        ("zh-Hans", "软件与信息网络，内存芯片。", "zh-TW", "軟體與資訊網路，記憶體晶片。"),
        ("zh-Hans", "软件与信息网络，内存芯片。", "zh-Hant-HK", "軟件與信息網絡，內存芯片。"),
        ("zh-Hant", "軟體與資訊網路，記憶體晶片。", "zh-Hans", "软件与信息网络，内存芯片。"),
        ("zh-Hant-HK", "軟件與網絡。", "zh-CN", "软件与网络。"),
        ("zh-Hans", "头发与发展，干部与干燥。", "zh-Hant", "頭髮與發展，幹部與乾燥。"),
    ],
)
def test_words_are_those_of_the_region(language, text, to, expected):
    report = REPORT.model_copy(update={"language": language, "overview": text})
    assert tr.convert(report, to).overview == expected


@pytest.mark.parametrize(
    "kept",
    ["https://example.com/软件/发展?页=1", "www.example.com/发", "000651", "ETF", "XSHG:600519"],
)
def test_addresses_and_tickers_in_texts_stay(kept):
    report = REPORT.model_copy(update={"overview": f"软件见 {kept}，发展。"})
    assert tr.convert(report, "zh-Hant").overview == f"軟體見 {kept}，發展。"


def test_code_and_addresses_in_appendices_stay():
    body = "软件 `软件` [软件](https://example.com/软件)\n\n```\n软件\n```\n\n软件"
    report = REPORT.model_copy(update={"appendices": (tr.Section(title="软件", body=body),)})
    (appendix,) = tr.convert(report, "zh-Hant").appendices
    assert appendix.title == "軟體"
    assert appendix.body == "軟體 `软件` [軟體](https://example.com/软件)\n\n```\n软件\n```\n\n軟體"


def test_no_simplified_form_is_left_in_what_people_read():
    converted = tr.convert(example_report("zh-Hans", evidence=False), "zh-Hant")
    assert not set(tr.render(converted, "text")) & set("务发电价项这个为与业报风险来释")


@pytest.mark.parametrize(
    ("language", "to"), [("en", "zh-Hant"), ("zh-Hans", "ja"), ("zh-Hans", "x y"), ("ja", "zh-CN")]
)
def test_what_is_no_chinese_is_refused(language, to):
    with pytest.raises(tr.ConfigError, match="is no Chinese: conversion is between"):
        tr.convert(example_report(language), to)


def test_a_theme_that_grows_too_long_is_refused():
    with pytest.raises(tr.ModelError, match="theme"):
        tr.convert(REPORT.model_copy(update={"theme": "互联网" * 26}), "zh-Hant")


@pytest.mark.parametrize(("report", "language"), [("x", "zh-Hant"), (REPORT, 1)])
def test_arguments_of_other_types_are_refused(report, language):
    with pytest.raises(TypeError, match="must be"):
        tr.convert(report, language)


def test_without_opencc_the_extra_is_named():
    from themereport import conversion

    conversion._converter.cache_clear()
    with (
        patch.dict(sys.modules, {"opencc": None}),
        pytest.raises(tr.MissingExtraError, match=r"pip install 'themereport\[chinese\]'"),
    ):
        tr.convert(REPORT, "zh-Hant")


@pytest.mark.parametrize(
    ("tag", "script"),
    [("zh", "zh-Hans"), ("zh_tw", "zh-Hant"), ("zh-SG", "zh-Hans"), ("zh-Hant-HK", "zh-Hant")],
)
def test_scripts_are_those_of_the_tag(tag, script):
    assert script_of(tag) == script


def test_the_command_line_converts_what_it_renders(tmp_path, capsys):
    from themereport.cli.main import main

    paths = [str(path) for path in EXAMPLES[:2]]
    assert (
        main(["render", "--to", "jekyll", "--convert", "zh-TW", "--out", str(tmp_path), *paths])
        == 0
    )
    first, second = (tr.load(path) for path in sorted(tmp_path.iterdir()))
    assert (first.language, first.theme) == ("zh-TW", "儲能")
    assert second == tr.load(EXAMPLES[1])
    assert main(["render", "--to", "text", "--convert", "zh-Hant", str(EXAMPLES[2])]) == 1
    assert "'en' is no Chinese" in capsys.readouterr().err
    assert main(["render", "--to", "text", "--convert", "fr", paths[0]]) == 2
    assert "'fr' is no Chinese" in capsys.readouterr().err
