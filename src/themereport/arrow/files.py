"""Parquet files that are never half-written."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import sys
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from themereport.arrow.memory import POOL
from themereport.errors import WriteError

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Files", "only_run"]

# Readers of Parquet leave alone what begins so.
_TEMPORARY = "_temporary"
# From so many rows on, a file is worth what better compression and dictionaries cost to begin.
_LARGE = 1000
# Values that come again and again are worth a dictionary, and a filter asks for their bounds.
_REPEATED = ["report", "slug", "theme", "language", "published_at", "date", "direction", "severity"]


@contextlib.contextmanager
def only_run(folder: os.PathLike[str] | str, name: str) -> Iterator[None]:
    """Keep other runs from writing files of this name into the folder; raise `WriteError` if one is.

    Each would remove, at its end, what the other one has written. The lock is one of the system: it
    is gone with the process, however that ends. Where there are none, all is as without it.
    """
    if sys.platform == "win32":
        yield
        return
    folder = os.fspath(folder)
    path = os.path.join(folder, _TEMPORARY, f"{name}.lock")
    try:
        lock = _locked(path)
    except BlockingIOError as error:
        raise WriteError(
            f"another run is writing files called {name!r} into {folder!r}: wait until it is done, "
            "or give another name"
        ) from error
    except OSError as error:
        raise WriteError(f"{folder!r} cannot be written to: {error.strerror}") from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            os.unlink(path)
            os.rmdir(os.path.dirname(path))
        os.close(lock)


def _locked(path: str) -> int:
    """The descriptor of the locked file at `path`; raise BlockingIOError if another run has it."""
    while True:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        try:
            lock = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        except FileNotFoundError:  # a run that is done has just removed the folder
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            raise
        except OSError:  # the file system has no locks
            return lock
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(lock), os.stat(path)):
                return lock
        os.close(lock)  # a run that is done has just removed the file


class Files:
    """Puts files into a folder, each whole or not at all; `written` are their paths below it.

    They are not synced to the disk one by one: there are many, and after a power cut the same run
    writes them again.
    """

    def __init__(self, folder: str, name: str) -> None:
        self.written: list[str] = []
        self._folder = folder
        # Beside the tables: readers that look at all files of a table do not see it.
        self._temporary = os.path.join(folder, _TEMPORARY)
        self._name = name
        self._made: set[str] = set()

    def write(self, rows: pa.RecordBatch, path: str) -> None:
        """Write rows to a file at `path`, with `/` between names; raise `WriteError` if it fails."""
        target = os.path.join(self._folder, *path.split("/"))
        temporary = os.path.join(self._temporary, f"{self._name}-{secrets.token_hex(8)}")
        try:
            for place in (self._temporary, os.path.dirname(target)):
                if place not in self._made:
                    os.makedirs(place, exist_ok=True)
                    self._made.add(place)
            self._put(rows, temporary)
            os.replace(temporary, target)
        except (OSError, UnicodeEncodeError) as error:  # a theme, where names are ASCII
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            reason = getattr(error, "strerror", None) or str(error)
            raise WriteError(f"{target!r} cannot be written: {reason}") from error
        self.written.append(path)

    def _put(self, rows: pa.RecordBatch, path: str) -> None:
        is_large = rows.num_rows >= _LARGE
        names = [name for name in rows.schema.names if name in _REPEATED]
        options: dict[str, Any] = {
            "compression": "zstd" if is_large else "snappy",
            "use_dictionary": names if is_large else False,
            "write_statistics": names,
        }
        # In memory first, where it takes little: Arrow writes a file in dozens of small pieces.
        sink = pa.BufferOutputStream(POOL)
        with pq.ParquetWriter(sink, rows.schema, **options) as writer:
            writer.write_batch(rows)
        with open(path, "wb") as file:
            file.write(sink.getvalue())

    def clean(self) -> None:
        """Remove what a process left behind that died while it was writing."""
        ours = re.compile(rf"{self._name}-[0-9a-f]{{16}}")  # `a-b` is another name than `a`
        with contextlib.suppress(FileNotFoundError):
            for name in os.listdir(self._temporary):
                if ours.fullmatch(name):
                    os.unlink(os.path.join(self._temporary, name))
            with contextlib.suppress(OSError):  # another run writes here
                os.rmdir(self._temporary)
