"""JSON: the report's fields, complete."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themereport.document.document import Document

__all__ = ["JSON", "JsonRenderer", "escape_traps"]

# Legal in JSON, but a trap for whoever looks at it or puts it into a script.
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


class JsonRenderer:
    """Renders the report's own fields; what `read` takes back."""

    media_type = "application/json"
    suffix = ".json"

    def render(self, document: Document) -> str:
        """Indented JSON in the order of the schema, ending in one line end."""
        text = document.report.model_dump_json(indent=2)
        return escape_traps(text) + "\n"


def escape_traps(text: str) -> str:
    """JSON that says the same, without characters that are a trap for whoever looks at it."""
    return _ESCAPED.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


JSON = JsonRenderer()
