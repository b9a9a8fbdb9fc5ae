"""`feed`: make feeds of reports, Atom or JSON Feed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from themereport.arguments import check_address
from themereport.cli.dialect import dialect_of
from themereport.cli.frame import add_frame_argument
from themereport.cli.inputs import STDIN_NAME, add_input_arguments, read_inputs
from themereport.cli.outputs import add_out_argument, outputs_of, put
from themereport.cli.words import _, complaint, described
from themereport.diagnostics.printable import printable
from themereport.errors import ConfigError, RenderError, WriteError
from themereport.feeds import Pages, addresses, atom, json_feed, page_address

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from themereport.models.report import ThemeReport

__all__ = ["add_arguments", "run"]

_FORMS = {"atom": (atom, "feed.xml"), "json": (json_feed, "feed.json")}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_input_arguments(parser)
    parser.add_argument(
        "--to", default="atom", metavar="FORM[,FORM]", help=_("atom, json, or both (default: atom)")
    )
    parser.add_argument(
        "--url",
        required=True,
        metavar="URL",
        help=_("the address of the site, below which feed.xml and feed.json will stand"),
    )
    parser.add_argument("--title", required=True, help=_("what the feed is called"))
    parser.add_argument(
        "--pages",
        metavar="PATTERN",
        help=_("the address of a report's page, such as https://example.org/{title}.html"),
    )
    add_out_argument(parser)
    add_frame_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Make feeds; 1 if any report is not valid, or a feed could not be written."""
    forms = list(dict.fromkeys(name.strip() for name in options.to.split(",")))
    for form in forms:
        if form not in _FORMS:
            raise ConfigError.unknown("feed called", form, _FORMS)
    suffixes = {os.path.splitext(_FORMS[form][1])[1] for form in forms}
    outputs = outputs_of(options.out, suffixes, len(forms))
    check_address("url", options.url)  # as it was given, not as that of a file below it
    home = options.url if options.url.endswith("/") else f"{options.url}/"
    reports: dict[str, ThemeReport] = {}
    failed = 0
    for name, result in read_inputs(options):
        for diagnostic in result.diagnostics:
            print(described(diagnostic, result.source, name), file=sys.stderr)
        if result.report is None:
            failed = 1
        else:
            reports[name] = result.report
    if not reports:
        return failed
    pages = None if options.pages is None else _pages(options.pages, reports)
    _check_addresses(reports, home, pages)
    for form in forms:
        make, file = _FORMS[form]
        feed = make(
            reports.values(),
            url=urljoin(home, file),
            title=options.title,
            home=home,
            pages=pages,
            language=options.language,
            dialect=dialect_of(options),
        )
        try:
            place = outputs.place(file)
            if put(place, feed.encode()):
                print(printable(str(place)))
        except WriteError as error:
            print(complaint(str(error)), file=sys.stderr)
            failed = 1
    return failed


def _pages(pattern: str, reports: Mapping[str, ThemeReport]) -> Pages:
    """The address of each report's page, whose name is that of the file that it was read from."""
    files = {
        id(report): None if name == STDIN_NAME else Path(name).stem
        for name, report in reports.items()
    }
    return lambda report: page_address(pattern, report, files[id(report)])


def _check_addresses(reports: Mapping[str, ThemeReport], home: str, pages: Pages | None) -> None:
    """Refuse two reports of one address, as the feed would, but with the names of their files."""
    taken: dict[str, str] = {}
    for name, (address, _report) in zip(
        reports, addresses(reports.values(), home, pages), strict=True
    ):
        other = taken.setdefault(address, name)
        if other != name:
            words = _(
                "{first!r} and {second!r} hold reports that would have one address, {address!r}: "
                "leave one of them out, or tell them apart with --pages"
            )
            raise RenderError(words.format(first=other, second=name, address=address))
