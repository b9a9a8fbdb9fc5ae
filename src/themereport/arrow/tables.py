"""From a row for each text to the flat tables of records."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from themereport.arrow.memory import POOL
from themereport.arrow.schema import table_schema
from themereport.records import COMMON_COLUMNS

__all__ = ["to_table"]


def to_table(batch: pa.RecordBatch, table: str) -> pa.RecordBatch:
    """The rows of a table of `TABLES` that a batch of `read_batches` holds.

    They are those of `to_records`, in the order of the batch. Values are moved by Arrow, not
    by Python, so that this costs next to nothing.

    Args:
        batch: A batch with the schema `schema()`.
        table: The name of the table.

    Returns:
        A batch with the schema `table_schema(table)`.

    Raises:
        ConfigError: There is no such table.
    """
    wanted = table_schema(table)
    if table == "texts":
        columns = [batch.column("name"), batch.column("report")]
    elif table == "reports":
        batch = batch.filter(batch.column("report").is_valid())
        columns = [batch.column(name) for name in wanted.names]
    else:
        lists = batch.column(table)
        parents = pc.call_function("list_parent_indices", [lists], memory_pool=POOL)
        common = ("name", "report") if table == "diagnostics" else COMMON_COLUMNS
        columns = [
            *(pc.take(batch.column(name), parents, memory_pool=POOL) for name in common),
            *lists.flatten().flatten(memory_pool=POOL),
        ]
    return pa.RecordBatch.from_arrays(columns, schema=wanted)
