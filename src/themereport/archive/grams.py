"""Texts as pairs of neighbouring characters, so that an index of words finds any part of a text.

A tokenizer for words finds nothing in Chinese, which sets no blanks, and one for three characters
finds no word of two. So what is indexed are the overlapping pairs: `储能市` is `储能`, `能市` and `市`.
Some characters in a row are a phrase of their pairs, and one is the beginning of a pair; nothing is
found that is not there, and all that is there is found.
"""

from __future__ import annotations

import sys
import unicodedata
from array import array

__all__ = ["fold", "fold_with_offsets", "phrase_of", "to_grams"]

_PRIVATE = 0xE000


# Units of UTF-32 in the order of this machine.
_UNITS = f"utf-32-{sys.byteorder[0]}e"
_BLANK = array("I", [ord(" ")])


class _Folded(dict[int, str]):
    """What each character is folded to; made when it is first seen."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = unicodedata.normalize("NFKC", chr(code)).casefold()
        return folded


class _Tokens(dict[int, str]):
    """What each character is in the index: folded, and part of a token.

    The tokenizer `ascii` takes letters, digits and all beyond ASCII for parts of a token. What else
    ASCII has, blanks and marks, is moved to where no character is.
    """

    def __missing__(self, code: int) -> str:
        folded = _FOLDED[code]
        self[code] = tokens = "".join(
            it if it.isalnum() or not it.isascii() else chr(_PRIVATE + ord(it)) for it in folded
        )
        return tokens


_FOLDED = _Folded()
_TOKENS = _Tokens()


def fold(text: str) -> str:
    """`text` without width and case, character by character."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """`text` folded, and for each character of that the offset of the one that it comes from."""
    parts = [_FOLDED[ord(character)] for character in text]
    offsets = [at for at, part in enumerate(parts) for _ in part]
    return "".join(parts), offsets


def to_grams(text: str) -> str:
    """What the index holds for `text`: its pairs and its last character, with blanks between."""
    units = array("I", text.translate(_TOKENS).encode(_UNITS, "surrogatepass"))
    if not units:
        return ""
    # `abc` is `ab bc c`: at every third place the text, then the text without its first character.
    grams = _BLANK * (3 * len(units))
    grams[0::3] = units
    grams[1:-3:3] = units[1:]
    return grams[:-2].tobytes().decode(_UNITS, "surrogatepass")


def phrase_of(words: str) -> str:
    """The expression of FTS5 that finds the texts that hold `words`, which are one character or more.

    It is made of tokens alone: no character of `words` can mean anything to FTS5.
    """
    tokens = words.translate(_TOKENS)
    if len(tokens) == 1:
        return f'"{tokens}" *'
    pairs = [tokens[at : at + 2] for at in range(len(tokens) - 1)]
    return f'"{" ".join(pairs)}"'
