"""The archive: reports in one file of SQLite, whole and as rows."""

from __future__ import annotations

import datetime as dt
import os
from itertools import islice
from typing import TYPE_CHECKING, Self

from themereport.archive.adding import put
from themereport.archive.answer import (
    Added,
    AddedMany,
    Entry,
    Revision,
    SignalEntry,
    ThemeSummary,
)
from themereport.archive.calendar import Calendar, calendar_of
from themereport.archive.connection import connect, copy_to, told, transaction
from themereport.archive.database import Database, conditions_of
from themereport.archive.preparation import Prepared, prepare
from themereport.archive.search import hits_of
from themereport.archive.timeline import Timeline, timeline_of
from themereport.archive.verification import Damage, damages
from themereport.arguments import check_count, check_text
from themereport.comparison.compare import compare
from themereport.errors import ArchiveError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from themereport.archive.search import Hit
    from themereport.comparison.change import ReportDiff
    from themereport.models.report import ThemeReport
    from themereport.models.stance import Direction

__all__ = ["Archive"]

_AT_ONCE = 256


class Archive:
    """Reports in one file, each whole and as it was, with all its revisions.

    Get one from `Archive.open`, and close it, or use it in a `with` statement. What `add` and
    `add_many` have returned for is on the disk. Many processes may use one file at once, each with
    its own `Archive`; a network file system is no place for it. Every method raises `ArchiveError`
    where the file cannot be read or written.
    """

    def __init__(self, path: str, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection
        self._database = Database(path, connection)

    @classmethod
    def open(cls, path: os.PathLike[str] | str, *, readonly: bool = False) -> Self:
        """Open the archive at `path`, or begin one there.

        Args:
            path: The file; `:memory:` is an archive that is gone when it is closed.
            readonly: Whether nothing may be written; then there must be a file. It may be in a
                folder that cannot be written to, such as one on a disc; then nobody else may write
                to it either while it is open.

        Raises:
            ArchiveError: The file is damaged, no archive, or one of a later version.
        """
        name = os.fspath(path)
        if not isinstance(name, str):
            raise TypeError(f"path must be a path of text, not {type(name).__name__}")
        return cls(name, connect(name, readonly=readonly))

    def close(self) -> None:
        """Close the file. Closing again does nothing."""
        with told(self._path):
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- adding --------------------------------------------------------------------------------

    def add(self, report: ThemeReport, *, original: str | bytes | None = None) -> Added:
        """Keep `report`; a report that is there already is left as it is.

        A report with the slug of another one, and other content, is its next revision.

        Args:
            report: The report.
            original: The text that it was read from, kept as it is beside it.
        """
        prepared = prepare(report, original)
        with told(self._path), transaction(self._connection):
            (added,) = put(self._connection, [prepared])
        return added

    def add_many(
        self, reports: Iterable[ThemeReport | tuple[ThemeReport, str | bytes]]
    ) -> AddedMany:
        """Keep many reports, some hundred of them in one step.

        If it is interrupted, the archive holds those of the steps before, and no part of another.

        Args:
            reports: Reports, or pairs of a report and the text that it was read from.
        """
        new = known = 0
        waiting = iter(reports)
        # Reports are made ready before the file is locked: making one may take long.
        while some := [_prepared(report) for report in islice(waiting, _AT_ONCE)]:
            with told(self._path), transaction(self._connection):
                count = sum(added.is_new for added in put(self._connection, some))
            new += count
            known += len(some) - count
        return AddedMany(new, known)

    # --- getting -------------------------------------------------------------------------------

    def get(self, slug: str, revision: int | None = None) -> ThemeReport:
        """The report with `slug`: its latest revision, or the one that is asked for.

        Raises:
            ArchiveError: There is none, or what is stored of it is damaged.
        """
        content_hash, text = self._database.stored(slug, revision, "hash, json")
        return self._database.report(slug, content_hash, text)

    def original(self, slug: str, revision: int | None = None) -> bytes | None:
        """The text that a report was read from, if it was given."""
        original: bytes | None = self._database.stored(slug, revision, "original")[0]
        return original

    def revisions(self, slug: str) -> list[Revision]:
        """All revisions of a report, the first first; none if there is no such report."""
        query = "SELECT slug, revision, hash FROM reports WHERE slug = ? ORDER BY revision"
        with told(self._path):
            return [Revision(*row) for row in self._connection.execute(query, (slug,))]

    def diff(self, slug: str, old: int | None = None, new: int | None = None) -> ReportDiff:
        """What changed from revision `old` of a report to revision `new`.

        By default from the one before the latest to the latest.
        """
        numbers = [revision.revision for revision in self.revisions(slug)]
        if new is None and numbers:
            new = numbers[-1]
        if old is None and new is not None:
            if new in numbers[:1]:
                raise ArchiveError(
                    f"the archive {self._path!r} holds no revision of {slug!r} before {new}: "
                    "there is nothing to compare it with"
                )
            old = new - 1
        return compare(self.get(slug, old), self.get(slug, new))

    # --- listing -------------------------------------------------------------------------------

    def __len__(self) -> int:
        """How many reports there are, each counted once, whatever its revisions."""
        with told(self._path):
            query = "SELECT count(*) FROM reports WHERE is_latest"
            (count,) = self._connection.execute(query).fetchone()
        return int(count)

    def themes(self) -> Iterator[ThemeSummary]:
        """The themes, in the order of their characters."""
        query = """
            SELECT theme, count(*), min(date), max(date) FROM reports
            WHERE is_latest GROUP BY theme ORDER BY theme
        """
        return self._database.made(
            lambda theme, count, first, last: ThemeSummary(
                theme, count, dt.date.fromisoformat(first), dt.date.fromisoformat(last)
            ),
            query,
        )

    def check_theme(self, theme: str) -> None:
        """Raise `ArchiveError` if there is no report on `theme`, with the theme that is near.

        Other methods take a theme for a condition, which nothing may meet.
        """
        self._database.check_theme(theme)

    def entries(
        self, start: dt.date | None = None, end: dt.date | None = None, *, theme: str | None = None
    ) -> Iterator[Entry]:
        """What there is from the day `start` to the day `end`, both included, without its content.

        In the order of `between`.
        """
        conditions, parameters = conditions_of(start, end, theme)
        query = f"""
            SELECT date, theme, slug, revision, language FROM reports WHERE is_latest {conditions}
            ORDER BY date, theme, published_at, id
        """
        return self._database.made(
            lambda day, *rest: Entry(dt.date.fromisoformat(day), *rest), query, parameters
        )

    def between(
        self, start: dt.date | None = None, end: dt.date | None = None, *, theme: str | None = None
    ) -> Iterator[ThemeReport]:
        """The latest revisions of reports from the day `start` to the day `end`, both included.

        A report's day is that at the place of publication. In order of their days, and of themes.
        """
        conditions, parameters = conditions_of(start, end, theme)
        return self._database.reports(
            f"{conditions} ORDER BY date, theme, published_at, id", parameters
        )

    def newest(self, count: int, *, theme: str | None = None) -> Iterator[ThemeReport]:
        """The latest revisions of the `count` reports that were published last, the last first."""
        check_count("count", count)
        conditions, parameters = conditions_of(None, None, theme)
        order = "ORDER BY published_at DESC, id DESC LIMIT ?"
        return self._database.reports(f"{conditions} {order}", [*parameters, count])

    def signals(
        self,
        *,
        theme: str | None = None,
        start: dt.date | None = None,
        end: dt.date | None = None,
        direction: Direction | None = None,
    ) -> Iterator[SignalEntry]:
        """Signals of the latest revisions, in order of days, themes and ranks.

        Args:
            theme: Only of reports on this theme.
            start: Only of reports of this day or later.
            end: Only of reports of this day or earlier.
            direction: Only those that move the market this way.

        Raises:
            ConfigError: There is no such direction.
        """
        conditions, parameters = conditions_of(start, end, theme, direction=direction)
        query = f"""
            SELECT date, theme, slug, number, text, direction
            FROM reports JOIN items ON items.report = reports.id
            WHERE is_latest AND section = 'signals' {conditions}
            ORDER BY date, theme, published_at, reports.id, number
        """
        return self._database.made(
            lambda day, *rest: SignalEntry(dt.date.fromisoformat(day), *rest), query, parameters
        )

    def calendar(self, *, start: dt.date | None = None, end: dt.date | None = None) -> Calendar:
        """Which days there are reports of, theme by theme."""
        return calendar_of(self.entries(start, end))

    def timeline(
        self, theme: str, *, start: dt.date | None = None, end: dt.date | None = None
    ) -> Timeline:
        """How a theme went: its signals by direction, impacts that turned, how long risks stayed.

        Raises:
            ArchiveError: There is no report on it in that time.
        """
        days = list(self.between(start, end, theme=theme))
        if not days:
            self.check_theme(theme)
            raise ArchiveError(
                f"the archive {self._path!r} holds no report on the theme {theme!r} in that time"
            )
        return timeline_of(days)

    def search(
        self,
        text: str,
        *,
        theme: str | None = None,
        start: dt.date | None = None,
        end: dt.date | None = None,
        section: str | None = None,
        direction: Direction | None = None,
        limit: int | None = None,
    ) -> Iterator[Hit]:
        """Find the items that hold all words of `text`, in the latest revisions; the best first.

        Of very many, the best of those that were added last come first, then the others, the last
        that was added first.

        A word is what stands between blanks. It is found wherever it stands, within other words
        too, without regard to width and case; and where OpenCC is installed, in Traditional as in
        Simplified characters. Nothing in `text` is an operator.

        Args:
            text: The words.
            theme: Only in reports on this theme.
            start: Only in reports of this day or later.
            end: Only in reports of this day or earlier.
            section: Only in this section, such as `signals` or `risks`.
            direction: Only in what moves the market this way.
            limit: At most as many.

        Raises:
            ConfigError: There is no such section or direction, or the limit is below 0.
        """
        check_text("text", text)
        if limit is not None:
            check_count("limit", limit)
        conditions, parameters = conditions_of(
            start, end, theme, section=section, direction=direction
        )
        return islice(hits_of(self._database, text, conditions, parameters), limit)

    # --- keeping -------------------------------------------------------------------------------

    def verify(self) -> Iterator[Damage]:
        """Look at all that is stored: the file, each report's hash, its rows and its index.

        Yields what is damaged; nothing if all is well.
        """
        return damages(self._path, self._connection)

    def export(
        self,
        folder: os.PathLike[str] | str,
        *,
        theme: str | None = None,
        start: dt.date | None = None,
        end: dt.date | None = None,
    ) -> int:
        """Write the latest revisions as a dataset of Parquet files, parted by theme and month.

        DuckDB, Polars, pandas and Spark read it. A file is replaced as a whole, and those of an
        earlier export that are none of this one are removed.

        Args:
            folder: The folder of the dataset; it is made if it is not there.
            theme: Only reports on this theme.
            start: Only reports of this day or later.
            end: Only reports of this day or earlier.

        Returns:
            How many reports were written.

        Raises:
            MissingExtraError: pyarrow is not installed (the `arrow` extra).
            WriteError: A file cannot be written, or another export is being written there.
        """
        from themereport.arrow import finish_dataset, report_batches, write_dataset
        from themereport.arrow.files import only_run
        from themereport.arrow.layout import DEFAULT_LAYOUT

        reports = self.between(start, end, theme=theme)
        with only_run(folder, DEFAULT_LAYOUT.name):
            written = write_dataset(report_batches(reports), folder)
            return finish_dataset(folder, [written]).reports

    def copy(self, path: os.PathLike[str] | str) -> None:
        """Write a whole copy to a new file at `path`, while others may be writing here.

        Raises:
            ArchiveError: There is a file, or it cannot be written.
        """
        copy_to(self._connection, os.fspath(path))


def _prepared(report: ThemeReport | tuple[ThemeReport, str | bytes]) -> Prepared:
    return prepare(*report) if isinstance(report, tuple) else prepare(report)
