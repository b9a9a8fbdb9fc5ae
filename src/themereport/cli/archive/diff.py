"""`diff`: say what changed from one revision of a report to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.archive import Archive
from themereport.cli.archive.place import add_report_arguments
from themereport.cli.diff import add_output_arguments, tell
from themereport.cli.words import _

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_report_arguments(parser)
    parser.add_argument(
        "old", nargs="?", type=int, metavar="OLD", help=_("the earlier revision (default: NEW - 1)")
    )
    parser.add_argument(
        "new",
        nargs="?",
        type=int,
        metavar="NEW",
        help=_("the later revision (default: the latest)"),
    )
    add_output_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Compare; like diff(1), 1 if the revisions differ."""
    with Archive.open(options.archive, readonly=True) as archive:
        return tell(archive.diff(options.slug, options.old, options.new), options)
