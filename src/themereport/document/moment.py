"""Dates for readers, by the CLDR."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from babel import Locale

__all__ = ["format_published"]


def format_published(moment: datetime, language: str) -> str:
    """`moment` as readers of `language` write it: CLDR's long date, short time, and the offset."""
    from babel.dates import format_date, format_time

    locale = _locale(language)
    local = moment.replace(tzinfo=None)
    date = format_date(local, "long", locale=locale)
    time = format_time(local, "short", locale=locale)
    pattern: str = locale.datetime_formats["long"]
    both = pattern.replace("{1}", date).replace("{0}", time).replace("'", "")
    # Babel 2.18 writes -03:30 as -04:30, so the offset is ours; the words around it are CLDR's.
    return f"{both} {locale.zone_formats['gmt'] % moment.isoformat()[-6:]}"


@cache
def _locale(language: str) -> Locale:
    from babel import Locale

    return Locale.parse(language, sep="-")
