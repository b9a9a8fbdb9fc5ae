"""Bodies of appendices, which are Markdown, as HTML that does nothing."""

from __future__ import annotations

from themereport.errors import missing
from themereport.renderers.appendix import appendix_parser, is_on_the_web

__all__ = ["appendix_html"]

_TAGS = {
    "a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}


def appendix_html(body: str) -> str:
    """Render `body` and keep only what is on a short list of elements.

    Raises:
        MissingExtraError: markdown-it-py or nh3 is not installed (the `html` extra).
    """
    try:
        import nh3
    except ImportError as error:
        raise missing(error, "an appendix", "html", "nh3") from error
    return nh3.clean(
        appendix_parser("html").render(body),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_only_the_web,
        link_rel="noopener noreferrer nofollow",
    )


def _only_the_web(_tag: str, name: str, value: str) -> str | None:
    return value if name != "href" or is_on_the_web(value) else None
