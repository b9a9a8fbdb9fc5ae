"""Dates as readers of a language write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from babel.dates import format_datetime
from hypothesis import given
from strategies import moments

from themereport.document.moment import format_published
from themereport.locales.labels import LANGUAGES

DAY = datetime(2025, 11, 4, 9, 16, 36, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-Hans", "2025年11月4日 09:16 GMT+08:00"),
        ("zh-Hant", "2025年11月4日 上午9:16 GMT+08:00"),
        ("en", "November 4, 2025, 9:16\u202fAM GMT+08:00"),
        ("ja", "2025年11月4日 9:16 GMT+08:00"),
        ("ko", "2025년 11월 4일 AM 9:16 GMT+08:00"),
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_date_and_time_are_those_of_the_cldr(language):
    moment = datetime(2026, 2, 3, 16, 5, tzinfo=UTC)
    date = format_datetime(moment, "long", locale=language.replace("-", "_")).split("16:")[0]
    assert format_published(moment, language)[:5] == date[:5]
