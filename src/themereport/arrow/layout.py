"""How the files of a dataset are named and parted."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import field, frozen

from themereport.arrow.schema import TABLES
from themereport.errors import ConfigError
from themereport.models.report import file_part

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["DEFAULT_LAYOUT", "OF_REPORTS", "OF_TEXTS", "Layout", "theme_key"]

OF_TEXTS = ("texts", "diagnostics")
OF_REPORTS = tuple(table for table in TABLES if table not in OF_TEXTS)
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,99}")
_PARTITIONS = [("theme", "month"), ("theme",), ("month",), ()]
# Where a file without rows is. Hive's own word for no value would leave pyarrow without a type.
_EMPTY = "none"


@lru_cache(maxsize=65_536)
def theme_key(theme: str) -> str:
    """The name of a theme among the folders of a dataset: its value of `theme_key`.

    Different themes have different keys, on file systems too that fold case or limit names to 255
    bytes. A theme of letters that have no upper case, digits, `.`, `_` and `-` is its own key;
    another one gets a hash of itself behind it.
    """
    return file_part(theme)


def _check_name(_: Layout, _field: object, name: object) -> None:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ConfigError(f"{name!r} cannot begin names: give letters, digits and '-'")


def _check_partition_by(_: Layout, _field: object, columns: tuple[str, ...]) -> None:
    if columns not in _PARTITIONS:
        known = "('theme', 'month'), ('theme',), ('month',), or ()"
        raise ConfigError(f"nothing is parted by {columns!r}: give {known}")


@frozen
class Layout:
    """How the files of a dataset are named and parted.

    `name` is what their names begin with: letters, digits and `-`. What is written again under one
    name replaces what was written before; files of other names are left alone. `partition_by` is
    `("theme", "month")`, one of the two, or nothing. A part should have hundreds of reports: a theme
    that is reported on once a day has thirty a month, so leave one of the two out.
    """

    name: str = field(default="part", validator=_check_name)
    partition_by: tuple[str, ...] = field(default=("theme", "month"), validator=_check_partition_by)

    def place(self, theme: str, day: dt.date) -> str:
        """The folder of a report's rows, below that of the table: empty, or with `/` at its end."""
        return self._place(theme_key(theme), f"{day.year:04}-{day.month:02}")

    def empty_place(self, table: str) -> str:
        """The folder of a file that has no rows."""
        return "" if table in OF_TEXTS else self._place(_EMPTY, _EMPTY)

    def _place(self, key: str, month: str) -> str:
        values = {"theme": f"theme_key={key}/", "month": f"month={month}/"}
        return "".join(values[column] for column in self.partition_by)


DEFAULT_LAYOUT = Layout()
