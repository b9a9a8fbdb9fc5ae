"""Markdown: the canonical text form, with front matter for Jekyll or without."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from attrs import evolve

from themereport.document.annotation import annotate, item_annotations
from themereport.document.bare import has_ornaments
from themereport.document.document import (
    Disclaimer,
    Document,
    Heading,
    LabelledList,
    Markdown,
    Notice,
    Paragraph,
    RankedList,
    SteppedList,
)
from themereport.document.form import appendix_title, labelled_item, ranked_item, step_item, table
from themereport.document.inline import UNSEEN, escape, escape_block, escape_heading, is_inert
from themereport.document.notice import notice_line
from themereport.models.front_matter import POST, thaw
from themereport.models.report import post_time
from themereport.renderers.yaml_text import quote, quote_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from themereport.document.dialect import Dialect
    from themereport.document.document import Block
    from themereport.models.report import ThemeReport

__all__ = ["JEKYLL", "MARKDOWN", "MarkdownRenderer", "annotation_lines"]


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
        body = _inert_body(document) or _body(document)
        return f"{_front_matter(document)}\n\n{body}\n" if self._front_matter else f"{body}\n"


def _body(document: Document) -> str:
    """The title and the blocks."""
    dialect = document.dialect
    blocks = [_WRITERS[type(block)](block, dialect) for block in document.blocks]
    return "\n\n".join([f"# {_title(document)}", *blocks])


def _title(document: Document) -> str:
    """The title escaped, and its theme marked where a reader would leave out a part of it."""
    title, report = document.title, document.report
    if not _is_marked(report):
        return escape_heading(title)
    at = document.labels.title.index("{theme}")
    return f"{escape_heading(title[:at])}&#{ord(title[at])};{escape_heading(title[at + 1 :])}"


def _is_marked(report: ThemeReport) -> bool:
    """Whether the theme has ornaments, and the post's title may name it without."""
    matter = report.front_matter
    # That of most posts names no title; a look at it takes longer than one at which it is.
    return matter is not POST and "title" in matter and has_ornaments(report.theme)


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
        f"{quote_key(key)}: {quote(thaw(value))}"
        for key, value in extra.items()
        if key not in {"layout", "title", "posttime"}
    )
    lines += annotation_lines(report, annotations)
    return "\n".join([*lines, "---"])


def annotation_lines(report: ThemeReport, annotations: Mapping[str, Any]) -> Iterator[str]:
    """What a text cannot say of `report`, its annotations, as lines of front matter.

    One line a source, and one an item, so that people see what changed.
    """
    if not annotations:
        return
    if report.schema_version == "1.0":
        yield f"themereport: {quote(annotations)}"
        return
    yield "themereport:"
    for key, value in annotations.items():
        if key in item_annotations():
            yield f"  {key}:"
            yield from (f"    {quote(number)}: {quote(fields)}" for number, fields in value.items())
        elif isinstance(value, list):
            yield f"  {key}:"
            yield from (f"    - {quote(item)}" for item in value)
        else:
            yield f"  {key}: {quote(value)}"


def _heading(block: Heading, dialect: Dialect) -> str:
    text = block.text if block.key != "appendix" else appendix_title(block.text, dialect)
    return f"{'#' * block.level} {block.prefix}{text}"


def _notice(block: Notice, _: Dialect) -> str:
    return notice_line(block.text)


def _paragraph(block: Paragraph, _: Dialect) -> str:
    return escape_block(block.text)


def _ranked(block: RankedList, _: Dialect) -> str:
    return "\n".join(ranked_item(rank, text) for rank, text in enumerate(block.items, 1))


def _labelled(block: LabelledList, dialect: Dialect) -> str:
    if block.columns:
        return table(block.columns, block.items)
    bullet, mark = dialect.bullet, block.mark
    return "\n".join([labelled_item(bullet, label, mark, text) for label, text in block.items])


def _stepped(block: SteppedList, dialect: Dialect) -> str:
    items = []
    for label, text, steps in block.items:
        lines = (step_item(number, step) for number, step in enumerate(steps, 1))
        items.append("\n".join([labelled_item(dialect.bullet, label, block.mark, text), *lines]))
    return "\n\n".join(items)


def _markdown(block: Markdown, _: Dialect) -> str:
    return block.body


def _disclaimer(block: Disclaimer, dialect: Dialect) -> str:
    if dialect.disclaimer == "section":
        return f"{'#' * dialect.level} {block.label}\n\n{escape_block(block.text)}"
    return f"**{block.label}{block.mark}** {escape(block.text)}"


_WRITERS: dict[type, Callable[[Any, Dialect], str]] = {
    Notice: _notice,
    Heading: _heading,
    Paragraph: _paragraph,
    RankedList: _ranked,
    LabelledList: _labelled,
    SteppedList: _stepped,
    Markdown: _markdown,
    Disclaimer: _disclaimer,
}

# Most reports hold nothing to escape. For those, a body is a form: the blocks' own writers have
# written it once for all reports of its shape, and their words are put into it together.


def _inert_body(document: Document) -> str | None:
    """What `_body` gives, at a third of its cost; None if a text in it may need an escape."""
    words: list[str] = [document.title]
    starts: list[str] = []
    shape: list[object] = [document.dialect]
    for block in document.blocks:
        if isinstance(block, Heading):  # most are; one look for two kinds takes longer
            shape.append(block)
        elif isinstance(block, LabelledList):
            if block.columns:
                return None
            shape += (block.mark, len(block.items))
            words += chain.from_iterable(block.items)
        elif isinstance(block, RankedList):
            shape.append(len(block.items))
            words += block.items
        elif isinstance(block, SteppedList):
            for label, text, steps in block.items:
                words += (label, text, *steps)
                starts += steps
            shape += (block.mark, *[len(item[2]) for item in block.items])
        elif isinstance(block, Notice):
            shape.append(block)
        elif isinstance(block, Markdown):
            return None
        else:
            words.append(block.text)
            starts.append(block.text)
            if isinstance(block, Disclaimer):
                shape += (block.label, block.mark)
    # What begins a block is below the letters (or a `^`, which is never taken for inert).
    if min(starts, default="A") < "A" or "#" in document.title:
        return None
    if _is_marked(document.report):
        return None
    form, stars = _form(tuple(shape), document)
    parts = form[:]
    parts[1::2] = words
    body = "".join(parts)
    return body if is_inert(body, stars) and not any(map(body.__contains__, _WIDTHLESS)) else None


def _form(shape: tuple[object, ...], document: Document) -> tuple[list[str], int]:
    """The form for documents of a shape, `document` being one, and how many `*` are its own.

    Each second part of a form stands for words.
    """
    form = _FORMS.get(shape)
    if form is None:
        blank = evolve(document, title="\0", blocks=tuple(map(_blank, document.blocks)))
        text = _body(blank)
        form = re.split("(\0)", text), text.count("*")
        if len(_FORMS) == _MOST_FORMS:
            _FORMS.clear()
        _FORMS[shape] = form
    return form


def _blank(block: Block) -> Block:
    """`block` with a NUL, which no text can hold, in place of each of its words."""
    match block:
        case RankedList():
            return RankedList(("\0",) * len(block.items))
        case LabelledList():
            return evolve(block, items=(("\0", "\0"),) * len(block.items))
        case SteppedList():
            items = tuple(("\0", "\0", ("\0",) * len(steps)) for _, _, steps in block.items)
            return evolve(block, items=items)
        case Paragraph() | Disclaimer():
            return evolve(block, text="\0")
    return block


# No text is of blanks alone; with one of these beside them, it may show nothing all the same.
_WIDTHLESS = UNSEEN.strip()
_FORMS: dict[tuple[object, ...], tuple[list[str], int]] = {}
_MOST_FORMS = 1024

JEKYLL = MarkdownRenderer(front_matter=True)
MARKDOWN = MarkdownRenderer(front_matter=False)
