"""`render`: turn reports into other formats."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from themereport.api import RENDERERS, render
from themereport.cli.dialect import dialect_of
from themereport.cli.inputs import STDIN_NAME, add_input_arguments, find_inputs, read_inputs
from themereport.cli.progress import progress
from themereport.cli.words import _, described
from themereport.diagnostics.printable import printable
from themereport.errors import MissingExtraError, PluginError, RenderError, WriteError
from themereport.locales.labels import LANGUAGES, nearest_language
from themereport.writing import write_atomically

if TYPE_CHECKING:
    import argparse

    from themereport.document.dialect import Dialect
    from themereport.models.report import ThemeReport

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_input_arguments(parser)
    parser.add_argument(
        "--to", required=True, metavar="FORMAT[,FORMAT…]", help=_("the formats to render")
    )
    parser.add_argument(
        "--out", metavar="FOLDER", help=_("where files go (default: standard output, for one)")
    )
    parser.add_argument(
        "--language",
        metavar="TAG",
        help=_("the language of the frame: {names} (default: the report's own)").format(
            names=", ".join(LANGUAGES)
        ),
    )


def run(options: argparse.Namespace) -> int:
    """Render; 1 if any report is not valid or could not be rendered."""
    formats = list(dict.fromkeys(name.strip() for name in options.to.split(",")))
    renderers = {name: RENDERERS.get(name) for name in formats}
    if options.language is not None and nearest_language(options.language) is None:
        raise RenderError(
            _("there are no labels in {tag!r}: give one of {names}").format(
                tag=options.language, names=", ".join(LANGUAGES)
            )
        )
    if options.out is None and (len(formats) > 1 or len(find_inputs(options.paths)) > 1):
        raise PluginError(_("more than one file would be written: say where with --out FOLDER"))
    outputs = _Outputs(options.out, dialect_of(options))
    failed = 0
    for name, result in progress(read_inputs(options), _("Rendering")):
        for diagnostic in result.diagnostics:
            print(described(diagnostic, result.source, name), file=sys.stderr)
        if result.report is None:
            failed += 1
            continue
        stem = "report" if name == STDIN_NAME else Path(name).stem
        for format, renderer in renderers.items():
            try:
                outputs.put(result.report, format, f"{stem}{renderer.suffix}", options.language)
            except (RenderError, WriteError, MissingExtraError) as error:
                reason = printable(str(error))
                print(_("themereport: error: {reason}").format(reason=reason), file=sys.stderr)
                failed += 1
    return 1 if failed else 0


class _Outputs:
    """Where rendered reports go: a folder, or standard output."""

    def __init__(self, folder: str | None, dialect: Dialect | None) -> None:
        self._dialect = dialect
        self._folder = Path(folder) if folder is not None else None
        self._taken: set[str] = set()

    def put(self, report: ThemeReport, format: str, name: str, language: str | None) -> None:
        """Render `report` and write it."""
        result = render(report, format, language=language, dialect=self._dialect)
        data = result.encode() if isinstance(result, str) else result
        if self._folder is None:
            sys.stdout.buffer.write(data)
            return
        path = self._folder / self._free(name)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(
                _("{path!r} cannot be made: {reason}").format(
                    path=str(self._folder), reason=error.strerror
                )
            ) from error
        write_atomically(path, data)
        print(printable(str(path)))

    def _free(self, name: str) -> str:
        """`name`, or with a number if an earlier file of this run has taken it."""
        path = Path(name)
        free, count = name, 1
        while free in self._taken:
            count += 1
            free = f"{path.stem}-{count}{path.suffix}"
        self._taken.add(free)
        return free
