"""Timelines drawn with characters, and as JSON; the picture is elsewhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

from attrs import frozen

from themereport.archive.timeline import DIRECTIONS, TimelineFormat, called_alike
from themereport.errors import RenderError, choice
from themereport.locales.labels import Labels, labels_near
from themereport.locales.words import Words
from themereport.renderers.json import escape_traps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.archive.timeline import Timeline
    from themereport.models.stance import Direction

__all__ = ["Captions", "captions_of", "draw"]

_SIGNALS = 10
_SIGNS: dict[Direction | None, str] = {
    "positive": "▲",
    "negative": "▼",
    "mixed": "◆",
    "neutral": "●",
    None: "·",
}
_COLUMNS = 40


@frozen
class Captions:
    """The words around a timeline."""

    labels: Labels
    words: Words

    def direction(self, direction: Direction | None) -> str:
        """What a direction is called; a dash where there is none."""
        return "–" if direction is None else self.words.value(direction)

    def label(self, label: str, text: str) -> str:
        """`label` with its punctuation, and `text`."""
        return f"{label}{self.labels.after_label}{self.labels.gap}{text}"


def captions_of(timeline: Timeline, language: str | None) -> Captions:
    """The words in `language`, by default in that of the reports, or else in English."""
    labels = labels_near(language, timeline.language)
    return Captions(labels, Words(labels.language))


def draw(timeline: Timeline, format: str, language: str | None) -> str:
    """Draw in `format`; raise `RenderError` if there is no such format or language."""
    if format == "json":
        return escape_traps(json.dumps(_record(timeline), ensure_ascii=False, indent=2)) + "\n"
    if format == "svg":
        from themereport.archive.picture import picture_of

        captions = captions_of(timeline, language)
        return picture_of(timeline, captions, "\n".join(_lines(timeline, captions)))
    if format == "text":
        return "\n".join(_lines(timeline, captions_of(timeline, language))) + "\n"
    raise RenderError(
        f"a timeline is not drawn as {format!r}: {choice(format, get_args(TimelineFormat))}"
    )


def _record(timeline: Timeline) -> dict[str, Any]:
    return {
        "theme": timeline.theme,
        "language": timeline.language,
        "days": [
            {"date": day.date.isoformat(), "slug": day.slug, "directions": dict(day.directions)}
            for day in timeline.days
        ],
        "turns": [
            {"date": it.date.isoformat(), "target": it.target, "old": it.old, "new": it.new}
            for it in timeline.turns
        ],
        "risks": [
            {
                "name": it.name,
                "first": it.first.isoformat(),
                "last": it.last.isoformat(),
                "reports": it.reports,
                "days": it.days,
            }
            for it in timeline.risks
        ],
        "disclaimer": timeline.disclaimer,
        "is_ai_generated": timeline.is_ai_generated,
    }


def _lines(timeline: Timeline, captions: Captions) -> Iterator[str]:
    """The timeline as lines of characters."""
    labels = captions.labels
    yield labels.title.replace("{theme}", timeline.theme)
    yield "=" * 40
    if timeline.is_ai_generated:
        yield f"[{labels.notice}]"
    yield ""
    legend = (f"{sign} {captions.direction(it)}" for it, sign in _SIGNS.items() if it)
    yield captions.label(labels.signals, "  ".join(legend))
    for day in timeline.days:
        signs = "".join(_SIGNS[it] * day.directions[it] for it in DIRECTIONS)
        yield f"{day.date}  {signs.ljust(_SIGNALS, '·')}"
    if timeline.turns:
        yield ""
        yield labels.impacts
        for turn in timeline.turns:
            change = labels.arrow.join(map(captions.direction, (turn.old, turn.new)))
            yield f"{turn.date}  {captions.label(turn.target, change)}"
    yield ""
    yield labels.risks
    first, last = timeline.days[0].date, timeline.days[-1].date
    span = max(1, (last - first).days)
    for stays in called_alike(timeline.risks, lambda stay: stay.name):
        columns: set[int] = set()
        for stay in stays:
            start, end = (
                (day - first).days * (_COLUMNS - 1) // span for day in (stay.first, stay.last)
            )
            columns.update(range(start, end + 1))
        bar = "".join("━" if at in columns else " " for at in range(_COLUMNS))
        yield f"{stays[0].first} – {stays[-1].last}  {bar}  {stays[-1].name}"
    yield ""
    yield captions.label(labels.disclaimer, timeline.disclaimer)
