"""Material: what a report, or a part of one, is drawn from."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from hypothesis import strategies as st

from themereport.testing.strategies.identifier import source_ids
from themereport.testing.strategies.text import voices

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from themereport.models.model import Model
    from themereport.testing.strategies.text import Voice

    Made = TypeVar("Made", bound=Model)

__all__ = ["Fields", "Material", "Part", "always", "made", "several", "some"]

T = TypeVar("T")

Fields: TypeAlias = dict[str, Any]
"""The fields of a model by name, not validated yet."""


Part: TypeAlias = "Callable[[st.DrawFn, Material], Any]"
"""What draws the value of one field."""


class Material(NamedTuple):
    """What a report, or a part of one, is drawn from."""

    voice: Voice
    hostile: bool
    evidence: bool | None
    """Whether all fields that schema 1.1 added are filled, none is, or any may be."""
    cited: st.SearchStrategy[tuple[str, ...]] | None
    """Ids of sources, where there are any."""


def always(values: st.SearchStrategy[Any]) -> Part:
    """The part that draws of `values`, whatever the material."""
    return lambda draw, _: draw(values)


def several(values: Sequence[T], most: int) -> st.SearchStrategy[tuple[T, ...]]:
    """One to `most` different ones of `values`, in any order, by a single choice."""
    sizes = range(1, min(most, len(values)) + 1)
    return st.sampled_from([some for size in sizes for some in permutations(values, size)])


def some(
    draw: st.DrawFn,
    material: Material,
    parts: Mapping[str, Part],
    *,
    filled: bool | None = None,
    least: int = 0,
) -> Fields:
    """What `parts` draw: all, or none if `filled` is False, or any; none only if `least` is 0."""
    if filled is False:
        return {}
    all_of_them = (1 << len(parts)) - 1
    # One number says which, so that drawing stays fast.
    which = all_of_them if filled else draw(st.integers(least, all_of_them))
    chosen = (item for at, item in enumerate(parts.items()) if which >> at & 1)
    return {name: part(draw, material) for name, part in chosen}


@st.composite
def made(
    draw: st.DrawFn,
    kind: type[Made],
    fields: Callable[[st.DrawFn, Material], Fields],
    *,
    language: str | None = None,
    hostile: bool = False,
    evidence: bool | None = None,
) -> Made:
    """Instances of `kind` that stand alone, of what `fields` draws."""
    voice = draw(voices(language=language, hostile=hostile))
    cited = source_ids(hostile=hostile).map(lambda name: (name,))
    return kind(**fields(draw, Material(voice, hostile, evidence, cited)))
