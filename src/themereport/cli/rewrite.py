"""What `fix` and `format` share: files read as they are, and written only if they change."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from themereport.api import read
from themereport.cli.dialect import add_dialect_argument
from themereport.cli.inputs import STDIN, STDIN_NAME, find_inputs, read_stdin
from themereport.cli.words import _, complaint
from themereport.diagnostics.printable import printable
from themereport.errors import PluginError, WriteError
from themereport.writing import write_atomically

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from themereport.document.dialect import Dialect
    from themereport.readers.result import ReadResult

__all__ = ["add_path_arguments", "put", "texts"]

_MARKDOWN = frozenset({".md", ".markdown"})
_OTHERS = frozenset({".json", ".yaml", ".yml"})


def add_path_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the paths of Markdown reports."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help=_("a Markdown file, a folder, or - for standard input (written to standard output)"),
    )
    add_dialect_argument(parser)


def texts(options: argparse.Namespace, dialect: Dialect | None) -> Iterator[tuple[str, ReadResult]]:
    """Read each Markdown file; yields its name and the result, whose source holds the text."""
    for path in options.paths:
        if _suffix(path) in _OTHERS and not os.path.isdir(path):
            raise PluginError(
                _("{path!r} is no Markdown: name a file that ends in .md").format(path=path)
            )
    found = [path for path in find_inputs(options.paths) if _is_markdown(path, options.paths)]
    if not found:
        raise PluginError(
            _("there is nothing to read: no file but a README ends in {names}").format(
                names=", ".join(sorted(_MARKDOWN))
            )
        )
    for path in found:
        if path == STDIN:
            yield STDIN_NAME, read(read_stdin(), "jekyll", name=STDIN_NAME, dialect=dialect)
        else:
            yield path, read(Path(path), "jekyll", dialect=dialect)


def put(name: str, text: str, *, changed: bool) -> bool:
    """Write `text` to where it came from, if it changed; standard output gets it always.

    A symbolic link stays one: the file that it leads to was read, and is written.

    Says so if it cannot be written, and returns whether it could.
    """
    if name == STDIN_NAME:
        sys.stdout.buffer.write(text.encode())
    elif changed:
        try:
            write_atomically(os.path.realpath(name), text.encode())
        except WriteError as error:
            print(complaint(str(error)), file=sys.stderr)
            return False
        print(_("{name}: written").format(name=printable(name)), file=sys.stderr)
    return True


def _is_markdown(path: str, named: list[str]) -> bool:
    """Of a folder, only its Markdown files; what is named is taken whatever it is called."""
    return path in named or _suffix(path) in _MARKDOWN


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()
