"""What an archive answers: plain tuples with names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt

    from themereport.models.stance import Direction

__all__ = ["Added", "AddedMany", "Entry", "Revision", "SignalEntry", "ThemeSummary"]


class Added(NamedTuple):
    """What became of a report: which revision of its slug it is, and whether it was new."""

    slug: str
    revision: int
    is_new: bool


class AddedMany(NamedTuple):
    """How many reports were new, and how many the archive held before."""

    new: int
    known: int


class Revision(NamedTuple):
    """One revision of a report: its number, counted from 1, and its content hash."""

    slug: str
    revision: int
    content_hash: str


class ThemeSummary(NamedTuple):
    """A theme, how many reports there are on it, and the days of the first and the last."""

    theme: str
    reports: int
    first: dt.date
    last: dt.date


class Entry(NamedTuple):
    """A report as lists name it, in its latest revision; `date` is its day where it was published."""

    date: dt.date
    theme: str
    slug: str
    revision: int
    language: str


class SignalEntry(NamedTuple):
    """A signal of a report, and the day and the theme of that."""

    date: dt.date
    theme: str
    slug: str
    rank: int
    text: str
    direction: Direction | None
