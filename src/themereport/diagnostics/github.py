"""Diagnostics as workflow commands of GitHub Actions, which annotate the lines of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.diagnostics.printable import printable

if TYPE_CHECKING:
    from themereport.diagnostics.diagnostic import Diagnostic

__all__ = ["to_github"]

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def to_github(path: str, diagnostic: Diagnostic) -> str:
    """`diagnostic` about the file at `path`, on one line."""
    properties = {"file": path}
    if span := diagnostic.span:
        properties["line"] = str(span.start.line)
        properties["col"] = str(span.start.column)
        if span.end.line == span.start.line:
            properties["endColumn"] = str(span.end.column)
    properties["title"] = diagnostic.code
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{_data(diagnostic.message)}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
