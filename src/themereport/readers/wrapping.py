"""What models wrap around a report: their thinking, a code fence, a sentence before and after."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import partial
from typing import TYPE_CHECKING

from themereport.diagnostics.diagnostic import Diagnostic, Fix
from themereport.document.finding import Findings, cut_short
from themereport.document.foreign import is_nothing
from themereport.document.plain import may_have_tags
from themereport.readers.fence import behind_thinking
from themereport.source.edit import Edit

if TYPE_CHECKING:
    from collections.abc import Callable

    from themereport.document.dialect import Dialect
    from themereport.source.text import SourceText

__all__ = [
    "behind_fence",
    "find_content",
    "unfence",
    "without_comments",
    "without_margin",
    "without_tags",
]

_FENCE = re.compile(
    r"^[ \t]*(`{3,}|~{3,})[ \t]*(?:markdown|md|yaml|text|jekyll)?[ \t]*\n", re.MULTILINE
)
_FRONT_MATTER = re.compile(r"^---[ \t]*\n(?=[ \t]*(?P<key>[A-Za-z_][\w -]*):)", re.MULTILINE)
_OWN_KEYS = frozenset({"layout", "title", "date", "posttime"})
_HEADING = re.compile(r"^[ \t]{0,3}#", re.MULTILINE)
_ANY_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_HEADING_LIKE = re.compile(r"^(?:#{1,6}.*|\*\*[^*\n]+\*\*$|【[^】\n]+】$)", re.MULTILINE)
_TAG = re.compile(r"^[ \t]*<([A-Za-z][\w-]*)>[ \t]*\n", re.MULTILINE)
_CLOSING = re.compile(r"\s*^(?:`{3,}|~{3,})[ \t]*\n", re.MULTILINE)
_QUOTED = re.compile(r"^ {0,3}(?:>[ \t]?)+", re.MULTILINE)
# Where a report begins that is indented or quoted. With `^` it would be looked for ten times as long.
_INDENT = re.compile(r"(?P<blanks>[ \t]+)(?:#|---\n)")
_BELOW = re.compile(rf"\n{_INDENT.pattern}")
_QUOTED_BELOW = re.compile(r"\n {0,3}>[> \t]*(?:#|---\n|\*\*)")
_FURTHEST = 4000
_MOST_LAYERS = 8


def find_content(findings: Findings, dialect: Dialect) -> tuple[SourceText, int, int]:
    """The source as it is to be read, and where the report in it begins and ends.

    What stands around it is reported.
    """
    source = findings.source
    text = source.text
    stop = len(text)
    if text.startswith("---\n") and not text.startswith("---\n---\n"):
        return source, 0, stop
    if text.startswith("# ") and text.find("\n---", 0, _FURTHEST) < 0:
        return source, 0, stop
    if start := behind_thinking(text):
        _drop(findings, 0, start, "the model's thinking")
    start, stop = unfence(findings, start, stop, dialect)
    source, stop = without_margin(findings, start, stop)
    if source is not findings.source:
        findings = Findings(source, findings.diagnostics)
        start, stop = unfence(findings, start, stop, dialect)
    text = source.text
    front = _FRONT_MATTER.search(text, start, min(stop, start + _FURTHEST))
    heading = _HEADING.search(text, start, stop)
    if front is not None and (
        heading is None
        or front.start() < heading.start()
        or (front["key"] in _OWN_KEYS and not _has_sections(text, start, front.start(), dialect))
    ):
        _report_words(findings, start, front.start())
        start = front.start()
    return source, start, stop


def behind_fence(findings: Findings, start: int, stop: int) -> int:
    """Behind the closing line of a fence that was round the front matter alone."""
    closing = _CLOSING.match(findings.source.text, start, stop)
    if closing is None:
        return start
    _drop(findings, start, closing.end(), "a code fence")
    return closing.end()


def unfence(findings: Findings, start: int, stop: int, dialect: Dialect) -> tuple[int, int]:
    """Look for code fences and tags around all that stands between two offsets."""
    for _ in range(_MOST_LAYERS):  # each costs a look through the whole text
        inside = _inside_fence(findings, start, stop, dialect)
        inside = inside or _inside_tags(findings, start, stop)
        if inside is None:
            break
        start, stop = inside
        if findings.source.text.startswith("---", start):
            break  # what is behind the front matter is looked at when that has been read
    return start, stop


def _inside_tags(findings: Findings, start: int, stop: int) -> tuple[int, int] | None:
    """What stands between `<report>` and `</report>`, or tags of any other name."""
    text = findings.source.text
    furthest = min(stop, start + _FURTHEST)
    if text.find(">\n", start, furthest) < 0:
        return None  # nearly always
    tag = _TAG.search(text, start, furthest)
    heading = _HEADING.search(text, start, stop)
    if tag is None or is_nothing(tag[0].strip()) or (heading and heading.start() < tag.start()):
        return None
    closing = f"\n</{tag[1]}>"
    close = text.rfind(closing, tag.end(), stop) + 1
    after = close + len(closing) - 1
    if not close or text[after : after + 1].strip():
        return None
    _report_words(findings, start, tag.start())
    _drop_around(findings, tag.span(), (close, min(after + 1, stop)), stop, "a tag")
    return tag.end(), close


def _inside_fence(
    findings: Findings, start: int, stop: int, dialect: Dialect
) -> tuple[int, int] | None:
    text = findings.source.text
    furthest = min(stop, start + _FURTHEST)
    if text.find("```", start, furthest) < 0 and text.find("~~~", start, furthest) < 0:
        return None  # nearly always; the pattern takes some time
    fence = _FENCE.search(text, start, furthest)
    if fence is None or not _begins_content(text, fence.end(), dialect):
        return None
    heading = _HEADING.search(text, start, stop)
    if heading is not None and heading.start() < fence.start():
        return None
    fences = re.compile(rf"^[ \t]*{re.escape(fence[1])}[ \t]*$", re.MULTILINE)
    close = max(fences.finditer(text, fence.end(), stop), key=re.Match.start, default=None)
    _report_words(findings, start, fence.start())
    if close is None or _is_for_front_matter(text, (fence.end(), close.start()), stop, dialect):
        _drop(findings, fence.start(), fence.end(), "a code fence")
        return fence.end(), stop
    after = min(close.end() + 1, stop)
    _drop_around(findings, fence.span(), (close.start(), after), stop, "a code fence")
    return fence.end(), close.start()


def _is_for_front_matter(text: str, inside: tuple[int, int], stop: int, dialect: Dialect) -> bool:
    """Whether a report goes on behind what a fence holds, or has yet to begin there."""
    headings = _HEADING_LIKE.finditer(text, inside[1], stop)
    first = _ANY_FENCE.search(text, *inside)
    held = text[inside[0] : first.start() if first else inside[1]].strip()
    if held.startswith("---\n") and held.endswith("\n---"):
        return next(headings, None) is not None
    return _has_sections(text, inside[1], stop, dialect)


def _has_sections(text: str, start: int, stop: int, dialect: Dialect) -> bool:
    """Whether a heading between two offsets is that of a section."""
    headings = _HEADING_LIKE.finditer(text, start, stop)
    return any(dialect.recognise(heading[0].strip("#* ")) for heading in headings)


def _drop_around(
    findings: Findings, opening: tuple[int, int], closing: tuple[int, int], stop: int, what: str
) -> None:
    """Report two lines around a report, and the words behind the second."""
    after = closing[1]
    # It keeps words behind it apart; while those stay, it should.
    is_last = not findings.source.text[after:stop].strip()
    _drop(findings, *opening, what, safe=is_last)
    _drop(findings, *closing, what, safe=is_last)
    _report_words(findings, after, stop)


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
        _drop(findings, opening, at, "a comment")
    return source.without(comments), stop - sum(end - begin for begin, end in comments)


def _fenced(text: str, start: int, stop: int) -> Callable[[int], bool]:
    """Whether an offset between two others is inside of a code fence."""
    fences = [match.start() for match in _ANY_FENCE.finditer(text, start, stop)]
    return lambda at: bisect_left(fences, at) % 2 == 1


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
        if match["breaks"] and not fenced(match.start()):
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


_TAG_OR_CODE = re.compile(
    r"\\.|(?<!`)`+[^`\n]+`+"
    r"|<(?P<close>/?)(?P<bold>b|strong)(?:[ \t][^<>\n]*)?>"
    r"|(?<=\S)(?P<breaks>(?:[ \t]*<br[ \t]*/?>)+)(?=[ \t]*(?:\n|\Z))",
    re.IGNORECASE,
)


def _is_bold(text: str, begin: re.Match[str], end: re.Match[str]) -> bool:
    """Whether `**` in place of two tags would be bold, too."""
    inside = text[begin.end() : end.start()]
    around = text[begin.start() - 1 : begin.start()] + text[end.end() : end.end() + 1]
    return bool(inside) and inside == inside.strip() and "*" not in inside[0] + inside[-1] + around


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
    edits = tuple(Edit(source.span(*place), text) for place in places)
    return Fix(f"write {text!r}" if text else "remove it", edits)


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
    return shown, stop - sum(end - begin for begin, end in margin)


def _lines_in(text: str) -> int:
    """How many lines are not blank."""
    return sum(1 for line in text.split("\n") if line.strip())


def _indents(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """The blanks of the first heading, or of front matter, in front of each line of a report.

    Outside of it stands no heading.
    """
    first = _INDENT.match(text, start, stop) or _BELOW.search(text, start, stop)
    if first is None or _HEADING.search(text, start, first.start("blanks")):
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
    return [] if _HEADING.search(text, at, stop) else indents


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
    if not is_whole or _HEADING.search(text, start, begin) or _HEADING.search(text, end, stop):
        return []
    return [mark.span() for mark in quoted]


def _begins_content(text: str, at: int, dialect: Dialect) -> bool:
    """Whether a report begins at an offset, perhaps behind a sentence and another fence."""
    begin = text[at : at + _FURTHEST].lstrip()
    if begin.startswith(("---", "#", "**", "【", "> ---", "> #", ">#")):
        return True
    inner = _FENCE.search(begin)
    if inner is not None and begin[inner.end() :].lstrip().startswith(("---", "#")):
        return True
    # Its title may be a line like any other.
    return _has_sections(text, at, min(at + _FURTHEST, len(text)), dialect)


def _drop(findings: Findings, start: int, end: int, what: str, *, safe: bool = True) -> None:
    found = cut_short(" ".join(findings.source.text[start:end].split()))
    findings.replace("TR318", "", start, end, "", safe=safe, what=what, found=found)


def _report_words(findings: Findings, start: int, end: int) -> None:
    text = findings.source.text[start:end]
    words = text.strip()
    if words.startswith("<!--") and words.find("-->") == len(words) - 3:
        _drop(findings, start, end, "a comment")
    elif words:
        begin = start + len(text) - len(text.lstrip())
        findings.report_stray(begin, end, " ".join(words.split()))
