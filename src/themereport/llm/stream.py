"""Drafts while a model is still writing: one more with each piece that is complete."""

from __future__ import annotations

from themereport.errors import ThemeReportError
from themereport.llm.answer import Answer, read_answer
from themereport.llm.draft import ReportDraft
from themereport.llm.filling import Filling
from themereport.llm.piece import Opening, Pieces
from themereport.source.limits import DEFAULT_LIMITS, Limits

__all__ = ["DraftStream"]


class DraftStream:
    """Reads an answer chunk by chunk.

    `feed` takes the next piece of text, cut anywhere, and returns a draft for each field and each
    item of a list that it completed. Each draft holds what the one before holds, and more; what
    has not come yet is blank in it: an empty text, an empty list or None. `close` gives just what
    `read_answer` gives of the whole.
    """

    def __init__(self, *, limits: Limits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._texts: list[str] = []
        self._size = 0
        self._opening = Opening(ReportDraft.model_fields)
        self._pieces: Pieces | None = None
        self._filling = Filling()
        self._draft = self._filling.so_far()
        self._is_closed = False

    def feed(self, chunk: str) -> list[ReportDraft]:
        """Take the next chunk; returns the drafts that it gave, mostly none.

        Raises:
            TypeError: The chunk is no text.
            ThemeReportError: The stream has been closed.
        """
        if self._is_closed:
            raise ThemeReportError("the stream is closed: make a new one for another answer")
        if not isinstance(chunk, str):
            raise TypeError(f"chunk must be str, not {type(chunk).__name__}")
        # Beyond the limit the answer will be refused, whatever else comes.
        if self._size > self._limits.bytes:
            return []
        self._texts.append(chunk)
        self._size += len(chunk)
        if self._pieces is None:
            begun = self._opening.feed(chunk)
            if begun is None:
                return []
            chunk, self._pieces = begun, Pieces()
        drafts: list[ReportDraft] = []
        for piece in self._pieces.feed(chunk):
            # A draft takes time in proportion to its items.
            if piece.index is None or piece.index < self._limits.items:
                self._filling.take(piece)
                draft = self._filling.so_far()
                if draft != self._draft:
                    drafts.append(draft)
                    self._draft = draft
        return drafts

    def close(self) -> Answer:
        """What `read_answer` gives of all that was fed; the stream takes no more."""
        self._is_closed = True
        return read_answer("".join(self._texts), limits=self._limits)
