"""A small site of an archive: a page with all themes, one a theme, and one a report."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from themereport.api import render
from themereport.arguments import check_address, check_text
from themereport.feeds import atom, json_feed
from themereport.locales.labels import labels_near
from themereport.models.report import file_part
from themereport.renderers.html.frame import POLICY, opening_of, style_sheets
from themereport.renderers.markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from themereport.archive.answer import ThemeSummary
    from themereport.archive.archive import Archive
    from themereport.locales.labels import Labels
    from themereport.models.report import ThemeReport

__all__ = ["site_of"]

_IN_FEEDS = 30
_KINDS = {"application/atom+xml": "xml", "application/feed+json": "json"}
_STYLE = """
.themereport .reports { list-style: none; padding: 0; }
.themereport .reports li { padding: .5rem 0; border-bottom: 1px solid var(--line); }
.themereport .days { color: var(--soft); font-size: .9em; white-space: nowrap; }
.themereport .drawn { margin: 0 0 2rem; overflow-x: auto; }
.themereport .drawn svg { display: block; width: 100%; min-width: 48rem; height: auto; }
.themereport .drawn .page { fill: none; }
.themereport .up { margin: 0; padding-top: 1.5rem; }
.themereport.overview { --measure: 60rem; min-height: 100vh; padding-bottom: 4rem; }
"""


def site_of(
    archive: Archive, title: str, *, language: str | None = None, url: str | None = None
) -> Iterator[tuple[str, str]]:
    """The files of the site: path and text, one by one; pages are whole, without anything outside.

    Args:
        archive: The archive.
        title: The title of the first page, and of the feed.
        language: The language of what stands around the reports, by default each report's own, and
            English on the first page.
        url: The address where the site will stand; with it, there are feeds of the newest reports,
            of all and of each theme.

    Raises:
        RenderError: There are no labels in that language.
        ConfigError: The address is none.
        MissingExtraError: A report has an appendix, and the `html` extra is not installed.
    """
    check_text("title", title)
    if url is not None:
        check_address("url", url)
    labels = labels_near(language, "en")
    themes = list(archive.themes())
    body = [
        _drawn(archive.calendar().render("svg", language=labels.language)),
        _list((f"themes/{file_part(it.theme)}.html", it.theme, _days_of(it)) for it in themes),
    ]
    yield "index.html", _page(labels, title, "", "".join(body), "feed" if url and themes else "")
    for theme in themes:
        yield from _pages_of(archive, theme.theme, title, language, url)
    if url and themes:
        yield from _feeds_of(archive.newest(_IN_FEEDS), "", title, language, url)


def _pages_of(
    archive: Archive, theme: str, title: str, language: str | None, url: str | None
) -> Iterator[tuple[str, str]]:
    """The pages of a theme's reports, and then its own."""
    timeline = archive.timeline(theme)
    links: list[tuple[str, str, str]] = []
    for report in archive.between(theme=theme):
        name = f"{report.filename.removesuffix('.md')}.html"
        yield f"reports/{name}", str(render(report, "html", language=language))
        links.append((f"../reports/{name}", str(report.published_at.date()), ""))
    up = f'<p class="up"><a href="../index.html"><bdi>{escape(title)}</bdi></a></p>\n'
    body = _drawn(timeline.render("svg", language=language)) + _list(reversed(links))
    name = file_part(theme)
    labels = labels_near(language, timeline.language)
    yield f"themes/{name}.html", _page(labels, theme, up, body, quote(name) if url else "")
    if url:
        newest = archive.newest(_IN_FEEDS, theme=theme)
        yield from _feeds_of(newest, f"themes/{name}", theme, language, url)


def _feeds_of(
    reports: Iterable[ThemeReport], place: str, title: str, language: str | None, url: str
) -> Iterator[tuple[str, str]]:
    """The feeds, Atom and JSON Feed, of the page at `place`, without its suffix; "" is the first."""
    base = url if url.endswith("/") else f"{url}/"
    home = f"{base}{quote(place)}.html" if place else base
    some = list(reports)
    for make, suffix in ((atom, "xml"), (json_feed, "json")):
        path = f"{place or 'feed'}.{suffix}"
        yield (
            path,
            make(
                some,
                url=f"{base}{quote(path)}",
                title=title,
                home=home,
                pages=f"{base}reports/{{file}}.html",
                language=language,
            ),
        )


def _days_of(theme: ThemeSummary) -> str:
    days = f"{theme.first} – {theme.last}" if theme.first != theme.last else str(theme.first)
    return f"{days} ({theme.reports})"


def _drawn(svg: str) -> str:
    return f'<figure class="drawn">\n{svg}</figure>\n'


def _list(links: Iterable[tuple[str, str, str]]) -> str:
    items = "\n".join(
        f'<li><a href="{escape(quote(place))}"><bdi>{escape(words)}</bdi></a>'
        f"{f' <span class=days>{days}</span>' if days else ''}</li>"
        for place, words, days in links
    )
    return f'<ul class="reports">\n{items}\n</ul>\n'


def _page(labels: Labels, title: str, up: str, body: str, feed: str) -> str:
    feeds = "".join(
        f'<link rel="alternate" type="{kind}" href="{escape(feed)}.{suffix}">\n'
        for kind, suffix in _KINDS.items()
        if feed
    )
    return (
        f'<!DOCTYPE html>\n<html {opening_of(labels)}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n{feeds}<style>\n{style_sheets('page', 'report')}"
        f'{_STYLE}</style>\n</head>\n<body class="themereport overview">\n<header>\n{up}'
        f'<h1 class="title t"><bdi>{escape(title)}</bdi></h1>\n</header>\n'
        f'<main class="main">\n{body}</main>\n</body>\n</html>\n'
    )
