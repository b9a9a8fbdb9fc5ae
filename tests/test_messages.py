"""Messages in the languages of their readers: complete, with the same places, and chosen well."""

from __future__ import annotations

import string

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from canonical import DRIFTED, ROOT, TEXT, without

import themereport as tr
from themereport.cli.main import main
from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.locales.messages import MESSAGE_LANGUAGES, language_of, localized

COMMANDS = ROOT / "src" / "themereport" / "cli"
CATALOG = ROOT / "src/themereport/locales/zh_Hans/LC_MESSAGES/messages.po"
WITH_CONTEXT = {"severity", "value"}


def catalog():
    with CATALOG.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def of_the_commands():
    return {message for _, _, message, _, _ in extract_from_dir(COMMANDS, keywords={"_": None})}


def of_the_codes():
    return {words for code in CATALOGUE.values() for words in (code.template, code.why)}


def places(text):
    """What a message is filled with: names and conversions, or the places of `%`."""
    fields = {
        (name, conversion)
        for _, name, _, conversion in string.Formatter().parse(text)
        if name is not None
    }
    return fields, text.count("%(")


def test_every_message_has_a_translation_and_no_other_stands_in_the_catalog():
    entries = {entry.id for entry in catalog() if entry.id and entry.context is None}
    assert entries == of_the_commands() | of_the_codes()


def test_every_translation_has_the_same_places():
    for entry in catalog():
        if not entry.id:
            continue
        assert not entry.fuzzy
        assert entry.string == entry.string.strip()
        assert entry.context in {None, *WITH_CONTEXT}
        if entry.context is None:
            assert entry.string and entry.string != entry.id
            assert places(entry.string) == places(entry.id), entry.id


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_message_can_be_said_in_chinese(code):
    names = {name for _, name, _, _ in string.Formatter().parse(CATALOGUE[code].template) if name}
    found = Diagnostic(code, arguments=dict.fromkeys(names - {"path"}, "x"))
    said = localized(found, "zh-Hans")
    assert said != found.message
    assert "\n" not in said and "{" not in said
    assert localized(found, "en") == localized(found, "fr") == found.message


def test_words_of_the_text_are_never_translated():
    found = Diagnostic("TR306", arguments={"found": "a list"})
    assert localized(found, "zh-Hans") == "'a list' 不是报告的章节：已作为附录保留"


def test_our_own_words_are_translated():
    (found,) = tr.read("- x\n- y", "yaml").diagnostics
    assert localized(found, "zh-CN") == "最外层是列表：请给出由字段组成的映射"
    found = Diagnostic("TR314", arguments={"problem": "it holds a heading; it holds raw HTML"})
    assert localized(found, "zh-Hans").endswith("含有标题；含有原始 HTML")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "zh_SG"}, "zh-Hans"),
        ({"LANG": "zh_TW.UTF-8"}, "en"),
        ({"LANG": "en_US", "LANGUAGE": "fr:zh_CN:en"}, "zh-Hans"),
        ({"LANG": "de_DE@euro"}, "en"),
    ],
)
def test_the_environment_chooses_the_language(environment, language):
    assert language_of(environment) == language
    assert language in MESSAGE_LANGUAGES


@pytest.fixture
def chinese(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "zh_CN")


@pytest.mark.usefixtures("chinese")
def test_the_command_line_speaks_chinese(capsys, tmp_path):
    path = tmp_path / "nine.md"
    path.write_text(without("10. ", TEXT), encoding="utf-8")
    assert main(["check", str(path)]) == 1
    out, err = capsys.readouterr()
    assert f"{path}:16:1: 错误: TR206 signals 有 9 项" in out
    assert "检查 1 个，1 个无效；1 个错误" in err
    assert main(["check", "--help"]) == 0
    assert "指出报告的问题" in capsys.readouterr().out


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("output", ["json", "sarif", "github"])
def test_what_programs_read_stays_english(capsys, output):
    main(["check", "--output", output, str(DRIFTED)])
    assert "the canonical form" in capsys.readouterr().out


@pytest.mark.usefixtures("chinese")
def test_the_option_goes_before_the_environment(capsys):
    assert main(["--language", "en", "explain", "TR302"]) == 0
    assert "Instead of:" in capsys.readouterr().out


@pytest.mark.parametrize("option", [["--language", "zh-Hans"], ["--language=zh-CN"]])
def test_an_option_chooses_the_language(capsys, option):
    assert main([*option, "explain", "TR302"]) == 0
    assert "应当写：" in capsys.readouterr().out
    assert main(["explain", "TR302"]) == 0
    assert "Write:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("tag", "advice"),
    [
        ("tlh", "give one of en, zh-Hans"),
        ("", "give one of en, zh-Hans"),
        ("\x1b[31m", "give one of en, zh-Hans"),
        ("zhs-Hans", "did you mean 'zh-Hans'? There are en, zh-Hans"),
    ],
)
def test_an_unknown_language_is_wrong_use(capsys, tag, advice):
    assert main(["--language", tag, "explain", "TR302"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert advice in err
    assert "\x1b" not in err
