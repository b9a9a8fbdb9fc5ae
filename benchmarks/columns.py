"""What it costs to turn posts into Parquet, alone and on engines; run by `make bench`.

Forty thousand different posts, of twenty-seven themes and some months, as files; a quarter of them for
the engines. The first row compares CPU time; the others compare the clock, so that a busy machine shows.
With `--write` the table goes into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bench import EXAMPLES, Row, report_rows

import themereport as tr
from themereport.arrow import Layout, find_portions, finish_dataset, write_portion
from themereport.arrow.reading import FilePath

ROUNDS = 3
THEMES = 3  # of each example
DAYS = 28
_OURS = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
_USERS = {name: value for name, value in os.environ.items() if name not in _OURS}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=40_000)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--without-spark", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = _posts(folder / "posts", options.reports)
        some = _posts(folder / "some", options.reports // 4)
        rows = [*_alone(paths, folder), *_two(paths, some, folder)]
        one = _best(lambda: _batch(some, _new(folder), "1"))
        rows.append(_dask(some, folder, one))
        if not options.without_spark:
            rows.append(_spark(some, folder, one))
        out = _new(folder)
        _batch(paths, out, "1")
        size = sum(path.stat().st_size for path in out.rglob("*.parquet"))
        files = sum(1 for _ in out.rglob("*.parquet"))
        posts = sum(os.path.getsize(path) for path in paths)
        print(f"posts {posts / len(paths):,.0f} bytes, Parquet {size / len(paths):,.0f} a report")
        print(f"{files} files")
    report_rows(rows, "columns figures", write=options.write)


def _posts(folder: Path, count: int) -> list[str]:
    """Different posts: words that no other one has, in each signal and the overview."""
    folder.mkdir()
    bases = [tr.load(path) for path in sorted(EXAMPLES.glob("20*.md"))]
    chance = random.Random(7)
    for number in range(count):
        base = bases[number % len(bases)]
        words = "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(120))
        signals = [
            signal.model_copy(update={"text": f"{signal.text[:-12]}{words[at * 12 :][:12]}"})
            for at, signal in enumerate(base.signals)
        ]
        nth = number // len(bases)
        report = base.model_copy(
            update={
                "theme": f"{base.theme} {nth % THEMES}",
                "published_at": base.published_at + dt.timedelta(days=nth // THEMES % DAYS),
                "overview": f"{base.overview}{words}",
                "signals": tuple(signals),
            }
        )
        day = report.published_at.date().isoformat()
        (folder / f"{day}-{number:06}.md").write_text(str(tr.render(report)), encoding="utf-8")
    return [str(path) for path in sorted(folder.iterdir())]


def _new(folder: Path) -> Path:
    """A new folder for what is written: where many files were deleted, ext4 is slow for seconds."""
    return Path(tempfile.mkdtemp(dir=folder))


def _alone(paths: list[str], folder: Path) -> Iterator[Row]:
    """CPU time, in one process; the peers read the same files, and keep nothing or the reports.

    Parted by theme, too, there are fifty times as many files, each of some dozen rows.
    """
    by_month = Layout(partition_by=("month",))
    portions = find_portions(paths)

    def read_all() -> None:
        for path in paths:
            tr.read(FilePath(path))

    def keep_all() -> None:
        for portion in portions:
            reports = [tr.read(FilePath(path)).report for path in portion.paths]
            assert None not in reports

    def write_all(layout: Layout) -> None:
        out = _new(folder)
        finish_dataset(out, [write_portion(portion, out, layout) for portion in portions], layout)

    works = (partial(write_all, by_month), partial(write_all, Layout()), read_all, keep_all)
    samples = [tuple(_time(work, time.process_time) for work in works) for _ in range(ROUNDS)]
    months, all_, read, kept = (statistics.median(column) for column in zip(*samples, strict=True))
    for what, mine in (("by month", months), ("by theme and month", all_)):
        each = mine / len(paths) * 1e6
        row = f"posts to Parquet, parted {what}"
        yield (row, each, "reading them alone, each let go at once", mine / read, 2.0)
        yield (row, each, "reading them alone, into lists", mine / kept, 1.6)


def _two(paths: list[str], some: list[str], folder: Path) -> Iterator[Row]:
    """Two processes and one, by the clock: posts to Parquet, and a thousand of some to pages.

    To start takes a quarter of a second, which no second process shortens. It is told apart, as what
    the same command takes for one post.
    """
    thousand = some[:: max(1, len(some) // 1000)]  # in all languages, as the whole
    name = "the same in one process, by the clock"
    for what, count, posts, command in (
        ("posts to Parquet", len(paths), [os.path.dirname(paths[0])], ("batch",)),
        ("a thousand posts to HTML", len(thousand), thousand, ("render", "--to", "html")),
    ):

        def take(jobs: str, posts: list[str], command: tuple[str, ...] = command) -> float:
            out = ("--out", str(_new(folder)), "--jobs", jobs)
            return _time(lambda: _run(*command, *posts, *out), time.perf_counter)

        samples = [(take("2", posts), take("1", posts), take("1", some[:1])) for _ in range(5)]
        two, one, start = (min(column) for column in zip(*samples, strict=True))
        two_alone, one_alone = two - start, one - start
        each = 1e6 / count
        yield (f"{what} in two processes", two * each, name, two / one, 0.7)
        row = f"{what} in two processes, once started"
        yield (row, two_alone * each, name, two_alone / one_alone, 1 / 1.7)


def _dask(paths: list[str], folder: Path, one: float) -> Row:
    from distributed import Client, LocalCluster

    from themereport.engines import dask

    start = time.perf_counter()
    with (
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=2, threads_per_worker=1, dashboard_address=":0"
        ) as cluster,
        Client(cluster),  # type: ignore[no-untyped-call]
    ):
        print(f"Dask started in {time.perf_counter() - start:.1f} s")
        return _warm("Dask", paths, lambda: dask.write_dataset(paths, _new(folder)), one)


def _spark(paths: list[str], folder: Path, one: float) -> Row:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    from themereport.engines import spark

    start = time.perf_counter()
    builder = SparkSession.builder.master("local-cluster[2,1,1024]")
    session = builder.config("spark.ui.enabled", "false").getOrCreate()
    print(f"Spark started in {time.perf_counter() - start:.1f} s")
    rows = session.sparkContext.parallelize([(path,) for path in paths], 4)
    frame = session.createDataFrame(rows, "path string")
    try:
        return _warm("Spark", paths, lambda: spark.write_dataset(frame, _new(folder)), one)
    finally:
        session.stop()


def _warm(engine: str, paths: list[str], run: Callable[[], Any], one: float) -> Row:
    print(f"{engine}, the first run: {_time(run, time.perf_counter):.1f} s")
    warm = _best(run)
    name = "one process, by the clock"
    return (f"posts to Parquet on {engine}, warm", warm / len(paths) * 1e6, name, warm / one, 2.0)


def _batch(paths: list[str], out: Path, jobs: str) -> None:
    _run("batch", os.path.dirname(paths[0]), "--out", str(out), "--jobs", jobs)


def _run(*arguments: str) -> None:
    """The command, as its users start it: compiled before, and with a buffer for what it says."""
    command = [sys.executable, "-m", "themereport", *arguments]
    subprocess.run(command, capture_output=True, check=True, env=_USERS)


def _best(call: Callable[[], Any]) -> float:
    return min(_time(call, time.perf_counter) for _ in range(3))


def _time(call: Callable[[], Any], clock: Callable[[], float]) -> float:
    start = clock()
    call()
    return clock() - start


if __name__ == "__main__":
    main()
