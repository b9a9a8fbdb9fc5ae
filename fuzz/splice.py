"""Texts that are nearly reports: random bytes never are, so whole pieces of reports are spliced.

A step is three numbers, so that Hypothesis can draw and shrink it, and a fuzzer can roll it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from drift import DRIFTS
from oracles import DIALECTS
from strategies import MARKUP

import themereport as tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["BASES", "OPERATIONS", "Step", "spliced"]

Step = tuple[int, int, int]
"""Which operation, and two numbers that say where and what."""

_EXAMPLES = Path(__file__).parent.parent / "examples"
_ENDS = re.compile(r"[，,；;。]|\. ")


def _shortened(report: tr.ThemeReport) -> tr.ThemeReport:
    """`report` with the first words of each text: what is small is read and spliced fast."""

    def short(value: object) -> object:
        if isinstance(value, str):
            return _ENDS.split(value)[0][:24].strip() or value
        if isinstance(value, dict):
            return {key: short(item) if key != "body" else item for key, item in value.items()}
        if isinstance(value, list):
            return [short(item) for item in value[: 10 if "rank" in value[0] else 2]]
        return value

    data = report.model_dump(mode="json")
    kept = ("schema_version", "language", "published_at", "front_matter", "theme")
    return tr.ThemeReport.model_validate(
        {key: value if key in kept or not value else short(value) for key, value in data.items()}
    )


_REPORTS = [_shortened(tr.load(path)) for path in sorted(_EXAMPLES.glob("20*.md"))]
_JEKYLL = [str(tr.render(report)) for report in _REPORTS]
BASES = {
    **dict.fromkeys(("read", "fix", "stream", "inline"), _JEKYLL),
    "json": [str(tr.render(report, "json")) for report in _REPORTS],
    "yaml": [str(tr.render(report, "yaml")) for report in _REPORTS],
    "dialect": [
        str(tr.render(report, dialect=dialect))
        for dialect in DIALECTS.values()
        for report in _REPORTS
    ],
}
"""For each target, the examples with short sentences, in its form."""

_HABITS: tuple[Callable[[str], str], ...] = tuple(DRIFTS.values())
_PIECES: tuple[str, ...] = (
    *MARKUP, "\n", "\n\n", "\r\n", "\r", "\t", "\x0c", "\x85", "\u2028", "\u3000", "    ", "  ", "\x00", "\x1b",
    "---\n", "## ", "### ", "#### ", "*   ", "- ", "1.  ", "    1.  ", "**：", "：** ", "，** ", "<think>",
    "</think>", "```markdown\n", "```\n", "|---|---|\n", "步骤1：", "第一步：", "①", "（一）", "2.1 ", "10",
    "{", "}", "[", "]", '"', "null", "true", "1e999", "\\ud800", ",", ":", "!!str ", "&a ", "*a", "|\n", ">-\n",
)  # fmt: skip


def _lines(text: str) -> list[str]:
    return text.split("\n")


_FRAGMENTS = tuple(
    dict.fromkeys(
        line
        for base in (*_JEKYLL, *BASES["dialect"])
        for text in (base, *(habit(base) for habit in _HABITS))
        for line in _lines(text)
        if line.strip()
    )
)


def _drift(text: str, a: int, _: int) -> str:
    """Give the text a habit of models."""
    try:
        return _HABITS[a % len(_HABITS)](text)
    except (ValueError, IndexError):  # it has no front matter any more, or too many items
        return text


def _insert_fragment(text: str, a: int, b: int) -> str:
    lines = _lines(text)
    lines.insert(a % (len(lines) + 1), _FRAGMENTS[b % len(_FRAGMENTS)])
    return "\n".join(lines)


def _replace_line(text: str, a: int, b: int) -> str:
    lines = _lines(text)
    lines[a % len(lines)] = _FRAGMENTS[b % len(_FRAGMENTS)]
    return "\n".join(lines)


def _delete_lines(text: str, a: int, b: int) -> str:
    lines = _lines(text)
    at = a % len(lines)
    del lines[at : at + 1 + b % 3]
    return "\n".join(lines)


def _duplicate_lines(text: str, a: int, b: int) -> str:
    lines = _lines(text)
    at = a % len(lines)
    return "\n".join([*lines[: at + 1 + b % 7], *lines[at:]])


def _move_line(text: str, a: int, b: int) -> str:
    lines = _lines(text)
    line = lines.pop(a % len(lines))
    lines.insert(b % (len(lines) + 1), line)
    return "\n".join(lines)


def _indent_line(text: str, a: int, b: int) -> str:
    lines = _lines(text)
    at = a % len(lines)
    lines[at] = (" ", "  ", "    ", "\t", "> ", "\u3000")[b % 6] + lines[at]
    return "\n".join(lines)


def _join_lines(text: str, a: int, b: int) -> str:
    lines = _lines(text)
    at = a % len(lines)
    lines[at : at + 2] = [("", " ", "  ")[b % 3].join(lines[at : at + 2])]
    return "\n".join(lines)


def _insert_piece(text: str, a: int, b: int) -> str:
    at = a % (len(text) + 1)
    return text[:at] + _PIECES[b % len(_PIECES)] + text[at:]


def _insert_piece_at_line(text: str, a: int, b: int) -> str:
    lines = _lines(text)
    piece = _PIECES[b % len(_PIECES)]
    at = a // 2 % len(lines)
    lines[at] = piece + lines[at] if a % 2 else lines[at] + piece
    return "\n".join(lines)


def _delete_characters(text: str, a: int, b: int) -> str:
    at = a % (len(text) + 1)
    return text[:at] + text[at + 1 + b % 4 :]


def _cut_off(text: str, a: int, b: int) -> str:
    at = a % (len(text) + 1)
    return text[:at] if b % 2 else text[at:]


def _take_half_of_another(text: str, a: int, b: int) -> str:
    mine, other = _lines(text), _lines(_JEKYLL[a % len(_JEKYLL)])
    share = b % 97 / 97
    return "\n".join([*mine[: int(len(mine) * share)], *other[int(len(other) * share) :]])


OPERATIONS: tuple[Callable[[str, int, int], str], ...] = (
    _drift, _drift, _drift, _drift, _insert_fragment, _replace_line, _delete_lines, _duplicate_lines,
    _move_line, _indent_line, _join_lines, _insert_piece, _insert_piece, _insert_piece_at_line,
    _insert_piece_at_line, _delete_characters, _cut_off, _take_half_of_another,
)  # fmt: skip


def spliced(text: str, steps: Iterable[Step] | Sequence[Step]) -> str:
    """`text` after each of `steps`."""
    for operation, a, b in steps:
        text = OPERATIONS[operation % len(OPERATIONS)](text, a, b)
    return text
