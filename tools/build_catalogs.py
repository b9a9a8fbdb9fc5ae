"""Compile the gettext catalogs: as a build hook of hatchling, and by hand.

What CLDR says of their languages is put to them.

By hand: `python tools/build_catalogs.py`, after a change to a `.po` file.
"""

from __future__ import annotations

from pathlib import Path
from runpy import run_path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # by hand, in an environment without the build backend
    BuildHookInterface = object  # type: ignore[assignment,misc]

LOCALES = Path("src", "themereport", "locales")


def compile_catalogs(root: Path) -> list[Path]:
    """Write the `.mo` beside each `.po` below `root`; returns what was written."""
    # By its path, because the package cannot be imported before it is installed.
    ask_cldr = run_path(str(root / LOCALES / "cldr.py"))["cldr_words"]
    written = []
    for po in sorted((root / LOCALES).glob("*/LC_MESSAGES/*.po")):
        with po.open("rb") as file:
            catalog = read_po(file, locale=po.parts[-3])
        if po.stem == "themereport":
            language = po.parts[-3].replace("_", "-")
            for name, words in ask_cldr(language).items():
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
