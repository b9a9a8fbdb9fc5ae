"""Compile the gettext catalogs: as a build hook of hatchling, and by hand.

What CLDR says of their languages is put to them, from `cldr.json`: asked anew at each build, it would
make the dates of reports depend on the day of the build.

By hand: `python tools/build_catalogs.py`, after a change to a `.po` file.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # by hand, in an environment without the build backend
    BuildHookInterface = object  # type: ignore[assignment,misc]

LOCALES = Path("src", "themereport", "locales")
CLDR = Path("tools", "cldr.json")


def compile_catalogs(root: Path) -> list[Path]:
    """Write the `.mo` beside each `.po` below `root`; returns what was written."""
    cldr = json.loads((root / CLDR).read_text(encoding="utf-8"))
    written = []
    for po in sorted((root / LOCALES).glob("*/LC_MESSAGES/*.po")):
        with po.open("rb") as file:
            catalog = read_po(file, locale=po.parts[-3])
        if po.stem == "themereport":
            language = po.parts[-3].replace("_", "-")
            for name, words in cldr[language]["words"].items():
                catalog.add(name, words, context="cldr")
        mo = po.with_suffix(".mo")
        with mo.open("wb") as file:
            write_mo(file, catalog)
        written.append(mo)
    return written


class CatalogHook(BuildHookInterface):  # type: ignore[type-arg,misc,unused-ignore]
    """Puts compiled catalogs into every wheel, editable ones included."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile before the files are collected; git ignores the results, the wheel must not."""
        root = Path(self.root)
        for mo in compile_catalogs(root):
            build_data["artifacts"].append(str(mo.relative_to(root)))


if __name__ == "__main__":
    for path in compile_catalogs(Path(__file__).parent.parent):
        print(path)
