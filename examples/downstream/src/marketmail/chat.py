"""Chats: the headlines of a report in a few lines."""

from __future__ import annotations

import json
from dataclasses import dataclass

import themereport as tr

__all__ = ["VERSIONS", "Headline", "headlines", "post"]

VERSIONS = ("1.0", "1.1")
"""The versions of the schema that this was written for."""

ARROWS = {"positive": "▲", "negative": "▼", "mixed": "◆", "neutral": "■"}


@dataclass(frozen=True)
class Headline:
    """What a chat shows of a signal."""

    text: str
    arrow: str


def headlines(document: str) -> list[Headline]:
    """The headlines of a report as JSON; raises ValueError for a version that came later.

    A program that does not want our models can do without them: it reads the JSON that the schema
    describes.
    """
    data = json.loads(document)
    version = data.get("schema_version", "1.0")
    if version not in VERSIONS:
        raise ValueError(f"the report is of schema {version}: this reads {', '.join(VERSIONS)}")
    return [
        Headline(signal["text"], ARROWS.get(signal.get("direction"), ""))
        for signal in data["signals"]
    ]


def post(report: tr.ThemeReport, count: int = 3) -> str:
    """The theme and the first signals of `report`, with its disclaimer."""
    lines = [f"{report.theme}, {report.published_at.date().isoformat()}"]
    for signal in report.signals[:count]:
        arrow = ARROWS[signal.direction] if signal.direction else "·"
        lines.append(f"{arrow} {signal.text}")
    return "\n".join([*lines, report.disclaimer])
