"""Dates as readers of a language write them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from babel import Locale
from babel.core import get_cldr_version
from babel.dates import format_date, format_time
from canonical import ROOT
from hypothesis import given
from hypothesis import strategies as st
from strategies import moments

from themereport.document.moment import format_published
from themereport.locales.language import LANGUAGES

DAY = datetime(2025, 11, 4, 9, 16, 36, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-Hans", "2025年11月4日 09:16 GMT+08:00"),
        ("zh-Hant", "2025年11月4日 上午9:16 GMT+08:00"),
        ("en", "November 4, 2025, 9:16\u202fAM GMT+08:00"),
        ("ja", "2025年11月4日 9:16 GMT+08:00"),
        ("ko", "2025년 11월 4일 오전 9:16 GMT+08:00"),
        ("de", "4. November 2025, 09:16 GMT+08:00"),
        ("fr", "4 novembre 2025, 09:16 UTC+08:00"),
        ("es", "4 de noviembre de 2025, 9:16 GMT+08:00"),
        ("ar", "4 نوفمبر 2025، 9:16 ص غرينتش\u200e+08:00"),
    ],
)
def test_a_date_is_written_as_in_the_language(language, expected):
    assert format_published(DAY, language) == expected


@given(moments)
def test_the_offset_is_that_of_the_moment(moment):
    assert format_published(moment, "en").endswith(f" GMT{moment.isoformat()[-6:]}")


# Languages without a catalog, whose forms differ: Afrikaans has two digits in `04`, Yoruba one in `9:5`.
OTHERS = ("pt", "fa", "af", "yo")
CLDR = json.loads((ROOT / "tools" / "cldr.json").read_text(encoding="utf-8"))
# What is written down for the others is of another version than what is installed.
ASKED = (*(tag for tag in LANGUAGES if CLDR[tag]["version"] == get_cldr_version()), *OTHERS)


def as_babel_says(moment, language):
    locale = Locale.parse(language, sep="-")
    local = moment.replace(tzinfo=None)
    date = format_date(local, "long", locale)
    time = format_time(local.time(), "short", locale=locale)
    both = locale.datetime_formats["long"].replace("'", "")
    return both.replace("{1}", date).replace("{0}", time)


@given(moments, st.sampled_from(ASKED))
def test_date_and_time_are_those_of_babel(moment, language):
    assert format_published(moment, language).startswith(f"{as_babel_says(moment, language)} ")


@pytest.mark.parametrize("language", ASKED)
def test_each_day_and_each_minute_is_written_as_babel_writes_it(language):
    begin = datetime(2024, 1, 1, tzinfo=UTC)
    steps = [timedelta(days=day) for day in range(366)] + [
        timedelta(minutes=n) for n in range(1440)
    ]
    for moment in (begin + step for step in steps):
        assert format_published(moment, language).startswith(f"{as_babel_says(moment, language)} ")
