"""The express lane for lists that have drifted in what drifts most: markers and labels.

Line by line they are taken as the general way would take them; what it would look at more closely
is refused here. What is not canonical is noted.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from themereport.document.breaks import behind_blank
from themereport.document.express_item import express_item
from themereport.document.finding import Findings
from themereport.document.form import labelled_start, ranked_marker, step_marker
from themereport.document.inline import escape_bold
from themereport.document.kind import kind_of_target
from themereport.document.label import begins_with_label
from themereport.document.marker import BOX, MARKER, is_bullet, style_of
from themereport.document.passage import ENDS, gap_between
from themereport.document.pattern import LazyPattern
from themereport.document.plain import PARAGRAPH, TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    from themereport.document.dialect import Dialect
    from themereport.document.outline import SectionSpec
    from themereport.document.taken import Fields, Taken
    from themereport.locales.labels import Labels

__all__ = ["drifted_section"]

# What begins with a marker or a label may be an item.
_LINE = rf"(?!{MARKER}|[–—]\n|【){PARAGRAPH}"
_LINES = LazyPattern(rf"({_LINE}(?:\n{_LINE})*)([ \t]*)\n+")
_match_marker = re.compile(rf"(?!\*    )({MARKER})[ \t\u3000]*{BOX}").match
_match_signal = re.compile(rf"(?:\*\*({TEXT})\*\*([ \t]*)|({PARAGRAPH}))\n+").match
# Bullets may have words for numbers behind them. Deeper ones may go beyond the limits.
_STEP_MARKER = LazyPattern(rf"( {{2,4}}|\t)({MARKER})[ \t\u3000]*{BOX}")
_match_number = re.compile(r"\d{1,9}[.)]").fullmatch
_match_step = re.compile(rf"({PARAGRAPH})([ \t]*)\n+").match


def drifted_section(
    section: SectionSpec, dialect: Dialect, labels: Labels
) -> Callable[[str, int, int, Taken], bool]:
    """Takes a section of any shape under the labels of one language."""
    if section.shape == "text":
        return _text(section)
    return _ranked(section) if section.shape == "ranked" else _list(section, dialect, labels)


def _text(section: SectionSpec) -> Callable[[str, int, int, Taken], bool]:
    """Takes a paragraph whose lines are wrapped."""

    def take(text: str, start: int, end: int, taken: Taken) -> bool:
        return _take_paragraph(text, start, end, section.key, taken) == end

    return take


def _ranked(section: SectionSpec) -> Callable[[str, int, int, Taken], bool]:
    """Takes ten signals with numbers of any kind, bold or not."""
    key = section.key
    paths = [f"{key}[{at}].{section.text}" for at in range(10)]

    def take(text: str, start: int, end: int, taken: Taken) -> bool:
        signals: list[Fields] = []
        places: list[tuple[int, int]] = []
        at = behind_blank(text, start)
        for rank, path in enumerate(paths, 1):
            marker = _match_marker(text, at, end)
            if marker is None or is_bullet(marker[1]):
                return False
            content = marker.end()
            match = _match_signal(text, content, end)
            if match is None:
                return False
            _note(text, at, content, marker[1], path, ranked_marker(rank), rank, taken)
            bold, blanks, plain = match.groups()
            if blanks:
                taken.note(Findings.report_blanks_behind, path, *match.span(2))
            if plain is not None:
                expected = f"**{escape_bold(plain)}**"
                taken.note(Findings.report_not_bold, path, content, match.end(3), expected)
            signals.append({"rank": rank, section.text: plain or bold})
            places.append(match.span(1 if plain is None else 3))
            at = match.end()
        taken.data[key] = signals
        taken.places.append((paths, places))
        return at == end

    return take


def _list(
    section: SectionSpec, dialect: Dialect, labels: Labels
) -> Callable[[str, int, int, Taken], bool]:
    """Takes items with markers of any kind, and labels that are set in any way."""
    key, label, body, steps = section.key, section.label, section.text, section.steps
    mark = labels.after_subject if steps else labels.after_label
    lead = section.lead

    @lru_cache(maxsize=64)
    def paths_of(at: int) -> tuple[str, str, str]:
        path = f"{key}[{at}]"
        return path, f"{path}.{label}", f"{path}.{body}"

    def take(text: str, start: int, end: int, taken: Taken) -> bool:
        items: list[Fields] = []
        style_of_first = ""
        at = _take_paragraph(text, start, end, lead, taken) if lead else behind_blank(text, start)
        if at < 0:
            return False
        if lead:
            taken.note_place(text, at, f"{key}[0]")
        while at < end:
            marker = _match_marker(text, at, end)
            if marker is None:
                return False
            content = marker.end()
            line_end = text.find("\n", content, end)
            if line_end < 0:
                return False
            words_end = content + len(text[content:line_end].rstrip(" \t"))
            item = express_item(text, content, words_end, mark)
            # Without bold words or brackets, only markers that are alike tell items from others.
            style = "" if begins_with_label(text[content:line_end]) else style_of(marker[1])
            if item is None or (items and style != style_of_first):
                return False
            style_of_first = style
            if item.is_numbered(len(items) + 1):
                return False
            paths = paths_of(len(items))
            path = paths[0]
            whole = at, line_end
            taken.places.append((paths, (whole, item.label_place, item.text_place)))
            _note(text, at, content, marker[1], path, dialect.bullet, 0, taken)
            if item.found:
                expected = labelled_start(item.label, mark)
                begin_text = item.text_place[0]
                taken.note(Findings.report_label, path, content, begin_text, expected, item.found)
            if words_end < line_end:
                taken.note(Findings.report_blanks_behind, paths[2], words_end, line_end)
            items.append({label: item.label, body: item.text})
            at = behind_blank(text, line_end)
            if steps:
                items[-1][steps], at = _take_steps(text, at, end, f"{path}.{steps}", taken)
                if not items[-1][steps]:
                    return False
        if not items:
            return False
        if key == "impacts":
            for fields in items:
                fields["kind"] = kind_of_target(str(fields[label]))
        taken.data[key] = items
        return True

    return take


def _take_paragraph(text: str, start: int, end: int, key: str, taken: Taken) -> int:
    """Take the lines of a paragraph as one; returns the offset behind it, or -1."""
    match = _LINES.match(text, behind_blank(text, start), end)
    if match is None:
        return -1
    begin = match.start()
    first, *others = text[begin : match.end(1)].split("\n")
    if others and match[2]:
        return -1  # joined lines end without their blanks
    pieces, above, at = [first], first, begin + len(first)
    for line in others:
        if above[-1] in ENDS:
            return -1  # a paragraph of its own may begin here
        gap = gap_between(above, line, is_apart=False)
        taken.note(Findings.report_joined, at, at + 1, gap)
        pieces += gap, line
        above, at = line, at + 1 + len(line)
    if match[2]:
        taken.note(Findings.report_blanks_behind, key, *match.span(2))
    taken.data[key] = "".join(pieces)
    taken.places.append(((key,), ((begin, at),)))
    return match.end()


def _take_steps(text: str, at: int, end: int, path: str, taken: Taken) -> tuple[list[str], int]:
    """The steps that begin at an offset, in whatever form, and the offset behind them."""
    steps: list[str] = []
    indent, is_doubtful = "", False
    while marker := _STEP_MARKER.match(text, at, end):
        match = _match_step(text, marker.end(), end)
        if match is None or is_bullet(marker[2]) or (steps and marker[1] != indent):
            break
        indent, content, number = marker[1], marker.end(), len(steps) + 1
        step_path = f"{path}[{number - 1}]"
        taken.places.append(((step_path,), match.regs[1:2]))
        _note(text, at, content, marker[2], step_path, step_marker(number), number, taken)
        if match[2]:
            taken.note(Findings.report_blanks_behind, step_path, *match.span(2))
        steps.append(match[1])
        at = match.end()
        # A single one may hold the others in its line.
        is_doubtful = number == 1 and _match_number(marker[2]) is None
    return [] if is_doubtful else steps, at


def _note(
    text: str,
    start: int,
    content: int,
    marker: str,
    path: str,
    expected: str,
    number: int,
    taken: Taken,
) -> None:
    """Note the marker between two offsets if it is not as expected."""
    if text[start:content] != expected:
        taken.note(Findings.check_marker, path, marker, start, content, expected, number)
