"""Texts as pairs of neighbouring characters, so that an index of words finds any part of a text.

A tokenizer for words finds nothing in Chinese, which sets no blanks, and one for three characters
finds no word of two. So what is indexed are the overlapping pairs: `储能市` is `储能`, `能市` and `市`.
Some characters in a row are a phrase of their pairs, and one is the beginning of a pair; nothing is
found that is not there, and all that is there is found.
"""

from __future__ import annotations

import unicodedata

__all__ = ["fold", "fold_with_offsets", "phrase_of", "to_grams"]

_PRIVATE = 0xE000


class _Folded(dict[int, str]):
    """What each character is folded to; made when it is first seen."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = unicodedata.normalize("NFKC", chr(code)).casefold()
        return folded


_FOLDED = _Folded()
# The tokenizer `ascii` takes letters, digits and all beyond ASCII for parts of a token. What else
# ASCII has, blanks and marks, is moved to where no character is.
_TO_TOKENS = {code: chr(_PRIVATE + code) for code in range(128) if not chr(code).isalnum()}


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
    tokens = fold(text).translate(_TO_TOKENS)
    return " ".join([tokens[at : at + 2] for at in range(len(tokens))])


def phrase_of(words: str) -> str:
    """The expression of FTS5 that finds the texts that hold `words`, which are one character or more.

    It is made of tokens alone: no character of `words` can mean anything to FTS5.
    """
    tokens = fold(words).translate(_TO_TOKENS)
    if len(tokens) == 1:
        return f'"{tokens}" *'
    pairs = [tokens[at : at + 2] for at in range(len(tokens) - 1)]
    return f'"{" ".join(pairs)}"'
