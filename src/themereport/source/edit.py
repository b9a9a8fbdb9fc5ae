"""Changes to a text, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from themereport.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Edit", "apply_edits"]


@frozen
class Edit:
    """Replace what stands at `span` by `text`; an empty span inserts."""

    span: Span
    text: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with all `edits` made; those that overlap an earlier one are left out."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        if edit.span.start.offset < done:
            continue
        parts += (text[done : edit.span.start.offset], edit.text)
        done = edit.span.end.offset
    parts.append(text[done:])
    return "".join(parts)
