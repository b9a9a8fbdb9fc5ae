"""Every diagnostic code: its severity, its wording, and why it exists.

Codes are stable, wording is not. Families: TR0 the source, TR1 its syntax, TR2 the model,
TR3 drift from the canonical form, TR4 the outline of sections, TR5 the rules for valid reports,
TR6 what laws ask of a report, ten numbers for each law.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from themereport.diagnostics.code import Code
from themereport.diagnostics.codes import (
    drift,
    model,
    outline,
    responsibility,
    rules,
    source,
    syntax,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CATALOGUE", "Code", "enter"]

_OURS = re.compile(r"TR\d")
_FAMILIES = (source, syntax, model, drift, outline, rules, responsibility)


class _Catalogue(dict[str, Code]):
    """Our codes; those of plug-ins are found, too, but not counted among them."""

    def __missing__(self, code: str) -> Code:
        return _ENTERED[code]


CATALOGUE: Mapping[str, Code] = _Catalogue(
    (code.code, code) for code in chain.from_iterable(family.CODES for family in _FAMILIES)
)

_ENTERED: dict[str, Code] = {}


def enter(code: Code) -> Code:
    """Make the code of a plug-in known, so that diagnostics can have it, and return it.

    Raises ValueError if it is another's: codes that begin with `TR` are ours.
    """
    if _OURS.match(code.code):
        raise ValueError(f"the code {code.code!r} is not free: begin it with other letters")
    if _ENTERED.setdefault(code.code, code) != code:
        raise ValueError(f"the code {code.code!r} is taken: choose another")
    return code
