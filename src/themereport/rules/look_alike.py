"""TR510: letters of another script that look like Latin ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.rules.character import named
from themereport.rules.example import Example
from themereport.rules.field import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.models.report import ThemeReport

__all__ = ["LookAlike"]

_MOST = 3
# From Unicode's confusables (UTS 39): what common fonts draw like the Latin letter behind it.
_LATIN_OF = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХасеорхуіјѕһԁԛԝѵΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲ",
        "ABESIJKMHOPCTYXaceopxyijshdqwvABEZHIKMNOPTYXoc",
        strict=True,
    )
)
# Greek letters that formulas and units use, too: only inside a word are they disguise.
_LATIN_INSIDE = dict(zip("αινρυ", "aivpu", strict=True))
_WORD = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f]+")
_LATIN = re.compile("[A-Za-z]")
_DISGUISED = re.compile(
    f"[{''.join(_LATIN_OF)}]|(?<=[A-Za-z])[{''.join(_LATIN_INSIDE)}](?=[A-Za-z])"
)


class LookAlike:
    """A word in two alphabets is most often a disguise.

    `Аpple` with a Cyrillic А looks like the company and is another word: no search finds it, no
    blocklist catches it, and a link to it leads elsewhere. A word with Latin letters must have
    no letter of Cyrillic or Greek that looks like a Latin one. Letters that cannot be mistaken
    are fine, such as in μm, kΩ or TNFα, and so are words that are Cyrillic or Greek throughout.
    """

    code = CATALOGUE["TR510"]
    profiles = ("security",)
    valid = (
        Example({}),
        Example({"overview": "5 μm, 3 kΩ, TNFα, ΔT, β-Carotene, Привет, Αθήνα, A股"}),
    )
    invalid = (
        Example({"overview": "Shares of Аpple rose."}, found=("overview",)),
        Example({"impacts[0].target": "云计算ЕTF"}, found=("impacts[0].target",)),
        Example({"theme": "Gοοgle"}, found=("theme",)),
        Example({"theme": "Nvidiα and Nνidia"}, found=("theme",)),
    )

    def check(self, report: ThemeReport, *, filename: str | None) -> Iterator[Diagnostic]:
        """Name the words in each field, and the letters that do not belong there."""
        for path, text in texts(report):
            if text.isascii():
                continue
            found = list(_disguised_words(text))
            if found:
                more = len(found) - _MOST
                shown = "; ".join(found[:_MOST]) + (f" and {more} more" if more > 0 else "")
                yield Diagnostic("TR510", path, arguments={"found": shown})


def _disguised_words(text: str) -> Iterator[str]:
    """Each word in `text` with a letter that looks like one of the others, and that letter."""
    for match in _WORD.finditer(text):
        word = match[0]
        if word.isascii() or not _LATIN.search(word):
            continue
        letter = _DISGUISED.search(word)
        if letter:
            latin = _LATIN_OF.get(letter[0]) or _LATIN_INSIDE[letter[0]]
            yield f"{word!r} has {named(letter[0])} for {latin!r}"
