"""From record batches of texts to record batches of reports, a row for each text."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import pyarrow as pa

from themereport.api import read
from themereport.arguments import check_report
from themereport.arrow.memory import POOL
from themereport.arrow.plain import plain_columns, plain_of
from themereport.arrow.schema import OWN, schema
from themereport.columns import columns_of
from themereport.diagnostics.diagnostic import Diagnostic, start_of
from themereport.errors import ConfigError
from themereport.readers.result import ReadResult, Spans
from themereport.records import RECORD_COLUMNS
from themereport.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from themereport.arrow.plain import Plain
    from themereport.document.dialect import Dialect
    from themereport.models.report import ThemeReport
    from themereport.readers.open import Source
    from themereport.readers.reader import Mode

__all__ = [
    "FilePath",
    "ReadOptions",
    "Row",
    "batches_of",
    "check_columns",
    "read_batches",
    "read_each",
    "report_batches",
    "safe",
    "sources_of",
]

Row = tuple[str, "ThemeReport | None", "tuple[Diagnostic, ...]", int]
"""A text's name, its report, what was found in it, and about how many characters all of it has."""

# More would be in the way of Python's own collector, which looks at all that lives.
_ROWS = 250
_CHARACTERS = 16 * 2**20
# So many reports that are not plain are turned into columns at once.
_SOME = 16
_TEXT = pa.string()
_LISTS = [table for table in OWN if table != "diagnostics"]


class ReadOptions(TypedDict, total=False):
    """How texts are read: the arguments of `read`."""

    format: str | None
    mode: Mode
    budget: int | None
    dialect: Dialect | None


def read_batches(
    batches: Iterable[pa.RecordBatch], **options: Unpack[ReadOptions]
) -> Iterator[pa.RecordBatch]:
    """Read the texts of record batches: for each row that goes in, one comes out, in order.

    A batch has a column `text` of texts or UTF-8 bytes, or else a column `path` of paths of files;
    and a column `name`, if it likes. Without one, a text is called by its path, or `row 1` and so on,
    counted through all batches. It may have more columns; they are not looked at.

    Nothing is kept but some hundred rows at a time, however long the input is. A text that gives no
    report has its row all the same, with its diagnostics and nulls: bad content never raises. A
    null is read as an empty text.

    Args:
        batches: Record batches: those of a pyarrow Table, or what Spark's `mapInArrow` gives.
        options: `format`, `mode`, `budget` and `dialect`, as for `read`.

    Returns:
        Record batches with the schema `schema()`, of at most 250 rows each.

    Raises:
        ConfigError: A batch has neither `text` nor `path`, or one of another type.
        PluginError: There is no reader called `format`.
    """
    return batches_of(read_each(sources_of(batches), **options))


def read_each(
    sources: Iterable[tuple[str, Source | Diagnostic]],
    notice: Callable[[str, ReadResult], None] | None = None,
    **options: Unpack[ReadOptions],
) -> Iterator[Row]:
    """Read each source, which has a name; a diagnostic in its place says why it is not read."""
    for name, source in sources:
        if isinstance(source, Diagnostic):
            nothing = SourceText("", name)
            result = ReadResult(None, (source,), Spans(nothing, []), nothing)
        else:
            result = read(source, **options)
        if notice is not None:
            notice(name, result)
        size = len(result.source.text) if result.source else 0
        yield name, result.report, result.diagnostics, size


def report_batches(reports: Iterable[ThemeReport]) -> Iterator[pa.RecordBatch]:
    """The same batches made of reports; each is called by its slug."""

    def rows() -> Iterator[Row]:
        for report in reports:
            check_report(report)
            yield report.slug, report, (), len(report.overview) + len(report.background)

    return batches_of(rows())


def sources_of(
    batches: Iterable[pa.RecordBatch], called: str = "row", number: int = 0
) -> Iterator[tuple[str, Source]]:
    """The name and the source of each row; a text without a name is `called` by its number."""
    for batch in batches:
        columns = batch.schema.names
        check_columns(columns)
        kind = "text" if "text" in columns else "path"
        _check(batch, kind, binary=kind == "text")
        if "name" in columns:
            _check(batch, "name", binary=False)
        for at in range(0, batch.num_rows, _ROWS):
            some = batch.slice(at, _ROWS)
            values = _values(some, kind)
            names = _values(some, "name") if "name" in columns else [None] * len(values)
            for name, value in zip(names, values, strict=True):
                number += 1
                if kind == "text":
                    yield name or f"{called} {number}", value or ""
                else:
                    yield name or value or f"{called} {number}", FilePath(value) if value else ""


def check_columns(columns: list[str]) -> None:
    """Raise ConfigError if texts cannot be among columns of these names."""
    if "text" not in columns and "path" not in columns:
        has = f"the columns {', '.join(columns)}" if columns else "no columns"
        raise ConfigError(f"a batch has {has}: give it 'text', or 'path'")
    for name in ("text", "path", "name"):
        if columns.count(name) > 1:
            raise ConfigError(f"a batch has {columns.count(name)} columns {name!r}: give it one")


def _values(batch: pa.RecordBatch, column: str) -> list[Any]:
    """The values of a column; a text that is no UTF-8 as bytes, a name as the system has it."""
    values = batch.column(column)
    try:
        texts: list[Any] = values.to_pylist()
    except UnicodeDecodeError:  # Arrow does not look whether what is called text is one
        if pa.types.is_dictionary(values.type):
            values = values.dictionary_decode()
        texts = values.cast(pa.large_binary()).to_pylist()
    else:
        return texts
    if column == "text":
        return texts
    return [name and name.decode("utf-8", "surrogateescape") for name in texts]


def _check(batch: pa.RecordBatch, column: str, *, binary: bool) -> None:
    kind = batch.schema.field(column).type
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    is_text = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    is_text = is_text or pa.types.is_string_view(kind) or pa.types.is_null(kind)
    is_bytes = pa.types.is_binary(kind) or pa.types.is_large_binary(kind)
    is_bytes = is_bytes or pa.types.is_binary_view(kind)
    if not is_text and not (binary and is_bytes):
        raise ConfigError(f"the column {column!r} holds {kind}: give it texts")


class FilePath(os.PathLike[str]):
    """A path for `read`; cheaper to make than a `pathlib.Path`."""

    __slots__ = ("_path",)

    def __init__(self, path: str) -> None:
        self._path = path

    def __fspath__(self) -> str:
        return self._path


def batches_of(rows: Iterable[Row]) -> Iterator[pa.RecordBatch]:
    """Rows as record batches with the schema `schema()`."""
    builder = _Builder()
    for row in rows:
        builder.add(*row)
        if builder.is_full:
            yield builder.batch()
            builder = _Builder()
    if builder.names:
        yield builder.batch()


class _Builder:
    """Gathers rows until they are a batch: values column by column, and where each row's end."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._reports: list[list[Any]] = [[] for _ in RECORD_COLUMNS["reports"]]
        self._values: dict[str, list[list[Any]]] = {name: [[] for _ in OWN[name]] for name in OWN}
        self._ends: dict[str, list[int]] = {name: [0] for name in OWN}
        # Only reports of one kind wait at a time, so that rows stay in order.
        self._waiting: list[ThemeReport] = []
        self._plain: list[Plain] = []
        self._size = 0

    @property
    def is_full(self) -> bool:
        return len(self.names) >= _ROWS or self._size >= _CHARACTERS

    def add(
        self, name: str, report: ThemeReport | None, found: tuple[Diagnostic, ...], size: int
    ) -> None:
        self.names.append(name)
        self._size += size
        self._add("diagnostics", [len(found)], zip(*map(_diagnostic, found), strict=True))
        if report is None:
            self._add_waiting()
            for column in self._reports:
                column.append(None)
            for table in _LISTS:
                self._add(table, [0], ())
        elif plain := plain_of(report):
            if self._waiting:
                self._add_waiting()
            self._plain.append(plain)
        else:
            if self._plain or len(self._waiting) == _SOME:
                self._add_waiting()
            self._waiting.append(report)

    def _add_waiting(self) -> None:
        """Add the columns of the reports that wait."""
        made = [plain_columns(self._plain)] if self._plain else []
        if self._waiting:
            made.append(columns_of(self._waiting))
        for tables in made:
            for column, values in zip(self._reports, tables["reports"].columns, strict=True):
                column += values
            for table in _LISTS:
                self._add(table, *tables[table])
        self._plain.clear()
        self._waiting.clear()

    def _add(self, table: str, counts: Iterable[int], columns: Iterable[Iterable[Any]]) -> None:
        ends = self._ends[table]
        for count in counts:
            ends.append(ends[-1] + count)
        for column, values in zip(self._values[table], columns, strict=False):
            column += values

    def batch(self) -> pa.RecordBatch:
        self._add_waiting()
        whole = schema()
        # A schema has more fields than a row of it has columns: the lists.
        reports = list(whole)[1 : 1 + len(self._reports)]
        columns = [_array(self.names, pa.string()), *_columns(self._reports, reports)]
        for table, own in OWN.items():
            values = pa.StructArray.from_arrays(_columns(self._values[table], own), fields=own)
            ends = pa.array(self._ends[table], pa.int32())
            columns.append(pa.ListArray.from_arrays(ends, values, type=whole.field(table).type))
        return pa.RecordBatch.from_arrays(columns, schema=whole)


def _diagnostic(found: Diagnostic) -> tuple[Any, ...]:
    start = start_of(found)
    place = (start.line, start.column) if start else (None, None)
    return (found.code, found.severity, found.path, *place, found.message)


def _columns(values: list[list[Any]], fields: list[pa.Field]) -> list[pa.Array]:
    return [_array(some, field.type) for some, field in zip(values, fields, strict=True)]


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    if values and values[0] is None and values.count(None) == len(values):
        return pa.nulls(len(values), kind)  # many columns are for what few reports have
    if kind == _TEXT and values and type(values[0]) is bytes:
        # What is bytes is UTF-8 that has been made already: nobody need look at it again.
        return pa.array(values, pa.binary(), memory_pool=POOL).view(_TEXT)
    try:
        return pa.array(values, kind, memory_pool=POOL)
    except UnicodeEncodeError:  # the name of a file can hold what is no UTF-8
        return pa.array([value if value is None else safe(value) for value in values], kind)


def safe(text: str) -> str:
    """`text` with escapes in place of lone surrogates, which Arrow's texts cannot hold."""
    return text.encode("utf-8", "backslashreplace").decode()
