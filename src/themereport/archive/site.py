"""A small site of an archive: a page with all themes, one a theme, and one a report."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from themereport.api import render
from themereport.locales.labels import labels_for, nearest_language
from themereport.models.report import file_part
from themereport.renderers.html.frame import opening_of, style_sheets
from themereport.renderers.markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from themereport.archive.answer import ThemeSummary
    from themereport.archive.archive import Archive
    from themereport.locales.labels import Labels
    from themereport.models.report import ThemeReport

__all__ = ["site_of"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
.themereport .reports { list-style: none; padding: 0; }
.themereport .reports li { padding: .5rem 0; border-bottom: 1px solid var(--line); }
.themereport .days { color: var(--soft); font-size: .9em; white-space: nowrap; }
.themereport .drawn { margin: 0 0 2rem; overflow-x: auto; }
.themereport .drawn svg { display: block; width: 100%; min-width: 36rem; height: auto; }
.themereport .drawn .page { fill: none; }
.themereport .up { margin: 0; padding-top: 1.5rem; }
.themereport.overview { --measure: 60rem; min-height: 100vh; padding-bottom: 4rem; }
"""


def site_of(archive: Archive, title: str, language: str | None = None) -> Iterator[tuple[str, str]]:
    """The files of the site: path and HTML, one by one; each is whole, without anything outside.

    `title` is that of the first page, and `language` that of what stands around the reports, by
    default each report's own, and English on the first page.

    Raises:
        RenderError: There are no labels in that language.
    """
    labels = labels_for(nearest_language(language) or language if language else "en")
    themes = list(archive.themes())
    body = [
        _drawn(archive.calendar().render("svg")),
        _list((_folder(it.theme) + "/index.html", it.theme, _days_of(it)) for it in themes),
    ]
    yield "index.html", _page(labels, title, "", "".join(body))
    for theme in themes:
        yield from _pages_of(archive, theme, language, title)


def _pages_of(
    archive: Archive, theme: ThemeSummary, language: str | None, title: str
) -> Iterator[tuple[str, str]]:
    """The pages of a theme's reports, and then its own."""
    folder = _folder(theme.theme)
    timeline = archive.timeline(theme.theme)
    links: list[tuple[str, str, str]] = []
    taken: set[str] = set()
    for report in archive.between(theme=theme.theme):
        name = _name(report, taken)
        yield f"{folder}/{name}", str(render(report, "html", language=language))
        links.append((name, str(report.published_at.date()), ""))
    labels = labels_for(nearest_language(language or timeline.language) or language or "en")
    up = f'<p class="up"><a href="../../index.html"><bdi>{escape(title)}</bdi></a></p>\n'
    body = _drawn(timeline.render("svg", language=language)) + _list(reversed(links))
    yield f"{folder}/index.html", _page(labels, theme.theme, up, body)


def _folder(theme: str) -> str:
    return f"themes/{file_part(theme)}"


def _name(report: ThemeReport, taken: set[str]) -> str:
    """The name of a report's page; of two reports of one day, the second has the time, too."""
    name = PurePosixPath(report.filename).stem
    if name in taken:
        name = f"{name}-{report.content_hash[:10]}"
    taken.add(name)
    return f"{name}.html"


def _days_of(theme: ThemeSummary) -> str:
    days = f"{theme.first} – {theme.last}" if theme.first != theme.last else str(theme.first)
    return f"{days} ({theme.reports})"


def _drawn(svg: str) -> str:
    return f'<figure class="drawn">\n{svg}</figure>\n'


def _list(links: Iterable[tuple[str, str, str]]) -> str:
    items = "\n".join(
        f'<li><a href="{escape(_quoted(place))}"><bdi>{escape(words)}</bdi></a>'
        f"{f' <span class=days>{days}</span>' if days else ''}</li>"
        for place, words, days in links
    )
    return f'<ul class="reports">\n{items}\n</ul>\n'


def _quoted(place: str) -> str:
    from urllib.parse import quote

    return quote(place)


def _page(labels: Labels, title: str, up: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html {opening_of(labels)}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style_sheets('page', 'report')}"
        f'{_STYLE}</style>\n</head>\n<body class="themereport overview">\n<header>\n{up}'
        f'<h1 class="title t" dir="auto">{escape(title)}</h1>\n</header>\n'
        f'<main class="main">\n{body}</main>\n</body>\n</html>\n'
    )
