"""Adds reports while each call in turn that changes a file fails; run with the calls preloaded.

The lines on standard output say how many calls were tried, or what was not as it should be.
"""

from __future__ import annotations

import ctypes
import errno
import sys
from pathlib import Path

import themereport as tr
from themereport.archive import Archive
from themereport.testing import example_report

LIBRARY = ctypes.CDLL(None)
BASE = example_report(evidence=False)


def numbered(number):
    return BASE.model_copy(update={"overview": f"Number {number}."})


def try_one(path, call, error, stays):
    """Whether the call was made to fail; what was acknowledged must be there after it."""
    with Archive.open(path) as archive:
        archive.add(numbered(0))
        acknowledged = {numbered(0).content_hash}
        LIBRARY.fail_at(call, error, stays)
        try:
            archive.add(numbered(1))
            acknowledged.add(numbered(1).content_hash)
            archive.add_many([numbered(2), numbered(3)])
            acknowledged |= {numbered(2).content_hash, numbered(3).content_hash}
        except tr.ArchiveError:
            pass
        has_failed = bool(LIBRARY.has_failed())
        LIBRARY.fail_at(0, 0, 0)
    with Archive.open(path) as archive:
        stored = {revision.content_hash for revision in archive.revisions(BASE.slug)}
        damaged = list(archive.verify())
        is_usable = archive.add(numbered(4)).is_new
    both = {numbered(2).content_hash, numbered(3).content_hash}
    if not acknowledged <= stored or damaged or not is_usable or 0 < len(both & stored) < 2:
        raise AssertionError(f"call {call}: {acknowledged - stored} missing, {damaged}")
    return has_failed


def main(folder):
    for error in (errno.EIO, errno.ENOSPC):
        for stays in (0, 1):
            call = 1
            while try_one(folder / f"{error}-{stays}-{call}.db", call, error, stays):
                call += 1
            print(call - 1)  # noqa: T201


main(Path(sys.argv[1]))
