"""What is told of a text while it comes: which block it has completed, and what field that is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from themereport.document.form import ranked_marker
from themereport.document.inline import unescape
from themereport.document.marker import MARKER
from themereport.document.outline import SECTIONS_BY_KEY, SectionSpec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themereport.document.dialect import Dialect

__all__ = ["Blocks", "StreamEvent"]

_ITEM = re.compile(rf"([ \t]*)({MARKER})[ \t\u3000]*")
# The markers of the canonical form, which are nearly all, and whether one may begin a step. A
# look is faster than the pattern.
_RANKS = [ranked_marker(number) for number in range(1, 100)]
_NESTED = "    "
_MARKERS = dict.fromkeys(["*   ", *_RANKS], False)
_MARKERS_WITH_STEPS = {**_MARKERS, **dict.fromkeys([*_RANKS, _NESTED], True)}
_MARKERS_BEGUN = frozenset(
    (indent + marker)[:end]
    for indent in ("", _NESTED)
    for marker in _MARKERS
    for end in range(len(indent + marker))
)
_MARKER_ALONE = re.compile(r" *(?:(?:\*|\d{1,2}\.?) *)?\Z")
_BULLETS = frozenset("*+-•·")
# Nearly all reports have fewer items in a section: their paths are made once.
_MANY = 32
# The sections that have items: what they are, the markers to look for, and those paths.
_WITH_ITEMS: dict[str, tuple[SectionSpec, dict[str, bool], list[str]]] = {
    key: (
        section,
        _MARKERS_WITH_STEPS if section.steps else _MARKERS,
        [f"{key}[{at}]" for at in range(_MANY)],
    )
    for key, section in SECTIONS_BY_KEY.items()
    if section.shape != "text"
}
_WITHOUT_ITEMS: tuple[None, dict[str, bool], list[str]] = (None, {}, [])
_AROUND_HEADING = " \t#"
_BOLD_LINE = re.compile(r"(?:\*\*|__)([^*_]{1,60})(?:\*\*|__)[：:]?\Z")
_LABEL = re.compile(r"[>\s*_]*(\w[\w ’'-]{1,40}?)[*_]{0,3}[ \u00a0\u202f]?[：:]")
_MARKS = re.compile(r"\*\*|__")


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


class Blocks:
    """Follows the lines of a text: which section they are in, and which block they go on."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._key = ""
        self._section: SectionSpec | None
        self._section, self._markers, self._paths = _WITHOUT_ITEMS
        self._items = 0
        self._steps = 0
        self._path = ""
        self._open: list[str] = []
        self._is_foreseen = False
        self._in_front_matter = False
        self._is_first = True

    def take(self, lines: Sequence[str], begun: str, events: list[StreamEvent]) -> bool:
        """Take whole lines, without their ends, and a look at what has begun behind them.

        What is complete goes to `events`. Returns whether nothing more can be told before the
        line that has begun ends. If not, `look` at that line again when it has grown.
        """
        for line in lines:
            if not line:
                if self._open:
                    self._flush(events)
            elif self._is_foreseen:
                self._is_foreseen = False
                self._open = [line]
            elif (may_be_step := self._markers.get(line[:4])) is not None and (
                line[0] != " " or line[4:8] in _MARKERS
            ):
                self._begin_item(may_be_step, events)
                self._open = [line]
            elif not self._in_front_matter and (known := self._dialect.headings.get(line)):
                self._begin(known.key, line, events)
            else:
                self._take_other(line, events)
        if not self._open or not self._markers:
            return True
        return begun not in _MARKERS_BEGUN and self.look(begun, events)

    def look(self, begun: str, events: list[StreamEvent]) -> bool:
        """Tell of the open block if the line that has begun is an item; returns whether it is."""
        if begun in _MARKERS_BEGUN:
            return False
        may_be_step = self._markers.get(begun[:4])
        if may_be_step is not None and (begun[0] != " " or begun[4:8] in _MARKERS):
            self._begin_item(may_be_step, events)
            self._open = []
            self._is_foreseen = True
            return True
        if _MARKER_ALONE.match(begun):
            return False
        item = _ITEM.match(begun)
        if item is None or item.end() == len(begun):
            return False
        self._flush(events)
        return True

    def _begin_item(self, may_be_step: bool, events: list[StreamEvent]) -> None:
        """Begin an item, of which nothing is kept yet."""
        if self._open:
            events.append(_event(StreamEvent, ("block", self._path, "\n".join(self._open))))
        items = self._items
        if may_be_step and items and self._section:
            self._path = f"{self._key}[{items - 1}].{self._section.steps}[{self._steps}]"
            self._steps += 1
            return
        self._path = self._paths[items] if items < _MANY else f"{self._key}[{items}]"
        self._items = items + 1
        self._steps = 0

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
            self._begin(key, line, events)
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
            is_nested = len(item[1].expandtabs(4)) >= 2
            may_be_step = is_nested or item[2][0] not in _BULLETS
            self._begin_item(may_be_step and bool(section.steps), events)
            self._open = [line]
        elif self._open:
            self._open.append(line)
        elif section.lead and not self._items:
            self._path, self._open = section.lead, [line]

    def _begin(self, key: str, heading: str, events: list[StreamEvent]) -> None:
        """Begin the section of this key and heading."""
        self._flush(events)
        events.append(_event(StreamEvent, ("section", key, heading)))
        self._key, self._items = key, 0
        self._section, self._markers, self._paths = _WITH_ITEMS.get(key, _WITHOUT_ITEMS)

    def _flush(self, events: list[StreamEvent]) -> None:
        if self._open:
            events.append(_event(StreamEvent, ("block", self._path, "\n".join(self._open))))
            self._open = []
        self._path = ""


def _section_of(line: str, dialect: Dialect) -> str:
    """The key of the section that begins with `line`, which the dialect does not write, or none."""
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
