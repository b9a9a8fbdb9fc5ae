"""Bodies of appendices, which are Markdown, as HTML that does nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from themereport.errors import MissingExtraError

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

__all__ = ["appendix_html"]

_TAGS = {
    "a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_WEB = ("http://", "https://", "mailto:")


def appendix_html(body: str) -> str:
    """Render `body` and keep only what is on a short list of elements.

    Raises:
        MissingExtraError: markdown-it-py or nh3 is not installed (the `html` extra).
    """
    try:
        import nh3
    except ImportError as error:
        raise MissingExtraError("the HTML of an appendix", "html") from error
    return nh3.clean(
        _parser().render(body),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_only_the_web,
        link_rel="noopener noreferrer nofollow",
    )


def _only_the_web(_tag: str, name: str, value: str) -> str | None:
    """Addresses of other schemes go, and relative ones: a file has nothing beside it."""
    return value if name != "href" or value.lower().startswith(_WEB) else None


@cache
def _parser() -> MarkdownIt:
    try:
        from markdown_it import MarkdownIt
    except ImportError as error:
        raise MissingExtraError("the HTML of an appendix", "html") from error
    return MarkdownIt("commonmark", {"html": False}).enable("table")
