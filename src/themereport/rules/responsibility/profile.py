"""Profiles: the requirements of one law each, read from the files beside this one.

The entry points of rules name their codes here: `themereport.rules.responsibility.profile:TR601`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from attrs import frozen

from themereport.diagnostics.catalogue import CATALOGUE
from themereport.document.notice import machine_made_patterns
from themereport.rules.example import Example
from themereport.rules.responsibility.requirement import Requirement, Source, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PROFILES", "Profile", "profiles"]

PROFILES = ("cn-ai-label", "eu-ai-act-50", "eu-2016-958", "finra-2241", "cn-research")
"""The ids of the profiles, each the name of a file."""


@frozen
class Profile:
    """The requirements of one law, and whom it concerns."""

    id: str
    applies: str
    requirements: tuple[Requirement, ...]


@cache
def profiles() -> tuple[Profile, ...]:
    """All profiles, in the order of `PROFILES`."""
    tables = _tables("words")
    tables["ai_written"]["patterns"] = machine_made_patterns()
    words = {name: _words(table) for name, table in tables.items()}
    return tuple(_profile(_tables(name), words) for name in PROFILES)


def __getattr__(name: str) -> Requirement:
    """The requirement whose code is `name`."""
    if name in CATALOGUE and (found := _requirements().get(name)):
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def _requirements() -> Mapping[str, Requirement]:
    return {asked.code.code: asked for profile in profiles() for asked in profile.requirements}


def _tables(name: str) -> dict[str, Any]:
    path = files("themereport.rules.responsibility") / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _words(table: Mapping[str, Any]) -> Words:
    return Words(table["means"], tuple(table["patterns"]), tuple(table.get("languages", ())))


def _profile(table: Mapping[str, Any], words: Mapping[str, Words]) -> Profile:
    sources = {key: Source(**source) for key, source in table["sources"].items()}
    name = table["id"]
    requirements = (_requirement(asked, name, sources, words) for asked in table["requirements"])
    return Profile(name, table["applies"], tuple(requirements))


def _requirement(
    table: Mapping[str, Any],
    profile: str,
    sources: Mapping[str, Source],
    words: Mapping[str, Words],
) -> Requirement:
    """The requirement in `table`; one with a key that there is not raises TypeError."""
    given: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
    }
    given["code"] = CATALOGUE[given["code"]]
    given["source"] = sources[given["source"]]
    for key in ("words", "said"):
        if key in given:
            given[key] = words[given[key]]
    for key in ("valid", "invalid"):
        given[key] = tuple(map(_example, given[key]))
    return Requirement(profile=profile, **given)


def _example(table: Mapping[str, Any]) -> Example:
    return Example(table["fields"], tuple(table.get("found", ())))
