"""Diagnostics as JSON values, for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.diagnostics.page import page_of

if TYPE_CHECKING:
    from themereport.diagnostics.diagnostic import Diagnostic
    from themereport.source.span import Position, Span

__all__ = ["to_record"]


def to_record(diagnostic: Diagnostic, documentation: str = "") -> dict[str, object]:
    """`diagnostic` as a dict of JSON values; keys do not depend on what was found.

    `documentation` is the address of a copy of our documentation; with it, `url` is set.
    """
    fix = diagnostic.fix
    found = diagnostic.arguments.get("found")
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "path": diagnostic.path,
        "message": diagnostic.message,
        "found": None if found is None else str(found),
        "url": page_of(diagnostic.code, documentation) if documentation else None,
        "span": _span(diagnostic.span) if diagnostic.span else None,
        "fix": {
            "title": fix.title,
            "safe": fix.safe,
            "edits": [{"span": _span(edit.span), "text": edit.text} for edit in fix.edits],
        }
        if fix
        else None,
    }


def _span(span: Span) -> dict[str, object]:
    return {"start": _position(span.start), "end": _position(span.end)}


def _position(position: Position) -> dict[str, int]:
    return {"offset": position.offset, "line": position.line, "column": position.column}
