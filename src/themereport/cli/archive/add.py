"""`add`: keep reports in an archive; files without a report are named at the end."""

from __future__ import annotations

import os
import sys
from itertools import chain, islice
from typing import TYPE_CHECKING

from themereport.archive import Archive
from themereport.cli.archive.place import add_archive_argument, add_json_argument, print_json
from themereport.cli.inputs import add_input_arguments, reading, some_inputs
from themereport.cli.progress import progress
from themereport.cli.words import _, count_files, count_reports, described
from themereport.diagnostics.printable import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from themereport.models.report import ThemeReport
    from themereport.readers.result import ReadResult

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_archive_argument(parser)
    add_input_arguments(parser)
    parser.add_argument(
        "--no-original",
        action="store_true",
        help=_("keep the reports alone, without the texts that they were read from"),
    )
    add_json_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Add; 1 if any file holds no report."""
    inputs = some_inputs(options)  # before an archive is begun that nothing comes into
    read_one = reading(options)
    refused: list[tuple[str, list[str]]] = []

    def reports() -> Iterator[ThemeReport | tuple[ThemeReport, str]]:
        for name, result in progress(map(read_one, inputs), _("Adding"), len(inputs)):
            if result.report is None:
                refused.append((name, _complaints(name, result)))
            elif options.no_original or result.source is None:
                yield result.report
            else:
                yield result.report, result.source.raw

    new = known = 0
    waiting = reports()
    # An archive is begun for a report, and not before: what nothing comes into is left to nobody.
    first = list(islice(waiting, 1))
    if first or os.path.exists(options.archive):
        with Archive.open(options.archive) as archive:
            new, known = archive.add_many(chain(first, waiting))
    for name, complaints in refused:
        if options.json:
            print_json({"path": printable(name), "errors": complaints})
        else:
            print("\n".join(complaints), file=sys.stderr)
    if options.json:
        print_json({"new": new, "known": known, "failed": len(refused)})
    else:
        words = _("{reports} added, {known} there already, {files} without a report")
        said = words.format(
            reports=count_reports(new), known=known, files=count_files(len(refused))
        )
        print(said, file=sys.stderr)
    return 1 if refused else 0


def _complaints(name: str, result: ReadResult) -> list[str]:
    return [
        described(found, result.source, name)
        for found in result.diagnostics
        if found.severity == "error"
    ]
