"""What must hold of any text whatever: each oracle takes one and fails where it does not hold.

The fuzzers and the tests run the same oracles, so what one of them finds the other can replay.
"""

from __future__ import annotations

import random
import re
import zlib
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import themereport as tr
from themereport.document.inline import escape, escape_block, unescape
from themereport.fixing import apply_fixes
from themereport.models.markdown import contain
from themereport.models.text import plain_text_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

__all__ = ["DIALECTS", "ORACLES", "diagnostics_are_sound"]

_FOLDER = Path(__file__).parent.parent / "examples" / "dialects"
DIALECTS = {path.stem: tr.Dialect.load(path) for path in sorted(_FOLDER.glob("*.toml"))}
"""The dialects of the examples by their names."""

# Not in the body of a text: the theme may be what the front matter's title names.
_NOT_IN_BODY = ("front_matter", "published_at", "language", "theme")


def reading(
    source: str | bytes, format: str = "jekyll", dialect: tr.Dialect | None = None
) -> tr.ReadResult:
    """Reading ends in a report or in errors; a report is written and read back equal."""
    result = tr.read(source, format, dialect=dialect)
    assert (result.report is None) == any(d.severity == "error" for d in result.diagnostics)
    diagnostics_are_sound(result)
    strict = tr.read(source, format, mode="strict", dialect=dialect)
    assert strict.report == (None if result.diagnostics else result.report)
    if result.report is None:
        return result
    for other in dict.fromkeys((format, "jekyll", "json")):
        written = tr.render(result.report, other, dialect=dialect)
        again = tr.read(written, other, dialect=dialect)
        assert again.diagnostics == ()
        assert again.report == result.report
        assert tr.render(again.report, other, dialect=dialect) == written
    if not result.diagnostics and format == "jekyll":
        _spans_hold_their_fields(result)
    return result


def reading_text_and_bytes(data: bytes) -> None:
    """What holds of a text holds of bytes, and they are the same report."""
    result = reading(data)
    if "TR003" not in [found.code for found in result.diagnostics]:
        assert reading(_text(data)).report == result.report


def reading_dialect(data: bytes) -> None:
    """What holds of the built-in dialect holds of another."""
    dialects = list(DIALECTS.values())
    dialect = dialects[zlib.crc32(data) % len(dialects)]
    reading(data, dialect=dialect)
    fixing(data, dialect)


def reading_json(data: bytes) -> None:
    """What holds of Markdown holds of JSON."""
    reading(data, "json")


def reading_yaml(data: bytes) -> None:
    """What holds of Markdown holds of YAML."""
    reading(data, "yaml")


def fixing(data: bytes, dialect: tr.Dialect | None = None) -> None:
    """Fixing converges, touches nothing but what it says, and, if safe, keeps the report."""
    text = _text(data)
    before = tr.read(text, dialect=dialect)
    _edits_touch_nothing_else(text, before)
    for unsafe in (False, True):
        once = tr.fix(text, unsafe=unsafe, dialect=dialect)
        twice = tr.fix(once.text, unsafe=unsafe, dialect=dialect)
        assert twice.text == once.text
        assert twice.fixed == ()
        if before.report is not None and not unsafe:
            assert tr.read(once.text, dialect=dialect).report == before.report


def streaming(data: bytes) -> None:
    """Closing a stream gives what reading the whole gives, wherever it was cut."""
    source = random.Random(zlib.crc32(data))
    for whole in (data, _text(data)):
        result = tr.read(whole)
        cuts = sorted(source.randrange(len(whole) + 1) for _ in range(source.choice((1, 3, 30))))
        reader = tr.StreamReader()
        for start, end in pairwise((0, *cuts, len(whole))):
            for event in reader.feed(whole[start:end]):
                assert isinstance(event.text, str)
        closed = reader.close()
        assert closed.report == result.report
        assert closed.diagnostics == result.diagnostics
        assert dict(closed.spans) == dict(result.spans)


def escaping(data: bytes) -> None:
    """A plain text is escaped to a text that shows it; a contained body is contained already."""
    text = _text(data)
    body, _ = contain(text)
    assert contain(body) == (body, [])
    for line in re.split(r"\s*\n\s*", text):
        plain, _ = unescape(line)
        assert plain_text_problem(line) is not None or isinstance(plain, str)
        if plain_text_problem(line) is None:
            for write in (escape, escape_block):
                assert unescape(write(line)) == (line, [])


ORACLES = {
    "read": reading_text_and_bytes,
    "fix": fixing,
    "stream": streaming,
    "dialect": reading_dialect,
    "json": reading_json,
    "yaml": reading_yaml,
    "inline": escaping,
}
"""Each oracle by the name of its fuzz target; all take bytes."""


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def diagnostics_are_sound(result: tr.ReadResult) -> None:
    """Each says something whole in one line, and its places are places of the text."""
    assert result.source is not None
    length = len(result.source.raw)
    for found in result.diagnostics:
        assert found.message
        assert "\n" not in str(found)
        assert isinstance(found.path, str)
        assert None not in found.arguments.values()
        assert found.fix is None or isinstance(found.fix.safe, bool)
        edits = found.fix.edits if found.fix else ()
        for span in (found.span, *(edit.span for edit in edits)):
            if span is not None:
                assert 0 <= span.start.offset <= span.end.offset <= length
                assert span.start.line >= 1
                assert span.start.column >= 1


def _edits_touch_nothing_else(text: str, result: tr.ReadResult) -> None:
    changed, fixed = apply_fixes(text, result.diagnostics, unsafe=True)
    fixes = (found.fix for found in fixed if found.fix)
    edits = sorted((edit for fix in fixes for edit in fix.edits), key=lambda edit: edit.span)
    places = [(0, 0), *((e.span.start.offset, e.span.end.offset) for e in edits), (len(text),) * 2]
    pieces = [text[end:start] for (_, end), (start, _) in pairwise(places)]
    written = [edit.text for edit in edits]
    assert changed == "".join(a + b for a, b in zip(pieces, [*written, ""], strict=True))


def _spans_hold_their_fields(result: tr.ReadResult) -> None:
    """In a text that is as it should be, what stands at the span of a field shows the field."""
    assert result.report is not None
    assert result.source is not None
    for path, value in _texts(result.report):
        if path in result.spans and not path.endswith(".body"):
            span = result.spans[path]
            shown, _ = unescape(result.source.raw[span.start.offset : span.end.offset])
            assert shown == value, path


def _texts(model: BaseModel, prefix: str = "") -> Iterator[tuple[str, str]]:
    """The path and value of each text in the body of a report."""
    for name in type(model).model_fields:
        if not prefix and name in _NOT_IN_BODY:
            continue
        value = getattr(model, name)
        values = enumerate(value) if isinstance(value, tuple) else [("", value)]
        for at, item in values:
            path = f"{prefix}{name}" + (f"[{at}]" if at != "" else "")
            if isinstance(item, str):
                if name != "kind":
                    yield path, item
            elif hasattr(type(item), "model_fields"):
                yield from _texts(item, f"{path}.")
