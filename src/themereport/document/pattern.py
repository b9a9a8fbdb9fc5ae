"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["LazyPattern"]


class LazyPattern:
    """One that takes milliseconds to compile, and that canonical texts have no need of."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._pattern = pattern
        self._flags = flags

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """That of `re.Pattern`."""
        return re.compile(self._pattern, self._flags).match

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        """That of `re.Pattern`."""
        return re.compile(self._pattern, self._flags).fullmatch
