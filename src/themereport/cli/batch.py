"""`batch`: turn many posts into a Parquet dataset, on all cores."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from themereport.api import DEFAULT_FORMAT, READERS, read
from themereport.cli.dialect import dialect_of
from themereport.cli.inputs import STDIN, add_reading_arguments, some_inputs
from themereport.cli.jobs import add_jobs_argument
from themereport.cli.progress import progress
from themereport.cli.words import (
    _,
    complaint,
    count_files,
    count_reports,
    count_texts,
    described,
    speak_in,
    spoken,
)
from themereport.errors import PluginError, ReadError, WriteError
from themereport.processes import Died, map_in_processes

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from themereport.arrow import Layout, Portion, ReadOptions, Written
    from themereport.readers.result import ReadResult

__all__ = ["add_arguments", "run"]

# What comes with pyarrow, numpy's algebra and an allocator, would start threads as it is loaded, for
# work that is not done here. Without them processes are forked, and need not load it all again.
_NO_THREADS = {"OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help=_("a file, a folder, or a Parquet file with a column 'text' or 'path'"),
    )
    parser.add_argument(
        "--out", required=True, metavar="FOLDER", help=_("the folder of the dataset")
    )
    parser.add_argument(
        "--name",
        default="part",
        help=_("what the names of its files begin with; the same name replaces them"),
    )
    parser.add_argument(
        "--partition",
        default="theme,month",
        choices=("theme,month", "theme", "month", "none"),
        metavar="COLUMNS",
        help=_("how it is parted: theme,month (default), theme, month, or none"),
    )
    add_jobs_argument(parser)
    add_reading_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Write; 1 if any text holds no valid report, or a part could not be written."""
    for name, value in _NO_THREADS.items():
        os.environ.setdefault(name, value)
    from themereport.arrow import Layout, find_portions
    from themereport.arrow.files import only_run

    if STDIN in options.paths:
        raise PluginError(_("many posts cannot come on standard input: name files"))
    if options.format is not None:
        READERS.get(options.format)  # raises, and says which there are
    columns = () if options.partition == "none" else tuple(options.partition.split(","))
    layout = Layout(options.name, columns)
    reading: ReadOptions = {
        "format": options.format,
        "mode": "strict" if options.strict else "repair",
        "dialect": dialect_of(options),
    }
    inputs = some_inputs(options)
    portions = find_portions(inputs)
    _check_inputs(portions, inputs)
    work = _Work(options.out, layout, reading)
    with only_run(options.out, layout.name):
        return _write_all(portions, work, options.jobs)


def _check_inputs(portions: Sequence[Portion], inputs: Sequence[str]) -> None:
    """Refuse a run that has nothing to read: it would empty the dataset of an earlier one."""
    for portion in portions:
        if portion.refused is None and any(map(os.path.exists, portion.paths)):
            return
    refused = [portion.refused for portion in portions if portion.refused is not None]
    if refused:
        raise ReadError(refused, what="the files")
    if not portions:
        words = _("there is nothing to read: {path!r} has no rows")
        raise PluginError(words.format(path=inputs[0]))
    words = _("there is nothing to read: no file is there, such as {path!r}")
    raise PluginError(words.format(path=portions[0].paths[0]))


def _write_all(portions: Sequence[Portion], work: _Work, processes: int) -> int:
    from themereport.arrow import finish_dataset

    written, failed, is_whole = [], 0, True
    outcomes = _outcomes([_Job(portion) for portion in portions], work, processes)
    for outcome in progress(outcomes, _("Writing"), len(portions)):
        for line in outcome.complaints:
            print(line, file=sys.stderr)
        failed += outcome.failed
        if outcome.written is None:
            is_whole = False
        else:
            written.append(outcome.written)
    if is_whole:  # else files of an earlier run may be all that there is of a part
        done = finish_dataset(work.folder, written, work.layout)
        words = _("{texts}: {reports} in {files}, {failed} without a report")
        said = words.format(
            texts=count_texts(done.texts),
            reports=count_reports(done.reports),
            files=count_files(len(done.files)),
            failed=failed,
        )
        print(said, file=sys.stderr)
    return 0 if is_whole and not failed else 1


class _Work(NamedTuple):
    """What all jobs share."""

    folder: str
    layout: Layout
    reading: ReadOptions


class _Job(NamedTuple):
    """A portion, and those of its paths whose reading ends a process."""

    portion: Portion
    dead: tuple[str, ...] = ()


class _Outcome(NamedTuple):
    """What became of a job: what was written, lines for people, how many texts gave no report."""

    written: Written | None
    complaints: Sequence[str] = ()
    failed: int = 0


def _outcomes(jobs: Sequence[_Job], work: _Work, processes: int) -> Iterator[_Outcome]:
    arguments = (work, spoken())
    _start(*arguments)
    if processes == 1 or len(jobs) < 2:
        yield from map(_write, jobs)
        return
    processes = min(processes, len(jobs))
    # Loaded once, before processes are forked.
    READERS.get(work.reading.get("format") or DEFAULT_FORMAT)
    for outcome in map_in_processes(_write, jobs, processes, start=_start, arguments=arguments):
        if isinstance(outcome, Died):
            yield _without_dead(outcome.item, arguments)
        else:
            yield outcome


def _without_dead(job: _Job, arguments: tuple[_Work, str]) -> _Outcome:
    """Write a portion whose process died, but for the texts that ended it."""
    portion = job.portion
    if not portion.groups:
        tried = map_in_processes(_try, portion.paths, 1, start=_start, arguments=arguments)
        dead = tuple(died.item for died in tried if isinstance(died, Died))
        again = [job._replace(dead=dead)]
        for outcome in map_in_processes(_write, again, 1, start=_start, arguments=arguments):
            if not isinstance(outcome, Died):
                return outcome
    reason = _("{path!r} and {count} more: the process that read them died")
    words = reason.format(path=portion.paths[0], count=len(portion.paths) - 1)
    return _Outcome(None, [complaint(words)])


_work: list[_Work] = []


def _start(work: _Work, language: str) -> None:
    speak_in(language)
    _work[:] = [work]


def _try(path: str) -> None:
    from themereport.arrow.reading import FilePath

    read(FilePath(path), **_work[0].reading)


def _write(job: _Job) -> _Outcome:
    from themereport.arrow import write_portion

    (work,) = _work
    complaints: list[str] = []
    failed = 0

    def notice(name: str, result: ReadResult) -> None:
        nonlocal failed
        if result.report is None:
            failed += 1
            errors = [found for found in result.diagnostics if found.severity == "error"]
            complaints.extend(described(found, result.source, name) for found in errors)

    try:
        written = write_portion(
            job.portion, work.folder, work.layout, notice=notice, dead=job.dead, **work.reading
        )
    except WriteError as error:
        return _Outcome(None, [*complaints, complaint(str(error))], failed)
    return _Outcome(written, complaints, failed)
