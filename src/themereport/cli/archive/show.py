"""`show`: print a report of an archive."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from themereport.api import RENDERERS, render
from themereport.archive import Archive
from themereport.cli.archive.place import add_report_arguments
from themereport.cli.frame import add_frame_argument
from themereport.cli.outputs import check_terminal
from themereport.cli.words import _
from themereport.errors import ArchiveError

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_report_arguments(parser)
    parser.add_argument(
        "--revision", type=int, metavar="N", help=_("a revision (default: the latest)")
    )
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument(
        "--to",
        metavar="FORMAT",
        default="text",
        help=_("the format to render (default: %(default)s)"),
    )
    kinds.add_argument(
        "--original", action="store_true", help=_("the text that the report was read from")
    )
    add_frame_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Print, as bytes that are just those of the format."""
    with Archive.open(options.archive, readonly=True) as archive:
        if options.original:
            original = archive.original(options.slug, options.revision)
            if original is None:
                reason = _("the archive has no original text of {slug!r}")
                raise ArchiveError(reason.format(slug=options.slug))
            data: str | bytes = original
        else:
            report = archive.get(options.slug, options.revision)
            check_terminal(options.to, RENDERERS.get(options.to))
            data = render(report, options.to, language=options.language)
    sys.stdout.buffer.write(data.encode() if isinstance(data, str) else data)
    return 0
