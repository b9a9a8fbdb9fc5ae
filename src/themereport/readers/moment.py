"""Moments in other forms than the canonical one, as people and models write them."""

from __future__ import annotations

import re
from datetime import datetime

__all__ = ["other_moment", "stated_moment"]

_OTHER_TIME = re.compile(
    r"(?P<year>\d{4}) ?[-/.年] ?(?P<month>\d\d?) ?[-/.月] ?(?P<day>\d\d?)日?"
    r"(?:[Tt, ]+(?P<time>\d\d?:\d\d(?::\d\d(?:\.\d{1,6})?)?)(?: ?(?P<half>[AaPp][Mm]))?"
    r"(?: ?[(（]?(?P<offset>[Zz]|UTC|GMT|(?:UTC|GMT)?[+-]\d\d?:?(?:\d\d)?)[)）]?)?)?",
    re.ASCII,
)
# Places whose clocks have not changed since there are such reports, as their readers name them.
_ZONES = {
    "北京时间": "+0800", "北京時間": "+0800", "Beijing Time": "+0800", "Beijing time": "+0800",
    "台北時間": "+0800", "香港時間": "+0800", "香港时间": "+0800", "日本時間": "+0900", "한국시간": "+0900",
    "한국 시간": "+0900", "HKT": "+0800", "SGT": "+0800", "JST": "+0900", "KST": "+0900",
}  # fmt: skip
_AROUND_ZONE = "[ ,，、/()（）]{0,4}"
_ZONE = re.compile(rf"{_AROUND_ZONE}(?P<zone>{'|'.join(_ZONES)}){_AROUND_ZONE}")
_ZONE_BEHIND = re.compile(rf"{_ZONE.pattern}\Z")
# What may stand beside the name of a place: its offset.
_OFFSET = re.compile(r"(?:UTC|GMT) ?\+0?(\d)(?::?00)?(?![\d:])", re.ASCII)
_IN_WORDS = re.compile(
    r"(?:(\d{1,2}) )?([A-Za-z]{3})[a-z]*\.? (?:(\d{1,2}),? )?(\d{4})\b", re.ASCII
)
_WEEKDAY = re.compile(r"([A-Za-z]{3})[a-z]{0,6}, +", re.ASCII)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_STATED = re.compile(
    r"^[ \t>*_•-]{0,12}(?:(?:报告|報告|发布|發布|發佈|生成|更新|研究)?(?:日期|时间|時間)"
    r"|(?:report |publication )?date|published(?: (?:on|at))?"
    r"|(?:発行|作成|公開)?日[付時]|(?:작성|발행)?일(?:자|시)?|datum|fecha|التاريخ)"
    r"[ \t\u00a0*_]{0,4}[：:][ \t*_]{0,4}(?P<words>[^\n]{8,80})$",
    re.MULTILINE | re.IGNORECASE,
)


def stated_moment(
    text: str, start: int, stop: int
) -> tuple[datetime | None, tuple[int, int]] | None:
    """The first moment that a line such as `日期：…` states, and its place.

    One with its offset from UTC comes before those without; there is none in `2026-02-30`.
    """
    first: tuple[datetime | None, tuple[int, int]] | None = None
    for match in _STATED.finditer(text, start, stop):
        words = match["words"].strip(" \t*_\"'“”")
        moment = other_moment(words)
        if moment is not None and moment.tzinfo is not None:
            return moment, match.span()
        if first is None and (moment is not None or words[:4].isdecimal()):
            first = moment, match.span()
    return first


def _in_numbers(match: re.Match[str]) -> str:
    """`March 4, 2026` as `2026-03-04`; left as it is if it is no date."""
    day = match[1] or match[3]
    month = match[2].lower()
    if day is None or month not in _MONTHS:
        return match[0]
    return f"{match[4]}-{_MONTHS.index(month) + 1}-{day}"


def other_moment(text: str) -> datetime | None:
    """The moment that `text` names in another form than the canonical one."""
    weekday = _WEEKDAY.match(text)
    day = _WEEKDAYS.index(weekday[1].lower()) if weekday and weekday[1].lower() in _WEEKDAYS else -1
    if weekday and day >= 0:
        text = text[weekday.end() :]
    offset = _OFFSET.search(text)
    without = f"{text[: offset.start()]}{text[offset.end() :]}" if offset else text
    zone = _ZONE.match(without) or _ZONE_BEHIND.search(without)
    if zone is not None and (offset is None or _ZONES[zone["zone"]] == f"+0{offset[1]}00"):
        text = without
        text = f"{text[: zone.start()]}{text[zone.end() :]} {_ZONES[zone['zone']]}"
    match = _OTHER_TIME.fullmatch(_IN_WORDS.sub(_in_numbers, text))
    moment = _moment_of(match) if match else None
    # A day of the week that is not the date's means that one of them is wrong.
    return moment if moment is None or day in {-1, moment.weekday()} else None


def _moment_of(match: re.Match[str]) -> datetime | None:
    hour, _, rest = (match["time"] or "00:00").partition(":")
    if half := match["half"]:
        hour = str(int(hour) % 12 + 12 * (half.lower() == "pm"))
    offset = (match["offset"] or "").upper().replace("UTC", "").replace("GMT", "")
    if match["offset"] and offset in {"", "Z"}:
        offset = "+00:00"
    elif offset:
        sign, digits = offset[0], offset[1:].replace(":", "")
        digits = digits.zfill(2) if len(digits) < 3 else digits.zfill(4)
        offset = f"{sign}{digits[:2]}:{digits[2:] or '00'}"
    text = f"{match['year']}-{match['month']:0>2}-{match['day']:0>2}T{hour:0>2}:{rest}{offset}"
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
