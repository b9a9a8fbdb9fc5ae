"""TR508: characters that nobody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.rules.character import named_places
from themereport.rules.example import Example
from themereport.rules.field import texts
from themereport.rules.unseen import SEQUENCES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.models.report import ThemeReport

__all__ = ["Invisible"]


class Invisible:
    """What a reader cannot see, a program reads all the same.

    Zero-width characters split words, so that a search does not find them; tag characters and
    variation selectors can carry a whole hidden message, to a language model for example. This
    rule names them all, with soft hyphens, fillers and other characters without a glyph. They
    stay in the text: to remove them is for the writer.

    Where they have a use they are left alone: in emoji and flags, and between letters of the
    scripts that need joiners, such as Arabic and Devanagari.
    """

    code = CATALOGUE["TR508"]
    profiles = ("security",)
    valid = (
        Example({}),
        Example(
            {
                "overview": "Up 📈, ❤️, 👩🏽\u200d💻, 1️⃣ and 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f."
            }
        ),
        Example({"overview": "می\u200cخواهم क्\u200dष"}),
    )
    invalid = (
        Example({"overview": "Fer\u200bti\u00adliser"}, found=("overview",)),
        Example({"theme": "云\u2060计算"}, found=("theme",)),
        Example({"overview": "x\ufe0f"}, found=("overview",)),
        Example(
            {"signals[0].text": "Buy.\U000e0049\U000e0067\U000e006e\U000e006f\U000e0072\U000e0065"},
            found=("signals[0].text",),
        ),
        Example({"front_matter": {"tags": ["a", "\ufeffb"]}}, found=("front_matter.tags[1]",)),
    )

    def check(self, report: ThemeReport, *, filename: str | None) -> Iterator[Diagnostic]:
        """Name the invisible characters in each field."""
        for path, text in texts(report):
            if text.isascii():
                continue
            found = [
                (match.start(), match[0]) for match in SEQUENCES.finditer(text) if match["unseen"]
            ]
            if found:
                yield Diagnostic("TR508", path, arguments={"found": named_places(found)})
