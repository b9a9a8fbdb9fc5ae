"""Tables: sections that are written in rows, because the dialect has it so or a writer did."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define

from themereport.document.finding import cut_short
from themereport.document.form import (
    labelled_item,
    ranked_item,
    step_item,
    table,
)
from themereport.document.marker import number_of
from themereport.document.passage import Passage
from themereport.document.row import cells_of, is_rule
from themereport.document.words import Words

if TYPE_CHECKING:
    from themereport.document.entry import Entry
    from themereport.document.outline import SectionSpec

__all__ = ["Tables"]

_BREAK_TAG = re.compile(r"<br ?/?>|\n", re.IGNORECASE)
# A cell that holds no more than a number: `1`, `**2.**`, `No. 3`, `第四条`, `⑤`.
_NUMBER_CELL = re.compile(
    r"(?:no\.? ?|nr\.? ?|n[°º]\.? ?|第)?"
    r"(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-z]|[ivx]{2,5}|[①-⑳❶-❿]|\d\ufe0f?\u20e3|🔟)[条條]?",
    re.IGNORECASE,
)
_DATE_CELL = re.compile(
    r"\d{4}[-/.年] ?\d{1,2}(?:[-/.月] ?\d{1,2}日?)?|\d{1,2}[-/月] ?\d{1,2}日?"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2}\.? [A-Z][a-z]{2,8}\.?(?: \d{4})?"
)
_AROUND_NUMBER = " \t\u3000.．、:：()（）#*_"
_LEADING_MARKER = re.compile(r"(?:\d{1,2}[.)、]|[①-⑳]|[-*•])\s*")


@define
class Tables:
    """Takes tables to items, and says where a table should be a list, or a list a table."""

    words: Words

    def take(
        self,
        section: SectionSpec,
        entries: list[Entry],
        mark: str,
        items: list[dict[str, object]],
        *,
        safe: bool = True,
    ) -> bool:
        """Take a table, which mostly stands in place of a list; False if there is none."""
        rows = [entry for entry in entries if entry.kind == "row"]
        if not rows or any(entry.kind == "item" for entry in entries):
            return False
        strays = [entry for entry in entries if entry.kind != "row"]
        for entry in strays:
            self.words.report_stray(entry)
        cells = [cells_of(row.passage) for row in rows]
        columns = self.words.body.dialect.tables.get(section.key)
        rule = next((at for at, row in enumerate(cells[:2]) if is_rule(row)), -1)
        if rule < 0 and columns == tuple(cell.text.strip() for cell in cells[0]):
            rule = 0  # the line below the head is broken
        if rule < 0 and len(cells) > 1 and _is_numbered(cells[1]):
            rule = 0
        is_clear = rule >= 0 or _is_numbered(cells[0])
        if not is_clear:
            # Nothing tells whether the first row is the head of the table.
            self.words.report_two_readings(
                section.key,
                rows[0],
                reading="the head of this table",
                other="its first item",
                advice="write a line such as '|---|---|' below the head",
            )
        del cells[: rule + 1]
        lines = [self._take_row(section, row, mark, items) for row in cells]
        if section.shape == "ranked":
            self.words.check_count(section.key, len(items))
        if not is_clear:
            return True
        start, end = rows[0].start, rows[-1].end
        if section.key in self.words.body.dialect.tables:
            written = self._written_table(section, items)
            if self.words.source.text[start:end] == written:
                return True
            code = "TR326"
        else:
            written = ("\n\n" if section.steps else "\n").join(lines)
            code = "TR323"
        safe = safe and not strays
        self.words.findings.replace(
            code, section.key, start, end, written, safe=safe, key=section.key
        )
        return True

    def want(
        self,
        section: SectionSpec,
        entries: list[Entry],
        items: list[dict[str, object]],
        *,
        safe: bool,
    ) -> None:
        """Report a list where the dialect has a table."""
        if section.key not in self.words.body.dialect.tables or not items:
            return
        if not all(item[section.label] and item[section.text] for item in items):
            return  # which is an error of its own
        start, end = entries[0].start, entries[-1].end
        written = self._written_table(section, items)
        self.words.findings.replace(
            "TR327", section.key, start, end, written, safe=safe, key=section.key
        )

    def _written_table(self, section: SectionSpec, items: list[dict[str, object]]) -> str:
        rows = [(str(item[section.label]), str(item[section.text])) for item in items]
        return table(self.words.body.dialect.tables[section.key], rows)

    def _take_row(
        self,
        section: SectionSpec,
        cells: list[Passage],
        mark: str,
        items: list[dict[str, object]],
    ) -> str:
        """Take one row; returns it as an item of a list."""
        number = len(items) + 1
        # A column of numbers stands beside those that there must be.
        least = 1 if section.shape == "ranked" else 2
        if len(cells) > least and _says(cells[0], number):
            cells = cells[1:]
        path = f"{section.key}[{number - 1}]"
        if section.shape == "ranked":
            text = self._row_text(cells, f"{path}.{section.text}")
            items.append({"rank": number, section.text: text})
            return ranked_item(number, text)
        self.words.offsets[path] = (cells[0].start, cells[-1].end)
        if len(cells) > 2 and _DATE_CELL.fullmatch(cells[0].text.strip(_AROUND_NUMBER)):
            # What something is called says more of it than when it was.
            cells = [cells[1], cells[0], *cells[2:]]
        label = self._row_text(cells[:1], f"{path}.{section.label}")
        steps: list[str] = []
        if section.steps and len(cells) > 2:
            *cells, last = cells
            for at, step in enumerate(_BREAK_TAG.split(last.text)):
                bare = _LEADING_MARKER.sub("", step.strip(), count=1)
                step_path = f"{path}.{section.steps}[{at}]"
                steps.append(self._cell_text(Passage.of(bare, last.start), step_path))
                self.words.offsets[step_path] = (last.start, last.end)
        text = self._row_text(cells[1:], f"{path}.{section.text}")
        item: dict[str, object] = {section.label: label, section.text: text}
        if section.steps:
            item[section.steps] = steps
        items.append(item)
        lines = [labelled_item(self.words.body.dialect.bullet, label, mark, text)]
        lines += [step_item(at, step) for at, step in enumerate(steps, 1)]
        return "\n".join(lines)

    def _row_text(self, cells: list[Passage], path: str) -> str:
        if not cells:
            return ""
        # A dash says that there is nothing to say in a column.
        first, *others = [cell for cell in cells if cell.text.strip(" \t—–-")] or cells[:1]
        whole = first.trimmed()
        for cell in others:
            whole = whole.joined(cell, apart=bool)
            bare = cell.trimmed()
            found = cut_short(bare.text)
            self.words.findings.report("TR322", path, bare.start, bare.end, found=found)
        self.words.offsets[path] = (whole.start, whole.end)
        return self._cell_text(whole, path)

    def _cell_text(self, passage: Passage, path: str) -> str:
        """The text of a cell; its emphasis goes without saying."""
        plain, dropped = self.words.unescape(passage, path)
        self.words.report_links(passage, path, dropped)
        return plain.strip()


def _is_numbered(cells: list[Passage]) -> bool:
    """Whether a row begins with a cell that numbers it as the first."""
    return len(cells) > 1 and _says(cells[0], 1)


def _says(cell: Passage, number: int) -> bool:
    """Whether `number` is all that a cell holds; with words beside it, it is one of them."""
    text = cell.text.strip(_AROUND_NUMBER)
    return _NUMBER_CELL.fullmatch(text) is not None and number_of(text, number) == number
