"""What stands around the sections of a page: its head, its title, its list of contents."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from themereport.document.moment import format_published
from themereport.models.aigc import aigc_metadata
from themereport.renderers.direction import is_right_to_left
from themereport.renderers.html.blocks import appendix_key
from themereport.renderers.linked_data import about, embedded
from themereport.renderers.maker import byline_of
from themereport.renderers.markup import escape

if TYPE_CHECKING:
    from themereport.document.dialect import Dialect
    from themereport.document.document import Document
    from themereport.locales.labels import Labels
    from themereport.models.report import ThemeReport
    from themereport.renderers.html.blocks import Place

__all__ = [
    "POLICY",
    "head_of",
    "header_of",
    "linked_data",
    "opening_of",
    "policy_for",
    "style_sheets",
]

# No script, no outside resource, no form: whatever a text may hold, the page does nothing.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def policy_for(data: str) -> str:
    """The policy of a page with `data`; validators take its block of data for a script."""
    digest = b64encode(hashlib.sha256(data.encode()).digest()).decode()
    return f"{POLICY}; script-src 'sha256-{digest}'"


@cache
def style_sheets(*names: str) -> str:
    """Our own style sheets: `report`, which holds within its element, and `page`, for all else."""
    folder = files("themereport.renderers.html")
    return "".join([(folder / f"{name}.css").read_text(encoding="utf-8") for name in names])


@cache
def opening_of(labels: Labels) -> str:
    """The language of an element in the frame's language, and its direction where it is turned."""
    turned = ' dir="rtl"' if is_right_to_left(labels.language) else ""
    return f'lang="{labels.language}"{turned}'


class _Head(NamedTuple):
    """What the heads of pages in one language share, cut where the report's own words go."""

    before_policy: str
    before_title: str
    before_description: str


@cache
def _head(labels: Labels) -> _Head:
    return _Head(
        f'<!DOCTYPE html>\n<html {opening_of(labels)}>\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="',
        '">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<title>',
        '</title>\n<meta name="description" content="',
    )


def head_of(document: Document, styles: str) -> str:
    """All before the body of a page; `styles` is CSS."""
    head, data = _head(document.labels), _data_of(document)
    return (
        f"{head.before_policy}{policy_for(data)}{head.before_title}{escape(document.title)}"
        f'{head.before_description}{escape(document.report.overview)}">\n{_label(document.report)}'
        f"{_block_of_data(data)}<style>\n{styles}</style>\n</head>\n"
    )


def linked_data(document: Document) -> str:
    """The element with what the report is, for programs."""
    return _block_of_data(_data_of(document))


def _data_of(document: Document) -> str:
    return embedded(about(document))


def _block_of_data(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>\n'


def _label(report: ThemeReport) -> str:
    """The label for programs that a machine wrote the report, where one did."""
    metadata = aigc_metadata(report) if report.provenance is not None else None
    if metadata is None:
        return ""
    return "".join(
        f'<meta name="{name}" content="{escape(json.dumps(label, ensure_ascii=False))}">\n'
        for name, label in metadata.items()
    )


# --- the top of the body -----------------------------------------------------------------------


def header_of(document: Document, place: Place, *, contents: bool) -> str:
    """The title, when and by whom the report was published, and the list of contents."""
    report, labels, depth = document.report, document.labels, place.title_depth
    when = escape(format_published(report.published_at, labels.language))
    return (
        f'<header>\n<h{depth} class="title t" id="{place.prefix}title" dir="auto">'
        f"{escape(document.title)}</h{depth}>\n"
        f'<p class="when">{_published(labels)}<time datetime="{report.published_at.isoformat()}">'
        f"{when}</time></p>\n{_makers(document)}{_contents(document, place) if contents else ''}"
        "</header>\n"
    )


@cache
def _published(labels: Labels) -> str:
    return f"{escape(labels.published)}{labels.after_label}{labels.gap}"


def _makers(document: Document) -> str:
    words = byline_of(document, lambda name: f"<bdi>{escape(name)}</bdi>")
    return f'<p class="by">{words}</p>\n' if words else ""


def _contents(document: Document, place: Place) -> str:
    appendices = tuple(appendix.title for appendix in document.report.appendices)
    make = _list_of_contents.__wrapped__ if appendices else _list_of_contents
    has_sources = bool(document.references)
    return make(document.dialect, document.labels, appendices, has_sources, place.prefix)


@lru_cache(maxsize=256)
def _list_of_contents(
    dialect: Dialect, labels: Labels, appendices: tuple[str, ...], has_sources: bool, prefix: str
) -> str:
    links = [(key, escape(getattr(labels, key))) for key in dialect.order]
    links += [
        (appendix_key(at), f"<bdi>{escape(title)}</bdi>") for at, title in enumerate(appendices)
    ]
    if has_sources:
        links.append(("sources", escape(labels.sources)))
    items = "\n".join(f'<li><a href="#{prefix}{key}">{words}</a></li>' for key, words in links)
    name = f"{prefix}contents"
    return (
        f'<nav aria-labelledby="{name} {prefix}title">\n<p class="contents" id="{name}">'
        f"{escape(labels.contents)}</p>\n<ol>\n{items}\n</ol>\n</nav>\n"
    )
