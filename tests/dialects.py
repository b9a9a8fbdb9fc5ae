"""The dialects of the examples."""

from __future__ import annotations

from pathlib import Path

import themereport as tr

FOLDER = Path(__file__).parent.parent / "examples" / "dialects"
DIALECTS = {path.stem: tr.Dialect.load(path) for path in sorted(FOLDER.glob("*.toml"))}
