"""What a renderer is."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from themereport.document.document import Document

__all__ = ["Renderer", "gives_bytes"]


@runtime_checkable
class Renderer(Protocol):
    """Turns a composed document into one format; registered as a `themereport.renderers` entry.

    The entry's name is the name of the format. `render` is pure: the same document gives the
    same result, on every machine and day. Whether it gives text or bytes is declared where Python
    has a place for it, in what `render` is annotated to return. The fields of a renderer that is a
    frozen dataclass are its options.
    """

    @property
    def media_type(self) -> str:
        """Such as `text/html` (RFC 6838)."""
        ...

    @property
    def suffix(self) -> str:
        """The usual suffix of such files, with its dot."""
        ...

    def render(self, document: Document) -> str | bytes:
        """Return the whole file: text, or bytes for a binary format."""
        ...


def gives_bytes(renderer: Renderer) -> bool:
    """Whether a renderer declares that it gives bytes, and not text."""
    return inspect.signature(renderer.render).return_annotation in {"bytes", bytes}
