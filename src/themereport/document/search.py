"""One pass over the lines of a text, which looks for what its headings name."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property, lru_cache
from itertools import pairwise

from attrs import Factory, define, evolve

from themereport.document.dialect import Dialect, Recognised
from themereport.document.disclaimer import recognise_disclaimer
from themereport.document.finding import Findings
from themereport.document.line import Line
from themereport.document.marker import NUMBERING
from themereport.document.outline import PARTS, SECTIONS, fold_heading
from themereport.document.part import Layout, Part

__all__ = ["Search", "bare_title", "level_of"]

_LONGEST_HEADING = 80
_UNDERLINE = re.compile(r"(?:={2,}|-{2,})[ \t]*")
_WORD = re.compile(r"\w")
_COLONS = frozenset("：:")
_CLOSED = r"(?(marks)(?P=marks))"
_RUN_IN = re.compile(
    r"(?P<marks>\*\*|__)?"
    rf"(?:【(?P<bracketed>[^】\n]{{1,80}})】[：:]?{_CLOSED}[：:]?"
    rf"|(?P<label>[^：:*_<\n]{{1,80}})(?:[：:]{_CLOSED}|{_CLOSED}[：:]))"
    r"[ \t\u3000]*(?=\S)"
)
_WITH_SENTENCE = frozenset(
    section.key for section in SECTIONS if section.shape == "text" or section.lead
)
_AROUND_TITLE = " \t\u3000*_#：:"
_SET = ("**", "__", "【", "《", "<")
# Of the words of chat, too, some end as a title does.
_ANNOUNCES = re.compile(
    r"(?:以下|下面|这是|這是|这份|這份|好的|当然|當然|here|below|sure|certainly|of course|this is)"
    r"|.*[，。！？,!?]",
    re.IGNORECASE,
)


@define(eq=False, slots=False)
class Search:
    """One pass over the lines; what it reports waits until the pass is the one that counts.

    One that has `wanted` keys takes any line that names one of these, however it is set; a `loose`
    one, a title and appendices that are set as such lines are, too.
    """

    findings: Findings
    start: int
    stop: int
    dialect: Dialect
    lines: list[Line]
    wanted: set[str] = Factory(set)
    loose: bool = False
    found: list[tuple[Line, Recognised]] = Factory(list)
    run_in: dict[int, tuple[Line, Line]] = Factory(dict)
    """Lines that begin with a heading, by their places: the heading, and the words behind it."""

    def again(self, lines: list[Line], wanted: set[str], *, loose: bool) -> Search:
        """Another pass over the same text, by other lines."""
        return Search(
            self.findings, self.start, self.stop, self.dialect, lines, wanted, loose=loose
        )

    def cut(self, *, has_unknown: bool = False) -> Layout:
        """The parts of the text.

        If it `has_unknown` sections, what names the overview is a half where they stand right below.
        """
        title: Line | None = None
        self.found = []
        self.run_in.clear()
        current = Part("", None, self.start)
        parts = [current]
        is_first = True
        styles: set[str] = set()
        underlined = _underlined(self.lines) if self.loose else ()
        own_title = self._own_title()
        for line in self.lines:
            if line.kind == "heading":
                known = None if is_first and self._is_title(line) else self._known(line)
                if known is None and is_first and own_title is not None and line is not own_title:
                    continue  # chat has headings, too
                if known is None and is_first and (line.level == 1 or self._names_theme(line)):
                    title, is_first = line, False
                    current = _begin(parts, Part("", None, self._behind(line)), line.start)
                    continue
                key = known.key if known else "overview" if has_unknown else ""
                is_new = key != current.key or self._turns_to_half(parts, line)
                if (known is None or not is_new) and self._is_inside(line, current):
                    continue
            else:
                known = self._set_otherwise(
                    line, parts, is_above=is_first and own_title is not None
                )
                style = ""
                if self.loose and line.kind == "line":
                    style = "underlined" if line.start in underlined else _style(line)
                if style and known is not None and known.key != "disclaimer":
                    styles.add(style)
                if known is None and (style not in styles or current.key == "signals"):
                    if self.loose and is_first and line.kind == "line" and self._names_theme(line):
                        title, is_first = line, False
                        current = _begin(parts, Part("", None, self._behind(line)), line.start)
                    continue
            is_disclaimer = known is not None and known.key == "disclaimer"
            # The disclaimer may stand above the title.
            is_first = is_first and is_disclaimer
            words: Line | None
            line, words = self.run_in.get(line.start, (line, None))
            if known is not None:
                self.found.append((line, known))
            if is_disclaimer and current.key == "disclaimer":
                continue  # a heading, and then the label again
            is_label = is_disclaimer and line.kind != "heading" and self._disclaimer(line)
            begin = words.start if words else line.start if is_label else self._behind(line)
            part = Part(known.key if known else "appendix", line, begin)
            current = _begin(parts, part, line.start)
        current.end = self.stop
        layout = Layout(title, parts, self._language(title), self.dialect)
        if "overview" in layout.missing():
            self._take_half(layout)
        return layout

    def _take_half(self, layout: Layout) -> None:
        """Take a half that has words of its own for the overview, which is not there.

        "Executive Summary" may mean either. Where the other half is there, this one is a half.
        """
        text = self.findings.source.text
        halves = [part for part in layout.parts if part.key in PARTS][:2]
        if {part.key for part in halves} != {"brief"}:
            return
        part = halves[-1]
        if _WORD.search(text, part.start, part.end):
            self._rename(part, "overview")

    def _turns_to_half(self, parts: list[Part], line: Line) -> bool:
        """Take the last part for a half if a deeper heading that says the same is right below.

        "Overview" may mean a half, or its first section. Says whether it was one.
        """
        part = parts[-1]
        half = self.dialect.begins_half(part.key) if part.key in self.dialect.order else ""
        half = "" if any(other.key == half for other in parts) else half
        is_deeper = part.heading is not None and line.level > level_of(part.heading)
        if not half or not is_deeper or self.findings.source.text[part.start : line.start].strip():
            return False
        self._rename(part, half)
        return True

    def _rename(self, part: Part, key: str) -> None:
        """Let the heading of a part name something else."""
        part.key = key
        self.found = [
            (line, evolve(known, key=key)) if line is part.heading else (line, known)
            for line, known in self.found
        ]

    def _known(self, line: Line) -> Recognised | None:
        text = self.findings.source.text
        known = self.dialect.headings.get(text[line.start : line.end])
        if known is not None:
            return known
        if len(line.text) > _LONGEST_HEADING:
            return self.dialect.recognise(line.text)
        return _recognised(self.dialect, line.text)

    def _set_otherwise(self, line: Line, parts: list[Part], *, is_above: bool) -> Recognised | None:
        """What a line that is no Markdown heading names, perhaps by its first words.

        Where it `is_above` the title, it can only be the disclaimer, or is of a table of contents.
        """
        known = self._loosely_known(line, parts[-1]) or self._runs_in(line, parts)
        return None if is_above and known is not None and known.key != "disclaimer" else known

    def _loosely_known(self, line: Line, current: Part) -> Recognised | None:
        """What all of such a line names."""
        # In an appendix, words that look like the disclaimer are just words, but for the last.
        if current.key != "appendix" or line is self._last_disclaimer:
            known = self._disclaimer(line)
            if known is not None:
                return known
        if not self.wanted or line.kind in {"code", "row"}:
            return None
        words = self.findings.source.text[line.start : line.end].strip()
        if words.startswith("<") or len(words.strip(_AROUND_TITLE)) > _LONGEST_HEADING + line.level:
            return None  # `<details>` folds a page, and is no heading
        found = self.dialect.recognise(words)
        return found if found is not None and found.key in self.wanted else None

    def _runs_in(self, line: Line, parts: list[Part]) -> Recognised | None:
        """What a line names by its first words, such as `**概述：**`, if that comes next.

        Only a section that begins with a sentence can begin like this.
        """
        if self.wanted.isdisjoint(_WITH_SENTENCE) or line.kind not in {"item", "line"}:
            return None
        if "：" not in line.text and ":" not in line.text and "】" not in line.text:
            return None  # most lines: a look is faster than the pattern
        match = _RUN_IN.match(line.text)
        known = self.dialect.recognise(match["label"] or match["bracketed"]) if match else None
        if match is None or known is None or known.key not in self.wanted & _WITH_SENTENCE:
            return None
        order = self.dialect.order
        if any(
            order.index(part.key) > order.index(known.key) for part in parts if part.key in order
        ):
            return None
        at = line.content + match.end()
        heading = line._replace(text=line.text[: match.end()].rstrip())
        self.run_in[line.start] = heading, Line("line", 0, "", at, at, line.text[match.end() :])
        return known

    def with_headings_apart(self, lines: list[Line]) -> list[Line]:
        """`lines`, with headings that run in apart from the words behind them."""
        if not self.run_in:
            return lines
        return [part for line in lines for part in self.run_in.get(line.start, (line,))]

    def _language(self, title: Line | None) -> str:
        """The language that most headings are in; of several, that of the title, or the first."""
        tags = {known.languages for _, known in self.found}
        if len(tags) == 1 and len(only := next(iter(tags))) == 1:
            return only[0]  # nearly always; to count takes longer
        languages = Counter(language for _, known in self.found for language in known.languages)
        most = max(languages.values(), default=0)
        best = [
            language for language in self.dialect.languages if most and languages[language] == most
        ]
        if title is not None and best[1:]:
            best = [tag for tag in best if self.dialect.find_theme(title.text, tag)] or best
        return best[0] if best else ""

    def report(self, language: str) -> None:
        """Report the headings that are not canonical, of a text in `language`."""
        source = self.findings.source.text
        for line, known in self.found:
            self.findings.check_apart(known.key, line.start, self.start)
            if known.key == "disclaimer":
                continue
            labels = self.dialect.labels[language or known.languages[0]]
            expected = self.dialect.heading_line(known.key, labels)
            found = source[line.start : line.end]
            if found == expected:
                continue
            if line.start in self.run_in:
                begin = self.run_in[line.start][1].start
                line, expected = line._replace(text=source[line.content : begin]), f"{expected}\n\n"
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
                expected=expected.rstrip(),
            )

    def _behind(self, line: Line) -> int:
        """Where the next line begins; there may be blanks between a heading and its end."""
        at = self.findings.source.text.find("\n", line.end, self.stop)
        return at + 1 if at >= 0 else self.stop

    def _is_inside(self, line: Line, current: Part) -> bool:
        """Whether an unknown heading is one of an item of the section, not of an appendix.

        One that says again what the section is names what stands below it, such as `相关ETF`.
        """
        return current.key in self.dialect.order and line.level > level_of(current.heading)

    def _is_title(self, line: Line) -> bool:
        return line.level == 1 and self.dialect.is_title(line.text)

    def _own_title(self) -> Line | None:
        """The first heading that says what a title says, if no section has one above it."""
        for line in self.lines:
            if line.kind == "heading":
                if self._is_title(line):
                    return line
                if self._known(line) is not None:
                    return None
        return None

    def _names_theme(self, line: Line) -> bool:
        is_line = line.kind == "line" and not line.text.startswith("#")
        if is_line and line.text.rstrip()[-1:] in _COLONS:
            return False  # it announces what stands below
        bare = bare_title(line.text)
        is_set = line.text.startswith(_SET) or not is_line
        if not is_set and _ANNOUNCES.match(bare):
            return False
        found = len(bare) <= _LONGEST_HEADING and self.dialect.find_loose_theme(bare, is_set=is_set)
        return bool(found)

    @cached_property
    def _last_disclaimer(self) -> Line | None:
        """The last line that announces the disclaimer; only appendices ask."""
        return next(filter(self._announces_disclaimer, reversed(self.lines)), None)

    def _announces_disclaimer(self, line: Line) -> bool:
        known = self._known(line) if line.kind == "heading" else self._disclaimer(line)
        return known is not None and known.key == "disclaimer"

    def _disclaimer(self, line: Line) -> Recognised | None:
        """What a line names, if it is the disclaimer."""
        is_wanted = "disclaimer" in self.wanted
        if line.kind != "line" and not (is_wanted and line.kind == "item"):
            return None
        if not is_wanted and not line.text.startswith("**"):
            return None
        return recognise_disclaimer(line.text, self.dialect)


def bare_title(line: str) -> str:
    """A title without what may stand around one that is not in the canonical form."""
    bare = line.strip(_AROUND_TITLE)
    for marks in ("【】", "《》"):
        if bare.startswith(marks[0]) and bare.find(marks[1]) == len(bare) - 1:
            bare = bare[1:-1].strip(_AROUND_TITLE)
    return bare


@lru_cache(maxsize=1024)
def _recognised(dialect: Dialect, heading: str) -> Recognised | None:
    """What a short heading names; whoever writes reports has the same ones in all of them."""
    return dialect.recognise(heading)


def _begin(parts: list[Part], part: Part, at: int) -> Part:
    """Let a part begin at an offset where the last one ends."""
    parts[-1].end = at
    parts.append(part)
    return part


def level_of(line: Line | None) -> int:
    """The depth of a heading; that of a line which stands for one is taken for a section's."""
    if line is None:
        return 0
    if line.kind == "heading":
        return line.level
    hashes = len(line.text) - len(line.text.lstrip("#"))
    return hashes or 3


def _underlined(lines: list[Line]) -> set[int]:
    """Where the lines begin that have a line of `=` or `-` right below them."""
    return {
        above.start
        for above, below in pairwise(lines)
        if above.kind == "line"
        and above.end + 1 == below.start
        and len(above.text) <= _LONGEST_HEADING
        and _UNDERLINE.fullmatch(below.text)
    }


def _style(line: Line) -> str:
    """How a line of text is set where it stands for a heading; "" if it does not."""
    if line.level:
        return ""
    text = line.text.strip()
    if text.startswith("#"):
        return "hashes"
    if text.startswith("**") and text.endswith("**") and NUMBERING.match(text[2:-2]):
        return "bold" if "**" not in text[2:-2] else ""
    return ""
