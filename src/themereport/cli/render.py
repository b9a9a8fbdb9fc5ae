"""`render`: turn reports into other formats."""

from __future__ import annotations

import os
import sys
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from themereport.api import RENDERERS, render
from themereport.cli.dialect import dialect_of
from themereport.cli.frame import add_frame_argument
from themereport.cli.inputs import STDIN, add_input_arguments, find_inputs, reading
from themereport.cli.jobs import add_jobs_argument
from themereport.cli.outputs import (
    Outputs,
    add_out_argument,
    check_terminal,
    outputs_of,
    put,
)
from themereport.cli.progress import progress
from themereport.cli.words import (
    _,
    complaint,
    count_files,
    count_reports,
    described,
    none_of,
    speak_in,
    spoken,
)
from themereport.conversion import convert, script_of
from themereport.diagnostics.printable import printable
from themereport.errors import (
    ConfigError,
    MissingExtraError,
    ModelError,
    PluginError,
    RenderError,
    WriteError,
)
from themereport.locales.language import LANGUAGES, nearest_language
from themereport.renderers.options import options_of, with_options

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from themereport.document.dialect import Dialect
    from themereport.models.report import ThemeReport
    from themereport.renderers.renderer import Renderer

__all__ = ["add_arguments", "run"]

# Below that, processes take longer to start than they save.
_FEWEST_FOR_PROCESSES = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_input_arguments(parser)
    parser.add_argument(
        "--to",
        required=True,
        metavar="FORMAT[,FORMAT…]",
        help=_("the formats to render; `themereport renderers` lists them"),
    )
    add_out_argument(parser)
    add_frame_argument(parser)
    parser.add_argument(
        "--convert",
        metavar="TAG",
        help=_("convert the words of reports in Chinese: zh-Hans, zh-Hant, or a tag near them"),
    )
    parser.add_argument(
        "--option",
        action="append",
        default=[],
        metavar="[FORMAT.]NAME=VALUE",
        help=_("an option of a format; `themereport renderers` lists them (may be repeated)"),
    )
    add_jobs_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Render; 1 if any report is not valid or could not be rendered."""
    formats = list(dict.fromkeys(name.strip() for name in options.to.split(",")))
    renderers = {name: RENDERERS.get(name) for name in formats}
    chosen = _options(options.option, renderers)
    if options.language is not None and nearest_language(options.language) is None:
        raise RenderError(
            none_of(
                options.language,
                LANGUAGES,
                _("there are no labels in {name!r}: give one of {names}"),
                _("there are no labels in {name!r}: did you mean {near!r}? There are {names}"),
            )
        )
    if options.convert is not None:
        script_of(options.convert)  # refuses what is no Chinese, before any work
    inputs = find_inputs(options.paths)
    suffixes = {renderer.suffix for renderer in renderers.values()}
    outputs = outputs_of(options.out, suffixes, len(formats) * len(inputs))
    if options.out is None:
        for format, renderer in renderers.items():
            check_terminal(format, renderer)
    jobs = _jobs(inputs, renderers, outputs)
    counts: Counter[str] = Counter()
    lacking: set[str] = set()
    for outcome in progress(_outcomes(jobs, options, chosen), _("Rendering"), len(jobs)):
        for line in (*outcome.complaints, *outcome.lacks):
            if line not in lacking:
                print(line, file=sys.stderr)
        lacking.update(outcome.lacks)
        for place in outcome.written:
            print(printable(place))
        counts.update(
            written=len(outcome.written), unchanged=outcome.unchanged, failed=outcome.failed
        )
    if len(jobs) > 1:
        _summarize(len(jobs), counts)
    return 1 if counts["failed"] else 0


def _options(
    given: Iterable[str], renderers: Mapping[str, Renderer]
) -> dict[str, dict[str, object]]:
    """The options of each format. Without a format's name, one is for all formats that have it."""
    chosen: dict[str, dict[str, object]] = {format: {} for format in renderers}
    for words in given:
        name, equals, value = words.partition("=")
        format, dot, own = name.rpartition(".")
        if not equals or (dot and format not in renderers):
            reason = _(
                "{words!r} is no option: write NAME=VALUE or FORMAT.NAME=VALUE, with {names}"
            )
            raise ConfigError(reason.format(words=words, names=", ".join(renderers)))
        having = [
            other
            for other, renderer in renderers.items()
            if own in {option.name for option in options_of(renderer)}
        ]
        if not dot and not having:
            known = [o.name for renderer in renderers.values() for o in options_of(renderer)]
            if not known:
                raise ConfigError(_("these formats have no options: leave --option out"))
            raise ConfigError.unknown("option", own, set(known))
        for other in [format] if dot else having:
            chosen[other][own] = value
    for format, renderer in renderers.items():
        with_options(renderer, format, chosen[format])  # refuses what is wrong, before any work
    return chosen


class _Job(NamedTuple):
    """One report, and where it goes in each format; None is standard output."""

    path: str
    places: tuple[tuple[str, str | None], ...]


class _Outcome(NamedTuple):
    """What became of a job: lines for people, files written, and how many were not.

    `lacks` are lines that say what is not installed; each is for people once, whatever the files.
    """

    complaints: Sequence[str] = ()
    lacks: Sequence[str] = ()
    written: Sequence[str] = ()
    unchanged: int = 0
    failed: int = 0


def _jobs(inputs: Sequence[str], renderers: Mapping[str, Renderer], outputs: Outputs) -> list[_Job]:
    """The work, with all names given before any of it begins: they depend on no process."""
    shared = Counter(renderer.suffix for renderer in renderers.values())
    jobs = []
    for path in inputs:
        stem = "report" if path == STDIN else os.path.splitext(os.path.basename(path))[0]
        places = []
        for format, renderer in renderers.items():
            middle = f".{format}" if shared[renderer.suffix] > 1 else ""
            places.append((format, outputs.place(f"{stem}{middle}{renderer.suffix}")))
        jobs.append(_Job(path, tuple(places)))
    return jobs


def _outcomes(
    jobs: Sequence[_Job], options: argparse.Namespace, chosen: dict[str, dict[str, object]]
) -> Iterator[_Outcome]:
    arguments = (options, chosen, spoken())
    _start(*arguments)
    if (
        options.jobs == 1
        or len(jobs) < _FEWEST_FOR_PROCESSES
        or any(_is_stdin(job) for job in jobs)
    ):
        yield from map(_render_one, jobs)
        return
    # Only here: to load it takes as long as some reports.
    from themereport.processes import Died, map_in_processes

    # The first here: processes that are forked from this one have loaded all that it needed.
    yield _render_one(jobs[0])
    processes = min(options.jobs, len(jobs))
    for outcome in map_in_processes(
        _render_one, jobs[1:], processes, start=_start, arguments=arguments
    ):
        if isinstance(outcome, Died):
            reason = _("{path!r}: the process that rendered it died").format(path=outcome.item.path)
            yield _Outcome([complaint(reason)], failed=1)
        else:
            yield outcome


def _is_stdin(job: _Job) -> bool:
    return job.path == STDIN


class _Worker:
    """What a process needs for its jobs."""

    def __init__(self, options: argparse.Namespace, chosen: dict[str, dict[str, object]]) -> None:
        self._read = reading(options)
        self._language: str | None = options.language
        self._convert: str | None = options.convert
        self._dialect: Dialect | None = dialect_of(options)
        self._options = chosen

    def render(self, job: _Job) -> _Outcome:
        """Read a report and put it into its places."""
        name, result = self._read(job.path)
        complaints = [described(item, result.source, name) for item in result.diagnostics]
        if result.report is None:
            return _Outcome(complaints, failed=1)
        report = result.report
        try:
            if self._convert is not None:
                report = convert(report, self._convert)
        except MissingExtraError as error:
            return _Outcome(complaints, [complaint(str(error))], failed=1)
        except (ConfigError, ModelError, PluginError) as error:
            return _Outcome([*complaints, complaint(f"{name}: {error}")], failed=1)
        lacks, written, unchanged, failed = [], [], 0, 0
        for format, place in job.places:
            try:
                is_new = put(place, self._rendered(report, format))
            except MissingExtraError as error:
                lacks.append(complaint(str(error)))
                failed = 1
                continue
            except (RenderError, WriteError, PluginError) as error:
                complaints.append(complaint(f"{name}: {error}"))
                failed = 1
                continue
            if place is not None and is_new:
                written.append(place)
            unchanged += place is not None and not is_new
        return _Outcome(complaints, lacks, written, unchanged, failed)

    def _rendered(self, report: ThemeReport, format: str) -> bytes:
        rendered = render(
            report,
            format,
            language=self._language,
            dialect=self._dialect,
            options=self._options[format],
        )
        return rendered.encode() if isinstance(rendered, str) else rendered


_worker: list[_Worker] = []


def _start(
    options: argparse.Namespace, chosen: dict[str, dict[str, object]], language: str
) -> None:
    speak_in(language)
    _worker[:] = [_Worker(options, chosen)]


def _render_one(job: _Job) -> _Outcome:
    return _worker[0].render(job)


def _summarize(reports: int, counts: Counter[str]) -> None:
    words = _("{reports}: {files} written, {unchanged} unchanged, {failed} failed")
    said = words.format(
        reports=count_reports(reports),
        files=count_files(counts["written"]),
        unchanged=counts["unchanged"],
        failed=counts["failed"],
    )
    print(said, file=sys.stderr)
