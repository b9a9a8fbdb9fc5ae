"""The demonstration behind `make demo`: one report from Markdown to every format."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

import themereport as tr
from themereport.diagnostics.excerpt import describe

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "examples" / "drifted.md"
OUT = ROOT / "demo"


def main() -> None:
    """Read, check, render, and say where to look."""
    console = Console(highlight=False, markup=False)
    result = tr.read(SOURCE)
    report = result.report
    if report is None:
        raise SystemExit("\n".join(str(found) for found in result.diagnostics))

    console.print(f"Read {SOURCE.relative_to(ROOT)}")
    console.print(f"  theme         {report.theme}")
    console.print(f"  published at  {report.published_at.isoformat()}")
    console.print(f"  language      {report.language}")
    console.print(f"  content hash  {report.content_hash}\n\nThe ten signals")

    table = Table("rank", Column("signal", overflow="fold"), "line")
    for at, signal in enumerate(report.signals):
        line = result.spans[f"signals[{at}].text"].start.line
        table.add_row(str(signal.rank), signal.text, str(line))
    console.print(table)

    console.print(f"\n{len(result.diagnostics)} diagnostics")
    for found in result.diagnostics:
        print(describe(found, result.source, SOURCE.name))

    console.print("\nRendered")
    for name in tr.RENDERERS.names():
        path = OUT / name / f"report{tr.RENDERERS.get(name).suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        tr.write(report, path, name)
        console.print(f"  {path.relative_to(ROOT)}  {path.stat().st_size:,} bytes")
    console.print("\nOpen demo/html/report.html in a browser to see the page.")


if __name__ == "__main__":
    main()
