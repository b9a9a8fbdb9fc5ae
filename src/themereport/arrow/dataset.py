"""The Parquet dataset: a folder for each table, and in it one for each theme and month.

    signals/theme_key=储能/month=2026-03/part-00000-000.parquet

`texts` and `diagnostics` are of texts, which need not have a theme: their files are not parted.
"""

from __future__ import annotations

import os
import re
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen

from themereport.arrow.files import Files
from themereport.arrow.layout import DEFAULT_LAYOUT, OF_REPORTS, OF_TEXTS, Layout
from themereport.arrow.memory import POOL
from themereport.arrow.schema import OWN, TABLES, table_schema
from themereport.arrow.tables import to_table
from themereport.errors import ConfigError, WriteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Written", "finish_dataset", "write_dataset"]

# Bytes of Arrow in memory: files are as large as that allows, and no input makes them larger.
_GROUP = 64 * 2**20


@frozen
class Written:
    """What was written: the files, below the folder, and how many texts and reports are in them."""

    files: tuple[str, ...]
    texts: int
    reports: int


def write_dataset(
    batches: Iterable[pa.RecordBatch],
    folder: os.PathLike[str] | str,
    layout: Layout = DEFAULT_LAYOUT,
    *,
    number: int = 0,
) -> Written:
    """Write batches of `read_batches` into a Parquet dataset.

    Each file is written under another name first, so that there is never a part of one. The names
    of files follow from the layout and `number` alone: writing the same again replaces the files.
    When all parts are written, call `finish_dataset`.

    Args:
        batches: Batches with the schema `schema()`; some 64 MB of them are held at once.
        folder: The folder of the dataset; it is made if it is not there.
        layout: How files are named and parted; one folder has one `partition_by`.
        number: Which part this is, from 0, where many write at once.

    Returns:
        The files that were written.

    Raises:
        ConfigError: `number` is none.
        WriteError: A file could not be written.
    """
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise ConfigError(f"the number of a part is {number!r}: give 0 or more")
    files = Files(os.fspath(folder), layout.name)
    texts = reports = 0
    for count, batch in enumerate(_groups(batches)):
        stem = f"{layout.name}-{number:05}-{count:03}"
        for table, place, rows in _parts(batch, layout):
            if rows.num_rows:
                files.write(rows, f"{table}/{place}{stem}.parquet")
        texts += batch.num_rows
        reports += batch.num_rows - batch.column("report").null_count
    return Written(tuple(files.written), texts, reports)


def finish_dataset(
    folder: os.PathLike[str] | str, written: Iterable[Written], layout: Layout = DEFAULT_LAYOUT
) -> Written:
    """Make a dataset whole, when all its parts are written.

    Files of the layout's name that are in none of `written` are of an earlier run, and are removed.
    A table without any row gets a file without rows, so that each can be read.

    Raises:
        WriteError: A file cannot be removed or written.
    """
    folder = os.fspath(folder)
    written = list(written)
    kept = {file for some in written for file in some.files}
    ours = re.compile(rf"{layout.name}-\d{{5,}}-(?:\d{{3,}}|none)\.parquet")
    files = Files(folder, layout.name)
    try:
        for table in TABLES:
            is_empty = True
            for path in _files(folder, table):
                if ours.fullmatch(path.rpartition("/")[2]) and path not in kept:
                    os.unlink(os.path.join(folder, path))
                else:
                    is_empty = False
            if is_empty:
                wanted = table_schema(table)
                none = [pa.nulls(0, field.type) for field in wanted]
                rows = pa.RecordBatch.from_arrays(none, schema=wanted)
                place = layout.empty_place(table)
                files.write(rows, f"{table}/{place}{layout.name}-00000-none.parquet")
        files.clean()
    except OSError as error:
        raise WriteError(f"{folder!r} cannot be finished: {error.strerror or error}") from error
    return Written(
        (*sorted(kept), *files.written),
        sum(some.texts for some in written),
        sum(some.reports for some in written),
    )


def _files(folder: str, table: str) -> Iterator[str]:
    """The Parquet files of a table, below the folder, with `/` between names."""
    for place, _, names in os.walk(os.path.join(folder, table)):
        below = os.path.relpath(place, folder).replace(os.sep, "/")
        yield from (f"{below}/{name}" for name in names if name.endswith(".parquet"))


def _groups(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same rows in batches as large as may be."""
    some: list[pa.RecordBatch] = []
    size = 0
    for batch in batches:
        some.append(batch)
        size += batch.nbytes
        if size >= _GROUP:
            yield pa.concat_batches(some, memory_pool=POOL)
            some, size = [], 0
    if some:
        yield pa.concat_batches(some, memory_pool=POOL)


def _parts(batch: pa.RecordBatch, layout: Layout) -> Iterator[tuple[str, str, pa.RecordBatch]]:
    """The rows of each file: its table, its folder below that of the table, and the rows."""
    for table in OF_TEXTS:
        yield table, "", to_table(batch, table)
    themes, days = batch.column("theme").to_pylist(), batch.column("date").to_pylist()
    reported = list(zip(themes, days, strict=True))
    places = {of: layout.place(*of) for of in set(reported) if of[0] is not None}
    placed = sorted(  # by the place alone: those of one place stay in order
        ((places[of], at) for at, of in enumerate(reported) if of[0] is not None),
        key=itemgetter(0),
    )
    indices = pa.array([at for _, at in placed], pa.int64())
    batch = pc.take(batch, indices, memory_pool=POOL)
    tables = {table: to_table(batch, table) for table in OF_REPORTS}
    start = 0
    for place, some in groupby(placed, key=itemgetter(0)):
        end = start + sum(1 for _ in some)
        for table, rows in tables.items():
            first, last = start, end
            if table in OWN:
                offsets = batch.column(table).offsets
                first, last = offsets[start].as_py(), offsets[end].as_py()
            yield table, place, rows.slice(first, last - first)
        start = end
