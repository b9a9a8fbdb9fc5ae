"""An archive of reports in one file: whole, in all their revisions, searched and listed.

>>> from themereport.archive import Archive
>>> from themereport.testing import example_report
>>> with Archive.open(":memory:") as archive:
...     archive.add(example_report())
...     [hit.snippet.text for hit in archive.search("blades")]
Added(slug='theme_research_Tidal Power_2026-03-02', revision=1, is_new=True)
['The price of blades falls for the third month in a row.']
"""

from themereport.archive.answer import (
    Added,
    AddedMany,
    Entry,
    Revision,
    SignalEntry,
    ThemeSummary,
)
from themereport.archive.archive import Archive
from themereport.archive.calendar import Calendar
from themereport.archive.search import Hit, Snippet
from themereport.archive.site import site_of
from themereport.archive.timeline import RiskStay, Timeline, TimelineDay, TimelineFormat, Turn
from themereport.archive.verification import Damage

__all__ = [
    "Added",
    "AddedMany",
    "Archive",
    "Calendar",
    "Damage",
    "Entry",
    "Hit",
    "Revision",
    "RiskStay",
    "SignalEntry",
    "Snippet",
    "ThemeSummary",
    "Timeline",
    "TimelineDay",
    "TimelineFormat",
    "Turn",
    "site_of",
]
