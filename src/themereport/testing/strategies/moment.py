"""Moments: dates with a time and an offset from UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

__all__ = ["moments"]

_FIRST = datetime(2026, 1, 1, 9, tzinfo=UTC)
# Dates in the first and the last days have no neighbours in every offset.
_EARLIEST = datetime(1, 1, 3, tzinfo=UTC)
_LATEST = datetime(9999, 12, 29, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def _moment(start: datetime, offset: int) -> datetime:
    return start.replace(tzinfo=timezone(timedelta(minutes=offset)))


_READABLE = st.builds(
    _moment,
    st.integers(0, 5 * 365 * 24 * 60).map(lambda minutes: _FIRST + timedelta(minutes=minutes)),
    st.sampled_from((0, 8 * 60, -4 * 60, 5 * 60 + 30)),
)
_HOSTILE = st.builds(
    _moment,
    st.integers((_EARLIEST - _FIRST) // _MICROSECOND, (_LATEST - _FIRST) // _MICROSECOND).map(
        lambda microseconds: _FIRST + microseconds * _MICROSECOND
    ),
    st.integers(-23 * 60, 23 * 60),
)


def moments(*, hostile: bool = False) -> st.SearchStrategy[datetime]:
    """Minutes of the years from 2026 on; with `hostile`, any moment in any offset."""
    return _HOSTILE if hostile else _READABLE
