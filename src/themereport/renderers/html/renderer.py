"""HTML: one self-contained page that people like to read."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from themereport.document.document import (
    Disclaimer,
    Heading,
    LabelledList,
    Markdown,
    Notice,
    Paragraph,
    RankedList,
    SteppedList,
)
from themereport.document.moment import format_published
from themereport.document.outline import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from themereport.document.dialect import Dialect
    from themereport.document.document import Document
    from themereport.locales.labels import Labels
    from themereport.models.section import Section

__all__ = ["HTML", "POLICY", "HtmlRenderer"]

_UNSAFE = re.compile("[&<>\"']")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"}
# No script, no outside resource, no form: whatever a text may hold, the page does nothing.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


class HtmlRenderer:
    """Renders a whole page: semantic, without scripts or outside resources.

    Every text shows just its characters, isolated from its neighbours' writing direction. Pages
    are set for a phone, a desk, the dark and paper; a few CSS variables carry the looks.
    """

    media_type = "text/html"
    suffix = ".html"

    def render(self, document: Document) -> str:
        """The page, ending in one line end."""
        report, labels = document.report, document.labels
        frame = _frame(document.dialect, labels)
        title = escape(document.title)
        # Where the content is in another language than the frame, its elements say so.
        tongue = "" if report.language == labels.language else f' lang="{escape(report.language)}"'
        own = f' class="t" dir="auto"{tongue}'
        published = report.published_at
        parts = [
            frame.before_title,
            title,
            frame.before_description,
            escape(report.overview),
            frame.before_heading,
            title,
            frame.before_time,
            f'<time datetime="{published.isoformat()}">',
            escape(format_published(published, labels.language)),
            "</time></p>\n",
            frame.contents
            if not report.appendices
            else _contents(document.dialect, labels, report.appendices),
            '</header>\n<main id="s-main">\n',
        ]
        place = _Place(labels, own, tongue, 3 if document.dialect.halves else 2)
        is_open = False
        appendices = 0
        for block in document.blocks:
            if isinstance(block, Heading):
                if is_open:
                    parts.append("</section>\n")
                is_open = block.key not in PARTS
                if block.key == "appendix":
                    parts.append(_appendix_heading(block, appendices, place))
                    appendices += 1
                else:
                    parts.append(_heading(block, place.depth))
            else:
                parts.append(_WRITERS[type(block)](block, place))
        parts.append("</body>\n</html>\n")
        return "".join(parts)


class _Place(NamedTuple):
    """Where a block stands: the words around it, and the attributes of its texts."""

    labels: Labels
    own: str
    tongue: str
    depth: int
    """Of the headings of sections."""


def escape(text: str) -> str:
    """`text` for an element or a quoted attribute."""
    if _UNSAFE.search(text) is None:
        return text
    return _UNSAFE.sub(_entity, text)


def _entity(match: re.Match[str]) -> str:
    return _ENTITIES[match[0]]


class _Frame(NamedTuple):
    """What pages in one language share, cut where the report's own words go."""

    before_title: str
    before_description: str
    before_heading: str
    before_time: str
    contents: str


@cache
def _frame(dialect: Dialect, labels: Labels) -> _Frame:
    style = (files("themereport.renderers.html") / "style.css").read_text(encoding="utf-8")
    return _Frame(
        f'<!DOCTYPE html>\n<html lang="{labels.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<title>',
        '</title>\n<meta name="description" content="',
        f'">\n<style>\n{style}</style>\n</head>\n<body>\n'
        f'<a class="skip" href="#s-main">{escape(labels.overview)}</a>\n<header>\n'
        '<h1 class="t" dir="auto">',
        f'</h1>\n<p class="when">{escape(labels.published)}{labels.after_label}{labels.gap}',
        _contents(dialect, labels, ()),
    )


def _contents(dialect: Dialect, labels: Labels, appendices: Sequence[Section]) -> str:
    """The list of contents."""
    links = [
        f'<li><a href="#s-{key}">{escape(getattr(labels, key))}</a></li>' for key in dialect.order
    ]
    for at, appendix in enumerate(appendices):
        link = f'<a href="#{_appendix_name(at)}"><bdi>{escape(appendix.title)}</bdi></a>'
        links.append(f"<li>{link}</li>")
    title = escape(labels.contents)
    return (
        f'<nav aria-labelledby="s-contents">\n<h2 id="s-contents">{title}</h2>\n<ol>\n'
        + "\n".join(links)
        + "\n</ol>\n</nav>\n"
    )


def _appendix_name(at: int) -> str:
    """The id of the appendix at an index: numbered on from the four sections of the detail."""
    return f"s-appendix-{at + 5}"


def _appendix_heading(block: Heading, at: int, place: _Place) -> str:
    name, depth = _appendix_name(at), place.depth
    number = f"{block.number}. " if block.number else ""
    words = f"{number}<bdi>{escape(block.text)}</bdi>"
    return (
        f'<section aria-labelledby="{name}">\n<h{depth} id="{name}"{place.own}>{words}</h{depth}>\n'
    )


@cache
def _heading(block: Heading, depth: int) -> str:
    """The heading of a half or section, which is the same in all reports of a language."""
    text = escape(block.text)
    if block.key in PARTS:
        return f'<h2 id="s-{block.key}">{text}</h2>\n'
    number = f"{block.number}. " if block.number else ""
    name = f"s-{block.key}"
    return f'<section aria-labelledby="{name}">\n<h{depth} id="{name}">{number}{text}</h{depth}>\n'


def _notice(block: Notice, _: _Place) -> str:
    return f'<p class="notice" role="note">{escape(block.text)}</p>\n'


def _paragraph(block: Paragraph, place: _Place) -> str:
    return f"<p{place.own}>{escape(block.text)}</p>\n"


def _ranked(block: RankedList, place: _Place) -> str:
    items = [f'<li class="t" dir="auto">{escape(text)}</li>\n' for text in block.items]
    return f'<ol class="signals"{place.tongue}>\n{"".join(items)}</ol>\n'


def _labelled(block: LabelledList, place: _Place) -> str:
    if block.columns:
        return _table(block.columns, block.items, place)
    mark, gap = block.mark, place.labels.gap
    items = [f"<li>{_words(label, text, mark, gap)}</li>\n" for label, text in block.items]
    return f'<ul class="items"{place.tongue}>\n{"".join(items)}</ul>\n'


def _table(columns: tuple[str, str], rows: Sequence[tuple[str, str]], place: _Place) -> str:
    first, second = map(escape, columns)
    lines = [
        f'<tr><th scope="row" class="t" dir="auto">{escape(label)}</th>'
        f'<td class="t" dir="auto">{escape(text)}</td></tr>\n'
        for label, text in rows
    ]
    head = f'<tr><th scope="col">{first}</th><th scope="col">{second}</th></tr>'
    body = f"<tbody{place.tongue}>\n{''.join(lines)}</tbody>"
    return f'<table class="items">\n<thead>\n{head}\n</thead>\n{body}\n</table>\n'


def _stepped(block: SteppedList, place: _Place) -> str:
    parts = [f'<ul class="items"{place.tongue}>\n']
    for label, text, steps in block.items:
        words = _words(label, text, block.mark, place.labels.gap)
        parts.append(f'<li>{words}\n<ol class="steps">\n')
        parts += [f'<li class="t" dir="auto">{escape(step)}</li>\n' for step in steps]
        parts.append("</ol></li>\n")
    parts.append("</ul>\n")
    return "".join(parts)


def _words(label: str, text: str, mark: str, gap: str) -> str:
    label = f"<b><bdi>{escape(label)}</bdi>{mark}</b>"
    return f'<div class="t" dir="auto">{label}{gap}<bdi>{escape(text)}</bdi></div>'


def _markdown(block: Markdown, place: _Place) -> str:
    """The body of an appendix: to HTML by a library, then cleaned by another."""
    from themereport.renderers.html.appendix import appendix_html

    return f'<div class="md" dir="auto"{place.tongue}>\n{appendix_html(block.body)}</div>\n'


def _disclaimer(block: Disclaimer, place: _Place) -> str:
    label = f"<b>{escape(block.label)}{block.mark}</b>{place.labels.gap}"
    words = f"<p{place.own}>{label}<bdi>{escape(block.text)}</bdi></p>"
    return f"</section>\n</main>\n<footer>\n{words}\n</footer>\n"


_WRITERS: dict[type, Callable[[Any, _Place], str]] = {
    Notice: _notice,
    Paragraph: _paragraph,
    RankedList: _ranked,
    LabelledList: _labelled,
    SteppedList: _stepped,
    Markdown: _markdown,
    Disclaimer: _disclaimer,
}

HTML = HtmlRenderer()
