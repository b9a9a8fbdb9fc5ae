"""Where the parts of a text begin and end: its headings, recognised by the outline.

Three sieves, each taken only where the one before left something out: headings as Markdown has
them; lines that say what a heading would say, however they are set; and a guess from words,
order and shape, which is reported as one.
"""

from __future__ import annotations

import re
from typing import Protocol

from attrs import define

from themereport.document.dialect import Dialect, Recognised
from themereport.document.finding import Findings, cut_short
from themereport.document.line import Line
from themereport.document.marker import NUMBERING
from themereport.document.outline import PARTS, fold_heading, pairs_of

__all__ = ["AROUND_TITLE", "DISCLAIMER_LABEL", "Layout", "Part", "Scanner", "find_layout"]

_LONGEST_HEADING = 80
AROUND_TITLE = " \t\u3000*_#：:"
"""What may stand around a title that is not in the canonical form."""

DISCLAIMER_LABEL = re.compile(
    r"(?P<before>[^\w\n]{0,8}?)(?P<label>\w[\w ]{1,24}?)"
    r"(?:[ ]?[（(][^()（）\n]{1,24}[)）])?(?P<after>[*_]{0,3}(?:[：:]|\Z)[*_]{0,3}"
    r"|[*_]{1,3}(?=\s|\w))[ \t\u3000]*"
)
"""The beginning of a line that may be the disclaimer: marks, its label, marks and a colon."""


class Scanner(Protocol):
    """What cuts Markdown into lines; see `themereport.readers.scanner`."""

    def landmarks(self, text: str, start: int, stop: int) -> list[Line]:
        """The headings and the lines that begin in bold."""
        ...

    def scan(self, text: str, start: int, end: int) -> list[Line]:
        """All lines that are not blank."""
        ...


@define
class Part:
    """A part of the text: what its heading names, and where what stands below begins and ends.

    `key` is that of a section, a half, `disclaimer` or `appendix`; "" is what stands before the
    first heading. A disclaimer that begins in its own line has that line as heading and begins
    with it.
    """

    key: str
    heading: Line | None
    start: int
    end: int = 0

    @property
    def place(self) -> tuple[int, int]:
        """Where the heading stands."""
        heading = self.heading
        return (heading.start, heading.end) if heading else (self.start, self.start)

    @property
    def words(self) -> str:
        """The heading, shortened."""
        return cut_short(self.heading.text) if self.heading else ""


@define
class Layout:
    """The title line, if there is one, the parts in order, and the language of the labels.

    Where there are no labels, `language` is empty.
    """

    title: Line | None
    parts: list[Part]
    language: str
    dialect: Dialect

    def missing(self) -> list[str]:
        """The keys of the sections that were not found, in order; the disclaimer last."""
        found = {part.key for part in self.parts}
        return [key for key in (*self.dialect.order, "disclaimer") if key not in found]

    def has_no_halves(self) -> bool:
        """Whether the halves, which the dialect has, were not found."""
        return self.dialect.halves and not any(part.key in PARTS for part in self.parts)


def find_layout(
    findings: Findings, start: int, stop: int, scanner: Scanner, dialect: Dialect
) -> Layout:
    """Cut the text between two offsets at its headings."""
    text = findings.source.text
    search = _Search(findings, start, stop, dialect)
    layout = search.cut(scanner.landmarks(text, start, stop))
    if layout.title is None or layout.missing():
        search = _Search(findings, start, stop, dialect, loose=True)
        layout = search.cut(scanner.scan(text, start, stop))
        if layout.missing():
            _guess(layout, search, scanner)
    elif layout.has_no_halves():
        search = _Search(findings, start, stop, dialect, halves=True)
        layout = search.cut(scanner.scan(text, start, stop))
    search.report()
    return layout


@define
class _Search:
    """One pass over the lines; what it reports waits until the pass is the one that counts.

    A `loose` one looks at all lines, one for `halves` does so for these alone.
    """

    findings: Findings
    start: int
    stop: int
    dialect: Dialect
    loose: bool = False
    halves: bool = False
    found: list[tuple[Line, Recognised]] | None = None

    def cut(self, lines: list[Line]) -> Layout:
        title: Line | None = None
        self.found = []
        current = Part("", None, self.start)
        parts = [current]
        is_first = True
        styles: set[str] = set()
        last_disclaimer = next(filter(self._announces_disclaimer, reversed(lines)), None)
        for line in lines:
            known: Recognised | None
            if line.kind == "heading":
                known = None if is_first and self._is_title(line) else self._known(line)
                if known is None and is_first and (line.level == 1 or self._names_theme(line)):
                    title, is_first = line, False
                    current.end = line.start
                    current = Part("", None, self._behind(line))
                    parts.append(current)
                    continue
                if known is None and self._is_inside(line, current):
                    continue
            else:
                known = self._loosely_known(line, current, line is last_disclaimer)
                style = _style(line)
                if self.loose and known is not None and known.key != "disclaimer":
                    styles.add(style)
                if known is None and (style not in styles or not style or current.key == "signals"):
                    if self.loose and is_first and line.kind == "line" and self._names_theme(line):
                        title, is_first = line, False
                        current.end = line.start
                        current = Part("", None, self._behind(line))
                        parts.append(current)
                    continue
            is_first = False
            if known is not None:
                self.found.append((line, known))
            is_disclaimer = known is not None and known.key == "disclaimer"
            if is_disclaimer and current.key == "disclaimer":
                continue  # a heading, and then the label again
            is_label = is_disclaimer and line.kind != "heading" and self._disclaimer(line)
            current.end = line.start
            begin = line.start if is_label else self._behind(line)
            current = Part(known.key if known else "appendix", line, begin)
            parts.append(current)
        current.end = self.stop
        return Layout(title, parts, self._language(), self.dialect)

    def _known(self, line: Line) -> Recognised | None:
        text = self.findings.source.text
        known = self.dialect.headings.get(text[line.start : line.end])
        return known or self.dialect.recognise(line.text)

    def _loosely_known(self, line: Line, current: Part, is_last: bool) -> Recognised | None:
        """What a line that is no Markdown heading names."""
        # In an appendix, words that look like the disclaimer are just words, but for the last.
        if current.key != "appendix" or is_last:
            known = self._disclaimer(line)
            if known is not None:
                return known
        if not (self.loose or self.halves) or line.kind in {"code", "row"}:
            return None
        if len(line.text) > _LONGEST_HEADING:
            return None
        words = self.findings.source.text[line.start : line.end].strip()
        found = self.dialect.recognise(words)
        return found if self.loose or (found is not None and found.key in PARTS) else None

    def _language(self) -> str:
        languages = [known.language for _, known in self.found or ()]
        if not languages:
            return ""
        return max(self.dialect.languages, key=languages.count)

    def report(self) -> None:
        """Report the headings that are not canonical."""
        source = self.findings.source.text
        for line, known in self.found or ():
            if known.canonical or known.key == "disclaimer":
                continue
            expected = self.dialect.heading_line(known.key, self.dialect.labels[known.language])
            found = source[line.start : line.end]
            if not expected:  # the dialect has no halves
                what = f"there is the heading of a half, {found!r}"
                end = min(line.end + 1, len(source))
                self.findings.replace("TR312", "", line.start, end, "", what=what, expected="none")
                continue
            same_words = fold_heading(expected) == fold_heading(line.text)
            self.findings.replace(
                "TR309" if same_words else "TR305",
                known.key,
                line.start,
                line.end,
                expected,
                found=found,
                expected=expected,
            )

    def _behind(self, line: Line) -> int:
        """Where the next line begins; there may be blanks between a heading and its end."""
        at = self.findings.source.text.find("\n", line.end, self.stop)
        return at + 1 if at >= 0 else self.stop

    def _is_inside(self, line: Line, current: Part) -> bool:
        """Whether an unknown heading is one of an item of the section, not of an appendix."""
        return current.key in self.dialect.order and line.level > _level(current.heading)

    def _is_title(self, line: Line) -> bool:
        return line.level == 1 and self.dialect.is_title(line.text)

    def _names_theme(self, line: Line) -> bool:
        bare = line.text.strip(AROUND_TITLE)
        return len(bare) <= _LONGEST_HEADING and self.dialect.find_loose_theme(bare) is not None

    def _announces_disclaimer(self, line: Line) -> bool:
        known = self._known(line) if line.kind == "heading" else self._disclaimer(line)
        return known is not None and known.key == "disclaimer"

    def _disclaimer(self, line: Line) -> Recognised | None:
        """What a line names, if it is the disclaimer."""
        if line.kind != "line":
            return None
        for prefix, known in self.dialect.disclaimers:
            if line.text.startswith(prefix):
                return known
        if not self.loose and not line.text.startswith("**"):
            return None
        match = DISCLAIMER_LABEL.match(line.text)
        if match is None or not (match["before"].strip() or match["after"].strip()):
            return None
        found = self.dialect.recognise(match["label"])
        return found if found is not None and found.key == "disclaimer" else None


def _level(line: Line | None) -> int:
    """The depth of a heading; that of a line which stands for one is taken for a section's."""
    if line is None:
        return 0
    if line.kind == "heading":
        return line.level
    hashes = len(line.text) - len(line.text.lstrip("#"))
    return hashes or 3


def _style(line: Line) -> str:
    """How a line that is no Markdown heading is set where it stands for one; "" if it is not."""
    text = line.text.strip()
    if line.kind != "line" or line.level:
        return ""
    if text.startswith("#"):
        return "hashes"
    if text.startswith("**") and text.endswith("**") and NUMBERING.match(text[2:]):
        return "bold" if "**" not in text[2:-2] else ""
    return ""


# --- guessing ------------------------------------------------------------------------------

_AROUND_HEADING = " \t\u3000*_#"
_LEAST_SCORE = 0.45
_LEAST_LEAD = 0.15
_NUMBERED = re.compile(r"\d{1,2}|[①-⑩]")


def _guess(layout: Layout, search: _Search, scanner: Scanner) -> None:
    """Take unknown sections for missing ones where words, order and shape leave no doubt."""
    findings, dialect = search.findings, search.dialect
    for key in layout.missing():
        if key == "disclaimer":
            continue
        scores = sorted(
            (
                (_score(key, at, layout, findings, scanner), at)
                for at, part in enumerate(layout.parts)
                if part.key == "appendix"
            ),
            reverse=True,
        )
        if not scores or scores[0][0] < _LEAST_SCORE:
            continue
        if len(scores) > 1 and scores[0][0] - scores[1][0] < _LEAST_LEAD:
            continue
        part = layout.parts[scores[0][1]]
        assert part.heading is not None  # all appendices have one
        part.key = key
        expected = dialect.heading_line(
            key, dialect.labels[layout.language or dialect.languages[0]]
        )
        place, found = part.place, part.words
        findings.replace("TR320", key, *place, expected, safe=False, found=found, expected=expected)
        # Set apart in its own way, it might not be seen once the others are mended.
        words = part.heading.text.strip(_AROUND_HEADING)
        plain = f"{'#' * dialect.level} {words}"
        if findings.source.text[slice(*place)] != plain:
            findings.replace("TR309", key, *place, plain, found=found, expected=plain)


def _score(key: str, at: int, layout: Layout, findings: Findings, scanner: Scanner) -> float:
    """How much the part at index `at` is like the section `key`, from 0 to 1."""
    part = layout.parts[at]
    assert part.heading is not None
    pairs = pairs_of(part.heading.text)
    order = layout.dialect.order
    words = len(pairs & layout.dialect.guess_words(key)) / max(len(pairs), 1)
    before = [p.key for p in layout.parts[:at] if p.key in order]
    after = [p.key for p in layout.parts[at + 1 :] if p.key in order]
    rank = order.index(key)
    in_order = all(order.index(k) < rank for k in before) and all(
        order.index(k) > rank for k in after
    )
    shape = _shape(key, scanner.scan(findings.source.text, part.start, part.end))
    return 0.4 * words + 0.25 * in_order + 0.35 * shape


def _shape(key: str, lines: list[Line]) -> float:
    items = [line for line in lines if line.kind == "item" and line.level < 2]
    nested = [line for line in lines if line.kind == "item" and line.level >= 2]
    if key == "overview":
        return float(bool(lines) and not items)
    if key == "signals":
        return float(len(items) == 10 and all(_NUMBERED.match(item.marker) for item in items))
    if not items:
        return 0.0
    if key == "drivers":
        return float(bool(nested))
    labelled = sum("：" in item.text[:60] or ":" in item.text[:60] for item in items)
    if nested:
        return 0.0
    of_impacts = sum(
        any(word in item.text[:40].lower() for word in ("etf", "行业", "行業", "sector", "指数"))
        for item in items
    )
    share = labelled / len(items)
    if key == "impacts":
        return share * (of_impacts * 2 >= len(items))
    return share * (of_impacts * 2 < len(items))
