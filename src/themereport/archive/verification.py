"""Whether all that an archive holds is as it was stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from themereport.archive.connection import told
from themereport.archive.grams import to_grams
from themereport.archive.preparation import columns_of
from themereport.archive.rows import COLUMNS, Item, items_of, words_of
from themereport.errors import ModelError
from themereport.models.report import ThemeReport

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

__all__ = ["Damage", "damages", "read_stored"]

_REPORTS = """
SELECT id, slug, revision, hash, theme, language, published_at, date, json FROM reports ORDER BY id
"""
_NOT_LATEST = """
SELECT slug FROM reports GROUP BY slug
HAVING sum(is_latest) <> 1 OR max(revision) <> max(CASE WHEN is_latest THEN revision END)
"""


class Damage(NamedTuple):
    """Something that is not as it was stored, and what it belongs to."""

    slug: str | None
    revision: int | None
    reason: str


def damages(path: str, connection: sqlite3.Connection) -> Iterator[Damage]:
    """What is damaged in an archive, found by looking at all of it."""
    with told(path):
        for (line,) in connection.execute("PRAGMA integrity_check").fetchall():
            if line != "ok":
                yield Damage(None, None, f"the file: {line}")
        for (slug,) in connection.execute(_NOT_LATEST).fetchall():
            yield Damage(slug, None, "another revision than the last is taken for the latest")
        for number, slug, revision, *stored in connection.execute(_REPORTS):
            reason = _reason(connection, number, slug, stored)
            if reason:
                yield Damage(slug, revision, reason)
        query = "SELECT count(*) FROM items WHERE report NOT IN (SELECT id FROM reports)"
        (strays,) = connection.execute(query).fetchone()
        if strays:
            yield Damage(None, None, f"{strays} rows belong to no report")
        if not _is_index_right(connection):
            yield Damage(None, None, "the index does not find just what the rows hold")


def read_stored(text: str) -> ThemeReport | None:
    """The report that an archive holds as `text`, or None if that is damaged."""
    try:
        return ThemeReport.model_validate_json(text)
    except ModelError:
        return None


def _reason(connection: sqlite3.Connection, number: int, slug: str, stored: list[str]) -> str:
    """What is wrong with a report; nothing if nothing is."""
    *columns, text = stored
    report = read_stored(text)
    if report is None:
        return "its content is no valid report"
    told = columns_of(report)
    if told[0] != columns[0]:
        return "its content does not have its hash"
    if (slug, *columns) != (report.slug, *told):
        return "its columns are not what its content says"
    query = f"SELECT {COLUMNS} FROM items WHERE report = ? ORDER BY id"
    rows = connection.execute(query, (number,)).fetchall()
    if [Item(*row) for row in rows] != list(items_of(report)):
        return "its rows are not what its content says"
    return ""


def _is_index_right(connection: sqlite3.Connection) -> bool:
    """Whether the index holds just the pairs of the rows: the sums over all places are the same."""
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.places USING fts5vocab (main, grams, instance)"
    )
    rows = connection.execute("SELECT id, label, text FROM items")
    expected = (
        hash((term, number, offset))
        for number, label, text in rows
        for offset, term in enumerate(to_grams(words_of(label, text)).split(" "))
    )
    places = connection.execute("SELECT term, doc, offset FROM temp.places")
    return sum(map(hash, places)) == sum(expected)
