"""Terminal: a page of lines, with bold type and a few colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from themereport.errors import missing

if TYPE_CHECKING:
    from themereport.document.document import Document

__all__ = ["TERMINAL", "TerminalRenderer"]


@dataclass(frozen=True)
class TerminalRenderer:
    r"""Renders lines for a terminal: `themereport render --to terminal post.md | less -R`.

    Control characters and characters that turn a line round are shown as escapes such as `\x1b`,
    so that no text moves the cursor. Nothing depends on the terminal at hand: its width and whether
    there are colours are options. `render` raises MissingExtraError without the `cli` extra.
    """

    media_type = "text/plain"
    suffix = ".ansi"

    width: Annotated[int, Field(ge=40, le=400, description="Cells of a line at most.")] = 80
    color: Annotated[
        bool,
        Field(description="Whether there are colours and bold type; without, it is plain text."),
    ] = True

    def render(self, document: Document) -> str:
        """The page, ending in one line end."""
        try:
            from themereport.renderers.terminal.page import Page
        except ImportError as error:
            raise missing(error, "the terminal", "cli", "rich") from error
        return Page(self.width, has_color=self.color).of(document)


TERMINAL = TerminalRenderer()
