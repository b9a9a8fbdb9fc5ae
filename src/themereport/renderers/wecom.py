"""WeCom: the message of a group's robot, in its Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from themereport.renderers.chat import JOINER, Url, fitted, to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themereport.document.document import Document
    from themereport.renderers.chat import Line

__all__ = ["BACKTICK", "WECOM", "WecomRenderer"]

BACKTICK = "\u02cb"
"""What stands for a backtick: WeCom's Markdown has no escape, and a pair of them would be code."""

# What means something only together with what follows: two stars, a link, a tag, an entity.
_JOINED = re.compile(r"\*(?=\*)|\](?=[(:])|<|&(?=#?\w)|_(?=_)|~(?=~)")
_START = re.compile(r"\s*(?:[#>|~+*-]|\d+[.)])")


@dataclass(frozen=True)
class WecomRenderer:
    """Renders JSON for a group's robot: `markdown`, in the syntax that all clients know.

    Its content has at most 4096 bytes of UTF-8, about 1,300 Chinese characters; a longer one is
    cut.
    """

    media_type = "application/json"
    suffix = ".wecom.json"

    limit: Annotated[int, Field(ge=1, description="Bytes of the content at most.")] = 4096
    url: Url = ""

    def render(self, document: Document) -> str:
        """The message, as one line of JSON."""
        content = fitted(document, self._write, self._fits)
        return to_json({"msgtype": "markdown", "markdown": {"content": content}})

    def _write(self, lines: Sequence[Line]) -> str:
        return "\n".join(map(self._line, lines))

    def _line(self, line: Line) -> str:
        text = inert(line.text)
        match line.kind:
            case "title":
                return f"# {text}"
            case "date" | "notice" | "note":
                return f"> {text}"
            case "heading":
                return f"## {text}"
            case "cut":
                return f"\n[{text}]({self.url})" if self.url else f"\n> {text}"
        label = f"**{inert(line.label.rstrip())}** " if line.label else ""
        above = "\n" if line.kind == "disclaimer" else ""
        words = f"{line.marker}{label}{text}"
        is_bare = not line.marker and not label
        return f"{above}{JOINER}{words}" if is_bare and _START.match(words) else f"{above}{words}"

    def _fits(self, content: str) -> bool:
        return len(content.encode()) <= self.limit


def inert(text: str) -> str:
    """`text` so that it shows its characters, and mentions nobody."""
    return _JOINED.sub(rf"\g<0>{JOINER}", text).replace("`", BACKTICK)


WECOM = WecomRenderer()
