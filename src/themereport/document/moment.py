"""Dates for readers, by the CLDR."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.locales.labels import cldr_of

if TYPE_CHECKING:
    from datetime import datetime

    from themereport.document.document import Document

__all__ = ["format_published", "published_line"]


def format_published(moment: datetime, language: str) -> str:
    """`moment` as readers of `language` write it: CLDR's long date, short time, and the offset."""
    words = cldr_of(language)
    date = words(f"month {moment.month}").format(year=moment.year, day=moment.day)
    hour = f"hour {moment.hour}" if moment.minute else f"hour {moment.hour}:00"
    time = words(hour).format(minute=moment.minute)
    text = words("moment").replace("{1}", date).replace("{0}", time)
    # Babel 2.18 writes -03:30 as -04:30, so the offset is ours; the words around it are CLDR's.
    return f"{text} {words('offset') % moment.isoformat()[-6:]}"


def published_line(document: Document) -> str:
    """When the report was published, behind the label for it."""
    labels = document.labels
    when = format_published(document.report.published_at, labels.language)
    return f"{labels.published}{labels.after_label}{labels.gap}{when}"
