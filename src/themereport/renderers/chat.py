"""What the messages for chats share: the lines of a report, and the rule by which they are cut."""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from attrs import evolve, frozen
from pydantic import Field

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
from themereport.document.moment import published_line
from themereport.errors import RenderError
from themereport.locales.words import Words
from themereport.renderers.json import escape_traps
from themereport.renderers.maker import byline_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from themereport.document.document import Block, Document, Note, Reference

__all__ = ["JOINER", "Line", "Url", "fitted", "groups_of", "to_json", "units"]

T = TypeVar("T")

JOINER = "\u2060"
"""Shows nothing, and keeps the characters on both sides of it from meaning something together."""

Url = Annotated[
    str,
    Field(
        pattern=r"^(?:https?://[^\s<>|\"'()\[\]\\`]+)?$",
        description="The address of the whole report, https://…: a message that was cut links to it.",
    ),
]

# Less than that of a sentence says nothing.
_SHORTEST = 20


@frozen
class Line:
    """One line of a message: `marker`, such as `1. `, then `label` in bold, then `text`."""

    kind: Literal["title", "date", "notice", "heading", "text", "note", "cut", "disclaimer"]
    text: str
    label: str = ""
    marker: str = ""


def fitted(
    document: Document, write: Callable[[Sequence[Line]], T], fits: Callable[[T], bool]
) -> T:
    """The message that `write` makes of the lines of `document`; cut if it does not fit.

    A message is cut from its end: whole lines first, then the sentence at which it breaks off.
    Title, date, AI label and disclaimer stay whole, and above the disclaimer stands that it was cut.

    Raises:
        RenderError: Not even what must stay fits.
    """
    first, body, last = _parts(document)
    whole = write([*first, *body, *last])
    if fits(whole):
        return whole
    said = Line("cut", Words(document.labels.language).message("shortened"))

    def cut(lines: Sequence[Line]) -> T:
        return write([*first, *lines, said, *last])

    if not fits(cut(())):
        raise RenderError(
            "title, date, AI label and disclaimer alone are longer than a message may be: "
            "shorten the disclaimer, or send the report in parts"
        )
    kept = _most(len(body) - 1, lambda count: fits(cut(body[:count])))
    lines, broken = body[:kept], body[kept]
    if broken.kind == "text":
        length = _most(len(broken.text), lambda at: fits(cut([*lines, _broken(broken, at)])))
        if length >= _SHORTEST:
            return cut([*lines, _broken(broken, length)])
    while lines and lines[-1].kind == "heading":
        lines = lines[:-1]
    return cut(lines)


def groups_of(lines: Iterable[Line]) -> Iterator[tuple[str, str]]:
    """Lines that stand together as plain text, by their kind; notes stand among texts."""
    for kind, group in groupby(lines, lambda line: "text" if line.kind == "note" else line.kind):
        yield kind, "\n".join(f"{line.marker}{line.label}{line.text}" for line in group)


def units(text: str) -> int:
    """The length of `text` in UTF-16, in which most chats count."""
    return len(text.encode("utf-16-le")) // 2


def to_json(message: object) -> str:
    """The message as one line of JSON, ending in a line end."""
    text = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
    return escape_traps(text) + "\n"


def _most(limit: int, is_possible: Callable[[int], bool]) -> int:
    """The highest number up to `limit` that is possible; 0 is, and so are all below another."""
    return bisect_left(range(limit), True, key=lambda number: not is_possible(number + 1))


def _broken(line: Line, length: int) -> Line:
    """`line` with `length` characters of its text, or fewer, so that no accent is torn off."""
    text = line.text
    while 0 < length < len(text) and unicodedata.category(text[length])[0] in "MC":
        length -= 1
    return evolve(line, text=f"{text[:length].rstrip()}…")


def _parts(document: Document) -> tuple[list[Line], list[Line], list[Line]]:
    """What stands at the top of the message, in it, and at its end."""
    first, body, last = [Line("title", document.title)], list[Line](), list[Line]()
    labels = document.labels
    first.append(Line("date", published_line(document)))
    if by := byline_of(document):
        body.append(Line("text", by))
    for block in document.blocks:
        if isinstance(block, Notice):
            first.append(Line("notice", block.text))
        elif isinstance(block, Disclaimer):
            label = f"{block.label}{block.mark}{labels.gap}"
            last.append(Line("disclaimer", block.text, label))
        else:
            body += _lines(block, labels.gap)
    if document.references:
        body.append(Line("heading", labels.sources))
        body += (Line("text", _cited(it), "", f"[{it.number}] ") for it in document.references)
    return first, body, last


def _cited(item: Reference) -> str:
    is_told = item.url is None or item.url in item.text
    return item.text if is_told else f"{item.text} {item.url}"


def _lines(block: Block, gap: str) -> Iterator[Line]:
    match block:
        case Heading():
            yield Line("heading", f"{block.prefix}{block.text}")
        case Paragraph():
            yield Line("text", block.text)
        case RankedList():
            for at, text in enumerate(block.items):
                yield Line("text", text, "", f"{at + 1}. ")
                yield from _noted(block.notes[at : at + 1])
        case LabelledList():
            for at, (label, text) in enumerate(block.items):
                yield Line("text", text, f"{label}{block.mark}{gap}", "• ")
                yield from _noted(block.notes[at : at + 1])
        case SteppedList():
            for at, (label, text, steps) in enumerate(block.items):
                yield Line("text", text, f"{label}{block.mark}{gap}", "• ")
                yield from _noted(block.notes[at : at + 1])
                for number, step in enumerate(steps, 1):
                    yield Line("text", step, "", f"{number}) ")
        case Markdown():
            for line in block.body.split("\n"):
                if line.strip():
                    yield Line("text", line)


def _noted(notes: Sequence[Sequence[Note]]) -> Iterator[Line]:
    for some in notes:
        if some:
            yield Line("note", " · ".join(note.text for note in some))
