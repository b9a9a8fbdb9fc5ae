"""A renderer and a reader as another package would write them."""

from __future__ import annotations

from typing import assert_type

import themereport as tr
from themereport.document.document import (
    Disclaimer,
    Document,
    Heading,
    LabelledList,
    Markdown,
    Notice,
    Paragraph,
    RankedList,
    SteppedList,
)
from themereport.readers.json import JSON
from themereport.readers.reader import Defaults, Reader
from themereport.renderers.renderer import Renderer
from themereport.source.text import SourceText


class WordsRenderer:
    """Renders the words of a report, a block a line."""

    media_type = "text/plain"
    suffix = ".words"

    def render(self, document: Document) -> str:
        """Return the words."""
        assert_type(document.report, tr.ThemeReport)
        lines = [document.title]
        for block in document.blocks:
            match block:
                case Notice() | Heading() | Paragraph():
                    lines.append(block.text)
                case RankedList():
                    lines.append(" ".join(block.items))
                case LabelledList():
                    lines.append(" ".join(f"{label} {text}" for label, text in block.items))
                case SteppedList():
                    lines.append(" ".join(text for _, text, _ in block.items))
                case Markdown():
                    lines.append(block.body)
                case Disclaimer():
                    lines.append(f"{block.label}{block.mark} {block.text}")
        return "\n".join(lines)


class BytesRenderer:
    """Renders bytes, and says its suffix by a property."""

    @property
    def media_type(self) -> str:
        """A binary type."""
        return "application/octet-stream"

    @property
    def suffix(self) -> str:
        """Its suffix."""
        return ".bin"

    def render(self, document: Document) -> bytes:
        """Return the title in bytes."""
        return document.title.encode()


class TrimmingReader:
    """Reads JSON between blanks."""

    def read(self, source: SourceText, *, defaults: Defaults) -> tr.ReadResult:
        """Read `source`."""
        return JSON.read(SourceText(source.text.strip(), source.name), defaults=defaults)


WORDS: Renderer = WordsRenderer()
BYTES: Renderer = BytesRenderer()
TRIMMING: Reader = TrimmingReader()


def main() -> None:
    """See that the protocols hold when the program runs, too."""
    assert isinstance(WORDS, Renderer)
    assert isinstance(BYTES, Renderer)
    assert isinstance(TRIMMING, Reader)
    assert_type(tr.RENDERERS.get("html"), Renderer)
    assert_type(tr.READERS.get("json"), Reader)


if __name__ == "__main__":
    main()
