"""`search`: find words in an archive."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from themereport.archive import Archive
from themereport.archive.rows import SECTIONS
from themereport.archive.timeline import DIRECTIONS
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

    from themereport.archive import Hit

__all__ = ["add_arguments", "run"]

FOUND, NOTHING, TROUBLE = 0, 1, 2
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.set_defaults(trouble=TROUBLE)
    parser.epilog = _("exit codes: 0 found, 1 nothing found, 2 trouble")
    add_archive_argument(parser)
    parser.add_argument(
        "words", nargs="+", metavar="WORD", help=_("items that hold all words are found")
    )
    parser.add_argument("--theme", help=_("only reports on this theme"))
    add_days_arguments(parser)
    parser.add_argument("--section", choices=SECTIONS, help=_("only this section"))
    parser.add_argument(
        "--direction", choices=DIRECTIONS, help=_("only what moves the market this way")
    )
    parser.add_argument(
        "--limit", type=int, default=20, metavar="N", help=_("at most N (default: %(default)s)")
    )
    add_json_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Print what was found, the best first; like grep(1), 1 if that is nothing."""
    count = 0
    with Archive.open(options.archive, readonly=True) as archive:
        check_theme(archive, options)
        hits = archive.search(
            " ".join(options.words),
            theme=options.theme,
            start=options.since,
            end=options.until,
            section=options.section,
            direction=options.direction,
            limit=options.limit,
        )
        for hit in hits:
            count += 1
            if options.json:
                snippet = {"text": hit.snippet.text, "marks": hit.snippet.marks}
                print_json({**hit._asdict(), "snippet": snippet})
            else:
                _print(hit)
    return FOUND if count else NOTHING


def _print(hit: Hit) -> None:
    place = f"{hit.date}  {hit.theme}  {hit.path}  {hit.slug}"
    print(printable(place))
    snippet = hit.snippet._replace(text="".join(map(_visible, hit.snippet.text)))
    marks = (_BOLD, _PLAIN) if sys.stdout.isatty() else ("[", "]")
    print(f"    {snippet.marked(*marks)}")


def _visible(character: str) -> str:
    """One character for one: marks are counted in them."""
    return character if printable(character) == character else "\ufffd"
