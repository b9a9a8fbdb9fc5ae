"""Texts that others wrote: each ends in a report or in diagnostics that say all that is missing."""

from __future__ import annotations

import pytest
from hostile import CORPORA, corpus

import themereport as tr

TEXTS = sorted((CORPORA / "reports").glob("*.md")) or [None]
KEYS = ("overview", "signals", "events", "drivers", "impacts", "risks", "disclaimer")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem if path else "none")
@pytest.mark.parametrize("mode", ["repair", "strict"])
def test_what_is_missing_is_named_all_at_once(path, mode):
    corpus("reports")
    result = tr.read(path.read_bytes(), mode=mode)
    named = {found.path for found in result.diagnostics if found.code in {"TR401", "TR404"}}
    assert {key for key in KEYS if key not in result.spans} <= named
    assert (result.report is None) == any(d.severity == "error" for d in result.diagnostics)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem if path else "none")
def test_every_word_is_in_a_field_or_in_a_diagnostic(path):
    corpus("reports")
    text = path.read_text(encoding="utf-8-sig")
    result = tr.read(text)
    if any(found.code == "TR402" for found in result.diagnostics):
        pytest.skip("a section that stands twice is named by its heading")
    covered = bytearray(len(text))
    for span in [*result.spans.values(), *(d.span for d in result.diagnostics if d.span)]:
        length = span.end.offset - span.start.offset
        covered[span.start.offset : span.end.offset] = b"\1" * length
    lost = [
        line.strip()
        for line, flags in lines_with_flags(text, covered)
        if line.strip() and not any(flags) and any(map(str.isalnum, line))
    ]
    assert lost == []


def lines_with_flags(text, covered):
    at = 0
    for line in text.split("\n"):
        yield line, covered[at : at + len(line)]
        at += len(line) + 1
