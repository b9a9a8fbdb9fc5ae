"""Plain texts: readable ones, and hostile ones that look like markup wherever they can."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st

from themereport.locales.language import nearest_language
from themereport.models.text import MAX_THEME
from themereport.testing.strategies.markup import MARKUP
from themereport.testing.strategies.vocabulary import VOCABULARIES

__all__ = ["Voice", "hostile_texts", "readable_voice", "texts", "themes", "voices"]

_CHARACTER = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))
_WORDS = ("word", "市", "5", "a b", "。", " ")
_PIECE = st.sampled_from((*_WORDS, *MARKUP))


class Voice(NamedTuple):
    """What the texts of one report are drawn from."""

    name: st.SearchStrategy[str]
    maker: st.SearchStrategy[str]
    sentence: st.SearchStrategy[str]


_VOICES = {
    language: Voice(*map(st.sampled_from, words)) for language, words in VOCABULARIES.items()
}


def readable_voice(language: str) -> Voice:
    """Words in the language nearest to `language`, or in English."""
    return _VOICES[nearest_language(language) or "en"]


def voices(*, language: str | None = None, hostile: bool = False) -> st.SearchStrategy[Voice]:
    """The voice of `language`, or any readable one; with `hostile`, the hostile one."""
    if hostile:
        return _HOSTILE_VOICE
    if language is not None:
        return st.just(readable_voice(language))
    return _ANY_VOICE


def _joined(before: list[str], between: str, behind: list[str]) -> str:
    # Blanks alone are no text.
    return "".join([*before, between, *behind]).strip() or _WORDS[0]


def hostile_texts(size: int = 3) -> st.SearchStrategy[str]:
    """Plain texts of any characters between pieces of markup and words, `size` at each side."""
    pieces = st.lists(_PIECE, max_size=size)
    return st.builds(_joined, pieces, st.text(_CHARACTER, max_size=4), pieces)


_HOSTILE = hostile_texts()
_HOSTILE_VOICE = st.just(Voice(_HOSTILE, _HOSTILE, _HOSTILE))
_ANY_SENTENCE = st.one_of([voice.sentence for voice in _VOICES.values()])
_ANY_VOICE = st.sampled_from(tuple(_VOICES.values()))
_HOSTILE_THEMES = st.one_of(
    st.sampled_from(
        ("Cloud", "云计算", "../x", "no", "a: b", '"', "'", "C:\\x", "CON", "-", "~", "$(x)")
    ),
    hostile_texts(2).map(lambda text: text[:MAX_THEME].strip()),
)


def texts(*, language: str | None = None, hostile: bool = False) -> st.SearchStrategy[str]:
    """Plain texts, as every human sentence of a report is one.

    Args:
        language: The language of readable texts; English where it has no labels. By default any
            that has.
        hostile: Texts of words, markup and any characters at any place instead of sentences.
    """
    if hostile:
        return _HOSTILE
    if language is not None:
        return readable_voice(language).sentence
    return _ANY_SENTENCE


def themes(voice: Voice, *, hostile: bool) -> st.SearchStrategy[str]:
    """Themes: of at most 80 characters, and some that no file should be called."""
    return _HOSTILE_THEMES if hostile else voice.name
