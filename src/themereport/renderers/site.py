"""Markdown for Hugo and for MkDocs: other front matter than Jekyll's, and other escapes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from pydantic import Field

from themereport.document.annotation import annotate
from themereport.document.bare import has_ornaments
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
from themereport.document.entities import escape_as_entities as escape
from themereport.document.entities import escape_start_as_entities as escape_start
from themereport.document.form import names_section, ranked_marker, step_marker
from themereport.document.notice import notice_line
from themereport.models.front_matter import thaw
from themereport.renderers.markdown import annotation_lines
from themereport.renderers.yaml_text import quote, quote_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from themereport.document.document import Block, Document

__all__ = ["HUGO", "MKDOCS", "HugoRenderer", "MkdocsRenderer"]

Heads = Annotated[
    bool,
    Field(
        description="Whether the title stands above the text, too; without it, the text cannot be "
        "read back."
    ),
]
# What the others' front matter is for, and what it would be a second value for.
_JEKYLLS = frozenset({"layout", "title", "posttime", "date"})
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ ]*([\w+-]*)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_WEB = re.compile(r"(?:https?|mailto):[^\s<>]*")
_JOINER = "\u2060"


@dataclass(frozen=True)
class HugoRenderer:
    """Renders a page for Hugo: no text of it is a shortcode, an attribute or a divider."""

    media_type = "text/markdown"
    suffix = ".md"

    heading: Heads = True

    def render(self, document: Document) -> str:
        """The page, ending in one line end."""
        return _page(document, _for_goldmark, heading=self.heading)


@dataclass(frozen=True)
class MkdocsRenderer:
    """Renders a page for MkDocs, whose Python-Markdown knows other escapes than CommonMark."""

    media_type = "text/markdown"
    suffix = ".md"

    heading: Heads = True

    def render(self, document: Document) -> str:
        """The page, ending in one line end."""
        return _page(document, _for_python_markdown, heading=self.heading)


def _page(document: Document, contained: Callable[[str], str], *, heading: bool) -> str:
    parts = [_front_matter(document)]
    if heading:
        parts.append(f"# {_title(document)}")
    parts += (_block(block, document, contained) for block in document.blocks)
    return "\n\n".join(parts) + "\n"


def _front_matter(document: Document) -> str:
    """The title that people see, the moment as a date, and what else the report's own held."""
    report = document.report
    lines = [
        "---",
        f"title: {quote(document.title)}",
        f"date: {report.published_at.isoformat()}",
    ]
    others = {key: thaw(value) for key, value in report.front_matter.items()}
    lines += (f"{quote_key(key)}: {quote(it)}" for key, it in others.items() if key not in _JEKYLLS)
    lines += annotation_lines(report, annotate(report, document.labels.language))
    return "\n".join([*lines, "---"])


def _title(document: Document) -> str:
    """The title; where its theme has ornaments, they are marked as part of it."""
    title = document.title
    if not has_ornaments(document.report.theme):
        return _in_heading(title)
    at = document.labels.title.index("{theme}")
    return f"{_in_heading(title[:at])}&#{ord(title[at])};{_in_heading(title[at + 1 :])}"


def _in_heading(text: str) -> str:
    return re.sub("(?<!&)#", "&#35;", escape(text))


def _block(block: Block, document: Document, contained: Callable[[str], str]) -> str:
    bullet = document.dialect.bullet
    match block:
        case Heading():
            return _heading(block, document)
        case Notice():
            return notice_line(block.text)
        case Paragraph():
            return escape_start(block.text)
        case RankedList():
            items = enumerate(block.items, 1)
            return "\n".join(f"{ranked_marker(rank)}**{escape(text)}**" for rank, text in items)
        case LabelledList(columns=(first, second)):
            return "\n".join(_table(first, second, block.items))
        case LabelledList():
            return "\n".join(_item(bullet, label, block.mark, text) for label, text in block.items)
        case SteppedList():
            return "\n\n".join(
                "\n".join([_item(bullet, label, block.mark, text), *_steps(steps)])
                for label, text, steps in block.items
            )
        case Markdown():
            return contained(block.body)
        case Disclaimer() if document.dialect.disclaimer == "section":
            return f"{'#' * document.dialect.level} {block.label}\n\n{escape_start(block.text)}"
        case Disclaimer():
            return f"**{block.label}{block.mark}** {escape(block.text)}"


def _heading(block: Heading, document: Document) -> str:
    text = block.text
    if block.key == "appendix":
        text = _in_heading(text)
        # As the canonical form does: no reader takes an appendix for the section it is called as.
        if names_section(text, document.dialect):
            at = next(at for at, character in enumerate(text) if character.isalnum())
            text = f"{text[:at]}&#{ord(text[at])};{text[at + 1 :]}"
    return f"{'#' * block.level} {block.prefix}{text}"


def _item(bullet: str, label: str, mark: str, text: str) -> str:
    return f"{bullet}**{escape(label)}{mark}** {escape(text)}"


def _steps(steps: Iterable[str]) -> Iterator[str]:
    for number, step in enumerate(steps, 1):
        yield f"{step_marker(number)}{escape_start(step)}"


def _table(first: str, second: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"| {escape_start(first)} | {escape_start(second)} |"
    yield "| --- | --- |"
    for label, text in rows:
        yield f"| {escape_start(label)} | {escape_start(text)} |"


def _for_goldmark(body: str) -> str:
    """Contained Markdown without what ends a summary, wherever it stands in a page of Hugo."""
    return body.replace("<!--more-->", f"<!--{_JOINER}more-->")


def _for_python_markdown(body: str) -> str:
    """Contained Markdown for a parser to which a backslash before `<` or `{` says nothing."""
    lines: list[str] = []
    fence = ""
    for line in body.split("\n"):
        opening = _FENCE.match(line)
        if fence:
            is_closed = opening is not None and opening[1].startswith(fence)
            if is_closed and opening is not None and not line[opening.end(1) :].strip():
                line, fence = fence, ""
            else:
                line = _TAG.sub(f"<{_JOINER}", line)
        elif opening and "`" not in line[opening.end(1) :]:
            fence = opening[1]
            line = f"{fence}{opening[2]}"
        else:
            line = re.sub(r"\\?<(?!https?://)", "&lt;", line).replace("{", "&#123;")
            if not all(map(_is_address, _WEB.findall(line))):
                line = line.replace("://", "&#58;//").replace("]", "&#93;").replace("<", "&lt;")
        lines.append(line)
    return "\n".join(lines)


def _is_address(text: str) -> bool:
    """Whether Python can take apart the address that `text` begins with, as MkDocs asks it to."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth < 0:  # it ends what the link stands in
            text = text[:at]
            break
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True


HUGO = HugoRenderer()
MKDOCS = MkdocsRenderer()
