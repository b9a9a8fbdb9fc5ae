"""Keep in `fuzz/corpus` the few inputs that reach the most: `python fuzz/keep.py [TARGET...]`.

They are chosen out of what is kept and what fuzzing found, `.fuzz`: of each target, one after
the other, the input that reaches most of what none before it reaches, for its length.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from oracles import ORACLES
from splice import BASES

import themereport

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

_CODE = str(Path(themereport.__file__).parent)
_HERE = Path(__file__).parent
_MOST = 40
_LONGEST = 4096

Arc = tuple[str, int, int]
"""A step of the interpreter: the file, and the lines from and to which it went."""


def reached(oracle: Callable[[bytes], None], data: bytes) -> set[Arc]:
    """Which steps inside of the library `oracle` takes with `data`."""
    arcs: set[Arc] = set()

    def enter(frame: FrameType, event: str, _: Any) -> Any:
        name = frame.f_code.co_filename
        if event != "call" or not name.startswith(_CODE):
            return None
        last = 0

        def step(frame: FrameType, event: str, _: Any) -> Any:
            nonlocal last
            if event == "line":
                arcs.add((name, last, frame.f_lineno))
                last = frame.f_lineno
            return step

        return step

    sys.settrace(enter)
    try:
        oracle(data)
    finally:
        sys.settrace(None)
    return arcs


def keep(target: str) -> None:
    """Choose the inputs of one target, and write them in place of those that are there."""
    folder = _HERE / "corpus" / target
    found = _HERE.parent / ".fuzz" / target
    inputs = {base.encode() for base in BASES[target]}
    inputs |= {path.read_bytes() for place in (folder, found) for path in sorted(place.glob("*"))}
    reach = {
        data: reached(ORACLES[target], data)
        for data in sorted(inputs, key=lambda data: (len(data), data))
        if len(data) <= _LONGEST
    }
    chosen: list[bytes] = []
    known: set[Arc] = set()
    while len(chosen) < _MOST:
        best = max(reach, key=lambda data: len(reach[data] - known) / (500 + len(data)))
        if reach[best] <= known:
            break
        chosen.append(best)
        known |= reach[best]
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*"):
        path.unlink()
    for data in chosen:
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    print(f"{target}: {len(chosen)} of {len(reach)} inputs, {len(known)} steps")


if __name__ == "__main__":
    for name in sys.argv[1:] or ORACLES:
        keep(name)
