"""Which languages are written from right to left, and texts that keep their own direction."""

from __future__ import annotations

import unicodedata

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from hypothesis import given
from strategies import texts

from themereport.renderers.direction import is_right_to_left, isolated


@pytest.mark.parametrize(
    "language",
    ["ar", "ar-EG", "he", "fa", "ur", "ps", "ug", "yi", "dv", "ckb", "syr", "nqo",
     "pa-PK", "az-IR", "ku-Arab", "ha-Arab", "ff-Adlm", "ms-Arab", "ar-x-en"],
)  # fmt: skip
def test_languages_in_such_scripts_run_from_right_to_left(language):
    assert is_right_to_left(language)


@pytest.mark.parametrize(
    "language",
    ["en", "de", "fr", "es", "ja", "ko", "zh-Hans", "zh-Hant-HK", "ru", "hi", "ku", "ha",
     "pa", "pa-IN", "az", "ar-Latn", "he-Latn", "und", "tlh", "xx", "en-SA"],
)  # fmt: skip
def test_all_others_run_from_left_to_right(language):
    assert not is_right_to_left(language)


def test_the_cldr_agrees_on_every_language_that_it_has():
    for name in locale_identifiers():
        locale = Locale.parse(name)
        tag = "-".join(filter(None, [locale.language, locale.script, locale.territory]))
        assert is_right_to_left(tag) == (locale.text_direction == "rtl"), tag


@given(texts())
def test_an_isolated_text_is_the_text_between_two_marks(text):
    assert isolated(text, among_right_to_left=True) == f"\u2068{text}\u2069"
    assert isolated(text).strip("\u2068\u2069") == text.strip("\u2068\u2069")


@given(texts())
def test_what_could_turn_its_neighbours_is_isolated(text):
    turns = any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)
    if turns:
        assert isolated(text) != text
