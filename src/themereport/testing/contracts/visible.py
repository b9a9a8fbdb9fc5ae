"""What a reader sees of a rendered file, and what must not have come into it."""

from __future__ import annotations

import json
import unicodedata
from html.parser import HTMLParser

__all__ = ["HtmlText", "decoded", "is_json", "is_markup", "json_texts", "squeezed"]

_NOT_SHOWN = frozenset({"script", "style", "template"})


def squeezed(text: str) -> str:
    """`text` without blanks and invisible characters: wherever it is wrapped, it is the same."""
    solid = "".join(text.split())
    return "".join(it for it in solid if unicodedata.category(it) != "Cf")


def is_markup(media_type: str) -> bool:
    """Whether a media type is one of HTML or XML."""
    return _subtype(media_type).endswith(("html", "xml"))


def is_json(media_type: str) -> bool:
    """Whether a media type is one of JSON."""
    return _subtype(media_type).endswith("json")


def _subtype(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower().partition("/")[2]


def decoded(output: str | bytes) -> str:
    """`output` as text; raises UnicodeDecodeError if it is none."""
    return output if isinstance(output, str) else output.decode()


def json_texts(text: str) -> list[str]:
    """All texts that are values in JSON, in order; raises ValueError if it is none."""
    found: list[str] = []
    todo: list[object] = [json.loads(text)]
    while todo:
        value = todo.pop()
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, list):
            todo += reversed(value)
        elif isinstance(value, dict):
            todo += reversed(value.values())
    return found


class HtmlText(HTMLParser):
    """Reads a page as a browser would: its words, and what carries a mark that no words should."""

    def __init__(self, page: str, mark: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.elements = 0
        self.intruders: list[str] = []
        self._mark = mark
        self._hidden: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and whether it or an attribute carries the mark."""
        self.elements += 1
        if tag in _NOT_SHOWN:
            self._hidden.append(tag)
        names = [tag, *(name for name, _ in attrs)]
        self.intruders += [name for name in names if self._mark in name]

    def handle_endtag(self, tag: str) -> None:
        """What was hidden ends."""
        if self._hidden and self._hidden[-1] == tag:
            self._hidden.pop()

    def handle_data(self, data: str) -> None:
        """Note words."""
        if not self._hidden:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        """Note a comment that carries the mark."""
        if self._mark in data:
            self.intruders.append(f"<!--{data}-->")

    def unknown_decl(self, data: str) -> None:
        """Words may stand in CDATA."""
        self.handle_data(data.removeprefix("CDATA["))
