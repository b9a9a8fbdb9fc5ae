"""What holds of every result of reading, whatever was read."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from themereport.diagnostics.catalogue import CATALOGUE
from themereport.models.report import ThemeReport
from themereport.readers.result import ReadResult
from themereport.source.text import BOM

if TYPE_CHECKING:
    from themereport.diagnostics.diagnostic import Diagnostic
    from themereport.source.span import Position, Span

__all__ = ["check_result"]

_SEVERITIES = ("error", "warning", "info")
_LINE_END = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_FIELD = re.compile(r"[a-z_]+(?=[.\[]|\Z)")


def check_result(result: ReadResult, text: str) -> None:
    """Raise AssertionError if `result` cannot be what reading `text` gave.

    A report or errors; diagnostics with known codes, one line of words and places in the text;
    fixes that can be made; spans in the text.
    """
    assert isinstance(result, ReadResult), f"it gives {type(result).__name__}: give a ReadResult"
    report = result.report
    kind = type(report).__name__
    assert report is None or isinstance(report, ThemeReport), f"the report is a {kind}"
    errors = [found for found in result.diagnostics if found.severity == "error"]
    if report is None:
        assert errors, "it gives neither a report nor an error: say what is wrong"
    else:
        assert not errors, f"it gives a report and the error {errors[0].code}: give one of them"
    places = _Places(text)
    for found in result.diagnostics:
        _check_diagnostic(found, places)
    for path, span in result.spans.items():
        if report is not None:  # what is no report may hold anything
            field = _FIELD.match(path)
            assert not path or (field and field[0] in ThemeReport.model_fields), (
                f"there is a span of {path!r}: give paths of fields, such as 'signals[3].text'"
            )
        places.check(span, f"the span of {path!r}")


def _check_diagnostic(found: Diagnostic, places: _Places) -> None:
    assert found.code in CATALOGUE, f"the code {found.code!r} is not known: enter it"
    assert found.severity in _SEVERITIES, f"{found.code} has the severity {found.severity!r}"
    try:
        message = found.message
    except Exception as error:
        raise AssertionError(f"{found.code} has no message: {error!r}") from error
    assert message.strip() and _CONTROL.search(message) is None, (
        f"the message of {found.code} is not one line: {message!r}"
    )
    assert isinstance(found.path, str), f"the path of {found.code} is {found.path!r}: give text"
    if found.span is not None:
        places.check(found.span, found.code)
    if found.fix is not None:
        spans = sorted(edit.span for edit in found.fix.edits)
        for span in spans:
            places.check(span, f"an edit of {found.code}")
        for one, next_one in pairwise(spans):
            apart = one.end.offset <= next_one.start.offset
            assert apart, f"edits of {found.code} overlap at {next_one.start}"


class _Places:
    """The places that there are in a text, as it came."""

    def __init__(self, text: str) -> None:
        self._end = len(text)
        self._mark = int(text.startswith(BOM))
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def check(self, span: Span, what: str) -> None:
        start, end = span.start, span.end
        assert 0 <= start.offset <= end.offset <= self._end, (
            f"{what} stands at offsets {start.offset} to {end.offset} of a text of {self._end}"
        )
        for position in (start, end):
            assert self._is_right(position), (
                f"{what} stands at offset {position.offset}, which is not line {position.line}, "
                f"column {position.column}"
            )

    def _is_right(self, position: Position) -> bool:
        if not 1 <= position.line <= len(self._starts):
            return False
        # A byte order mark takes up no column.
        begin = self._starts[position.line - 1] + (self._mark if position.line == 1 else 0)
        column = max(position.offset - begin, 0) + 1
        return column == position.column
