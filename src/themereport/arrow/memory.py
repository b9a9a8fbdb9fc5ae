"""Where Arrow's memory comes from."""

from __future__ import annotations

import pyarrow as pa

__all__ = ["POOL"]

POOL = pa.system_memory_pool()
"""That of the system, for what is made and let go batch by batch.

Arrow's own one gives memory back to the system at once, which has to clear it for the next batch:
that took a tenth of the time of turning posts into Parquet.
"""
