"""What the name of an impact's target says about its kind.

The body of a post shows the target, not its kind; a kind that the target's name does not say is
written into the front matter. So these words are part of the text format: to change them would
change what existing posts say.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from themereport.document.pattern import LazyPattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.models.impact import ImpactKind

__all__ = ["kind_of_target", "kinds_in", "names_group"]


def _words(*words: str) -> re.Pattern[str]:
    """Any of `words`; those in Latin letters only where no other letter adjoins."""
    return re.compile(
        "|".join(f"(?<![a-z]){word}(?![a-z])" if word.isascii() else word for word in words)
    )


_KINDS: tuple[tuple[ImpactKind, re.Pattern[str]], ...] = (
    ("etf", _words("etfs?", "基金", "funds?")),
    ("index", _words("指数", "指數", "index", "indices", "indexes")),
    ("industry", _words("行业", "行業", "产业", "產業", "板块", "板塊", "industry", "sector")),
    ("company", _words("公司", "股份", "集团", "集團", "company", "inc", "corp", "ltd", "plc")),
)


def _more_words(ends: str, words: str, pieces: str) -> re.Pattern[str]:
    """What ends in one of `ends`, is one of `words`, or has one of `pieces` anywhere."""
    return re.compile(rf"(?:{ends})(?!\w)|(?<!\w)(?:{words})(?!\w)|{pieces}")


# These came later, so they count only in names that say nothing by the words above. In German, a
# word stands at the end of another: Halbleiterbranche.
_MORE_KINDS: tuple[tuple[ImpactKind, re.Pattern[str]], ...] = (
    ("etf", _more_words("fonds", "fondos?", "ファンド|投信|펀드|صندوق|صناديق")),
    ("index", _more_words("index|indizes", "indices?|índices?", "インデックス|지수|مؤشر")),
    (
        "industry",
        _more_words(
            "branchen?|sektor|sektoren|industrien?",
            "secteurs?|filières?|industries?|sectores|industrias?",
            "業界|業種|産業|セクター|업종|업계|산업|섹터|قطاع|صناعة",
        ),
    ),
    (
        "company",
        _more_words(
            "konzern|gesellschaft|unternehmen",
            r"ag|gmbh|kgaa|sociétés?|entreprises?|groupe|sarl|empresas?|sociedad|compañía|s\.?a\.?",
            "会社|企業|グループ|회사|기업|그룹|شركة|مجموعة",
        ),
    ),
)


_ONE_GROUP = (
    r"(?:(?:相关|相關|受益|受损|受損|重点|重點|主要|関連)?(?:etf|基金|指数|指數|行业|行業|产业|產業|板块|板塊"
    r"|公司|企业|企業|个股|個股|股票|标的|標的|业种|業種|業界|セクター|銘柄|個別銘柄)"
    r"|(?:(?:related|affected|relevant|key|individual) )?"
    r"(?:etfs?|funds?|ind(?:ices|exes)|industr(?:y|ies)|sectors?|compan(?:y|ies)|stocks?|equities)"
    # By what becomes of them, and when.
    r"|(?:潜在|潛在|主要)?(?:正面|负面|負面|积极|積極|消极|消極|利好|利空|受益|受损|受損|承压|承壓|中性)(?:的)?"
    r"(?:影响|影響|方向|板块|板塊|行业|行業|标的|標的|领域|領域|品种|品種|环节|環節|方)?"
    r"|(?:短期|中期|长期|長期|中长期|中長期)(?:影响|影響)?"
    r"|(?:(?:likely|potential) )?(?:beneficiaries|winners|losers)|under pressure"
    r"|(?:(?:short|medium|long)[- ]term|positive|negative|neutral|mixed)(?: (?:impacts?|effects?))?"
    r"|(?:プラス|マイナス|ポジティブな|ネガティブな)の?影響|恩恵を受ける(?:業種|銘柄)|(?:긍정적|부정적) ?영향|수혜|피해"
    r"|gewinner|verlierer|(?:positive|negative) auswirkungen|gagnants|perdants|impacts? (?:positifs?|négatifs?)"
    r"|beneficiados|perjudicados|impactos? (?:positivos?|negativos?)"
    r"|(?:관련 )?(?:etf|지수|업종|산업|섹터|기업|종목)"
    r"|branchen|sektoren|unternehmen|aktien|indizes|secteurs|sociétés|actions|sectores|empresas|acciones)"
)
_GROUP = LazyPattern(
    rf"{_ONE_GROUP}(?: ?(?:[/／、与與和及或&]|and|or|und|et|y) ?{_ONE_GROUP})*(?:的?(?:潜在|潛在)?影响|的?(?:潜在|潛在)?影響|类|類)?"
    r"(?: ?[（(][^（）()\n]{1,30}[)）])?"
)


def names_group(words: str) -> bool:
    """Whether `words` name no target, but a group of them: `相关ETF`, `Sectors`."""
    return _GROUP.fullmatch(words.strip().lower()) is not None


@lru_cache(maxsize=4096)
def kind_of_target(target: str) -> ImpactKind:
    """The kind that the name `target` says; an industry where it says none."""
    for kind in kinds_in(target):
        return kind
    return "industry"


def kinds_in(target: str) -> Iterator[ImpactKind]:
    """All kinds that the name `target` says, the one that counts first."""
    folded = target.lower()
    for kinds in (_KINDS, _MORE_KINDS):
        found: list[ImpactKind] = [kind for kind, words in kinds if words.search(folded)]
        yield from found
        if found:
            return
