"""What is foreign to our Markdown: tags that only wrap, links by reference."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define

from themereport.document.inline import UNSEEN

if TYPE_CHECKING:
    from themereport.document.passage import Passage

__all__ = [
    "TAGS",
    "Reference",
    "is_nothing",
    "reference_of",
    "references_in",
    "with_addresses",
]

_NAMES = (
    r"(?:b|big|blockquote|br|center|details|div|em|font|hr|i|p|section|small|span|strong|summary|u)"
)
TAGS = rf"(?:</?{_NAMES}(?:[ \t][^<>\n]*)?/?>)"
"""A tag that only wraps words, in letters of any case."""
# The second is what some sites make a box of: `> [!WARNING]`, above the words in it.
_NOTHING = re.compile(
    rf"(?:{TAGS}|[{UNSEEN}])+"
    r"|\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\\.|(?<!`)`+[^`]+`+|\]\[(?P<label>[^\[\]]{1,80})\]")
_DEFINITION = re.compile(
    r"^ {0,3}\[(?P<label>[^\[\]^\n][^\[\]\n]{0,79})\]:[ \t]*<?(?P<url>(?:https?://|mailto:)[^\s<>]*)>?"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*$",
    re.MULTILINE,
)
_IN_BRACKETS = re.compile(r"(?:[^()\s]|\([^()\s]*\))*")
_USE = re.compile(r"\]\[([^\[\]\n]{1,80})\]")


@define
class Reference:
    """Where a link by reference leads: a line such as `[1]: https://example.com`."""

    url: str
    is_used: bool


def references_in(text: str, start: int, stop: int) -> dict[str, Reference]:
    """The links that are defined between two offsets, by their labels."""
    if text.find("]:", start, stop) < 0:
        return {}
    used = {match[1].casefold() for match in _USE.finditer(text, start, stop)}
    found: dict[str, Reference] = {}
    for match in _DEFINITION.finditer(text, start, stop):
        label, url = match["label"].casefold(), match["url"]
        if _IN_BRACKETS.fullmatch(url) is None:
            url = url.replace("(", "%28").replace(")", "%29")
        found.setdefault(label, Reference(url, label in used))
    return found


def reference_of(line: str, references: dict[str, Reference]) -> Reference | None:
    """The one of `references` that a line defines."""
    match = _DEFINITION.match(line)
    return references.get(match["label"].casefold()) if match else None


def is_nothing(line: str) -> bool:
    """Whether a line holds nothing to read: what only wraps, characters without width."""
    return _NOTHING.fullmatch(line) is not None


def with_addresses(passage: Passage, references: dict[str, Reference]) -> Passage:
    """`passage`, one line of it, with the addresses of its links by reference in it."""
    changes = [
        (match.start() + 1, match.end(), f"({reference.url})")
        for match in _TOKEN.finditer(passage.text)
        if match["label"] and (reference := references.get(match["label"].casefold()))
    ]
    return passage.replaced(changes) if changes else passage
