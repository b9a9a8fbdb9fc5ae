"""`fix`: mend what departs from the canonical form, and nothing else."""

from __future__ import annotations

import difflib
import io
import sys
from typing import TYPE_CHECKING

from themereport.api import fix, read
from themereport.cli.dialect import dialect_of
from themereport.cli.progress import progress
from themereport.cli.rewrite import add_path_arguments, put, texts
from themereport.cli.words import _, described
from themereport.diagnostics.printable import printable

if TYPE_CHECKING:
    import argparse

    from themereport.diagnostics.diagnostic import Diagnostic
    from themereport.readers.result import ReadResult

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_path_arguments(parser)
    parser.add_argument(
        "--unsafe", action="store_true", help=_("also remove words that belong to no field")
    )
    parser.add_argument(
        "--diff", action="store_true", help=_("show what would change, and write nothing")
    )
    parser.add_argument(
        "--check", action="store_true", help=_("write nothing; 1 if a file would change")
    )


def run(options: argparse.Namespace) -> int:
    """Fix; 1 if an error remains in any file, or with `--check` if any would change."""
    failed = 0
    dialect = dialect_of(options)
    for name, before in progress(texts(options, dialect), _("Fixing")):
        source = before.source
        if source is None or any(found.code.startswith("TR0") for found in before.diagnostics):
            _say_what_remains(name, before)
            failed += 1
            continue
        fixed = fix(source.raw, unsafe=options.unsafe, dialect=dialect)
        changed = fixed.text != source.raw
        if options.diff:
            _print_diff(name, source.raw, fixed.text)
        _say_what_was_fixed(name, fixed.fixed, is_done=not (options.diff or options.check))
        after = read(fixed.text, "jekyll", name=name, dialect=dialect)  # its name may tell a date
        _say_what_remains(name, after)
        is_written = options.diff or options.check or put(name, fixed.text, changed=changed)
        failed += after.report is None or not is_written or (options.check and changed)
    return 1 if failed else 0


def _say_what_was_fixed(name: str, fixed: tuple[Diagnostic, ...], *, is_done: bool) -> None:
    """Name each fix, whether it was made in the file or only would be."""
    line = _("{name}: fixed: {code} {title}") if is_done else _("{name}: would fix: {code} {title}")
    for found in fixed:
        # By the field, not the line: of the later fixes, the lines are those of no file.
        where = f"{found.path}: " if found.path else ""
        title = printable(where + found.fix.title) if found.fix else ""
        print(line.format(name=printable(name), code=found.code, title=title), file=sys.stderr)
    if fixed:
        line = _("{name}: {count} fixed") if is_done else _("{name}: {count} to fix")
        print(line.format(name=printable(name), count=len(fixed)), file=sys.stderr)


def _say_what_remains(name: str, result: ReadResult) -> None:
    for found in result.diagnostics:
        print(described(found, result.source, name), file=sys.stderr)


def _print_diff(name: str, before: str, after: str) -> None:
    """A unified diff; what a terminal would act on is escaped."""
    old, new = (list(io.StringIO(text)) for text in (before, after))
    for line in difflib.unified_diff(old, new, name, name):
        print(printable(line.removesuffix("\n")))
        if not line.endswith("\n"):
            print("\\ No newline at end of file")  # as diff says it
