"""Trials: a property of a contract, tried on generated values."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from hypothesis import Phase, given, settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

__all__ = ["try_all"]

T = TypeVar("T")


def try_all(values: SearchStrategy[T], check: Callable[[T], None], examples: int) -> None:
    """Call `check` with `examples` values, and again with simpler ones where one fails.

    A method under `@given` would be one test for all classes that inherit it, which Hypothesis
    refuses with good reason. And how long a plug-in may take is not for us to say.
    """

    def trial(value: T) -> None:
        check(value)

    # To explain a failure costs minutes on reports; the simplest one that fails says enough.
    phases = [phase for phase in settings().phases if phase is not Phase.explain]
    settings(max_examples=examples, deadline=None, phases=phases)(given(values)(trial))()
