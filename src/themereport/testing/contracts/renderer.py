"""The contract of renderers."""

from __future__ import annotations

import copy
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from hypothesis import strategies as st

from themereport.api import RENDERERS
from themereport.document.compose import compose
from themereport.document.document import Notice
from themereport.locales.language import LANGUAGES
from themereport.models.report import ThemeReport
from themereport.testing.contracts.elsewhere import rendered_elsewhere
from themereport.testing.contracts.probe import MARK, probes
from themereport.testing.contracts.trial import try_all
from themereport.testing.contracts.visible import (
    HtmlText,
    decoded,
    is_json,
    is_markup,
    json_texts,
    squeezed,
)
from themereport.testing.example import example_report
from themereport.testing.strategies.report import reports
from themereport.testing.strategies.vocabulary import VOCABULARIES

if TYPE_CHECKING:
    import pytest

    from themereport.renderers.renderer import Renderer

__all__ = ["RendererContract"]

_NAME = r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}"
_MEDIA_TYPE = re.compile(rf"{_NAME}/{_NAME}(?:; ?{_NAME}=[^\s;]+)*")  # RFC 6838, 4.2
_BINARY = ("image", "audio", "video", "font")
_SUFFIX = re.compile(r"(?:\.[A-Za-z0-9_-]+)+")
_TODAY = ("%Y-%m-%d", "%Y%m%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y年%m月%d日", "%B %d, %Y")


class RendererContract:
    """What every renderer must do, as tests for pytest.

    Subclass it under a name that pytest collects, and name the format:

        class TestGemtext(RendererContract):
            format = "gemtext"

    The renderer is found by its entry point, so it must be installed. What is tried on generated
    reports is shrunk to a short one where it fails.
    """

    format: ClassVar[str]
    """The name of the format: that of the entry point."""

    examples: ClassVar[int] = 50
    """On how many generated reports each property is tried."""

    languages: ClassVar[tuple[str, ...]] = LANGUAGES
    """The languages of reports whose words are looked for in the output.

    Leave out `ar` where a program reads the words off pages, such as those of a PDF: of a line that
    runs both ways, no program knows in which order it was written.
    """

    # --- what a subclass may say of its format -------------------------------------------------

    def visible_text(self, output: str | bytes) -> str:
        """What people see of `output`: its words in their order, as plain text.

        By default the words of HTML and XML, the texts in JSON, and of all else the output itself.
        Override it for a binary format, and for one that escapes, to undo just that.
        """
        media_type = self.renderer.media_type
        try:
            text = decoded(output)
        except UnicodeDecodeError:
            raise AssertionError(
                f"{media_type} is no text: override visible_text to read out its words"
            ) from None
        if is_json(media_type):
            return "\n".join(json_texts(text))
        return "".join(HtmlText(text, MARK).words) if is_markup(media_type) else text

    def says_machine_made(self, output: str | bytes, notice: str) -> bool:
        """Whether `output` says that a machine wrote the report: by default, if `notice` is seen.

        Override it for a format for programs, which says so in a field of its own.
        """
        return squeezed(notice) in squeezed(self.visible_text(output))

    # --- what it must do -----------------------------------------------------------------------

    def test_the_media_type_is_one(self) -> None:
        """`media_type` has the form of RFC 6838."""
        media_type = self.renderer.media_type
        assert isinstance(media_type, str) and _MEDIA_TYPE.fullmatch(media_type), (
            f"{media_type!r} is no media type: give one like 'text/html'"
        )

    def test_the_suffix_is_one(self) -> None:
        """`suffix` can end the name of a file."""
        suffix = self.renderer.suffix
        assert isinstance(suffix, str) and _SUFFIX.fullmatch(suffix), (
            f"{suffix!r} is no suffix: give one like '.html'"
        )

    def test_the_output_is_of_the_media_type(self) -> None:
        """It gives text or bytes, and what `media_type` says they are."""
        for report in _examples():
            output = self._rendered(report)
            kind = type(output).__name__
            assert isinstance(output, (str, bytes)), f"it gives {kind}: give str or bytes"
            assert output, "it gives nothing"
            self._check_type(output, self.renderer.media_type)

    def test_the_ten_signals_stand_in_order(self) -> None:
        """All ten signals are shown, the first first."""
        try_all(self._reports(), self._check_signals, self.examples)

    def test_the_disclaimer_is_shown(self) -> None:
        """The disclaimer is shown, whatever it says."""

        def check(report: ThemeReport) -> None:
            marked = _changed(report, disclaimer=f"{report.disclaimer} (the disclaimer)")
            shown = squeezed(self.visible_text(self._rendered(marked)))
            assert squeezed(marked.disclaimer) in shown, "the disclaimer is not shown"

        try_all(self._reports(), check, self.examples)

    def test_what_a_machine_wrote_says_so(self) -> None:
        """A report with `provenance.ai_generated` says that a machine wrote it, in every frame."""
        for language in self.languages:
            document = compose(example_report(), language)
            output = self.renderer.render(document)
            for notice in document.blocks:
                if isinstance(notice, Notice):
                    assert self.says_machine_made(output, notice.text), (
                        f"it does not say that a machine wrote the report: show {notice.text!r}"
                    )

    def test_texts_show_their_own_characters(self) -> None:
        """No text of a report becomes markup; signals and disclaimer are seen as they are."""
        for report in probes():
            self._check_texts(report)
        try_all(self._reports(hostile=True), self._check_texts, self.examples)

    def test_every_frame_is_rendered(self) -> None:
        """Reports are rendered with a frame in each language, and show the same signals."""
        for language in self.languages:
            for report in (example_report(language), example_report(evidence=False)):
                self._check_signals(report, language)

    def test_equal_documents_give_equal_files(self) -> None:
        """The same report gives the same file, whatever was rendered in between."""

        def check(report: ThemeReport) -> None:
            first = self._rendered(report)
            self._rendered(example_report())
            again = self._rendered(ThemeReport.model_validate_json(report.model_dump_json()))
            assert again == first, "the same report gives another file the second time"

        try_all(reports(), check, self.examples)

    def test_other_processes_give_equal_files(self) -> None:
        """Seeds of hashes, time zones and locales do not matter."""
        output = self._rendered(example_report())
        expected = output.encode() if isinstance(output, str) else output
        for where, made in rendered_elsewhere(example_report(), self.format):
            assert made == expected, f"the same report gives another file with {where}"

    def test_the_clock_does_not_matter(self) -> None:
        """The date of today is nowhere; dates are taken from the report."""
        shown = self.visible_text(self._rendered(example_report(evidence=False)))
        now = datetime.now(UTC)
        for day in (now, now.astimezone()):
            for pattern in _TODAY:
                assert day.strftime(pattern) not in shown, (
                    f"it shows the date of today, {day.strftime(pattern)}: take dates from the report"
                )

    def test_the_document_stays_as_it_is(self) -> None:
        """Rendering changes nothing of the document and its report."""

        def check(report: ThemeReport) -> None:
            document, before = compose(report), compose(copy.deepcopy(report))
            self.renderer.render(document)
            for name in ("report", "title", "blocks", "labels"):
                unchanged = getattr(document, name) == getattr(before, name)
                assert unchanged, f"it changes the {name} of the document"

        try_all(reports(), check, self.examples)

    def test_nothing_is_printed(self, capfd: pytest.CaptureFixture[str]) -> None:
        """Rendering writes to nobody's terminal."""
        for report in _examples():
            self._rendered(report)
        out, err = capfd.readouterr()
        assert not out + err, f"it prints {out + err!r}"

    # --- how it is asked -----------------------------------------------------------------------

    @property
    def renderer(self) -> Renderer:
        """The renderer that the entry point leads to."""
        return RENDERERS.get(self.format)

    def _reports(self, *, hostile: bool = False) -> st.SearchStrategy[ThemeReport]:
        if self.languages == LANGUAGES:
            return reports(hostile=hostile)
        tags = [tag for tag in VOCABULARIES if tag in self.languages]
        return st.one_of([reports(language=tag, hostile=hostile) for tag in tags])

    def _rendered(self, report: ThemeReport, language: str | None = None) -> str | bytes:
        return self.renderer.render(compose(report, language))

    def _check_signals(self, report: ThemeReport, language: str | None = None) -> None:
        told_apart = [
            {**signal.model_dump(), "text": f"{signal.text} ({signal.rank} of ten)"}
            for signal in report.signals
        ]
        marked = _changed(report, signals=told_apart)
        shown = squeezed(self.visible_text(self._rendered(marked, language)))
        at = 0
        for signal in marked.signals:
            text = squeezed(signal.text)
            found = shown.find(text, at)
            place = f"behind signal {signal.rank - 1}" if signal.rank > 1 else "anywhere"
            assert found >= 0, f"signal {signal.rank} is not shown {place}: {signal.text!r}"
            at = found + len(text)

    def _check_texts(self, report: ThemeReport) -> None:
        output = self._rendered(report)
        if is_markup(self.renderer.media_type):
            intruders = HtmlText(decoded(output), MARK).intruders
            assert not intruders, f"a text became markup: {intruders}: escape it"
        shown = squeezed(self.visible_text(output))
        for text in (*(signal.text for signal in report.signals), report.disclaimer):
            assert squeezed(text) in shown, (
                f"{text!r} is not seen as it is: escape it, or if its format does so, "
                "override visible_text to undo that"
            )

    def _check_type(self, output: str | bytes, media_type: str) -> None:
        kind = media_type.partition("/")[0]
        if kind in _BINARY and not is_markup(media_type):
            assert isinstance(output, bytes), f"{media_type} is no text: give bytes"
        if kind != "text" and not is_markup(media_type) and not is_json(media_type):
            return
        try:
            text = decoded(output)
        except UnicodeDecodeError:
            raise AssertionError(f"{media_type} is text: give str or UTF-8") from None
        if is_json(media_type):
            try:
                json_texts(text)
            except ValueError as error:
                raise AssertionError(f"it is no {media_type}: {error}") from None
        if is_markup(media_type):
            assert HtmlText(text, MARK).elements, f"it is no {media_type}: it has no element"


def _examples() -> list[ThemeReport]:
    return [
        example_report(language, evidence=evidence)
        for language in LANGUAGES
        for evidence in (True, False)
    ]


def _changed(report: ThemeReport, **changes: object) -> ThemeReport:
    return report.model_copy(update=changes)
