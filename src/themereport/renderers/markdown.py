"""Markdown: the canonical text form, with front matter for Jekyll or without."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from themereport.document.annotation import annotate
from themereport.document.document import (
    Disclaimer,
    Document,
    Heading,
    LabelledList,
    Markdown,
    Paragraph,
    RankedList,
    SteppedList,
)
from themereport.document.inline import escape, escape_block, escape_heading, is_inert
from themereport.document.outline import recognise
from themereport.models.front_matter import POST, thaw
from themereport.models.report import post_time
from themereport.renderers.yaml_text import quote

if TYPE_CHECKING:
    from collections.abc import Callable


__all__ = ["JEKYLL", "MARKDOWN", "MarkdownRenderer"]


class MarkdownRenderer:
    """Renders the canonical Markdown; with front matter, that of a Jekyll post.

    Every text shows just its characters in CommonMark and kramdown, and means nothing to Liquid.
    """

    media_type = "text/markdown"
    suffix = ".md"

    def __init__(self, *, front_matter: bool) -> None:
        self._front_matter = front_matter

    def render(self, document: Document) -> str:
        """The post, ending in one line end."""
        parts = [_front_matter(document)] if self._front_matter else []
        parts.append(f"# {escape_heading(document.title)}")
        parts += [_WRITERS[type(block)](block) for block in document.blocks]
        return "\n\n".join(filter(None, parts)) + "\n"


def _front_matter(document: Document) -> str:
    report = document.report
    extra = report.front_matter
    time = f'"{post_time(report.published_at)}"'
    annotations = annotate(report, document.labels.language)
    if extra is POST and not annotations:
        title = quote(report.slug)
        return f"---\nlayout: post\ntitle: {title}\ndate: {time}\nposttime: {time}\n---"
    lines = ["---"]
    if "layout" in extra:
        layout = extra["layout"]
        lines.append(f"layout: {'post' if layout == 'post' else quote(thaw(layout))}")
    lines += (
        f"title: {quote(thaw(extra['title']) if 'title' in extra else report.slug)}",
        f"date: {time}",
        f"posttime: {quote(thaw(extra['posttime'])) if 'posttime' in extra else time}",
    )
    lines += (
        f"{key if _PLAIN_KEY.fullmatch(key) else quote(key)}: {quote(thaw(value))}"
        for key, value in extra.items()
        if key not in {"layout", "title", "posttime"}
    )
    if annotations:
        lines.append(f"themereport: {quote(annotations)}")
    return "\n".join([*lines, "---"])


# Plain where YAML 1.1 and 1.2 both read the word as itself; else quoted.
_PLAIN_KEY = re.compile(r"(?!(?:y|n|yes|no|on|off|true|false|null)\Z)[a-z_][a-z0-9_-]*")


@lru_cache(maxsize=256)
def _heading(block: Heading) -> str:
    text = block.text if block.key != "appendix" else _appendix_title(block.text)
    hashes = "#" * block.level
    return f"{hashes} {block.number}. {text}" if block.number else f"{hashes} {text}"


def _appendix_title(title: str) -> str:
    """The title escaped, and marked where a reader would take it for a section's."""
    escaped = escape_heading(title)
    if recognise(escaped):
        return f"&#{ord(title[0])};{escape_heading(title[1:])}"
    return escaped


def _paragraph(block: Paragraph) -> str:
    return escape_block(block.text)


# Lists are forms filled in plain and looked at once, as most hold nothing to escape.


def _ranked(block: RankedList) -> str:
    text = _RANKED % block.items
    return text if is_inert(text, stars=40) else _RANKED % tuple(map(escape, block.items))


def _labelled(block: LabelledList) -> str:
    form = _labelled_form(block.mark, len(block.items))
    words = tuple(chain.from_iterable(block.items))
    text = form % words
    if is_inert(text, stars=5 * len(block.items)):
        return text
    return form % tuple(map(escape, words))


def _stepped(block: SteppedList) -> str:
    return "\n\n".join([_with_steps(block.mark, *item) for item in block.items])


def _with_steps(mark: str, label: str, words: str, steps: tuple[str, ...]) -> str:
    form = _stepped_form(mark, len(steps))
    text = form % (label, words, *steps)
    if is_inert(text, stars=5) and _STEP_START.search(text) is None:
        return text
    return form % (escape(label), escape(words), *map(escape_block, steps))


# Where a step begins like a block (see `escape_block`), or may.
_STEP_START = re.compile(r"\n    \d+\. +[#>^+:=0-9-]")
_RANKED = "\n".join(f"{f'{rank}.':<3} **%s**" for rank in range(1, 11))


@lru_cache(maxsize=256)
def _labelled_form(mark: str, count: int) -> str:
    return "\n".join([f"*   **%s{mark}** %s"] * count)


@lru_cache(maxsize=256)
def _stepped_form(mark: str, count: int) -> str:
    steps = (f"    {f'{number}.':<3} %s" for number in range(1, count + 1))
    return "\n".join([f"*   **%s{mark}** %s", *steps])


def _markdown(block: Markdown) -> str:
    return block.body


def _disclaimer(block: Disclaimer) -> str:
    return f"**{block.label}{block.mark}** {escape(block.text)}"


_WRITERS: dict[type, Callable[[Any], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    RankedList: _ranked,
    LabelledList: _labelled,
    SteppedList: _stepped,
    Markdown: _markdown,
    Disclaimer: _disclaimer,
}

JEKYLL = MarkdownRenderer(front_matter=True)
MARKDOWN = MarkdownRenderer(front_matter=False)
