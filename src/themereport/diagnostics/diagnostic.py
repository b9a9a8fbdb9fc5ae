"""One finding about a text or a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal

from attrs import Factory, field, frozen

from themereport.diagnostics.catalogue import CATALOGUE
from themereport.source.edit import Edit
from themereport.source.span import Position, Span

if TYPE_CHECKING:
    from themereport.source.text import SourceText

__all__ = ["Diagnostic", "Fix", "Severity", "place_of", "start_of"]

Severity = Literal["error", "warning", "info"]


@frozen
class Fix:
    """How to mend what a diagnostic found.

    `safe` fixes never change what a reader would understand; the others need a look.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True

    @classmethod
    def writing(cls, text: str, *spans: Span, safe: bool = True) -> Fix:
        """The fix that writes `text` in the place of what stands at each of `spans`."""
        title = (
            f"write {text!r}" if text.strip() else "remove it" if not text else "mend the blanks"
        )
        return cls(title, tuple(Edit(span, text) for span in spans), safe)


class _Later:
    """Has room for what the span and the fix are made of until somebody looks at them."""

    __slots__ = ("_place", "_text")

    _place: tuple[SourceText, int, int]
    _text: tuple[str, bool] | Callable[[], Fix] | None


@frozen
class Diagnostic(_Later):
    """One finding: a stable `code`, the field it concerns, where it stands, and what to do.

    `path` is that of the field in the report, such as `signals[3].text`; "" means the whole.
    `span` is None when there is no source text or no place in it. `severity` is that of the
    code unless the reader's mode raised it.
    """

    code: str
    path: str = ""
    span: Span | None = None
    arguments: Mapping[str, object] = field(factory=dict, repr=False)
    fix: Fix | None = None
    severity: Severity = field(
        default=Factory(lambda self: CATALOGUE[self.code].severity, takes_self=True)
    )

    @classmethod
    def found(
        cls,
        code: str,
        path: str,
        place: tuple[SourceText, int, int],
        arguments: Mapping[str, object],
        text: tuple[str, bool] | None = None,
    ) -> Diagnostic:
        """A diagnostic of what stands between two offsets of a source.

        `text` is what to write there, and whether that is safe. A drifted text gives dozens of
        these, and mostly nobody looks at their spans and fixes: they are made when somebody does.
        """
        self = _new(cls)
        _set_code(self, code)
        _set_path(self, path)
        _set_arguments(self, arguments)
        _set_severity(self, CATALOGUE[code].severity)
        _set_place(self, place)
        _set_text(self, text)
        return self

    @classmethod
    def of_file(
        cls, code: str, span: Span, arguments: Mapping[str, object], fix: Callable[[], Fix]
    ) -> Diagnostic:
        """A diagnostic of a whole file, whose fix has an edit for each line of it.

        As with what is found, the fix is made when somebody looks at it.
        """
        self = _new(cls)
        _set_code(self, code)
        _set_path(self, "")
        _set_span(self, span)
        _set_arguments(self, arguments)
        _set_severity(self, CATALOGUE[code].severity)
        _set_text(self, fix)
        return self

    if not TYPE_CHECKING:  # to type checkers, it would give every name

        def __getattr__(self, name: str) -> object:
            """Called for an attribute that is not there: the span or the fix, or a mistake."""
            if name not in {"span", "fix"}:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            made: object = None
            if name == "span":
                source, start, end = self._place
                made = source.span(start, end)
            elif callable(self._text):
                made = self._text()
            elif self._text is not None:
                text, safe = self._text
                made = Fix.writing(text, self.span, safe=safe)
            _set(self, name, made)
            return made

    @property
    def message(self) -> str:
        """What is wrong, what was found, and what to do; on one line."""
        return CATALOGUE[self.code].format(self.path, self.arguments)

    def __str__(self) -> str:
        place = f"{self.span.start} " if self.span else ""
        return f"{place}{self.code} {self.message}"


_new, _set = object.__new__, object.__setattr__
# Past the freezing, and past the look for the slot by its name.
_set_code, _set_path, _set_span, _set_arguments, _set_severity, _set_place, _set_text = (
    getattr(Diagnostic, name).__set__
    for name in ("code", "path", "span", "arguments", "severity", "_place", "_text")
)


def place_of(diagnostic: Diagnostic) -> int:
    """Where a diagnostic stands among others: the offset at which its span begins."""
    if place := _found_at(diagnostic):  # its lines need not be counted for that
        source, start, _ = place
        return source.raw_offset(start)
    return diagnostic.span.start.offset if diagnostic.span else 0


def start_of(diagnostic: Diagnostic) -> Position | None:
    """Where a diagnostic begins; a span need not be made for that."""
    if place := _found_at(diagnostic):
        source, start, _ = place
        return source.position(start)
    return diagnostic.span.start if diagnostic.span else None


def _found_at(diagnostic: Diagnostic) -> tuple[SourceText, int, int] | None:
    """The source of a diagnostic that was found in one, and the offsets between which it stands."""
    return getattr(diagnostic, "_place", None)
