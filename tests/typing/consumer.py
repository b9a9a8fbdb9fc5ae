"""What a program that reads reports sees of their types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import assert_type

import themereport as tr


def inspect(result: tr.ReadResult) -> list[str]:
    """One line for each diagnostic of `result`."""
    assert_type(result.report, tr.ThemeReport | None)
    assert_type(result.diagnostics, tuple[tr.Diagnostic, ...])
    spans: Mapping[str, tr.Span] = result.spans
    assert_type(spans.get("theme"), tr.Span | None)
    lines: list[str] = []
    for diagnostic in result.diagnostics:
        assert_type(diagnostic.code, str)
        assert_type(diagnostic.path, str)
        assert_type(diagnostic.message, str)
        assert_type(diagnostic.severity, tr.Severity)
        assert_type(diagnostic.span, tr.Span | None)
        assert_type(diagnostic.fix, tr.Fix | None)
        if diagnostic.span is not None:
            assert_type(diagnostic.span.start, tr.Position)
            assert_type(diagnostic.span.start.line, int)
        if diagnostic.fix is not None:
            assert_type(diagnostic.fix.edits, tuple[tr.Edit, ...])
        lines.append(f"{diagnostic.severity}: {diagnostic}")
    return lines


def summarise(report: tr.ThemeReport) -> dict[str, str]:
    """What a list of reports shows of one."""
    assert_type(report.theme, str)
    assert_type(report.published_at, datetime)
    assert_type(report.signals, tuple[tr.Signal, ...])
    assert_type(report.signals[0].rank, int)
    assert_type(report.events, tuple[tr.Event, ...])
    assert_type(report.drivers, tuple[tr.Driver, ...])
    assert_type(report.drivers[0].steps, tuple[str, ...])
    assert_type(report.impacts, tuple[tr.ETFImpact, ...])
    assert_type(report.risks, tuple[tr.Risk, ...])
    assert_type(report.appendices, tuple[tr.Section, ...])
    assert_type(report.disclaimer, str)
    assert_type(report.slug, str)
    assert_type(report.content_hash, str)
    assert_type(report.revision, int | None)
    assert_type(report.sources, tuple[tr.Source, ...])
    assert_type(report.sources[0].url if report.sources else None, str | None)
    assert_type(report.provenance, tr.Provenance | None)
    assert_type(report.signals[0].instruments, tuple[tr.Instrument, ...])
    assert_type(report.signals[0].sources, tuple[str, ...])
    assert_type(report.drivers[0].signals, tuple[int, ...])
    assert_type(report.risks[0].severity, int | None)
    assert_type(tr.migrate(report.model_dump(mode="json"), to="1.0").lost, tuple[str, ...])
    assert_type(report.model_copy(update={"theme": "x"}), tr.ThemeReport)
    return {report.slug: report.signals[0].text}


def load_all(folder: Path) -> list[tr.ThemeReport]:
    """The reports in `folder` that are valid."""
    reports: list[tr.ThemeReport] = []
    for path in sorted(folder.glob("*.md")):
        try:
            reports.append(tr.load(path, defaults={"language": "en"}, mode="strict"))
        except tr.ReadError as error:
            assert_type(error.diagnostics, tuple[tr.Diagnostic, ...])
    return reports


def compare(old: tr.ThemeReport, new: tr.ThemeReport) -> list[str]:
    """What is new, and which way impacts turned."""
    diff = tr.diff(old, new)
    assert_type(diff, tr.ReportDiff)
    assert_type(diff.is_empty, bool)
    assert_type(diff.signals, tuple[tr.Change[tr.Signal], ...])
    assert_type(diff.fields, tuple[tr.FieldChange, ...])
    assert_type(diff.render("markdown", language="en"), str)
    lines = [change.new.text for change in diff.signals if change.new and change.kind == "new"]
    for change in diff.impacts:
        assert_type(change.similarity, float | None)
        if change.kind == "turned" and change.new is not None:
            lines.append(change.new.target)
    return lines


def tabulate(report: tr.ThemeReport) -> list[str]:
    """The texts of the first signals as rows."""
    records = tr.to_records(report)
    assert_type(records["signals"][0]["rank"], int)
    assert_type(records["risks"][0]["severity"], int | None)
    assert_type(records["steps"][0]["published_at"], datetime)
    assert_type(tr.RECORD_COLUMNS["signals"], Mapping[str, type])
    return [row["text"] for row in records["signals"] if row["rank"] <= 3]


def make() -> tr.Driver:
    """A driver, whose fields a type checker knows."""
    tr.Signal(rank=1, text="x")
    tr.Signal(rank=2, text="x", direction="mixed", instruments=(tr.Instrument(symbol="1"),))
    return tr.Driver(subject="a", thesis="b", steps=("c",))


def main() -> None:
    """Read the examples."""
    examples = Path(__file__).parents[2] / "examples"
    reports = load_all(examples)
    assert len(reports) == 9
    for report in reports:
        assert summarise(report)
        assert compare(report, report) == []
        assert len(tabulate(report)) == 3
        assert_type(tr.render(report, "html", language="en"), str | bytes)
    assert inspect(tr.read(examples / "drifted.md"))
    assert make().steps == ("c",)
    assert_type(tr.loads(b"{}", "json") if not reports else reports[0], tr.ThemeReport)
    assert_type(tr.RENDERERS.names(), tuple[str, ...])
    assert_type(list(tr.RENDERERS), list[str])
    assert_type(tr.__version__, str)


if __name__ == "__main__":
    main()


def change(report: tr.ThemeReport) -> None:
    """Type checkers say that models are frozen: each of these comments is needed."""
    report.theme = "x"  # type: ignore[misc]
    report.signals[0].text = "x"  # type: ignore[misc]
