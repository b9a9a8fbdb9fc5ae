"""A driver's thesis and steps where they are no sentence with a numbered list below it.

Models set them below names such as `传导步骤：`, below headings of their own, or all in one line.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import evolve

from themereport.document.entry import with_inner_marker
from themereport.document.marker import DECIMAL, behind_number, is_bullet, number_of
from themereport.document.pattern import LazyPattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from themereport.document.entry import Entry
    from themereport.document.finding import Findings
    from themereport.document.outline import SectionSpec
    from themereport.document.passage import Passage

__all__ = [
    "begins_part",
    "says_step",
    "split_names",
    "split_only_step",
    "split_ranks",
    "split_steps",
    "split_thesis",
    "with_inner_headings",
]

_AROUND = " \t\u3000*_：:#"
_PART = (
    r"(?:(?:投资|投資|核心|传导|傳導|影响|影響|推演|推导|推導|推理|分析|具体|具體|分步|逐步|逻辑|邏輯|演进|演進){0,4}"
    r"(?:步骤|步驟|路径|路徑|链条?|鏈條?|推演|推导|推導|推理|过程|過程|拆解|解释|解釋|机制|機制|逻辑|邏輯|观点|觀點|论点|論點)"
    r"(?:如下|拆解|分解|概述)?"
    r"|(?:(?:core|key|main|central|investment|reasoning|logic|transmission|causal|analysis) ){0,3}"
    r"(?:steps?|logic|thesis|argument|reasoning|chain|path|process|mechanism|view)"
    r"|step[- ]by[- ]step(?: (?:logic|analysis|reasoning|explanation))?"
    r"|(?:投資)?(?:ロジック|論理|ステップ|手順)|(?:투자 )?(?:논리|논지|단계|경로)"
    r"|schritte|(?:investment)?(?:these|logik)|étapes|thèse|logique|pasos|tesis|lógica"
    r"|الخطوات|الأطروحة|المنطق)"
)
_IS_PART = LazyPattern(_PART, re.IGNORECASE)
_BEGINS_PART = LazyPattern(
    rf"(\*\*|__|){_PART}[ \u00a0\u202f]?(?:[：:]\1|\1[ \u00a0\u202f]?[：:])", re.IGNORECASE
)
_STEP = r"(?:step|schritt|[ée]tape|paso|الخطوة|ステップ|手順|단계|步[骤驟])[ ]?"
_BEHIND_STEP = LazyPattern(
    rf"(?:{_STEP}(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})|第(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})步"
    r"|\d{1,2} ?단계)[ \t\u3000：:.)—–-]*",
    re.IGNORECASE,
)

_ENGLISH = ("first", "second", "third", "fourth", "fifth", "sixth")
_SPOKEN = ("首先", "其次", "再次", "最后", "最後")
# How the steps of one sentence are numbered, each with what stands between number and words.
_WAYS = (
    r"([①-⑳])[ \t]*",
    r"(第[一二三四五六七八九十]{1,3})步?[，,、：:][ \t]*",
    r"([（(]\d{1,2}[）)]|(?<![\d（(])\d{1,2}[）)])[ \t]*",
    r"((?<![\w.])\d{1,2})(?:、|\\?\.[ \t]*(?!\d))",
    rf"(?i:\b(?:and )?({'|'.join(_ENGLISH)})(?:ly)?),[ \t]*",
    rf"(?i:({_STEP}(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})))[：:、][ \t]*",
    rf"({'|'.join(_SPOKEN)})[，,]?[ \t]*",
)
_ANY_WAY = LazyPattern(rf".*?(?:{'|'.join(_WAYS)})", re.DOTALL)
_BOLD_END = re.compile(r"(?:(?<!\\)(?:\*\*|__)[ \t]*){0,2}\Z")
_ARROW = re.compile(r"(?:[→➔➜⇒]|[-=—]{1,2}>)[ \t]*")
# Among words that run from right to left, an arrow that leads on points to the left.
_TURNED_ARROW = re.compile(r"[←⇐][ \t]*")
_TURNED = re.compile("[\u0620-\u06ff]")
_SENTENCE_END = re.compile(r"[。！？；]|[.!?;](?=[ \t])")
_MOST_STEPS = 24
_BETWEEN = " \t\u3000；;，,、"


def with_inner_headings(section: SectionSpec, entries: list[Entry]) -> list[Entry]:
    """`entries` with the headings inside of an item as what they are: its steps, or more words.

    Inside is what stands below the words of an item, and is deeper than the first heading. Right
    below another heading, it may as well be that one which is the name of several, unless it names
    a part of a driver.
    """
    headings = [entry for entry in entries if entry.kind == "heading"]
    if not headings or (entries[0].kind != "heading" and not all(map(says_step, headings))):
        return entries
    depth = len(headings[0].marker) if entries[0].kind == "heading" else 0
    is_inside = _is_step_inside(entries) if section.steps else _is_said_again(headings)
    found: list[Entry] = []
    has_words = False
    for entry in entries:
        is_outer = entry.kind == "heading" and len(entry.marker) <= depth
        is_named = has_words or (bool(section.steps) and _is_part(entry))
        is_inner = entry.kind == "heading" and not is_outer and is_named and is_inside(entry)
        has_words = not is_outer and (has_words or entry.kind != "heading")
        found.append(_as_step_or_words(section, entry) if is_inner else entry)
    return found


def _is_step_inside(entries: list[Entry]) -> Callable[[Entry], bool]:
    """What says whether a heading is that of a step: by its words, or as it has no steps itself."""
    with_items: set[Entry] = set()
    last: Entry | None = None
    for entry in entries:
        last = entry if entry.kind == "heading" else last
        if entry.kind == "item" and last is not None:
            with_items.add(last)
    return lambda heading: heading not in with_items or says_step(heading) or _is_part(heading)


def _is_said_again(headings: list[Entry]) -> Callable[[Entry], bool]:
    """What says whether a heading stands in several items, as `影响` does, and names none."""
    times = Counter(heading.passage.text.strip(_AROUND) for heading in headings)
    return lambda heading: times[heading.passage.text.strip(_AROUND)] > 1


def _as_step_or_words(section: SectionSpec, heading: Entry) -> Entry:
    if not section.steps or _is_part(heading):
        return evolve(heading, kind="text")
    text = heading.passage.text
    match = _BEHIND_STEP.match(text)
    at = match.end() if match else behind_number(text)
    # Further out than any list, which holds more of its words.
    return evolve(heading, kind="item", level=-2, passage=heading.passage.cut(at))


def split_names(entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The entries of drivers, and those that only say what stands below: the thesis, or the steps."""
    names = {
        entry
        for entry, below in pairwise(entries[1:])
        if entry.kind == "text" and below.kind in {"item", "text"} and _is_part(entry)
    }
    return [e for e in entries if e not in names], [e for e in entries if e in names]


def begins_part(entry: Entry) -> bool:
    """Whether words begin with the name of a part of a driver, not with its subject."""
    return entry.kind != "heading" and _BEGINS_PART.match(entry.passage.text) is not None


def says_step(entry: Entry) -> bool:
    """Whether words begin with the number of a step, such as `步骤1：`."""
    return entry.kind != "text" and _BEHIND_STEP.match(entry.passage.text.lstrip("*_")) is not None


def _is_part(entry: Entry) -> bool:
    """Whether words are no more than the name of a part of a driver."""
    text = entry.passage.text.strip()
    is_set = (
        entry.kind == "heading" or entry.marker[:1] == "#" or text[-1:] in {"*", "_", "：", ":"}
    )
    return is_set and _IS_PART.fullmatch(text.strip(_AROUND)) is not None


def split_thesis(
    entries: list[Entry], *, is_blank: bool
) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """What belongs to the thesis of a list, what only names its steps, and the steps.

    The thesis is in the list only where it `is_blank` above.
    """
    for at, (entry, below) in enumerate(pairwise(entries)):
        if below.kind == "item" and below.level >= entry.level and _is_part(entry):
            if at == 0 or is_blank:
                return entries[:at], [entry], entries[at + 1 :]
            break
    if is_blank and len(entries) > 1 and _number(entries[0]) is None:
        first, second, *_ = entries
        inner = first.level + 2
        is_above = all(entry.kind != "item" or entry.level >= inner for entry in entries[1:])
        if second.kind == "item" and (is_above or _number(second) == 1):
            return [first], [], entries[1:]
    return [], [], entries


def _number(entry: Entry) -> int | None:
    """The number that an item has, perhaps behind its bullet."""
    if not is_bullet(entry.marker):
        return number_of(entry.marker)
    inner = with_inner_marker(entry)
    if inner is not entry:
        return number_of(inner.marker)
    match = _BEHIND_STEP.match(entry.passage.text)
    return number_of(match[0]) if match else None


def split_only_step(entry: Entry, findings: Findings) -> list[Passage]:
    """The steps that stand in the line of a single one; nothing if it is what it seems.

    Behind `1.`, as the canonical form has it, all is one step.
    """
    if entry.kind != "item" or not (is_bullet(entry.marker) or not entry.is_commonmark):
        return []
    passage = entry.passage if is_bullet(entry.marker) else entry.as_text(findings)
    above, *steps = split_steps(passage) or [passage]
    if not steps or not above.text.strip():
        return steps
    if _IS_PART.fullmatch(above.text.strip(_AROUND)) is None:
        return []
    # The name of the steps goes on in the first.
    end, first = above.end, steps[0]
    return [above.joined(first), *steps[1:]] if end < first.start else []


def split_steps(passage: Passage) -> list[Passage]:
    """The thesis, and the steps that go on in its line; nothing if there are none."""
    text = passage.text
    lines = [at for at, _ in passage.seams]
    places = _numbered(text) or _below(text, lines) or _in_chain(text, lines)
    if not 1 < len(places) <= _MOST_STEPS:
        return []
    ends = [start for start, _ in places[1:]] + [len(text)]
    steps = [
        passage.cut(begin, begin + len(text[begin:end].rstrip(_BETWEEN)))
        for (_, begin), end in zip(places, ends, strict=True)
    ]
    return [passage.cut(0, len(text[: places[0][0]].rstrip())), *steps]


def split_ranks(entries: list[Entry], findings: Findings) -> tuple[Entry, list[Passage]] | None:
    """The entry that all ten signals stand in, numbered in one paragraph, and each of them."""
    items = [entry for entry in entries if entry.kind == "item"]
    texts = items or [entry for entry in entries if entry.kind == "text"]
    if len(texts) != 1:
        return None
    above, *ranked = split_steps(texts[0].whole(findings)) or [texts[0].passage]
    if len(ranked) != 10 or above.text.strip("*_"):
        return None
    if above.text:  # each is bold, with its number
        ranked = [passage.cut(0, len(_BOLD_END.sub("", passage.text))) for passage in ranked]
    return texts[0], ranked


def _below(text: str, lines: list[int]) -> list[tuple[int, int]]:
    """Where lines that are numbered `2.1`, `2.2` begin, and their words."""
    marks = [mark for at in (0, *lines) if (mark := DECIMAL.match(text, at))]
    numbers = [int(mark[1]) for mark in marks]
    if numbers != list(range(1, len(marks) + 1)):
        return []
    return [mark.span() for mark in marks]


def _numbered(text: str) -> list[tuple[int, int]]:
    """Where the numbers of steps in a sentence begin and end, which count up from 1."""
    if _ANY_WAY.match(text) is None:
        return []
    for way in _WAYS:
        marks = list(re.finditer(way, text))
        numbers = [_number_in_words(mark[1].lower(), at) for at, mark in enumerate(marks, 1)]
        if len(marks) > 1 and numbers == list(range(1, len(marks) + 1)):
            return [mark.span() for mark in marks]
    return []


def _number_in_words(mark: str, expected: int) -> int | None:
    if mark in _ENGLISH:
        return _ENGLISH.index(mark) + 1
    if mark in _SPOKEN:
        # The last of them may be the second.
        return expected if (mark == "首先") is (expected == 1) else None
    return number_of(mark)


def _in_chain(text: str, lines: list[int]) -> list[tuple[int, int]]:
    """Where the steps of a chain such as `甲 → 乙 → 丙` begin, and the arrows in front of them.

    The first begins behind a sentence, or where one of the `lines` does.
    """
    arrows = list(_ARROW.finditer(text))
    if not arrows and _TURNED.search(text):
        arrows = list(_TURNED_ARROW.finditer(text))
    # One arrow alone may be words, unless they are called steps.
    fewest = 2 if _BEGINS_PART.match(text) is None else 1
    if len(arrows) < fewest:
        return []
    first = arrows[0].start()
    before = len(text[:first].rstrip())
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, before - 1)]
    begin = max([0, *ends, *(line for line in lines if line < first)])
    return [(begin, begin), *(arrow.span() for arrow in arrows)]
