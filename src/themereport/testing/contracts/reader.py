"""The contract of readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from hypothesis import strategies as st

from themereport.api import READERS, read, render
from themereport.models.report import ThemeReport
from themereport.testing.contracts.reading import check_result
from themereport.testing.contracts.trial import try_all
from themereport.testing.example import example_report
from themereport.testing.strategies.markup import MARKUP
from themereport.testing.strategies.report import reports

if TYPE_CHECKING:
    import pytest

    from themereport.readers.reader import Defaults, Reader
    from themereport.readers.result import ReadResult

__all__ = ["ReaderContract"]

_DEEP = 5_000
_ODD = (
    "", " ", "\n", "\ufeff", "\x00", "\r", "\ud800", "-", "---\n", "null", "0", "[]", "{}", '""',
    *(opening * _DEEP for opening in ("[", "{", "(", "<", "> ", "- ", "*", "`", '"', "&", "<a>")),
)  # fmt: skip
_ANY_TEXT = st.one_of(
    st.text(),
    st.lists(st.sampled_from((*MARKUP, "\n", "\n\n", "# ", "---\n", "a: ", "\t", "\r\n"))).map(
        "".join
    ),
)
_DAMAGE = st.tuples(
    st.integers(0, 10_000), st.integers(0, 40), st.sampled_from(("", *MARKUP, "\n", "\t", "\r"))
)


# Values of fields that every report has, so that every text should state them.
_OTHER = {
    name: getattr(example_report("zh-Hant"), name)
    for name, field in ThemeReport.model_fields.items()
    if field.is_required()
}


class ReaderContract:
    """What every reader must do, as tests for pytest.

    Subclass it under a name that pytest collects, and name the format:

        class TestDocx(ReaderContract):
            format = "docx"

    The reader is found by its entry point, so it must be installed.
    """

    format: ClassVar[str]
    """The name of the format: that of the entry point."""

    examples: ClassVar[int] = 50
    """On how many generated texts each property is tried."""

    # --- what a subclass may say of its format -------------------------------------------------

    def written(self, report: ThemeReport) -> str | bytes:
        """`report` in this format: by default, what the renderer of the same name gives."""
        return render(report, self.format)

    def held(self) -> st.SearchStrategy[ThemeReport]:
        """The reports that the format can hold: by default all, with hostile texts."""
        return reports(hostile=True)

    def defaults(self) -> Defaults:
        """What the format cannot state, by the names of fields: by default nothing."""
        return {}

    # --- what it must do -----------------------------------------------------------------------

    def test_what_was_written_reads_back(self) -> None:
        """A text in the format is read as the report that it was written from."""

        def check(report: ThemeReport) -> None:
            result = self._read(self.written(report))
            assert result.report is not None, f"a written report is refused: {_said(result)}"
            for name in type(report).model_fields:
                found, wanted = getattr(result.report, name), getattr(report, name)
                assert found == wanted, f"{name} reads back as {found!r}: it was {wanted!r}"

        try_all(self.held(), check, self.examples)

    def test_any_text_ends_in_a_report_or_in_errors(self) -> None:
        """Nothing that is read raises, and its diagnostics have words and places in it."""
        for text in _ODD:
            self._read(text)
        try_all(_ANY_TEXT, self._read_and_forget, self.examples)

    def test_any_bytes_end_in_a_report_or_in_errors(self) -> None:
        """The same for bytes, which may be no text at all."""
        try_all(st.binary(), self._read_and_forget, self.examples)

    def test_a_damaged_text_ends_in_a_report_or_in_errors(self) -> None:
        """The same for texts in the format that something was cut out of or put into."""

        def check(pair: tuple[ThemeReport, tuple[int, int, str]]) -> None:
            report, (start, length, put) = pair
            whole = self.written(report)
            start %= len(whole) + 1
            if isinstance(whole, bytes):
                self._read(whole[:start] + put.encode() + whole[start + length :])
            else:
                self._read(whole[:start] + put + whole[start + length :])

        try_all(st.tuples(self.held(), _DAMAGE), check, self.examples)

    def test_reading_twice_gives_the_same(self) -> None:
        """The same text gives the same report and the same diagnostics."""

        def check(report: ThemeReport) -> None:
            text = self.written(report)
            one, other = self._read(text), self._read(text)
            assert one == other and dict(one.spans) == dict(other.spans), (
                "the same text is read in another way the second time"
            )

        try_all(self.held(), check, self.examples)

    def test_defaults_do_not_contradict_the_text(self) -> None:
        """`defaults` say what the text does not state, and nothing else."""

        def check(report: ThemeReport) -> None:
            result = read(self.written(report), self.format, defaults={**_OTHER, **self.defaults()})
            assert result.report == report, "a default stands where the text states another value"

        try_all(self.held(), check, self.examples)

    def test_nothing_is_printed(self, capfd: pytest.CaptureFixture[str]) -> None:
        """Reading writes to nobody's terminal."""
        self._read(self.written(example_report(evidence=False)))
        self._read("x")
        out, err = capfd.readouterr()
        assert not out + err, f"it prints {out + err!r}"

    # --- how it is asked -----------------------------------------------------------------------

    @property
    def reader(self) -> Reader:
        """The reader that the entry point leads to."""
        return READERS.get(self.format)

    def _read(self, source: str | bytes) -> ReadResult:
        result = read(source, self.format, defaults=self.defaults())
        text = source if isinstance(source, str) else source.decode("utf-8", "replace")
        check_result(result, text)
        return result

    def _read_and_forget(self, source: str | bytes) -> None:
        self._read(source)


def _said(result: ReadResult) -> str:
    return "; ".join(map(str, result.diagnostics))
