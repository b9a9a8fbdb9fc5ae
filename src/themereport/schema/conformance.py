"""The conformance suite: documents and texts, and what every implementation must make of them.

The vectors are JSON files without anything of Python, in `vectors/`; its README.md explains them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import Factory, frozen

__all__ = ["Vector", "vectors"]

_SCHEMA = files("themereport.schema")


@frozen
class Vector:
    """A text, and what reading it must give.

    `diagnostics` are codes and paths, in any order. `report` is the report as JSON, None where the
    text holds none. `is_canonical` means that writing the report must give just the text.
    `is_valid_by_schema` is the verdict of the JSON Schema on the document, where it is one;
    `beyond` says what the schema cannot, where it accepts what is not valid. `derived` holds the
    slug, the file name and the content hash of a report, where they are stated.
    """

    id: str
    about: str
    format: str
    text: str
    diagnostics: tuple[tuple[str, str], ...]
    report: dict[str, Any] | None
    is_canonical: bool = False
    is_valid_by_schema: bool | None = None
    beyond: str = ""
    derived: Mapping[str, str] = Factory(dict)


@cache
def vectors() -> tuple[Vector, ...]:
    """All vectors: first those of documents, then those of texts."""
    documents = [_of_document(entry) for entry in _load("vectors/documents.json")["vectors"]]
    texts = _load("vectors/texts.json")
    return (*documents, *(_of_text(entry, texts["bases"]) for entry in texts["vectors"]))


def _of_document(entry: dict[str, Any]) -> Vector:
    base = _base(entry["base"])
    return Vector(
        **_common(entry),
        format="json",
        text=json.dumps(_patched(base, entry["patch"])),
        report=_patched(base, entry["report"]) if entry["valid"] else None,
        is_valid_by_schema=entry["json_schema"] == "accepts",
        beyond=entry.get("beyond", ""),
        derived={name: entry[name] for name in _DERIVED if name in entry},
    )


def _of_text(entry: dict[str, Any], bases: dict[str, str]) -> Vector:
    text = entry.get("text") or bases[entry["base"]]
    for edit in entry.get("edits", ()):
        text = text.replace(edit["find"], edit["replace"], 1)
    return Vector(
        **_common(entry),
        format=entry["format"],
        text=text,
        report=_patched(_base(entry["base"]), entry["report"]) if entry["valid"] else None,
        is_canonical=entry["canonical"],
    )


_DERIVED = ("slug", "filename", "content_hash")


def _common(entry: dict[str, Any]) -> dict[str, Any]:
    found = tuple((found["code"], found["path"]) for found in entry["diagnostics"])
    return {"id": entry["id"], "about": entry["about"], "diagnostics": found}


def _base(version: str) -> Any:
    return _load(f"published/example-{version}.json")


@cache
def _load(name: str) -> Any:
    return json.loads((_SCHEMA / name).read_text(encoding="utf-8"))


def _patched(document: Any, patch: Iterable[Mapping[str, Any]]) -> Any:
    """`document` changed by a JSON Patch (RFC 6902) of additions, removals and replacements."""
    changed = deepcopy(document)
    for operation in patch:
        *way, last = operation["path"].split("/")[1:]
        holder = changed
        for step in way:
            holder = holder[int(step)] if isinstance(holder, list) else holder[step]
        if isinstance(holder, dict):
            if operation["op"] == "remove":
                del holder[last]
            else:
                holder[last] = operation["value"]
            continue
        at = len(holder) if last == "-" else int(last)
        holder[at : at + (operation["op"] != "add")] = (
            [] if operation["op"] == "remove" else [operation["value"]]
        )
    return changed
