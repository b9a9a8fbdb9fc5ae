"""Words for reports that people can read, in the languages of the labels.

The first of each is the simplest: it is what Hypothesis shrinks to.
"""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

__all__ = ["VOCABULARIES", "Vocabulary"]


class Vocabulary(NamedTuple):
    """What can be said in one language."""

    names: tuple[str, ...]
    """Of themes, events, targets, risks and whatever else has one."""
    makers: tuple[str, ...]
    """Publishers, producers and authors, who are nobody."""
    sentences: tuple[str, ...]


def _vocabulary(
    names: str, makers: tuple[str, ...], subjects: str, verbs: str, ends: tuple[str, ...], gap: str
) -> Vocabulary:
    parts = product(ends, verbs.split(", "), subjects.split(", "))
    sentences = tuple(f"{subject}{gap}{verb}{end}" for end, verb, subject in parts)
    return Vocabulary(tuple(names.split()), makers, sentences)


VOCABULARIES = {
    "en": _vocabulary(
        "Cloud Storage Cooling Chips Robots Hydrogen Shipping Copper Tourism Biotech",
        ("Example Research", "Sample Desk", "Model Securities"),
        "Demand, Supply, Capacity, Spending, Freight, Output, Competition, Margin",
        "grows, falls, recovers, doubles, stalls",
        (".", " in Asia.", " this quarter.", ", but costs rise faster."),
        " ",
    ),
    "zh-Hans": _vocabulary(
        "云计算 储能 液冷 芯片 机器人 氢能 航运 铜 旅游 创新药",
        ("示例研究", "样本小组", "模型证券"),
        "需求, 供给, 产能, 支出, 运价, 产量, 竞争, 利润率",
        "增长, 回落, 回升, 翻倍, 停滞",
        ("。", "，以亚洲为主。", "，本季度尤其明显。", "，但成本上升更快。"),
        "",
    ),
    "zh-Hant": _vocabulary(
        "雲端運算 儲能 液冷 晶片 機器人 氫能 航運 銅 旅遊 創新藥",
        ("範例研究", "樣本小組", "模型證券"),
        "需求, 供給, 產能, 支出, 運價, 產量, 競爭, 利潤率",
        "成長, 回落, 回升, 倍增, 停滯",
        ("。", "，以亞洲為主。", "，本季尤其明顯。", "，但成本上升更快。"),
        "",
    ),
    "ja": _vocabulary(
        "クラウド 蓄電池 液冷 半導体 ロボット 水素 海運 銅 観光 創薬",
        ("サンプル研究所", "見本デスク", "モデル証券"),
        "需要は, 供給は, 生産能力は, 支出は, 運賃は, 生産量は, 競争は, 利益率は",
        "増加する, 低下する, 回復する, 倍増する, 停滞する",
        ("。", "と見込まれる。", "見通しだ。", "一方、コストはそれ以上に上がる。"),
        "",
    ),
    "ko": _vocabulary(
        "클라우드 배터리 액체냉각 반도체 로봇 수소 해운 구리 관광 신약",
        ("예시 리서치", "샘플 데스크", "모델증권"),
        "수요가, 공급이, 생산능력이, 지출이, 운임이, 생산량이, 경쟁이, 이익률이",
        "늘어난다, 줄어든다, 회복된다, 두드러진다, 정체된다",
        (".", ", 특히 아시아에서.", ", 이번 분기에도.", ", 다만 비용이 더 빨리 오른다."),
        " ",
    ),
    "de": _vocabulary(
        "Cloudspeicher Energiespeicher Flüssigkühlung Chips Robotik Wasserstoff Schifffahrt Kupfer"
        " Tourismus Biotechnologie",
        ("Muster Research", "Beispielredaktion", "Modellbank"),
        "Die Nachfrage, Das Angebot, Die Kapazität, Die Bautätigkeit, Die Fracht, Die Produktion, Der Preis, Die Marge",
        "wächst, sinkt, steigt, schwankt, stagniert",
        (".", " in Asien.", " in diesem Quartal.", ", doch die Kosten steigen schneller."),
        " ",
    ),
    "fr": _vocabulary(
        "Cloud Stockage Refroidissement Puces Robotique Hydrogène Fret Cuivre Tourisme Biotechs",
        ("Étude Exemple", "Rédaction Modèle", "Banque Fictive"),
        "La demande, L’offre, La capacité, La dépense, Le fret, La production, La concurrence, La marge",
        "progresse, recule, se redresse, fluctue, stagne",
        (".", " en Asie.", " ce trimestre.", ", mais les coûts augmentent plus vite."),
        " ",
    ),
    "es": _vocabulary(
        "Nube Almacenamiento Refrigeración Chips Robótica Hidrógeno Fletes Cobre Turismo Biotecnología",
        ("Estudios Ejemplo", "Redacción Modelo", "Banco Ficticio"),
        "La demanda, La oferta, La capacidad, El gasto, El flete, La producción, La competencia, El margen",
        "crece, cae, se recupera, oscila, se estanca",
        (".", " en Asia.", " este trimestre.", ", pero los costes suben más deprisa."),
        " ",
    ),
    "ar": _vocabulary(
        "السحابة التخزين التبريد الرقائق الروبوتات الهيدروجين الشحن النحاس السياحة الأدوية",
        ("مركز أبحاث نموذجي", "مكتب تحرير نموذجي", "مصرف افتراضي"),
        "الطلب, العرض, الإنتاج, الإنفاق, الشحن, التوريد, التنافس, الهامش",
        "يرتفع, يتراجع, يتعافى, يتضاعف, يستقر",
        (".", " في آسيا.", " في هذا الربع.", "، لكن التكاليف ترتفع أسرع."),
        " ",
    ),
}
"""By language: those that have labels."""
