"""TR508: characters that nobody sees."""

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

__all__ = ["Invisible", "escape_unseen"]

_PICTURE = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
# Scripts that join and separate letters with U+200C and U+200D.
_JOINING = "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc"
_SEQUENCES = re.compile(
    # A flag of England, Scotland or Wales; an emoji with its skin, look and what it is joined to.
    "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f"
    f"|[{_PICTURE}][\ufe0e\ufe0f]?\U000020e3?(?:\u200d(?=[{_PICTURE}]))?"
    "|[0-9#*]\ufe0f\u20e3"
    f"|[{_JOINING}][\u200c\u200d]"
    "|[\u1800-\u18af][\u180b-\u180d\u180f]"
    "|(?P<unseen>[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065"
    "\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff])"
)


def escape_unseen(text: str) -> str:
    """`text` with the characters that nobody sees as escapes, so that examples show them."""
    return _SEQUENCES.sub(
        lambda match: ascii(match[0])[1:-1] if match["unseen"] else match[0], text
    )


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
                (match.start(), match[0]) for match in _SEQUENCES.finditer(text) if match["unseen"]
            ]
            if found:
                yield Diagnostic("TR508", path, arguments={"found": named_places(found)})
