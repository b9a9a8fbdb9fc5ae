"""Links in the text become sources: their words stay, their addresses are kept and cited."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from attrs import evolve

from themereport.document.inline import links_in
from themereport.models.address import address_problem
from themereport.models.text import plain_text_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.diagnostics.diagnostic import Diagnostic
    from themereport.document.passage import Passage
    from themereport.source.text import SourceText

__all__ = ["Citations"]

_SCHEME = re.compile(r"https?(?=://)", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_TARGET = re.compile(r"\]\((?P<url>(?:[^()\s]|\([^()\s]*\))*)|(?P<reference>\]\[[^\[\]\n]{1,80}\])")
_ITEM = re.compile(r"(\w+)\[(\d+)\]\.")


class Citations:
    """Takes the links of one text as sources, beside those that its front matter names.

    Links to the same address are one source. A link in an item is cited there; one that stands
    elsewhere makes a source that is not cited.
    """

    def __init__(self, annotations: object = None) -> None:
        named = annotations.get("sources", []) if isinstance(annotations, dict) else []
        self._named: list[object] | None = named if isinstance(named, list) else None
        known = [source for source in self._named or () if isinstance(source, dict)]
        self._next = 1
        self._ids = {str(source.get("id")) for source in known}
        self._by_url = {str(source.get("url")): str(source.get("id")) for source in known[::-1]}
        self._added: list[dict[str, object]] = []
        self._places: list[tuple[int, int]] = []
        self._cited: dict[tuple[str, int], dict[str, None]] = {}
        self._written: set[str] = set()

    def take(self, path: str, passage: Passage) -> dict[str, str]:
        """Take the links in `passage`, which is that of the field at `path`.

        Returns by address, as it is written, the id of its source. Addresses that are none on
        the web are left out.
        """
        taken: dict[str, str] = {}
        for words, written in links_in(passage.text):
            url = _SCHEME.sub(_lower, _ESCAPE.sub(r"\1", unescape(written)), count=1)
            if address_problem(url) is not None:
                continue
            name = self._by_url.get(url) or self._add(url, " ".join(words.split()), passage)
            taken[written] = name
            self._written.add(written)
            if item := _ITEM.match(path):
                self._cited.setdefault((item[1], int(item[2])), {})[name] = None
        return taken

    def _add(self, url: str, title: str, passage: Passage) -> str:
        while (name := f"s{self._next}") in self._ids:
            self._next += 1
        source: dict[str, object] = {"id": name, "url": url}
        if plain_text_problem(title) is None:
            source["title"] = title
        self._ids.add(name)
        self._by_url[url] = name
        self._added.append(source)
        self._places.append((passage.start, passage.end))
        return name

    def enter(self, data: dict[str, object], offsets: dict[str, tuple[int, int]]) -> None:
        """Put the sources, and where they are cited, to the fields in `data`."""
        if not self._written or self._named is None:
            return
        data["sources"] = [*self._named, *self._added]
        for at, place in enumerate(self._places, len(self._named)):
            offsets[f"sources[{at}]"] = place
        for (key, at), names in self._cited.items():
            items = data.get(key)
            item = items[at] if isinstance(items, list) and at < len(items) else {}
            cited = item.setdefault("sources", [])
            if isinstance(cited, list):
                known = set(map(str, cited))
                cited += [name for name in names if name not in known]

    def guard(self, source: SourceText, diagnostics: list[Diagnostic]) -> None:
        """Mark as unsafe each fix that would take away an address that has become a source."""
        if not self._written:
            return  # fixes are made when they are looked at
        for at, found in enumerate(diagnostics):
            if found.fix is None or not found.fix.safe:
                continue
            for edit in found.fix.edits:
                gone = source.raw[edit.span.start.offset : edit.span.end.offset]
                if any(target not in edit.text for target in self._targets(gone)):
                    diagnostics[at] = evolve(found, fix=evolve(found.fix, safe=False))

    def _targets(self, text: str) -> Iterator[str]:
        """The addresses in `text` that have become sources, and all that may refer to one."""
        for match in _TARGET.finditer(text):
            if match["reference"]:
                yield match["reference"]
            elif match["url"] in self._written:
                yield match["url"]


def _lower(match: re.Match[str]) -> str:
    return match[0].lower()
