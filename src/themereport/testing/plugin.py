"""The plug-in for pytest: fixtures, which load nothing before a test asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from themereport.models.report import ThemeReport

__all__ = ["theme_post", "theme_report", "theme_reports"]


@pytest.fixture
def theme_report() -> ThemeReport:
    """An invented report in English with every field filled."""
    from themereport.testing.example import example_report

    return example_report()


@pytest.fixture
def theme_reports() -> tuple[ThemeReport, ...]:
    """Invented reports: in each language, with every field and with those of schema 1.0 alone."""
    from themereport.locales.language import LANGUAGES
    from themereport.testing.example import example_report

    return tuple(
        example_report(language, evidence=evidence)
        for language in LANGUAGES
        for evidence in (True, False)
    )


@pytest.fixture
def theme_post(theme_report: ThemeReport, tmp_path: Path) -> Path:
    """The file of a post: `theme_report` for Jekyll, under the name that such a post has."""
    from themereport.api import write

    path = tmp_path / theme_report.filename
    write(theme_report, path)
    return path
