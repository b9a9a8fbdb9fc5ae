"""A typed library for market-theme research reports.

    >>> import themereport as tr
    >>> result = tr.read("# Cloud")
    >>> result.report is None
    True
"""

from themereport.api import READERS, RENDERERS, load, loads, read, render, write
from themereport.diagnostics.diagnostic import Diagnostic, Fix, Severity
from themereport.errors import (
    MissingExtraError,
    ModelError,
    PluginError,
    ReadError,
    RenderError,
    ThemeReportError,
    WriteError,
)
from themereport.models.driver import Driver
from themereport.models.event import Event
from themereport.models.impact import ETFImpact
from themereport.models.report import ThemeReport
from themereport.models.risk import Risk
from themereport.models.section import Section
from themereport.models.signal import Signal
from themereport.readers.result import ReadResult
from themereport.source.edit import Edit
from themereport.source.span import Position, Span

__all__ = [
    "READERS",
    "RENDERERS",
    "Diagnostic",
    "Driver",
    "ETFImpact",
    "Edit",
    "Event",
    "Fix",
    "MissingExtraError",
    "ModelError",
    "PluginError",
    "Position",
    "ReadError",
    "ReadResult",
    "RenderError",
    "Risk",
    "Section",
    "Severity",
    "Signal",
    "Span",
    "ThemeReport",
    "ThemeReportError",
    "WriteError",
    "load",
    "loads",
    "read",
    "render",
    "write",
]
