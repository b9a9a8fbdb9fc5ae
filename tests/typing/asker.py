"""What a program that asks language models sees of the types."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, assert_type

import themereport as tr
from themereport import llm


def ask(model: Callable[[list[str]], str]) -> tr.ThemeReport | None:
    """The report that a model gives in two answers at most."""
    messages = [llm.instructions("en")]
    for _ in range(2):
        answer = llm.read_answer(model(messages))
        assert_type(answer, llm.Answer)
        assert_type(answer.draft, llm.ReportDraft)
        assert_type(answer.diagnostics, tuple[tr.Diagnostic, ...])
        result = answer.to_report(published_at=datetime(2026, 3, 18, tzinfo=UTC))
        assert_type(result, tr.ReadResult)
        if result.report is not None:
            return result.report
        messages.append(llm.retry_message(result.diagnostics, "en"))
    return None


def follow(chunks: list[str]) -> list[str]:
    """The signals as they come."""
    stream = llm.DraftStream()
    signals: tuple[llm.SignalDraft, ...] = ()
    for chunk in chunks:
        for draft in stream.feed(chunk):
            signals = draft.signals
    assert_type(stream.close(), llm.Answer)
    return [signal.text for signal in signals]


def main() -> None:
    """Let a function play the model."""
    report = tr.load(next((Path(__file__).parents[2] / "examples").glob("2026-03-18-*.md")))
    draft = llm.ReportDraft.from_report(report)
    assert_type(draft, llm.ReportDraft)
    assert_type(draft.published_at, str | None)
    assert_type(draft.drivers[0].steps, tuple[str, ...])
    assert_type(draft.drivers[0].signals, tuple[int, ...])
    assert_type(draft.to_report(theme="x"), tr.ReadResult)
    assert_type(llm.response_schema("gemini"), dict[str, Any])
    text = draft.model_dump_json()
    answers = iter([text[:100], text])
    assert ask(lambda _: next(answers)) is not None
    assert follow(list(text)) == [signal.text for signal in report.signals]
    llm.SignalDraft(text="x")


if __name__ == "__main__":
    main()
