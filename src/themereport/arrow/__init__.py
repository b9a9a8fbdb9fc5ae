"""Reports as columns: from record batches of texts to record batches of reports, and Parquet.

Needs the extra `arrow`. `read_batches` is a pure function that runs wherever Arrow batches come
from; `write_dataset` puts what it gives into a Parquet dataset.
"""

from themereport.errors import missing

try:
    import pyarrow as pa  # noqa: F401
except ImportError as error:
    raise missing(error, "themereport.arrow", "arrow", "pyarrow") from error

from themereport.arrow.dataset import Written, finish_dataset, write_dataset
from themereport.arrow.layout import Layout, theme_key
from themereport.arrow.portion import Portion, find_portions, write_portion
from themereport.arrow.reading import ReadOptions, read_batches, report_batches
from themereport.arrow.schema import SCHEMA_VERSION, TABLES, schema, table_schema
from themereport.arrow.tables import to_table

__all__ = [
    "SCHEMA_VERSION",
    "TABLES",
    "Layout",
    "Portion",
    "ReadOptions",
    "Written",
    "find_portions",
    "finish_dataset",
    "read_batches",
    "report_batches",
    "schema",
    "table_schema",
    "theme_key",
    "to_table",
    "write_dataset",
    "write_portion",
]
