"""The connection to an archive's file: opened with care, and brought up to date."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from time import sleep
from typing import TYPE_CHECKING

from themereport.archive.layout import APPLICATION_ID, STEPS, VERSION
from themereport.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["connect", "copy_to", "told", "transaction"]

_MEMORY = ":memory:"
_PATIENCE = 60.0
_ATTEMPTS = 6000
_CAREFUL = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA foreign_keys = ON",
)


@contextlib.contextmanager
def told(path: str) -> Iterator[None]:
    """Turn what SQLite says into an `ArchiveError` that names the file."""
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning, OverflowError, UnicodeError) as error:
        raise ArchiveError(f"the archive {path!r}: {_reason(error, path)}") from error


def _reason(error: Exception, path: str) -> str:
    if isinstance(error, OverflowError):
        return "it holds nothing with so large a number"
    if isinstance(error, UnicodeEncodeError):
        return f"nothing is called {error.object!r}, which is no Unicode"
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_BUSY"):
        return "others have been writing to it for a minute: try again later"
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return f"{error}: it is damaged, or no archive; take a copy of it from before"
    if name.startswith("SQLITE_FULL"):
        return "there is no room left; what was added before is safe"
    if name.startswith("SQLITE_IOERR"):
        return f"{error}: the disk may be full, or failing"
    if name.startswith("SQLITE_READONLY") and name != "SQLITE_READONLY_DIRECTORY":
        return "it cannot be written to: open it to read, or copy it elsewhere"
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")):
        return _why_closed(path) or f"{error}"
    if f"{error}".startswith("Could not decode"):  # and then the whole of what could not
        return "it is damaged: what it holds is no text; take a copy of it from before"
    return f"{error}"


def _why_closed(path: str) -> str:
    """Why SQLite cannot open the file at `path`, or make those that it needs beside it."""
    folder = os.path.dirname(os.path.realpath(path))
    try:
        open(path, "rb").close()
    except FileNotFoundError:
        if not os.path.isdir(folder):
            return f"there is no folder {folder!r}: make it first"
        if not os.access(folder, os.W_OK):
            return f"it cannot be made, as the folder {folder!r} cannot be written to"
    except OSError as error:
        return error.strerror or ""
    if not os.access(folder, os.W_OK):  # to read too, if there is a log that others left
        return (
            "its folder cannot be written to: copy it elsewhere, with its -wal file if it has one"
        )
    return ""


def connect(path: str, *, readonly: bool) -> sqlite3.Connection:
    """A connection to the archive at `path`, with its tables as this release has them.

    Raises `ArchiveError` if the file is no archive, is of a later version, or cannot be opened.
    """
    if "\0" in path:  # SQLite takes what stands before it for the name
        raise ArchiveError(f"{path!r} is no name of a file: it holds U+0000")
    if readonly and path != _MEMORY and not os.path.exists(path):
        raise ArchiveError(f"there is no archive at {path!r}")
    if path != _MEMORY and os.path.exists(path) and not os.path.isfile(path):
        raise ArchiveError(f"{path!r} is a folder, a device, or a pipe: name a file")
    with told(path):
        name = path if path == _MEMORY else _address(path, readonly=readonly)
        connection = sqlite3.connect(name, timeout=_PATIENCE, isolation_level=None, uri=True)
        try:
            for pragma in _CAREFUL:
                connection.execute(pragma)
            if not readonly and path != _MEMORY:
                _log_ahead(connection)
            _bring_up_to_date(connection, path, readonly=readonly)
            _check_tables(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Write to a log beside the file, and wait for the disk; so readers need not wait for writers.

    While another process does the same to a new file, SQLite does not wait, but refuses at once.
    """
    for attempt in range(_ATTEMPTS):
        try:
            (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
            if mode == "wal":
                break
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorname.startswith("SQLITE_BUSY")
            if not is_busy or attempt == _ATTEMPTS - 1:
                raise
            sleep(_PATIENCE / _ATTEMPTS)
    connection.execute("PRAGMA synchronous = FULL")


def _address(path: str, *, readonly: bool) -> str:
    """The file as SQLite is to open it."""
    from urllib.parse import quote

    how = "mode=ro" if readonly else "mode=rwc"
    if readonly and _is_all_there_is(path):
        how += "&immutable=1"
    name = os.path.abspath(path).encode("utf-8", "surrogateescape")  # it need not be UTF-8
    return f"file:{quote(name)}?{how}"


def _is_all_there_is(path: str) -> bool:
    """Whether the file is in a folder where SQLite can make no log, and has none that counts.

    Then it refuses to read, unless it is told that nobody writes. With a log, or with a writer that
    has the files of one open, it is not told so: what is in the log would be missed.
    """
    path = os.path.realpath(path)  # the log is beside the file, not beside a link to it
    if os.access(os.path.dirname(path), os.W_OK) or os.path.exists(f"{path}-shm"):
        return False
    try:
        return os.path.getsize(f"{path}-wal") == 0
    except FileNotFoundError:
        return True
    except OSError:
        return False


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of what is written within, or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with contextlib.suppress(sqlite3.Error):  # the first error is the one to tell
                connection.execute("ROLLBACK")
        raise


def copy_to(connection: sqlite3.Connection, path: str) -> None:
    """Write a whole copy to a new file at `path`; one that fails leaves no file.

    Raises `ArchiveError` if there is a file, or it cannot be written.
    """
    try:
        open(path, "xb").close()
    except FileExistsError as error:
        raise ArchiveError(f"{path!r} is there already: name a new file") from error
    except OSError as error:
        raise ArchiveError(f"{path!r} cannot be written: {error.strerror}") from error
    try:
        with told(path):
            address = _address(path, readonly=False)
            with contextlib.closing(sqlite3.connect(address, uri=True)) as target:
                connection.backup(target)
    except BaseException:
        os.remove(path)
        raise


def _version(connection: sqlite3.Connection) -> tuple[int, int]:
    """The number that marks archives, and the version of the tables."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return application, version


def _bring_up_to_date(connection: sqlite3.Connection, path: str, *, readonly: bool) -> None:
    application, version = _version(connection)
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    is_empty = (application, version, tables) == (0, 0, 0)
    if application != APPLICATION_ID and not is_empty:
        raise ArchiveError(f"{path!r} is a database, but no archive: name another file")
    if version > VERSION:
        raise ArchiveError(
            f"the archive {path!r} is of version {version}, and this release knows {VERSION}: "
            "update themereport"
        )
    if version == VERSION:
        return
    if readonly and is_empty:
        raise ArchiveError(f"the archive {path!r} is empty: add reports to it first")
    if readonly:
        raise ArchiveError(
            f"the archive {path!r} is of version {version}: open it once for writing, which "
            f"brings it to version {VERSION}"
        )
    with transaction(connection):
        _, version = _version(connection)  # another process may have been faster
        for number, step in enumerate(STEPS[version:], version + 1):
            for statement in step.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _check_tables(connection: sqlite3.Connection, path: str) -> None:
    """Refuse a file with other tables, views or triggers than an archive has: they could act."""
    fresh = sqlite3.connect(_MEMORY, isolation_level=None)
    try:
        for step in STEPS:
            fresh.executescript(step)
        query = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
        if connection.execute(query).fetchall() != fresh.execute(query).fetchall():
            raise ArchiveError(
                f"{path!r} has other tables than an archive: it was changed by another program"
            )
    finally:
        fresh.close()
