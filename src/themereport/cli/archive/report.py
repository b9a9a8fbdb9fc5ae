"""`report`: write a small site that shows an archive."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from themereport.archive import Archive, site_of
from themereport.cli.archive.place import add_archive_argument
from themereport.cli.frame import add_frame_argument
from themereport.cli.outputs import put
from themereport.cli.progress import progress
from themereport.cli.words import _, count_files

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_archive_argument(parser)
    parser.add_argument("--out", required=True, metavar="FOLDER", help=_("where files go"))
    parser.add_argument(
        "--title", help=_("the title of the first page (default: the name of the archive)")
    )
    parser.add_argument(
        "--url", help=_("the address where the site will stand; with it, there are feeds")
    )
    add_frame_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Write a page with all themes, one a theme, and one a report; unchanged files are left."""
    title = options.title or Path(options.archive).stem
    written = unchanged = 0
    with Archive.open(options.archive, readonly=True) as archive:
        pages = site_of(archive, title, language=options.language, url=options.url)
        for place, page in progress(pages, _("Writing")):
            is_new = put(str(Path(options.out) / place), page.encode())
            written += is_new
            unchanged += not is_new
    words = _("{files} written, {unchanged} unchanged; begin with {place}")
    first = str(Path(options.out) / "index.html")
    print(
        words.format(files=count_files(written), unchanged=unchanged, place=first), file=sys.stderr
    )
    return 0
