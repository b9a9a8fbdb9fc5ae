"""How the blocks of a report are written in Markdown, by whoever writes one: renderer or fix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themereport.document.inline import escape, escape_block, escape_bold, escape_heading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from themereport.document.dialect import Dialect

__all__ = [
    "appendix_title",
    "labelled_item",
    "labelled_start",
    "names_section",
    "ranked_item",
    "ranked_marker",
    "step_item",
    "step_marker",
    "table",
]

# kramdown takes a row of nothing else for the line between the head and the body of a table.
_RULE = re.compile(r"[-+:= ]+\Z")


def ranked_marker(rank: int) -> str:
    """What begins the signal of this rank."""
    return f"{f'{rank}.':<3} "


def ranked_item(rank: int, text: str) -> str:
    """The signal of this rank, on one line."""
    return f"{ranked_marker(rank)}**{escape_bold(text)}**"


def labelled_item(bullet: str, label: str, mark: str, text: str) -> str:
    """An item with its label, on one line."""
    return f"{bullet}{labelled_start(label, mark)}{escape(text)}"


def labelled_start(label: str, mark: str) -> str:
    """What stands in an item between its bullet and its text."""
    return f"**{escape_bold(label)}{mark}** "


def step_marker(number: int) -> str:
    """What begins the step of this number."""
    return f"    {f'{number}.':<3} "


def step_item(number: int, text: str) -> str:
    """A step of a driver, on one line."""
    return f"{step_marker(number)}{escape_block(text)}"


def names_section(title: str, dialect: Dialect) -> bool:
    """Whether a reader would take `title`, behind a number or not, for that of a section."""
    return any(map(dialect.recognise, (title, f"1. {title}")))


def appendix_title(title: str, dialect: Dialect) -> str:
    """The title escaped, and marked where a reader would take it for a section's."""
    escaped = escape_heading(title)
    if names_section(escaped, dialect):
        at = next(at for at, character in enumerate(title) if character.isalnum())
        before, after = escape_heading(title[:at]), escape_heading(title[at + 1 :])
        return f"{before}&#{ord(title[at])};{after}"
    return escaped


def table(columns: tuple[str, str], rows: Iterable[tuple[str, str]]) -> str:
    """A table of two columns, without a line end behind it."""
    lines = [_row(*columns), "| --- | --- |", *(_row(label, text) for label, text in rows)]
    return "\n".join(lines)


def _row(label: str, text: str) -> str:
    return f"| {_cell(label)} | {_cell(text)} |"


def _cell(text: str) -> str:
    # Parsers look for bars, and kramdown for code, before they look for backslashes.
    escaped = escape(text).replace("\\|", "&#124;").replace("\\`", "&#96;")
    return f"&#{ord(escaped[0])};{escaped[1:]}" if _RULE.match(escaped) else escaped
