"""A typed library for market-theme research reports.

>>> import themereport as tr
>>> result = tr.read("# Cloud")
>>> result.report is None
True
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themereport.api import (
        READERS,
        RENDERERS,
        RULES,
        check,
        diff,
        fix,
        load,
        loads,
        read,
        render,
        write,
    )
    from themereport.comparison.change import Change, FieldChange, ReportDiff
    from themereport.conversion import convert
    from themereport.diagnostics.diagnostic import Diagnostic, Fix, Severity
    from themereport.document.dialect import Dialect
    from themereport.errors import (
        ArchiveError,
        ConfigError,
        MissingExtraError,
        ModelError,
        PluginError,
        ReadError,
        RenderError,
        ThemeReportError,
        WriteError,
    )
    from themereport.fixing import FixResult
    from themereport.models.aigc import aigc_metadata
    from themereport.models.driver import Driver
    from themereport.models.event import Event
    from themereport.models.impact import ETFImpact
    from themereport.models.instrument import Instrument
    from themereport.models.predecessor import Predecessor
    from themereport.models.provenance import AIGenerated, Provenance
    from themereport.models.report import ThemeReport
    from themereport.models.risk import Risk
    from themereport.models.section import Section
    from themereport.models.signal import Signal
    from themereport.models.source import Source
    from themereport.readers.result import ReadResult
    from themereport.records import RECORD_COLUMNS, to_records
    from themereport.schema.migration import MigrateResult, migrate
    from themereport.source.edit import Edit
    from themereport.source.limits import Limits
    from themereport.source.span import Position, Span
    from themereport.streaming import StreamEvent, StreamReader
    from themereport.version import __version__

__all__ = [
    "READERS",
    "RECORD_COLUMNS",
    "RENDERERS",
    "RULES",
    "AIGenerated",
    "ArchiveError",
    "Change",
    "ConfigError",
    "Diagnostic",
    "Dialect",
    "Driver",
    "ETFImpact",
    "Edit",
    "Event",
    "FieldChange",
    "Fix",
    "FixResult",
    "Instrument",
    "Limits",
    "MigrateResult",
    "MissingExtraError",
    "ModelError",
    "PluginError",
    "Position",
    "Predecessor",
    "Provenance",
    "ReadError",
    "ReadResult",
    "RenderError",
    "ReportDiff",
    "Risk",
    "Section",
    "Severity",
    "Signal",
    "Source",
    "Span",
    "StreamEvent",
    "StreamReader",
    "ThemeReport",
    "ThemeReportError",
    "WriteError",
    "__version__",
    "aigc_metadata",
    "check",
    "convert",
    "diff",
    "fix",
    "load",
    "loads",
    "migrate",
    "read",
    "render",
    "to_records",
    "write",
]

# Loaded when first used (PEP 562): whoever builds models does not pay for the readers.
_HOMES = {
    "READERS": "themereport.api",
    "RECORD_COLUMNS": "themereport.records",
    "RENDERERS": "themereport.api",
    "RULES": "themereport.api",
    "AIGenerated": "themereport.models.provenance",
    "Change": "themereport.comparison.change",
    "ArchiveError": "themereport.errors",
    "ConfigError": "themereport.errors",
    "Diagnostic": "themereport.diagnostics.diagnostic",
    "Dialect": "themereport.document.dialect",
    "Driver": "themereport.models.driver",
    "ETFImpact": "themereport.models.impact",
    "Edit": "themereport.source.edit",
    "Event": "themereport.models.event",
    "FieldChange": "themereport.comparison.change",
    "Fix": "themereport.diagnostics.diagnostic",
    "FixResult": "themereport.fixing",
    "Instrument": "themereport.models.instrument",
    "Limits": "themereport.source.limits",
    "MigrateResult": "themereport.schema.migration",
    "MissingExtraError": "themereport.errors",
    "ModelError": "themereport.errors",
    "PluginError": "themereport.errors",
    "Position": "themereport.source.span",
    "Predecessor": "themereport.models.predecessor",
    "Provenance": "themereport.models.provenance",
    "ReadError": "themereport.errors",
    "ReadResult": "themereport.readers.result",
    "RenderError": "themereport.errors",
    "ReportDiff": "themereport.comparison.change",
    "Risk": "themereport.models.risk",
    "Section": "themereport.models.section",
    "Severity": "themereport.diagnostics.diagnostic",
    "Signal": "themereport.models.signal",
    "Source": "themereport.models.source",
    "Span": "themereport.source.span",
    "StreamEvent": "themereport.streaming",
    "StreamReader": "themereport.streaming",
    "ThemeReport": "themereport.models.report",
    "ThemeReportError": "themereport.errors",
    "WriteError": "themereport.errors",
    "__version__": "themereport.version",
    "aigc_metadata": "themereport.models.aigc",
    "check": "themereport.api",
    "convert": "themereport.conversion",
    "diff": "themereport.api",
    "fix": "themereport.api",
    "load": "themereport.api",
    "loads": "themereport.api",
    "migrate": "themereport.schema.migration",
    "read": "themereport.api",
    "render": "themereport.api",
    "to_records": "themereport.records",
    "write": "themereport.api",
}


def __getattr__(name: str) -> object:
    try:
        home = _HOMES[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    value = globals()[name] = getattr(import_module(home), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
