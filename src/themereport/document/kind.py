"""What the name of an impact's target says about its kind.

The body of a post shows the target, not its kind; a kind that the target's name does not say is
written into the front matter. So these words are part of the text format: to change them would
change what existing posts say.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.models.impact import ImpactKind

__all__ = ["kind_of_target", "kinds_in"]


def _words(*words: str) -> re.Pattern[str]:
    """Any of `words`; those in Latin letters only where no other letter adjoins."""
    return re.compile(
        "|".join(f"(?<![a-z]){word}(?![a-z])" if word.isascii() else word for word in words)
    )


_KINDS: tuple[tuple[ImpactKind, re.Pattern[str]], ...] = (
    ("etf", _words("etfs?", "基金", "funds?")),
    ("index", _words("指数", "指數", "index", "indices", "indexes")),
    ("industry", _words("行业", "行業", "产业", "產業", "板块", "板塊", "industry", "sector")),
    ("company", _words("公司", "股份", "集团", "集團", "company", "inc", "corp", "ltd", "plc")),
)


@lru_cache(maxsize=4096)
def kind_of_target(target: str) -> ImpactKind:
    """The kind that the name `target` says; an industry where it says none."""
    for kind in kinds_in(target):
        return kind
    return "industry"


def kinds_in(target: str) -> Iterator[ImpactKind]:
    """All kinds that the name `target` says, the one that counts first."""
    folded = target.lower()
    return (kind for kind, words in _KINDS if words.search(folded))
