"""TR505: a file name that says something else than the report."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.rules.example import Example
from themereport.rules.slug import same_theme, split_slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.models.report import ThemeReport

__all__ = ["FileName"]

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)-")


class FileName:
    """Jekyll takes a post's day from the name of its file.

    So a copied file that kept its name is published under another day than it says. A name that
    begins with a day must begin with the day of publication, at the report's own offset; and a
    name in the form of a slug must have the report's theme and day. Every other name is free.
    """

    code = CATALOGUE["TR505"]
    profiles = ("editorial",)
    valid = (
        Example({}),
        Example({}, filename="storage.md"),
        Example({}, filename="2026-01-02-storage.md"),
        Example({}, filename="2026-01-02-theme_research_Energy Storage_2026-01-02.md"),
        Example({}, filename="2026-01-02-theme_research_Energy-Storage-685a549f08_2026-01-02.md"),
        Example({"theme": "储能"}, filename="2026-01-02-theme_research_储能_2026-01-02.json"),
    )
    invalid = (
        Example({}, filename="2026-01-03-storage.md", found=("published_at",)),
        Example(
            {}, filename="theme_research_Energy Storage_2025-01-02.md", found=("published_at",)
        ),
        Example({}, filename="2026-01-02-theme_research_Solar_2026-01-02.md", found=("theme",)),
    )

    def check(self, report: ThemeReport, *, filename: str | None) -> Iterator[Diagnostic]:
        """Say if the name names another theme or another day."""
        if filename is None or filename == report.filename:
            return
        stem, suffix = os.path.splitext(filename)
        right = os.path.splitext(report.filename)[0]
        arguments = {"found": filename, "expected": right + suffix}
        slug = split_slug(stem)
        written = split_slug(right)
        themes = (report.theme, written[0] if written else report.theme)
        if slug is not None and not any(same_theme(slug[0], theme) for theme in themes):
            yield Diagnostic("TR505", "theme", arguments={**arguments, "value": report.theme})
        day = report.published_at.date().isoformat()
        begin = _DAY.match(stem)
        if (begin and begin[1] != day) or (slug and slug[1] != day):
            yield Diagnostic("TR505", "published_at", arguments={**arguments, "value": day})
