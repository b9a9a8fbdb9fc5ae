"""Reports by language models: what to ask for, how to read the answer, and what to ask again.

>>> from themereport import llm
>>> answer = llm.read_answer('{"theme": "Grid storage", "signals": [')
>>> answer.draft.theme
'Grid storage'
>>> answer.to_report().report is None
True
"""

from themereport.llm.answer import Answer, read_answer
from themereport.llm.draft import (
    DriverDraft,
    EventDraft,
    ImpactDraft,
    ReportDraft,
    RiskDraft,
    SignalDraft,
    SourceDraft,
)
from themereport.llm.instruction import instructions, retry_message
from themereport.llm.provider import Provider, response_schema
from themereport.llm.stream import DraftStream

__all__ = [
    "Answer",
    "DraftStream",
    "DriverDraft",
    "EventDraft",
    "ImpactDraft",
    "Provider",
    "ReportDraft",
    "RiskDraft",
    "SignalDraft",
    "SourceDraft",
    "instructions",
    "read_answer",
    "response_schema",
    "retry_message",
]
