"""Feeds of many reports: Atom (RFC 4287) and JSON Feed (1.1)."""

from __future__ import annotations

import json
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
from themereport.renderers.json import escape_traps
from themereport.renderers.maker import authors_of
from themereport.renderers.plain_html import plain_html
from themereport.renderers.xml_text import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from themereport.document.dialect import Dialect
    from themereport.models.report import ThemeReport

__all__ = ["atom", "json_feed"]

# What `pages` may name.
_NAMES = ("slug", "file", "year", "month", "day", "language")
_XML = "{http://www.w3.org/XML/1998/namespace}"


def atom(
    reports: Iterable[ThemeReport],
    *,
    url: str,
    title: str,
    home: str | None = None,
    pages: str | None = None,
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
            `https://example.org/{year}/{month}/{slug}.html`; also with `{day}`, `{language}`,
            and `{file}`, the name of the report's file without its suffix.
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
    pages: str | None = None,
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
    check_texts(home=home, pages=pages, language=language)
    check_dialect(dialect)
    for name, address in (("url", url), ("home", home)):
        if isinstance(address, str):
            check_address(name, address)


def _entries(
    reports: Iterable[ThemeReport], url: str, pages: str | None
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
    reports: Iterable[ThemeReport], url: str, pages: str | None
) -> Iterator[tuple[str, ThemeReport]]:
    """The id of each report in a feed at `url`, and the report."""
    pattern = f"{url}#{{slug}}" if pages is None else _checked(pages)
    for report in reports:
        check_report(report, "each of reports")
        yield _filled(pattern, report), report


def _names(report: ThemeReport) -> dict[str, str]:
    date = report.published_at.date().isoformat().split("-")
    file = report.filename.removesuffix(".md")
    return dict(zip(_NAMES, (report.slug, file, *date, report.language), strict=True))


def _checked(pages: str) -> str:
    """`pages`, if it is the pattern of an address."""
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
    return pages


def _filled(pattern: str, report: ThemeReport) -> str:
    return pattern.format_map({name: quote(it, safe="") for name, it in _names(report).items()})


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    spelled = {name: xml_text(value) for name, value in attributes.items()}
    made = ET.SubElement(parent, tag, spelled)
    made.text = xml_text(text) or None
    return made
