"""Reports written to the tables of an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from themereport.archive.answer import Added
from themereport.archive.rows import COLUMNS, Item

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from themereport.archive.preparation import Prepared

__all__ = ["INSERT_GRAMS", "INSERT_ITEM", "INSERT_REPORT", "put"]

INSERT_REPORT = """
INSERT INTO reports
    (slug, revision, is_latest, hash, theme, language, published_at, date, json, original)
VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?)
"""
INSERT_ITEM = f"""
INSERT INTO items (id, report, {COLUMNS}) VALUES (?, ?{", ?" * len(Item._fields)})
"""
INSERT_GRAMS = "INSERT INTO grams (rowid, pairs) VALUES (?, ?)"


def put(connection: sqlite3.Connection, some: Iterable[Prepared]) -> list[Added]:
    """Write reports, and all their rows at once, which is faster than each by itself."""
    execute = connection.execute
    added: list[Added] = []
    items: list[tuple[Any, ...]] = []
    grams: list[tuple[int, str]] = []
    (number,) = execute("SELECT coalesce(max(id), 0) FROM items").fetchone()
    for prepared in some:
        report, became = _put_report(connection, prepared)
        added.append(became)
        if report is None:
            continue
        for item, pairs in zip(prepared.items, prepared.grams, strict=True):
            number += 1
            items.append((number, report, *item))
            grams.append((number, pairs))
    connection.executemany(INSERT_ITEM, items)
    connection.executemany(INSERT_GRAMS, grams)
    return added


def _put_report(connection: sqlite3.Connection, prepared: Prepared) -> tuple[int | None, Added]:
    """Write a report without its rows: its number, or None if it is there, and what became."""
    execute = connection.execute
    there = execute(
        "SELECT slug, revision FROM reports WHERE hash = ?", (prepared.content_hash,)
    ).fetchone()
    if there is not None:
        return None, Added(there[0], there[1], is_new=False)
    slug = prepared.slug
    (last,) = execute("SELECT max(revision) FROM reports WHERE slug = ?", (slug,)).fetchone()
    if last is not None:
        execute("UPDATE reports SET is_latest = 0 WHERE slug = ?", (slug,))
    revision = (last or 0) + 1
    number = execute(INSERT_REPORT, (slug, revision, *prepared.columns)).lastrowid
    return number, Added(slug, revision, is_new=True)
