"""The pieces of a JSON object, each as soon as it is complete.

A piece is the value of one field, or one item of a field that is a list. Only what stands between
pieces is looked at here; what stands in one is for a JSON parser. So what is broken in one piece
mostly spoils no other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from themereport.readers.fence import beginning_with

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Opening", "Piece", "Pieces"]

_MARK = re.compile(r'["\\{}\[\],:]')
_BLANKS = " \t\r\n"
_BLANK = re.compile(f"[{_BLANKS}]*")
_CLOSERS = ("", "}", "]")
_SELF_DELIMITED = ('"', "}", "]")
_THINKING = re.compile(
    r"\ufeff?\s{0,80}<(think|thinking|reasoning|analysis|scratchpad)>", re.IGNORECASE
)
# No beginning of an object and no tag is longer than the patterns allow.
_LONGEST = 240


@frozen
class Piece:
    """One value as it is written; `start` and `end` count from the beginning of the object.

    `key` is the JSON of the field's name. `index` counts the items of a list; behind the last of
    them comes one piece more for the list itself, with no index and the text `[]`.
    """

    key: str
    index: int | None
    text: str
    start: int
    end: int


class Opening:
    """Looks for the beginning of an object that has one of `keys` first.

    What a model thinks aloud before is passed over, since it may hold a first attempt.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._begin = beginning_with(keys)
        self._window = ""
        self._closing: re.Pattern[str] | None = None
        self.offset = 0
        """How much was passed over."""

    def feed(self, chunk: str) -> str | None:
        """What there is of the object; None while it has not begun."""
        self._window += chunk
        if not self.offset and self._closing is None and (tag := _THINKING.match(self._window)):
            self._closing = re.compile(f"</{tag[1]}>", re.IGNORECASE)
        if self._closing is not None:
            closing = self._closing.search(self._window)
            self._pass(closing.end() if closing else len(self._window) - _LONGEST)
            if closing is None:
                return None
            self._closing = None
        begin = self._begin.search(self._window)
        self._pass(begin.start() if begin else len(self._window) - _LONGEST)
        return self._window if begin else None

    def _pass(self, count: int) -> None:
        if count > 0:
            self._window = self._window[count:]
            self.offset += count


class Pieces:
    """Follows a JSON object that comes in chunks, cut anywhere."""

    def __init__(self) -> None:
        self._offset = 0
        self._depth = 0
        # How deep the marks stand that separate pieces: 1 in the object, 2 in a field's own list.
        self._level = 0
        self._in_string = False
        self._escaped = -1
        self._key = ""
        self._index = 0
        self._list_start = 0
        self._open: list[str] = []
        self._is_blank = True
        self._start = 0
        self._has_comma = False
        self.end: int | None = None
        """Where the object ends; None while it has not."""
        self.strays: list[int] = []
        """Where the commas stand that separate nothing."""

    def feed(self, chunk: str) -> list[Piece]:
        """Take the next chunk; returns the pieces that it completed."""
        done: list[Piece] = []
        begin = 0
        for match in _MARK.finditer(chunk):
            if self.end is not None:
                break
            mark, at = match[0], match.start()
            offset = self._offset + at
            if not self._is_structure(mark, offset):
                continue
            if self._depth > self._level:
                self._depth += 1 if mark in "{[" else -1 if mark in "}]" else 0
                continue
            self._is_blank = self._is_blank and bool(_BLANK.fullmatch(chunk, begin, at))
            if self._separates(mark):
                self._take("".join(self._open) + chunk[begin:at], mark, offset, done)
                self._has_comma = mark == ","
                self._open, self._is_blank, self._start, begin = [], True, offset + 1, at + 1
        self._is_blank = self._is_blank and bool(_BLANK.fullmatch(chunk, begin))
        self._open.append(chunk[begin:])
        self._offset += len(chunk)
        return done

    def close(self) -> list[Piece]:
        """The piece that is complete although nothing came behind it."""
        done: list[Piece] = []
        text = "".join(self._open)
        is_whole = self._depth == self._level and not self._in_string
        if self._key and is_whole and text.rstrip(_BLANKS).endswith(_SELF_DELIMITED):
            self._finish(text, done)
            self._open = []
        return done

    def open_piece(self) -> tuple[str, int | None]:
        """The key and index of the piece that is not complete; an empty key if there is none."""
        is_item = self._level == 2 and "".join(self._open).strip(_BLANKS)
        return self._key, self._index if is_item else None

    def _is_structure(self, mark: str, offset: int) -> bool:
        """Whether `mark` stands outside of strings, and is not one of their ends."""
        if offset == self._escaped:
            return False
        if mark == "\\":
            self._escaped = offset + 1 if self._in_string else -1
        elif mark == '"':
            self._in_string = not self._in_string
        return not self._in_string and mark not in '"\\'

    def _separates(self, mark: str) -> bool:
        """Whether what stands behind `mark` is something else than what stands before."""
        if mark in "{[":
            self._depth += 1
            is_list = mark == "[" and self._level == 1 and self._key != "" and self._is_blank
            return not self._level or is_list
        if mark == ":":
            return self._level == 1 and not self._key
        return mark in ("," if self._level else "", _CLOSERS[self._level])

    def _take(self, text: str, mark: str, offset: int, done: list[Piece]) -> None:
        """Take what `mark` has ended."""
        if mark in "{[":
            self._level, self._index, self._list_start = self._depth, 0, offset
            return
        if mark == ":":
            self._key = text.strip(_BLANKS)
            return
        self._finish(text, done)
        if mark == "]":
            done.append(Piece(self._key, None, "[]", self._list_start, offset + 1))
            self._key = ""
        elif mark == "}":
            self.end = offset + 1
        if mark != ",":
            self._depth = self._level = self._level - 1

    def _finish(self, text: str, done: list[Piece]) -> None:
        """Complete the piece, or the name without a value, that is `text`."""
        words = text.strip(_BLANKS)
        start = self._start + len(text) - len(text.lstrip(_BLANKS))
        end = start + len(words)
        if self._level == 2:
            if words:
                done.append(Piece(self._key, self._index, words, start, end))
                self._index += 1
        elif self._key:
            done.append(Piece(self._key, None, words, start, end))
            self._key = ""
        elif words:
            done.append(Piece(words, None, "", start, end))
        if not words and self._has_comma:
            self.strays.append(self._start - 1)
