"""The Arrow schema of reports: made of the columns of records, and versioned."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pyarrow as pa

from themereport.errors import ConfigError
from themereport.records import COMMON_COLUMNS, OPTIONAL_COLUMNS, RECORD_COLUMNS

__all__ = ["OWN", "SCHEMA_VERSION", "TABLES", "schema", "table_schema"]

SCHEMA_VERSION = "1"
"""The version of the Arrow schema; another one has columns that are gone or of another type."""

TABLES = (*RECORD_COLUMNS, "texts", "diagnostics")
"""The tables: those of `RECORD_COLUMNS`, the texts that were read, and what was found in them."""

# No dictionaries: whoever reads Parquet makes them itself, and Spark takes none from Python.
_TYPES = {
    str: pa.string(),
    int: pa.int64(),
    bool: pa.bool_(),
    dt.datetime: pa.timestamp("us", "UTC"),
    dt.date: pa.date32(),
}
_TEXTS = [pa.field("name", pa.string(), nullable=False), pa.field("report", pa.string())]
_DIAGNOSTICS = [
    pa.field("code", pa.string(), nullable=False),
    pa.field("severity", pa.string(), nullable=False),
    pa.field("path", pa.string(), nullable=False),
    pa.field("line", pa.int64()),
    pa.field("column", pa.int64()),
    pa.field("message", pa.string(), nullable=False),
]


def _fields(table: str) -> list[pa.Field]:
    optional = OPTIONAL_COLUMNS[table]
    return [
        pa.field(name, _TYPES[kind], nullable=name in optional)
        for name, kind in RECORD_COLUMNS[table].items()
    ]


OWN = {
    name: _fields(name)[len(COMMON_COLUMNS) :] for name in RECORD_COLUMNS if name != "reports"
} | {"diagnostics": _DIAGNOSTICS}
"""The columns of each table behind those that say of which report, or text, a row is."""


@cache
def schema() -> pa.Schema:
    """The schema of what `read_batches` gives: a row for each text.

    First `name`, then the columns of the table `reports`, null where the text gave no report; then
    a list for each other table, of structs with the columns that are its own; and `diagnostics`.
    """
    lists = [
        pa.field(name, pa.list_(pa.field("item", pa.struct(own), nullable=False)), nullable=False)
        for name, own in OWN.items()
    ]
    report = [field.with_nullable(True) for field in _fields("reports")]
    return pa.schema([_TEXTS[0], *report, *lists], _metadata())


@cache
def table_schema(table: str) -> pa.Schema:
    """The schema of a table of `TABLES`, as `to_table` gives it and as it is in Parquet.

    Raises:
        ConfigError: There is no such table.
    """
    if table not in TABLES:
        raise ConfigError.unknown("table", table, TABLES)
    fields = _fields(table) if table in RECORD_COLUMNS else [*_TEXTS, *OWN.get(table, ())]
    return pa.schema(fields, _metadata())


def _metadata() -> dict[str, str]:
    return {"themereport.schema_version": SCHEMA_VERSION}
