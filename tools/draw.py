"""Draws the pictures of the documentation; a test says if one is not what the code draws now.

`python tools/draw.py` writes them to `docs/pictures`. What they show is one of the examples, whose
contents are invented; what it does not say, such as directions, is drawn by lot, and so are the
days of the timeline.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import themereport as tr
from themereport.archive.timeline import timeline_of
from themereport.document.compose import compose
from themereport.renderers.pictures.of_document import pictures_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs" / "pictures"
_WIDTH = 760
_WAYS = ("positive", "negative", "mixed", "positive")
_FONT = "system-ui, sans-serif"
_EDGE = 20
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"(?: width="[\d.]+" height="[\d.]+")?')


def main() -> None:
    """Write all pictures."""
    OUT.mkdir(exist_ok=True)
    for name, svg in pictures().items():
        (OUT / name).write_text(svg, encoding="utf-8")
        print(f"docs/pictures/{name}")


def pictures() -> dict[str, str]:
    """The pictures by the names of their files."""
    path = next((ROOT / "examples").glob("2026-09-02-*.md"))
    days = list(_days(tr.load(path), random.Random(9)))
    drawn = pictures_of(compose(days[-1]), _WIDTH, font=_FONT)
    found = {f"{picture.key}.svg": picture.svg for picture in drawn}
    found["timeline.svg"] = timeline_of(days).render("svg")
    return {name: _framed(svg) for name, svg in found.items()}


def _days(report: tr.ThemeReport, chance: random.Random) -> Iterator[tr.ThemeReport]:
    """A report like this one on each of some days."""
    impacts = tuple(
        impact.model_copy(update={"direction": way})
        for impact, way in zip(report.impacts, _WAYS, strict=False)
    )
    for day in range(18):
        signals = [
            signal.model_copy(update={"direction": chance.choice((*_WAYS, None))})
            for signal in report.signals
        ]
        if day % 4 == 3:
            way = chance.choice([way for way in _WAYS if way != impacts[0].direction])
            impacts = (*impacts[1:], impacts[0].model_copy(update={"direction": way}))
        risks = [
            risk.model_copy(update={"severity": 2 + at % 4, "likelihood": 4 - at % 3})
            for at, risk in enumerate(report.risks)
            if at * 4 <= day
        ]
        yield report.model_copy(
            update={
                "published_at": report.published_at + dt.timedelta(days=day),
                "signals": tuple(signals),
                "impacts": impacts,
                "risks": tuple(risks or report.risks[:1]),
            }
        )


def _framed(svg: str) -> str:
    """On white paper with a margin, for pages in the light and in the dark."""

    def frame(box: re.Match[str]) -> str:
        width, height = (float(size) + 2 * _EDGE for size in box.groups())
        return f'viewBox="-{_EDGE} -{_EDGE} {width:g} {height:g}" style="background: #fff"'

    return _BOX.sub(frame, svg, count=1).rstrip("\n") + "\n"


if __name__ == "__main__":
    main()
