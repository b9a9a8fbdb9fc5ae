"""What is put aside before a report is read, in all of a text: comments, a margin, HTML for bold.

What is read then is another text. Its places are those in the whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import partial
from typing import TYPE_CHECKING

from themereport.diagnostics.diagnostic import Diagnostic, Fix
from themereport.document.disclaimer import disclaims
from themereport.document.finding import cut_short
from themereport.document.plain import may_have_tags

if TYPE_CHECKING:
    from collections.abc import Callable

    from themereport.document.finding import Findings
    from themereport.source.text import SourceText

__all__ = [
    "HEADING",
    "begins_indented",
    "leave_out",
    "report_around",
    "without_comments",
    "without_margin",
    "without_tags",
]

HEADING = re.compile(r"^[ \t]{0,3}#", re.MULTILINE)
_QUOTED = re.compile(r"^ {0,3}(?:>[ \t]?)+", re.MULTILINE)
# Where a report begins that is indented or quoted. With `^` it would be looked for ten times as long.
_INDENT = re.compile(r"(?P<blanks>[ \t]+)(?:#|---\n)")
_BELOW = re.compile(rf"\n{_INDENT.pattern}")
_QUOTED_BELOW = re.compile(r"\n {0,3}>[> \t]*(?:#|---\n|\*\*)")
_TAG_OR_CODE = re.compile(
    r"\\.|(?<!`)`+[^`\n]+`+"
    r"|<(?P<close>/?)(?P<bold>b|strong)(?:[ \t][^<>\n]*)?>"
    # Nothing follows: to go back in a row of them would take the square of their number.
    r"|(?<=\S)(?P<breaks>(?:[ \t]*+<br[ \t]*+/?>)+)",
    re.IGNORECASE,
)
_match_line_end = re.compile(r"[ \t]*+(?:\n|\Z)").match
_MARKS_OF_CODE = re.compile(r"^([ \t]*)(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
_BLANKS = re.compile(r"[ \t]*(?=\S)")
_SHALLOW = 3  # What is deeper is a fence in a list only, up to a line that is not as deep.


def without_comments(findings: Findings, start: int, stop: int) -> tuple[SourceText, int]:
    """The source as if it had no HTML comments between two offsets, and where the second is then.

    Those that are left out are reported.
    """
    source = findings.source
    text = source.text
    if text.find("<!--", start, stop) < 0:
        return source, stop
    fenced = _fenced(text, start, stop)
    comments: list[tuple[int, int]] = []
    at = start
    # A pattern would look for the end of each comment that has none, over and over.
    while (opening := text.find("<!--", at, stop)) >= 0:
        closing = text.find("-->", opening + 4, stop)
        if closing < 0:
            break
        at = closing + 3
        if fenced(opening) or text[opening - 1 : opening] == "\\":
            at = opening + 4
            continue
        # Of the blanks on both sides, those on one side are left over.
        behind = text[at : min(at + 1, stop)]
        if behind == " " and text[opening - 1 : opening] in {" ", "\n", ""}:
            at += 1
        least = comments[-1][1] if comments else start
        while behind in {"\n", ""} and opening > least and text[opening - 1] == " ":
            opening -= 1
        comments.append((opening, at))
        leave_out(findings, opening, at, "a comment")
    return source.without(comments), stop - sum(end - begin for begin, end in comments)


def _fenced(text: str, start: int, stop: int) -> Callable[[int], bool]:
    """Whether an offset between two others is inside of a code fence, perhaps one in a list."""
    edges: list[int] = []
    fence, depth, behind = "", 0, start
    for mark in _MARKS_OF_CODE.finditer(text, start, stop):
        blanks, marks, more = mark.groups()
        width = len(blanks.expandtabs(4))
        if fence and depth and (end := _end_of_item(text, behind, mark.start(), depth)) >= 0:
            edges.append(end)
            fence = ""
        behind = mark.end()
        is_deep = width > _SHALLOW
        if not fence and not (marks[0] == "`" and "`" in more):
            edges.append(mark.start())
            fence, depth = marks, width if is_deep else 0
        elif fence and marks.startswith(fence) and not more.strip() and (depth or not is_deep):
            edges.append(mark.end())
            fence = ""
    if fence and depth and (end := _end_of_item(text, behind, stop, depth)) >= 0:
        edges.append(end)
    return lambda at: bisect_left(edges, at) % 2 == 1


def _end_of_item(text: str, start: int, stop: int, depth: int) -> int:
    """The first line end between two offsets below which a line is not as deep, or -1."""
    at = text.find("\n", start, stop)
    while at >= 0:
        blanks = _BLANKS.match(text, at + 1, stop)
        if blanks is not None and len(blanks[0].expandtabs(4)) < depth:
            break
        at = text.find("\n", at + 1, stop)
    return at


def without_tags(findings: Findings, start: int, stop: int) -> tuple[SourceText, int]:
    """The source with Markdown for HTML where both say the same, and where the second offset is then.

    That is bold, within a line, and the end of a line.
    """
    source = findings.source
    text = source.text
    if not may_have_tags(text, start, stop):
        return source, stop
    fenced = _fenced(text, start, stop)
    bold: list[tuple[int, int]] = []
    breaks: list[tuple[int, int]] = []
    opened: list[re.Match[str]] = []
    for match in _TAG_OR_CODE.finditer(text, start, stop):
        if opened and text.find("\n", opened[-1].end(), match.start()) >= 0:
            opened.clear()
        if match["breaks"]:
            if _match_line_end(text, match.end(), stop) and not fenced(match.start()):
                breaks.append(match.span())
        elif match["bold"] and not match["close"]:
            opened.append(match)
        elif match["bold"] and opened:
            begin = opened.pop()
            is_apart = not bold or bold[-1][1] != begin.start()
            if (
                not opened
                and is_apart
                and _is_bold(text, begin, match)
                and not fenced(begin.start())
            ):
                bold += begin.span(), match.span()
    _report_all(findings, bold, "**", what="bold is written in HTML", expected="'**'")
    _report_all(findings, breaks, "", what="lines end in tags", expected="none")
    changes = [(*place, "**") for place in bold] + [(*place, "") for place in breaks]
    longer = sum(len(words) - (end - begin) for begin, end, words in changes)
    return source.instead(sorted(changes)), stop + longer


def _is_bold(text: str, begin: re.Match[str], end: re.Match[str]) -> bool:
    """Whether `**` in place of two tags would be bold, too."""
    inside = text[begin.end() : end.start()]
    around = text[begin.start() - 1 : begin.start()] + text[end.end() : end.end() + 1]
    if not inside or inside != inside.strip() or "**" in inside:
        return False
    return "*" not in inside[0] + inside[-1] + around


def _report_all(
    findings: Findings, places: list[tuple[int, int]], text: str, **arguments: object
) -> None:
    """Report what stands in many places as one finding, with a fix that writes `text` in each."""
    source = findings.source
    if not places:
        return
    if source.can_be_mended:
        fix = partial(_writing, source, places, text)
        found = Diagnostic.of_file("TR312", source.span(*places[0]), arguments, fix)
    else:
        found = Diagnostic.found("TR312", "", (source, *places[0]), arguments)
    findings.diagnostics.append(found)


def _writing(source: SourceText, places: list[tuple[int, int]], text: str) -> Fix:
    return Fix.writing(text, *[source.span(*place) for place in places])


def without_margin(findings: Findings, start: int, stop: int) -> tuple[SourceText, int]:
    """The source as if no line between two offsets began as all of a report do.

    That is with blanks, or with the mark of a quotation. Says where the second is then, too.
    """
    text = findings.source.text
    indents = _indents(text, start, stop)
    marks = [] if indents else _marks_of_quotation(text, start, stop)
    margin = indents or marks
    if not margin:
        return findings.source, stop
    if 2 * len(margin) < _lines_in(text[start:stop]):
        return findings.source, stop  # a line here and there
    what = "all of it is indented" if indents else "all of it stands in a quotation"
    _report_all(findings, margin, "", what=what, expected="none")
    shown = findings.source.without(margin, is_margin=True)
    end = text.find("\n", margin[-1][1], stop) + 1 or stop
    behind = text[end:stop]
    if behind.strip() and not disclaims(behind):  # it may be the disclaimer that stands outside
        report_around(findings, end, stop)
        stop = end
    return shown, stop - sum(end - begin for begin, end in margin)


def begins_indented(text: str, start: int) -> bool:
    """Whether a report that is indented begins at an offset."""
    return _INDENT.match(text, start) is not None


def _lines_in(text: str) -> int:
    """How many lines are not blank."""
    return sum(1 for line in text.split("\n") if line.strip())


def _indents(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """The blanks of the first heading, or of front matter, in front of each line of a report.

    Outside of it stands no heading.
    """
    first = _INDENT.match(text, start, stop) or _BELOW.search(text, start, stop)
    if first is None or HEADING.search(text, start, first.start("blanks")):
        return []
    blanks = first["blanks"]
    indents: list[tuple[int, int]] = []
    at = first.start("blanks")
    for line in text[at:stop].split("\n"):
        if line.startswith(blanks):
            indents.append((at, at + len(blanks)))
        elif line.strip():
            break
        at += len(line) + 1
    return [] if HEADING.search(text, at, stop) else indents


def _marks_of_quotation(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """The marks of a quotation that holds a report: each of its lines has one.

    Outside of it stands no heading.
    """
    if not (text.startswith(">", start) or _QUOTED_BELOW.search(text, start, stop)):
        return []
    quoted = list(_QUOTED.finditer(text, start, stop))
    if not quoted:
        return []
    begin, end = quoted[0].start(), text.find("\n", quoted[-1].end(), stop)
    end = end if end >= 0 else stop
    is_whole = len(quoted) == _lines_in(text[begin:end])
    if not is_whole or HEADING.search(text, start, begin) or HEADING.search(text, end, stop):
        return []
    # A quotation in the report has more marks; a line of nothing but marks may have fewer.
    depths = [mark[0].count(">") for mark in quoted if text[mark.end() : mark.end() + 1].strip()]
    depth = min(depths, default=1)
    return [(mark.start(), _behind_marks(text, mark, depth)) for mark in quoted]


def _behind_marks(text: str, quoted: re.Match[str], depth: int) -> int:
    """Where so many marks of a quotation end, each perhaps with a blank."""
    start, end = quoted.span()
    if quoted[0].count(">") <= depth:
        return end
    for _ in range(depth):
        start = text.index(">", start, end) + 1
    return start + (text[start] in " \t")


def leave_out(findings: Findings, start: int, end: int, what: str, *, safe: bool = True) -> None:
    """Report what is left out between two offsets."""
    found = cut_short(" ".join(findings.source.text[start:end].split()))
    findings.replace("TR318", "", start, end, "", safe=safe, what=what, found=found)


def report_around(findings: Findings, start: int, end: int) -> None:
    """Report words between two offsets that stand around a report."""
    text = findings.source.text[start:end]
    begin = start + len(text) - len(text.lstrip())
    findings.report_stray(begin, end, " ".join(text.split()))
