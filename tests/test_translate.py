"""The words of reports in each language are complete and clear, and so is what translators use."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from gettext import GNUTranslations
from pathlib import Path

import attrs
import pytest
from babel.core import get_cldr_version
from babel.messages.pofile import read_po
from canonical import ROOT

import themereport as tr
from themereport.document.outline import PARTS, SECTIONS, fold_heading
from themereport.locales.cldr import cldr_words
from themereport.locales.labels import ALL_LABELS, Labels, cldr_of, labels_for
from themereport.locales.language import LANGUAGES, nearest_language

spec = importlib.util.spec_from_file_location("translate", ROOT / "tools" / "translate.py")
translate = importlib.util.module_from_spec(spec)
spec.loader.exec_module(translate)

KEYS = (*PARTS, *(section.key for section in SECTIONS), "disclaimer")
SYNONYMS = json.loads((ROOT / "src/themereport/locales/synonyms.json").read_text(encoding="utf-8"))
CLDR = json.loads((ROOT / "tools" / "cldr.json").read_text(encoding="utf-8"))


# --- what there is ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_is_complete_and_clear(language):
    assert list(translate.problems(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_has_every_label(language):
    words = translate.words_of(language)
    names = {field.name for field in attrs.fields(Labels)} - {"language"}
    assert {name for context, name in words if context == "label"} == names
    labels = labels_for(language)
    assert all(getattr(labels, name) == words["label", name] for name in names)


def test_every_language_has_a_catalog_and_every_catalog_is_listed():
    assert set(translate.languages()) == set(LANGUAGES) == set(ALL_LABELS) == set(SYNONYMS)
    assert len(ALL_LABELS) == len(LANGUAGES)
    with pytest.raises(KeyError):
        ALL_LABELS["tlh"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_compiles_to_its_words(language):
    path = translate.path_of(language)
    with path.open("rb") as po, path.with_suffix(".mo").open("rb") as mo:
        source, compiled = read_po(po), GNUTranslations(mo)
        for entry in source:
            if entry.id:
                assert list(entry.check()) == []
                assert compiled.pgettext(entry.context, entry.id) == entry.string


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_compiled_catalog_has_what_is_written_down_of_cldr(language):
    said = CLDR[language]["words"]
    assert {name: cldr_of(language)(name) for name in said} == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_down_of_cldr_is_what_that_version_says(language):
    if CLDR[language]["version"] != get_cldr_version():
        pytest.skip(f"CLDR {get_cldr_version()} is installed")
    assert CLDR[language]["words"] == cldr_words(language)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh", "zh-Hans"),
        ("zh-HK", "zh-Hant"),
        ("zh-Hans-HK", "zh-Hans"),
        ("zh-hant-sg", "zh-Hant"),
        ("zh_tw", "zh-Hant"),
        ("zh-x-private", "zh-Hans"),
        ("zh-Hnat", None),
        ("zh-Hantt", None),
        ("zh-Latn-pinyin", None),
        ("EN-gb", "en"),
        ("de-CH-1996", "de"),
        ("pt-BR", None),
        ("", None),
    ],
)
def test_readers_of_a_tag_in_whatever_case_read_the_nearest_language(tag, language):
    assert nearest_language(tag) == language


def test_no_heading_means_two_sections_in_whatever_languages():
    taken = {}
    for language in LANGUAGES:
        for key in KEYS:
            for heading in (getattr(labels_for(language), key), *SYNONYMS[language][key]):
                assert taken.setdefault(fold_heading(heading), key) == key, heading


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_synonym_stands_there_twice(language):
    for key in KEYS:
        folded = [*map(fold_heading, SYNONYMS[language][key])]
        assert len(set(folded)) == len(folded)
        assert fold_heading(getattr(labels_for(language), key)) not in folded
    assert len(set(SYNONYMS[language]["title"])) == len(SYNONYMS[language]["title"])


def test_titles_name_the_theme_once_and_are_told_apart():
    titles = [labels.title for labels in ALL_LABELS.values()]
    assert len(set(titles)) == len(titles)
    for title in (*titles, *(title for words in SYNONYMS.values() for title in words["title"])):
        assert title.count("{theme}") == 1
        assert title != "{theme}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_every_synonym_is_read_as_its_section(language, key):
    # A heading of an appendix that reads like a section is none: then it would not be one.
    dialect = tr.Dialect()
    for heading in SYNONYMS[language][key]:
        for written in (heading, f"**{heading}**", f"3. {heading}", f"{heading}："):
            found = dialect.recognise(written)
            assert found is not None, written
            assert found.key == key
            assert language in found.languages


# --- what translators use --------------------------------------------------------------------


@pytest.fixture
def locales(tmp_path, monkeypatch):
    """The catalogs, to change them."""
    folder = tmp_path / "locales"
    shutil.copytree(ROOT / "src/themereport/locales", folder)
    monkeypatch.setattr(translate, "LOCALES", folder)
    monkeypatch.setattr(translate, "CLDR", Path(shutil.copy(translate.CLDR, tmp_path)))
    return folder


def change(language, old, new):
    path = translate.path_of(language)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_updating_what_is_complete_changes_nothing(locales):
    before = {tag: translate.path_of(tag).read_bytes() for tag in LANGUAGES}
    assert translate.main(["update"]) == 0
    assert {tag: translate.path_of(tag).read_bytes() for tag in LANGUAGES} == before
    assert json.loads(translate.CLDR.read_text(encoding="utf-8")) == CLDR


def test_a_new_language_begins_with_every_word_of_the_source(locales, capsys):
    assert translate.main(["update", "pt"]) == 0
    assert translate.words_of("pt") == dict.fromkeys(translate.words_of("en"), "")
    assert "Language: pt" in translate.path_of("pt").read_text(encoding="utf-8")
    assert translate.main(["check", "pt"]) == 1
    assert "pt: label title is not translated" in capsys.readouterr().out


@pytest.mark.parametrize(("listed", "is_said"), [(LANGUAGES, False), (("en",), True)])
def test_a_complete_catalog_that_is_not_listed_is_said_not_to_be_used(
    monkeypatch, capsys, listed, is_said
):
    monkeypatch.setattr(translate, "LANGUAGES", listed)
    assert translate.main(["check", "de"]) == 0
    said = capsys.readouterr().out
    assert ("de: not used yet: add the tag to LANGUAGES" in said) == is_said


def test_a_reader_that_stops_reading_ends_it_quietly(locales):
    code = f"""
import importlib.util, pathlib, sys
spec = importlib.util.spec_from_file_location("translate", {str(translate.__file__)!r})
translate = importlib.util.module_from_spec(spec)
spec.loader.exec_module(translate)
translate.LOCALES = pathlib.Path({str(locales)!r})
sys.exit(translate.main(["check", "pt"]))
"""
    assert translate.main(["update", "pt"]) == 0
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-c", code], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


def test_updating_adds_what_is_new_drops_what_is_gone_and_keeps_the_rest(locales, capsys):
    change("de", 'msgid "risks"', 'msgid "perils"')
    assert translate.main(["update", "de"]) == 0
    words = translate.words_of("de")
    assert words["label", "risks"] == ""
    assert ("label", "perils") not in words
    assert words["label", "brief"] == "Kurzfassung"
    assert f"de: 1 new, 1 gone, {len(words) - 1} kept" in capsys.readouterr().out


def test_the_template_has_the_words_and_their_comments_and_no_translation(locales, tmp_path):
    path = tmp_path / "themereport.pot"
    assert translate.main(["extract", str(path)]) == 0
    with path.open("rb") as file:
        entries = [entry for entry in read_po(file) if entry.id]
    assert [(entry.context, entry.id) for entry in entries] == list(translate.words_of("en"))
    assert all(entry.auto_comments and not entry.string for entry in entries)


def test_a_template_that_cannot_be_written_is_named(tmp_path, capsys):
    assert translate.main(["extract", str(tmp_path / "none" / "a.pot")]) == 1
    assert capsys.readouterr().out.endswith(
        "a.pot: it cannot be written: No such file or directory\n"
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"Kurzfassung"', '""', "label brief is not translated"),
        ("{theme}: Markt", "Thema: Markt", r"label title is .*its placeholders must be \{theme\}"),
        ("{change} ({rank})", "{change} ({rang})", r"ranked is .* must be \{change\} \{rank\}"),
        ('msgid "brief"', 'msgid "short"', "label brief is not there: run update"),
        ('msgid "brief"', 'msgid "short"', "label short is no word of reports: run update"),
        ('"Kurzfassung"', '"Im Detail"', "'Im Detail' means .* no heading may mean two sections"),
        ('"Kurzfassung"', '"Risiken"', "'Risiken' means risks in de, and brief in de"),
        ('"Kurzfassung"', '"Principal Risks"', "'Principal Risks' means risks in en, and brief in"),
        ('"Kurzfassung"', '"—"', "label brief is '—': give at least one letter"),
        ('"Kurzfassung"', f'"{"Kurz" * 20}"', "label brief has 80 characters: a heading has at"),
        ("{theme}: Marktanalyse im Überblick", "{theme}", "label title is the theme alone"),
        ("Dieser Bericht wurde von künstlicher", "Viel Spaß ohne künstliche", "label notice is .*: readers do not take"),
        ('msgid "after_label"\nmsgstr ":"', 'msgid "after_label"\nmsgstr "x"', "after_label is 'x'"),
        ('msgid "brief"', '#, fuzzy\nmsgid "brief"', "label brief is not translated"),
        ('"Kurzfassung"', '"Kurzfassung"\ngarbage', "it is no catalog"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(locales, capsys, old, new, problem):
    if "fuzzy" in new:
        old, new = f'msgctxt "label"\n{old}', '#, fuzzy\nmsgctxt "label"\nmsgid "brief"'
    change("de", old, new)
    assert translate.main(["check", "de"]) == 1
    assert re.search(f"^de: .*{problem}", capsys.readouterr().out, re.MULTILINE)


def test_what_cldr_says_is_written_down_for_a_new_language_and_when_it_is_asked(locales):
    translate.CLDR.write_text(json.dumps({"ko": {"version": "1", "words": {}}}), encoding="utf-8")
    assert translate.main(["update", "ko", "pt"]) == 0
    known = json.loads(translate.CLDR.read_text(encoding="utf-8"))
    assert known["ko"] == {"version": "1", "words": {}}
    assert known["pt"] == {"version": get_cldr_version(), "words": cldr_words("pt")}
    assert translate.main(["cldr", "ko"]) == 0
    known = json.loads(translate.CLDR.read_text(encoding="utf-8"))
    assert known["ko"] == {"version": get_cldr_version(), "words": cldr_words("ko")}


@pytest.mark.parametrize("command", ["update", "check", "cldr"])
def test_a_tag_of_no_language_is_refused(locales, capsys, command):
    assert translate.main([command, "xx-klingon"]) == 1
    assert capsys.readouterr().out.startswith("xx-klingon: ")
