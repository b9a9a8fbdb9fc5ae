"""Language tags: BCP 47 (RFC 5646), in the one spelling that section 2.1.1 recommends."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

__all__ = ["LanguageTag", "canonical_language"]

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,6}")
_CANONICAL = re.compile(
    r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?"
)


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
    return canonical if _CANONICAL.fullmatch(canonical) else None


def _check(tag: str) -> str:
    if _CANONICAL.fullmatch(tag):
        return tag
    near = canonical_language(tag)
    advice = f"did you mean {near!r}?" if near else "write it like 'zh-Hans' or 'en'"
    raise PydanticCustomError("TR210", "{found}", {"found": tag, "advice": advice})


LanguageTag = Annotated[
    str,
    AfterValidator(_check),
    Field(json_schema_extra={"pattern": f"^(?:{_CANONICAL.pattern})$"}),
]
"""A BCP 47 language tag in canonical spelling, such as `zh-Hans` or `en`."""
