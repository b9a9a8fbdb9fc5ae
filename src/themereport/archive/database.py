"""Questions to the tables of an archive."""

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from themereport.archive.connection import told
from themereport.archive.rows import SECTIONS
from themereport.archive.timeline import DIRECTIONS
from themereport.errors import ArchiveError, ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Database", "conditions_of"]

T = TypeVar("T")


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
