"""The words of comparisons and messages, and the schema's own words for readers, from the gettext catalogs."""

from __future__ import annotations

from themereport.locales.labels import catalog_of
from themereport.locales.language import nearest_language

__all__ = ["Words"]


class Words:
    """Words in one of `LANGUAGES`; a word that has no translation is itself.

    A dialect may have labels in a language that is none of these; its words are English.
    """

    def __init__(self, language: str) -> None:
        self._catalog = catalog_of(nearest_language(language) or "en")

    def change(self, kind: str) -> str:
        """What a kind of change is called."""
        return self._catalog.pgettext("change", kind)

    def field(self, name: str) -> str:
        """What the field of a model is called."""
        return self._catalog.pgettext("field", name)

    def value(self, value: str) -> str:
        """What a value that the schema lists is called, such as `positive`."""
        return self._catalog.pgettext("value", value)

    def phrase(self, name: str) -> str:
        """A phrase of comparisons."""
        return self._catalog.pgettext("comparison", name)

    def message(self, name: str) -> str:
        """A phrase of messages to chats."""
        return self._catalog.pgettext("message", name)
