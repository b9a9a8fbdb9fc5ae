"""The pictures that a document gives rise to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.document.document import Heading, LabelledList, RankedList, SteppedList
from themereport.locales.words import Words
from themereport.renderers.direction import is_right_to_left
from themereport.renderers.pictures.canvas import Canvas
from themereport.renderers.pictures.directions import (
    directions_in_words,
    draw_directions,
    ways_of,
)
from themereport.renderers.pictures.logic import draw_logic, is_drawable, logic_in_words
from themereport.renderers.pictures.risks import draw_risks, placed, risks_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.document.document import Block, Document
    from themereport.renderers.pictures.picture import Picture

__all__ = ["pictures_of"]


def pictures_of(
    document: Document, width: int, prefix: str = "", font: str = ""
) -> tuple[Picture, ...]:
    """The pictures of `document`, each under the key of its section.

    Args:
        document: Where what a picture shows is not given, or far too much, it is left out.
        width: Of each picture, in its own units, of which the letters are 12 or 13 high.
        prefix: What the ids in the pictures begin with.
        font: The families of the letters, as in CSS; by default those of the page.
    """
    return tuple(_pictures(document, width, prefix, font))


def _pictures(document: Document, width: int, prefix: str, font: str) -> Iterator[Picture]:
    lists = _lists(document)
    words = Words(document.labels.language)
    is_turned = is_right_to_left(document.report.language)

    def canvas(key: str) -> Canvas:
        return Canvas(width, f"{prefix}{key}-{width}", is_turned=is_turned, font=font)

    signals, drivers, impacts = (lists.get(key) for key in ("signals", "drivers", "impacts"))
    if isinstance(signals, RankedList) and (ways := ways_of(signals)):
        bar = canvas("signals")
        draw_directions(bar, ways, len(signals.items))
        yield bar.picture("signals", words.field("direction"), directions_in_words(ways))
    if (
        isinstance(drivers, SteppedList)
        and isinstance(impacts, LabelledList)
        and is_drawable(drivers, impacts)
    ):
        map_ = canvas("drivers")
        draw_logic(map_, drivers, impacts)
        told = logic_in_words(drivers, impacts, is_turned=is_turned)
        yield map_.picture("drivers", document.labels.drivers, told)
    if risks := placed(document.report.risks):
        matrix, axes = canvas("risks"), (words.field("severity"), words.field("likelihood"))
        draw_risks(matrix, risks, *axes)
        yield matrix.picture("risks", " × ".join(axes), risks_in_words(risks, *axes))


def _lists(document: Document) -> dict[str, Block]:
    """The lists of the sections by their keys."""
    found: dict[str, Block] = {}
    key = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            key = block.key
        elif isinstance(block, (RankedList, LabelledList, SteppedList)):
            found[key] = block
    return found
