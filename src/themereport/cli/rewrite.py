"""What `fix` and `format` share: files read as they are, and written only if they change."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from themereport.api import read
from themereport.cli.inputs import STDIN, STDIN_NAME, find_inputs
from themereport.diagnostics.printable import printable
from themereport.errors import PluginError
from themereport.source.limits import DEFAULT_LIMITS
from themereport.writing import write_atomically

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from themereport.readers.result import ReadResult

__all__ = ["add_path_arguments", "put", "texts"]

_MARKDOWN = frozenset({".md", ".markdown"})


def add_path_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the paths of Markdown reports."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a Markdown file, a folder, or - for standard input (written to standard output)",
    )


def texts(options: argparse.Namespace) -> Iterator[tuple[str, ReadResult]]:
    """Read each Markdown file; yields its name and the result, whose source holds the text."""
    found = [path for path in find_inputs(options.paths) if _is_markdown(path, options.paths)]
    if not found:
        raise PluginError("there is nothing to read: no file ends in .markdown, .md")
    for path in found:
        if path == STDIN:
            data = sys.stdin.buffer.read(DEFAULT_LIMITS.bytes + 1)
            yield STDIN_NAME, read(data, "jekyll", name=STDIN_NAME)
        else:
            yield path, read(Path(path), "jekyll")


def _is_markdown(path: str, named: list[str]) -> bool:
    """Of a folder, only its Markdown files; what is named is taken whatever it is called."""
    return path in named or os.path.splitext(path)[1].lower() in _MARKDOWN


def put(name: str, text: str, *, changed: bool) -> None:
    """Write `text` to where it came from, if it changed; standard output gets it always."""
    if name == STDIN_NAME:
        sys.stdout.buffer.write(text.encode())
    elif changed:
        write_atomically(name, text.encode())
        print(f"{printable(name)}: written", file=sys.stderr)
