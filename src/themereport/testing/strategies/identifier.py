"""Identifiers of what is traded, with check digits that agree, and addresses on the web."""

from __future__ import annotations

from hypothesis import strategies as st

from themereport.models.identifier import figi_check_digit, isin_check_digit

__all__ = [
    "addresses",
    "figi_of_none",
    "figis",
    "isin_of_none",
    "isins",
    "mics",
    "source_ids",
]

_CONSONANTS = "BCDFGHJKLMNPQRSTVWXYZ"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = "0123456789"


def isins() -> st.SearchStrategy[str]:
    """ISINs of any country."""
    return _ISINS


def figis() -> st.SearchStrategy[str]:
    """FIGIs of any provider but those that there are."""
    return _FIGIS


def mics() -> st.SearchStrategy[str]:
    """Codes that have the form of a MIC."""
    return _MICS


def source_ids(*, hostile: bool = False) -> st.SearchStrategy[str]:
    """Ids of sources: s1, s2 and so on; with `hostile`, any, also those that look like numbers."""
    return _HOSTILE_IDS if hostile else _IDS


def addresses(*, hostile: bool = False) -> st.SearchStrategy[str]:
    """Addresses of pages below example.com; with `hostile`, those that hold markup."""
    return _HOSTILE_ADDRESSES if hostile else _ADDRESSES


def _code(number: int, alphabet: str, size: int) -> str:
    """`number` in digits of `alphabet`."""
    base = len(alphabet)
    return "".join(alphabet[number // base**place % base] for place in reversed(range(size)))


def _codes(alphabet: str, size: int) -> st.SearchStrategy[str]:
    numbers = st.integers(0, len(alphabet) ** size - 1)
    return numbers.map(lambda number: _code(number, alphabet, size))


def _isin(country: str, body: str) -> str:
    return f"{country}{body}{isin_check_digit(country + body)}"


def _figi(prefix: str, body: str) -> str:
    return f"{prefix}G{body}{figi_check_digit(f'{prefix}G{body}')}"


def isin_of_none(number: int) -> str:
    """An ISIN that nobody has: ISO 3166 never gives ZZ to a country."""
    return _isin("ZZ", f"{number:09}")


def figi_of_none(number: int) -> str:
    """A FIGI that nobody has: nobody issues those that begin with ZZ."""
    return _figi("ZZ", f"{number:08}")


_ISINS = st.builds(_isin, _codes(_LETTERS, 2), _codes(_DIGITS + _LETTERS, 9))
# With these first letters no prefix is that of an ISIN, nor BB or KK, under which FIGIs are issued.
_FIGIS = st.builds(
    lambda first, second, body: _figi(first + second, body),
    st.sampled_from("ZXWTSRQPNMLJHFDC"),
    st.sampled_from(_CONSONANTS[::-1]),
    _codes(_DIGITS + _CONSONANTS, 8),
)
_MICS = _codes(_LETTERS + _DIGITS, 4)

_IDS = st.integers(1, 99).map("s{}".format)
_FIRST = _LETTERS + _LETTERS.lower() + _DIGITS
_HOSTILE_IDS = st.one_of(
    st.sampled_from(("s1", "1", "no", "1e5", "0x1F", "2025-11-04", "true", "a-b", "a_b")),
    st.builds(str.__add__, st.sampled_from(_FIRST), st.text(f"{_FIRST}._-", max_size=63)),
)

_ADDRESSES = st.integers(1, 99).map("https://example.com/{}".format)
_HOSTILE_ADDRESSES = st.builds(
    "{}://{}{}".format,
    st.sampled_from(("https", "http")),
    st.sampled_from(("example.com", "例子.中国", "a.b-c:8080", "127.0.0.1", "EXAMPLE")),
    st.sampled_from(
        ("", "/", "/a?b=c&d=e", "?q", "#x", "/(z)", "/(", "/*_~**", "/%7B", "/a[1]", "/'", "/&amp;",
         "/报告", "/a)b", "/@x", "/:#", "/no", "/--", "/\u202e", "/$$", "/,", "/a_b_c")
    ),
)  # fmt: skip
