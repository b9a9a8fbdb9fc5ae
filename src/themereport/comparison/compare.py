"""From two reports to what changed between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from themereport.comparison.change import Change, FieldChange, ReportDiff
from themereport.comparison.matching import Subject, matched
from themereport.comparison.similarity import share
from themereport.comparison.statement import restates
from themereport.document.outline import SECTIONS, SectionSpec
from themereport.models.model import Model
from themereport.models.report import ThemeReport
from themereport.models.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themereport.comparison.change import ChangeKind

    _Pairs: TypeAlias = "list[tuple[int, int]]"

__all__ = ["LISTS", "compare", "texts_of"]

M = TypeVar("M", bound=Model)

LISTS = {
    **{section.key: section for section in SECTIONS if section.shape != "text"},
    "appendices": SectionSpec("appendices", "detail", "labelled", "title", "body"),
    "sources": SectionSpec("sources", "detail", "labelled", "title", "url"),
}
"""The lists of items, and which fields of an item are its label, its text and its steps."""

# What is affected, or where something stands, is another thing if it has another name, whatever
# else is alike.
_MATCHED_BY_LABEL = frozenset({"impacts", "sources"})

_TEXTS = frozenset({"overview", "background", "disclaimer"})
# The version of the schema follows from the other fields.
_OTHERS = [name for name in ThemeReport.model_fields if name not in {*LISTS, "schema_version"}]


def compare(old: ThemeReport, new: ThemeReport) -> ReportDiff:
    """What changed from `old` to `new`."""
    pairs = {key: _pairs(key, getattr(old, key), getattr(new, key)) for key in LISTS}
    reordered = (key for key in LISTS if key != "signals" and _is_reordered(pairs[key]))

    def changes(key: str, before: Sequence[M], now: Sequence[M]) -> tuple[Change[M], ...]:
        return tuple(_changes(LISTS[key], pairs[key], before, now))

    return ReportDiff(
        old,
        new,
        tuple(_field_changes(old, new)),
        changes("signals", old.signals, new.signals),
        changes("events", old.events, new.events),
        changes("drivers", old.drivers, new.drivers),
        changes("impacts", old.impacts, new.impacts),
        changes("risks", old.risks, new.risks),
        changes("appendices", old.appendices, new.appendices),
        changes("sources", old.sources, new.sources),
        tuple(reordered),
    )


def texts_of(item: Model, spec: SectionSpec) -> tuple[str, ...]:
    """What `item` says: its label, its text and its steps, as far as it has them."""
    said = (getattr(item, name) for name in (spec.label, spec.text) if name)
    steps: tuple[str, ...] = getattr(item, spec.steps) if spec.steps else ()
    return (*filter(None, said), *steps)


def _pairs(key: str, old: Sequence[Model], new: Sequence[Model]) -> _Pairs:
    """The indices of items that are one and the same, in the order of the new ones."""
    here, there = ([_subject(item, LISTS[key]) for item in items] for items in (old, new))
    found = matched(here, there, by_text=key not in _MATCHED_BY_LABEL)
    return sorted(found, key=lambda pair: pair[1])


def _subject(item: Model, spec: SectionSpec) -> Subject:
    label = getattr(item, spec.label) if spec.label else ""
    if isinstance(item, Source):  # its address says better than its title which it is
        label = item.url or label
    return Subject.of(item, label, _whole(item, spec))


def _whole(item: Model, spec: SectionSpec) -> str:
    return "\n".join(texts_of(item, spec))


def _is_reordered(pairs: _Pairs) -> bool:
    origins = [here for here, _ in pairs]
    return origins != sorted(origins)


def _changes(
    spec: SectionSpec, pairs: _Pairs, old: Sequence[M], new: Sequence[M]
) -> Iterator[Change[M]]:
    origins = {there: here for here, there in pairs}
    for at, item in enumerate(new):
        if at in origins:
            yield _change(old[origins[at]], item, spec)
        else:
            yield Change("new", None, item)
    kept = set(origins.values())
    for at, item in enumerate(old):
        if at not in kept:
            yield Change("gone", item, None)


def _change(old: M, new: M, spec: SectionSpec) -> Change[M]:
    fields = _differing(old, new)
    before, now = _subject(old, spec), _subject(new, spec)
    similarity = 1.0 if before.text == now.text else share(before.bag, now.bag)
    return Change(_kind(old, new, fields, spec), old, new, fields, similarity)


def _kind(old: Model, new: Model, fields: tuple[str, ...], spec: SectionSpec) -> ChangeKind:
    if not fields:
        return "same"
    if "direction" in fields and None not in _both("direction", old, new):
        return "turned"
    if spec.label in fields or spec.text in fields:
        return _wording(_whole(old, spec), _whole(new, spec))
    return "moved" if "rank" in fields else "changed"


def _wording(old: str, new: str) -> ChangeKind:
    return "restated" if restates(old, new) else "reworded"


def _differing(old: Model, new: Model) -> tuple[str, ...]:
    fields = type(old).model_fields
    return tuple(name for name in fields if getattr(old, name) != getattr(new, name))


def _both(name: str, old: Model, new: Model) -> tuple[Any, Any]:
    return getattr(old, name), getattr(new, name)


def _field_changes(old: ThemeReport, new: ThemeReport) -> Iterator[FieldChange]:
    for name in _OTHERS:
        before, now = _both(name, old, new)
        if before == now:
            continue
        kind: ChangeKind = "changed"
        if name in _TEXTS:
            kind = _wording(before, now)
        elif before is None or now is None:
            kind = "new" if before is None else "gone"
        yield FieldChange(name, kind, before, now)
