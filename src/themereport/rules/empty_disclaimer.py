"""TR506: a disclaimer that does not disclaim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.document.disclaimer import DISCLAIMING, disclaims
from themereport.rules.example import Example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.models.report import ThemeReport

__all__ = ["EmptyDisclaimer"]


class EmptyDisclaimer:
    """A disclaimer must say what the report is not, or who does not answer for it.

    Where a model has only a heading to go by, it fills it with thanks, a slogan or a summary.
    The model cannot see that; so the text must hold at least one phrase that disclaims: that it
    is not advice, that no liability is accepted, that it is for reference only. Phrases of every
    known language count, in reports in Chinese, English, Japanese, Korean, German, French, Spanish
    and Arabic; of a report in another language nothing is said. Whether the phrase is enough in
    law is for a lawyer to say.
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
        Example({"language": "de", "disclaimer": "Dies ist keine Anlageberatung."}),
        Example({"language": "de", "disclaimer": "Jede Haftung ist ausgeschlossen."}),
        Example({"language": "fr", "disclaimer": "Ceci ne constitue pas un conseil."}),
        Example({"language": "fr", "disclaimer": "Publié à titre purement informatif."}),
        Example({"language": "es", "disclaimer": "No constituye asesoramiento financiero."}),
        Example({"language": "es", "disclaimer": "Solo con fines informativos."}),
        Example({"language": "ar", "disclaimer": "لا يشكل هذا التقرير نصيحة استثمارية."}),
        Example({"language": "ar", "disclaimer": "هذا المحتوى لأغراض إعلامية فقط."}),
        Example({"language": "pt", "disclaimer": "Obrigado pela sua confiança."}),
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
        Example(
            {"language": "ja", "disclaimer": "ご愛読ありがとうございます。"}, found=("disclaimer",)
        ),
        Example({"language": "ko", "disclaimer": "읽어 주셔서 감사합니다."}, found=("disclaimer",)),
        Example({"language": "de", "disclaimer": "Vielen Dank fürs Lesen."}, found=("disclaimer",)),
        Example(
            {"language": "fr", "disclaimer": "Merci de votre confiance."}, found=("disclaimer",)
        ),
        Example({"language": "es", "disclaimer": "Gracias por leernos."}, found=("disclaimer",)),
        Example({"language": "ar", "disclaimer": "شكرًا لقراءتكم."}, found=("disclaimer",)),
    )

    def check(self, report: ThemeReport, *, filename: str | None) -> Iterator[Diagnostic]:
        """Say if no word of the disclaimer disclaims."""
        if report.language.partition("-")[0] not in DISCLAIMING:
            return
        if not disclaims(report.disclaimer):
            yield Diagnostic("TR506", "disclaimer")
