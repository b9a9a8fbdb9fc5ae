"""The last sieve for sections: a guess from words, order and shape, which is reported as one."""

from __future__ import annotations

import re
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

from themereport.document.disclaimer import disclaims
from themereport.document.kind import kinds_in
from themereport.document.label import begins_with_label
from themereport.document.marker import behind_number, behind_rank, is_bullet, number_of
from themereport.document.outline import pairs_of
from themereport.document.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from themereport.document.finding import Findings
    from themereport.document.line import Line
    from themereport.document.part import Layout, Scanner

__all__ = ["guess_sections"]

_AROUND_HEADING = " \t\u3000*_#"
_LEAST_SCORE = 0.45
_LEAST_LEAD = 0.15
_NEARLY_TEN = range(7, 14)
_LABEL = re.compile(r".{1,60}?(?:：|:(?=[\s\u2e80-\uffff])| [–—-] |——)")
_RULE = re.compile(r"[-*_=\s]{3,}")
_SET_APART = ("*", "_", ">", "<", "（", "(")


def guess_sections(layout: Layout, findings: Findings, scanner: Scanner) -> None:
    """Take unknown sections for missing ones where words, order and shape leave no doubt."""
    text = findings.source.text
    unknown = any(part.key == "appendix" for part in layout.parts)
    missing = layout.missing()
    if unknown and missing[0] != "disclaimer":
        inside = _inside(layout, text)
        lines = {
            at: _lines_of(layout.parts[at : end + 1], text, scanner) for at, end in inside.items()
        }
        # What is taken for one section leaves less doubt about the others.
        for key in (*missing, *missing):
            if key != "disclaimer" and key in layout.missing():
                _guess(key, layout, lines, findings)
        _take_in(layout, inside)
    if "disclaimer" in missing:
        _guess_disclaimer(layout, text, scanner)


def _inside(layout: Layout, text: str) -> dict[int, int]:
    """The unknown parts that are inside of no other, and the last one inside of each.

    One with nothing of its own, further out than the sections that are known, is a half.
    """
    known = [part.heading for part in layout.parts if part.key in layout.dialect.order]
    levels = [line.level for line in known if line is not None and line.kind == "heading"]
    inside: dict[int, int] = {}
    for at, part in enumerate(layout.parts):
        heading = part.heading
        if part.key != "appendix" or heading is None:
            continue
        is_outer = heading.kind == "heading" and bool(levels) and heading.level < min(levels)
        if is_outer and not text[part.start : part.end].strip():
            continue
        above = next(reversed(inside), -1)
        if above >= 0 and inside[above] == at - 1 and _is_deeper(part, layout.parts[above]):
            inside[above] = at
        else:
            inside[at] = at
    return inside


def _is_deeper(part: Part, above: Part) -> bool:
    heading, outer = part.heading, above.heading
    if heading is None or outer is None or not heading.kind == outer.kind == "heading":
        return False
    return heading.level > outer.level


def _take_in(layout: Layout, inside: dict[int, int]) -> None:
    """Let the parts that were guessed hold those inside of them."""
    for at, end in reversed(inside.items()):
        if layout.parts[at].key != "appendix":
            layout.parts[at].end = layout.parts[end].end
            del layout.parts[at + 1 : end + 1]


def _lines_of(parts: list[Part], text: str, scanner: Scanner) -> list[Line]:
    """The lines of the first of `parts`, and the others with their headings."""
    lines = _lines(parts[0], text, scanner)
    for part in parts[1:]:
        lines += [*filter(None, [part.heading]), *_lines(part, text, scanner)]
    return lines


def _lines(part: Part, text: str, scanner: Scanner) -> list[Line]:
    return scanner.scan(text, part.start, part.end)


def _guess(key: str, layout: Layout, lines: dict[int, list[Line]], findings: Findings) -> None:
    """Take the part that is most like the section `key` for it, if there is one."""
    dialect = layout.dialect
    fits = _in_order(key, layout)
    scores = sorted(
        (
            (_score(key, layout, at, of_part) + 0.25 * fits(at), at)
            for at, of_part in lines.items()
            if layout.parts[at].key == "appendix"
        ),
        reverse=True,
    )
    if not scores or scores[0][0] < _LEAST_SCORE:
        return
    if len(scores) > 1 and scores[0][0] - scores[1][0] < _LEAST_LEAD:
        return
    part = layout.parts[scores[0][1]]
    assert part.heading is not None  # all appendices have one
    part.key = key
    expected = dialect.heading_line(key, dialect.labels[layout.language or dialect.languages[0]])
    place, found = part.place, part.words
    findings.replace("TR320", key, *place, expected, safe=False, found=found, expected=expected)
    # Set apart in its own way, it might not be seen once the others are mended.
    words = part.heading.text.strip(_AROUND_HEADING)
    plain = f"{'#' * dialect.level} {words}"
    if findings.source.text[slice(*place)] != plain:
        line = findings.source.text[slice(*place)]
        findings.replace("TR309", key, *place, plain, found=line, expected=plain)


def _in_order(key: str, layout: Layout) -> Callable[[int], bool]:
    """What says whether the section `key` would be in order at an index among the parts."""
    order = layout.dialect.order
    rank = order.index(key)
    ranks = [order.index(part.key) if part.key in order else None for part in layout.parts]
    before = list(accumulate((-1 if r is None else r for r in ranks), max))
    after = list(accumulate((len(order) if r is None else r for r in reversed(ranks)), min))
    return lambda at: before[at] < rank < after[len(ranks) - 1 - at]


def _score(key: str, layout: Layout, at: int, lines: list[Line]) -> float:
    """How much words and shape of the part at index `at` are like those of the section `key`."""
    heading = layout.parts[at].heading
    pairs = pairs_of(heading.text) if heading else frozenset()
    words = len(pairs & _words(key, layout)) / max(len(pairs), 1)
    return 0.4 * words + 0.35 * _shape(key, lines)


def _words(key: str, layout: Layout) -> frozenset[str]:
    """The pairs of characters that headings of the section `key` have, in the text's language."""
    dialect, language = layout.dialect, layout.language
    languages = [language] if language else dialect.languages
    return frozenset().union(*(dialect.guess_words(key, tag) for tag in languages))


def _shape(key: str, lines: list[Line]) -> float:
    items = [line for line in lines if line.kind == "item" and line.level < 2]
    nested = [line for line in lines if line.kind == "item" and line.level >= 2]
    if headings := [line for line in lines if line.kind == "heading"]:
        # Each is an item, and what stands below belongs to it.
        items, nested = headings, [*items, *nested]
    rows = [line.text.lstrip("| ") for line in lines if line.kind == "row"][2:]
    texts = rows or [item.text for item in items]
    if key == "overview":
        return float(bool(lines) and not texts)
    if key == "signals":
        numbered = len(items) if all(map(_is_numbered, items)) else 0
        count = len(rows) or max(numbered, _count_ranked(lines))
        # Some more or fewer are an error, which is said best of the section.
        return 1.0 if count == 10 else 0.5 * (count in _NEARLY_TEN)
    if not texts:
        return 0.0
    # Without a background, it is no section of events.
    has_lead = any(True for _ in takewhile(lambda line: line.kind == "line", lines))
    if key == "events" and not has_lead:
        return 0.0
    if key == "drivers":
        return float(bool(nested))
    if nested and (key != "events" or not all(is_bullet(item.marker) for item in nested)):
        return 0.0
    labelled = rows or headings or [text for text in texts if _has_label(text)]
    share = len(labelled) / len(texts)
    of_impacts = sum(any(kinds_in(text[:40])) for text in texts) * 2 >= len(texts)
    return share * (of_impacts is (key == "impacts"))


def _count_ranked(lines: list[Line]) -> int:
    """How many lines say their rank, however they are set."""
    count = 0
    for line in lines:
        says = line.kind == "item" and number_of(line.marker) == count + 1
        says = says or behind_rank(line.text.lstrip("*_"), count + 1) > 0
        count += says and line.level < 2
    return count


def _is_numbered(item: Line) -> bool:
    return number_of(item.marker) is not None


def _has_label(text: str) -> bool:
    return begins_with_label(text) or _LABEL.match(text) is not None


def _guess_disclaimer(layout: Layout, text: str, scanner: Scanner) -> None:
    """Take a paragraph at the end for the disclaimer if it disclaims, and is set apart."""
    last = layout.parts[-1]
    above: Line | None = None
    if last.key == "appendix" and last.heading is not None:
        pairs = pairs_of(last.heading.text[behind_number(last.heading.text) :])
        is_called_so = 3 * len(pairs & _words("disclaimer", layout)) >= len(pairs) > 0
        words = text[last.start : last.end].strip()
        if is_called_so and "\n" not in words and disclaims(words):
            last.key, last.is_guessed = "disclaimer", True
            return
    blocks: list[tuple[Line | None, int, int]] = []
    for line in _lines(last, text, scanner):
        if line.kind != "line" or _RULE.fullmatch(line.text):
            above = line
            if line.kind != "line":
                blocks.clear()
            continue
        if blocks and blocks[-1][2] + 1 == line.start:
            blocks[-1] = (*blocks[-1][:2], line.end)
        else:
            blocks.append((above, line.start, line.end))
        above = line
    # Behind it may stand an end mark or a farewell.
    for above, begin, end in blocks[:-4:-1]:
        is_below_rule = above is not None and _RULE.fullmatch(above.text) is not None
        is_apart = text[begin : begin + 1] in _SET_APART or is_below_rule
        if above is not None and is_apart and disclaims(text[begin:end]):
            layout.parts.append(Part("disclaimer", None, begin, last.end))
            last.end = begin
            return
