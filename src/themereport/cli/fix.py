"""`fix`: mend what departs from the canonical form, and nothing else."""

from __future__ import annotations

import difflib
import sys
from typing import TYPE_CHECKING

from themereport.api import fix
from themereport.cli.progress import progress
from themereport.cli.rewrite import add_path_arguments, put, texts
from themereport.diagnostics.excerpt import describe
from themereport.diagnostics.printable import printable
from themereport.source.text import SourceText

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_path_arguments(parser)
    parser.add_argument(
        "--unsafe", action="store_true", help="also remove words that belong to no field"
    )
    parser.add_argument(
        "--diff", action="store_true", help="show what would change, and write nothing"
    )


def run(options: argparse.Namespace) -> int:
    """Fix; 1 if an error remains in any file."""
    failed = 0
    for name, result in progress(texts(options), "Fixing"):
        source = result.source
        if source is None or any(found.code.startswith("TR0") for found in result.diagnostics):
            for found in result.diagnostics:
                print(describe(found, source, name), file=sys.stderr)
            failed += 1
            continue
        fixed = fix(source.raw, unsafe=options.unsafe)
        changed = fixed.text != source.raw
        if options.diff:
            _print_diff(name, source.raw, fixed.text)
        else:
            put(name, fixed.text, changed=changed)
        for found in fixed.remaining:
            print(describe(found, SourceText(fixed.text, name), name), file=sys.stderr)
        count = len(fixed.fixed)
        if count:
            print(f"{printable(name)}: {count} fixed", file=sys.stderr)
        failed += any(found.severity == "error" for found in fixed.remaining)
    return 1 if failed else 0


def _print_diff(name: str, before: str, after: str) -> None:
    """A unified diff; what a terminal would act on is escaped."""
    lines = difflib.unified_diff(
        before.split("\n"), after.split("\n"), f"{name}", f"{name} (fixed)", lineterm=""
    )
    for line in lines:
        print(printable(line))
