"""What says the same as our Markdown in other words: HTML for bold, links by reference."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define

from themereport.document.inline import UNSEEN
from themereport.document.passage import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "TAGS",
    "Reference",
    "in_markdown",
    "is_nothing",
    "reference_of",
    "references_in",
    "words_in_markdown",
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
_TOKEN = re.compile(
    r"\\.|(?<!`)`+[^`]+`+"
    r"|<(?P<close>/?)(?P<bold>b|strong)(?:[ \t][^<>]*)?>"
    r"|\]\[(?P<label>[^\[\]]{1,80})\]",
    re.IGNORECASE,
)
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


def in_markdown(passage: Passage, references: dict[str, Reference]) -> Passage:
    """`passage`, one line of it, with the Markdown that says the same."""
    changes = sorted(_changes(passage.text, references))
    return passage.replaced(changes) if changes else passage


def words_in_markdown(words: str) -> str:
    """The same of words whose place is of no interest."""
    return in_markdown(Passage.of(words, 0), {}).text if "<" in words else words


def _changes(text: str, references: dict[str, Reference]) -> Iterator[tuple[int, int, str]]:
    opened: list[re.Match[str]] = []
    behind = -1
    for match in _TOKEN.finditer(text):
        if label := match["label"]:
            if reference := references.get(label.casefold()):
                yield match.start() + 1, match.end(), f"({reference.url})"
        elif match["bold"] and not match["close"]:
            opened.append(match)
        elif match["bold"] and opened:
            begin = opened.pop()
            if not opened and begin.start() != behind and _is_bold(text, begin, match):
                yield *begin.span(), "**"
                yield *match.span(), "**"
                behind = match.end()


def _is_bold(text: str, begin: re.Match[str], end: re.Match[str]) -> bool:
    """Whether `**` in place of two tags would be bold, too."""
    inside = text[begin.end() : end.start()]
    around = text[begin.start() - 1 : begin.start()] + text[end.end() : end.end() + 1]
    return bool(inside) and inside == inside.strip() and "*" not in inside[0] + inside[-1] + around
