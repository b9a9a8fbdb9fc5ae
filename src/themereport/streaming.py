"""Reading while a model is still writing: events as blocks are complete, the report at the end."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

from themereport.api import read
from themereport.document.dialect import Dialect, built_in
from themereport.document.inline import unescape
from themereport.document.marker import MARKER
from themereport.document.outline import SECTIONS, SectionSpec
from themereport.errors import ThemeReportError
from themereport.source.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from themereport.readers.reader import Defaults, Mode
    from themereport.readers.result import ReadResult

__all__ = ["StreamEvent", "StreamReader"]

_SHAPES = {section.key: section for section in SECTIONS}
_ITEM = re.compile(rf"([ \t]*)({MARKER})[ \t\u3000]*")
# The items of the canonical form, which are nearly all.
_QUICK = re.compile(r"(    )?(\*  |\d{1,2}\.) +(?=\S)")
_AROUND_HEADING = " \t#"
_BOLD_LINE = re.compile(r"(?:\*\*|__)([^*_]{1,60})(?:\*\*|__)[：:]?\Z")
_LABEL = re.compile(r"[>\s*_]*(\w[\w ]{1,24}?)[*_]{0,3}[：:]")
_MARKS = re.compile(r"\*\*|__")
# In as many chunks, an item's marker has come.
_FEW = 6
_BULLETS = frozenset("*+-•·")


class StreamEvent(NamedTuple):
    """A block that has just been completed.

    `kind` is `section` for a heading, `block` for an item or paragraph. `path` is that of the
    field it will be as things stand, such as `signals[0]`, `drivers[1]` or
    `drivers[1].steps[0]`; for a heading, the key of its section. `source` is the block as it
    stands in the text. What counts in the end is the result that `StreamReader.close` gives.
    """

    kind: str
    path: str
    source: str

    @property
    def text(self) -> str:
        """The words of the block, without markers and markup."""
        source = self.source.strip()
        if self.kind == "section":
            return unescape(source.strip(_AROUND_HEADING))[0]
        marker = _ITEM.match(source)
        bare = source[marker.end() :] if marker else source
        return unescape(_MARKS.sub("", bare))[0].strip()


class StreamReader:
    """Reads a report chunk by chunk.

    `feed` takes the next piece of text or bytes, cut anywhere, and returns the events of the
    blocks that it completed. `close` gives just the result that `themereport.read` gives of the
    whole. The parameters are those of `read`. Events come from Markdown; other formats have none.
    """

    def __init__(
        self,
        format: str = "jekyll",
        *,
        mode: Mode = "repair",
        defaults: Defaults | None = None,
        name: str | None = None,
        budget: int | None = None,
        limits: Limits = DEFAULT_LIMITS,
        dialect: Dialect | None = None,
    ) -> None:
        self._format = format
        self._mode: Mode = mode
        self._defaults = defaults
        self._name = name
        self._budget = budget
        self._limits = limits
        self._has_events = format in {"jekyll", "markdown"}
        self._texts: list[str] = []
        self._bytes: list[bytes] = []
        self._size = 0
        self._decoder: codecs.IncrementalDecoder | None = None
        self._pending: list[str] = []
        self._dialect = dialect
        self._blocks = _Blocks(dialect or built_in())
        self._is_closed = False

    def feed(self, chunk: str | bytes) -> list[StreamEvent]:
        """Take the next chunk; returns what it completed, mostly nothing.

        Raises:
            TypeError: A chunk is neither text nor bytes, or both kinds were fed.
            ThemeReportError: The reader has been closed.
        """
        if self._is_closed:
            raise ThemeReportError("the reader is closed: make a new one for another text")
        text = self._take(chunk)
        if not self._has_events or not text:
            return []
        events: list[StreamEvent] = []
        if "\n" in text:
            first, *others = text.split("\n")
            text = others.pop()
            for line in ("".join([*self._pending, first]), *others):
                self._blocks.take(line, events)
            self._pending.clear()
        if text:
            self._pending.append(text)
            if len(self._pending) < _FEW:
                self._blocks.foresee("".join(self._pending), events)
        return events

    def close(self) -> ReadResult:
        """The result of reading all that was fed; the reader takes no more."""
        self._is_closed = True
        whole: str | bytes = b"".join(self._bytes) if self._bytes else "".join(self._texts)
        return read(
            whole,
            self._format,
            mode=self._mode,
            defaults=self._defaults,
            name=self._name,
            budget=self._budget,
            limits=self._limits,
            dialect=self._dialect,
        )

    def _take(self, chunk: str | bytes) -> str:
        """Keep `chunk` for the end; returns it as text."""
        if isinstance(chunk, str) and not self._bytes:
            kept: list[str] | list[bytes] = self._texts
            text = chunk
        elif isinstance(chunk, bytes) and not self._texts:
            kept = self._bytes
            if self._decoder is None:
                self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
            text = self._decoder.decode(chunk)
        else:
            kind = type(chunk).__name__
            raise TypeError(f"chunks must be all str or all bytes, not {kind} here")
        # Beyond the limit the text will be refused, whatever else comes.
        if self._size <= self._limits.bytes:
            kept.append(chunk)  # type: ignore[arg-type]
            self._size += len(chunk)
            return text
        return ""


class _Blocks:
    """Follows the lines of a text: which section they are in, and which block they go on."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._key = ""
        self._counts = [0, 0]  # items, and steps of the last item
        self._path = ""
        self._open: list[str] = []
        self._section: SectionSpec | None = None
        self._in_front_matter = False
        self._is_first = True

    def take(self, line: str, events: list[StreamEvent]) -> None:
        """Take one line, without its end; what it completes goes to `events`."""
        if not line:
            if self._open:
                self._flush(events)
            return
        section = self._section
        quick = _QUICK.match(line) if section is not None else None
        if quick is not None and section is not None and (quick[1] is None or section.steps):
            if self._open:
                self._flush(events)
            indent, marker = quick.groups()
            self._path = self._item_path(section, 4 if indent else 0, marker)
            self._open = [line]
            return
        self._take_other(line, events)

    def _take_other(self, line: str, events: list[StreamEvent]) -> None:
        """Take a line that is no item of the canonical form."""
        line = line.removesuffix("\r")
        if line.startswith("---"):
            self._flush(events)
            # Front matter begins before all else, and ends once.
            self._in_front_matter = not self._key and not self._in_front_matter and self._is_first
            self._is_first = False
            return
        self._is_first = False
        if self._in_front_matter:
            return
        if not line or line.isspace():
            self._flush(events)
            return
        if key := _section_of(line, self._dialect):
            self._flush(events)
            self._begin(key)
            events.append(StreamEvent("section", key, line))
            if key == "disclaimer" and not line.lstrip().startswith("#"):
                self._path, self._open = key, [line]
            return
        if not self._key or self._key in {"brief", "detail"}:
            return
        section = self._section
        if section is None:
            self._path = self._path or self._key
            self._open.append(line)
            return
        item = _ITEM.match(line)
        if item is not None:
            self._flush(events)
            self._path = self._item_path(section, len(item[1].expandtabs(4)), item[2])
            self._open = [line]
        elif self._open:
            self._open.append(line)
        elif section.lead and not self._counts[0]:
            self._path, self._open = section.lead, [line]

    def _begin(self, key: str) -> None:
        self._key, self._counts = key, [0, 0]
        section = _SHAPES.get(key)
        self._section = section if section is not None and section.shape != "text" else None

    def foresee(self, begun: str, events: list[StreamEvent]) -> None:
        """Tell of the open block if the line that has begun is the next item."""
        if self._open and self._section is not None:
            item = _ITEM.match(begun)
            if item is not None and item.end() < len(begun):
                self._flush(events)

    def _item_path(self, section: SectionSpec, indent: int, marker: str) -> str:
        items, count = self._counts
        if section.steps and items and (indent >= 2 or marker[0] not in _BULLETS):
            self._counts[1] += 1
            return f"{self._key}[{items - 1}].{section.steps}[{count}]"
        self._counts = [items + 1, 0]
        return f"{self._key}[{items}]"

    def _flush(self, events: list[StreamEvent]) -> None:
        if self._open:
            lines = self._open
            source = lines[0] if len(lines) == 1 else "\n".join(lines)
            events.append(StreamEvent("block", self._path, source))
            self._open = []
        self._path = ""


def _section_of(line: str, dialect: Dialect) -> str:
    """The key of the section that begins with `line`, or nothing."""
    known = dialect.headings.get(line)
    if known is not None:
        return known.key
    if line.startswith("#"):
        found = dialect.recognise(line.strip(_AROUND_HEADING))
        return found.key if found else ""
    if (
        line[0] in "*_>"
        and line[1:2] != " "
        and (match := _BOLD_LINE.match(line) or _LABEL.match(line))
    ):
        found = dialect.recognise(match[1])
        if found and (found.key == "disclaimer" or _BOLD_LINE.match(line)):
            return found.key
    return ""
