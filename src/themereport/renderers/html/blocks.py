"""The blocks of a document as HTML."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from themereport.document.document import (
    Disclaimer,
    Heading,
    LabelledList,
    Markdown,
    Notice,
    Paragraph,
    RankedList,
    SteppedList,
)
from themereport.document.outline import PARTS
from themereport.renderers.markup import escape, escape_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from themereport.document.document import Document, Note, Reference
    from themereport.locales.labels import Labels
    from themereport.models.report import ThemeReport

__all__ = ["Place", "appendix_key", "body_of"]


class Place(NamedTuple):
    """What blocks need to know of where they stand."""

    labels: Labels
    tongue: str
    """The attribute `lang` of the report's own texts, where the frame is in another language."""
    frame: str
    """The attribute `lang` of words of the frame among them, where the two differ."""
    direction: str
    """That of the report's language: `ltr` or `rtl`."""
    prefix: str
    """What ids begin with."""
    title_depth: int
    """Of the heading with the title."""
    depth: int
    """Of the headings of sections; those of halves stand one level higher."""
    main: str
    """The element that holds the sections."""


def body_of(document: Document, place: Place, figures: Mapping[str, str]) -> list[str]:
    """The sections and what follows them, in pieces; `figures` stand below the headings of a key."""
    prefix, depth = place.prefix, place.depth
    parts = [f'<{place.main} class="main" id="{prefix}main">\n']
    is_open = False
    appendices = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            if is_open:
                parts.append("</section>\n")
            is_open = block.key not in PARTS
            if block.key == "appendix":
                parts.append(_appendix_heading(block, appendices, place))
                appendices += 1
            else:
                parts.append(_heading(block, depth, prefix, place.main))
                if block.key in figures:
                    parts.append(figures[block.key])
        elif isinstance(block, RankedList):
            parts.append(_ranked(block, place, has_ids=_cites_signals(document.report)))
        elif isinstance(block, Disclaimer):
            parts.append("</section>\n")
            if document.references:
                parts.append(_sources(document.references, place))
            parts += (f"</{place.main}>\n", _disclaimer(block, place))
        else:
            parts.append(_WRITERS[type(block)](block, place))
    return parts


def _cites_signals(report: ThemeReport) -> bool:
    """Whether drivers refer to the signals that they explain."""
    return report.schema_version != "1.0" and any(driver.signals for driver in report.drivers)


def appendix_key(at: int) -> str:
    """What the id of the appendix at an index ends with: numbered on from the detail's sections."""
    return f"appendix-{at + 5}"


# --- headings ----------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def _heading(block: Heading, depth: int, prefix: str, main: str) -> str:
    """The heading of a half or section, which is the same in all reports of a language."""
    text, name = escape(block.text), f"{prefix}{block.key}"
    if block.key in PARTS:
        return f'<h{depth - 1} class="half" id="{name}">{text}</h{depth - 1}>\n'
    return _section(name, f"{block.prefix}{text}", depth, main)


def _appendix_heading(block: Heading, at: int, place: Place) -> str:
    words = f"{block.prefix}<bdi>{escape(block.text)}</bdi>"
    name = f"{place.prefix}{appendix_key(at)}"
    return _section(name, words, place.depth, place.main, place.tongue)


def _section(name: str, words: str, depth: int, main: str, own: str = "") -> str:
    """The start of a section, which is a landmark of a page of its own, but not of another."""
    label = f' aria-labelledby="{name}"' if main == "main" else ""
    return f'<section{label}>\n<h{depth} class="section" id="{name}"{own}>{words}</h{depth}>\n'


# --- texts and lists ---------------------------------------------------------------------------


def _notice(block: Notice, _: Place) -> str:
    return f'<p class="notice" role="note">{escape(block.text)}</p>\n'


def _paragraph(block: Paragraph, place: Place) -> str:
    return f'<p class="t" dir="auto"{place.tongue}>{escape(block.text)}</p>\n'


def _ranked(block: RankedList, place: Place, *, has_ids: bool) -> str:
    if not block.notes and not has_ids:
        texts = escape_all(block.items)
        items = [f'<li class="t" dir="auto">{text}</li>\n' for text in texts]
    else:
        items = [
            f'<li id="{place.prefix}signal-{rank}"><div class="t" dir="auto">{escape(text)}</div>'
            f"{_notes(block.notes, rank - 1, place)}</li>\n"
            for rank, text in enumerate(block.items, 1)
        ]
    return f'<ol class="signals"{place.tongue}>\n{"".join(items)}</ol>\n'


def _labelled(block: LabelledList, place: Place) -> str:
    if block.columns:
        return _table(block.columns, block, place)
    before, between = _around_words(block.mark, place)
    notes = block.notes
    items = [
        f"<li>{before}{escape(label)}{between}{escape(text)}</bdi></div>"
        f"{_notes(notes, at, place) if notes else ''}</li>\n"
        for at, (label, text) in enumerate(block.items)
    ]
    return f'<ul class="items"{place.tongue}>\n{"".join(items)}</ul>\n'


def _table(columns: tuple[str, str], block: LabelledList, place: Place) -> str:
    first, second = map(escape, columns)
    rows = [
        f'<tr><th scope="row" class="t" dir="auto">{escape(label)}</th>'
        f'<td dir="auto"><div class="t">{escape(text)}</div>{_notes(block.notes, at, place)}</td></tr>\n'
        for at, (label, text) in enumerate(block.items)
    ]
    head = f'<tr><th scope="col">{first}</th><th scope="col">{second}</th></tr>'
    body = f"<tbody{place.tongue}>\n{''.join(rows)}</tbody>"
    return f'<table class="items">\n<thead>\n{head}\n</thead>\n{body}\n</table>\n'


def _stepped(block: SteppedList, place: Place) -> str:
    parts = [f'<ul class="items"{place.tongue}>\n']
    before, between = _around_words(block.mark, place)
    notes = block.notes
    for at, (label, text, steps) in enumerate(block.items):
        noted = _notes(notes, at, place) if notes else ""
        words = f"{before}{escape(label)}{between}{escape(text)}</bdi></div>"
        parts.append(f'<li>{words}{noted}\n<ol class="steps">\n')
        parts += [f'<li class="t" dir="auto">{step}</li>\n' for step in escape_all(steps)]
        parts.append("</ol></li>\n")
    parts.append("</ul>\n")
    return "".join(parts)


def _around_words(mark: str, place: Place) -> tuple[str, str]:
    """What stands before the label of an item, and between it and its text."""
    # What is isolated does not tell its element's direction.
    before = f'<div class="t" dir="{place.direction}"><b><bdi>'
    return before, f"</bdi>{mark}</b>{place.labels.gap}<bdi>"


def _markdown(block: Markdown, place: Place) -> str:
    """The body of an appendix: to HTML by a library, then cleaned by another."""
    from themereport.renderers.html.appendix import appendix_html

    return f'<div class="md" dir="auto"{place.tongue}>\n{appendix_html(block.body)}</div>\n'


# --- evidence ----------------------------------------------------------------------------------


def _notes(notes: Sequence[Sequence[Note]], at: int, place: Place) -> str:
    """What is noted of the item at an index, as a list below its words."""
    if at >= len(notes) or not notes[at]:
        return ""
    items = [
        f"<li{_kind(kind, told)}>{' '.join([_note(note, place.prefix) for note in told])}</li>"
        for kind, told in _together(notes[at])
    ]
    return f'\n<ul class="notes"{place.frame}>{"".join(items)}</ul>'


def _together(notes: Sequence[Note]) -> Iterator[tuple[str, list[Note]]]:
    """Notes by kind: all references of a kind as one, all else alone."""
    for kind, told in groupby(notes, attrgetter("kind")):
        if kind in _REFERENCES:
            yield kind, list(told)
        else:
            yield from ((kind, [note]) for note in told)


_REFERENCES = ("signals", "sources")


def _kind(kind: str, told: Sequence[Note]) -> str:
    if kind == "direction":
        return f' class="direction {told[0].value}"'
    return ' class="instrument"' if kind == "instruments" else ""


def _note(note: Note, prefix: str) -> str:
    words = escape(note.text)
    if note.kind in _REFERENCES:
        return f'<a href="#{prefix}{note.kind[:-1]}-{note.value}">{words}</a>'
    return f"<bdi>{words}</bdi>" if note.kind == "instruments" else words


def _sources(references: Sequence[Reference], place: Place) -> str:
    """The section of the sources; each has the id that notes lead to."""
    name = f"{place.prefix}sources"
    heading = _section(name, escape(place.labels.sources), place.depth, place.main)
    items = "".join([_source(item, place) for item in references])
    return f'{heading}<ol class="sources"{place.tongue}>\n{items}</ol>\n</section>\n'


def _source(item: Reference, place: Place) -> str:
    words = "" if item.text == item.url else f"<bdi>{escape(item.text)}</bdi>"
    link = ""
    if item.url is not None:
        address = escape(item.url)
        link = f'<a href="{address}" rel="noopener noreferrer nofollow" dir="ltr">{address}</a>'
    gap = " " if words and link else ""
    return f'<li id="{place.prefix}source-{item.number}">{words}{gap}{link}</li>\n'


def _disclaimer(block: Disclaimer, place: Place) -> str:
    label = f"<b>{escape(block.label)}{block.mark}</b>{place.labels.gap}"
    words = f'<p class="t" dir="auto"{place.tongue}>{label}<bdi>{escape(block.text)}</bdi></p>'
    return f"<footer>\n{words}\n</footer>\n"


_WRITERS: dict[type, Callable[[Any, Place], str]] = {
    Notice: _notice,
    Paragraph: _paragraph,
    LabelledList: _labelled,
    SteppedList: _stepped,
    Markdown: _markdown,
}
