"""JSON and YAML in a code fence, and the words that models put around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themereport.diagnostics.diagnostic import Diagnostic
from themereport.document.finding import cut_short
from themereport.models.report import ThemeReport
from themereport.models.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from themereport.source.text import SourceText

__all__ = [
    "REPORT",
    "REPORT_IN_FENCE",
    "beginning_with",
    "behind_thinking",
    "is_yaml",
    "left_out",
    "object_among_words",
    "report_in",
    "within_fence",
]

_OPENING = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})[ \t]*+\w*+[ \t]*+\n", re.MULTILINE)
_FENCES = re.compile(r"\s*+(?:`{3,}|~{3,})[ \t]*+\w*+\s*+")
_THINKING = re.compile(
    r"\s*<(think|thinking|reasoning|analysis|scratchpad)>.*?</\1>\s*", re.DOTALL | re.IGNORECASE
)
_BLANKS = re.compile(r"\s*")
# Lines that JSON does not have, since a text in it has no line breaks.
_OUTLINE = re.compile(r"^(?:#{1,6}[ \t]|\*\*|---[ \t]*\n[ \t]*[A-Za-z_])", re.MULTILINE)

# A report in YAML begins with a field, perhaps below comments and a line that begins a document.
_ABOVE = r"(?:[ \t]*(?:#.*)?\n)*+"
_FIELD = rf"(?:{'|'.join(ThemeReport.model_fields)})[ \t]*+:(?=[ \t\n])"
_YAML_KEY = re.compile(rf"{_ABOVE}(?:---[ \t]*+\n{_ABOVE})?{_FIELD}")
# It has signals with fields of their own, which Markdown has not; and no line begins with words.
_YAML_SIGNAL = re.compile(
    rf"^[ \t]*+-[ \t]++(?:{'|'.join(Signal.model_fields)})[ \t]*+:(?=[ \t\n])", re.MULTILINE
)
_PROSE = re.compile(
    r"^(?![A-Za-z_][\w-]*+[ \t]*+:(?:[ \t]|$)|-(?:[ \t]|$)|#|\.\.\.[ \t]*+$)\S", re.MULTILINE
)


def beginning_with(keys: Iterable[str]) -> re.Pattern[str]:
    """A pattern for the beginning of a JSON object that has one of `keys` first."""
    return re.compile(rf'\{{\s{{0,80}}"(?:{"|".join(keys)})"\s{{0,80}}:')


REPORT = beginning_with(ThemeReport.model_fields)
"""The beginning of a report in JSON."""

_JSON_LINE = re.compile(rf"^[ \t]*+(?={REPORT.pattern})\{{", re.MULTILINE)

REPORT_IN_FENCE = re.compile(rf"{_OPENING.pattern}\s*+{_FIELD}", re.MULTILINE)
"""A code fence around a report in YAML, and its beginning."""


def behind_thinking(text: str) -> int:
    """The index behind what a model thinks aloud, which may hold a first attempt; 0 without."""
    thinking = _THINKING.match(text)
    return thinking.end() if thinking else 0


def within_fence(text: str) -> tuple[int, int] | None:
    """Where what the first code fence in `text` holds begins and ends; None if there is none.

    A fence that is not closed holds all that comes; one in a model's thinking does not count.
    """
    opening = _OPENING.search(text, behind_thinking(text))
    if opening is None:
        return None
    mark = opening["fence"]
    closing = re.compile(rf"^ {{0,3}}{mark[0]}{{{len(mark)},}}[ \t]*$", re.MULTILINE)
    closed = closing.search(text, opening.end())
    return opening.end(), closed.start() if closed else len(text)


def object_among_words(text: str) -> tuple[int, int] | None:
    """Where a report in JSON begins and ends that has words in front of it, or behind."""
    begin = _JSON_LINE.search(text, behind_thinking(text)) if "{" in text else None
    if begin is None:
        return None
    end = text.rfind("}") + 1
    # One that was cut off goes on behind its last bracket.
    is_cut = not end or text[end:].lstrip().startswith((",", "]"))
    return begin.end() - 1, len(text) if is_cut else end


def report_in(text: str) -> tuple[str, int, int] | None:
    """The format of the report that is all that `text` holds, and where it begins and ends.

    It is in JSON or YAML, perhaps in a fence. Words may stand around it, but no headings. Whether
    it is valid, or whole, is not looked at.
    """
    inside = within_fence(text) if "```" in text or "~~~" in text else None
    among_words = inside or object_among_words(text)
    for start, end in ((behind_thinking(text), len(text)), among_words or (0, 0)):
        if _begins_json(text, start):
            return None if _OUTLINE.search(text) else ("json", start, end)
        if is_yaml(text, start, end):
            is_more = _OUTLINE.search(text, 0, start) or _OUTLINE.search(text, end)
            return None if is_more else ("yaml", start, end)
    return None


def _begins_json(text: str, at: int) -> bool:
    blanks = _BLANKS.match(text, at)
    return REPORT.match(text, blanks.end() if blanks else at) is not None


def is_yaml(text: str, start: int, end: int) -> bool:
    """Whether what stands between two offsets can be nothing but a report in YAML."""
    key = _YAML_KEY.match(text, start, end)
    if key is None or _YAML_SIGNAL.search(text, key.end(), end) is None:
        return False
    return _PROSE.search(text, key.end(), end) is None


def left_out(
    source: SourceText, start: int, end: int, report: re.Pattern[str] | None = None
) -> Iterator[Diagnostic]:
    """What stands between two offsets, where that is more than blanks.

    What begins as a `report` does, if that is given, is one too many.
    """
    begin = max(start, behind_thinking(source.text))
    second = report.search(source.text, begin, end) if report else None
    stop = second.start() if second else end
    words = " ".join(source.text[start:stop].split())
    if words:
        is_fence = _FENCES.fullmatch(source.text, start, stop)
        arguments = {"what": "a code fence" if is_fence else "text", "found": cut_short(words)}
        yield Diagnostic("TR318", "", source.span(start, stop), arguments)
    if second:
        found = cut_short(" ".join(source.text[stop:end].split()))
        yield Diagnostic("TR407", "", source.span(stop, end), {"found": found})
