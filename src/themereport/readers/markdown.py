"""Markdown: posts with front matter, and the same without."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from themereport.diagnostics.diagnostic import Diagnostic, Fix
from themereport.document.extract import extract
from themereport.models.report import post_time
from themereport.readers.finish import finish
from themereport.readers.front_matter import FrontMatterText, read_front_matter
from themereport.readers.scanner import scan
from themereport.source.edit import Edit

if TYPE_CHECKING:
    from themereport.readers.reader import Defaults
    from themereport.readers.result import ReadResult
    from themereport.source.text import SourceText

__all__ = ["JEKYLL", "MarkdownReader"]

_FILE_DATE = re.compile(r"(?:\A|[/\\])(\d{4}-\d\d-\d\d)-[^/\\]*\Z")
_POST_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})? [+-]\d{4}", re.ASCII)
_OTHER_TIME = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:[Tt ]+(\d\d?:\d\d(?::\d\d(?:\.\d{1,6})?)?)"
    r"(?: ?([Zz]|[+-]\d\d:?\d\d))?)?",
    re.ASCII,
)
_ANNOTATIONS = frozenset({"language", "impacts"})


class MarkdownReader:
    """Reads the text form of reports, with the front matter of Jekyll or without."""

    def read(self, source: SourceText, *, defaults: Defaults) -> ReadResult:
        """Read `source`; drift from the canonical form becomes diagnostics with a fix."""
        front = read_front_matter(source)
        if front is None:
            missing = Diagnostic("TR101", "front_matter", source.span(0, 0))
            front = FrontMatterText({}, {}, [missing])
        data: dict[str, object] = {}
        offsets: dict[str, tuple[int, int]] = {}
        diagnostics = front.diagnostics
        if not front.closed:
            return finish(source, data, offsets, diagnostics, defaults)
        _take_front_matter(source, front, data, offsets)
        if "published_at" not in offsets and "published_at" not in defaults:
            _take_file_date(source, data, diagnostics)
        lines = scan(source.text, front.body)
        said = extract(source, lines, front.values.get("themereport"), data, offsets, diagnostics)
        return finish(source, data, offsets, diagnostics, defaults, said)


def _take_front_matter(
    source: SourceText,
    front: FrontMatterText,
    data: dict[str, object],
    offsets: dict[str, tuple[int, int]],
) -> None:
    extra: dict[str, object] = {}
    for key, value in front.values.items():
        if key == "date":
            _take_moment(source, front, key, data, offsets)
        elif key != "themereport":
            extra[key] = value
            offsets[f"front_matter.{key}"] = front.offsets[key]
    if "date" not in front.values and "posttime" in extra:
        _take_moment(source, front, "posttime", data, offsets)
        front.diagnostics.append(
            Diagnostic(
                "TR313",
                "published_at",
                source.span(*front.offsets["posttime"]),
                {"found": "'posttime', as there is no 'date'"},
            )
        )
    if front.offsets or not front.diagnostics:
        data["front_matter"] = extra


def _take_moment(
    source: SourceText,
    front: FrontMatterText,
    key: str,
    data: dict[str, object],
    offsets: dict[str, tuple[int, int]],
) -> None:
    """Take the date under `key`; one without an offset is left for the model to refuse."""
    text = front.values[key]
    offsets["published_at"] = front.offsets[key]
    if not isinstance(text, str):
        data["published_at"] = text
        return
    if moment := _post_moment(text):
        data["published_at"] = moment
        return
    span = source.span(*front.offsets[key])
    other = _OTHER_TIME.fullmatch(text.strip())
    moment = _other_moment(other) if other else None
    if moment is None:
        front.diagnostics.append(Diagnostic("TR109", "published_at", span, {"found": text}))
    elif moment.tzinfo is None:
        data["published_at"] = text
    else:
        data["published_at"] = moment
        canonical = post_time(moment)
        fix = Fix(f"write {canonical}", (Edit(span, canonical),))
        arguments = {"found": text, "expected": canonical}
        front.diagnostics.append(Diagnostic("TR311", "published_at", span, arguments, fix))


def _post_moment(text: str) -> datetime | None:
    """The moment that `text` writes in the canonical form."""
    if not _POST_TIME.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text[:-6] + text[-5:])
    except ValueError:
        return None
    # Comparing what would be written catches other spellings of it, such as +0060.
    return moment if post_time(moment) == text else None


def _other_moment(match: re.Match[str]) -> datetime | None:
    year, month, day, time, offset = match.groups()
    text = f"{year}-{month:0>2}-{day:0>2}T{(time or '00:00').rjust(5, '0')}{(offset or '').upper()}"
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _take_file_date(
    source: SourceText, data: dict[str, object], diagnostics: list[Diagnostic]
) -> None:
    match = _FILE_DATE.search(source.name)
    if match is None:
        return
    try:
        data["published_at"] = datetime.fromisoformat(f"{match[1]}T00:00:00+00:00")
    except ValueError:
        return
    found = {"found": f"the file's name, as midnight UTC of {match[1]}"}
    diagnostics.append(Diagnostic("TR313", "published_at", source.span(0, 0), found))


JEKYLL = MarkdownReader()
