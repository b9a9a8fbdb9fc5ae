"""The express lane: text in the canonical form, perhaps but for markers and labels, by patterns.

Most of what is read was written by a renderer or is as good as that. Where these patterns take
it, and no text holds anything that could be markup, nothing needs scanning: the patterns have
found all texts and their places. All else goes the general way, which gives the same for such
texts (a property test holds the two together) and takes several times as long.

A whole document is taken where its headings and its front matter are canonical; sections that
these patterns refuse, and a disclaimer, are left to the general way. A section or an item is taken
in every dialect.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from themereport.document.dialect import built_in
from themereport.document.express_appendix import first_appendix, take_appendices
from themereport.document.express_item import PARAGRAPH, TEXT
from themereport.document.express_lists import TakeSection, express_sections
from themereport.document.line import Line
from themereport.document.outline import SECTIONS
from themereport.document.part import Part
from themereport.document.taken import Taken
from themereport.models.report import moment_of_post, slug_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from themereport.document.dialect import Dialect
    from themereport.source.text import SourceText

__all__ = ["express_disclaimer", "express_document"]


def express_document(source: SourceText) -> Taken | None:
    """What a whole post holds; None if its front matter or its headings are not canonical."""
    text = source.text
    start = text.find("\n# ") + 3
    title = text[start : text.find("\n", start)]
    dialect = built_in()
    for language in dialect.languages:
        # A look at the title is cheaper than making a pattern for each language.
        if dialect.find_theme(title, language) and (head := _head(language)(text)):
            return _take_document(source, head, language)
    return None


@cache
def _head(language: str) -> Callable[[str], re.Match[str] | None]:
    """Matches a post up to the ten signals: its front matter, title and overview."""
    dialect = built_in()
    labels = dialect.labels[language]
    before, _, after = labels.title.partition("{theme}")
    lines = (
        r"---\nlayout: (post)\n",
        r'title: "([^"\\\n]*)"\n',
        r'date: "([0-9 :+-]{25})"\n',
        r'posttime: "([^"\\\n]*)"\n---\n\n',
        rf"# {re.escape(before)}({TEXT}){re.escape(after)}\n\n",
        *(rf"{re.escape(dialect.heading_line(key, labels))}\n\n" for key in ("brief", "overview")),
        rf"({PARAGRAPH})\n\n",
        rf"{re.escape(dialect.heading_line('signals', labels))}\n",
    )
    return re.compile("".join(lines)).match


_HEAD_PATHS = (
    "front_matter.layout",
    "front_matter.title",
    "published_at",
    "front_matter.posttime",
    "theme",
    "overview",
)


@cache
def _rest(language: str) -> tuple[tuple[str, int, TakeSection, str], ...]:
    """Each section from the signals on: key, length of its heading, take, what follows it."""
    dialect = built_in()
    labels = dialect.labels[language]
    takes = express_sections(dialect, language)
    keys = [section.key for section in SECTIONS[1:]]
    lines = [dialect.heading_line(key, labels) for key in keys]
    follows = [*(f"{line}\n" for line in lines[1:]), dialect.disclaimer_prefix(labels)]
    follows[0] = f"{dialect.heading_line('detail', labels)}\n\n{follows[0]}"
    return tuple(
        (key, len(line), takes[key], follow)
        for key, line, follow in zip(keys, lines, follows, strict=True)
    )


def _take_document(source: SourceText, head: re.Match[str], language: str) -> Taken | None:
    _, title, date, post_time, theme, overview = head.groups()
    moment = moment_of_post(date)
    if moment is None or post_time != date or title != slug_of(theme, moment):
        return None
    text, dialect, rest = source.text, built_in(), _rest(language)
    taken = Taken({})
    at = end = behind = head.end()
    headings: list[tuple[int, int]] = []
    for key, length, take, follow in rest:
        heading = at - 1 - length, at - 1
        headings.append(heading)
        behind = end = text.find(follow, at)
        if key == SECTIONS[-1].key:
            end = first_appendix(text, at, behind, dialect)
        if end < 0:
            return None
        if not take(source, at, end, taken):
            if _LANDMARK.search(text, at, end):
                return None
            line = Line("heading", dialect.level, "", *heading, "")
            taken.rest.append(Part(key, line, at, end))
        at = behind + len(follow)
    if not take_appendices(text, end, behind, dialect, taken):
        return None
    data = taken.data
    if match := _LAST_TEXT(text, at):
        data["disclaimer"] = match[1]
        taken.places.append((("disclaimer",), match.regs[1:]))
    elif _LANDMARK.search(text, at):
        return None
    else:
        taken.rest.append(_last_part(text, behind))
    data["theme"], data["overview"] = theme, overview
    data["published_at"], data["language"] = moment, language
    taken.places += (
        (_HEAD_PATHS, head.regs[1:]),
        ([key for key, *_ in rest], headings),
    )
    return taken


def _last_part(text: str, start: int) -> Part:
    """The disclaimer that begins at an offset, and all behind it."""
    words = text[start : text.find("\n", start)]
    return Part("disclaimer", Line("line", 0, "", start, start, words), start, len(text))


# What might be a heading or the disclaimer, or hide one, where words are read more closely. A line
# of `*` is none.
_LANDMARK = re.compile(r"^[ \t]*(?:#|\*\*(?!\*+[ \t]*$)|```|~~~)|<!--", re.MULTILINE)
_LAST_TEXT = re.compile(rf"({TEXT})\n\Z").match


@cache
def express_disclaimer(
    dialect: Dialect, language: str
) -> Callable[[str, int, int], re.Match[str] | None]:
    """What matches the line of the disclaimer, and the blank lines below it."""
    prefix = re.escape(dialect.disclaimer_prefix(dialect.labels[language]))
    return re.compile(rf"{prefix}({TEXT})\n*").fullmatch
