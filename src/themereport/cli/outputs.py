"""Where commands put the files that they make: a folder, or standard output for one."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from themereport.cli.words import _
from themereport.errors import PluginError, WriteError
from themereport.renderers.renderer import gives_bytes
from themereport.writing import write_atomically

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection

    from themereport.renderers.renderer import Renderer

__all__ = ["Outputs", "add_out_argument", "check_terminal", "outputs_of", "put"]


# As which a folder is hardly called, but a file that was to be of another format.
_OF_FILES = (
    *(".md", ".html", ".htm", ".xml", ".json", ".jsonld", ".yaml", ".yml", ".txt", ".ansi"),
    *(".pdf", ".docx", ".xlsx", ".eml"),
)


def add_out_argument(parser: argparse.ArgumentParser) -> None:
    """Add the folder that files go to."""
    parser.add_argument(
        "--out",
        metavar="FOLDER",
        help=_("where files go: a folder, or a file for one (default: standard output, for one)"),
    )


def outputs_of(out: str | None, suffixes: Collection[str], count: int) -> Outputs:
    """The places of `count` files that have these suffixes: in the folder `out`, or it is the only one.

    Raises:
        PluginError: More than one would be written, and `out` is none or the name of one file; or
            it is the name of a file of another kind.
    """
    if out is None and count > 1:
        raise PluginError(_("more than one file would be written: say where with --out FOLDER"))
    is_file = out is not None and _names_file(out, suffixes)
    if is_file and count > 1:
        words = _("{path!r} is the name of one file, and {count} would be written: name a folder")
        raise PluginError(words.format(path=out, count=count))
    if out is not None and not is_file and _names_file(out, _OF_FILES):
        words = _(
            "{path!r} ends like another kind of file: end it with {names}, or with / as a folder"
        )
        raise PluginError(words.format(path=out, names=", ".join(sorted(suffixes))))
    return Outputs(out, is_file=is_file)


def _names_file(out: str, suffixes: Collection[str]) -> bool:
    """Whether `out` is no folder, and ends as such files do."""
    if out.endswith(("/", os.sep)) or os.path.isdir(out):
        return False
    return out.lower().endswith(tuple(suffix.lower() for suffix in suffixes if suffix))


def check_terminal(format: str, renderer: Renderer) -> None:
    """Refuse to write what is no text to a terminal, which would act on it."""
    if sys.stdout.isatty() and gives_bytes(renderer):
        words = _("{format} is binary: write it to a file with --out, or into a pipe")
        raise PluginError(words.format(format=format))


class Outputs:
    """The places of one run's files, each under a name of its own.

    They are in `folder`; if that `is_file`, it is the only one's place.
    """

    def __init__(self, folder: str | None, *, is_file: bool = False) -> None:
        self._file = folder if is_file else None
        # What stands in front of a name; nothing for the folder where the command runs.
        self._begin = None if folder is None else str(Path(folder, "_"))[:-1]
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def place(self, name: str) -> str | None:
        """Where a file called `name` goes, or nearly so if another one of the run is.

        None is standard output.
        """
        if self._file is not None:
            return self._file
        return None if self._begin is None else self._begin + self._free(name)

    def _free(self, name: str) -> str:
        """`name`, or with a number if an earlier file of this run has taken it."""
        stem, suffix = os.path.splitext(name)
        free, count = name, self._counts.get(name, 1)
        while free in self._taken:
            count += 1
            free = f"{stem}-{count}{suffix}"
        self._counts[name] = count
        self._taken.add(free)
        return free


def put(place: str | None, data: bytes) -> bool:
    """Write `data` to its place; returns whether a file was written, or stood there so before."""
    if place is None:
        sys.stdout.buffer.write(data)
        return False
    if _holds(place, data):
        return False
    folder = os.path.dirname(place) or "."
    try:
        os.makedirs(folder, exist_ok=True)
    except (OSError, UnicodeEncodeError) as error:  # the latter where names are ASCII
        reason = getattr(error, "strerror", None) or str(error)
        if isinstance(error, FileExistsError):
            reason = _("it is a file, not a folder")
        raise WriteError(
            _("{path!r} cannot be made: {reason}").format(path=folder, reason=reason)
        ) from error
    # The next run finds what a power cut left of it, and writes it anew.
    write_atomically(place, data, sync=False)
    return True


def _holds(place: str, data: bytes) -> bool:
    try:
        if os.stat(place).st_size != len(data):
            return False
        with open(place, "rb") as file:
            return file.read() == data
    except (OSError, UnicodeEncodeError):
        return False
