"""One sheet: cells of text, and how a page of it is printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from themereport.renderers.xml_text import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter import Workbook

__all__ = ["Sheet", "sheet_name"]

_LONGEST_NAME = 31
_LONGEST_CELL = 32_000  # Excel's own limit is 32,767 units of UTF-16
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_NOT_AT_END = " ,:;'"
_PAPERS = {"a4": 9, "letter": 1}
_MOST_IN_FOOTER = 200


def sheet_name(title: str, taken: Iterable[str]) -> str:
    """`title` as Excel lets sheets be called, and none of `taken`."""
    known = {name.casefold() for name in taken}
    plain = _NOT_IN_NAMES.sub(" ", xml_text(title)).strip(" '") or "-"
    name, count = _cut(plain, _LONGEST_NAME), 1
    while name.casefold() in known or name.casefold() == "history":
        count += 1
        end = f" ({count})"
        name = _cut(plain, _LONGEST_NAME - len(end)) + end
    return name


def _cut(text: str, most: int) -> str:
    """`text` with at most so many units of UTF-16, cut between words where there are any."""
    short = text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
    if short == text:
        return text
    words = short[:-1].rpartition(" ")[0] if " " in short[most // 2 :] else short[:-1]
    return words.rstrip(_NOT_AT_END) + "…"


class Sheet:
    """Writes cells row by row."""

    def __init__(
        self, book: Workbook, name: str, *, paper: str, footer: str, is_turned: bool
    ) -> None:
        self.row = 0
        self._sheet: Any = book.add_worksheet(name)
        self._sheet.set_paper(_PAPERS[paper])
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        words = footer.replace("&", "&&") if len(footer) <= _MOST_IN_FOOTER else ""
        self._sheet.set_footer(f"&L&8{words}&R&8&P / &N")
        if is_turned:
            self._sheet.right_to_left()

    def widths(self, widths: Sequence[float]) -> None:
        """Set the widths of the first columns, in characters."""
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)

    def add(self, values: Iterable[str | int], formats: Sequence[Any] = ()) -> None:
        """Write a row, each value in the format of its column, or in the last one.

        What is too long for a cell goes on in the cells below.
        """
        used = 1
        for column, value in enumerate(values):
            form = formats[min(column, len(formats) - 1)] if formats else None
            if isinstance(value, int):
                self._sheet.write_number(self.row, column, value, form)
                continue
            parts = _parts(xml_text(value))
            for at, part in enumerate(parts):
                self._sheet.write_string(self.row + at, column, part, form)
            used = max(used, len(parts))
        self.row += used

    def head(self, values: Sequence[str], form: Any) -> None:
        """Write the row that stays in view, and stands on each page."""
        self.add(values, [form])
        self._sheet.freeze_panes(self.row, 0)
        self._sheet.repeat_rows(self.row - 1)


def _parts(text: str) -> list[str]:
    size = _LONGEST_CELL if text.isascii() else _LONGEST_CELL // 2
    return [text[at : at + size] for at in range(0, len(text), size)]
