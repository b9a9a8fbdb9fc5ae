"""`migrate`: print reports as JSON of another version of the schema."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from themereport.cli.inputs import STDIN_NAME, add_input_arguments, find_inputs, read_inputs
from themereport.cli.outputs import add_out_argument, outputs_of, put
from themereport.cli.words import _, complaint, described
from themereport.diagnostics.printable import printable
from themereport.errors import WriteError
from themereport.renderers.json import escape_traps
from themereport.schema.migration import migrate
from themereport.schema.version import VERSIONS

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_input_arguments(parser)
    parser.add_argument(
        "--to", required=True, choices=VERSIONS, help=_("the version of the schema to migrate to")
    )
    add_out_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Migrate; 1 if any report is not valid or could not be written."""
    count = len(find_inputs(options.paths))
    outputs = outputs_of(options.out, [".json"], count)
    failed = 0
    for name, result in read_inputs(options):
        for diagnostic in result.diagnostics:
            print(described(diagnostic, result.source, name), file=sys.stderr)
        if result.report is None:
            failed += 1
            continue
        migrated = migrate(result.report.model_dump(mode="json"), options.to)
        for path in migrated.lost:
            lost = _("{name}: {path} is lost: schema {version} has no such field")
            print(lost.format(name=printable(name), path=path, version=options.to), file=sys.stderr)
        stem = "report" if name == STDIN_NAME else Path(name).stem
        text = escape_traps(json.dumps(migrated.data, ensure_ascii=False, indent=2))
        try:
            place = outputs.place(f"{stem}.json")
            if put(place, f"{text}\n".encode()):
                print(printable(str(place)))
        except WriteError as error:
            print(complaint(str(error)), file=sys.stderr)
            failed += 1
    return 1 if failed else 0
