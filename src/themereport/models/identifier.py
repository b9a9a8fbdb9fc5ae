"""Identifiers of what is traded: ISIN, FIGI and MIC, with their check digits."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

__all__ = [
    "FIGI_PATTERN",
    "ISIN_PATTERN",
    "MIC_PATTERN",
    "Figi",
    "Isin",
    "Mic",
    "figi_check_digit",
    "isin_check_digit",
]

_CONSONANTS = "BCDFGHJKLMNPQRSTVWXYZ"
# A FIGI never begins like an ISIN of these countries: BS, BM, GG, GB, GH, KY, VG.
_FORBIDDEN = {"B": "SM", "G": "GBH", "K": "Y", "V": "G"}


def _without(letters: str, others: str) -> str:
    return "".join(letter for letter in letters if letter not in others)


# Written out, since regular expressions of Rust have no lookahead.
_FIGI_PREFIXES = "|".join(
    (
        f"[{_without(_CONSONANTS, ''.join(_FORBIDDEN))}][{_CONSONANTS}]",
        *(f"{first}[{_without(_CONSONANTS, second)}]" for first, second in _FORBIDDEN.items()),
    )
)
FIGI_PATTERN = f"^(?:{_FIGI_PREFIXES})G[0-9{_CONSONANTS}]{{8}}[0-9]$"
ISIN_PATTERN = "^[A-Z]{2}[A-Z0-9]{9}[0-9]$"
MIC_PATTERN = "^[A-Z0-9]{4}$"


def _digits_of(number: str, weights: tuple[int, int]) -> int:
    """The sum of the digits of all values (A is 10), the first times the first weight, in turn."""
    values = (int(character, 36) * weights[at % 2] for at, character in enumerate(number))
    return sum(int(digit) for value in values for digit in str(value))


def isin_check_digit(body: str) -> str:
    """The last digit of an ISIN (ISO 6166): letters become two digits each, then Luhn's."""
    digits = "".join(str(int(character, 36)) for character in body)
    return str(-_digits_of(digits[::-1], (2, 1)) % 10)


def figi_check_digit(body: str) -> str:
    """The last digit of a FIGI (OMG): values of letters are doubled before they are split."""
    return str(-_digits_of(body, (1, 2)) % 10)


def _checked(number: str, expected: str) -> str:
    if number[-1] != expected:
        raise PydanticCustomError("TR220", "{found}", {"found": number, "expected": expected})
    return number


def _isin(number: str) -> str:
    return _checked(number, isin_check_digit(number[:-1]))


def _figi(number: str) -> str:
    return _checked(number, figi_check_digit(number[:-1]))


Isin = Annotated[str, StringConstraints(pattern=ISIN_PATTERN), AfterValidator(_isin)]
"""An International Securities Identification Number (ISO 6166) with a check digit that agrees."""

Figi = Annotated[str, StringConstraints(pattern=FIGI_PATTERN), AfterValidator(_figi)]
"""A Financial Instrument Global Identifier (OMG) with a check digit that agrees."""

Mic = Annotated[str, StringConstraints(pattern=MIC_PATTERN)]
"""A Market Identifier Code (ISO 10383): four upper-case letters or digits."""
