"""The general way to read a post: whatever the text, a report or diagnostics."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING

from attrs import evolve

from themereport.diagnostics.diagnostic import Diagnostic
from themereport.document.annotated import take_annotations
from themereport.document.bare import has_ornaments
from themereport.document.body import Body
from themereport.document.citation import Citations
from themereport.document.dialect import built_in
from themereport.document.express import express_body
from themereport.document.extract import extract
from themereport.document.finding import Findings
from themereport.document.outline import SECTIONS_BY_KEY
from themereport.models.report import SLUG, moment_of_post, post_time, slug_of
from themereport.readers import scanner
from themereport.readers.aside import without_comments, without_margin, without_tags
from themereport.readers.fence import report_in
from themereport.readers.finish import finish
from themereport.readers.front_matter import (
    QUOTES,
    FrontMatterText,
    path_of_key,
    read_front_matter,
)
from themereport.readers.moment import other_moment, stated_moment
from themereport.readers.result import ReadResult, Spans
from themereport.readers.wrapping import behind_fence, find_content, unfence

if TYPE_CHECKING:
    from themereport.document.dialect import Dialect
    from themereport.document.taken import Places, Taken
    from themereport.readers.reader import Defaults
    from themereport.source.text import SourceText

__all__ = ["read_generally", "read_rest"]

_FILE_DATE = re.compile(r"(?:\A|[/\\])(\d{4}-\d\d-\d\d)-[^/\\]*\Z")


def read_generally(
    source: SourceText,
    dialect: Dialect | None,
    defaults: Defaults,
    taken: Taken | None,
    *,
    tried: bool,
) -> ReadResult:
    """Read a post in any form; without a `dialect`, it should be in the canonical one.

    `taken` is what the express lane took of the body, if it was `tried`.
    """
    if other := report_in(source.text):
        format, *place = other
        arguments = {"found": format.upper(), "format": format}
        problem = Diagnostic("TR112", "", source.span(*place), arguments)
        return ReadResult(None, (problem,), Spans(source, []), source)
    data: dict[str, object] = {}
    offsets: dict[str, tuple[int, int]] = {}
    diagnostics: list[Diagnostic] = []
    findings = Findings(source, diagnostics)
    spoken = dialect or built_in()
    source, start, stop = find_content(findings, spoken)
    findings = Findings(source, diagnostics)
    front = read_front_matter(source, start)
    if front is None:
        missing = Diagnostic("TR101", "front_matter", source.span(start, start))
        front = FrontMatterText({}, {}, [missing], start)
    elif front.closed:
        if start:
            front.body = behind_fence(findings, front.body, stop)
        front.body, stop = unfence(findings, front.body, stop, spoken)
    diagnostics += front.diagnostics
    front.diagnostics = diagnostics
    if not front.closed:
        return ReadResult(None, tuple(diagnostics), Spans(source, []), source)
    _take_front_matter(findings, front, data, offsets)
    annotations = front.values.get("themereport")
    citations = Citations(annotations)
    shown = source
    for without in (without_comments, without_margin, without_tags):
        shown, stop = without(Findings(shown, diagnostics), front.body, stop)
    is_named = "title" in front.values
    title = str(front.values.get("title", ""))
    body = Body(front.body, stop, _theme_of(front), is_named, spoken, citations, title=title)
    # The date may be in what could not be read.
    undated = any(found.severity == "error" for found in diagnostics)
    if dialect is None and (not tried or shown is not source):
        taken = express_body(shown, body.start, body.stop)
    if taken is not None and _may_be_adorned(str(taken.data["theme"]), body):
        taken = None
    findings = Findings(shown, diagnostics)
    said = _take_body(findings, body, data, offsets, taken, (annotations, front.offsets))
    if "published_at" not in offsets and not undated:
        stated = _take_stated_date(findings, body.start, start, data, offsets)
        if not {"published_at"} & {*data, *defaults}:
            _take_file_date(source, data, diagnostics)
        if stated is not None and not {"published_at"} & {*data, *defaults}:
            _refuse_stated_date(findings, *stated, data, offsets)
            undated = "published_at" not in data
    if undated:
        said |= {"published_at"}
    _drop_derived(data)
    places: Places = [(list(offsets), list(offsets.values()))]
    return finish(shown, data, places, diagnostics, defaults, said)


def read_rest(source: SourceText, start: int, defaults: Defaults, taken: Taken) -> ReadResult:
    """Read what the express lane has left of a body that begins at an offset."""
    findings = Findings(source, [])
    body = Body(start, len(source.text))
    data: dict[str, object] = {}
    offsets: dict[str, tuple[int, int]] = {}
    said = _take_body(findings, body, data, offsets, taken)
    places: Places = [(list(offsets), list(offsets.values()))]
    return finish(source, data, places, findings.diagnostics, defaults, said)


def _take_body(
    findings: Findings,
    body: Body,
    data: dict[str, object],
    offsets: dict[str, tuple[int, int]],
    taken: Taken | None,
    annotations: tuple[object, dict[str, tuple[int, int]]] = (None, {}),
) -> frozenset[str]:
    """Take the fields of a body to `data`, and their places to `offsets`.

    Returns the paths whose absence is covered by a diagnostic at another path.
    """
    source, diagnostics = findings.source, findings.diagnostics
    said = extract(source, body, scanner, data, offsets, diagnostics, taken)
    take_annotations(*annotations, data, offsets, findings)
    body.notices.enter(data, offsets, findings, body.dialect)
    body.citations.enter(data, offsets)
    body.citations.guard(source, diagnostics)
    return said


def _theme_of(front: FrontMatterText) -> str:
    """The theme that the title in the front matter names, or nothing."""
    title = front.values.get("title")
    slug = SLUG.fullmatch(title) if isinstance(title, str) else None
    return slug[1].strip() if slug else ""


def _may_be_adorned(theme: str, body: Body) -> bool:
    """Whether the title line may name `theme` with ornaments."""
    if body.is_named:
        return body.theme not in {"", theme}
    return has_ornaments(theme)


def _take_front_matter(
    findings: Findings,
    front: FrontMatterText,
    data: dict[str, object],
    offsets: dict[str, tuple[int, int]],
) -> None:
    extra: dict[str, object] = {}
    if front.is_canonical and (moment := moment_of_post(str(front.values["date"]))):
        # Nothing is to be said of it; nearly all posts whose bodies have drifted have such.
        for key, value in front.values.items():
            offsets[path_of_key(key)] = front.offsets[key]
            if key != "date":
                extra[key] = value
        data["published_at"], data["front_matter"] = moment, extra
        return
    for key in ("title", "date", "posttime"):
        _without_other_quotes(findings, front, key)
    for key, value in front.values.items():
        if key == "date":
            _take_moment(findings, front, key, data, offsets)
        elif key != "themereport":
            extra[key] = value
            offsets[f"front_matter.{key}"] = front.offsets[key]
    for key in ("title", "date", "posttime"):
        if key in front.values and key not in front.mended:
            _check_quotes(findings, front, key)
    if "date" not in front.values and "posttime" in extra:
        _take_moment(findings, front, "posttime", data, offsets)
        found = "'posttime', as there is no 'date'"
        findings.report("TR313", "published_at", *front.offsets["posttime"], found=found)
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


_CURLY = frozenset("“‘")
_QUOTED = {"'": "in single quotes", "“": "in curly quotes", "‘": "in curly quotes"}


def _without_other_quotes(findings: Findings, front: FrontMatterText, key: str) -> None:
    """Take off quotes that are words to YAML."""
    value = front.values.get(key)
    if not isinstance(value, str) or value[:1] not in _CURLY or value[0] + value[-1] not in QUOTES:
        return
    start, end = front.offsets[key]
    text, inner = findings.source.text, value[1:-1]
    is_bare = text[start:end] == value and text[start - 1 : start] not in {'"', "'"}
    if is_bare and not {value[0], value[-1]} & set(inner):
        front.values[key] = inner
        front.offsets[key] = (start + 1, end - 1)


def _check_quotes(findings: Findings, front: FrontMatterText, key: str) -> None:
    """Report a value that is not in double quotes."""
    start, end = front.offsets[key]
    text, value = findings.source.text, front.values[key]
    quoted = text[start - 1 : start]
    if quoted == '"' or not isinstance(value, str):
        return
    found = _QUOTED.get(quoted, "not in quotes")
    if quoted in _QUOTED:
        start, end = start - 1, end + 1
    written = json.dumps(value, ensure_ascii=False)
    if quoted == ":":  # an empty value, right behind its key
        written = f" {written}"
    findings.replace("TR325", path_of_key(key), start, end, written, key=key, found=found)


def _take_moment(
    findings: Findings,
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
    start, end = front.offsets[key]
    moment = other_moment(text.strip())
    if moment is None:
        findings.report("TR109", "published_at", start, end, found=text)
    elif moment.tzinfo is None:
        data["published_at"] = moment.isoformat()
    else:
        data["published_at"] = moment
        canonical = post_time(moment)
        # Written anew, a posttime that stands in for the date is dropped as derived.
        safe = key == "date"
        arguments = {"found": text, "expected": canonical}
        findings.replace("TR311", "published_at", start, end, canonical, safe=safe, **arguments)


def _take_stated_date(
    findings: Findings,
    begin: int,
    start: int,
    data: dict[str, object],
    offsets: dict[str, tuple[int, int]],
) -> tuple[datetime | None, tuple[int, int]] | None:
    """Take the date in a line such as `日期：…` above the first section of a body.

    The body begins at `begin`, and at `start` the front matter, if there is one. Then what stands
    above the title may be front matter that ended too early. Returns one that is not whole, and its
    place.
    """
    text = findings.source.text
    if start < begin and "theme" in offsets:
        begin = max(begin, offsets["theme"][0])
    sections = [offsets[key][0] for key in SECTIONS_BY_KEY if key in offsets]
    found = stated_moment(text, begin, min(sections, default=begin))
    if found is None:
        return None
    place = found[1]
    here = findings.source.span(*place).start.offset
    for index, other in enumerate(findings.diagnostics):
        span = other.span if other.code == "TR316" else None
        if span is not None and span.start.offset <= here < span.end.offset:
            # While nothing else says the date, the line stays.
            findings.diagnostics[index] = evolve(other, fix=None)
    moment = found[0]
    if moment is None or moment.tzinfo is None:
        return found
    data["published_at"], offsets["published_at"] = moment, place
    line = f'date: "{post_time(moment)}"\n'
    at = start
    if text.startswith("---\n", start) and start < begin:
        at += 4
    else:
        line = f"---\nlayout: post\n{line}---\n\n"
    words = f"the line {text[slice(*place)]!r}"
    findings.replace("TR313", "published_at", at, at, line, found=words)
    return None


def _refuse_stated_date(
    findings: Findings,
    moment: datetime | None,
    place: tuple[int, int],
    data: dict[str, object],
    offsets: dict[str, tuple[int, int]],
) -> None:
    """Report a stated date that is none; one without an offset is left for the model to refuse."""
    offsets["published_at"] = place
    if moment is None:
        found = findings.source.text[slice(*place)].strip()
        findings.report("TR109", "published_at", *place, found=found)
    else:
        data["published_at"] = moment.isoformat()


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
