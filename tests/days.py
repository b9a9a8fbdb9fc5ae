"""Reports of two days, for tests of comparisons."""

from __future__ import annotations

from canonical import REPORT
from hypothesis import settings
from hypothesis import strategies as st
from strategies import reports

LISTS = ("signals", "events", "drivers", "impacts", "risks", "appendices", "sources")

# Drawing two reports takes a while.
few = settings(max_examples=max(settings().max_examples // 3, 1))


@st.composite
def two_days(draw):
    """Two reports that have some items in common, or none."""
    old, other = draw(reports()), draw(reports())
    if draw(st.booleans()):
        return old, other
    update = {}
    for key in LISTS[:-1]:
        pool = draw(st.permutations([*getattr(old, key), *getattr(other, key)]))
        least = 0 if key == "appendices" else 1
        count = 10 if key == "signals" else draw(st.integers(least, len(pool)))
        update[key] = pool[:count]
    update["signals"] = ranked(update["signals"])
    known = {source.id: source for source in (*other.sources, *old.sources)}
    update["sources"] = draw(st.permutations(list(known.values())))
    new = old.model_copy(update=update)
    return (new, old) if draw(st.booleans()) else (old, new)


def ranked(signals):
    return [signal.model_copy(update={"rank": at}) for at, signal in enumerate(signals, 1)]


def day(**update):
    """The next day of the example report."""
    return REPORT.model_copy(update=update)


def with_item(key, at, **update):
    items = list(getattr(REPORT, key))
    items[at] = items[at].model_copy(update=update)
    return day(**{key: items})
