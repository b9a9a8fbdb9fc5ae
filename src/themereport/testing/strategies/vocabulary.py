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
    parts = product(ends, verbs.split(), subjects.split())
    sentences = tuple(f"{subject}{gap}{verb}{end}" for end, verb, subject in parts)
    return Vocabulary(tuple(names.split()), makers, sentences)


VOCABULARIES = {
    "en": _vocabulary(
        "Cloud Storage Cooling Chips Robots Hydrogen Shipping Copper Tourism Biotech",
        ("Example Research", "Sample Desk", "Model Securities"),
        "Demand Supply Capacity Spending Freight Output Competition Margin",
        "grows falls recovers doubles stalls",
        (".", " in Asia.", " this quarter.", ", but costs rise faster."),
        " ",
    ),
    "zh-Hans": _vocabulary(
        "云计算 储能 液冷 芯片 机器人 氢能 航运 铜 旅游 创新药",
        ("示例研究", "样本小组", "模型证券"),
        "需求 供给 产能 支出 运价 产量 竞争 利润率",
        "增长 回落 回升 翻倍 停滞",
        ("。", "，以亚洲为主。", "，本季度尤其明显。", "，但成本上升更快。"),
        "",
    ),
    "zh-Hant": _vocabulary(
        "雲端運算 儲能 液冷 晶片 機器人 氫能 航運 銅 旅遊 創新藥",
        ("範例研究", "樣本小組", "模型證券"),
        "需求 供給 產能 支出 運價 產量 競爭 利潤率",
        "成長 回落 回升 倍增 停滯",
        ("。", "，以亞洲為主。", "，本季尤其明顯。", "，但成本上升更快。"),
        "",
    ),
}
"""By language: those that have labels."""
