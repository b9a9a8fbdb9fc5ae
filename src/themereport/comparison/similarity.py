"""How much of two sentences is the same, word by word, in any order."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from attrs import frozen

__all__ = ["Bag", "begin_apart", "both_have_numbers", "share"]

_LEAST = 5
_STEM = 5
# As long as names are: two words in letters, three characters in Chinese.
_HEAD = 2
_CHINESE_HEAD = 3
_MOST_SEEN = 20
_FUNCTION_WORDS = frozenset({"a", "an", "the", "of"})
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# A number, a character of a script that sets no blanks between words, or a word.
_WORD = re.compile(rf"\d+(?:[.,]\d+)*|[{_IDEOGRAPHS}]|[^\W\d_{_IDEOGRAPHS}]+")


@frozen(eq=False)
class Bag:
    """The words of a text: in order, and how often each stands there."""

    words: list[str]
    counts: Counter[str]

    @classmethod
    def of(cls, text: str) -> Bag:
        """The words of `text`, without width and case: a Chinese character is one, too.

        Of a word in letters only the beginning counts, so that `agree` and `agreed` are one.
        English articles and `of` are left out.
        """
        folded = unicodedata.normalize("NFKC", text).casefold()
        if not folded.isascii():
            # Marks are no letters to `re`, and would cut words of Indic scripts to pieces.
            parts = unicodedata.normalize("NFKD", folded)
            letters = "".join(part for part in parts if unicodedata.category(part)[0] != "M")
            folded = unicodedata.normalize("NFKC", letters)
        words = [
            word if word[0].isdigit() else word[:_STEM]
            for word in _WORD.findall(folded)
            if word not in _FUNCTION_WORDS
        ]
        return cls(words, Counter(words))

    @property
    def head(self) -> list[str]:
        """The first words, of which a name is likely to be one; numbers are left out."""
        words = [word for word in self.words[:_MOST_SEEN] if not word[0].isdigit()]
        is_chinese = bool(words) and len(words[0]) == 1 and not words[0].isascii()
        return words[: _CHINESE_HEAD if is_chinese else _HEAD]

    def lacks(self, word: str, other: Bag) -> bool:
        """Whether `word` stands in `other` more often than here."""
        return other.counts[word] > self.counts[word]


def share(one: Bag, other: Bag) -> float:
    """Twice the number of common words, divided by the number of all; from 0 to 1.

    Texts of fewer than five words are the same or not.
    """
    if min(len(one.words), len(other.words)) < _LEAST:
        return float(one.words == other.words != [])
    common = one.counts & other.counts
    return 2 * common.total() / (len(one.words) + len(other.words))


def begin_apart(one: Bag, other: Bag) -> bool:
    """Whether each begins with something that the other has not: two funds, two cities.

    Numbers are nothing of that kind: they change from day to day.
    """
    return any(other.lacks(word, one) for word in one.head) and any(
        one.lacks(word, other) for word in other.head
    )


def both_have_numbers(one: Bag, other: Bag) -> bool:
    """Whether each has a number that the other has not."""
    return any(other.lacks(word, one) for word in one.counts if word[0].isdigit()) and any(
        one.lacks(word, other) for word in other.counts if word[0].isdigit()
    )
