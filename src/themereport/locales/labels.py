"""The labels of the canonical form, by language, from the gettext catalogs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from attrs import fields, frozen

from themereport.errors import RenderError, choice
from themereport.locales.language import LANGUAGES, nearest_language

if TYPE_CHECKING:
    from gettext import GNUTranslations

__all__ = [
    "ALL_LABELS",
    "ARROWS",
    "Labels",
    "catalog_of",
    "cldr_of",
    "labels_for",
    "labels_near",
]

_FALLBACK = "en"

ARROWS = {"ltr": "→", "rtl": "←"}
"""From what was to what is, or from a step to the next, by the direction of the words around."""


@frozen(cache_hash=True)
class Labels:
    """The words around a report's content in one language."""

    language: str
    title: str
    """The title line, with `{theme}` where the theme goes."""
    brief: str
    overview: str
    signals: str
    detail: str
    events: str
    drivers: str
    impacts: str
    risks: str
    disclaimer: str
    after_label: str
    after_subject: str
    separator: str
    contents: str
    published: str
    sources: str
    notice: str
    """Says that a machine wrote the text."""

    @property
    def gap(self) -> str:
        """What follows `after_label` in running text: full-width marks bring their own space."""
        return _gap_behind(self.after_label)

    @property
    def arrow(self) -> str:
        """What leads on, with its spaces: it points where words run."""
        return f" {ARROWS[cldr_of(self.language)('direction')]} "

    def enumerated(self, items: Iterable[str]) -> str:
        """`items` in one line, with `separator` between them."""
        return f"{self.separator}{_gap_behind(self.separator)}".join(items)


def _gap_behind(mark: str) -> str:
    return "" if east_asian_width(mark[-1]) in {"F", "W"} else " "


@cache
def labels_for(language: str) -> Labels:
    """The labels of `language`; raise `RenderError` if there is no catalog for it.

    `language` is one of `LANGUAGES`; `nearest_language` finds the one for any tag.
    """
    if language not in LANGUAGES:
        raise RenderError(
            f"there are no labels in the language {language!r}: {choice(language, LANGUAGES)}"
        )
    catalog = catalog_of(language)
    names = [field.name for field in fields(Labels) if field.name != "language"]
    return Labels(language, *(catalog.pgettext("label", name) for name in names))


class _AllLabels(Mapping[str, Labels]):
    """The labels by language; a catalog is read when its language is first asked for."""

    def __getitem__(self, language: str) -> Labels:
        if language not in LANGUAGES:
            raise KeyError(language)
        return labels_for(language)

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)


ALL_LABELS: Mapping[str, Labels] = _AllLabels()
"""The labels in all `LANGUAGES`."""


@cache
def catalog_of(language: str) -> GNUTranslations:
    """All words of reports in `language`, which is one of `LANGUAGES`."""
    from gettext import GNUTranslations
    from importlib.resources import files

    folder = files("themereport.locales") / language.replace("-", "_") / "LC_MESSAGES"
    with (folder / "themereport.mo").open("rb") as file:
        return GNUTranslations(file)


@cache
def cldr_of(language: str) -> Callable[[str], str]:
    """What CLDR says of `language`, by the names that `cldr_words` gives it.

    Raise `RenderError` if that is nothing: a dialect may have labels in whatever language.
    """
    if language in LANGUAGES:
        return partial(catalog_of(language).pgettext, "cldr")
    from babel import UnknownLocaleError

    from themereport.locales.cldr import cldr_words

    try:
        return cldr_words(language).__getitem__
    except (UnknownLocaleError, ValueError) as error:
        raise RenderError(
            f"CLDR does not say how dates are written in the language {language!r}: "
            "give the labels under a tag that it knows"
        ) from error


def labels_near(language: str | None, other: str) -> Labels:
    """The labels of `language`, if it is given, or else those near `other`, or English ones.

    Raise `RenderError` if there are none for a `language` that is given.
    """
    return labels_for(nearest_language(language or other) or language or _FALLBACK)
