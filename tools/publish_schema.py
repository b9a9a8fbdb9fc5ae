"""Writes the JSON Schemas into `src/themereport/schema/published`, from the models.

Run it when a schema that has not been released yet is meant to change; the tests then show what
the change does to its users. A version that has been released never changes.
"""

from __future__ import annotations

import json
from pathlib import Path

from themereport.schema.export import export
from themereport.schema.version import VERSIONS

FOLDER = Path(__file__).parent.parent / "src" / "themereport" / "schema" / "published"


def published(version: str) -> str:
    """What the file of `version` holds."""
    return json.dumps(export(version), ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write the file of each version."""
    for version in VERSIONS:
        (FOLDER / f"report-{version}.json").write_text(published(version), encoding="utf-8")


if __name__ == "__main__":
    main()
