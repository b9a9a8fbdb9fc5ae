"""Telegram: the parameters of `sendMessage`, but for whom it goes to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from themereport.renderers.chat import JOINER, Url, fitted, to_json, units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themereport.document.document import Document
    from themereport.renderers.chat import Line

__all__ = ["TELEGRAM", "TelegramRenderer"]

# A name behind `@` is called, one behind `/` is a command that a tap sends; `#` and `$` search.
_CALL = re.compile(r"[@/#$](?=\w)")
_TAG = re.compile(r"<[^>]*>")
_ENTITY = re.compile(r"&(?:lt|gt|amp);")
_TAGS = {
    "title": "b", "heading": "b", "date": "i", "notice": "i", "note": "i", "text": "",
    "disclaimer": "",
}  # fmt: skip


@dataclass(frozen=True)
class TelegramRenderer:
    """Renders JSON for the Bot API: HTML in `text`; `chat_id` is for whoever sends it to add.

    A message has at most 4096 characters; a longer one is cut.
    """

    media_type = "application/json"
    suffix = ".telegram.json"

    limit: Annotated[int, Field(ge=1, description="Characters of a message at most.")] = 4096
    url: Url = ""

    def render(self, document: Document) -> str:
        """The message, as one line of JSON."""
        text = fitted(document, self._write, self._fits)
        message = {
            "text": text,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
        return to_json(message)

    def _write(self, lines: Sequence[Line]) -> str:
        return "\n".join(map(self._line, lines))

    def _line(self, line: Line) -> str:
        if line.kind == "cut":
            words = f'<a href="{escape(self.url)}">{line.text}</a>' if self.url else line.text
            return f"\n<i>{words}</i>"
        text = inert(line.text)
        tag = _TAGS[line.kind]
        words = f"<{tag}>{text}</{tag}>" if tag else text
        label = f"<b>{inert(line.label)}</b>" if line.label else ""
        above = "\n" if line.kind in {"heading", "disclaimer"} else ""
        return f"{above}{line.marker}{label}{words}"

    def _fits(self, text: str) -> bool:
        """Counted as Telegram does: what is left when the tags are read."""
        return units(_ENTITY.sub(" ", _TAG.sub("", text))) <= self.limit


def inert(text: str) -> str:
    """`text` as HTML for Telegram that shows its characters, and calls and commands nobody."""
    return escape(_CALL.sub(rf"\g<0>{JOINER}", text), quote=False)


TELEGRAM = TelegramRenderer()
