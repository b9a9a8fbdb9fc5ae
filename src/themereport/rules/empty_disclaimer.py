"""TR506: a disclaimer that does not disclaim."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.rules.example import Example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.models.report import ThemeReport

__all__ = ["EmptyDisclaimer"]

# By language: that it is no advice, that nobody answers for it, that readers act on their own.
_WORDS = {
    "zh": re.compile(
        r"不(?:构成|構成|作为|作為|是|视为|視為|应|應|得|代表|属于|屬於|提供|承担|承擔|负|負|对|對|保证|保證|就|做)"
        r"[^。！？]{0,40}?"
        r"(?:建议|建議|意见|意見|依据|依據|要约|要約|推荐|推薦|承诺|承諾|保证|保證|责任|責任|负责|負責|准确|準確|后果|後果)"
        r"|非[^。，]{0,8}(?:建议|建議|意见|意見|要约|要約)|[无無][^。，]{0,8}(?:责任|責任)"
        r"|[仅僅只][供作为為]{1,3}[^。，]{0,8}(?:参考|參考|学习|學習|研究)|概不(?:负责|負責)"
        r"|(?:风险|風險|责任|責任|后果|後果|盈亏|盈虧)自[负負担擔]|自行(?:承担|承擔)"
    ),
    "en": re.compile(
        r"(?:\b(?:not|no|nor|neither|never|nothing|without|cannot)\b|n['’]t\b)[^.!?]{0,80}?"
        r"\b(?:advice|recommend|solicit|offer|liab|responsib|warrant|guarantee|relied|rely|relian)"
        r"|\b(?:information|educational|reference|illustrative)\w* (?:purposes|use) only\b"
        r"|\bonly for (?:information|education|reference)|\bat (?:your|their|the reader['’]s) own risk"
        r"|\bdisclaims? (?:all|any)\b|\bdo your own research\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"(?:助言|勧誘|推奨|勧め|保証|責任)[^。]{0,20}?(?:ません|ない|なく|かねます)|自己責任|参考(?:情報|資料)"
    ),
    "ko": re.compile(
        r"(?:조언|권유|추천|보장|책임)[^.]{0,20}?(?:아닙|아니|않|없)|참고용|책임은[^.]{0,12}(?:본인|투자자)"
    ),
}


class EmptyDisclaimer:
    """A disclaimer must say what the report is not, or who does not answer for it.

    Where a model has only a heading to go by, it fills it with thanks, a slogan or a summary.
    The model cannot see that; so the text must hold at least one phrase that disclaims: that it
    is not advice, that no liability is accepted, that it is for reference only. Phrases of every
    known language count, in Chinese, English, Japanese and Korean reports; of a report in another
    language nothing is said. Whether the phrase is enough in law is for a lawyer to say.
    """

    code = CATALOGUE["TR506"]
    profiles = ("editorial", "compliance")
    valid = (
        Example({}),
        Example({"language": "zh-Hans", "disclaimer": "本报告不构成任何投资建议。"}),
        Example({"language": "zh-Hant", "disclaimer": "本報告僅供參考，盈虧自負。"}),
        Example({"disclaimer": "For informational purposes only."}),
        Example({"language": "zh-Hans", "disclaimer": "This isn’t investment advice."}),
        Example({"language": "ja", "disclaimer": "本資料は投資助言ではありません。"}),
        Example({"language": "ko", "disclaimer": "이 자료는 투자 권유가 아닙니다."}),
        Example({"language": "fr", "disclaimer": "Merci de votre confiance."}),
    )
    invalid = (
        Example({"disclaimer": "Thank you for reading our digest."}, found=("disclaimer",)),
        Example({"disclaimer": "This is advice that you can rely on."}, found=("disclaimer",)),
        Example(
            {"language": "zh-Hans", "disclaimer": "本报告由人工智能生成，感谢阅读。"},
            found=("disclaimer",),
        ),
        Example(
            {"language": "zh-Hant", "disclaimer": "我們不遺餘力提供最好的投資建議。"},
            found=("disclaimer",),
        ),
    )

    def check(self, report: ThemeReport, *, filename: str | None) -> Iterator[Diagnostic]:
        """Say if no word of the disclaimer disclaims."""
        if report.language.partition("-")[0] not in _WORDS:
            return
        if not any(words.search(report.disclaimer) for words in _WORDS.values()):
            yield Diagnostic("TR506", "disclaimer")
