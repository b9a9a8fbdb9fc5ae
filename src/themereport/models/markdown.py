"""Markdown that stays inside its section: what the body of an appendix may hold."""

from __future__ import annotations

import re

__all__ = ["contain"]

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# What items of lists, quotations, definitions and notes begin with; blocks may stand behind it.
_PREFIX = re.compile(r"(?:[ \t]*+(?:>|(?:[-+*:]|\d{1,9}[.)])(?=[ \t]|$)|\[\^[^\]\n]+\]:))*+[ \t]*+")
_QUOTES = " \t>"
_FENCE = re.compile(r"(?P<marks>`{3,}|~{3,})(?P<language>[ \t]*[^\s`]*)(?P<more>.*)")
_HEADING = re.compile(r"#{1,6}(?:[ \t]|$)")
_UNDERLINE = re.compile(r"[-=]+[ \t]*$")  # kramdown takes a mixture, too
# A brace that Liquid or kramdown would take.
_BRACE = re.compile(r"\{(?=[{%:#])")
# Both begin with any number of escaped backslashes: an odd one more would escape what follows.
_TAG = re.compile(
    r"(?<!\\)((?:\\\\)*)<(?=[A-Za-z/!?])(?!https?://[\w./?=&%#~+-]*>)"  # <https://…> is a link
)
_TARGET = re.compile(
    r"(?<!\\)((?:\\\\)*)\](?=[(:])"
    r"(?!\((?:https?://|mailto:|[\w./#-]+[)\s])|:[ \t]*https?://)"
)


def contain(body: str) -> tuple[str, list[str]]:
    """Return `body` made harmless, and what had to be done to it.

    A harmless body is returned as it is. Headings, raw HTML, template braces and links to
    anything but the web are escaped, also within lists and quotations; an open code fence is
    closed; control characters are dropped. Inside a code fence only braces and control characters
    are touched.
    """
    problems: dict[str, None] = {}
    text = body.strip("\n").strip()
    if text != body:
        problems["it has blanks at its ends"] = None
    if _CONTROLS.search(text):
        problems["it holds control characters"] = None
        text = _CONTROLS.sub("", text).strip()
    if _BRACE.search(text):
        problems["it holds braces that templates take"] = None
        text = _BRACE.sub("&#123;", text)
    lines = _Lines(problems)
    for line in text.split("\n"):
        lines.take(line)
    lines.close()
    return "\n".join(lines.done), list(problems)


class _Lines:
    """Takes the lines of a body; what is `done` is harmless.

    Parsers do not agree on where lists end, nor on which code fences are some. What is code to one
    must be code to all, and what may be a heading to one must be none to any.
    """

    def __init__(self, problems: dict[str, None]) -> None:
        self.done: list[str] = []
        self._problems = problems
        self._fence = ""
        # The blanks in front of the fence, if it may stand in an item of a list.
        self._inside = ""
        # Whether a list or a quotation may go on.
        self._is_nested = False

    def take(self, line: str) -> None:
        if self._fence and self._takes_code(line):
            return
        match = _PREFIX.match(line)
        assert match is not None  # every part of the pattern is optional
        prefix, begin = match[0], match.end()
        is_marked = bool(prefix.strip())
        is_blank_above = not self.done or not self.done[-1].strip()
        if is_marked:
            self._is_nested = True
        elif line and not prefix and is_blank_above:
            self._is_nested = False
        # What is deeper is code, or goes on in a paragraph.
        may_be_block = self._is_nested or _width(prefix) < 4
        fence = _FENCE.match(line, begin) if may_be_block else None
        if fence is None or _is_text(fence) or (is_marked and not prefix.strip(_QUOTES)):
            self.done.append(self._contained(line, begin if may_be_block else -1))
        elif is_marked or "`" in fence["more"]:
            self._problems["it holds a code fence that is none to every parser"] = None
            self.done.append(self._contained(f"{prefix}\\{line[begin:]}", -1))
        else:
            self._begin_code(prefix, fence, is_apart=is_blank_above)

    def close(self) -> None:
        """Close the fence that is open."""
        if self._fence:
            self._problems["a code fence is left open"] = None
            self.done.append(self._inside + self._fence)
            self._fence = ""

    def _begin_code(self, prefix: str, fence: re.Match[str], *, is_apart: bool) -> None:
        self._fence = fence["marks"]
        self._inside = prefix if self._is_nested else ""
        if fence["more"].strip():
            self._problems["a code fence names more than a language"] = None
        if self._is_nested and not prefix and not is_apart:
            self._problems["a code fence touches a list or a quotation"] = None
            self.done.append("")
        more = "" if fence["more"].strip() else fence["more"]
        self.done.append(prefix + fence["marks"] + fence["language"] + more)

    def _takes_code(self, line: str) -> bool:
        """Whether a line is one of the code, or its end."""
        words = line.lstrip(" \t")
        fence = _FENCE.match(words)
        is_end = fence is not None and words.strip() == fence["marks"]
        is_end = is_end and words.startswith(self._fence)
        if not self._inside:
            is_end = is_end and _width(line) < 4
        elif is_end:
            # At one place for all parsers.
            if line != self._inside + words:
                self._problems["a code fence is left open"] = None
                line = self._inside + words
        elif words and _width(line) < _width(self._inside):
            self.close()
            return False
        if is_end:
            self._fence = ""
        self.done.append(line)
        return True

    def _contained(self, line: str, begin: int) -> str:
        """A line of text made harmless; a block may begin at an index, or not if that is below 0."""
        above = self.done[-1].strip(_QUOTES) if self.done else ""
        if begin >= 0 and _HEADING.match(line, begin):
            self._problems["it holds a heading"] = None
            line = f"{line[:begin]}\\{line[begin:]}"
        elif begin >= 0 and above and _UNDERLINE.match(words := line.lstrip(_QUOTES)):
            self._problems["it holds an underlined heading"] = None
            line = f"{line[: len(line) - len(words)]}\\{words.rstrip()}"
        if _TAG.search(line):
            self._problems["it holds raw HTML"] = None
            line = _TAG.sub(r"\1\\<", line)
        if _TARGET.search(line):
            self._problems["it links to something that is not on the web"] = None
            line = _TARGET.sub(r"\1\\]", line)
        return line


def _is_text(fence: re.Match[str]) -> bool:
    """Whether it is no code fence to any parser, but code inside of a line."""
    info = fence["language"] + fence["more"]
    return fence["marks"][0] == "`" and "`" in info and len(info.split()) > 1


def _width(line: str) -> int:
    """How far the blanks at the beginning of a line reach."""
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip(" "))
