"""The strategies of the testing kit, hostile by default: these tests look for what breaks."""

from __future__ import annotations

from themereport.testing.strategies import identifier, moment, report, text
from themereport.testing.strategies.markup import MARKUP

__all__ = [
    "MARKUP",
    "addresses",
    "figis",
    "isins",
    "mics",
    "moments",
    "reports",
    "texts",
    "themes",
]

addresses = identifier.addresses(hostile=True)
figis = identifier.figis()
isins = identifier.isins()
mics = identifier.mics()
moments = moment.moments(hostile=True)
themes = text.themes(text.readable_voice("en"), hostile=True)


def reports(evidence=None):
    """Valid reports of every kind."""
    return report.reports(hostile=True, evidence=evidence)


def texts():
    """Plain texts of every kind."""
    return text.texts(hostile=True)
