"""Fuzz one target: `python fuzz/run.py TARGET [FOLDER...] [-max_total_time=60 ...]`.

The arguments behind the target are libFuzzer's. `make fuzz` runs every target for a while.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

with atheris.instrument_imports(include=["themereport"]):
    import themereport

    for module in pkgutil.walk_packages(themereport.__path__, "themereport."):
        if not module.name.startswith(("themereport.cli", "themereport.__main__")):
            importlib.import_module(module.name)

from oracles import ORACLES
from splice import BASES, OPERATIONS, spliced

_MOST_STEPS = 4


def main() -> None:
    """Run libFuzzer on the target that the command line names."""
    if len(sys.argv) < 2 or sys.argv[1] not in ORACLES:
        sys.exit(f"usage: run.py {{{','.join(ORACLES)}}} [libFuzzer's arguments]")
    name = sys.argv.pop(1)
    bases = BASES[name]

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        """Splice as reports are spliced; now and then, change bytes as libFuzzer does."""
        source = random.Random(seed)
        if source.random() < 0.15:
            return bytes(atheris.Mutate(data, most))
        text = data.decode("utf-8", "replace")
        if not text or source.random() < 0.02:
            text = source.choice(bases)
        steps = [
            (
                source.randrange(len(OPERATIONS)),
                source.randrange(1 << 16),
                source.randrange(1 << 16),
            )
            for _ in range(source.randint(1, _MOST_STEPS))
        ]
        return spliced(text, steps).encode("utf-8", "replace")[:most]

    atheris.Setup(sys.argv, ORACLES[name], custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
