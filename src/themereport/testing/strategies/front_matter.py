"""Front matter: JSON values by name."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from themereport.models.front_matter import RESERVED, fold_key
from themereport.testing.strategies.text import hostile_texts

__all__ = ["front_matters"]

_CHARACTER = st.characters(codec="utf-8")
_LEAF = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53) + 1, 2**53 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(_CHARACTER, max_size=8),
    hostile_texts(1),
)
_KEY = st.one_of(
    st.sampled_from(("tags", "no", "y", "Date-x", "a b", "'", '"', "-", "?", ": ", "#", "{{")),
    hostile_texts(1).map(lambda text: text[:60].strip()),
)


def _by_name(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """One value for all keys that look alike, as front matter wants it."""
    alike = {fold_key(key): (key, value) for key, value in pairs}
    return dict(alike.values())


def _mappings(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.lists(st.tuples(_KEY, values), max_size=3).map(_by_name)


_JSON = st.recursive(
    _LEAF, lambda inner: st.lists(inner, max_size=3) | _mappings(inner), max_leaves=5
)
_TAKEN = {"layout", "title", "posttime", *RESERVED}


def _together(known: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
    return {**known, **{key: it for key, it in others.items() if fold_key(key) not in _TAKEN}}


_READABLE: st.SearchStrategy[dict[str, Any]] = st.builds(
    lambda tags: {"layout": "post", **({"tags": tags} if tags else {})},
    st.sampled_from(([], ["market"], ["market", "etf"])),
)
_HOSTILE: st.SearchStrategy[dict[str, Any]] = st.builds(
    _together,
    st.fixed_dictionaries(
        {},
        optional={
            "layout": st.just("post") | _LEAF,
            "title": hostile_texts(1),
            "posttime": hostile_texts(1),
        },
    ),
    _mappings(_JSON),
)


def front_matters(*, hostile: bool = False) -> st.SearchStrategy[dict[str, Any]]:
    """What posts have, with or without tags; with `hostile`, any JSON values by any names."""
    return _HOSTILE if hostile else _READABLE
