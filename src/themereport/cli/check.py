"""`check`: say what is wrong with reports."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING

from themereport.cli.inputs import add_input_arguments, read_inputs
from themereport.cli.progress import progress
from themereport.diagnostics.excerpt import describe
from themereport.diagnostics.printable import escape_controls, printable
from themereport.diagnostics.record import to_record

if TYPE_CHECKING:
    import argparse

    from themereport.readers.result import ReadResult

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_input_arguments(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Check; 1 if any report is not valid."""
    files: list[dict[str, object]] = []
    counts: Counter[str] = Counter()
    total = failed = 0
    for name, result in progress(read_inputs(options), "Checking"):
        total += 1
        failed += result.report is None
        counts.update(diagnostic.severity for diagnostic in result.diagnostics)
        if options.json:
            files.append(_record(name, result))
        else:
            for diagnostic in result.diagnostics:
                print(describe(diagnostic, result.source, name))
    summary = {"files": total, "failed": failed, **_by_severity(counts)}
    if options.json:
        text = json.dumps({"files": files, "summary": summary}, ensure_ascii=False, indent=2)
        print(escape_controls(text))
    else:
        found = ", ".join(_count(name, number) for name, number in _by_severity(counts).items())
        print(f"{total} checked, {failed} not valid; {found}", file=sys.stderr)
    return 1 if failed else 0


def _record(name: str, result: ReadResult) -> dict[str, object]:
    report = result.report
    about = None
    if report is not None:
        about = {
            "theme": report.theme,
            "published_at": report.published_at.isoformat(),
            "language": report.language,
            "slug": report.slug,
            "content_hash": report.content_hash,
        }
    diagnostics = [to_record(diagnostic) for diagnostic in result.diagnostics]
    return {"path": printable(name), "report": about, "diagnostics": diagnostics}


def _count(names: str, number: int) -> str:
    return f"{number} {names.removesuffix('s') if number == 1 else names}"


def _by_severity(counts: Counter[str]) -> dict[str, int]:
    return {"errors": counts["error"], "warnings": counts["warning"], "infos": counts["info"]}
