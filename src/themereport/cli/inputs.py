"""What commands read: files, folders and standard input."""

from __future__ import annotations

import glob
import os
import re
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from themereport.api import READERS, read
from themereport.cli.dialect import add_dialect_argument, dialect_of
from themereport.cli.words import _
from themereport.errors import PluginError
from themereport.source.limits import DEFAULT_LIMITS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from themereport.readers.reader import Mode
    from themereport.readers.result import ReadResult

__all__ = [
    "STDIN",
    "STDIN_NAME",
    "add_input_arguments",
    "add_reading_arguments",
    "find_inputs",
    "read_inputs",
    "read_stdin",
    "reading",
    "some_inputs",
]

STDIN = "-"
STDIN_NAME = "<stdin>"
_PATTERN = re.compile(r"[*?\[]")
_SUFFIXES = frozenset({".md", ".markdown", ".json", ".yaml", ".yml"})


def add_input_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that all commands that read share."""
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help=_("a file, a folder, or - for standard input")
    )
    add_reading_arguments(parser)


def add_reading_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say how texts are read."""
    parser.add_argument(
        "--format", metavar="NAME", help=_("read as this format (default: by the suffix)")
    )
    parser.add_argument(
        "--strict", action="store_true", help=_("refuse any drift from the canonical form")
    )
    add_dialect_argument(parser)


def find_inputs(paths: list[str]) -> list[str]:
    """The files that `paths` name, those of a folder sorted, each once, but no README.

    Folders below one whose names begin with a dot, such as `.git`, are left out.
    A pattern that the shell has not expanded, such as `posts/**/*.md`, stands for what it matches.
    """
    found: dict[str, None] = {}
    for path in chain.from_iterable(map(_expand, paths)):
        if path != STDIN and os.path.isdir(path):
            for folder, folders, files in os.walk(path, onerror=_refuse_folder):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                for name in sorted(files):
                    stem, suffix = os.path.splitext(name.lower())
                    # What explains a folder is no report of it.
                    if suffix in _SUFFIXES and stem != "readme":
                        found[os.path.join(folder, name)] = None
        else:
            found[path] = None
    return list(found)


def _refuse_folder(error: OSError) -> NoReturn:
    """Say what cannot be looked into: to leave it out would call clean what nobody has read."""
    folder = os.fsdecode(error.filename)
    words = _("the folder {path!r} cannot be read: {reason}")
    raise PluginError(words.format(path=folder, reason=error.strerror)) from error


def _expand(path: str) -> list[str]:
    if not _PATTERN.search(path) or os.path.exists(path):
        return [path]
    matches = sorted(glob.glob(path, recursive=True))
    if not matches:
        raise PluginError(_("no file matches {pattern!r}").format(pattern=path))
    return matches


def read_inputs(
    options: argparse.Namespace, mode: Mode | None = None
) -> Iterator[tuple[str, ReadResult]]:
    """Read each input of the command line; yields its name and the result.

    `mode` is by default what the option `--strict` says.
    """
    inputs = some_inputs(options)
    read_one = reading(options, mode)
    for path in inputs:
        yield read_one(path)


def some_inputs(options: argparse.Namespace) -> list[str]:
    """The files of the command line; raises PluginError if there is none."""
    inputs = find_inputs(options.paths)
    if not inputs:
        names = ", ".join(sorted(_SUFFIXES))
        raise PluginError(
            _("there is nothing to read: no file but a README ends in {names}").format(names=names)
        )
    return inputs


def reading(
    options: argparse.Namespace, mode: Mode | None = None
) -> Callable[[str], tuple[str, ReadResult]]:
    """What reads a path as the command line says; it gives the path's name and the result."""
    if options.format is not None and options.format not in READERS:
        READERS.get(options.format)  # raises, and says which there are
    mode = mode or ("strict" if options.strict else "repair")
    dialect = dialect_of(options)

    def read_one(path: str) -> tuple[str, ReadResult]:
        if path != STDIN:
            return path, read(Path(path), options.format, mode=mode, dialect=dialect)
        text = read_stdin()
        return STDIN_NAME, read(text, options.format, mode=mode, name=STDIN_NAME, dialect=dialect)

    return read_one


def read_stdin() -> bytes:
    """What comes on standard input, up to one byte more than a report may have."""
    if sys.stdin is None:
        raise PluginError(_("standard input is closed: name a file"))
    return sys.stdin.buffer.read(DEFAULT_LIMITS.bytes + 1)
