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
    "end_of",
    "fold_heading",
    "is_parted",
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
_SEPARATOR = re.compile(r"[/|｜—–-]")
_BETWEEN = re.compile(r"[/|｜]|\s[—–-]+\s|[—–]{2}")
# Without any of these, neither pattern above finds something. Nearly all lines have no such character
# at all, and a class alone is looked for five times as fast.
_PARTING = re.compile(r"[（(【\[/|｜—–-]")
_PARTED = re.compile(r"[（(【\[/|｜—–]|(?<=\s)-")
# What folds to nothing, and what folds to itself but for its case.
_MARKS_BEHIND = ' \t\u3000。.：:！!？?；;，,、…#*_)）】]"”'
_is_plain = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]{3}").fullmatch


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
    """`heading` in the ways it may be meant: each less literal than the one before."""
    yield heading
    bare = _NOT_BEFORE.sub("", heading.rstrip(" \t\u3000#＃*_"))
    if bare != heading:
        yield bare
    while number := NUMBERING.match(bare):
        bare = bare[number.end() :]
        yield bare
    if not is_parted(bare):
        return
    inside = _IN_BRACKETS.search(bare)
    if inside is not None:
        yield _IN_BRACKETS.sub("", bare)
    if _SEPARATOR.search(bare) is not None:
        yield from _BETWEEN.split(bare)
    if inside is not None:
        yield inside[0]


def is_parted(heading: str) -> bool:
    """Whether a heading may have halves or brackets; else all its readings end alike."""
    first = _PARTING.search(heading)
    return first is not None and _PARTED.search(heading, first.start()) is not None


def end_of(heading: str) -> str:
    """The last three characters of a folded heading, where these are plain to see; else nothing.

    Nearly all lines name nothing, and their ends say so long before they are folded.
    """
    end = heading.rstrip(_MARKS_BEHIND)[-3:]
    return end.lower() if _is_plain(end) else ""


def pairs_of(heading: str) -> frozenset[str]:
    """The pairs of neighbouring characters in a folded heading."""
    folded = fold_heading(heading)
    return frozenset(folded[at : at + 2] for at in range(len(folded) - 1))
