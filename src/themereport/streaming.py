"""Reading while a model is still writing: events as blocks are complete, the report at the end."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from themereport.api import READERS, read
from themereport.arguments import check_texts, check_way_of_reading
from themereport.document.dialect import Dialect, built_in
from themereport.errors import ThemeReportError
from themereport.source.limits import DEFAULT_LIMITS, Limits
from themereport.stream_events import Blocks, StreamEvent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themereport.readers.reader import Defaults, Mode
    from themereport.readers.result import ReadResult

__all__ = ["StreamEvent", "StreamReader"]

# In as many pieces, the first of which may be empty, an item's marker has come.
_FEW = 6


class StreamReader:
    """Reads a report chunk by chunk.

    `feed` takes the next piece of text or bytes, cut anywhere, and returns the events of the
    blocks that it completed. `close` gives just the result that `themereport.read` gives of the
    whole. The parameters are those of `read`. Events come from Markdown; other formats have none.
    """

    def __init__(
        self,
        format: str | None = None,
        *,
        mode: Mode = "repair",
        defaults: Defaults | None = None,
        name: str | None = None,
        budget: int | None = None,
        limits: Limits = DEFAULT_LIMITS,
        dialect: Dialect | None = None,
    ) -> None:
        check_texts(format=format, name=name)
        check_way_of_reading(
            mode=mode, defaults=defaults, budget=budget, limits=limits, dialect=dialect
        )
        if format is not None:
            READERS.get(format)
        self._format = format
        self._mode: Mode = mode
        self._defaults = defaults
        self._name = name
        self._budget = budget
        self._limits = limits
        self._kind: type[str | bytes] | None = None
        self._room = limits.bytes
        self._bytes: list[bytes] = []
        self._decoder: codecs.IncrementalDecoder | None = None
        self._lines: list[str] = []
        self._pending: list[str] = []
        self._dialect = dialect
        self._has_events = format in {None, "jekyll", "markdown"}
        self._blocks = Blocks(dialect or built_in())
        # Whether text is taken without further checks.
        self._takes_text = False
        # Whether nothing can be told before the line that has begun ends.
        self._waits = True
        self._is_closed = False

    def feed(self, chunk: str | bytes) -> Sequence[StreamEvent]:
        """Take the next chunk; returns what it completed, in order, mostly nothing.

        Raises:
            TypeError: A chunk is neither text nor bytes, or both kinds were fed.
            ThemeReportError: The reader has been closed.
        """
        if type(chunk) is str and self._takes_text:
            text = chunk
            self._room = room = self._room - len(text)
            if room < 0:
                self._takes_text = False
        else:
            text = self._take(chunk)
            if not text:
                return ()
        pending = self._pending
        pending.append(text)
        if "\n" not in text:
            # Nearly all chunks go on in a line of which nothing can be told before it ends.
            if self._waits:
                return ()
            events: list[StreamEvent] = []
            self._waits = self._blocks.look("".join(pending), events) or len(pending) >= _FEW
            return events
        whole = "".join(pending)
        lines = whole.split("\n")
        begun = lines.pop()
        self._pending = [begun]
        if self._kind is str:
            self._lines += lines
        if "\r" in whole:
            lines = [line.removesuffix("\r") for line in lines]
        events = []
        self._waits = self._blocks.take(lines, begun, events)
        return events

    def close(self) -> ReadResult:
        """The result of reading all that was fed; the reader takes no more."""
        self._is_closed = True
        self._takes_text = False
        whole = "\n".join([*self._lines, "".join(self._pending)])
        return read(
            b"".join(self._bytes) if self._kind is bytes else whole,
            self._format,
            mode=self._mode,
            defaults=self._defaults,
            name=self._name,
            budget=self._budget,
            limits=self._limits,
            dialect=self._dialect,
        )

    def _take(self, chunk: str | bytes) -> str:
        """What to look at in `chunk`; nothing beyond the limit, where all will be refused."""
        if self._is_closed:
            raise ThemeReportError("the reader is closed: make a new one for another text")
        kind = str if isinstance(chunk, str) else bytes if isinstance(chunk, bytes) else None
        if kind is None or kind is not (self._kind or kind):
            found = type(chunk).__name__
            raise TypeError(f"chunks must be all str or all bytes, not {found} here")
        self._kind = kind
        if self._room < 0:
            return ""
        self._room -= len(chunk)
        if isinstance(chunk, bytes):
            self._bytes.append(chunk)
            if self._decoder is None:
                self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
            return self._decoder.decode(chunk) if self._has_events else ""
        if not self._has_events:
            self._pending.append(chunk)
            return ""
        self._takes_text = self._room >= 0
        return chunk
