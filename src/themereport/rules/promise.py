"""TR507: a promise of return."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Required, TypedDict

from attrs import frozen

from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.rules.example import Example
from themereport.rules.field import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.models.report import ThemeReport

__all__ = ["Promise", "promises"]

_MOST = 5
_REACH = 80
# Characters that nobody sees, and marks that Arabic may be written without.
_UNSEEN = re.compile(
    "[\u0640\u064b-\u0652\u0670\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e0fff]"
)


class Promise:
    """Nobody can promise a return, and those who publish research must not.

    The words and the rules that forbid them stand in `promises.toml`. They are found in every
    field, in each of the languages that have labels, whatever that of the report, and also where
    invisible or full-width characters were put between them. Words of other meaning that hold
    them are left alone: the risk-free rate, 环保本身. So is a promise that is denied in the same
    clause: 不保证收益, "no guaranteed return", "keine garantierte Rendite".

    A search for words cannot read. It may miss a promise in words of its own, and object to a
    report that quotes one; such a sentence says better who promised, and that it is forbidden.
    """

    code = CATALOGUE["TR507"]
    profiles = ("compliance",)
    valid = (
        Example({}),
        Example({"overview": "本摘要不保证收益，也不构成任何收益保证。"}),
        Example({"overview": "There is no guaranteed return, and none of it is risk-free."}),
        Example({"overview": "The risk-free rate rose, and 无风险利率 with it."}),
        Example({"overview": "环保本身不是成本，确保本季度交付。"}),
        Example({"overview": "监管部门查处承诺“保本保息”的非法集资。"}),
        Example({"overview": "任何宣称稳赚不赔的产品都不可信。"}),
        Example({"disclaimer": "Nothing here is a promise, or a guarantee of profits."}),
        Example({"disclaimer": "元本や利益を保証するものではありません。"}),
        Example({"disclaimer": "원금이나 수익을 보장하지 않습니다."}),
        Example({"disclaimer": "Keine garantierte Rendite; nichts ist völlig risikolos."}),
        Example({"disclaimer": "Le rendement n’est pas garanti, et le risque zéro n’existe pas."}),
        Example({"disclaimer": "La rentabilidad no está garantizada."}),
        Example({"disclaimer": "لا يوجد عائد مضمون، ولا استثمار بدون مخاطر."}),
    )
    invalid = (
        Example({"overview": "这只基金稳赚不赔。"}, found=("overview",)),
        Example({"signals[3].text": "本产品不仅保本，而且必涨。"}, found=("signals[3].text",)),
        Example({"signals[3].text": "穩\u200b賺不賠的機會，零風險！"}, found=("signals[3].text",)),
        Example({"disclaimer": "本报告不构成投资建议，但收益有保证。"}, found=("disclaimer",)),
        Example({"overview": "A guaranteed 20% return."}, found=("overview",)),
        Example({"overview": "Not only safe but Risk Free."}, found=("overview",)),
        Example({"overview": "元本保証で必ず儲かる。"}, found=("overview",)),
        Example({"overview": "원금 보장, 무위험 수익."}, found=("overview",)),
        Example(
            {"overview": "Nicht nur sicher, sondern garantierte Rendite."}, found=("overview",)
        ),
        Example({"overview": "Un rendement garanti, sans aucun risque."}, found=("overview",)),
        Example({"overview": "Rentabilidad garantizada y sin riesgo."}, found=("overview",)),
        Example({"overview": "عائد مضمون بدون مخاطر."}, found=("overview",)),
        Example(
            {"front_matter": {"description": "100% safe"}}, found=("front_matter.description",)
        ),
    )

    def check(self, report: ThemeReport, *, filename: str | None) -> Iterator[Diagnostic]:
        """Name the promises in each field."""
        for path, text in texts(report):
            if found := list(promises(text)):
                shown = ", ".join(map(repr, found[:_MOST])) + ", …" * (len(found) > _MOST)
                yield Diagnostic("TR507", path, arguments={"found": shown})


def promises(text: str) -> Iterator[str]:
    """The promises in `text` that are not denied, each once."""
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).replace("’", "'")
    for words in _languages():
        yield from words.find(plain)


@frozen
class _Language:
    """How promises are made and denied in one language, in texts that hold its `script`."""

    script: re.Pattern[str]
    promise: re.Pattern[str]
    boundary: re.Pattern[str]
    denied_before: re.Pattern[str]
    denied_behind: re.Pattern[str]

    def find(self, text: str) -> Iterator[str]:
        """The promises in `text` that are not denied, each once."""
        found = list(self.promise.finditer(text)) if self.script.search(text) else []
        if not found:
            return
        # A promise is no denial of the next, though there is a "not" in 稳赚不赔.
        rest = self.promise.sub(lambda match: "~" * len(match[0]), text)
        said: set[str] = set()
        for match in found:
            if match[0] in said:
                continue
            before = rest[max(0, match.start() - _REACH) : match.start()]
            behind = rest[match.end() : match.end() + _REACH]
            clause = self.boundary.split(before)[-1]
            if not self.denied_before.search(clause) and not self.denied_behind.search(
                self.boundary.split(behind, maxsplit=1)[0]
            ):
                said.add(match[0])
                yield match[0]


class _Entry(TypedDict, total=False):
    words: Required[list[str]]
    not_behind: list[str]
    not_before: list[str]


class _Section(TypedDict):
    script: str
    letters: bool
    boundary: list[str]
    denied_before: list[str]
    denied_behind: list[str]
    promise: list[_Entry]


@cache
def _languages() -> tuple[_Language, ...]:
    text = (files("themereport.rules") / "promises.toml").read_text(encoding="utf-8")
    sections: dict[str, _Section] = tomllib.loads(text)
    return tuple(_language(section) for section in sections.values())


def _language(section: _Section) -> _Language:
    letters = section["letters"]
    entries = "|".join(_pattern(entry, letters) for entry in section["promise"])
    return _Language(
        re.compile(section["script"]),
        re.compile(_whole(entries) if letters else entries, re.IGNORECASE),
        re.compile("|".join(section["boundary"]), re.IGNORECASE),
        _any_of(section["denied_before"], letters),
        _any_of(section["denied_behind"], letters),
    )


def _pattern(entry: _Entry, letters: bool) -> str:
    """Any of the words of `entry`, but not where they stand in another word."""
    behind = "".join(f"(?<!{word})" for word in entry.get("not_behind", ()))
    words = _spaced("|".join(entry["words"]), letters)
    before = _spaced("|".join(entry.get("not_before", ())), letters)
    end = r"(?!\w)" if letters else ""
    return f"{behind}(?:{words}){end}" + (f"(?!{before})" if before else "")


def _any_of(words: list[str], letters: bool) -> re.Pattern[str]:
    joined = _spaced("|".join(words), letters)
    return re.compile(rf"{_whole(joined)}(?!\w)" if letters else joined, re.IGNORECASE)


def _whole(pattern: str) -> str:
    """A pattern where a word begins, which is looked at first: it mostly does not."""
    return rf"(?<![\w-])(?:{pattern})"


def _spaced(pattern: str, letters: bool) -> str:
    """A blank between words may be any blanks, or a hyphen."""
    return pattern.replace(" ", r"[\s-]+") if letters else pattern
