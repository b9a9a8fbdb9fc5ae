"""Portions of a corpus: what one process, or one task of an engine, turns into files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Unpack

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import frozen

from themereport.arguments import check_count
from themereport.arrow.dataset import write_dataset
from themereport.arrow.layout import DEFAULT_LAYOUT
from themereport.arrow.reading import FilePath, batches_of, read_each, safe, sources_of
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from themereport.arrow.dataset import Written
    from themereport.arrow.layout import Layout
    from themereport.arrow.reading import ReadOptions
    from themereport.readers.open import Source
    from themereport.readers.result import ReadResult

__all__ = ["Portion", "find_portions", "write_portion"]

_FEWEST, _MOST, _PORTIONS = 2500, 10_000, 4


@frozen
class Portion:
    """Some texts, as paths: of files with one each, or of one Parquet file with some row groups.

    It can be sent to another process for next to nothing, which a batch of texts cannot.
    """

    number: int
    paths: tuple[str, ...]
    groups: tuple[int, ...] = ()


def find_portions(
    paths: Iterable[os.PathLike[str] | str], size: int | None = None
) -> list[Portion]:
    """Divide files into portions, in order.

    Args:
        paths: Files of posts, and Parquet files (`.parquet`) with the columns that `read_batches`
            takes. The footers of the latter are read.
        size: About how many texts a portion has; by default a quarter of all, but from 2,500 to
            10,000. The larger, the fewer files are written, which takes less time. It does not
            follow from the number of processes, so that the files do not either.

    Raises:
        ConfigError: `size` is less than 1.
        ReadError: A Parquet file cannot be opened.
    """
    if size is not None:
        check_count("size", size, least=1)
    names = [os.fspath(path) for path in paths]
    packed = {name: _group_rows(name) for name in names if name.lower().endswith(".parquet")}
    if size is None:
        count = len(names) - len(packed) + sum(sum(rows) for rows in packed.values())
        size = min(max(count // _PORTIONS, _FEWEST), _MOST)
    single = [name for name in names if name not in packed]
    found: list[tuple[tuple[str, ...], tuple[int, ...]]] = [
        (tuple(single[at : at + size]), ()) for at in range(0, len(single), size)
    ]
    for name, rows in packed.items():
        found += (((name,), groups) for groups in _gathered(rows, size))
    return [Portion(number, *what) for number, what in enumerate(found)]


def _gathered(rows: list[int], size: int) -> Iterator[tuple[int, ...]]:
    """The numbers of row groups, together until they have about `size` rows."""
    some: list[int] = []
    count = 0
    for number, more in enumerate(rows):
        if some and count + more > size:
            yield tuple(some)
            some, count = [], 0
        some.append(number)
        count += more
    if some:
        yield tuple(some)


def write_portion(
    portion: Portion,
    folder: os.PathLike[str] | str,
    layout: Layout = DEFAULT_LAYOUT,
    *,
    notice: Callable[[str, ReadResult], None] | None = None,
    dead: Collection[str] = (),
    **options: Unpack[ReadOptions],
) -> Written:
    """Read the texts of a portion, and write them with `write_dataset`; this is all the work.

    Args:
        portion: One of `find_portions`.
        folder: As for `write_dataset`.
        layout: As for `write_dataset`.
        notice: Called with the name of each text, and what was read.
        dead: Paths that are not read, because a process that read them died; they have a row with
            the diagnostic TR001.
        options: As for `read_batches`.

    Raises:
        ReadError: A Parquet file cannot be read.
        WriteError: A file could not be written.
    """
    rows = read_each(_sources(portion, dead), notice, **options)
    return write_dataset(batches_of(rows), folder, layout, number=portion.number)


def _sources(portion: Portion, dead: Collection[str]) -> Iterator[tuple[str, Source | Diagnostic]]:
    if not portion.groups:
        for path in portion.paths:
            yield safe(path), _died(path) if path in dead else FilePath(path)
        return
    (path,) = portion.paths
    try:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            wanted = [name for name in names if name in ("text", "path", "name")]
            if wanted in ([], ["name"]):
                wanted = names  # to be named when they are refused
            batches = file.iter_batches(1000, row_groups=list(portion.groups), columns=wanted)
            before = sum(_rows(file.metadata)[: portion.groups[0]])
            yield from sources_of(batches, f"{safe(path)} row", before)
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(path, error) from error


def _died(path: str) -> Diagnostic:
    reason = "a process that read it died"
    return Diagnostic("TR001", arguments={"source": safe(path), "reason": reason})


def _group_rows(path: str) -> list[int]:
    """The numbers of rows of the row groups of a Parquet file."""
    try:
        return _rows(pq.read_metadata(path))
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(path, error) from error


def _rows(metadata: pq.FileMetaData) -> list[int]:
    return [metadata.row_group(at).num_rows for at in range(metadata.num_row_groups)]


def _unreadable(path: str, error: Exception) -> ReadError:
    arguments = {"source": safe(path), "reason": str(error).partition("\n")[0]}
    return ReadError([Diagnostic("TR001", arguments=arguments)], what=f"{path!r} cannot be read")
