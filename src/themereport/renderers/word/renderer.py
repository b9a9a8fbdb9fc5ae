"""Word: a document of real styles and lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themereport.errors import missing
from themereport.renderers.paper import Paper  # noqa: TC001 -- for pydantic

if TYPE_CHECKING:
    from themereport.document.document import Document

__all__ = ["WORD", "WordRenderer"]


@dataclass(frozen=True)
class WordRenderer:
    """Renders a document for Word and its kin: headings, numbered lists, page numbers.

    Its styles are Word's own by their names, so that one change of a style changes all that is set
    in it. `render` raises MissingExtraError without the `word` extra.
    """

    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    suffix = ".docx"

    paper: Paper = "a4"

    def render(self, document: Document) -> bytes:
        """The document, dated as the report is."""
        try:
            from themereport.renderers.word.package import package
        except ImportError as error:
            raise missing(error, "Word", "word", "docx") from error
        return package(document, self.paper)


WORD = WordRenderer()
