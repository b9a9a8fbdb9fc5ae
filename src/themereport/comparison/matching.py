"""Which items of two reports are one and the same."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from attrs import field, frozen

from themereport.comparison.assignment import best_pairs
from themereport.comparison.similarity import Bag, begin_apart, share
from themereport.document.outline import fold_heading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    _Left: TypeAlias = "dict[int, Subject]"
    _Way: TypeAlias = "Callable[[_Left, _Left], Iterator[tuple[int, int]]]"

__all__ = ["ALIKE", "MOST_COMPARED", "Subject", "likeness", "matched"]

ALIKE = 0.40
"""The share of common words from which on two texts are taken for one that was reworded."""

MOST_COMPARED = 100
"""Where more items are left in a list, those are matched that are equal or called the same."""

_MOST_CHARACTERS = 2_000
_WEIGHT = 1_000_000  # whole numbers add up to the same in any order


@frozen
class Subject:
    """An item as it is matched: itself, what it is called, and all that it says."""

    item: object
    label: str
    text: str
    bag: Bag = field(eq=False, repr=False)

    @classmethod
    def of(cls, item: object, label: str, text: str) -> Subject:
        """The subject called `label` that says `text`; of a long text the beginning is compared."""
        return cls(item, fold_heading(label), text, Bag.of(text[:_MOST_CHARACTERS]))


def likeness(one: Subject, other: Subject) -> float:
    """How likely two subjects are one, from 0 to 1: the share of common words.

    0 where each begins with something that the other has not.
    """
    return 0.0 if begin_apart(one.bag, other.bag) else share(one.bag, other.bag)


def matched(
    old: Sequence[Subject], new: Sequence[Subject], *, by_text: bool = True
) -> list[tuple[int, int]]:
    """The pairs of an old and a new index that are one item, each at most once.

    First go those that are equal, then those that say the same, in order; then those that alone
    are called the same; then, if `by_text`, those alike, so that their likenesses add up to most.
    The other way round, the pairs are the same, turned round.
    """
    ways: list[_Way] = [
        partial(_equal, name="item"),
        partial(_equal, name="text"),
        _called_the_same,
    ]
    if by_text:
        ways.append(_alike)
    old_left, new_left = dict(enumerate(old)), dict(enumerate(new))
    pairs: list[tuple[int, int]] = []
    for way in ways:
        for here, there in list(way(old_left, new_left)):
            pairs.append((here, there))
            del old_left[here], new_left[there]
    return sorted(pairs)


def _equal(old: _Left, new: _Left, name: str) -> Iterator[tuple[int, int]]:
    """Those whose attribute `name` is equal, the first with the first."""
    waiting: dict[object, deque[int]] = defaultdict(deque)
    for at, subject in old.items():
        waiting[getattr(subject, name)].append(at)
    for at, subject in new.items():
        if here := waiting[getattr(subject, name)]:
            yield here.popleft(), at


def _called_the_same(old: _Left, new: _Left) -> Iterator[tuple[int, int]]:
    here, there = _by_label(old), _by_label(new)
    for label in here.keys() & there.keys():
        yield here[label], there[label]


def _by_label(subjects: _Left) -> dict[str, int]:
    """The indices of those that are called what no other is."""
    count = Counter(subject.label for subject in subjects.values())
    return {
        subject.label: at
        for at, subject in subjects.items()
        if subject.label and count[subject.label] == 1
    }


def _alike(old: _Left, new: _Left) -> Iterator[tuple[int, int]]:
    if max(len(old), len(new)) > MOST_COMPARED:
        return
    # Ties are broken by the order of the texts, so that it does not matter which side is old.
    is_turned = [subject.text for subject in new.values()] < [
        subject.text for subject in old.values()
    ]
    rows, columns = (new, old) if is_turned else (old, new)
    weights = [[_weight(row, column) for column in columns.values()] for row in rows.values()]
    row_keys, column_keys = list(rows), list(columns)
    for row, column in best_pairs(weights):
        one, other = row_keys[row], column_keys[column]
        yield (other, one) if is_turned else (one, other)


def _weight(one: Subject, other: Subject) -> int:
    value = likeness(one, other)
    return int(value * _WEIGHT) if value >= ALIKE else 0
