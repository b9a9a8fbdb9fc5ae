"""`check`: say what is wrong with reports."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING

from themereport.cli.inputs import add_input_arguments, read_inputs
from themereport.cli.judge import Judge, add_rule_arguments
from themereport.cli.progress import progress
from themereport.cli.words import _, described
from themereport.diagnostics.github import to_github
from themereport.diagnostics.printable import escape_controls, printable
from themereport.diagnostics.record import to_record
from themereport.diagnostics.sarif import to_sarif

if TYPE_CHECKING:
    import argparse

    from themereport.diagnostics.diagnostic import Diagnostic
    from themereport.readers.result import ReadResult

__all__ = ["add_arguments", "run"]

_SEVERITIES = ("error", "warning", "info")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_input_arguments(parser)
    add_rule_arguments(parser)
    parser.add_argument(
        "--output",
        choices=("text", "json", "sarif", "github"),
        default="text",
        help=_("how findings are printed (default: %(default)s)"),
    )
    parser.add_argument(
        "--json",
        action="store_const",
        const="json",
        dest="output",
        help=_("short for --output json"),
    )


def run(options: argparse.Namespace) -> int:
    """Check; 1 if anything is an error."""
    judge = Judge(options)
    files: list[dict[str, object]] = []
    found: list[tuple[str, Diagnostic]] = []
    counts: Counter[str] = Counter()
    total = failed = 0
    # In repair mode, so that what is ignored does not make a reading fail; the judge is strict.
    for name, reading in progress(read_inputs(options, mode="repair"), _("Checking")):
        result = judge.judge(name, reading)
        total += 1
        severities = Counter(diagnostic.severity for diagnostic in result.diagnostics)
        failed += result.report is None or severities["error"] > 0
        counts += severities
        for diagnostic in result.diagnostics:
            if options.output == "text":
                print(described(diagnostic, result.source, name, judge.documentation))
            elif options.output == "github":
                print(to_github(name, diagnostic))
        if options.output == "json":
            files.append(_record(name, result, judge.documentation))
        elif options.output == "sarif":
            found += ((name, diagnostic) for diagnostic in result.diagnostics)
    summary = {"files": total, "failed": failed, **_by_severity(counts)}
    if options.output in {"json", "sarif"}:
        log: dict[str, object] = {"files": files, "summary": summary}
        if options.output == "sarif":
            log = to_sarif(found, judge.documentation)
        print(escape_controls(json.dumps(log, ensure_ascii=False, indent=2)))
    else:
        said = _("{total} checked, {failed} not valid; {counts}")
        shown = _(", ").join(_count(severity, counts[severity]) for severity in _SEVERITIES)
        print(said.format(total=total, failed=failed, counts=shown), file=sys.stderr)
    return 1 if failed else 0


def _record(name: str, result: ReadResult, documentation: str) -> dict[str, object]:
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
    diagnostics = [to_record(diagnostic, documentation) for diagnostic in result.diagnostics]
    return {"path": printable(name), "report": about, "diagnostics": diagnostics}


def _count(severity: str, count: int) -> str:
    words = {
        "error": _("{count} error") if count == 1 else _("{count} errors"),
        "warning": _("{count} warning") if count == 1 else _("{count} warnings"),
        "info": _("{count} info") if count == 1 else _("{count} infos"),
    }
    return words[severity].format(count=count)


def _by_severity(counts: Counter[str]) -> dict[str, int]:
    return {f"{severity}s": counts[severity] for severity in _SEVERITIES}
