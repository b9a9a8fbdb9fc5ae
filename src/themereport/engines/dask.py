"""Millions of posts to Parquet on Dask: on one machine or a cluster, as the client says."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Unpack

from themereport.errors import missing

try:
    import_module("pyarrow")  # before our own that need it, too, and would name another extra
    from dask import base as dask_base
    from dask.delayed import delayed
except ImportError as error:
    raise missing(
        error, "themereport.engines.dask", "dask", "dask", "distributed", "pyarrow"
    ) from error

from themereport.arrow import Layout, find_portions, finish_dataset, write_portion
from themereport.arrow.files import only_run

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from themereport.arrow import Portion, ReadOptions, Written

__all__ = ["write_dataset"]

_DEFAULT_LAYOUT = Layout()


def write_dataset(
    paths: Iterable[os.PathLike[str] | str],
    folder: os.PathLike[str] | str,
    layout: Layout = _DEFAULT_LAYOUT,
    *,
    size: int | None = None,
    **options: Unpack[ReadOptions],
) -> Written:
    """Turn posts into a Parquet dataset, a task for each portion of them.

    Runs on the scheduler that is active, such as that of a `distributed.Client`. A task that is
    done again, because its worker died, replaces what it had written.

    Args:
        paths: As for `find_portions`: files of posts, or Parquet files with many.
        folder: The folder of the dataset, on a file system that all workers share.
        layout: As for `themereport.arrow.write_dataset`.
        size: As for `find_portions`.
        options: As for `read_batches`.

    Returns:
        What was written.
    """
    portions = find_portions(paths, size)
    task = delayed(_write, pure=False)
    tasks = [task(portion, folder, layout, options) for portion in portions]
    with only_run(folder, layout.name):
        done = dask_base.compute(*tasks)  # type: ignore[no-untyped-call]
        return finish_dataset(folder, done, layout)


def _write(
    portion: Portion, folder: os.PathLike[str] | str, layout: Layout, options: ReadOptions
) -> Written:
    return write_portion(portion, folder, layout, **options)
