"""`timeline`: show how a theme went from report to report."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from themereport.archive import Archive
from themereport.cli.archive.place import add_archive_argument, add_days_arguments
from themereport.cli.frame import add_frame_argument
from themereport.cli.words import _
from themereport.diagnostics.printable import printable

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_archive_argument(parser)
    parser.add_argument(
        "theme",
        nargs="?",
        metavar="THEME",
        help=_("a theme, as `list --themes` names it (default: the days of all)"),
    )
    add_days_arguments(parser)
    parser.add_argument(
        "--output",
        choices=("text", "svg", "json"),
        default="text",
        help=_("how the timeline is drawn (default: %(default)s)"),
    )
    parser.add_argument(
        "--json",
        action="store_const",
        const="json",
        dest="output",
        help=_("short for --output json"),
    )
    add_frame_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Draw."""
    with Archive.open(options.archive, readonly=True) as archive:
        days = {"start": options.since, "end": options.until}
        if options.theme is None:
            drawn = archive.calendar(**days).render(options.output, language=options.language)
        else:
            timeline = archive.timeline(options.theme, **days)
            drawn = timeline.render(options.output, language=options.language)
    if options.output == "text":
        drawn = "\n".join(map(printable, drawn.split("\n")))
    sys.stdout.write(drawn)
    return 0
