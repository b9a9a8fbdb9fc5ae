"""Markdown: posts with front matter, and the same without."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from themereport.diagnostics.diagnostic import Diagnostic, Fix
from themereport.document.express import Places, express_document
from themereport.document.extract import extract
from themereport.models.report import moment_of_post, post_time, slug_of
from themereport.readers import scanner
from themereport.readers.finish import finish
from themereport.readers.front_matter import FrontMatterText, read_front_matter
from themereport.source.edit import Edit

if TYPE_CHECKING:
    from themereport.readers.reader import Defaults
    from themereport.readers.result import ReadResult
    from themereport.source.text import SourceText

__all__ = ["JEKYLL", "MarkdownReader"]

_FILE_DATE = re.compile(r"(?:\A|[/\\])(\d{4}-\d\d-\d\d)-[^/\\]*\Z")
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
        data: dict[str, object] = {}
        places: Places = []
        if express_document(source.text, data, places):
            return finish(source, data, places, [], defaults)
        data.clear()
        offsets: dict[str, tuple[int, int]] = {}
        front = read_front_matter(source)
        if front is None:
            missing = Diagnostic("TR101", "front_matter", source.span(0, 0))
            front = FrontMatterText({}, {}, [missing])
        diagnostics = front.diagnostics
        if not front.closed:
            return finish(source, data, [], diagnostics, defaults)
        _take_front_matter(source, front, data, offsets)
        if "published_at" not in offsets and "published_at" not in defaults:
            _take_file_date(source, data, diagnostics)
        annotations = front.values.get("themereport")
        said = extract(source, front.body, scanner, annotations, data, offsets, diagnostics)
        _drop_derived(data)
        places = [(list(offsets), list(offsets.values()))]
        return finish(source, data, places, diagnostics, defaults, said)


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


def _drop_derived(data: dict[str, object]) -> None:
    """Drop the title and the posttime of nearly all posts, which repeat other fields.

    The model would do so, too, but only after checking them value by value.
    """
    extra, moment = data.get("front_matter"), data.get("published_at")
    if isinstance(extra, dict) and isinstance(moment, datetime):
        if extra.get("title") == slug_of(str(data.get("theme")), moment):
            del extra["title"]
        if extra.get("posttime") == post_time(moment):
            del extra["posttime"]


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
    if moment := moment_of_post(text):
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
