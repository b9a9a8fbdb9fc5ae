"""A comparison laid out for readers, before any format: parts, entries, details."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import frozen

from themereport.comparison.change import is_ai_generated
from themereport.comparison.compare import LISTS
from themereport.diagnostics.printable import printable
from themereport.document.moment import format_published
from themereport.locales.labels import labels_near
from themereport.locales.words import Words
from themereport.models.model import Model
from themereport.models.moment import format_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from themereport.comparison.change import Change, FieldChange, ReportDiff
    from themereport.document.outline import SectionSpec
    from themereport.locales.labels import Labels

    Labelled: TypeAlias = "tuple[str, str]"

__all__ = ["Entry", "Layout", "Part", "lay_out"]

_NOTHING = "—"
# What stands in a section of its own, or at the top.
_ELSEWHERE = frozenset({"overview", "background", "disclaimer", "published_at"})
# Of these, what differs in them is named.
_OF_PARTS = frozenset({"front_matter", "provenance"})
# Fields whose values are words of the schema, not of the report.
_OWN_WORDS = frozenset({"kind", "direction", "claim", "category"})


@frozen
class Entry:
    """One change: what kind it is, what it is about, and what else is to be said of it."""

    label: str
    text: str
    details: tuple[Labelled, ...] = ()


@frozen
class Part:
    """The changes in one section."""

    heading: str
    entries: tuple[Entry, ...]


@frozen
class Layout:
    """A comparison from top to bottom; all texts are plain.

    `notice` says that a machine wrote what is quoted, `nothing` that nothing changed, or
    only the time of publication; each is empty where that is not so. `mark` and `gap` stand behind
    each label.
    """

    title: str
    published: Labelled
    notice: str
    parts: tuple[Part, ...]
    nothing: str
    disclaimer: Labelled
    mark: str
    gap: str


def lay_out(diff: ReportDiff, language: str | None) -> Layout:
    """Lay `diff` out with words in `language`, by default those near the new report's.

    Raises `RenderError` if there are no words in that language.
    """
    labels = labels_near(language, diff.new.language)
    words = Words(labels.language)
    composer = _Composer(labels, words)
    title = labels.title.replace("{theme}", diff.new.theme)
    parts = tuple(part for part in composer.parts(diff) if part.entries)
    nothing = words.phrase("nothing" if diff.is_empty else "only_time")
    return Layout(
        words.phrase("title").replace("{title}", title),
        (labels.published, composer.moments(diff)),
        labels.notice if any(map(is_ai_generated, (diff.old, diff.new))) else "",
        parts,
        "" if parts else nothing,
        (labels.disclaimer, diff.new.disclaimer),
        labels.after_label,
        labels.gap,
    )


class _Composer:
    """Puts changes into words."""

    def __init__(self, labels: Labels, words: Words) -> None:
        self._labels = labels
        self._words = words

    def moments(self, diff: ReportDiff) -> str:
        """When the two reports were published."""
        moments = [diff.old.published_at, diff.new.published_at]
        shown = (format_published(moment, self._labels.language) for moment in moments)
        return self._labels.arrow.join(dict.fromkeys(shown))

    def parts(self, diff: ReportDiff) -> Iterator[Part]:
        """The sections of a report, with what changed in each; some have no entries."""
        labels, words = self._labels, self._words
        texts = {change.name: self._text(change) for change in diff.fields}
        others = (self._field(change) for change in diff.fields if change.name not in _ELSEWHERE)
        yield Part(words.phrase("report"), tuple(others))
        yield Part(labels.overview, _some(texts.get("overview")))
        for key, changes in diff.lists.items():
            lead = _some(texts.get(LISTS[key].lead))
            heading = getattr(labels, key, "") or words.phrase(key)
            entries = self._entries(changes, LISTS[key], is_reordered=key in diff.reordered)
            yield Part(heading, (*lead, *entries))
        yield Part(labels.disclaimer, _some(texts.get("disclaimer")))

    def _entries(
        self, changes: Iterable[Change[Any]], spec: SectionSpec, *, is_reordered: bool
    ) -> Iterator[Entry]:
        same = 0
        entries: list[Entry] = []
        for change in changes:
            if change.kind == "same":
                same += 1
            else:
                entries.append(self._entry(change, spec))
        if is_reordered:
            entries.append(Entry(self._words.phrase("order"), self._words.phrase("other_order")))
        yield from entries
        if entries and same:
            yield Entry(self._words.change("same"), str(same))

    def _entry(self, change: Change[Any], spec: SectionSpec) -> Entry:
        shown = change.new if change.new is not None else change.old
        label = self._words.change(change.kind)
        if spec.shape == "ranked":
            ranks = (item.rank for item in (change.old, change.new) if item is not None)
            place = self._labels.arrow.join(dict.fromkeys(map(str, ranks)))
            label = self._words.phrase("ranked").format(change=label, rank=place)
        return Entry(label, self._said(shown, spec), tuple(self._details(change, spec)))

    def _details(self, change: Change[Any], spec: SectionSpec) -> Iterator[Labelled]:
        """What differs between the two, but for the rank, which the label shows."""
        if change.old is None or change.new is None:
            return
        wording = {spec.label, _text_of(spec)}
        if not wording.isdisjoint(change.fields):
            yield self._words.phrase("before"), self._said(change.old, spec)
        for name in change.fields:
            old, new = getattr(change.old, name), getattr(change.new, name)
            if name in {spec.steps, "rank"} | wording:
                continue
            yield self._words.field(name), self._values(name, old, new)
        if spec.steps in change.fields:
            yield from self._steps(
                *(getattr(item, spec.steps) for item in (change.old, change.new))
            )

    def _steps(self, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Labelled]:
        """The steps that went and those that came, or else that their order is another."""
        went, came = Counter(old) - Counter(new), Counter(new) - Counter(old)
        yield from ((self._words.phrase("step_gone"), step) for step in went.elements())
        yield from ((self._words.phrase("step_new"), step) for step in came.elements())
        if not went and not came:
            yield self._words.field("steps"), self._words.phrase("other_order")

    def _said(self, item: Any, spec: SectionSpec) -> str:
        """What an item says, on one line."""
        labels = self._labels
        mark = labels.after_subject if spec.steps else labels.after_label
        said = (getattr(item, name) for name in (spec.label, _text_of(spec)) if name)
        return f"{mark}{labels.gap}".join(filter(None, said))

    def _text(self, change: FieldChange) -> Entry:
        before = (self._words.phrase("before"), str(change.old))
        return Entry(self._words.change(change.kind), str(change.new), (before,))

    def _field(self, change: FieldChange) -> Entry:
        return Entry(
            self._words.field(change.name), self._values(change.name, change.old, change.new)
        )

    def _values(self, name: str, old: object, new: object) -> str:
        """Both values where they are short; of mappings and the like, what differs in them."""
        if name == "body":
            return self._words.phrase("other")
        if name in _OF_PARTS:
            here, there = _items(old), _items(new)
            keys = dict.fromkeys((*here, *there))
            named = self._words.field if name == "provenance" else printable
            return ", ".join(named(key) for key in keys if here.get(key) != there.get(key))
        return self._labels.arrow.join(self._value(name, value) for value in (old, new))

    def _value(self, name: str, value: object) -> str:
        if value is None or value == ():
            return _NOTHING
        if isinstance(value, datetime):
            return format_moment(value)
        if isinstance(value, tuple):
            return ", ".join(self._value(name, each) for each in value)
        if isinstance(value, Model):
            return " ".join(map(str, _items(value).values()))
        return self._words.value(str(value)) if name in _OWN_WORDS else str(value)


def _text_of(spec: SectionSpec) -> str:
    """The field that says something; the body of an appendix is no plain text to be shown."""
    return spec.text if spec.key != "appendices" else ""


def _items(value: object) -> dict[str, Any]:
    """The parts of a value by name, as far as they are set."""
    parts = dict(value) if isinstance(value, (Mapping, Model)) else {}
    return {name: part for name, part in parts.items() if part is not None and part != ()}


def _some(entry: Entry | None) -> tuple[Entry, ...]:
    return () if entry is None else (entry,)
