"""PDF: pages set by Typst."""

from __future__ import annotations

import json
import threading
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

from pydantic import Field

from themereport.errors import RenderError
from themereport.renderers.paper import Paper  # noqa: TC001 -- for pydantic
from themereport.renderers.pdf.content import content_of
from themereport.renderers.pdf.fonts import (
    advice,
    families_of,
    fonts_in,
    missing_of,
    text_settings,
)
from themereport.renderers.pictures.of_document import pictures_of
from themereport.renderers.pictures.option import Pictures  # noqa: TC001 -- for pydantic

if TYPE_CHECKING:
    from collections.abc import Sequence

    import typst

    from themereport.document.document import Document
    from themereport.renderers.pictures.picture import Picture

__all__ = ["PDF", "PdfRenderer"]

Standard = Literal["ua-1", "a-2a", "a-2b", "a-2u", "a-3a", "a-3b", "a-3u", "a-4"]

_FOLDER = Path(__file__).parent
_NAMED = 5
# Letters are then as high as those of notes.
_PICTURE_WIDTH = 680
_LAST_MOMENT = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
# One character after the other, as the report's own texts are set.
_PROBE = b"""
#let data = json(bytes(sys.inputs.report))
#set document(title: "-")
#set text(..data.settings)
#data.text.join(" ")
"""
_PAPERS = {"a4": "a4", "letter": "us-letter"}
# PDF/UA-1 is added to each level of PDF/A but this one: it is of PDF 2.0, PDF/UA-1 of PDF 1.7.
_BESIDE_UA = "a-4"


@dataclass(frozen=True)
class PdfRenderer:
    """Renders pages that are tagged for screen readers, with bookmarks and page numbers.

    All its fonts are in the file. A report with characters that no installed font has is refused,
    with advice on what to install, or they are spelled as their numbers.

    `render` raises MissingExtraError without the `pdf` extra, and RenderError for such a report.
    """

    media_type = "application/pdf"
    suffix = ".pdf"

    paper: Paper = "a4"
    standard: Annotated[
        Standard,
        Field(
            description="What the file keeps to: ua-1 (PDF/UA-1, for screen readers), or in "
            "addition a level of PDF/A, for archives; a-4 comes without PDF/UA-1."
        ),
    ] = "ua-1"
    fonts: Annotated[
        str | None,
        Field(description="A folder of fonts that are looked for beside those of the system."),
    ] = None
    missing: Annotated[
        Literal["refuse", "spell"],
        Field(
            description="What becomes of characters that no font has: the report is refused, or "
            "they are spelled as [U+1F600]."
        ),
    ] = "refuse"
    pictures: Pictures = True

    def render(self, document: Document) -> bytes:
        """The PDF, dated as the report is."""
        if not self.pictures:
            return self.render_with(document, ())
        settings = text_settings(document.report.language, fonts_in(self.fonts))
        families = families_of(settings)
        return self.render_with(document, pictures_of(document, _PICTURE_WIDTH, font=families))

    def render_with(self, document: Document, pictures: Sequence[Picture]) -> bytes:
        """The PDF with `pictures` below the headings that they name."""
        report = document.report
        fonts = fonts_in(self.fonts)
        settings = text_settings(report.language, fonts)
        data = json.dumps(
            {
                **content_of(document, pictures),
                "paper": _PAPERS[self.paper],
                "content": settings,
                "frame": text_settings(document.labels.language, fonts),
            },
            ensure_ascii=False,
        )
        # PDF dates files to the second; west of UTC, the calendar ends some hours late.
        when = min(report.published_at.replace(microsecond=0), _LAST_MOMENT)
        compiler = _compiler(fonts)
        try:
            return self._compiled(compiler, _template(), data, when)
        except RenderError as error:
            most = None if self.missing == "spell" else _NAMED
            missing = self._missing(compiler, data, settings, most)
            if not missing:
                raise
            if self.missing == "refuse":
                raise RenderError(_about(missing)) from error
        spelled = data.translate({ord(it): f"[U+{ord(it):04X}]" for it in missing})
        return self._compiled(compiler, _template(), spelled, when)

    def _compiled(
        self, compiler: typst.Compiler, source: bytes, data: str, when: datetime
    ) -> bytes:
        """The PDF of a template; raises RenderError where Typst refuses it."""
        from typst import TypstError

        is_alone = self.standard in ("ua-1", _BESIDE_UA)
        standards = [self.standard] if is_alone else [self.standard, "ua-1"]
        try:
            made, _ = compiler.compile_with_warnings(
                source,
                format="pdf",
                sys_inputs={"report": data},
                pdf_standards=cast("Any", standards),
                timestamp=when,
            )
        except TypstError as error:
            raise RenderError(f"Typst could not make the PDF: {error.message}") from error
        return cast("bytes", made)

    def _missing(
        self, compiler: typst.Compiler, data: str, settings: dict[str, Any], most: int | None
    ) -> list[str]:
        """The characters in `data` that Typst shows in no font, in their order."""

        def can_show(text: str) -> bool:
            each = json.dumps({"text": list(text), "settings": settings})
            try:
                self._compiled(compiler, _PROBE, each, _ANY_DAY)
            except RenderError:
                return False
            return True

        return missing_of([it for it in dict.fromkeys(data) if not it.isascii()], can_show, most)


def _about(missing: Sequence[str]) -> str:
    named = ", ".join(f"U+{ord(it):04X} {unicodedata.name(it, '(no name)')}" for it in missing)
    advices = filter(None, [advice(missing), "name a folder of fonts with the option 'fonts'"])
    return (
        f"no font has the characters {named}: {', '.join(advices)}, "
        "or give the option missing='spell'"
    )


@cache
def _template() -> bytes:
    return (_FOLDER / "report.typ").read_bytes()


class _Compilers(threading.local):
    """The compiler of each thread: one that has made a document makes the next one faster."""

    last: tuple[typst.Fonts, typst.Compiler] | None = None


_compilers = _Compilers()


def _compiler(fonts: typst.Fonts) -> typst.Compiler:
    """A compiler for this thread; it opens no file."""
    import typst

    last = _compilers.last
    if last is None or last[0] is not fonts:
        made = typst.Compiler(root=_FOLDER, font_paths=fonts, ignore_system_fonts=True)
        last = _compilers.last = fonts, made
    return last[1]


PDF = PdfRenderer()
