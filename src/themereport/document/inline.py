"""Plain text as Markdown inside a line, and back.

`escape` writes plain text so that CommonMark, kramdown, Liquid and our own reader all see just
its characters. `unescape` reads what is written inside a line; of text that `escape` wrote it
gives back the original, of anybody else's Markdown the words, and a list of what it dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from html import unescape as unescape_html

from themereport.document.passage import gap_between

__all__ = [
    "MARKUP",
    "UNSEEN",
    "escape",
    "escape_block",
    "escape_bold",
    "escape_heading",
    "is_inert",
    "is_invisible",
    "links_in",
    "unescape",
]

# --- writing -------------------------------------------------------------------------------

# Whatever may need an escape; most texts hold none of it.
_SPECIAL = re.compile(r"[\\`*_\[\]<|$~{&]")
_PATTERN = (
    r"\\(?=[!-/:-@\[-`{-~]|\Z)"  # a backslash only where it would escape something
    r"|[`\[\]<|*_~]"
    r"|\$(?=\$)|(?<=\$)\$"  # kramdown's mathematics; a lone dollar is a dollar
    r"|\{(?=[{%:#]|\Z)"  # Liquid and kramdown; at the end, a label's colon may follow
    r"|&(?=#?\w+;)"
)
_ESCAPES = re.compile(_PATTERN)
_HEADING_ESCAPES = re.compile(_PATTERN + r"|#")
# kramdown knows no backslash before these, or Liquid would take the brace all the same.
_ENTITIES = {"~": "&#126;", "{": "&#123;", "&": "&amp;", "^": "&#94;"}
UNSEEN = " \t\u3000\u200b\u2060\ufeff"
"""Blanks, and characters without width: a line of them alone reads as empty."""
# A wide blank makes a marker of what is in front of it, though only to our own reader.
_BLOCK_START = re.compile(r"[#>^]|[-+](?=[-+ \u3000]|\Z)|:(?= )|=+\Z|\d+(?=[.)](?:[ \u3000]|\Z))")


def is_inert(text: str, stars: int) -> bool:
    """Whether `text`, some Markdown, has no character to escape but our own `stars`.

    On long texts, looking for each character takes a fraction of what one pattern takes.
    """
    return text.count("*") == stars and not (
        "\\" in text
        or "`" in text
        or "_" in text
        or "[" in text
        or "]" in text
        or "<" in text
        or "|" in text
        or "$" in text
        or "~" in text
        or "{" in text
        or "&" in text
        or "^" in text
    )


def escape(text: str) -> str:
    """Escape `text` for the middle of a line."""
    if _SPECIAL.search(text) is None:
        return text
    return _escape(text, _ESCAPES)


def escape_bold(text: str) -> str:
    """Escape `text` for bold, where kramdown would pair a star within a word with one of ours."""
    if _SPECIAL.search(text) is None:
        return text
    return _escape(text, _ESCAPES, "~")


def is_invisible(text: str) -> bool:
    """Whether `text` has characters, and none that shows: alone on a line, it passes for blank."""
    return bool(text) and not text.strip(UNSEEN)


def escape_block(text: str) -> str:
    """Escape `text` for the start of a block, where `#`, `-` or `1.` would mean something."""
    if is_invisible(text):
        return f"&#{ord(text[0])};{text[1:]}"
    escaped = escape(text)
    if start := _BLOCK_START.match(escaped):
        mark = start[0]
        if mark[0].isdigit():
            return f"{mark}\\{escaped[start.end() :]}"
        return (_ENTITIES.get(mark) or f"\\{mark}") + escaped[start.end() :]
    return escaped


def escape_heading(text: str) -> str:
    """Escape `text` for a heading, where a `#` at the end would be dropped."""
    return _escape(text, _HEADING_ESCAPES) if "#" in text else escape(text)


def _escape(text: str, pattern: re.Pattern[str], plain: str = "*~") -> str:
    # Counted once: one of `plain` that stands alone can be left as it is inside of a word.
    alone = {mark for mark in plain if text.count(mark) == 1}

    def escaped(match: re.Match[str]) -> str:
        character = match[0]
        if character == "\\" and match.end() == len(text):
            return "&#92;"  # two backslashes at the end of a line are kramdown's line break
        if character in "*_~" and _is_inside_word(text, match.start(), character, alone):
            return character
        return _ENTITIES.get(character) or "\\" + character

    return pattern.sub(escaped, text)


def _is_inside_word(text: str, at: int, character: str, alone: set[str]) -> bool:
    """Whether a mark in the middle of a word can be left as it is, for people to read."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if character == "~":
        return bool(before) and character in alone
    inside_word = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return inside_word and (character == "_" or character in alone)


# --- reading -------------------------------------------------------------------------------

MARKUP = re.compile(r"[\\&*_`\[<\t]|~~")
"""What may be markup inside a line, or a tab; a text without it is its own plain text."""

_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<ticks>`+)"
    r"|(?P<link>!?\[(?P<words>(?:[^\[\]\\]|\\.|\[[^\[\]\\]*\])*)\]\((?P<url>(?:[^()\s]|\([^()\s]*\))*)(?:[ ]+\"[^\"]*\")?\))"
    r"|(?P<auto><(?P<address>(?:https?://|mailto:)[^<>\s]*)>)"
    r"|(?P<tag></?(?:a|b|big|br|center|code|del|div|em|font|i|ins|mark|p|section|small|span|strong"
    r"|sub|sup|u)(?=[\s/>])[^<>]*>)"
    r"|(?P<tab>\t[ \t]*)"
    r"|(?P<marks>\*+|_+|~~+)",
    re.IGNORECASE,
)
_NEAR = 12
_BOLD = ("**", "__")


def unescape(text: str) -> tuple[str, list[str]]:
    """Return the plain text that `text` shows, and the markup that was dropped from it."""
    if MARKUP.search(text) is None:
        return text, []
    reader = _InlineReader(text)
    reader.read()
    return "".join(reader.parts), reader.dropped


def links_in(text: str) -> list[tuple[str, str]]:
    """The words and the address of each link in `text`, in order; the address as it is written."""
    if "](" not in text:
        return []
    reader = _InlineReader(text)
    reader.read()
    return reader.links


class _InlineReader:
    """One pass over a line; emphasis marks are paired by a stack, so time is linear."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[str] = []
        self.links: list[tuple[str, str]] = []
        self._dropped: dict[str, None] = {}
        self._open: dict[str, list[int]] = {"*": [], "_": [], "~": []}
        self._ticks: dict[int, list[int]] | None = None

    def read(self) -> None:
        text, at = self.text, 0
        while match := _TOKEN.search(text, at):
            self.parts.append(text[at : match.start()])
            at = getattr(self, f"_read_{match.lastgroup}")(match)
        self.parts.append(text[at:])

    def _read_escape(self, match: re.Match[str]) -> int:
        self.parts.append(match[0][1])
        return match.end()

    def _read_entity(self, match: re.Match[str]) -> int:
        self.parts.append(unescape_html(match[0]))
        return match.end()

    def _read_ticks(self, match: re.Match[str]) -> int:
        closing = self._closing_ticks(len(match[0]), match.end())
        if closing is None:
            self.parts.append(match[0])
            return match.end()
        self.parts.append(self.text[match.end() : closing].strip(" "))
        self._drop("code")
        return closing + len(match[0])

    def _read_link(self, match: re.Match[str]) -> int:
        inner = _InlineReader(match["words"])
        inner.read()
        self.parts += inner.parts
        self.links.append(("".join(inner.parts), match["url"]))
        self._drop(f"a link to {match['url']}")
        return match.end()

    def _read_auto(self, match: re.Match[str]) -> int:
        self.parts.append(match["address"])
        self._drop("a link")
        return match.end()

    def _read_tag(self, match: re.Match[str]) -> int:
        is_break = match[0][1:3].lower() == "br"
        if is_break:
            before = self.text[max(match.start() - _NEAR, 0) : match.start()]
            after = self.text[match.end() : match.end() + 1]
            # In a cell, a sentence of Chinese goes on behind it; behind bold words, it begins.
            is_apart = before.endswith(_BOLD)
            self.parts.append(gap_between(before, after, is_apart=is_apart))
        self._drop(f"the tag {match[0]}")
        return match.end()

    def _read_tab(self, match: re.Match[str]) -> int:
        self.parts[-1] = before = self.parts[-1].rstrip(" ")
        after = self.text[match.end() : match.end() + 1]
        self.parts.append(gap_between(before[-1:] or " ", after, is_apart=False))
        self._drop("a tab")
        return match.end()

    def _read_marks(self, match: re.Match[str]) -> int:
        """Emphasis: a run of marks closes the last open run of its length, or opens one."""
        marks, at, end = match[0], match.start(), match.end()
        before, after = self.text[at - 1 : at], self.text[end : end + 1]
        inside_word = before.isalnum() and after.isalnum()
        stack = self._open[marks[0]]
        can_close = bool(before.strip()) and not (marks[0] == "_" and inside_word)
        can_open = bool(after.strip()) and not (marks[0] == "_" and inside_word)
        if can_close and stack and len(self.parts[stack[-1]]) == len(marks):
            self.parts[stack.pop()] = ""
            self._drop("a striking out" if marks[0] == "~" else "emphasis")
            return end
        if can_open:
            stack.append(len(self.parts))
        self.parts.append(marks)
        return end

    def _closing_ticks(self, length: int, start: int) -> int | None:
        if self._ticks is None:
            self._ticks = {}
            for run in re.finditer("`+", self.text):
                self._ticks.setdefault(len(run[0]), []).append(run.start())
        runs = self._ticks.get(length, [])
        first = bisect_left(runs, start)
        return runs[first] if first < len(runs) else None

    @property
    def dropped(self) -> list[str]:
        """What was dropped, each once."""
        return list(self._dropped)

    def _drop(self, what: str) -> None:
        self._dropped[what] = None
