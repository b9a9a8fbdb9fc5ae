"""The tables of an archive, and the steps from each older version of them to the next.

Steps are SQL, run in one transaction with the change of the version's number: a file is of the old
version or of the new one, never between.
"""

from __future__ import annotations

__all__ = ["APPLICATION_ID", "STEPS", "VERSION"]

APPLICATION_ID = 0x74726570
"""`trep`, which marks a file of SQLite as an archive."""

_FIRST = """
CREATE TABLE reports (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL,
    revision INTEGER NOT NULL,
    is_latest INTEGER NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    theme TEXT NOT NULL,
    language TEXT NOT NULL,
    published_at TEXT NOT NULL,
    date TEXT NOT NULL,
    json TEXT NOT NULL,
    original BLOB,
    UNIQUE (slug, revision)
) STRICT;
CREATE INDEX reports_by_theme ON reports (theme, published_at);
CREATE INDEX reports_by_date ON reports (date, theme);
CREATE TABLE items (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (id),
    section TEXT NOT NULL,
    number INTEGER NOT NULL,
    step INTEGER NOT NULL,
    label TEXT,
    text TEXT NOT NULL,
    direction TEXT,
    claim TEXT,
    kind TEXT,
    category TEXT,
    severity INTEGER,
    likelihood INTEGER
) STRICT;
CREATE INDEX items_by_report ON items (report, section, number, step);
CREATE VIRTUAL TABLE grams USING fts5 (pairs, content = '', tokenize = 'ascii');
"""

STEPS: tuple[str, ...] = (_FIRST,)
"""What makes version n of version n - 1; version 0 is an empty file."""

VERSION = len(STEPS)
"""The version of the tables that this release writes."""
