"""Language tags: BCP 47 (RFC 5646), in the one spelling that section 2.1.1 recommends."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import StringConstraints

__all__ = ["LANGUAGE_PATTERN", "LanguageTag", "canonical_language"]

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,6}")
LANGUAGE_PATTERN = (
    r"^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-x(?:-[a-z0-9]{1,8})+)?$"
)
_CANONICAL = re.compile(LANGUAGE_PATTERN.replace("$", r"\Z"))


def canonical_language(tag: str) -> str | None:
    """The canonical spelling of `tag` (`zh_hans` is `zh-Hans`), or None if there is none."""
    tag = tag.strip().replace("_", "-")
    if not _TAG.fullmatch(tag):
        return None
    first, *rest = tag.lower().split("-")
    private = False
    parts = [first]
    for part in rest:
        private = private or part == "x"
        if not private and len(part) == 4 and part.isalpha():
            part = part.title()
        elif not private and len(part) == 2:
            part = part.upper()
        parts.append(part)
    canonical = "-".join(parts)
    return canonical if _CANONICAL.match(canonical) else None


LanguageTag = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
"""A BCP 47 language tag in canonical spelling, such as `zh-Hans` or `en`."""
