"""`verify`: look whether all of an archive is as it was stored."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from themereport.archive import Archive
from themereport.cli.archive.place import add_archive_argument, add_json_argument, print_json
from themereport.cli.words import _, count_places, count_reports
from themereport.diagnostics.printable import printable

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_archive_argument(parser)
    add_json_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Name what is damaged; 1 if anything is."""
    count = 0
    with Archive.open(options.archive, readonly=True) as archive:
        reports = len(archive)
        for damage in archive.verify():
            count += 1
            if options.json:
                print_json(damage._asdict())
            else:
                what = damage.slug or options.archive
                which = f" ({damage.revision})" if damage.revision is not None else ""
                print(printable(f"{what}{which}: {damage.reason}"))
    words = _("{reports} looked at, {places} damaged")
    said = words.format(reports=count_reports(reports), places=count_places(count))
    print(said, file=sys.stderr)
    return 1 if count else 0
