"""`list`: list the reports of an archive, or its themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.archive import Archive
from themereport.cli.archive.place import (
    add_archive_argument,
    add_days_arguments,
    add_json_argument,
    check_theme,
    print_json,
)
from themereport.cli.words import _
from themereport.diagnostics.printable import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from typing import NamedTuple

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_archive_argument(parser)
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--theme", help=_("only reports on this theme"))
    kinds.add_argument("--themes", action="store_true", help=_("list themes"))
    kinds.add_argument("--revisions", metavar="SLUG", help=_("list the revisions of a report"))
    add_days_arguments(parser)
    add_json_argument(parser)


def run(options: argparse.Namespace) -> int:
    """List, one a line, with tabs between."""
    with Archive.open(options.archive, readonly=True) as archive:
        for answer in _answers(archive, options):
            if options.json:
                print_json(answer._asdict())
            else:
                print("\t".join(printable(str(value)) for value in answer))
    return 0


def _answers(archive: Archive, options: argparse.Namespace) -> Iterator[NamedTuple]:
    if options.themes:
        return archive.themes()
    if options.revisions is not None:
        revisions = archive.revisions(options.revisions)
        if not revisions:
            archive.get(options.revisions)  # raises, and says what is near
        return iter(revisions)
    check_theme(archive, options)
    return archive.entries(options.since, options.until, theme=options.theme)
