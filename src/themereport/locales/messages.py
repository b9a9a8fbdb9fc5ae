"""What diagnostics and the command line say, in the languages of their readers."""

from __future__ import annotations

import re
from functools import cache
from gettext import GNUTranslations, NullTranslations
from typing import TYPE_CHECKING

from themereport.locales.language import nearest_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from themereport.diagnostics.diagnostic import Diagnostic

__all__ = ["MESSAGE_LANGUAGES", "language_of", "localized", "translation"]

MESSAGE_LANGUAGES = ("en", "zh-Hans")
"""The languages that messages are written in."""

# In the order in which gettext looks.
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def localized(diagnostic: Diagnostic, language: str) -> str:
    """The message of `diagnostic` in `language`, or in English where there is no translation.

    Words that come from the text stay as they are.
    """
    # Only here: what says nothing of texts, such as `--version`, needs neither.
    from attrs import evolve

    from themereport.diagnostics.catalogue import CATALOGUE

    code = CATALOGUE[diagnostic.code]
    words = translation(language)
    template = words.gettext(code.template)
    if template == code.template:
        return diagnostic.message
    arguments = {
        name: _phrase(value, words)
        if isinstance(value, str) and f"{{{name}}}" in code.template
        else value
        for name, value in diagnostic.arguments.items()
    }
    path = diagnostic.path or words.pgettext("value", "the report")
    return evolve(code, template=template).format(path, arguments)


@cache
def translation(language: str) -> NullTranslations:
    """The messages in `language`, a BCP 47 tag; those in English where there are none."""
    name = nearest_language(language)
    if name is None or name == "en" or name not in MESSAGE_LANGUAGES:
        return NullTranslations()
    from importlib.resources import files

    folder = files("themereport.locales") / name.replace("-", "_") / "LC_MESSAGES"
    path = folder / "messages.mo"
    if not path.is_file():  # from sources whose catalogs are not compiled yet
        return NullTranslations()
    with path.open("rb") as file:
        return GNUTranslations(file)


def language_of(environment: Mapping[str, str]) -> str:
    """The language of messages that the variables of a process ask for."""
    value = next((value for name in _VARIABLES if (value := environment.get(name))), "")
    for locale in value.split(":"):
        language = nearest_language(re.split("[.@]", locale)[0])
        if language in MESSAGE_LANGUAGES:
            return language
    return "en"


def _phrase(value: str, words: NullTranslations) -> str:
    """Our own words among the arguments, as in `found`; they may be several, behind semicolons."""
    return "；".join(words.pgettext("value", part) for part in value.split("; "))
