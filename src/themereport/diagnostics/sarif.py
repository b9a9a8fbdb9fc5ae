"""Diagnostics as SARIF 2.1.0 (OASIS), which sites that scan code show beside the lines."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.page import page_of
from themereport.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from themereport.diagnostics.diagnostic import Diagnostic
    from themereport.source.edit import Edit
    from themereport.source.span import Span

__all__ = ["to_sarif"]

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def to_sarif(
    findings: Iterable[tuple[str, Diagnostic]], documentation: str = ""
) -> dict[str, object]:
    """One run with all `findings`, each with the path of its file, as a dict of JSON values.

    With `documentation`, the address of a copy of our documentation, rules link to it. Columns count code points, as the log says. Addresses are relative to the working folder.
    """
    found = list(findings)
    codes = sorted({diagnostic.code for _, diagnostic in found})
    places = {code: at for at, code in enumerate(codes)}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "themereport",
                        "version": __version__,
                        "rules": [_rule(code, documentation) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "newlineSequences": ["\r\n", "\n", "\r"],
                "results": [_result(path, diagnostic, places) for path, diagnostic in found],
            }
        ],
    }


def _rule(code: str, documentation: str) -> dict[str, object]:
    entry = CATALOGUE[code]
    link = {"helpUri": page_of(code, documentation)} if documentation else {}
    return {
        "id": code,
        "shortDescription": {"text": entry.template},
        "fullDescription": {"text": entry.why},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
        **link,
    }


def _result(path: str, diagnostic: Diagnostic, places: dict[str, int]) -> dict[str, object]:
    artifact = {"uri": _address(path)}
    place: dict[str, object] = {"artifactLocation": artifact}
    if diagnostic.span is not None:
        place["region"] = _region(diagnostic.span)
    result: dict[str, object] = {
        "ruleId": diagnostic.code,
        "ruleIndex": places[diagnostic.code],
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": diagnostic.message},
        "locations": [{"physicalLocation": place}],
    }
    if diagnostic.fix is not None and all(map(_has_columns, diagnostic.fix.edits)):
        replacements = [
            {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
            for edit in diagnostic.fix.edits
        ]
        change = {"artifactLocation": artifact, "replacements": replacements}
        result["fixes"] = [
            {"description": {"text": diagnostic.fix.title}, "artifactChanges": [change]}
        ]
    return result


def _address(path: str) -> str:
    """A URI: relative for what is in the working folder, absolute for anything else."""
    if path.startswith("<"):
        return quote(path)
    try:
        relative = os.path.relpath(path)
    except ValueError:  # on another drive
        relative = os.pardir
    if relative.split(os.sep)[0] == os.pardir:
        return Path(os.path.abspath(path)).as_uri()
    return quote(os.fsencode(relative.replace(os.sep, "/")))


def _has_columns(edit: Edit) -> bool:
    """Whether lines and columns say what `edit` replaces: a byte order mark has none."""
    start, end = edit.span.start, edit.span.end
    return start.line != end.line or end.column - start.column == end.offset - start.offset


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.start.line,
        "startColumn": span.start.column,
        "endLine": span.end.line,
        "endColumn": span.end.column,
        "charOffset": span.start.offset,
        "charLength": span.end.offset - span.start.offset,
    }
