"""What models wrap around a report: their thinking, a code fence, a sentence before and after."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themereport.document.finding import Findings
from themereport.document.foreign import is_nothing
from themereport.readers.aside import (
    HEADING,
    begins_indented,
    leave_out,
    report_around,
    without_margin,
)
from themereport.readers.fence import behind_thinking

if TYPE_CHECKING:
    from themereport.document.dialect import Dialect
    from themereport.source.text import SourceText

__all__ = ["behind_fence", "find_content", "unfence"]

_FENCE = re.compile(
    r"^[ \t]*(`{3,}|~{3,})[ \t]*(?:markdown|md|yaml|text|jekyll)?[ \t]*\n", re.MULTILINE
)
_FRONT_MATTER = re.compile(r"^---[ \t]*\n(?=[ \t]*(?P<key>[A-Za-z_][\w -]*):)", re.MULTILINE)
_OWN_KEYS = frozenset({"layout", "title", "date", "posttime"})
_ANY_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_HEADING_LIKE = re.compile(r"^(?:#{1,6}.*|\*\*[^*\n]+\*\*$|【[^】\n]+】$)", re.MULTILINE)
_TAG = re.compile(r"^[ \t]*<([A-Za-z][\w-]*)>[ \t]*\n", re.MULTILINE)
_CLOSING = re.compile(r"\s*^(?:`{3,}|~{3,})[ \t]*\n", re.MULTILINE)
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
        leave_out(findings, 0, start, "the model's thinking")
    # A fence in what is indented may be one of an appendix.
    is_indented = begins_indented(text, start)
    if not is_indented:
        start, stop = unfence(findings, start, stop, dialect)
    source, stop = without_margin(findings, start, stop)
    if is_indented or source is not findings.source:
        findings = Findings(source, findings.diagnostics)
        if (thinking := behind_thinking(source.text)) > start:
            leave_out(findings, start, thinking, "the model's thinking")
            start = thinking
        start, stop = unfence(findings, start, stop, dialect)
    text = source.text
    front = _FRONT_MATTER.search(text, start, min(stop, start + _FURTHEST))
    heading = HEADING.search(text, start, stop)
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
    leave_out(findings, start, closing.end(), "a code fence")
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
    heading = HEADING.search(text, start, stop)
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
    heading = HEADING.search(text, start, stop)
    if heading is not None and heading.start() < fence.start():
        return None
    fences = re.compile(rf"^[ \t]*{re.escape(fence[1])}[ \t]*$", re.MULTILINE)
    close = max(fences.finditer(text, fence.end(), stop), key=re.Match.start, default=None)
    _report_words(findings, start, fence.start())
    if close is None or _is_for_front_matter(text, (fence.end(), close.start()), stop, dialect):
        leave_out(findings, fence.start(), fence.end(), "a code fence")
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
    leave_out(findings, *opening, what, safe=is_last)
    leave_out(findings, *closing, what, safe=is_last)
    _report_words(findings, after, stop)


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


def _report_words(findings: Findings, start: int, end: int) -> None:
    text = findings.source.text[start:end]
    words = text.strip()
    if words.startswith("<!--") and words.find("-->") == len(words) - 3:
        leave_out(findings, start, end, "a comment")
    elif words:
        report_around(findings, start, end)
