"""`diff`: say what changed between two reports."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from themereport.api import diff
from themereport.cli.frame import add_frame_argument
from themereport.cli.inputs import STDIN, add_reading_arguments, reading
from themereport.cli.words import _, described
from themereport.diagnostics.printable import printable
from themereport.errors import PluginError

if TYPE_CHECKING:
    import argparse

    from themereport.comparison.change import ReportDiff
    from themereport.models.report import ThemeReport

__all__ = ["add_arguments", "add_output_arguments", "run", "tell"]

SAME, DIFFERENT, TROUBLE = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("old", metavar="OLD", help=_("the earlier report, or - for standard input"))
    parser.add_argument("new", metavar="NEW", help=_("the later report, or - for standard input"))
    add_reading_arguments(parser)
    add_output_arguments(parser)


def add_output_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say how changes are told, and what exit codes mean."""
    parser.set_defaults(trouble=TROUBLE)
    parser.epilog = _("exit codes: 0 the same, 1 different, 2 trouble")
    parser.add_argument(
        "--output",
        choices=("text", "json", "markdown"),
        default="text",
        help=_("how changes are printed (default: %(default)s)"),
    )
    add_frame_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Compare; like diff(1), 1 if the reports differ, and 2 if one could not be read."""
    if options.old == options.new == STDIN:
        raise PluginError(_("both reports are standard input: name a file for one"))
    read_one = reading(options)
    reports: list[ThemeReport] = []
    for path in (options.old, options.new):
        name, result = read_one(path)
        if result.report is not None:
            reports.append(result.report)
            continue
        for diagnostic in result.diagnostics:
            print(described(diagnostic, result.source, name), file=sys.stderr)
    if len(reports) < 2:
        return TROUBLE
    return tell(diff(*reports), options)


def tell(found: ReportDiff, options: argparse.Namespace) -> int:
    """Print what changed; 1 if anything did."""
    text = found.render(options.output, language=options.language)
    if options.output == "text":
        text = "\n".join(map(printable, text.split("\n")))
    sys.stdout.write(text)
    return SAME if found.is_empty else DIFFERENT
