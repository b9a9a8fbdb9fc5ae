"""Which entries of a section begin an item, and which go on in the one above."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import evolve

from themereport.document.bare import behind_pictures
from themereport.document.entry import with_inner_marker
from themereport.document.kind import names_group
from themereport.document.label import find_label, is_bold, is_bold_sentence, way_of_label
from themereport.document.marker import (
    NUMBERING,
    behind_number,
    behind_numbered_name,
    is_bullet,
    number_of,
    style_of,
)
from themereport.document.reasoning import begins_part, says_step

if TYPE_CHECKING:
    from themereport.document.entry import Entry
    from themereport.document.outline import SectionSpec
    from themereport.document.passage import Passage

__all__ = [
    "filled",
    "grouped",
    "has_two_readings",
    "headings_as_items",
    "is_background",
    "is_group_name",
    "is_step",
    "names_background",
    "split_farewell",
    "split_groups",
    "split_lead",
    "starts_of_ranked",
    "without_names_of_fields",
]


_RANKS = list(range(1, 11))
_MARKS = " \t\u3000*_"
_LONGEST_NAME = 60
_BACKGROUND = (
    r"(?:(?:事件|市场|市場|行业|行業|产业|產業|主题|主題|宏观|總體)?背景(?:介绍|介紹|概述|说明|說明)?|概述|概况|概況"
    r"|background|context|배경|hintergrund|contexte|contexto|antecedentes|الخلفية)"
)
_IS_BACKGROUND = re.compile(_BACKGROUND, re.IGNORECASE).fullmatch
_BEGINS_BACKGROUND = re.compile(
    rf"(\*\*|__|){_BACKGROUND}[ \u00a0\u202f]?(?:[：:]\1|\1[ \u00a0\u202f]?[：:])(?=.*\w)",
    re.IGNORECASE,
).match

_IS_FIELD = re.compile(
    r"(?:核心|关键|關鍵)?(?:事件|主题|主題|驱动|驅動|标的|標的|对象|對象|行业|行業|产业|產業|风险|風險)"
    r"(?:因素|标题|標題|名称|名稱|名|点|點)?|名称|名稱|标题|標題"
    r"|(?:event|theme|driver|factor|target|sector|industry|etf|risk)(?: name| title)?|name|subject|title",
    re.IGNORECASE,
).fullmatch
_SAID_OF_ITEM = re.compile(
    r"(\*\*|__|)(?:(?:潜在|潛在|事件|风险|風險)?(?:描述|说明|說明|影响|影響|分析|内容|內容|概述|详情|詳情|解释|解釋)"
    r"(?:分析|描述|说明|說明|概述)?|(?:potential )?(?:description|details?|analysis|impact|explanation|summary))"
    r"(?:[：:]\1|\1[：:])",
    re.IGNORECASE,
).match


def filled(entries: list[Entry]) -> list[Entry]:
    """`entries`, or none if they are an outline with nothing filled in."""
    if any(entry.passage.text.strip(_MARKS) for entry in entries):
        return entries
    # What stands alone and is no marker to Markdown may be a sentence, such as a dash.
    is_sentence = len(entries) == 1 and entries[0].kind == "item" and not entries[0].is_commonmark
    return entries if is_sentence else []


def starts_of_ranked(entries: list[Entry]) -> list[Entry]:
    """The entries that begin a signal: the outermost items, or paragraphs if there are none."""
    items = [entry for entry in entries if entry.kind == "item"]
    if items:
        base = min(entry.level for entry in items)
        outer = [entry for entry in items if entry.level < base + 2]
        numbered = [entry for entry in outer if not is_bullet(entry.marker)]
        # Bullets between numbers belong to the number above them.
        is_all = [number_of(entry.marker) for entry in numbered] == _RANKS
        return numbered if is_all or len(numbered) > len(outer) - len(numbered) else outer
    bold = [entry for entry in entries if entry.passage.text.startswith(("**", "__"))]
    return bold if len(bold) > 1 else []


def headings_as_items(entries: list[Entry]) -> list[Entry]:
    """`entries` with the numbered headings as items, if there are no other items.

    Without a number, a heading may as well be the name of several.
    """
    if any(entry.kind == "item" for entry in entries):
        return entries
    found: list[Entry] = []
    place = 1
    for entry in entries:
        found.append(_as_item(entry, place) if entry.kind == "heading" else entry)
        place += found[-1].kind == "item"
    return found


def _as_item(heading: Entry, place: int) -> Entry:
    passage = heading.passage
    if passage.text.startswith(("**", "__")):
        item = with_inner_marker(evolve(heading, kind="text"))
        return item if item.kind == "item" else heading
    start = behind_number(passage.text) or behind_numbered_name(passage.text, place)
    number = NUMBERING.match(passage.text)
    # As in `3、314Ah cells`, where the place tells.
    if number is not None and not number[0].isdecimal() and number_of(number[0]) == place:
        start = number.end()
    marker = passage.text[:start].strip()
    if not marker or start == len(passage.text):
        return heading
    return evolve(heading, kind="item", level=0, marker=marker, passage=passage.cut(start))


def is_group_name(entry: Entry, *, among_items: bool) -> bool:
    """Whether words among ranked items name those that follow, and go on in none."""
    if entry.kind == "heading":
        return True
    words = entry.passage.text.strip()
    is_outside = among_items and entry.kind == "text" and entry.level < 2
    return is_outside and is_bold(words) and not is_bold_sentence(words)


def split_groups(entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The impacts, and the names of groups among them: words such as `**相关ETF：**` above a list."""
    names = {
        above
        for above, below in pairwise(entries)
        if len(above.passage.text) <= _LONGEST_NAME
        and below.kind == "item"
        and (above.kind != "item" or below.level >= above.level + 2)
        and way_of_label(below.passage.text)
        and names_group(_bare(above.passage.text))
    }
    return (
        [entry for entry in entries if entry not in names],
        [entry for entry in entries if entry in names],
    )


def without_names_of_fields(section: SectionSpec, entries: list[Entry], mark: str) -> list[Entry]:
    """`entries` with the words of a label alone where they stand behind what they are.

    As in `**风险：** 政策` with `**描述：** …` below; what is below says what those words are.
    """
    found = list(entries)
    for at, (entry, below) in enumerate(pairwise(entries)):
        is_inside = below.kind == "text" or below.level >= entry.level + 2
        if entry.kind in {"item", "text"} and is_inside and _is_said_of_item(below):
            label = find_label(entry.passage, mark)
            # In the canonical form, only steps stand below an item.
            is_drift = label is not None and (label.found != "" or not section.steps)
            if label and is_drift and label.text.text and _IS_FIELD(_bare(label.label.text)):
                # A heading is a label from end to end.
                found[at] = evolve(entry, kind="heading", passage=label.text)
    return found


def _is_said_of_item(entry: Entry) -> bool:
    return begins_part(entry) or _SAID_OF_ITEM(entry.passage.text) is not None


def names_background(entry: Entry) -> bool:
    """Whether words only say that what stands below is the background."""
    is_apart = entry.kind == "heading" or is_bold(entry.passage.text.strip())
    return is_apart and is_background(entry.passage.text)


def is_background(name: str) -> bool:
    """Whether a heading is called as the background is."""
    return _IS_BACKGROUND(_bare(name)) is not None


def _bare(text: str) -> str:
    start = behind_number(text, behind_pictures(text))
    return text[start:].strip(f"{_MARKS}：:#")


def has_two_readings(section: SectionSpec, entries: list[Entry]) -> bool:
    """Whether a list below the only heading may be its words, or items of its own."""
    if section.steps or not entries or entries[0].kind != "heading":
        return False
    others = entries[1:]
    if any(entry.kind == "heading" for entry in others):
        return False
    return any(entry.kind == "item" and entry.has_label and entry.level < 2 for entry in others)


def split_lead(section: SectionSpec, entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """What stands before the first item, and the rest."""
    if section.lead and len(entries) > 1:
        first, second = entries[:2]
        # A sentence may begin with `①` or `一、`; the list behind it has markers of its own.
        is_list = second.is_commonmark or second.kind == "row"
        if first.kind == "item" and not first.is_commonmark and is_list:
            return entries[:1], entries[1:]
        # A sentence may begin with `【本期】`, too, if all behind it are items.
        if (
            first.kind == "text"
            and first.passage.text.startswith("【")
            and all(entry.is_commonmark or entry.kind == "row" for entry in entries[1:])
        ):
            return entries[:1], entries[1:]
        # Bold words with a list right below introduce it; below a label stands its text.
        if first.kind == "text" and is_list and is_bold(first.passage.text.strip()):
            return entries[:1], entries[1:]
    if section.steps and _is_paragraph_with_steps(entries):
        return [], entries
    is_named = bool(section.lead and entries and _BEGINS_BACKGROUND(entries[0].passage.text))
    for at, entry in enumerate(entries):
        if (entry.kind in {"item", "row"} or entry.has_label) and at >= is_named:
            return entries[:at], entries[at:]
    if not section.lead:
        return [], entries
    # Paragraphs, each with its first words in bold, or all but the first with a colon.
    ways = [way_of_label(entry.passage.text) for entry in entries]
    bold = (at for at, way in enumerate(ways) if way == "bold" and at >= is_named)
    have_colons = {*ways[1:]} == {"colon"}
    cut = next(bold, 1 if have_colons else len(entries))
    return entries[:cut], entries[cut:]


def split_farewell(entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The entries of a list, and the paragraphs that a line across the page keeps apart from it."""
    end = len(entries)
    for at in range(len(entries) - 1, 0, -1):
        entry = entries[at]
        if entry.kind != "text" or entry.passage.text.startswith(("**", "__")):
            break
        if entry.is_apart:
            end = at
    return entries[:end], entries[end:]


def grouped(section: SectionSpec, entries: list[Entry]) -> list[list[Entry]]:
    """The entries of each item: one that begins it, and those that belong to it."""
    groups: list[list[Entry]] = []
    if not entries:
        return groups
    first = entries[0]
    way = _way_of_paragraphs(entries)
    for entry in entries:
        begins = _begins_item(entry, first, section)
        if begins and section.steps and groups:
            # Of an item that has no steps yet, the name of a part is that of its thesis.
            has_steps = any(other.kind == "item" for other in groups[-1][1:])
            begins = has_steps or not begins_part(entry)
            begins = begins and (not says_step(entry) or says_step(groups[0][0]))
        if not groups or begins or (way and _is_paragraph(entry, way)):
            groups.append([entry])
        else:
            groups[-1].append(entry)
    return groups


def _way_of_paragraphs(entries: list[Entry]) -> str:
    """How paragraphs begin that stand in place of items; "" if they do not.

    Where nothing but a colon tells a label from a sentence, all of them must have one.
    """
    first = entries[0]
    if first.kind != "text" or first.has_label:
        return ""
    way = way_of_label(first.passage.text)
    if way == "colon":
        texts = (entry for entry in entries if entry.kind == "text")
        return way if all(_is_paragraph(entry, way) for entry in texts) else ""
    return way


def _is_paragraph_with_steps(entries: list[Entry]) -> bool:
    """Whether a list begins with a paragraph for an item, and steps below it."""
    if len(entries) < 2 or entries[0].kind != "text" or not way_of_label(entries[0].passage.text):
        return False
    return entries[1].kind == "item" and (not entries[1].has_label or says_step(entries[1]))


def _is_paragraph(entry: Entry, way: str) -> bool:
    return entry.kind == "text" and way_of_label(entry.passage.text) == way


def _begins_item(entry: Entry, first: Entry, section: SectionSpec) -> bool:
    if entry.kind == "heading":
        return True
    if first.kind == "heading":
        return False
    if entry.kind == "item":
        if entry.level >= first.level + 2:
            return False
        if first.kind != "item":
            return False
        if section.steps and not entry.has_label:
            # Steps that are not indented: marked in another way, or without a label.
            return style_of(entry.marker) == style_of(first.marker) and not first.has_label
        if is_bullet(entry.marker) != is_bullet(first.marker):
            return entry.has_label
        return True
    return entry.has_label and entry.level <= first.level


def is_step(entry: Entry, steps: list[tuple[Entry, list[Passage]]]) -> bool:
    """Whether an entry is a step of its own, behind those in `steps`."""
    if entry.kind != "item":
        return False
    # What is indented further than the first step belongs to the step above it.
    return not steps or entry.level < steps[0][0].level + 2
