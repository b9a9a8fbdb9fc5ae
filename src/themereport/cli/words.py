"""The language in which the command line speaks."""

from __future__ import annotations

import os
import sys
from contextvars import ContextVar
from typing import TYPE_CHECKING

from themereport.diagnostics.excerpt import describe
from themereport.diagnostics.page import page_of
from themereport.diagnostics.printable import printable
from themereport.errors import PluginError, nearest
from themereport.locales.language import nearest_language
from themereport.locales.messages import (
    MESSAGE_LANGUAGES,
    language_of,
    localized,
    translation,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from themereport.diagnostics.diagnostic import Diagnostic
    from themereport.source.text import SourceText

__all__ = [
    "LANGUAGE_OPTION",
    "_",
    "complaint",
    "count_files",
    "count_places",
    "count_reports",
    "count_texts",
    "described",
    "none_of",
    "speak",
    "speak_in",
    "spoken",
]

LANGUAGE_OPTION = "--language"
"""That of messages, before the command; behind it, it is that of the frame."""
_LANGUAGE = ContextVar("language", default="en")


def _(message: str) -> str:
    """`message` in the language of the user."""
    return translation(_LANGUAGE.get()).gettext(message) if message else ""


def count_reports(count: int) -> str:
    """So many reports, in words."""
    return _counted(count, _("{count} report"), _("{count} reports"))


def count_files(count: int) -> str:
    """So many files, in words."""
    return _counted(count, _("{count} file"), _("{count} files"))


def count_texts(count: int) -> str:
    """So many texts, in words."""
    return _counted(count, _("{count} text"), _("{count} texts"))


def count_places(count: int) -> str:
    """So many places, in words."""
    return _counted(count, _("{count} place"), _("{count} places"))


def _counted(count: int, one: str, many: str) -> str:
    return (one if count == 1 else many).format(count=count)


def complaint(reason: str) -> str:
    """The line that says what went wrong, of `reason` with nothing in it that a terminal acts on."""
    return _("themereport: error: {reason}").format(reason=printable(reason))


def none_of(name: object, known: Iterable[str], words: str, advice: str) -> str:
    """What to say of a `name` that is none of the `known`: `words`, or `advice` if one is near."""
    names = list(known)
    near = nearest(name, names)
    said = words if near is None else advice
    return said.format(name=name, near=near, names=", ".join(names))


def described(
    diagnostic: Diagnostic, source: SourceText | None, name: str, documentation: str = ""
) -> str:
    """`diagnostic` as lines for people, in their language.

    On a terminal, its code links to what the copy of our documentation at the address
    `documentation` says of it.
    """
    language = _LANGUAGE.get()
    severity = translation(language).pgettext("severity", diagnostic.severity)
    message = localized(diagnostic, language)
    is_linked = documentation and sys.stdout.isatty()
    url = page_of(diagnostic.code, documentation) if is_linked else ""
    return describe(diagnostic, source, name, severity=severity, message=message, url=url)


def speak(arguments: Sequence[str]) -> None:
    """Choose the language: that of `--language` before the command, or of the environment.

    The parser of arguments cannot say it, as its own words depend on it.
    """
    _LANGUAGE.set(language_of(os.environ))
    for at, argument in enumerate(arguments):
        if not argument.startswith("-"):
            return
        name, equals, value = argument.partition("=")
        if name == LANGUAGE_OPTION:
            _LANGUAGE.set(_known(value if equals else "".join(arguments[at + 1 : at + 2])))
            return


def speak_in(language: str) -> None:
    """Choose the language by its tag, as another process of the same run did."""
    _LANGUAGE.set(language)


def spoken() -> str:
    """The tag of the language that was chosen."""
    return _LANGUAGE.get()


def _known(tag: str) -> str:
    language = nearest_language(tag)
    if language in MESSAGE_LANGUAGES:
        return language
    raise PluginError(
        none_of(
            tag,
            MESSAGE_LANGUAGES,
            _("there are no messages in {name!r}: give one of {names}"),
            _("there are no messages in {name!r}: did you mean {near!r}? There are {names}"),
        )
    )
