"""Bodies of appendices, which are Markdown, as a tree of plain parts for formats of their own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from attrs import frozen

from themereport.errors import missing

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

__all__ = ["Part", "appendix_parser", "appendix_parts", "is_on_the_web"]

_WEB = ("http://", "https://", "mailto:")
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


@frozen
class Part:
    """A part of an appendix.

    `kind` is one of `paragraph`, `heading`, `quote`, `bullets`, `numbers`, `item`, `table`, `row`,
    `cell`, `code`, `rule` and, inside lines, `text`, `verbatim`, `strong`, `emphasis`, `link`.
    `text` is that of `text`, `verbatim` and `code`; `target` is the address of a link; `start` the
    first number of `numbers`.
    """

    kind: str
    parts: tuple[Part, ...] = ()
    text: str = ""
    target: str = ""
    start: int = 1


_KINDS = {
    "paragraph": "paragraph",
    "heading": "heading",
    "blockquote": "quote",
    "bullet_list": "bullets",
    "ordered_list": "numbers",
    "list_item": "item",
    "table": "table",
    "tr": "row",
    "th": "cell",
    "td": "cell",
    "fence": "code",
    "code_block": "code",
    "hr": "rule",
    "text": "text",
    "code_inline": "verbatim",
    "strong": "strong",
    "em": "emphasis",
    "link": "link",
}


def appendix_parts(body: str, extra: str) -> tuple[Part, ...]:
    """The blocks of `body`.

    Raises:
        MissingExtraError: markdown-it-py is not installed, which comes with `extra`.
    """
    tokens = appendix_parser(extra).parse(body)
    from markdown_it.tree import SyntaxTreeNode

    return _parts(SyntaxTreeNode(tokens).children)


def _parts(nodes: list[SyntaxTreeNode]) -> tuple[Part, ...]:
    return tuple(part for node in nodes for part in _of(node))


def _of(node: SyntaxTreeNode) -> tuple[Part, ...]:
    if node.type in _BREAKS:
        return (Part("text", text=_BREAKS[node.type]),)
    if node.type == "image":  # a file loads nothing: the words for it stand there
        return (Part("text", text=node.content),)
    kind = _KINDS.get(node.type)
    inside = () if node.type in {"text", "code_inline"} else _parts(node.children)
    if kind is None:  # what only holds others, such as `inline` and `tbody`
        return inside
    if kind == "link" and not is_on_the_web(str(node.attrs["href"])):
        return inside
    return (
        Part(
            kind,
            inside,
            node.content.removesuffix("\n") if kind in {"text", "verbatim", "code"} else "",
            str(node.attrs.get("href", "")),
            int(node.attrs.get("start", 1)),
        ),
    )


def is_on_the_web(address: str) -> bool:
    """Whether a link may lead to `address`: not to other schemes, nor to what stands beside a file."""
    return address.lower().startswith(_WEB)


@cache
def appendix_parser(extra: str) -> MarkdownIt:
    """What parses the bodies of appendices: Markdown with tables, without HTML.

    Raises:
        MissingExtraError: markdown-it-py is not installed, which comes with `extra`.
    """
    try:
        from markdown_it import MarkdownIt
    except ImportError as error:
        raise missing(error, "an appendix", extra, "markdown_it") from error
    return MarkdownIt("commonmark", {"html": False}).enable("table")
