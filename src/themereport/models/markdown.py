"""Markdown that stays inside its section: what the body of an appendix may hold."""

from __future__ import annotations

import re

__all__ = ["contain"]

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^\n]*)")
_HEADING = re.compile(r"( {0,3})(#{1,6}(?:[ \t]|$))")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
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
    anything but the web are escaped; an open code fence is closed; control characters are
    dropped. Inside a code fence only braces and control characters are touched.
    """
    problems: dict[str, None] = {}
    text = body.strip("\n").strip()
    if text != body:
        problems["it has blanks at its ends"] = None
    if _CONTROLS.search(text):
        problems["it holds control characters"] = None
        text = _CONTROLS.sub("", text).strip()
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        if _BRACE.search(line):
            problems["it holds braces that templates take"] = None
            line = _BRACE.sub("&#123;", line)
        opening = _FENCE.match(line)
        if fence:
            if opening and opening[1].startswith(fence) and not opening[2].strip():
                fence = ""
        elif opening and "`" not in opening[2]:
            fence = opening[1]
        else:
            line = _contain_line(line, lines[-1] if lines else "", problems)
        lines.append(line)
    if fence:
        problems["a code fence is left open"] = None
        lines.append(fence)
    return "\n".join(lines), list(problems)


def _contain_line(line: str, above: str, problems: dict[str, None]) -> str:
    if heading := _HEADING.match(line):
        problems["it holds a heading"] = None
        line = f"{heading[1]}\\{line[heading.end(1) :]}"
    elif _UNDERLINE.match(line) and above.strip():
        problems["it holds an underlined heading"] = None
        line = "\\" + line.strip()
    if _TAG.search(line):
        problems["it holds raw HTML"] = None
        line = _TAG.sub(r"\1\\<", line)
    if _TARGET.search(line):
        problems["it links to something that is not on the web"] = None
        line = _TARGET.sub(r"\1\\]", line)
    return line
