"""Search: items that hold all words of a query, wherever they stand in them."""

from __future__ import annotations

import datetime as dt
import unicodedata
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from themereport.archive.grams import fold, fold_with_offsets, phrase_of
from themereport.archive.rows import Item
from themereport.errors import go_without

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from themereport.archive.database import Database

__all__ = ["Hit", "Snippet", "hits_of"]

_AROUND = 40
_MOST_SORTED = 2000


class Snippet(NamedTuple):
    """The words round the first match; `marks` are the offsets in it of all that matched."""

    text: str
    marks: tuple[tuple[int, int], ...]

    def marked(self, before: str = "[", after: str = "]") -> str:
        """The text with something before and after each match."""
        parts: list[str] = []
        at = 0
        for start, end in self.marks:
            parts += (self.text[at:start], before, self.text[start:end], after)
            at = end
        return "".join([*parts, self.text[at:]])


class Hit(NamedTuple):
    """An item that was found: where it stands, and the words around what was searched for."""

    slug: str
    revision: int
    theme: str
    date: dt.date
    path: str
    snippet: Snippet


def hits_of(
    database: Database, text: str, conditions: str, parameters: list[object]
) -> Iterator[Hit]:
    """What holds all words of `text` and meets `conditions`, the best first.

    To tell which of a great many is the best takes longer than to find them: only the last that were
    added are sorted. What holds the words is found in either case.
    """
    if not _is_unicode(text):
        return  # no report holds a lone surrogate
    spellings = spellings_of(text)
    if not spellings:
        return
    match = match_of(spellings)

    def to_hit(slug: str, revision: int, theme: str, day: str, *rest: Any) -> Hit:
        item = Item(*rest)
        date = dt.date.fromisoformat(day)
        return Hit(slug, revision, theme, date, item.path, snippet_of(item.words, spellings))

    query = "SELECT rowid FROM grams WHERE grams MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?"
    (last,) = next(database.rows(query, (match, _MOST_SORTED)), (0,))
    for place, order in (
        ("grams.rowid > ?", "bm25(grams), items.id DESC"),
        ("grams.rowid <= ?", "grams.rowid DESC"),
    ):
        query = f"""
            SELECT slug, revision, theme, date, section, number, step, label, text
            FROM grams JOIN items ON items.id = grams.rowid JOIN reports ON reports.id = report
            WHERE grams MATCH ? AND {place} AND is_latest {conditions} ORDER BY {order}
        """
        for hit in database.made(to_hit, query, (match, last, *parameters)):
            # The index folds no more than we do: each hit has marks if the index is whole.
            if hit.snippet.marks:
                yield hit


def _is_unicode(text: str) -> bool:
    """Whether `text` is what UTF-8 can say; an argument in another encoding is not."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def spellings_of(query: str) -> list[tuple[str, ...]]:
    """For each word of `query`, what it may be written as.

    That is itself; in the other script; and with its accents apart, as in `e` and U+0301, or not,
    because texts are folded character by character. Half-width `ﾋﾞ` is two characters, too.
    """
    converters = _converters()
    words = ([word, *(convert(word) for convert in converters)] for word in query.split())
    return [
        tuple(dict.fromkeys(form for it in word for form in _forms(fold(it)))) for word in words
    ]


def _forms(word: str) -> tuple[str, ...]:
    return (word, unicodedata.normalize("NFC", word), unicodedata.normalize("NFD", word))


@cache
def _converters() -> tuple[Callable[[str], str], ...]:
    """Between Traditional and Simplified Chinese, where OpenCC is installed."""
    try:
        opencc = import_module("opencc")
    except ImportError as error:
        go_without(error, "Search in both scripts of Chinese", "chinese", "opencc")
        return ()
    return tuple(opencc.OpenCC(name).convert for name in ("t2s", "s2t"))


def match_of(spellings: Iterable[Sequence[str]]) -> str:
    """The expression of FTS5 that finds items that hold each word in one of its spellings."""
    return " AND ".join(
        f"({' OR '.join(phrase_of(spelling) for spelling in word)})" for word in spellings
    )


def snippet_of(words: str, spellings: Iterable[Sequence[str]]) -> Snippet:
    """The part of `words` round the first match, with all matches in it."""
    folded, offsets = fold_with_offsets(words)
    found: list[tuple[int, int]] = []
    for spelling in {spelling for word in spellings for spelling in word}:
        at = folded.find(spelling)
        while at >= 0:
            end = at + len(spelling)
            found.append((offsets[at], offsets[end - 1] + 1))
            at = folded.find(spelling, end)
    found.sort()
    start = max(0, found[0][0] - _AROUND) if found else 0
    end = min(len(words), found[0][1] + _AROUND) if found else min(len(words), 2 * _AROUND)
    text = words[start:end].replace("\n", " ")
    before, behind = "…" if start else "", "…" if end < len(words) else ""
    shift = len(before) - start
    marks: list[tuple[int, int]] = []
    for first, last in found:
        if last > end:
            break
        if marks and first + shift < marks[-1][1]:  # it laps over the one before
            marks[-1] = (marks[-1][0], max(marks[-1][1], last + shift))
        else:
            marks.append((first + shift, last + shift))
    return Snippet(f"{before}{text}{behind}", tuple(marks))
