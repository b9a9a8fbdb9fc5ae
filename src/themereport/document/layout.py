"""Where the parts of a text begin and end: its headings, recognised by the outline.

Three sieves, each taken only where the one before left something out: headings as Markdown has
them; lines that say what a heading would say, however they are set; and a guess from words,
order and shape, which is reported as one. The second looks first where headings mostly are: at
lines that begin like one or in bold, at the end, at lines that stand apart; then at all.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from themereport.document.grouping import is_background
from themereport.document.numbered import take_in_numbered
from themereport.document.outline import PARTS, SECTIONS_BY_KEY
from themereport.document.search import Search, level_of

if TYPE_CHECKING:
    from themereport.document.dialect import Dialect
    from themereport.document.finding import Findings
    from themereport.document.line import Line
    from themereport.document.part import Layout, Scanner

__all__ = ["find_layout"]

# If more are lacking, headings are set otherwise; if fewer, some have other words.
_SOME = 3


def find_layout(
    findings: Findings, start: int, stop: int, scanner: Scanner, dialect: Dialect
) -> Layout:
    """Cut the text between two offsets at its headings."""
    text = findings.source.text
    search = Search(findings, start, stop, dialect, scanner.landmarks(text, start, stop))
    layout = search.cut()
    if lacking := layout.lacking():
        search, layout = _look_closer(search, layout, scanner, lacking)
    if any(part.key == "appendix" for part in layout.parts):
        take_in_numbered(layout, text, scanner)
    if layout.missing():
        # Only here: most texts have their sections, and never need it.
        from themereport.document.guess import guess_sections

        guess_sections(layout, findings, scanner)
    _take_in_background(layout, search, scanner)
    search.report(layout.language)
    if layout.dialect.halves:
        _guess_halves(layout, findings)
    return layout


def _look_closer(
    search: Search, layout: Layout, scanner: Scanner, lacking: set[str]
) -> tuple[Search, Layout]:
    """Take for headings what else says so, of more lines and more until nothing is lacking."""
    text, stop = search.findings.source.text, search.stop
    wanted, loose = lacking, not lacking.issubset(PARTS)

    def look_at(lines: list[Line]) -> tuple[Search, Layout, set[str]]:
        again = search.again(lines, wanted, loose=loose)
        layout = again.cut()
        return again, layout, layout.lacking()

    # What begins with `#` or in bold is mostly all that stands for a heading. Halves are looked for
    # among such lines and others at once.
    if lacking != {"disclaimer"} and loose:
        search, layout, lacking = look_at(search.lines)
    if lacking == {"disclaimer"}:  # it mostly stands at the end
        end = layout.parts[-1].start
        above = [line for line in search.lines if line.start < end]
        search, layout, lacking = look_at(above + scanner.scan(text, end, stop))
    if lacking and lacking.issubset(PARTS) and not search.run_in:
        return look_at(_above_halves(search, layout, scanner, lacking))[:2]
    lines = scanner.scan(text, search.start, stop) if lacking or search.run_in else []
    if len(lacking) > _SOME:
        search, layout, lacking = look_at([line for line in lines if _stands_apart(line, text)])
    if lacking:
        search, layout, lacking = look_at(lines)
        keys = [part.key for part in layout.parts]
        # Unless an unknown section may hold them, they are inside of what was taken for another.
        if "signals" in layout.missing() and ("overview", "appendix") not in pairwise(keys):
            layout = search.cut(has_unknown=True)
    layout.lines = search.with_headings_apart(lines)
    return search, layout


def _above_halves(
    search: Search, layout: Layout, scanner: Scanner, lacking: set[str]
) -> list[Line]:
    """The lines of a pass, and all that stand right above the sections with which halves begin."""
    lines = {line.start: line for line in search.lines}
    for part, below in pairwise(layout.parts):
        if below.key in SECTIONS_BY_KEY and layout.dialect.begins_half(below.key) in lacking:
            for line in scanner.scan(search.findings.source.text, part.start, part.end):
                lines.setdefault(line.start, line)
    return [lines[at] for at in sorted(lines)]


def _stands_apart(line: Line, text: str) -> bool:
    """Whether a blank line is above, as above nearly all headings, or it underlines one."""
    return text.startswith("\n\n", line.start - 2) or line.text[:2] in {"==", "--"}


def _take_in_background(layout: Layout, search: Search, scanner: Scanner) -> None:
    """Let the events hold the part above them that has a heading of its own and lists nothing.

    Their heading then only says again what the section is.
    """
    keys = [part.key for part in layout.parts if part.key]
    if "appendix" not in keys and len({*keys}) == len(keys):
        return  # nearly always
    for above, part, below in zip(layout.parts, layout.parts[1:], layout.parts[2:], strict=False):
        section = SECTIONS_BY_KEY.get(below.key)
        if section is None or not section.lead or part.heading is None:
            continue
        if above.heading is not None and is_background(above.heading.text):
            return  # which of them is the one cannot be told
        is_unknown = part.key == "appendix" and is_background(part.heading.text)
        if part.key != below.key and not is_unknown:
            continue
        lines = scanner.scan(search.findings.source.text, part.start, part.end)
        if not lines or any(line.kind != "line" for line in lines):
            continue
        known = [known for line, known in search.found if line is below.heading]
        search.found = [it for it in search.found if it[0] is not below.heading]
        if is_unknown:
            search.found += [(part.heading, it) for it in known]
        part.key, part.end = below.key, below.end
        layout.parts.remove(below)
        return


def _guess_halves(layout: Layout, findings: Findings) -> None:
    """Take an unknown heading above the first section of a half, and nothing else, for its own."""
    dialect, text = layout.dialect, findings.source.text
    for part, below in pairwise(layout.parts):
        if part.key != "appendix" or below.key not in dialect.order:
            continue
        half = dialect.begins_half(below.key)
        is_above = level_of(part.heading) < level_of(below.heading)
        is_known = not half or any(other.key == half for other in layout.parts)
        if is_known or not is_above or text[part.start : part.end].strip():
            continue
        part.key = half
        labels = dialect.labels[layout.language or dialect.languages[0]]
        expected = dialect.heading_line(half, labels)
        findings.replace(
            "TR320", half, *part.place, expected, safe=False, found=part.words, expected=expected
        )
