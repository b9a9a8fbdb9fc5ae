"""`export`: write the reports of an archive to files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from themereport.api import RENDERERS, render
from themereport.archive import Archive
from themereport.cli.archive.place import add_archive_argument, add_days_arguments, check_theme
from themereport.cli.frame import add_frame_argument
from themereport.cli.outputs import Outputs, put
from themereport.cli.progress import progress
from themereport.cli.words import _, count_reports
from themereport.diagnostics.printable import printable
from themereport.errors import ConfigError, RenderError

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments", "run"]

_PARQUET = "parquet"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_archive_argument(parser)
    parser.add_argument("--out", required=True, metavar="FOLDER", help=_("where files go"))
    parser.add_argument(
        "--to",
        default="json",
        metavar="FORMAT",
        help=_("the format to render, or parquet (default: %(default)s)"),
    )
    parser.add_argument("--theme", help=_("only reports on this theme"))
    add_days_arguments(parser)
    add_frame_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Write a file for each report, in its latest revision; 1 if any could not be rendered."""
    if options.to == _PARQUET:
        return _export_columns(options)
    if options.to not in RENDERERS:
        raise ConfigError.unknown("format", options.to, [*RENDERERS, _PARQUET])
    suffix = RENDERERS.get(options.to).suffix
    outputs = Outputs(options.out)
    written = failed = 0
    with Archive.open(options.archive, readonly=True) as archive:
        check_theme(archive, options)
        reports = archive.between(options.since, options.until, theme=options.theme)
        for report in progress(reports, _("Exporting")):
            try:
                data = render(report, options.to, language=options.language)
            except RenderError as error:
                print(printable(f"{report.slug}: {error}"), file=sys.stderr)
                failed += 1
                continue
            place = outputs.place(f"{Path(report.filename).stem}{suffix}")
            put(place, data.encode() if isinstance(data, str) else data)
            written += 1
    _say(written, failed)
    return 1 if failed else 0


def _export_columns(options: argparse.Namespace) -> int:
    with Archive.open(options.archive, readonly=True) as archive:
        check_theme(archive, options)
        days = {"start": options.since, "end": options.until}
        _say(archive.export(options.out, theme=options.theme, **days), 0)
    return 0


def _say(written: int, failed: int) -> None:
    words = _("{reports} written, {failed} failed")
    print(words.format(reports=count_reports(written), failed=failed), file=sys.stderr)
