"""The verbs: read, load, check, fix, render, write, diff."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from themereport.arguments import (
    check_dialect,
    check_report,
    check_source,
    check_texts,
    check_way_of_reading,
)
from themereport.diagnostics.diagnostic import Diagnostic, Fix, place_of
from themereport.document.dialect import Dialect  # noqa: TC001 -- for typing.get_type_hints
from themereport.errors import PluginError, ReadError, RenderError, ThemeReportError, choice
from themereport.fixing import FixResult, mend
from themereport.models.report import ThemeReport  # noqa: TC001 -- for typing.get_type_hints
from themereport.plugins import Registry
from themereport.readers.open import Source, looks_like_path, open_source, page_start
from themereport.readers.reader import Defaults, DialectReader, Mode, Reader
from themereport.readers.result import ReadResult, Spans
from themereport.renderers.options import with_options
from themereport.renderers.renderer import Renderer
from themereport.rules.registry import RULES
from themereport.rules.selection import DEFAULT_PROFILES, findings, selected
from themereport.source.edit import Edit
from themereport.source.limits import DEFAULT_LIMITS, Limits
from themereport.writing import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.comparison.change import ReportDiff
    from themereport.source.text import SourceText

__all__ = [
    "READERS",
    "RENDERERS",
    "RULES",
    "check",
    "diff",
    "fix",
    "load",
    "loads",
    "read",
    "render",
    "write",
]

READERS: Registry[Reader] = Registry("themereport.readers", "reader", Reader)
"""The installed readers by the name of their format."""

RENDERERS: Registry[Renderer] = Registry("themereport.renderers", "renderer", Renderer)
"""The installed renderers by the name of their format."""

DEFAULT_FORMAT = "jekyll"
_NO_DEFAULTS: Defaults = {}
_ANY_MOMENT = "2000-01-01T00:00:00+00:00"
# A suffix names the format of its name; these have another.
_FORMATS = {
    "md": "jekyll",
    "markdown": "jekyll",
    "htm": "html",
    "yml": "yaml",
    "txt": "text",
    "ansi": "terminal",
}


def read(
    source: Source,
    format: str | None = None,
    *,
    mode: Mode = "repair",
    defaults: Defaults | None = None,
    name: str | None = None,
    budget: int | None = None,
    limits: Limits = DEFAULT_LIMITS,
    dialect: Dialect | None = None,
) -> ReadResult:
    """Read a report from `source`; bad content never raises, it becomes diagnostics.

    Args:
        source: Text, UTF-8 bytes, or the path of a file.
        format: The name of a reader, such as `jekyll`, `markdown`, `json` or `yaml`. By default
            that of the path's suffix; where there is none, `json` or `yaml` if the text is a
            report in it, perhaps in a code fence, and `jekyll` if not.
        mode: `repair` reads drift from the canonical form and reports it; `strict` refuses it.
        defaults: Values for fields that the text does not state, by name.
        name: What diagnostics call the source; by default its path.
        budget: How many repairs are accepted at most; by default any number.
        limits: How much the text may ask of the machine.
        dialect: How the text should be written; by default in the canonical form. Formats that
            have but one form, such as JSON, take no notice of it.

    Returns:
        The report, or None if there are errors; all diagnostics in the order of the text; and
        the span of every field.

    Raises:
        PluginError: There is no reader of that name, or it cannot be loaded.
        TypeError: An argument is of the wrong type, or a default is of no field.
        ModelError: No field can hold its default.
    """
    check_source(source)
    check_texts(format=format, name=name)
    check_way_of_reading(
        mode=mode, defaults=defaults, budget=budget, limits=limits, dialect=dialect
    )
    if format is None:
        format = _format_of(source)
        format = format if format in READERS else None
    reader = None if format is None else READERS.get(format)
    text, problem = open_source(source, name, limits)
    if problem is not None:
        return ReadResult(None, (problem,), Spans(text, []), text)
    is_given = reader is not None
    if format is None or reader is None:
        format = DEFAULT_FORMAT
        reader = READERS.get(format)
    if dialect is not None and isinstance(reader, DialectReader):
        reader = reader.speaking(dialect)
    result = _call_reader(reader, format, text, defaults or _NO_DEFAULTS)
    # The reader of Markdown looks for other formats, where the text is not canonical.
    if not is_given and [found.code for found in result.diagnostics] == ["TR112"]:
        format = str(result.diagnostics[0].arguments["format"])
        result = _call_reader(READERS.get(format), format, text, defaults or _NO_DEFAULTS)
    mistaken = _mistaken(text, source) if result.report is None else None
    if mistaken is not None:
        result = ReadResult(None, (mistaken,), Spans(text, []), text)
    elif text.has_bom or text.has_cr:
        found = sorted((*_of_the_file(text), *result.diagnostics), key=place_of)
        result = evolve(result, diagnostics=tuple(found))
    if budget is not None and len(result.repairs) > budget:
        over = result.repairs[budget]
        spent = {"found": len(result.repairs), "limit": budget}
        refusal = Diagnostic("TR010", span=over.span, arguments=spent)
        result = evolve(result, report=None, diagnostics=(*result.diagnostics, refusal))
    return _refuse_drift(result) if mode == "strict" and result.diagnostics else result


def _mistaken(text: SourceText, source: Source) -> Diagnostic | None:
    """What somebody took for a report who gave this text, if it is seen at once."""
    if isinstance(source, (str, bytes)) and looks_like_path(text.text):
        return Diagnostic("TR012", span=text.span(0, len(text.text.removesuffix("\n"))))
    if place := page_start(text.text):
        return Diagnostic("TR013", span=text.span(*place))
    return None


def load(
    source: os.PathLike[str] | str,
    format: str | None = None,
    *,
    mode: Mode = "repair",
    defaults: Defaults | None = None,
    name: str | None = None,
    budget: int | None = None,
    limits: Limits = DEFAULT_LIMITS,
    dialect: Dialect | None = None,
) -> ThemeReport:
    """Return the report in the file at path `source`; raise `ReadError` if there is none.

    The parameters are those of `read`, but that a `str` is a path.
    """
    path = Path(source)
    result = read(
        path,
        format,
        mode=mode,
        defaults=defaults,
        name=name,
        budget=budget,
        limits=limits,
        dialect=dialect,
    )
    return _report_of(result, name or str(path))


def loads(
    text: str | bytes,
    format: str | None = None,
    *,
    mode: Mode = "repair",
    defaults: Defaults | None = None,
    name: str | None = None,
    budget: int | None = None,
    limits: Limits = DEFAULT_LIMITS,
    dialect: Dialect | None = None,
) -> ThemeReport:
    """Return the report in `text`; raise `ReadError` if there is none.

    The parameters are those of `read`.
    """
    if not isinstance(text, (str, bytes)):
        raise TypeError(f"text must be str or bytes, not {type(text).__name__}: load reads a file")
    result = read(
        text,
        format,
        mode=mode,
        defaults=defaults,
        name=name,
        budget=budget,
        limits=limits,
        dialect=dialect,
    )
    return _report_of(result, name or "the text")


def check(
    report: ThemeReport,
    *,
    profiles: Collection[str] = DEFAULT_PROFILES,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    filename: os.PathLike[str] | str | None = None,
) -> tuple[Diagnostic, ...]:
    """Say what a good editor would object to in `report`, which is valid all the same.

    Args:
        report: The report.
        profiles: The names of groups of rules: `editorial`, `compliance`, `security`, those of
            laws such as `cn-ai-label`, and what plug-ins add.
        select: The codes of further rules.
        ignore: The codes of rules that are left out; codes of reading may be among them, since
            the command line has one list for both.
        filename: The name or path of the file that holds the report, for rules that look at it.

    Returns:
        All findings, by rule in the order of their codes, and in each in the order of the
        fields. They have no spans; `ReadResult.spans` has those of their paths.

    Raises:
        ConfigError: There is no profile or code of that name.
        PluginError: A rule cannot be loaded, or failed.
        TypeError: An argument is of the wrong type.
    """
    check_report(report)
    for name, value in (("profiles", profiles), ("select", select), ("ignore", ignore)):
        if isinstance(value, str) or not isinstance(value, Collection):
            raise TypeError(f"{name} must be a collection of names, not {type(value).__name__}")
    if filename is not None and not isinstance(filename, (str, os.PathLike)):
        raise TypeError(f"filename must be str or os.PathLike, not {type(filename).__name__}")
    file = None if filename is None else os.path.basename(os.fspath(filename))
    rules = selected(RULES, profiles, select, ignore)
    return tuple(found for rule in rules for found in findings(rule, report, file))


def fix(text: str, *, unsafe: bool = False, dialect: Dialect | None = None) -> FixResult:
    """Mend what departs from the canonical form in the Markdown `text`, and nothing else.

    Args:
        text: A report as text; it need not be valid.
        unsafe: Also make edits that may change what a reader would understand, such as to
            remove a sentence that belongs to no field.
        dialect: As for `read`.

    Returns:
        The new text, what was mended, and what could not be. Fixing it again changes nothing.
        Without `unsafe`, a report that could be read is the same afterwards. A text with fewer
        than two sections of a report is taken for something else, and left as it is.

    Raises:
        TypeError: `text` is no str.
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be str, not {type(text).__name__}")
    check_dialect(dialect)
    reader = partial(read, dialect=dialect)
    undated = partial(reader, defaults={"published_at": _ANY_MOMENT})
    return mend(text, reader, unsafe=unsafe, read_undated=undated)


def render(
    report: ThemeReport,
    format: str = DEFAULT_FORMAT,
    *,
    language: str | None = None,
    dialect: Dialect | None = None,
    options: Mapping[str, object] | None = None,
) -> str | bytes:
    """Return `report` in `format`: text, or bytes where the format is binary.

    Args:
        report: The report.
        format: The name of a renderer, such as `jekyll`, `markdown`, `html`, `text`, `json` or
            `yaml`.
        language: The language of the frame (headings, labels, dates); by default the report's.
            The content stays as it is.
        dialect: The order, labels, headings and tables of the frame; by default those of the
            canonical form.
        options: What the format lets one choose, by name, such as `{"pictures": False}` for
            `html`; `themereport renderers` lists them.

    Raises:
        PluginError: There is no renderer of that name, or it cannot be loaded.
        ConfigError: The format has no such option, or the value is none of the option's.
        RenderError: There are no labels in that language, or the renderer failed.
        MissingExtraError: The renderer needs a package that is not installed.
    """
    check_report(report)
    check_texts(format=format, language=language)
    check_dialect(dialect)
    if options is not None and not isinstance(options, Mapping):
        raise TypeError(f"options must be a mapping, not {type(options).__name__}")
    renderer = with_options(RENDERERS.get(format), format, options or {})
    # Only here: who reads and checks needs no documents.
    from themereport.document.compose import compose

    document = compose(report, language, dialect)
    try:
        result = renderer.render(document)
    except ThemeReportError:
        raise
    except (Exception, SystemExit) as error:
        raise RenderError(
            f"the renderer {format!r} failed: {type(error).__name__}: {error}"
        ) from error
    if not isinstance(result, (str, bytes)):
        raise RenderError(
            f"the renderer {format!r} gave {type(result).__name__}: it must give str or bytes"
        )
    return result


def write(
    report: ThemeReport,
    path: os.PathLike[str] | str,
    format: str | None = None,
    *,
    language: str | None = None,
    dialect: Dialect | None = None,
    options: Mapping[str, object] | None = None,
) -> None:
    """Render `report` to a file, atomically: at each moment it is the old one or the new one.

    Args:
        report: The report.
        path: The file; an existing one is replaced and keeps its permissions.
        format: The name of a renderer; by default that of the path's suffix.
        language: As for `render`.
        dialect: As for `render`.
        options: As for `render`.

    Raises:
        WriteError: The file could not be written; what stood there before is unharmed.
        PluginError: No renderer is for this suffix or of this name.
        ConfigError: As for `render`.
        RenderError: As for `render`.
    """
    check_report(report)
    check_texts(format=format, language=language)
    format = format or _format_of(Path(path))
    if format is None or format not in RENDERERS:
        advice = choice(format, RENDERERS)
        raise PluginError(f"{os.fspath(path)!r} names no known format: {advice}")
    result = render(report, format, language=language, dialect=dialect, options=options)
    write_atomically(path, result.encode() if isinstance(result, str) else result)


def diff(old: ThemeReport, new: ThemeReport) -> ReportDiff:
    """Say what changed from `old` to `new`, such as between two days of a theme.

    An item of one report, such as a signal, is the item of the other that says the same; else
    the one that alone is called the same; else the one most alike, if at least 40 % of their
    words are common. An impact is only matched by its target.

    Args:
        old: The earlier report.
        new: The later report.

    Returns:
        Every item of both reports once, with what became of it, and what else differs. The
        other way round, the result is its mirror image.

    Raises:
        TypeError: An argument is no ThemeReport.
    """
    from themereport.comparison.compare import compare

    check_report(old, "old")
    check_report(new, "new")
    return compare(old, new)


def _call_reader(reader: Reader, format: str, text: SourceText, defaults: Defaults) -> ReadResult:
    """Let a reader read; one that breaks its promise is named."""
    try:
        result = reader.read(text, defaults=defaults)
    except ThemeReportError:
        raise
    except (Exception, SystemExit) as error:
        raise PluginError(
            f"the reader {format!r} failed: {type(error).__name__}: {error}"
        ) from error
    if not isinstance(result, ReadResult):
        raise PluginError(
            f"the reader {format!r} gave {type(result).__name__}: it must give a ReadResult"
        )
    return result


def _report_of(result: ReadResult, what: str) -> ThemeReport:
    if result.report is None:
        raise ReadError(result.diagnostics, what=f"{what} holds no valid report")
    return result.report


def _of_the_file(text: SourceText) -> Iterator[Diagnostic]:
    """What is to be said of the file as such, not of what it says."""
    if text.has_bom:
        span = text.bom_span()
        fix = Fix("remove the byte order mark", (Edit(span, ""),))
        yield Diagnostic("TR317", span=span, fix=fix)
    if text.has_cr:
        first, _ = next(text.carriage_returns())
        found = "CR LF" if "\r\n" in text.raw else "CR"
        yield Diagnostic.of_file("TR319", first, {"found": found}, partial(_in_lf, text))


def _in_lf(text: SourceText) -> Fix:
    return Fix("write LF", tuple(Edit(span, end) for span, end in text.carriage_returns()))


def _refuse_drift(result: ReadResult) -> ReadResult:
    """What `strict` makes of a result: every diagnostic is an error, so there is no report."""
    errors = tuple(evolve(found, severity="error") for found in result.diagnostics)
    return evolve(result, report=None, diagnostics=errors)


def _format_of(source: object) -> str | None:
    """The format that the suffix of a path names; None for text, bytes, or no suffix."""
    if isinstance(source, (str, bytes)) or not isinstance(source, os.PathLike):
        return None
    suffix = os.path.splitext(os.fspath(source))[1][1:].lower()
    return _FORMATS.get(suffix, suffix) or None
