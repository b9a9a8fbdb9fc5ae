"""The outline of a report: THE table of its sections, which readers and writers share."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from themereport.document.marker import NUMBERING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "PARTS",
    "SECTIONS",
    "SECTIONS_BY_KEY",
    "SectionSpec",
    "fold_heading",
    "pairs_of",
    "readings_of",
]

Shape = Literal["text", "ranked", "labelled"]


@frozen(cache_hash=True)
class SectionSpec:
    """One section of a report: where it stands, and which fields of which model it shows.

    `shape` is how it is written: one paragraph, a ranked list, or a list of labelled items.
    `label`, `text` and `steps` name the fields of an item; `lead` names the report's field that
    stands as a paragraph before the items.
    """

    key: str
    part: Literal["brief", "detail"]
    shape: Shape
    label: str = ""
    text: str = ""
    steps: str = ""
    lead: str = ""
    expects: str = ""


SECTIONS: tuple[SectionSpec, ...] = (
    SectionSpec("overview", "brief", "text", expects="one paragraph"),
    SectionSpec("signals", "brief", "ranked", text="text", expects="ten numbered items"),
    SectionSpec(
        "events",
        "detail",
        "labelled",
        "title",
        "description",
        lead="background",
        expects="a paragraph and a list of events",
    ),
    SectionSpec(
        "drivers",
        "detail",
        "labelled",
        "subject",
        "thesis",
        steps="steps",
        expects="a list of drivers with numbered steps",
    ),
    SectionSpec(
        "impacts",
        "detail",
        "labelled",
        "target",
        "analysis",
        expects="a list of ETFs or industries",
    ),
    SectionSpec("risks", "detail", "labelled", "name", "description", expects="a list of risks"),
)
SECTIONS_BY_KEY = {section.key: section for section in SECTIONS}
"""The same by their keys."""

PARTS = ("brief", "detail")
"""The halves of a report."""

_SHORT = 80
_NOT_WORDS = re.compile(r"[\W_]+")
_NOT_BEFORE = re.compile(r"^[^\w（(]+")
_IN_BRACKETS = re.compile(r"[（(【\[].*?[)）】\]]")
_BETWEEN = re.compile(r"[/|｜]|\s[—–-]+\s|[—–]{2}")


def fold_heading(heading: str) -> str:
    """`heading` as headings are compared: letters and digits, without width and case."""
    return _fold_short(heading) if len(heading) <= _SHORT else _fold(heading)


@lru_cache(maxsize=4096)
def _fold_short(heading: str) -> str:
    """The same headings come over and over, whoever writes them."""
    return _fold(heading)


def _fold(heading: str) -> str:
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", heading).casefold())


def readings_of(heading: str) -> Iterator[str]:
    """`heading` folded, in the ways it may be meant: each less literal than the one before."""
    yield fold_heading(heading)
    bare = _NOT_BEFORE.sub("", heading.rstrip(" \t\u3000#＃*_"))
    yield fold_heading(bare)
    while number := NUMBERING.match(bare):
        bare = bare[number.end() :]
        yield fold_heading(bare)
    yield fold_heading(_IN_BRACKETS.sub("", bare))
    for half in _BETWEEN.split(bare):
        yield fold_heading(half)
    if inside := _IN_BRACKETS.search(bare):
        yield fold_heading(inside[0])


def pairs_of(heading: str) -> frozenset[str]:
    """The pairs of neighbouring characters in a folded heading."""
    folded = fold_heading(heading)
    return frozenset(folded[at : at + 2] for at in range(len(folded) - 1))
