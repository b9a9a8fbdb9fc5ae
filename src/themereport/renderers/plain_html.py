"""HTML for mails and feeds, whose readers bring their own looks: elements, and no style."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

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
from themereport.document.outline import PARTS
from themereport.renderers.direction import is_right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from themereport.document.document import Block, Document, Note

__all__ = ["plain_html"]


def plain_html(document: Document) -> str:
    """All of `document` but its title, in one element.

    Raises:
        MissingExtraError: An appendix has a body, and the `html` extra is not installed.
    """
    language = document.report.language
    direction = "rtl" if is_right_to_left(language) else "ltr"
    inside = "\n".join(_blocks(document))
    return f'<div lang="{escape(language)}" dir="{direction}">\n{inside}\n</div>'


def _blocks(document: Document) -> Iterator[str]:
    labels = document.labels
    for block in document.blocks:
        if isinstance(block, Disclaimer) and document.references:
            yield f"<h3>{escape(labels.sources)}</h3>"
            yield from (f"<p>[{item.number}] {_cited(item.text, item.url)}</p>"
                        for item in document.references)  # fmt: skip
        yield from _block(block, labels.gap)


def _block(block: Block, gap: str) -> Iterator[str]:
    match block:
        case Heading(key=key) if key in PARTS:
            yield f"<h2>{escape(block.text)}</h2>"
        case Heading():
            yield f"<h3>{block.prefix}{_own(block.text)}</h3>"
        case Notice():
            yield f"<p><strong>{escape(block.text)}</strong></p>"
        case Paragraph():
            yield f"<p>{escape(block.text)}</p>"
        case RankedList():
            yield _list("ol", (
                f"{_own(text)}{_noted(block.notes, at)}" for at, text in enumerate(block.items)
            ))  # fmt: skip
        case LabelledList(columns=(first, second)):
            yield f"<table>\n<tr><th>{escape(first)}</th><th>{escape(second)}</th></tr>"
            for at, (label, text) in enumerate(block.items):
                cell = f"{_own(text)}{_noted(block.notes, at)}"
                yield f"<tr><th>{_own(label)}</th><td>{cell}</td></tr>"
            yield "</table>"
        case LabelledList():
            yield _list("ul", (
                f"{_labelled(label, block.mark, gap, text)}{_noted(block.notes, at)}"
                for at, (label, text) in enumerate(block.items)
            ))  # fmt: skip
        case SteppedList():
            yield _list("ul", (
                f"{_labelled(label, block.mark, gap, text)}{_noted(block.notes, at)}"
                f"\n{_list('ol', map(_own, steps))}"
                for at, (label, text, steps) in enumerate(block.items)
            ))  # fmt: skip
        case Markdown():
            from themereport.renderers.html.appendix import appendix_html

            yield appendix_html(block.body).rstrip("\n")
        case Disclaimer():
            yield f"<hr>\n<p>{_labelled(block.label, block.mark, gap, block.text)}</p>"


def _own(text: str) -> str:
    """`text` with a direction of its own."""
    return f"<bdi>{escape(text)}</bdi>"


def _labelled(label: str, mark: str, gap: str, text: str) -> str:
    return f"<strong>{_own(label)}{escape(mark)}</strong>{gap}{_own(text)}"


def _list(tag: str, items: Iterable[str]) -> str:
    inside = "".join(f"<li>{item}</li>\n" for item in items)
    return f"<{tag}>\n{inside}</{tag}>"


def _noted(notes: Sequence[Sequence[Note]], at: int) -> str:
    some = notes[at] if at < len(notes) else ()
    words = " · ".join(_own(note.text) for note in some)
    return f"<br><small>{words}</small>" if words else ""


def _cited(text: str, url: str | None) -> str:
    if url is None:
        return _own(text)
    shown = "" if url == text else f"{_own(text)} "
    return f'{shown}<a href="{escape(url)}">{escape(url)}</a>'
