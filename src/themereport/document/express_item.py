"""The express lane for one item: a label in bold and a text without other markup."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from themereport.document.label import find_label
from themereport.document.marker import behind_numbered_name
from themereport.document.passage import Passage
from themereport.document.plain import TEXT, canonical_item

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PlainItem", "express_item"]


class PlainItem(NamedTuple):
    """An item with its label in bold, and no other markup; `found` is how the label is set.

    That is "" where it is canonical. Places are pairs of offsets.
    """

    label: str
    text: str
    label_place: tuple[int, int]
    text_place: tuple[int, int]
    found: str

    def is_numbered(self, number: int) -> bool:
        """Whether it begins with its number and a name, as in `驱动1：`, and is not canonical.

        Written in the canonical form, these would be words of the label.
        """
        return bool(self.found) and behind_numbered_name(f"{self.label}：{self.text}", number) > 0


_MARKS = "：:，,、،"
_NO_END = f"{_MARKS} \t\u3000\u00a0\u202f"
_IN_ANY_WAY = rf"\*\*({TEXT})\*\*([{_MARKS}]?)([ \t\u3000]?)(?![{_MARKS}\u00a0\u202f—–-])({TEXT})"


@cache
def _match_item(mark: str) -> Callable[[str, int, int], re.Match[str] | None]:
    """Matches an item in bold behind its marker; `_bold_item` looks at what it matched."""
    return re.compile(f"(?:{canonical_item(mark)}|{_IN_ANY_WAY})").fullmatch


def _bold_item(match: re.Match[str]) -> PlainItem | None:
    """What `_match_item` matched, if it is canonical or has one mark in or behind the bold."""
    own, words, label, after, gap, text = match.groups()
    if own is not None:
        return PlainItem(own, words, match.span(1), match.span(2), "")
    inside = ""
    if label[-1] in _MARKS:
        label, inside = label[:-1], label[-1]
    if bool(inside) is bool(after) or not label or label[-1] in _NO_END:
        return None
    begin = match.start(3)
    found = f"**…{inside}**{after}{gap}"
    return PlainItem(label, text, (begin, begin + len(label)), match.span(6), found)


def express_item(text: str, start: int, end: int, mark: str) -> PlainItem | None:
    """The item between two offsets, behind its marker, whose words are plain."""
    match = _match_item(mark)(text, start, end)
    item = _bold_item(match) if match else None
    return item or _other_item(text, start, end, mark)


def _other_item(text: str, start: int, end: int, mark: str) -> PlainItem | None:
    """The same, whose label is not bold, or has other marks behind it."""
    found = find_label(Passage(text[start:end], start, end), mark)
    if found is None or not found.found or found.end == end - start:
        return None  # or the text stands inside of the bold, too
    label, words = found.label, found.text
    if not (_is_text(label.text) and _is_text(words.text)):
        return None
    places = (label.start, label.end), (words.start, words.end)
    return PlainItem(label.text, words.text, *places, found.found)


_is_text = re.compile(TEXT).fullmatch
