"""Portions of a corpus: what one process, or one task of an engine, turns into files."""

from __future__ import annotations

import os
from itertools import accumulate
from typing import TYPE_CHECKING, Unpack

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import evolve, frozen

from themereport.arguments import check_count
from themereport.arrow.dataset import write_dataset
from themereport.arrow.layout import DEFAULT_LAYOUT
from themereport.arrow.reading import (
    FilePath,
    batches_of,
    check_columns,
    read_each,
    safe,
    sources_of,
)
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from themereport.arrow.dataset import Written
    from themereport.arrow.layout import Layout
    from themereport.arrow.reading import ReadOptions
    from themereport.readers.open import Source
    from themereport.readers.result import ReadResult

__all__ = ["Portion", "find_portions", "write_portion"]

# IndexError: a file that was replaced by one with fewer row groups.
_TROUBLES = (OSError, pa.ArrowException, ConfigError, IndexError)
_FEWEST, _MOST, _PORTIONS = 2500, 10_000, 4


@frozen
class Portion:
    """Some texts, as paths: of files with one each, or of one Parquet file with some row groups.

    A Parquet file that cannot be read, or has no texts, is a portion with the reason in `refused`.
    It can be sent to another process for next to nothing, which a batch of texts cannot.
    """

    number: int
    paths: tuple[str, ...]
    groups: tuple[int, ...] = ()
    refused: Diagnostic | None = None


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
        TypeError: `paths` is a single one.
    """
    if isinstance(paths, (str, bytes)):
        raise TypeError(f"paths must be a collection of paths, not {type(paths).__name__}")
    if size is not None:
        check_count("size", size, least=1)
    names = [os.fspath(path) for path in paths]
    packed = {name: _group_rows(name) for name in names if name.lower().endswith(".parquet")}
    rows = {name: some for name, some in packed.items() if not isinstance(some, Diagnostic)}
    if size is None:
        count = len(names) - len(packed) + sum(map(sum, rows.values()))
        size = min(max(count // _PORTIONS, _FEWEST), _MOST)
    single = [name for name in names if name not in packed]
    found = [Portion(0, tuple(single[at : at + size])) for at in range(0, len(single), size)]
    for name, some in packed.items():
        if isinstance(some, Diagnostic):
            found.append(Portion(0, (name,), refused=some))
        else:
            found += (Portion(0, (name,), groups) for groups in _gathered(some, size))
    return [evolve(portion, number=number) for number, portion in enumerate(found)]


def _gathered(rows: list[int], size: int) -> Iterator[tuple[int, ...]]:
    """The numbers of row groups, together until they have about `size` rows."""
    some: list[int] = []
    count = 0
    for number, more in enumerate(rows):
        if not more:
            continue
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

    What cannot be read of a Parquet file has one row, with its name and the diagnostic TR001.

    Args:
        portion: One of `find_portions`.
        folder: As for `write_dataset`.
        layout: As for `write_dataset`.
        notice: Called with the name of each text, and what was read.
        dead: Paths that are not read, because a process that read them died; they have a row with
            the diagnostic TR001.
        options: As for `read_batches`.

    Raises:
        WriteError: A file could not be written.
    """
    rows = read_each(_sources(portion, dead), notice, **options)
    return write_dataset(batches_of(rows), folder, layout, number=portion.number)


def _sources(portion: Portion, dead: Collection[str]) -> Iterator[tuple[str, Source | Diagnostic]]:
    if portion.refused is not None:
        yield safe(portion.paths[0]), portion.refused
    elif portion.groups:
        yield from _packed(portion.paths[0], portion.groups)
    else:
        for path in portion.paths:
            yield safe(path), _died(path) if path in dead else FilePath(path)


def _packed(path: str, groups: tuple[int, ...]) -> Iterator[tuple[str, Source | Diagnostic]]:
    """The texts of row groups; a group that is damaged is named, and the others are read."""
    try:
        with pq.ParquetFile(path) as file:
            wanted = [name for name in file.schema_arrow.names if name in ("text", "path", "name")]
            starts = [0, *accumulate(_rows(file.metadata))]
            for group in groups:
                try:
                    batches = file.iter_batches(1000, row_groups=[group], columns=wanted)
                    yield from sources_of(batches, f"{safe(path)} row", starts[group])
                except _TROUBLES as error:
                    yield safe(path), _unreadable(path, f"row group {group}: {_first(error)}")
    except _TROUBLES as error:
        yield safe(path), _unreadable(path, _first(error))


def _died(path: str) -> Diagnostic:
    return _unreadable(path, "a process that read it died")


def _group_rows(path: str) -> list[int] | Diagnostic:
    """The numbers of rows of the row groups of a Parquet file, or why it cannot be read."""
    if os.path.exists(path) and not os.path.isfile(path):  # a pipe would be waited for
        return _unreadable(path, "it is no regular file")
    try:
        metadata = pq.read_metadata(path)
        check_columns(metadata.schema.to_arrow_schema().names)
    except _TROUBLES as error:
        return _unreadable(path, _first(error))
    return _rows(metadata)


def _rows(metadata: pq.FileMetaData) -> list[int]:
    return [metadata.row_group(at).num_rows for at in range(metadata.num_row_groups)]


def _first(error: Exception) -> str:
    """The line of an error that says what is wrong; others are of the insides of Arrow."""
    return str(error).partition("\n")[0]


def _unreadable(path: str, reason: str) -> Diagnostic:
    return Diagnostic("TR001", arguments={"source": safe(path), "reason": reason})
