"""Feeds of many reports: Atom (RFC 4287) and JSON Feed (1.1)."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from functools import partial
from string import Formatter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

from themereport.arguments import (
    ADDRESS,
    check_address,
    check_dialect,
    check_report,
    check_text,
    check_texts,
)
from themereport.document.compose import compose
from themereport.errors import ConfigError, RenderError
from themereport.models.report import ThemeReport
from themereport.renderers.json import escape_traps
from themereport.renderers.maker import authors_of
from themereport.renderers.plain_html import plain_html
from themereport.renderers.xml_text import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from themereport.document.dialect import Dialect

__all__ = ["atom", "json_feed"]

Pages = str | Callable[[ThemeReport], str]
"""The addresses of reports' pages: a pattern, or a function that gives that of a report."""

# What a pattern may name.
_NAMES = ("slug", "file", "title", "lower", "year", "month", "day", "language")
# How a post's file begins in Jekyll.
_DAY = re.compile(r"\d{4}-\d\d-\d\d-(?=.)")
_KEPT_BY_JEKYLL = frozenset("._~!$&'()+,;=@")
_KEPT_BY_HUGO = frozenset("._#+~-@")
_XML = "{http://www.w3.org/XML/1998/namespace}"


def atom(
    reports: Iterable[ThemeReport],
    *,
    url: str,
    title: str,
    home: str | None = None,
    pages: Pages | None = None,
    language: str | None = None,
    dialect: Dialect | None = None,
) -> str:
    """A feed of `reports` as Atom, the newest first; each is in it with all its words.

    Args:
        reports: At least one report, in any order.
        url: The address where the feed will stand, which is also its id for ever.
        title: What the feed is called.
        home: The address of the page that it is the feed of.
        pages: The addresses of the reports' own pages, such as
            `https://example.org/{title}.html`. `{file}` is the report's `filename` without its
            suffix, `{title}` is what Jekyll makes of it, `{lower}` what Hugo does; there are
            `{slug}`, `{year}`, `{month}`, `{day}` and `{language}`, too. Or a function that gives the
            address of a report.
            A page's address is the id of its report; without `pages`, ids are made of `url`.
        language: As for `render`.
        dialect: As for `render`.

    Raises:
        RenderError: There are no reports, or two of them have the same address.
        ConfigError: An address is none, or `pages` names what there is not.
        MissingExtraError: A report has an appendix, and the `html` extra is not installed.
        TypeError: An argument is of the wrong type, or something that is no ThemeReport is among
            `reports`.
    """
    _check(url, title, home, pages, language, dialect)
    entries = _entries(reports, url, pages)
    feed = ET.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _add(feed, "title", title)
    _add(feed, "id", url)
    _add(feed, "link", rel="self", type="application/atom+xml", href=url)
    if home is not None:
        _add(feed, "link", rel="alternate", type="text/html", href=home)
    _add(feed, "updated", entries[0][1].published_at.isoformat())
    _add(_add(feed, "author"), "name", title)
    for name, report in entries:
        document = compose(report, language, dialect)
        entry = _add(feed, "entry")
        entry.set(f"{_XML}lang", report.language)
        _add(entry, "title", document.title)
        _add(entry, "id", name)
        if pages is not None:
            _add(entry, "link", rel="alternate", type="text/html", href=name)
        when = report.published_at.isoformat()
        _add(entry, "published", when)
        _add(entry, "updated", when)
        for author in authors_of(report):
            _add(_add(entry, "author"), "name", author)
        _add(entry, "category", term=report.theme)
        _add(entry, "content", plain_html(document), type="html")
    ET.indent(feed)
    return f'<?xml version="1.0"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def json_feed(
    reports: Iterable[ThemeReport],
    *,
    url: str,
    title: str,
    home: str | None = None,
    pages: Pages | None = None,
    language: str | None = None,
    dialect: Dialect | None = None,
) -> str:
    """A feed of `reports` as JSON Feed 1.1; all else is as for `atom`."""
    _check(url, title, home, pages, language, dialect)
    entries = _entries(reports, url, pages)
    feed: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": title}
    if home is not None:
        feed["home_page_url"] = home
    feed["feed_url"] = url
    feed["items"] = items = []
    for name, report in entries:
        document = compose(report, language, dialect)
        items.append(
            {
                "id": name,
                **({"url": name} if pages is not None else {}),
                "title": document.title,
                "content_html": plain_html(document),
                "date_published": report.published_at.isoformat(),
                "authors": [{"name": author} for author in authors_of(report) or [title]],
                "tags": [report.theme],
                "language": report.language,
            }
        )
    return escape_traps(json.dumps(feed, ensure_ascii=False, indent=2)) + "\n"


def _check(
    url: object, title: object, home: object, pages: object, language: object, dialect: object
) -> None:
    """Raise TypeError or ConfigError if an argument of a feed is none."""
    for name, value in (("url", url), ("title", title)):
        check_text(name, value)
    if isinstance(title, str) and not title.strip():
        raise ConfigError(f"title cannot be {title!r}: say what the feed is called")
    check_texts(home=home, language=language)
    if not (pages is None or isinstance(pages, str) or callable(pages)):
        raise TypeError(f"pages must be str or a function, not {type(pages).__name__}")
    check_dialect(dialect)
    for name, address in (("url", url), ("home", home)):
        if isinstance(address, str):
            check_address(name, address)


def _entries(
    reports: Iterable[ThemeReport], url: str, pages: Pages | None
) -> list[tuple[str, ThemeReport]]:
    """The ids of reports, and the reports, the newest first."""
    named: dict[str, ThemeReport] = {}
    for name, report in addresses(reports, url, pages):
        if name in named:
            raise RenderError(
                f"two reports would have the address {name!r}: leave one of them out, or give "
                "pages that tell them apart"
            )
        named[name] = report
    if not named:
        raise RenderError("there is no report: a feed has the date of its newest one")
    # By name first: of the same moment, always in the same order.
    return sorted(sorted(named.items()), key=lambda it: it[1].published_at, reverse=True)


def addresses(
    reports: Iterable[ThemeReport], url: str, pages: Pages | None
) -> Iterator[tuple[str, ThemeReport]]:
    """The id of each report in a feed at `url`, and the report."""
    address_of = _address_of(url, pages)
    for report in reports:
        check_report(report, "each of reports")
        yield address_of(report), report


def page_address(pattern: str, report: ThemeReport, file: str | None = None) -> str:
    """The address that `pattern` gives the page of `report`.

    `file` is the name of its file without the suffix, where it is not that of `report.filename`.
    """
    _check_pattern(pattern)
    file = file or report.filename.removesuffix(".md")
    date = report.published_at.date().isoformat().split("-")
    values = (report.slug, file, _in_jekyll(file), _in_hugo(file), *date, report.language)
    return pattern.format_map(
        {name: quote(value, safe="") for name, value in zip(_NAMES, values, strict=True)}
    )


def _address_of(url: str, pages: Pages | None) -> Callable[[ThemeReport], str]:
    if pages is None:
        return lambda report: f"{url}#{quote(report.slug, safe='')}"
    if isinstance(pages, str):
        return partial(page_address, pages)
    given = pages

    def checked(report: ThemeReport) -> str:
        address = given(report)
        check_text("what pages gives", address)
        check_address("what pages gives", address)
        return address

    return checked


def _check_pattern(pages: str) -> None:
    """Raise ConfigError if `pages` is no pattern of an address."""
    try:
        fields = list(Formatter().parse(pages))
    except ValueError as error:
        raise ConfigError(f"pages cannot be {pages!r}: {error}") from error
    for _, name, form, conversion in fields:
        if name is not None and (name not in _NAMES or form or conversion):
            raise ConfigError.unknown("part of pages called", name, _NAMES)
    plain = "".join(text for text, *_ in fields)
    if not ADDRESS.fullmatch(plain):
        raise ConfigError(f"pages cannot be {pages!r}: give the pattern of an address, https://…")


def _in_jekyll(file: str) -> str:
    """What Jekyll's permalinks call `:title`: the name without the day, its other characters as `-`."""
    name = _DAY.sub("", file, count=1)
    shown = (it if _is_word(it) or it in _KEPT_BY_JEKYLL else "-" for it in name)
    return re.sub("-+", "-", "".join(shown)).strip("-")


def _in_hugo(file: str) -> str:
    """What Hugo makes of a file's name: blanks become one `-`, signs go, letters are lower."""
    kept = (it for it in file if _is_word(it) or it in _KEPT_BY_HUGO or it.isspace())
    name = re.sub(r"\s+", "-", re.sub(r"(?<=-)\s+|\s+(?=-)", "", "".join(kept).strip()))
    # Letter by letter, as Go does: to Python, the lower İ is two characters.
    return "".join(it.lower()[:1] for it in name)


def _is_word(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind[0] in "LM" or kind == "Nd"


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    spelled = {name: xml_text(value) for name, value in attributes.items()}
    made = ET.SubElement(parent, tag, spelled)
    made.text = xml_text(text) or None
    return made
