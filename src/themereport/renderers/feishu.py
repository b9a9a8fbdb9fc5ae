"""Feishu and Lark: an interactive card for a robot's webhook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from themereport.renderers.chat import Url, fitted, groups_of, to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themereport.document.document import Document
    from themereport.renderers.chat import Line

__all__ = ["FEISHU", "FeishuRenderer"]

_MOST_ELEMENTS = 200


@dataclass(frozen=True)
class FeishuRenderer:
    """Renders JSON for a webhook: a card (JSON 2.0) whose texts are all `plain_text`.

    Plain text knows neither Markdown nor mentions. A request has at most 20 KB, and a card 200
    elements; a longer one is cut.
    """

    media_type = "application/json"
    suffix = ".feishu.json"

    limit: Annotated[int, Field(ge=1, description="Bytes of the request at most.")] = 20_000
    url: Url = ""

    def render(self, document: Document) -> str:
        """The message, as one line of JSON: send just these bytes."""
        return to_json(fitted(document, self._write, self._fits))

    def _write(self, lines: Sequence[Line]) -> dict[str, Any]:
        title, *others = lines
        elements: list[dict[str, Any]] = []
        for kind, text in groups_of(others):
            if kind == "cut" and self.url:
                elements.append({"tag": "markdown", "content": f"[{text}]({self.url})"})
                continue
            if kind == "disclaimer":
                elements.append({"tag": "hr"})
            size = {"heading": "heading", "text": "normal"}.get(kind, "notation")
            elements.append({"tag": "div", "text": {**_plain(text), "text_size": size}})
        card = {
            "schema": "2.0",
            "header": {"title": _plain(title.text), "template": "blue"},
            "body": {"elements": elements},
        }
        return {"msg_type": "interactive", "card": card}

    def _fits(self, message: dict[str, Any]) -> bool:
        elements = message["card"]["body"]["elements"]
        return len(elements) <= _MOST_ELEMENTS and len(to_json(message).encode()) <= self.limit


def _plain(text: str) -> dict[str, str]:
    return {"tag": "plain_text", "content": text}


FEISHU = FeishuRenderer()
