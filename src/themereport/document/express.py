"""The express lane: text in the canonical form, perhaps but for markers and labels, by patterns.

Most of what is read was written by a renderer or is as good as that. Where these patterns take
it, and no text holds anything that could be markup, nothing needs scanning: the patterns have
found all texts and their places. All else goes the general way, which gives the same for such
texts (a property test holds the two together) and takes several times as long.

A whole document is taken where its headings and its front matter are canonical; sections that
these patterns refuse, and a disclaimer, are left to the general way. A section or an item is taken
in every dialect.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from themereport.document.dialect import built_in
from themereport.document.express_appendix import first_appendix, take_appendices
from themereport.document.express_lists import TakeSection, express_sections
from themereport.document.line import Line
from themereport.document.outline import SECTIONS
from themereport.document.part import Part
from themereport.document.plain import TEXT
from themereport.document.taken import Taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from themereport.document.dialect import Dialect
    from themereport.source.text import SourceText

__all__ = ["express_body", "express_disclaimer"]


def express_body(source: SourceText, start: int, stop: int) -> Taken | None:
    """What the body between two offsets holds; None if its headings are not canonical.

    Parts whose words are not plain are left in `rest`.
    """
    dialect = built_in()
    line = _TITLE_LINE(source.text, start, stop)
    if line is None:
        return None
    for language in dialect.languages:
        # A look at the title is cheaper than making patterns for each language.
        if dialect.find_theme(line[1], language):
            title = _title(language)(source.text, line.start(1), line.end(1))
            return _take_parts(source, title, stop, language) if title else None
    return None


_TITLE_LINE = re.compile(r"\n*# (.*)\n").match


@cache
def _title(language: str) -> Callable[[str, int, int], re.Match[str] | None]:
    """Matches the words of a title in the canonical form."""
    before, _, after = built_in().labels[language].title.partition("{theme}")
    return re.compile(rf"{re.escape(before)}({TEXT}){re.escape(after)}").fullmatch


@cache
def _parts(language: str) -> tuple[tuple[str, TakeSection | None, str], ...]:
    """What stands between title and disclaimer: key, take, and what begins the next part.

    Nothing is to be taken behind the title and the headings of the halves.
    """
    dialect = built_in()
    labels = dialect.labels[language]
    takes = express_sections(dialect, language)
    keys = [""]
    for section in SECTIONS:
        half = dialect.begins_half(section.key)
        keys += [half, section.key] if half else [section.key]
    lines = [f"\n{dialect.heading_line(key, labels)}\n" for key in keys[1:]]
    lines.append(f"\n{dialect.disclaimer_prefix(labels)}")
    return tuple((key, takes.get(key), line) for key, line in zip(keys, lines, strict=True))


def _take_parts(source: SourceText, title: re.Match[str], stop: int, language: str) -> Taken | None:
    text, dialect, parts = source.text, built_in(), _parts(language)
    at = title.end() + 1
    headings = [(title.start(), at)]
    for _, _, follow in parts:  # all of them, before anything is taken
        # The first line end may be that of the heading above.
        begin = text.find(follow, at - 1, stop) + 1
        if not begin:
            return None
        at = begin + len(follow) - 1
        headings.append((begin, at))
    taken = Taken({"theme": title[1], "language": language})
    places: dict[str, tuple[int, int]] = {}
    end = behind = at
    for (key, take, _), pair in zip(parts, pairwise(headings), strict=True):
        (begin, at), (behind, _) = pair
        if key:
            taken.note_place(text, begin, key)
        is_last = key == SECTIONS[-1].key
        end = first_appendix(text, at, behind, dialect) if is_last else behind
        if take is None:
            if text[at:end].strip("\n") and not _is_crossed(text, at, end, taken):
                return None
            continue
        places[key] = begin, at - 1
        if not take(source, at, end, taken):
            if _may_be_parted(text, at, end, dialect):
                return None
            line = Line("heading", dialect.level, "", begin, at - 1, "")
            taken.rest.append(Part(key, line, at, end))
    if not take_appendices(text, end, behind, dialect, taken):
        return None
    taken.note_place(text, behind, "disclaimer")
    taken.places.insert(0, (list(places), list(places.values())))
    taken.places.append((("theme",), title.regs[1:]))
    at = headings[-1][1]
    if match := _LAST_TEXT(text, at, stop):
        taken.data["disclaimer"] = match[1]
        taken.places.append((("disclaimer",), match.regs[1:]))
    elif _may_be_parted(text, at, stop, dialect):
        return None
    else:
        words = text[behind : text.find("\n", behind)]
        line = Line("line", 0, "", behind, behind, words)
        taken.rest.append(Part("disclaimer", line, behind, stop))
    return taken


def _is_crossed(text: str, start: int, end: int, taken: Taken) -> bool:
    """Whether lines across the page are all that stands between two offsets; they are noted."""
    from themereport.document.breaks import within_breaks

    start, end = within_breaks(text, start, end, taken)
    return not text[start:end].strip("\n")


def _may_be_parted(text: str, start: int, end: int, dialect: Dialect) -> bool:
    """Whether something between two offsets might be a heading or the disclaimer, or hide one."""
    for match in _LANDMARK.finditer(text, start, end):
        behind = text.find("\n", match.start(), end)
        line = text[match.start() : behind if behind >= 0 else end].strip(" \t")
        if not line.startswith("**"):
            return True
        # Only here: most texts are canonical, and have no such line.
        from themereport.document.disclaimer import recognise_disclaimer

        if recognise_disclaimer(line, dialect) is not None:
            return True
    return False


# What might be a heading or the disclaimer, or hide one, where words are read more closely. A line
# of `*` is none.
_LANDMARK = re.compile(r"^[ \t]*(?:#|\*\*(?!\*+[ \t]*$)|```|~~~)|<!--", re.MULTILINE)
_LAST_TEXT = re.compile(rf"({TEXT})\n\Z").match


@cache
def express_disclaimer(
    dialect: Dialect, language: str
) -> Callable[[str, int, int], re.Match[str] | None]:
    """What matches the line of the disclaimer, and the blank lines below it."""
    prefix = re.escape(dialect.disclaimer_prefix(dialect.labels[language]))
    return re.compile(rf"{prefix}({TEXT})\n*").fullmatch
