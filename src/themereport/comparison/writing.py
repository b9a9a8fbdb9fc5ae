"""A comparison as text, as Markdown, and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from themereport.comparison.layout import lay_out
from themereport.comparison.record import to_record
from themereport.diagnostics.printable import escape_controls
from themereport.document.form import labelled_item
from themereport.document.inline import escape_block, escape_heading
from themereport.errors import RenderError, choice

if TYPE_CHECKING:
    from themereport.comparison.change import ReportDiff
    from themereport.comparison.layout import Layout

__all__ = ["write"]

_BULLET = "*   "
_INDENT = "    "


def write(diff: ReportDiff, format: str, language: str | None) -> str:
    """Write `diff` in `format`; raise `RenderError` if there is no such format or language."""
    if format == "json":
        return escape_controls(json.dumps(to_record(diff), ensure_ascii=False, indent=2)) + "\n"
    writers = {"text": _text, "markdown": _markdown}
    if format not in writers:
        raise RenderError(
            f"a comparison is not written as {format!r}: {choice(format, {*writers, 'json'})}"
        )
    return "\n".join(writers[format](lay_out(diff, language))) + "\n"


def _text(layout: Layout) -> list[str]:
    def line(label: str, text: str) -> str:
        return f"{label}{layout.mark}{layout.gap}{text}"

    lines = [layout.title, "=" * 40, line(*layout.published)]
    if layout.notice:
        lines.append(layout.notice)
    for part in layout.parts:
        lines += ["", part.heading]
        for entry in part.entries:
            lines.append(f"- {line(entry.label, entry.text)}")
            lines += (f"    {line(*detail)}" for detail in entry.details)
    if layout.nothing:
        lines += ["", layout.nothing]
    return [*lines, "", line(*layout.disclaimer)]


def _markdown(layout: Layout) -> list[str]:
    def item(label: str, text: str) -> str:
        return labelled_item(_BULLET, label, layout.mark, text)

    def paragraph(label: str, text: str) -> str:
        return labelled_item("", label, layout.mark, text)

    lines = [f"# {escape_heading(layout.title)}", "", paragraph(*layout.published)]
    if layout.notice:
        lines += ["", escape_block(layout.notice)]
    for part in layout.parts:
        lines += ["", f"## {escape_heading(part.heading)}", ""]
        for entry in part.entries:
            lines.append(item(entry.label, entry.text))
            lines += (f"{_INDENT}{item(*detail)}" for detail in entry.details)
    if layout.nothing:
        lines += ["", escape_block(layout.nothing)]
    return [*lines, "", paragraph(*layout.disclaimer)]
