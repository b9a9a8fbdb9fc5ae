"""Files that are never half-written."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat

from themereport.errors import WriteError

__all__ = ["write_atomically"]

# Never an existing file, never through a link.
_NEW_FILE = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)


def write_atomically(path: os.PathLike[str] | str, data: bytes, *, sync: bool = True) -> None:
    """Put `data` into the file at `path`; raise `WriteError` and leave the old file if it fails.

    The data goes to a new file beside it, which takes the old one's name and permissions. Before, it
    is synced to the disk, unless `sync` is false: for files that can be made anew, of which there
    may be thousands. A symbolic link is replaced, not followed. What is no file, such as a device,
    is refused: to take its name would take it away from the whole system.
    """
    target = os.path.abspath(os.fspath(path))
    folder = os.path.dirname(target)
    temporary: str | None = None
    try:
        _check_place(target)
        name = os.path.join(folder, f".themereport-{secrets.token_hex(8)}.tmp")
        descriptor = os.open(name, _NEW_FILE, 0o666)
        temporary = name
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        _keep_mode(target, temporary)
        os.replace(temporary, target)
        temporary = None
        if sync:
            _sync_folder(folder)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise WriteError(f"{os.fspath(path)!r} cannot be written: {reason}") from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def _check_place(target: str) -> None:
    if os.path.isdir(target):
        raise IsADirectoryError(None, "it is a folder: name a file in it")
    if os.path.exists(target) and not os.path.isfile(target):
        raise OSError(None, "it is a device, a pipe or a socket: name a file")


def _keep_mode(target: str, temporary: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        mode = os.lstat(target).st_mode
        if stat.S_ISREG(mode):
            os.chmod(temporary, stat.S_IMODE(mode))


def _sync_folder(folder: str) -> None:
    """Make the new name survive a power cut; not every system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
