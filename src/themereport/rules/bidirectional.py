"""TR509: characters that turn the order of a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.rules.character import named_places
from themereport.rules.example import Example
from themereport.rules.field import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.models.report import ThemeReport

__all__ = ["Bidirectional"]

_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Bidirectional:
    """What is shown must be what is written.

    Bidirectional controls change the order in which characters are shown, so that a reader and a
    program see different figures: behind U+202E, `5%` is shown as `%5` and 12 as 21 (Unicode
    Technical Report 36; the attack on source code is known as Trojan Source, CVE-2021-42574).
    A line in Arabic or Hebrew needs none of them: its letters bring their direction along, and
    renderers isolate fields. Where an editor wants them nevertheless, the rule can be ignored.
    """

    code = CATALOGUE["TR509"]
    profiles = ("security",)
    valid = (Example({}), Example({"overview": "שלום (hello) مرحبا 123"}))
    invalid = (
        Example({"overview": "Profit rose by \u202e52%\u202c."}, found=("overview",)),
        Example({"risks[0].name": "Policy\u200f"}, found=("risks[0].name",)),
        Example({"theme": "\u2066Storage\u2069"}, found=("theme",)),
    )

    def check(self, report: ThemeReport, *, filename: str | None) -> Iterator[Diagnostic]:
        """Name the controls in each field."""
        for path, text in texts(report):
            found = [(match.start(), match[0]) for match in _CONTROLS.finditer(text)]
            if found:
                yield Diagnostic("TR509", path, arguments={"found": named_places(found)})
