"""Dates for readers, by the CLDR."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from babel import Locale
    from babel.dates import DateTimePattern

    from themereport.document.document import Document

__all__ = ["format_published", "published_line"]


def format_published(moment: datetime, language: str) -> str:
    """`moment` as readers of `language` write it: CLDR's long date, short time, and the offset."""
    locale, date, time, both, offset = _patterns(language)
    local = moment.replace(tzinfo=None)
    text = both.replace("{1}", date.apply(local, locale)).replace("{0}", time.apply(local, locale))
    # Babel 2.18 writes -03:30 as -04:30, so the offset is ours; the words around it are CLDR's.
    return f"{text} {offset % moment.isoformat()[-6:]}"


def published_line(document: Document) -> str:
    """When the report was published, behind the label for it."""
    labels = document.labels
    when = format_published(document.report.published_at, labels.language)
    return f"{labels.published}{labels.after_label}{labels.gap}{when}"


@cache
def _patterns(language: str) -> tuple[Locale, DateTimePattern, DateTimePattern, str, str]:
    """What CLDR says of `language`: date, time, both together, and the offset."""
    from babel import Locale

    locale = Locale.parse(language, sep="-")
    both: str = locale.datetime_formats["long"]
    # Among letters from right to left, the sign would be shown behind its number.
    mark = "\u200e" if locale.text_direction == "rtl" else ""
    return (
        locale,
        locale.date_formats["long"],
        locale.time_formats["short"],
        both.replace("'", ""),
        locale.zone_formats["gmt"] % f"{mark}%s",
    )
