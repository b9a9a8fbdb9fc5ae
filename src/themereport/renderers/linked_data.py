"""JSON-LD: what a report is, in the words of schema.org, for search engines and archives."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from themereport.document.document import (
    Disclaimer,
    Document,
    Heading,
    LabelledList,
    Markdown,
    Paragraph,
    RankedList,
    SteppedList,
)
from themereport.document.note import name_of_instrument
from themereport.document.outline import PARTS
from themereport.renderers.json import escape_traps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from themereport.models.provenance import Provenance
    from themereport.models.report import ThemeReport
    from themereport.models.source import Source

__all__ = ["JSONLD", "JsonLdRenderer", "about", "embedded"]

_SCHEMA = "https://schema.org"
_MADE_BY_A_MODEL = f"{_SCHEMA}/TrainedAlgorithmicMediaDigitalSource"
_encode = json.JSONEncoder(ensure_ascii=False).encode
# In an element `script`, these could end it or begin a comment.
_UNSAFE = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&'"})

_Data = dict[str, Any]


class JsonLdRenderer:
    """Renders a report as a `Report` of schema.org, its signals, sections and sources included."""

    media_type = "application/ld+json"
    suffix = ".jsonld"

    def render(self, document: Document) -> str:
        """Indented JSON, ending in one line end."""
        data = {**about(document), **_contents(document)}
        return escape_traps(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def about(document: Document) -> _Data:
    """What a page says of itself: title, theme, date, makers and sources, without its text."""
    report = document.report
    data: _Data = {
        "@context": _SCHEMA,
        "@type": "Report",
        "headline": document.title,
        "about": {"@type": "Thing", "name": report.theme},
        "inLanguage": report.language,
        "datePublished": report.published_at.isoformat(),
        "abstract": report.overview,
    }
    if report.schema_version != "1.0":
        data |= _evidence(report)
    return data


def embedded(data: _Data) -> str:
    """`data` as JSON that can stand in an element `script` of HTML."""
    text = _encode(data)
    if "<" in text or ">" in text or "&" in text or "'" in text:
        text = text.translate(_UNSAFE)
    return escape_traps(text)


def _evidence(report: ThemeReport) -> _Data:
    data: _Data = {}
    if report.revision is not None:
        data["version"] = report.revision
    if report.provenance is not None:
        data |= _makers(report.provenance)
    if report.sources:
        data["citation"] = [_citation(source) for source in report.sources]
    return data


def _makers(provenance: Provenance) -> _Data:
    data: _Data = {}
    if provenance.authors:  # people or organizations: a report does not say
        data["author"] = list(provenance.authors)
    if provenance.publisher:
        data["publisher"] = {"@type": "Organization", "name": provenance.publisher}
    if provenance.ai_generated is not None:
        data["digitalSourceType"] = _MADE_BY_A_MODEL
    return data


def _citation(source: Source) -> _Data:
    publisher = source.publisher and {"@type": "Organization", "name": source.publisher}
    when = source.published_at and source.published_at.isoformat()
    data = {
        "@type": "CreativeWork",
        "name": source.title,
        "url": source.url,
        "publisher": publisher,
        "datePublished": when,
    }
    return {key: value for key, value in data.items() if value}


# --- the text ----------------------------------------------------------------------------------


def _contents(document: Document) -> _Data:
    data: _Data = {"hasPart": list(_parts(document))}
    if mentions := list(_mentions(document.report)):
        data["mentions"] = mentions
    (disclaimer,) = (block for block in document.blocks if isinstance(block, Disclaimer))
    data["usageInfo"] = {
        "@type": "CreativeWork",
        "name": disclaimer.label,
        "text": disclaimer.text,
    }
    return data


def _parts(document: Document) -> Iterator[_Data]:
    """Each section with its text; what it lists is its main entity."""
    part: _Data | None = None
    for block in document.blocks:
        match block:
            case Heading() if block.key not in PARTS:
                if part is not None:
                    yield part
                part = {"@type": "CreativeWork", "name": block.text}
            case Paragraph() if part is not None:
                part["text"] = block.text
            case Markdown() if part is not None:
                part |= {"text": block.body, "encodingFormat": "text/markdown"}
            case RankedList() | LabelledList() | SteppedList() if part is not None:
                part["mainEntity"] = _listed(_items(block))
            case _:  # what belongs to no section
                pass
    if part is not None:
        yield part


def _items(block: RankedList | LabelledList | SteppedList) -> Iterator[_Data]:
    match block:
        case RankedList():
            yield from ({"name": text} for text in block.items)
        case LabelledList():
            yield from ({"name": label, "description": text} for label, text in block.items)
        case SteppedList():
            for label, text, steps in block.items:
                inside = _listed({"name": step} for step in steps)
                yield {"name": label, "description": text, "item": inside}


def _listed(items: Iterable[_Data]) -> _Data:
    elements = [
        {"@type": "ListItem", "position": position, **item}
        for position, item in enumerate(items, 1)
    ]
    return {"@type": "ItemList", "numberOfItems": len(elements), "itemListElement": elements}


def _mentions(report: ThemeReport) -> Iterator[_Data]:
    """The instruments that signals and impacts are about, each once."""
    for_signals = [item for signal in report.signals for item in signal.instruments]
    for_impacts = [item for impact in report.impacts for item in impact.instruments]
    for instrument in dict.fromkeys([*for_signals, *for_impacts]):
        numbers = [
            {"@type": "PropertyValue", "propertyID": name, "value": value}
            for name, value in (
                ("symbol", instrument.symbol),
                ("MIC", instrument.mic),
                ("ISIN", instrument.isin),
                ("FIGI", instrument.figi),
            )
            if value
        ]
        name = instrument.name or name_of_instrument(instrument)
        yield {"@type": "FinancialProduct", "name": name, "identifier": numbers}


JSONLD = JsonLdRenderer()
