"""Where commands put the files that they make: a folder, or standard output for one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from themereport.cli.words import _
from themereport.diagnostics.printable import printable
from themereport.errors import PluginError, WriteError
from themereport.writing import write_atomically

if TYPE_CHECKING:
    import argparse

__all__ = ["Outputs", "add_out_argument", "check_place"]


def add_out_argument(parser: argparse.ArgumentParser) -> None:
    """Add the folder that files go to."""
    parser.add_argument(
        "--out", metavar="FOLDER", help=_("where files go (default: standard output, for one)")
    )


def check_place(folder: str | None, count: int) -> None:
    """Refuse to write `count` files, if there are several and no `folder` for them."""
    if folder is None and count > 1:
        raise PluginError(_("more than one file would be written: say where with --out FOLDER"))


class Outputs:
    """The files of one run, each under a name of its own."""

    def __init__(self, folder: str | None) -> None:
        self._folder = Path(folder) if folder is not None else None
        self._taken: set[str] = set()

    def put(self, name: str, data: bytes) -> None:
        """Write `data` to a file called `name`, or nearly so if another one of the run is."""
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
