"""Slack: the blocks of a message, and the text of its notification."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from themereport.renderers.chat import Url, fitted, groups_of, to_json, units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themereport.document.document import Document
    from themereport.renderers.chat import Line

__all__ = ["SLACK", "SlackRenderer"]

_MOST_BLOCKS = 50
_MOST_IN_HEADER = 150
_MOST_IN_SECTION = 3000


@dataclass(frozen=True)
class SlackRenderer:
    """Renders JSON for `chat.postMessage` or a webhook: Block Kit, all texts `plain_text`.

    Plain text knows no marks, and `&`, `<` and `>` are escaped, so that nobody is mentioned. A
    message has at most 50 blocks, a section 3000 characters, and all blocks together, as JSON,
    12,000 characters; a longer one is cut.
    """

    media_type = "application/json"
    suffix = ".slack.json"

    limit: Annotated[
        int, Field(ge=1, description="Characters of the blocks at most, written as JSON.")
    ] = 12_000
    url: Url = ""

    def render(self, document: Document) -> str:
        """The message, as one line of JSON; `channel` is for whoever sends it to add."""
        blocks = fitted(document, self._write, self._fits)
        message = {
            "text": _escape(document.title),
            "mrkdwn": False,
            "unfurl_links": False,
            "unfurl_media": False,
            "blocks": blocks,
        }
        return to_json(message)

    def _write(self, lines: Sequence[Line]) -> list[dict[str, Any]]:
        blocks: list[dict[str, Any]] = []
        for kind, text in groups_of(lines):
            if kind == "disclaimer":
                blocks.append({"type": "divider"})
            if kind in {"title", "heading"} and units(_escape(text)) <= _MOST_IN_HEADER:
                blocks.append({"type": "header", "text": _plain(_escape(text))})
            elif kind == "cut" and self.url:
                link = f"<{_escape(self.url)}|{_escape(text)}>"
                blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": link}})
            else:
                blocks += ({"type": "section", "text": _plain(part)} for part in _parts(text))
        return blocks

    def _fits(self, blocks: list[dict[str, Any]]) -> bool:
        return len(blocks) <= _MOST_BLOCKS and units(_json(blocks)) <= self.limit


def _plain(text: str) -> dict[str, object]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _escape(text: str) -> str:
    return escape(text, quote=False)


def _parts(text: str) -> Iterator[str]:
    """`text` escaped, in parts that a section can hold."""
    part: list[str] = []
    size = 0
    for character in text:
        escaped = _escape(character)
        length = units(escaped)
        if size + length > _MOST_IN_SECTION:
            yield "".join(part)
            part, size = [], 0
        part.append(escaped)
        size += length
    yield "".join(part)


def _json(blocks: object) -> str:
    return json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))


SLACK = SlackRenderer()
