"""How fast an archive is, as ratios to plain SQLite; run by `make bench`.

A hundred thousand reports take some minutes and two gigabytes of disk; `--reports 5000` is for a
look. With `--write` the table goes into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bench import EXAMPLES, Row, report_rows

import themereport as tr
from themereport.archive import Archive, Hit, adding, layout
from themereport.archive.preparation import prepare

# In one report of a thousand; no example has it.
RARE = "涡轮"
AT_ONCE = 256
ADDED = 2000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = [*_adding(Path(folder)), *_searching(Path(folder), options.reports)]
    report_rows(rows, "archive figures", write=options.write)


def _reports(count: int) -> Iterator[tr.ThemeReport]:
    """Different reports, of different days."""
    bases = [tr.load(path) for path in sorted(EXAMPLES.glob("20*.md"))]
    chance = random.Random(7)
    for number in range(count):
        base = bases[number % len(bases)]
        words = "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(60))
        signals = [
            signal.model_copy(update={"text": f"{signal.text[:-12]}{words[rank : rank + 12]}"})
            for rank, signal in enumerate(base.signals)
        ]
        overview = f"{base.overview}{words}{RARE if number % 1000 == 500 else ''}"
        moment = base.published_at + dt.timedelta(days=number // len(bases) % 3000)
        yield base.model_copy(
            update={
                "theme": f"{base.theme} {number // len(bases) // 3000}",
                "published_at": moment,
                "overview": overview,
                "signals": tuple(signals),
            }
        )


def _adding(folder: Path) -> list[Row]:
    """The peer inserts the same rows and the same text for the index, which it is given."""
    reports = list(_reports(ADDED))
    ready = [prepare(report) for report in reports]
    samples: list[tuple[float, float]] = []
    for turn in range(5):
        with Archive.open(folder / f"ours-{turn}.db") as opened:
            mine = _time(partial(opened.add_many, reports))
        samples.append((mine, _time(partial(_insert, folder / f"bare-{turn}.db", ready))))
    mine, other = (statistics.median(column) for column in zip(*samples, strict=True))
    return [
        ("add a report to an archive", mine / ADDED * 1e6, "bare inserts", mine / other, 2.0),
    ]


def _insert(path: Path, ready: list[Any]) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    for step in layout.STEPS:
        connection.executescript(step)
    reports = items = 0
    insert_report = adding.INSERT_REPORT.replace("(slug", "(id, slug").replace("(?", "(?, ?", 1)
    for start in range(0, len(ready), AT_ONCE):
        some = ready[start : start + AT_ONCE]
        connection.execute("BEGIN IMMEDIATE")
        numbered = list(enumerate(some, reports + 1))
        connection.executemany(insert_report, [(n, it.slug, 1, *it.columns) for n, it in numbered])
        rows = [(n, *item) for n, it in numbered for item in it.items]
        connection.executemany(
            adding.INSERT_ITEM, [(n, *row) for n, row in enumerate(rows, items + 1)]
        )
        grams = [pairs for it in some for pairs in it.grams]
        connection.executemany(adding.INSERT_GRAMS, list(enumerate(grams, items + 1)))
        connection.execute("COMMIT")
        reports, items = reports + len(some), items + len(rows)
    connection.close()


def _searching(folder: Path, count: int) -> list[Row]:
    """The peer looks for the same characters in every text, in the same file."""
    rows: list[Row] = []
    with Archive.open(folder / "searched.db") as opened:
        opened.add_many(_reports(count))
        connection = opened._connection
        for what, words in (
            ("find two characters, in one report of a thousand", RARE),
            ("find two characters, in one report of three", "储能"),
        ):
            found = len(list(opened.search(words)))
            assert found == _scan(connection, words) > 0
            mine = _best(partial(_first, opened, words))
            other = _best(partial(_scan, connection, words))
            name = f"a scan of all texts of {count:,} reports"
            rows.append((what, mine * 1e6, name, mine / other, 1 / 20))
        before = _memory()
        exported = sum(len(report.signals) for report in opened.between())
        assert exported == 10 * count
        print(f"{10 * count:,} signals read: memory grew by {_memory() - before:.0f} MB")
    return rows


def _first(opened: Archive, words: str) -> list[Hit]:
    return list(opened.search(words, limit=20))


def _scan(connection: sqlite3.Connection, words: str) -> int:
    query = "SELECT count(*) FROM items WHERE instr(text, ?) OR instr(label, ?)"
    (count,) = connection.execute(query, (words, words)).fetchone()
    return int(count)


def _memory() -> float:
    """The most that this process has held, in MB."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (1024 if sys.platform == "linux" else 1024**2)


def _best(call: Callable[[], Any]) -> float:
    return min(_time(call) for _ in range(5))


def _time(call: Callable[[], Any]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


if __name__ == "__main__":
    main()
