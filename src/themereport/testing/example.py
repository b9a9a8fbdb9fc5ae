"""Example reports: the same at every call, on every machine, in each language of the labels."""

from __future__ import annotations

import json
from importlib.resources import files

from themereport.errors import ConfigError
from themereport.locales.language import LANGUAGES
from themereport.models.report import ThemeReport
from themereport.schema.migration import migrate

__all__ = ["example_report"]

_FOLDER = files("themereport.testing") / "examples"


def example_report(language: str = "en", *, evidence: bool = True) -> ThemeReport:
    """An invented report, always the same.

    Args:
        language: One of `en`, `zh-Hans`, `zh-Hant`, `ja`, `ko`, `de`, `fr`, `es` and `ar`.
        evidence: Whether every field is filled; if not, those of schema 1.0 are.

    Raises:
        ConfigError: There is none in that language.
    """
    if language not in LANGUAGES:
        raise ConfigError.unknown("example in the language", language, LANGUAGES)
    data = json.loads((_FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return ThemeReport.model_validate(data if evidence else migrate(data, "1.0").data)
