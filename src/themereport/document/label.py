"""Labels: the words in front of an item's sentence, in all the ways they are set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from themereport.document.marker import PICTURES, behind_number, behind_numbered_name
from themereport.document.pattern import LazyPattern

if TYPE_CHECKING:
    from themereport.document.passage import Passage

__all__ = [
    "Label",
    "begins_with_label",
    "behind_numbered_label",
    "find_label",
    "heading_label",
    "is_bold",
    "is_bold_sentence",
    "way_of_label",
]

_MARKS = "：:，,、،"
_COMMAS = frozenset("，,、،")
_BLANKS = r" \t\u00a0\u202f"  # French has a narrow or a wide one before its colon
_ENDS = frozenset("。.！!？?؟")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(?:[^\\*_]++|\\.|(?!\1)[*_])+\1", re.DOTALL)
_LONGEST = 60
_SHORT = 30
_AROUND = f"{_MARKS} \t\u00a0\u202f"

_SET = re.compile(
    r"(?P<open>\*{1,3}|_{1,3})(?=\S)(?P<label>(?:[^\\*_]++|\\.|(?!(?P=open))[*_])+)(?P=open)"
    rf"(?P<after>[{_BLANKS}]*[{_MARKS}｜|]|[ \t]+[—–-]{{1,2}}(?=[ \t])|[ \t]*[—–]{{2}}"
    r"|[ \t]*(?:[→➔➜⇒➡»·•~=]\ufe0f?|[-=]>|>>)(?=[ \t]))?"
    r"(?P<gap>[ \t\u3000]*)",
    re.DOTALL,
)
_ASIDE = LazyPattern(
    r"(?P<words>[ \t]*(?:[（(][^（）()\n]{1,40}[)）]|\[[^\[\]\n]{1,40}\]|【[^【】\n]{1,40}】))"
    rf"(?P<after>[{_BLANKS}]*[：:]|[ \t]+[—–-]{{1,2}}(?=[ \t])|[—–]{{2}})(?P<gap>[ \t\u3000]*)(?=\S)"
)
_BRACKETED = re.compile(
    rf"[【「『](?P<label>[^】」』\n]+)[】」』](?P<after>[{_MARKS}]?)(?P<gap>[ \t\u3000]*)"
)
# What a label is given beside its words: how likely it is, or how good.
_LEVEL = LazyPattern(
    r"[高中低]{1,2}(?:风险|風險|概率|影响|影響)?|[极極][高低]|利好|利空|正面|负面|負面|中性|偏[多空]|看[多空]"
    r"|(?:[Hh]igh|[Mm]edium|[Ll]ow)(?: risk)?"
)
_COLON = LazyPattern(
    rf"(?P<label>[^：:。！？!?؟；;؛|｜\n]{{1,60}}?)(?P<after>[{_BLANKS}]*(?:[：｜]|:(?=[ \t]|[\u2e80-\uffff])))"
    r"(?P<gap>[ \t\u3000]*)(?=\S)"
)
_COMMA = re.compile(
    r"(?P<label>[^，,、،：:。！？!?؟；;؛|\n]{1,60}?)(?P<after>[，,、،])(?P<gap>[ \t\u3000]*)(?=\S)"
)
_DASH = re.compile(
    r"(?P<label>[^。！？!?؟；;؛|\n—–]{1,60}?)(?P<after>[ \t]+[—–-]{1,2}(?=[ \t])|[—–]{2})"
    r"(?P<gap>[ \t\u3000]*)(?=\S)"
)


# A full stop outside of the bold of a label stands for its colon, too.
_STOP = re.compile(r"(?:[。．]|\.(?=[ \t]))[ \t\u3000]*(?=\S)")

# What may stand in front: blanks, tags that only wrap, and another bullet.
_LEAD = re.compile(rf"(?:\s|</?[A-Za-z][^<>]*>|[{PICTURES}]\ufe0f?(?=[ \t]))*")
# A full stop at the end of a label stands for its colon, but not that of "Inc." or "U.S.".
_ABBREVIATED = re.compile(r"(?:\b(?:Inc|Corp|Ltd|Co|Cos|Bros|Jr|Sr|St|No|vs|etc)|\b\w|\.\w+)\.\Z")


class Label(NamedTuple):
    """The label and the text behind it; `found` is how it is set, "" where that is canonical.

    `end` is the index in the passage at which the text begins.
    """

    label: Passage
    text: Passage
    found: str
    end: int


def begins_with_label(text: str) -> bool:
    """Whether `text` begins with words that are set apart and marked as a label."""
    if text.startswith("【"):
        return _BRACKETED.match(text) is not None
    if not text.startswith(("**", "__")):
        return False
    close = text.find(text[:2], 2)
    # Nearly all are set like this; the pattern takes some time.
    if (
        close > 2
        and text[close - 1] in _MARKS
        and text[2] not in " \t*_"
        and text[close - 1] != "\\"
    ):
        return True
    match = _SET.match(text)
    if match is None:
        return False
    return bool(match["after"]) or match["label"][-1] in _MARKS or match.end() == len(text)


def way_of_label(text: str) -> str:
    """How words are set apart that may be a label, but for their place: "" if there are none."""
    text = text[: 2 * _LONGEST]  # one line may be asked about beside each line below it
    if _SET.match(text) is not None:
        return "bold"
    match = _COLON.match(text)
    return "colon" if match is not None and len(match["label"]) <= _SHORT else ""


def is_bold(text: str) -> bool:
    """Whether `text` is bold from end to end."""
    return text[-2:] in {"**", "__"} and _BOLD.fullmatch(text) is not None


def is_bold_sentence(text: str) -> bool:
    """Whether `text` is bold from end to end and ends as a sentence does, not as a label."""
    return text[-3:-2] in _ENDS and is_bold(text)


def find_label(
    passage: Passage, mark: str, number: int = 0, *, goes_on: bool = False
) -> Label | None:
    """Cut `passage` into label and text; None if it has no label.

    A name with the item's `number` in front, such as `Driver 1:`, is no label by itself. Where the
    item `goes_on` below, words that are all bold are its label.
    """
    text = passage.text
    closing = f"{mark}** "
    cut = text.find(closing)
    if cut > 2 and text.startswith("**") and "**" not in text[2:cut]:
        end = cut + len(closing)
        return Label(passage.cut(2, cut), passage.cut(end), "", end)
    before = _LEAD.match(text)
    assert before is not None  # every part of the pattern is optional
    lead = before.end()
    # As in `风险一：**政策**` or `风险一：政策：…`, where the label stands behind its name.
    if text[lead : lead + 1] not in {"*", "_"} and (
        name := behind_numbered_name(text[lead:], number)
    ):
        behind = _SET.match(text, lead + name) or _COLON.match(text, lead + name)
        if behind is None and mark in _COMMAS:
            behind = _COMMA.match(text, lead + name)
        lead += name if behind else 0
    match = _SET.match(text, lead)
    is_whole = match is not None and match.end() == len(text) and not goes_on
    if match is not None and is_whole and (inner := _inside(passage, match, mark, number)):
        return inner
    if match is not None and (other := _halved(passage, match) or _with_aside(passage, match)):
        return other
    if match is not None and len(match["label"]) <= 2 * _LONGEST:
        label = _of(passage, match, match["open"])
        stop = None if match["after"] or match["gap"] else _STOP.match(text, match.end())
        if stop is None or match["label"][-1] in _MARKS:
            return label
        end = stop.end()
        return label._replace(text=passage.cut(end), found=label.found + stop[0], end=end)
    match = _BRACKETED.match(text, lead)
    if match is None or _LEVEL.fullmatch(match["label"]):
        match = _COLON.match(text, lead) or match
    if match is None and mark in _COMMAS:
        match = _COMMA.match(text, lead)
    if match is None:
        match = _DASH.match(text, lead)
    return _of(passage, match, "") if match is not None else None


def behind_numbered_label(label: Label, passage: Passage, mark: str, number: int) -> Label:
    """The label behind one that only numbers the item, as in `**事件1**：招标——…`, or `label`.

    In the canonical form, which has one line, such a name is the label.
    """
    text = label.text.text
    is_canonical = label.found == "" and not passage.seams
    if is_canonical or not text or not behind_numbered_name(f"{label.label.text}：{text}", number):
        return label
    begin = len(passage.text) - len(text)
    inner = find_label(label.text, mark)
    if inner is not None and len(inner.label.text) <= _SHORT:
        return inner._replace(found=f"{label.found}…", end=begin + inner.end)
    seam = next((at - begin for at, _ in passage.seams if at > begin), 0)
    if not 0 < seam <= _SHORT or text[seam - 1] in _ENDS:
        return label
    return Label(label.text.cut(0, seam), label.text.cut(seam), f"{label.found}…", begin + seam)


def _inside(passage: Passage, match: re.Match[str], mark: str, number: int) -> Label | None:
    """The label of an item that is bold from end to end."""
    start, end = match.span("label")
    start += behind_numbered_name(match["label"], number)
    if match["label"][-1] in _MARKS:
        return None
    split = _COLON.match(passage.text, start, end)
    if split is None and mark in _COMMAS:
        split = _COMMA.match(passage.text, start, end)
    if split is None:
        return None
    label = _of(passage, split, match["open"])
    return label._replace(text=passage.cut(label.end, end), end=len(passage.text))


def _halved(passage: Passage, match: re.Match[str]) -> Label | None:
    """The label of an item in which the bold goes on in its sentence: `**甲：乙**丙`."""
    text = passage.text
    if match["after"] or match["gap"] or match["label"][-1] in _MARKS or match.end() == len(text):
        return None
    split = _COLON.match(text, *match.span("label"))
    if split is None:
        return None
    label = _of(passage, split, match["open"])
    # Written anew without its text, it would leave half of the bold.
    return label._replace(text=label.text.behind(match["open"]), end=len(text))


def _with_aside(passage: Passage, match: re.Match[str]) -> Label | None:
    """The label of an item with words in brackets between its bold and its mark."""
    if match["after"] or match["label"][-1] in _MARKS:
        return None
    end = match.end("label")
    close = end + len(match["open"])
    aside = _ASIDE.match(passage.text, close)
    if aside is None:
        return None
    start = match.start("label")
    label = passage.cut(start, aside.end("words")).replaced([(end - start, close - start, "")])
    found = f"{match['open']}…{match['open']}…{aside['after']}{aside['gap']}"
    behind = aside.end() - max(len(aside["gap"]) - 1, 0)
    return Label(label, passage.cut(behind), found, behind)


def heading_label(passage: Passage) -> Label:
    """A heading as a label: without its number and the colon at its end."""
    text = passage.text
    start = behind_number(text)
    start = start if start < len(text) else 0
    end = len(text.rstrip(_AROUND + "#")) or len(text)
    if text[start:end].startswith("**") and text[start:end].endswith("**"):
        start, end = start + 2, end - 2
    return Label(passage.cut(start, end), passage.cut(len(text)), "a heading", len(text))


def _of(passage: Passage, match: re.Match[str], opened: str) -> Label:
    label = match["label"]
    bare = label.rstrip(_AROUND)
    if opened and bare == label and not match["after"] and bare[-1] in "。.":
        bare = bare if _ABBREVIATED.search(bare) else bare[:-1]
    if not bare:
        bare = label
    start = match.start("label")
    after = match["after"] or ""
    gap = match["gap"]
    before = opened or match.string[match.start() : start].strip()
    closed = opened or match.string[start + len(label) : match.end() - len(after + gap)]
    found = f"{before}…{label[len(bare) :]}{closed}{after}{gap}"
    # One blank belongs to the label; more than one stands in front of the text.
    end = match.end() - max(len(gap) - 1, 0)
    return Label(passage.cut(start, start + len(bare)), passage.cut(end), found, end)
