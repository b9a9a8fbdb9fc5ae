"""What commands on archives share: the file, days, and answers as JSON."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from themereport.cli.words import _
from themereport.diagnostics.printable import escape_controls

if TYPE_CHECKING:
    from collections.abc import Mapping

    from themereport.archive import Archive

__all__ = [
    "add_archive_argument",
    "add_days_arguments",
    "add_json_argument",
    "add_report_arguments",
    "check_theme",
    "print_json",
]


def add_archive_argument(parser: argparse.ArgumentParser) -> None:
    """Add the file of the archive."""
    parser.add_argument("archive", metavar="ARCHIVE", help=_("the file of the archive"))


def add_report_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the archive, and the report in it."""
    add_archive_argument(parser)
    parser.add_argument("slug", metavar="SLUG", help=_("the report, as `list` names it"))


def add_days_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the first and the last day."""
    parser.add_argument("--since", metavar="DAY", type=_day, help=_("the first day: 2026-01-31"))
    parser.add_argument("--until", metavar="DAY", type=_day, help=_("the last day: 2026-01-31"))


def check_theme(archive: Archive, options: argparse.Namespace) -> None:
    """Refuse a theme that there is no report on, of whatever day: it is a slip, and no answer."""
    if options.theme is not None:
        archive.check_theme(options.theme)


def add_json_argument(parser: argparse.ArgumentParser) -> None:
    """Add the option to print JSON, one line an answer."""
    parser.add_argument("--json", action="store_true", help=_("print one JSON document a line"))


def print_json(answer: Mapping[str, Any]) -> None:
    """Print `answer` as one line of JSON."""
    print(escape_controls(json.dumps(answer, ensure_ascii=False, default=_told)))


def _told(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        message = _("{text!r} is no day: write it as 2026-01-31").format(text=text)
        raise argparse.ArgumentTypeError(message) from None
