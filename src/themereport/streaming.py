"""Reading while a model is still writing: events as blocks are complete, the report at the end."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

from themereport.api import READERS, read
from themereport.arguments import check_texts, check_way_of_reading
from themereport.document.dialect import Dialect, built_in
from themereport.document.form import ranked_marker
from themereport.document.inline import unescape
from themereport.document.marker import MARKER
from themereport.document.outline import SECTIONS_BY_KEY, SectionSpec
from themereport.errors import ThemeReportError
from themereport.source.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from themereport.readers.reader import Defaults, Mode
    from themereport.readers.result import ReadResult

__all__ = ["StreamEvent", "StreamReader"]

_ITEM = re.compile(rf"([ \t]*)({MARKER})[ \t\u3000]*")
# Those of the canonical form, which are nearly all: a look is faster than the pattern.
_MARKERS = {"*   ": "*", **{ranked_marker(number): str(number) for number in range(1, 100)}}
_MARKER_ALONE = re.compile(r" *(?:(?:\*|\d{1,2}\.?) *)?\Z")
_AROUND_HEADING = " \t#"
_BOLD_LINE = re.compile(r"(?:\*\*|__)([^*_]{1,60})(?:\*\*|__)[：:]?\Z")
_LABEL = re.compile(r"[>\s*_]*(\w[\w ’'-]{1,40}?)[*_]{0,3}[ \u00a0\u202f]?[：:]")
_MARKS = re.compile(r"\*\*|__")
# In as many chunks, an item's marker has come.
_FEW = 6
_BULLETS = frozenset("*+-•·")


class StreamEvent(NamedTuple):
    """A block that has just been completed.

    `kind` is `section` for a heading, `block` for an item or paragraph. `path` is that of the
    field it will be as things stand, such as `signals[0]`, `drivers[1]` or
    `drivers[1].steps[0]`; for a heading, the key of its section. `source` is the block as it
    stands in the text, without its last line end; within, lines end in LF. What counts in the end
    is the result that `StreamReader.close` gives.
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


# The constructor itself takes twice as long.
_event = tuple.__new__


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
        check_texts(format=format, name=name)
        check_way_of_reading(
            mode=mode, defaults=defaults, budget=budget, limits=limits, dialect=dialect
        )
        READERS.get(format)
        self._format = format
        self._mode: Mode = mode
        self._defaults = defaults
        self._name = name
        self._budget = budget
        self._limits = limits
        self._has_events = format in {"jekyll", "markdown"}
        self._kind: type[str | bytes] | None = None
        self._room = limits.bytes
        self._bytes: list[bytes] = []
        self._decoder: codecs.IncrementalDecoder | None = None
        self._lines: list[str] = []
        self._pending: list[str] = []
        self._dialect = dialect
        self._blocks = _Blocks(dialect or built_in())
        self._takes_text = False
        self._is_quiet = False
        self._is_closed = False

    def feed(self, chunk: str | bytes) -> list[StreamEvent]:
        """Take the next chunk; returns what it completed, mostly nothing.

        Raises:
            TypeError: A chunk is neither text nor bytes, or both kinds were fed.
            ThemeReportError: The reader has been closed.
        """
        if isinstance(chunk, str) and self._takes_text:
            text = chunk
            self._room -= len(text)
            self._takes_text = self._room >= 0
        else:
            text = self._take(chunk)
            if not text:
                return []
        self._pending.append(text)
        # Nearly all chunks go on in a line of which nothing can be told before it ends.
        if self._is_quiet and "\n" not in text:
            return []
        blocks, pending = self._blocks, self._pending
        events: list[StreamEvent] = []
        begun = "".join(pending)
        if "\n" in text:
            lines = begun.split("\n")
            has_returns = "\r" in begun
            begun = lines.pop()
            self._pending = pending = [begun] if begun else []
            if self._kind is str:
                self._lines += lines
            if self._has_events:
                if has_returns:
                    lines = [line.removesuffix("\r") for line in lines]
                blocks.take(lines, events)
        self._is_quiet = len(pending) >= _FEW or not blocks.may_foresee(begun, events)
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
        """The text of `chunk`; nothing beyond the limit, where all will be refused."""
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
        if isinstance(chunk, str):
            self._takes_text = self._room >= 0
            return chunk
        self._bytes.append(chunk)
        if self._decoder is None:
            self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        return self._decoder.decode(chunk) if self._has_events else ""


class _Blocks:
    """Follows the lines of a text: which section they are in, and which block they go on."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._key = ""
        self._section: SectionSpec | None = None
        self._items = 0
        self._steps = 0
        self._path = ""
        self._open: list[str] = []
        self._is_foreseen = False
        self._in_front_matter = False
        self._is_first = True

    def take(self, lines: list[str], events: list[StreamEvent]) -> None:
        """Take whole lines, without their ends; what they complete goes to `events`."""
        for line in lines:
            if not line:
                if self._open:
                    self._flush(events)
            elif self._is_foreseen:
                self._open.append(line)
                self._is_foreseen = False
            elif self._section is not None and self._begins_item(self._section, line, events):
                self._open.append(line)
            else:
                self._take_other(line, events)

    def may_foresee(self, begun: str, events: list[StreamEvent]) -> bool:
        """Tell of the open block if the line that has begun is an item.

        Returns whether more of that line may show that it is one.
        """
        section = self._section
        if section is None or not self._open:
            return False
        if self._begins_item(section, begun, events):
            self._is_foreseen = True
            return False
        if _MARKER_ALONE.match(begun):
            return True
        item = _ITEM.match(begun)
        if item is None or item.end() == len(begun):
            return True
        self._flush(events)
        return False

    def _begins_item(self, section: SectionSpec, line: str, events: list[StreamEvent]) -> bool:
        """Begin an item if a line, or what has come of it, does so in the canonical form."""
        indent = 4 if section.steps and line.startswith("    ") else 0
        marker = _MARKERS.get(line[indent : indent + 4])
        if marker is None or not line[indent + 4 : indent + 5].strip():
            return False
        if self._open:
            self._flush(events)
        self._path = self._item_path(section, indent, marker)
        return True

    def _take_other(self, line: str, events: list[StreamEvent]) -> None:
        """Take a line that is no item of the canonical form."""
        if line.startswith("---"):
            self._flush(events)
            # Front matter begins before all else, and ends once.
            self._in_front_matter = not self._key and not self._in_front_matter and self._is_first
            self._is_first = False
            return
        if self._in_front_matter:
            return
        self._is_first = False
        if line.isspace():
            self._flush(events)
            return
        if key := _section_of(line, self._dialect):
            self._flush(events)
            self._begin(key)
            events.append(_event(StreamEvent, ("section", key, line)))
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
        elif section.lead and not self._items:
            self._path, self._open = section.lead, [line]

    def _begin(self, key: str) -> None:
        self._key, self._items = key, 0
        section = SECTIONS_BY_KEY.get(key)
        self._section = section if section is not None and section.shape != "text" else None

    def _item_path(self, section: SectionSpec, indent: int, marker: str) -> str:
        items = self._items
        if section.steps and items and (indent >= 2 or marker[0] not in _BULLETS):
            self._steps += 1
            return f"{self._key}[{items - 1}].{section.steps}[{self._steps - 1}]"
        self._items, self._steps = items + 1, 0
        return f"{self._key}[{items}]"

    def _flush(self, events: list[StreamEvent]) -> None:
        if self._open:
            events.append(_event(StreamEvent, ("block", self._path, "\n".join(self._open))))
            self._open = []
        self._path = ""


def _section_of(line: str, dialect: Dialect) -> str:
    """The key of the section that begins with `line`, or nothing."""
    known = dialect.headings.get(line)
    if known is not None:
        return known.key
    if line.startswith("#"):
        words = line.strip(_AROUND_HEADING)
        if line.startswith("# ") and dialect.is_title(words):
            return ""
        found = dialect.recognise(words)
        return found.key if found else ""
    if line[0] not in "*_>" or line[1:2] == " ":
        return ""
    if line.startswith(dialect.disclaimer_prefixes):
        return "disclaimer"
    if match := _BOLD_LINE.match(line) or _LABEL.match(line):
        found = dialect.recognise(match[1])
        if found and (found.key == "disclaimer" or _BOLD_LINE.match(line)):
            return found.key
    return ""
