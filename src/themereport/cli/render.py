"""`render`: turn reports into other formats."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from themereport.api import RENDERERS, render
from themereport.cli.dialect import dialect_of
from themereport.cli.frame import add_frame_argument
from themereport.cli.inputs import STDIN_NAME, add_input_arguments, find_inputs, read_inputs
from themereport.cli.outputs import Outputs, add_out_argument, check_place
from themereport.cli.progress import progress
from themereport.cli.words import _, described
from themereport.diagnostics.printable import printable
from themereport.errors import MissingExtraError, RenderError, WriteError
from themereport.locales.labels import LANGUAGES, nearest_language

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_input_arguments(parser)
    parser.add_argument(
        "--to", required=True, metavar="FORMAT[,FORMAT…]", help=_("the formats to render")
    )
    add_out_argument(parser)
    add_frame_argument(parser)


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
    check_place(options.out, len(formats) * len(find_inputs(options.paths)))
    outputs, dialect = Outputs(options.out), dialect_of(options)
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
                rendered = render(result.report, format, language=options.language, dialect=dialect)
                data = rendered.encode() if isinstance(rendered, str) else rendered
                outputs.put(f"{stem}{renderer.suffix}", data)
            except (RenderError, WriteError, MissingExtraError) as error:
                reason = printable(str(error))
                print(_("themereport: error: {reason}").format(reason=reason), file=sys.stderr)
                failed += 1
    return 1 if failed else 0
