"""Millions of posts to Parquet on Spark: `mapInArrow` with the functions of `themereport.arrow`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Unpack

from themereport.errors import missing

try:  # before our own that need pyarrow, too, and would name another extra
    import pyarrow as pa
    from pyspark import TaskContext
    from pyspark.sql.pandas.types import from_arrow_schema
except ImportError as error:
    raise missing(
        error, "themereport.engines.spark", "spark", "pyspark", "pandas", "pyarrow"
    ) from error

from themereport.arrow import Layout, Written, finish_dataset, read_batches, schema
from themereport.arrow import write_dataset as write_batches
from themereport.arrow.files import only_run
from themereport.arrow.reading import check_columns

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from pyspark.sql import DataFrame

    from themereport.arrow import ReadOptions

__all__ = ["read_frame", "write_dataset"]

_DEFAULT_LAYOUT = Layout()
_WRITTEN = pa.schema(
    [("files", pa.list_(pa.string())), ("texts", pa.int64()), ("reports", pa.int64())]
)


def read_frame(frame: DataFrame, **options: Unpack[ReadOptions]) -> DataFrame:
    """Read the texts of a frame: a row for each, with the columns of `themereport.arrow.schema()`.

    Args:
        frame: Has a column `text` or a column `path`, and a column `name` if it likes.
        options: As for `read_batches`.

    Raises:
        ConfigError: The frame has neither `text` nor `path`.
    """
    check_columns(frame.columns)  # here, where the reason is not buried in that of a failed task
    return frame.mapInArrow(partial(read_batches, **options), from_arrow_schema(schema()))


def write_dataset(
    frame: DataFrame,
    folder: os.PathLike[str] | str,
    layout: Layout = _DEFAULT_LAYOUT,
    **options: Unpack[ReadOptions],
) -> Written:
    """Read the texts of a frame into a Parquet dataset, a part for each partition of the frame.

    A task that is done again, because its worker died, replaces what it had written.

    Args:
        frame: As for `read_frame`; the more of it a partition holds, the fewer files are written.
        folder: The folder of the dataset, on a file system that all workers share.
        layout: As for `themereport.arrow.write_dataset`.
        options: As for `read_batches`.

    Returns:
        What was written.

    Raises:
        ConfigError: The frame has neither `text` nor `path`.
    """
    check_columns(frame.columns)
    write = partial(_write, folder=folder, layout=layout, options=options)
    with only_run(folder, layout.name):
        rows = frame.mapInArrow(write, from_arrow_schema(_WRITTEN)).collect()
        written = [Written(tuple(row["files"]), row["texts"], row["reports"]) for row in rows]
        return finish_dataset(folder, written, layout)


def _write(
    batches: Iterable[pa.RecordBatch],
    folder: os.PathLike[str] | str,
    layout: Layout,
    options: ReadOptions,
) -> Iterator[pa.RecordBatch]:
    context = TaskContext.get()
    number = context.partitionId() if context else 0
    written = write_batches(read_batches(batches, **options), folder, layout, number=number)
    row = {"files": list(written.files), "texts": written.texts, "reports": written.reports}
    yield pa.RecordBatch.from_pylist([row], _WRITTEN)
