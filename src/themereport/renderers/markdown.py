"""Markdown: the canonical text form, with front matter for Jekyll or without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themereport.document.annotation import annotate
from themereport.document.document import (
    Disclaimer,
    Document,
    Heading,
    LabelledList,
    Markdown,
    Paragraph,
    RankedList,
)
from themereport.document.inline import escape, escape_block, escape_heading
from themereport.document.outline import recognise
from themereport.models.front_matter import thaw
from themereport.models.report import post_time
from themereport.renderers.yaml_text import quote

if TYPE_CHECKING:
    from collections.abc import Callable

    from themereport.document.document import Block

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
        lines: list[str] = _front_matter(document) if self._front_matter else []
        lines += (f"# {escape_heading(document.title)}", "")
        for block in document.blocks:
            _WRITERS[type(block)](block, lines)
            lines.append("")
        return "\n".join(lines)


def _front_matter(document: Document) -> list[str]:
    report = document.report
    extra = report.front_matter
    time = f'"{post_time(report.published_at)}"'
    lines = ["---"]
    if "layout" in extra:
        layout = extra["layout"]
        plain = isinstance(layout, str) and _PLAIN_LAYOUT.fullmatch(layout)
        lines.append(f"layout: {layout if plain else quote(thaw(layout))}")
    lines += (
        f"title: {quote(thaw(extra['title']) if 'title' in extra else report.slug)}",
        f"date: {time}",
        f"posttime: {quote(thaw(extra['posttime'])) if 'posttime' in extra else time}",
    )
    if len(extra) > 1 or "layout" not in extra:
        lines += (
            f"{key if _PLAIN_KEY.fullmatch(key) else quote(key)}: {quote(thaw(value))}"
            for key, value in extra.items()
            if key not in {"layout", "title", "posttime"}
        )
    if annotations := annotate(report, document.labels.language):
        lines.append(f"themereport: {quote(annotations)}")
    lines += ("---", "")
    return lines


# Plain where YAML 1.1 and 1.2 both read the word as itself; else quoted.
_PLAIN_LAYOUT = re.compile(r"(?:post|page|default|home|single)")
_PLAIN_KEY = re.compile(r"(?!(?:y|n|yes|no|on|off|true|false|null)\Z)[a-z_][a-z0-9_-]*")


def _write_heading(block: Heading, lines: list[str]) -> None:
    text = block.text
    if block.key == "appendix":
        text = _appendix_title(text)
    hashes = "#" * block.level
    lines.append(f"{hashes} {block.number}. {text}" if block.number else f"{hashes} {text}")


def _appendix_title(title: str) -> str:
    """The title escaped, and marked where a reader would take it for a section's."""
    escaped = escape_heading(title)
    if recognise(escaped):
        return f"&#{ord(title[0])};{escape_heading(title[1:])}"
    return escaped


def _write_paragraph(block: Paragraph, lines: list[str]) -> None:
    lines.append(escape_block(block.text))


def _write_ranked(block: RankedList, lines: list[str]) -> None:
    for number, text in enumerate(block.items, 1):
        lines.append(
            f"{number}.  **{escape(text)}**" if number < 10 else f"{number}. **{escape(text)}**"
        )


def _write_labelled(block: LabelledList, lines: list[str]) -> None:
    mark = block.mark
    previous_steps = False
    for label, text, steps in block.items:
        if previous_steps:
            lines.append("")
        lines.append(f"*   **{escape(label)}{mark}** {escape(text)}")
        for number, step in enumerate(steps, 1):
            lines.append(f"    {f'{number}.':<3} {escape_block(step)}")
        previous_steps = bool(steps)


def _write_markdown(block: Markdown, lines: list[str]) -> None:
    if block.body:
        lines.append(block.body)
    else:
        del lines[-1]


def _write_disclaimer(block: Disclaimer, lines: list[str]) -> None:
    lines.append(f"**{block.label}{block.mark}** {escape(block.text)}")


_WRITERS: dict[type, Callable[[Block, list[str]], None]] = {
    Heading: _write_heading,
    Paragraph: _write_paragraph,
    RankedList: _write_ranked,
    LabelledList: _write_labelled,
    Markdown: _write_markdown,
    Disclaimer: _write_disclaimer,
}  # type: ignore[dict-item]

JEKYLL = MarkdownRenderer(front_matter=True)
MARKDOWN = MarkdownRenderer(front_matter=False)
