"""The express lane: text in the canonical form, perhaps but for its markers, by a few patterns.

Most of what is read was written by a renderer or is as good as that. Where these patterns take
it, and no text holds anything that could be markup, nothing needs scanning: the patterns have
found all texts and their places. All else goes the general way, which gives the same for such
texts (a property test holds the two together) and takes several times as long.

The patterns are made from the outline and the dialect, like everything that reads or writes. A
whole document is taken in the canonical form only, a section or an item in every dialect. Markers
of lists are what drifts most, so there are patterns that take other markers, too, and note them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from attrs import define, field

from themereport.document.dialect import built_in
from themereport.document.form import ranked_marker, step_marker
from themereport.document.inline import UNSEEN
from themereport.document.kind import kind_of_target
from themereport.document.outline import SECTIONS
from themereport.models.report import moment_of_post, slug_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from themereport.document.dialect import Dialect
    from themereport.document.outline import SectionSpec
    from themereport.locales.labels import Labels
    from themereport.source.text import SourceText

__all__ = [
    "Places",
    "Taken",
    "allows_lists",
    "express_disclaimer",
    "express_document",
    "express_item",
    "express_sections",
]

Fields: TypeAlias = "dict[str, object]"
Places: TypeAlias = "list[tuple[Sequence[str], Sequence[tuple[int, int]]]]"
"""Paths of fields, and beside them where they stand; put together when somebody asks."""
Markers: TypeAlias = "list[tuple[str, str, int, int, str, int]]"
"""Markers that are not canonical, as `Findings.check_marker` takes them."""


@define
class Taken:
    """What was taken: fields, their places, and what is to be reported of markers."""

    data: Fields
    places: Places = field(factory=list)
    markers: Markers = field(factory=list)


Take: TypeAlias = "Callable[[str, int, int, Taken], bool]"
"""Takes the section between two offsets of a text, or refuses it."""

# A trimmed text without anything that could be markup inside a line.
_TEXT = r"[^\s\\&*_`\[<~](?:[^\n\\&*_`\[<~]*[^\s\\&*_`\[<~])?"
# The same where it begins a block.
_PARAGRAPH = rf"(?![#>+=:|~-]|\d+[.)]|[{UNSEEN}]+\n){_TEXT}"
# Markers as they are mostly written; those that differ from the canonical ones are reported.
_ANY_BULLET = r"[*+-] {1,3}"
_ANY_NUMBER = r"[.)、] {0,4}"
_ANY_INDENT = r" {3,4}"
# Longer lists are rare; they go the general way.
_MOST_ITEMS = 24
_MOST_STEPS = 12


def express_document(source: SourceText) -> Taken | None:
    """What a whole post holds; None if it is not canonical, perhaps but for its markers."""
    text = source.text
    start = text.find("\n# ") + 3
    title = text[start : text.find("\n", start)]
    dialect = built_in()
    for language in dialect.languages:
        # A look at the title is cheaper than making a pattern for each language.
        if dialect.find_theme(title, language) and (head := _head(language)(text)):
            taken = _take_document(text, head, language, any_marker=False)
            if taken is None and allows_lists(source, 0, len(text)):
                taken = _take_document(text, head, language, any_marker=True)
            return taken
    return None


def allows_lists(source: SourceText, start: int, end: int) -> bool:
    """Whether no list between two offsets can go beyond the limits, which are not looked at here."""
    limits = source.limits
    return limits.nesting > 0 and source.text.count("\n", start, end) <= limits.items


@cache
def express_sections(dialect: Dialect, language: str, any_marker: bool = False) -> dict[str, Take]:
    """What takes each section of the outline under the labels of `language`.

    With `any_marker`, the markers of lists need not be those of the dialect; others are noted.
    """
    labels = dialect.labels[language]
    takes: dict[str, Take] = {}
    for section in SECTIONS:
        if section.shape == "text":
            takes[section.key] = _text(section)
        elif section.shape == "ranked":
            takes[section.key] = _ranked(section, any_marker)
        elif section.key in dialect.tables:
            takes[section.key] = _no_list
        elif section.steps:
            takes[section.key] = _stepped(section, dialect, labels, any_marker)
        else:
            takes[section.key] = _labelled(section, dialect, labels, any_marker)
    return takes


def _no_list(text: str, start: int, end: int, taken: Taken) -> bool:
    """Tables go the general way."""
    del text, start, end, taken
    return False


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
        rf"# {re.escape(before)}({_TEXT}){re.escape(after)}\n\n",
        *(rf"{re.escape(dialect.heading_line(key, labels))}\n\n" for key in ("brief", "overview")),
        rf"({_PARAGRAPH})\n\n",
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
def _rest(language: str, any_marker: bool) -> tuple[tuple[str, int, Take, str], ...]:
    """Each section from the signals on: key, length of its heading, take, what follows it."""
    dialect = built_in()
    labels = dialect.labels[language]
    takes = express_sections(dialect, language, any_marker)
    keys = [section.key for section in SECTIONS[1:]]
    lines = [dialect.heading_line(key, labels) for key in keys]
    follows = [*(f"{line}\n" for line in lines[1:]), dialect.disclaimer_prefix(labels)]
    follows[0] = f"{dialect.heading_line('detail', labels)}\n\n{follows[0]}"
    return tuple(
        (key, len(line), takes[key], follow)
        for key, line, follow in zip(keys, lines, follows, strict=True)
    )


def _take_document(
    text: str, head: re.Match[str], language: str, *, any_marker: bool
) -> Taken | None:
    _, title, date, post_time, theme, overview = head.groups()
    moment = moment_of_post(date)
    if moment is None or post_time != date or title != slug_of(theme, moment):
        return None
    rest = _rest(language, any_marker)
    taken = Taken({})
    at = head.end()
    headings: list[tuple[int, int]] = []
    for _, length, take, follow in rest:
        headings.append((at - 1 - length, at - 1))
        end = text.find(follow, at)
        if end < 0 or not take(text, at, end, taken):
            return None
        at = end + len(follow)
    match = _LAST_TEXT(text, at)
    if match is None:
        return None
    data = taken.data
    data["theme"], data["overview"], data["disclaimer"] = theme, overview, match[1]
    data["published_at"], data["language"] = moment, language
    taken.places += (
        (_HEAD_PATHS, head.regs[1:]),
        ([key for key, *_ in rest], headings),
        (("disclaimer",), match.regs[1:]),
    )
    return taken


_LAST_TEXT = re.compile(rf"({_TEXT})\n\Z").match


def _text(section: SectionSpec) -> Take:
    match_all = re.compile(rf"\n*({_PARAGRAPH})\n+").fullmatch
    paths = (section.key,)

    def take(text: str, start: int, end: int, taken: Taken) -> bool:
        match = match_all(text, start, end)
        if match is None:
            return False
        taken.data[section.key] = match[1]
        taken.places.append((paths, match.regs[1:]))
        return True

    return take


def _ranked(section: SectionSpec, any_marker: bool) -> Take:
    markers = (
        f"{rank}{_ANY_NUMBER}" if any_marker else re.escape(ranked_marker(rank))
        for rank in range(1, 11)
    )
    items = "".join(rf"{marker}\*\*({_TEXT})\*\*\n+" for marker in markers)
    match_all = re.compile(rf"\n*{items}").fullmatch
    key, field = section.key, section.text
    paths = [f"{key}[{at}].{field}" for at in range(10)]

    def take(text: str, start: int, end: int, taken: Taken) -> bool:
        match = match_all(text, start, end)
        if match is None:
            return False
        taken.data[key] = [
            {"rank": rank, field: words} for rank, words in enumerate(match.groups(), 1)
        ]
        regs = match.regs[1:]
        taken.places.append((paths, regs))
        if any_marker:
            for rank, (path, (begin, _)) in enumerate(zip(paths, regs, strict=True), 1):
                _note(text, begin - 2, path, ranked_marker(rank), rank, taken.markers)
        return True

    return take


def _labelled(section: SectionSpec, dialect: Dialect, labels: Labels, any_marker: bool) -> Take:
    key, label, body, lead = section.key, section.label, section.text, section.lead
    bullet = _ANY_BULLET if any_marker else re.escape(dialect.bullet)
    item = rf"({bullet}\*\*({_TEXT}){re.escape(labels.after_label)}\*\* ({_TEXT}))\n+"
    start_of_list = rf"\n*({_PARAGRAPH})\n+" if lead else r"\n*"
    first = 1 if lead else 0
    is_impact = key == "impacts"
    behind_label = f"{labels.after_label}** "

    @cache
    def form(count: int) -> tuple[Callable[..., re.Match[str] | None], list[str]]:
        """What matches a list of `count` items, and the paths of its groups."""
        paths = [lead] if lead else []
        for at in range(count):
            paths += (f"{key}[{at}]", f"{key}[{at}].{label}", f"{key}[{at}].{body}")
        return re.compile(start_of_list + item * count).fullmatch, paths

    def take(text: str, start: int, end: int, taken: Taken) -> bool:
        count = text.count(behind_label, start, end)
        if not 0 < count <= _MOST_ITEMS:
            return False
        match_all, paths = form(count)
        match = match_all(text, start, end)
        if match is None:
            return False
        groups = match.groups()
        names, texts = groups[first + 1 :: 3], groups[first + 2 :: 3]
        if lead:
            taken.data[lead] = groups[0]
        if is_impact:
            taken.data[key] = [
                {label: name, body: words, "kind": kind_of_target(name)}
                for name, words in zip(names, texts, strict=True)
            ]
        else:
            taken.data[key] = [
                {label: name, body: words} for name, words in zip(names, texts, strict=True)
            ]
        regs = match.regs[1:]
        taken.places.append((paths, regs))
        if any_marker:
            for path, (begin, _) in zip(paths[first::3], regs[first + 1 :: 3], strict=True):
                _note(text, begin - 2, path, dialect.bullet, 0, taken.markers)
        return True

    return take


def _note(text: str, content: int, path: str, expected: str, number: int, markers: Markers) -> None:
    """Note the marker in front of the offset `content` if it is not as expected."""
    start = text.rfind("\n", 0, content) + 1
    found = text[start:content]
    if found != expected:
        markers.append((path, found.strip(), start, content, expected, number))


@cache
def express_disclaimer(
    dialect: Dialect, language: str
) -> Callable[[str, int, int], re.Match[str] | None]:
    """What matches the line of the disclaimer, and the blank lines below it."""
    prefix = re.escape(dialect.disclaimer_prefix(dialect.labels[language]))
    return re.compile(rf"{prefix}({_TEXT})\n*").fullmatch


class PlainItem(NamedTuple):
    """An item with its label in bold, and no other markup; `found` is how the label is set.

    That is "" where it is canonical. Places are pairs of offsets.
    """

    label: str
    text: str
    label_place: tuple[int, int]
    text_place: tuple[int, int]
    found: str


_MARKS = "：:，,、،"
_NO_END = f"{_MARKS} \t\u3000\u00a0\u202f"
_PLAIN_ITEM = re.compile(
    rf"\*\*({_TEXT})\*\*([{_MARKS}]?)([ \t\u3000]?)(?![{_MARKS}\u00a0\u202f—–-])({_TEXT})"
).fullmatch


def express_item(text: str, start: int, end: int, mark: str) -> PlainItem | None:
    """The item between two offsets, behind its marker, with one mark in or behind the bold."""
    match = _PLAIN_ITEM(text, start, end)
    if match is None:
        return None
    label, after, gap, words = match.groups()
    inside = ""
    if label[-1] in _MARKS:
        label, inside = label[:-1], label[-1]
    if bool(inside) is bool(after) or not label or label[-1] in _NO_END:
        return None
    begin = start + 2
    is_canonical = inside == mark and gap == " "
    found = "" if is_canonical else f"**…{inside}**{after}{gap}"
    return PlainItem(label, words, (begin, begin + len(label)), match.span(4), found)


def _stepped(section: SectionSpec, dialect: Dialect, labels: Labels, any_marker: bool) -> Take:
    key, label, body, steps = section.key, section.label, section.text, section.steps
    behind_label = f"{labels.after_subject}** "
    bullet = _ANY_BULLET if any_marker else re.escape(dialect.bullet)
    item = rf"\n*({bullet}\*\*({_TEXT}){re.escape(labels.after_subject)}\*\* ({_TEXT}))\n"

    @cache
    def form(count: int) -> Callable[..., re.Match[str] | None]:
        """What matches an item with `count` steps."""
        markers = (
            f"{_ANY_INDENT}{number}{_ANY_NUMBER}" if any_marker else re.escape(step_marker(number))
            for number in range(1, count + 1)
        )
        lines = (rf"{marker}({_PARAGRAPH})\n+" for marker in markers)
        return re.compile(item + "".join(lines)).match

    @cache
    def paths_of(at: int, count: int) -> list[str]:
        path = f"{key}[{at}]"
        numbered = (f"{path}.{steps}[{number}]" for number in range(count))
        return [path, f"{path}.{label}", f"{path}.{body}", *numbered]

    def take(text: str, start: int, end: int, taken: Taken) -> bool:
        items: list[Fields] = []
        at = start
        while at < end and len(items) < _MOST_ITEMS:
            here = text.find(behind_label, at, end)
            if here < 0:
                return False
            after = text.find(behind_label, here + 1, end)
            count = text.count("\n   ", at, text.rfind("\n", at, after) if after > 0 else end)
            if not 0 < count <= _MOST_STEPS:
                return False
            match = form(count)(text, at, end)
            if match is None:
                return False
            _, name, words, *numbered = match.groups()
            paths, regs = paths_of(len(items), count), match.regs[1:]
            taken.places.append((paths, regs))
            if any_marker:
                _note(text, regs[1][0] - 2, paths[0], dialect.bullet, 0, taken.markers)
                for number in range(1, count + 1):
                    path, begin = paths[number + 2], regs[number + 2][0]
                    _note(text, begin, path, step_marker(number), number, taken.markers)
            items.append({label: name, body: words, steps: numbered})
            at = match.end()
        taken.data[key] = items
        return at == end and bool(items)

    return take
