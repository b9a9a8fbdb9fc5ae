"""Markers in front of list items and headings, in all the ways people and models write them."""

from __future__ import annotations

import re
import unicodedata

from themereport.document.pattern import LazyPattern

__all__ = [
    "BOX",
    "BULLETS",
    "DECIMAL",
    "MARKER",
    "NUMBERING",
    "PICTURES",
    "behind_number",
    "behind_numbered_name",
    "behind_rank",
    "is_bullet",
    "number_of",
    "style_of",
]

# What models set in front of items besides Markdown's own: with a picture of its own meaning, such
# as a red light, something would be lost.
PICTURES = "•·・･●○◎◦∙▪▫■□◆◇★☆✦❖‣⁃►▶▸▹➤➢→⇒➔➜➡↳⚠💡📍👉📌🔹🔸🔷🔶✓✔☑✅"
BULLETS = f"*+-–—{PICTURES}"
_HAN = "一二三四五六七八九十"
_DIGITS = "[0-9０-９]{1,3}"

BOX = r"(?:\[[ xX]\][ \t]+)?"
"""What a list of tasks has between marker and words."""

# Without a blank behind it, `1.` is a marker only where no number goes on: not in `1.5%`.
# Before a blank that does not break, no marker is one to Markdown: it is taken for a part of it.
MARKER = (
    r"[*+–—-](?=[ \t\u3000]|\Z)|[*+-]\u00a0+|[+-](?=\*\*|__|【)|-(?=[\u4e00-\u9fff])"
    rf"|[{PICTURES}]\ufe0f?"
    r"|\d{1,9}[.)](?=[ \t\u3000]|\Z)"
    r"|\d{1,3}[.)](?:\u00a0+|(?=[^\s\d.)]))"
    r"|\d{1,2}\.\)(?=[ \t\u3000])"
    r"|\d{1,2}[ ]?[–—-](?=[ \t]+[^\s\d])"
    r"|\#\d{1,2}(?:[ ][–—-](?=[ ]))?(?=[ \t\u3000]|\*\*|__|\Z)"
    r"|\[\d{1,2}\](?=[ \t\u3000]|\*\*|__|\Z)"
    rf"|【{_DIGITS}】"
    rf"|{_DIGITS}[、．）｜]"
    r"|[０-９]{1,3}[.)]"
    rf"|[（(](?:{_DIGITS}|[{_HAN}]{{1,3}}|[a-zA-Z]|[ivxIVX]{{2,5}})[)）]"
    r"|[①-⑳⑴-⒇⒈-⒛❶-❿⓵-⓾㈠-㈩㊀-㊉]"
    rf"|[{_HAN}]{{1,3}}[、．]"
    r"|(?:[A-Za-z]|[ivxIVX]{2,5})[.)](?=[ \t\u3000])"
    rf"|第(?:{_DIGITS}|[{_HAN}]{{1,3}})步[：:、，,.]?"
    rf"|步[骤驟][ ]?(?:{_DIGITS}|[{_HAN}]{{1,3}})[：:、，,.]?"
    r"|(?:[Ss]tep|[Ss]chritt|[ÉéEe]tape|[Pp]aso|الخطوة|ステップ|手順|단계)[ ]?\d{1,3}"
    r"(?:[ \u00a0\u202f]?[：:.)]|[ ]?[→—–]|[ ]-(?=[ ]))"
    r"|\d{1,3}[ ]?단계[：:.)]"
    r"|\d\ufe0f?\u20e3|🔟"
)
"""A regular expression for one marker, without the blanks behind it."""

NUMBERING = LazyPattern(
    rf"(?:\d{{1,3}}(?:[.．]\d{{1,3}})*[.．、)）:：]?(?=[ \t\u3000]|[^\d\s])|{MARKER}"
    rf"|第(?:{_DIGITS}|[{_HAN}]{{1,3}})(?:部分|章|节|節|条|條|部)|[IVXivx]{{1,5}}[.)])"
    r"[ \t\u3000：:、.]*"
)
"""What numbers a heading: `1.`, `2.1`, `一、`, `（一）`, `①`, `第一部分`, `IV.`."""

DECIMAL = LazyPattern(r"(?:\d{1,2}\.){1,3}(\d{1,2})[ \t]+(?=\S)", re.ASCII)
"""A number below another one, such as `2.1`. It numbers only lines, from 1 in order; else it is a figure."""

# In front of words that are kept, a figure is a number only with a mark: not in `5G`, `10 banks` or
# `1.5%`, nor `一、` in `一、二线城市`.
_NUMBER = LazyPattern(
    rf"(?:\d{{1,3}}(?:[.．]\d{{1,3}})+[.．、)）:：]?(?=[ \t\u3000])|\d{{1,3}}[.．、)）:：](?!\d)"
    rf"|(?![*+–—-]|第[^步]{{1,3}}步(?![ \t\u3000：:、，,.]))(?:{MARKER})"
    rf"|第(?:{_DIGITS}|[{_HAN}]{{1,3}})(?:部分|章|节|節|条|條)(?=[ \t\u3000：:、.])"
    r"|[IVXivx]{1,5}[.)](?=[ \t\u3000]|[\u2e80-\uffff]))"
    rf"(?<![{_HAN}\d０-９]、(?=[{_HAN}\d０-９]))[ \t\u3000：:、.]*"
)

# What an item is called, and its number: `驱动1：`, `Driver 1:`, `风险二、`.
_NUMBERED_NAME = LazyPattern(
    r"(?:(?:核心|关键|關鍵|主要|投资|投資)?(?:驱动(?:因素|力|逻辑)?|驅動(?:因素|力|邏輯)?|逻辑|邏輯|事件|主题|主題|影响|影響|风险|風險)"
    r"|(?:核心|关键|關鍵|重要)?(?:信号|訊號|信息|資訊|消息|要点|要點|新闻|新聞)"
    r"|(?:core |key |main )?(?:driver|event|theme|impact|risk|signal|item)|top|no\."
    r"|ドライバー|要因|イベント|テーマ|影響|リスク|シグナル|情報|ポイント"
    r"|(?:핵심 )?동인|이벤트|사건|테마|영향|리스크|위험|시그널|신호|정보"
    r"|Treiber|Ereignis|Thema|Auswirkung|Risiko|Meldung"
    r"|moteur|facteur|événement|thème|risque|impulsor|factor|evento|tema|impacto|riesgo|señal"
    r"|المحرك|العامل|الحدث|الأثر|الخطر|الإشارة)"
    rf"[ ]?\#?(?P<number>[0-9０-９]{{1,2}}|[{_HAN}]{{1,3}})"
    r"(?:[ \u00a0\u202f]?[：:、｜]|[.．](?=[ \t])|[ ][—–|-](?=[ ]))[ \t\u3000]*(?=\S)",
    re.IGNORECASE,
)

# Before a colon, a number may stand alone.
_COUNTED = LazyPattern(
    rf"第?([0-9０-９]{{1,2}}|[{_HAN}]{{1,3}})[条條项項]?(?:：|:(?!\d))[ \t\u3000]*(?=\S)"
)
_MARKED = LazyPattern(rf"({MARKER})[ \t\u3000]*")
_VALUES = {numeral: value for value, numeral in enumerate(_HAN, 1)}
_ROMAN = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
    "xvi", "xvii", "xviii", "xix", "xx",
)  # fmt: skip


def behind_number(text: str, at: int = 0) -> int:
    """The index behind the number that words begin with at an index; that index if there is none."""
    number = _NUMBER.match(text, at)
    return number.end() if number else at


def behind_numbered_name(text: str, number: int) -> int:
    """The index behind `驱动1：` or `Driver 1:` at the beginning of a label, if it has that number.

    It is 0 where there is no such name, or nothing behind it.
    """
    match = _NUMBERED_NAME.match(text)
    return match.end() if match and number_of(match["number"]) == number else 0


def behind_rank(text: str, rank: int) -> int:
    """The index behind `3.`, `1.3` or `信号3：` at the beginning of `text`, if it says that rank.

    It is 0 if it does not.
    """
    match = _MARKED.match(text)
    if match and number_of(match[1]) == rank and match.end() < len(text):
        return match.end()
    if (match := DECIMAL.match(text)) and int(match[1]) == rank:
        return match.end()
    if (match := _COUNTED.match(text)) and number_of(match[1]) == rank:
        return match.end()
    return behind_numbered_name(text, rank)


def is_bullet(marker: str) -> bool:
    """Whether `marker` marks without numbering."""
    return marker[:1] in BULLETS


def style_of(marker: str) -> str:
    """What markers of one list have in common: `1.` and `12.`, all bullets, `（一）` and `（二）`."""
    if is_bullet(marker):
        return "-"
    style = ""
    for character in marker:
        if character.isdecimal():
            kind = "1"
        elif character in _VALUES:
            kind = "一"
        elif character.isascii() and character.isalpha():
            kind = "a"
        else:
            kind = "①" if unicodedata.numeric(character, None) is not None else character
        if style[-1:] != kind:
            style += kind
    return style


def number_of(marker: str, expected: int = 0) -> int | None:
    """The number that `marker` says, or None if it says none.

    `i.` may be a letter or a Roman numeral; it says the `expected` number if one of them does.
    """
    digits = "".join(filter(str.isdecimal, marker))
    if digits:
        return int(digits)
    numerals = [_VALUES[character] for character in marker if character in _VALUES]
    if numerals:
        return _of_numerals(numerals)
    for character in marker:
        value = unicodedata.numeric(character, None)
        if value is not None:
            return int(value)
    if marker == "🔟":
        return 10
    letters = "".join(character for character in marker.lower() if "a" <= character <= "z")
    roman = _ROMAN.index(letters) + 1 if letters in _ROMAN else None
    if len(letters) != 1 or roman == expected:
        return roman
    return ord(letters) - ord("a") + 1


def _of_numerals(values: list[int]) -> int:
    """`[2, 10, 3]` is 23, `[10, 2]` is 12."""
    if 10 not in values:
        return values[0]
    ten = values.index(10)
    return (values[0] if ten else 1) * 10 + (values[ten + 1] if ten + 1 < len(values) else 0)
