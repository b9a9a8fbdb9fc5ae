"""`format`: write reports in the canonical form."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from themereport.api import render
from themereport.cli.dialect import dialect_of
from themereport.cli.progress import progress
from themereport.cli.rewrite import add_path_arguments, put, texts
from themereport.cli.words import _, described
from themereport.diagnostics.printable import printable

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_path_arguments(parser)
    parser.add_argument(
        "--check", action="store_true", help=_("write nothing; 1 if a file would change")
    )


def run(options: argparse.Namespace) -> int:
    """Format; 1 if any file holds no valid report, or with `--check` would change."""
    failed = 0
    dialect = dialect_of(options)
    for name, result in progress(texts(options, dialect), _("Formatting")):
        if result.report is None or result.source is None:
            for found in result.diagnostics:
                if found.severity == "error":
                    print(described(found, result.source, name), file=sys.stderr)
            failed += 1
            continue
        text = str(render(result.report, "jekyll", dialect=dialect))
        changed = text != result.source.raw
        if not options.check:
            failed += not put(name, text, changed=changed)
        elif changed:
            print(_("{name}: would change").format(name=printable(name)), file=sys.stderr)
            failed += 1
    return 1 if failed else 0
