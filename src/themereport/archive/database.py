"""Questions to the tables of an archive, and the reports that they hold."""

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from themereport.archive.connection import told
from themereport.archive.rows import SECTIONS
from themereport.archive.timeline import DIRECTIONS
from themereport.archive.verification import read_stored
from themereport.errors import ArchiveError, ConfigError, nearest
from themereport.models.report import SLUG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from themereport.models.report import ThemeReport

__all__ = ["Database", "conditions_of"]

T = TypeVar("T")

# Of a theme's reports, the last so many are compared with a name that is none.
_MOST_NEAR = 1000


@frozen
class Database:
    """The tables of the archive at `path`."""

    path: str
    connection: sqlite3.Connection

    def rows(self, query: str, parameters: Iterable[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, fetched as they are asked for."""
        with told(self.path):
            cursor = self.connection.execute(query, tuple(parameters))
        while True:
            with told(self.path):
                row = cursor.fetchone()
            if row is None:
                return
            yield row

    def made(
        self, make: Callable[..., T], query: str, parameters: Iterable[object] = ()
    ) -> Iterator[T]:
        """What `make` makes of each row of a query."""
        for row in self.rows(query, parameters):
            try:
                made = make(*row)
            except (TypeError, ValueError, AttributeError) as error:
                raise ArchiveError(
                    f"the archive {self.path!r} is damaged: a row holds what it cannot ({error}); "
                    "take a copy of the archive from before"
                ) from error
            yield made

    def reports(self, which: str, parameters: Iterable[object]) -> Iterator[ThemeReport]:
        """The latest revisions of the reports for which `which`, the end of a query, holds."""
        query = f"SELECT slug, hash, json FROM reports WHERE is_latest {which}"
        for slug, content_hash, text in self.rows(query, parameters):
            yield self.report(slug, content_hash, text)

    def stored(self, slug: str, revision: int | None, columns: str) -> tuple[Any, ...]:
        """Columns of a report: of its latest revision, or of the one that is asked for."""
        query = f"SELECT {columns} FROM reports WHERE slug = ? AND "
        with told(self.path):
            if revision is None:
                row = self.connection.execute(f"{query} is_latest", (slug,)).fetchone()
            else:
                parameters = (slug, revision)
                row = self.connection.execute(f"{query} revision = ?", parameters).fetchone()
        if row is None:
            raise ArchiveError(
                f"the archive {self.path!r} holds no {self._missing(slug, revision)}"
            )
        found: tuple[Any, ...] = row
        return found

    def _missing(self, slug: str, revision: int | None) -> str:
        """What there is not of a report, and what is near."""
        query = "SELECT revision FROM reports WHERE slug = ? ORDER BY revision"
        revisions = [number for (number,) in self.rows(query, (slug,))]
        if revisions:
            return f"revision {revision} of {slug!r}: its latest is {revisions[-1]}"
        near = self._slug_near(slug)
        advice = f"did you mean {near!r}?" if near else "list it to see what there is"
        return f"report {slug!r}: {advice}"

    def _slug_near(self, slug: str) -> str | None:
        """The slug that `slug` may be meant for: of a theme near its own, as there may be many."""
        said = SLUG.search(slug)
        theme = nearest(said[1] if said else slug, self.themes())
        query = "SELECT slug FROM reports WHERE theme = ? AND is_latest ORDER BY date DESC LIMIT ?"
        slugs = [found for (found,) in self.rows(query, (theme, _MOST_NEAR))]
        return nearest(slug, slugs) or (slugs[0] if slugs else None)

    def themes(self) -> list[str]:
        """All themes."""
        query = "SELECT DISTINCT theme FROM reports WHERE is_latest"
        return [str(theme) for (theme,) in self.rows(query)]

    def check_theme(self, theme: str) -> None:
        """Raise `ArchiveError` if there is no report on `theme`, whatever its day."""
        if theme in (known := self.themes()):
            return
        near = nearest(theme, known)
        advice = f"did you mean {near!r}?" if near else "list the themes to see which there are"
        raise ArchiveError(
            f"the archive {self.path!r} holds no report on the theme {theme!r}: {advice}"
        )

    def report(self, slug: str, content_hash: str, text: str) -> ThemeReport:
        """The report that is stored as `text`; raise `ArchiveError` if it is another."""
        report = read_stored(text)
        # With a damaged index, the row may be that of another report.
        if report is None or (report.content_hash, report.slug) != (content_hash, slug):
            raise ArchiveError(
                f"the archive {self.path!r} is damaged: what it holds of {slug!r} is not what was "
                "stored; take a copy of the archive from before"
            )
        return report


def conditions_of(
    start: dt.date | None,
    end: dt.date | None,
    theme: str | None,
    *,
    section: str | None = None,
    direction: str | None = None,
) -> tuple[str, list[object]]:
    """What is asked of a report, and of an item of it, as SQL and its parameters."""
    conditions, parameters = "", list[object]()
    for operator, day in ((">=", start), ("<=", end)):
        if day is not None:
            conditions += f" AND date {operator} ?"
            parameters.append(_as_day(day).isoformat())
    if theme is not None:
        conditions += " AND theme = ?"
        parameters.append(theme)
    for column, value, known in (
        ("section", section, SECTIONS),
        ("direction", direction, DIRECTIONS),
    ):
        if value is not None:
            if value not in known:
                raise ConfigError.unknown(column, value, known)
            conditions += f" AND items.{column} = ?"
            parameters.append(value)
    return conditions, parameters


def _as_day(day: object) -> dt.date:
    if not isinstance(day, dt.date):
        raise TypeError(f"a day must be a date, not {type(day).__name__}")
    return day.date() if isinstance(day, dt.datetime) else day
