"""Refuses a schema that breaks an older document, or a program that knows an older version.

`make test` runs it. A minor version only adds optional fields, so that each document of the older
version is one of the newer, and each of the newer that sets none of them is one of the older. And
what a release has published is never changed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api_gate import last_release

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
FOLDER = "src/themereport/schema/published"

# What is said to people; no document is refused for it.
_WORDS = frozenset({"$id", "title", "description", "examples"})
_NAMES = {"properties": "property", "$defs": "definition"}
_VERSION = "/properties/schema_version"


def main(root: Path = ROOT) -> int:
    """Compare all versions, print what would break, and return 1 if anything would."""
    paths = sorted((root / FOLDER).glob("report-*.json"), key=_number_of)
    broken = [f"{path.name} {reason}" for path in paths for reason in changes(root, path)]
    for old, new in pairwise(paths):
        reasons = breakages(*(json.loads(path.read_text(encoding="utf-8")) for path in (old, new)))
        broken += [f"{new.name} {reason}" for reason in reasons]
    for line in broken:
        print(line)
    print(f"schema: {len(paths)} versions, {len(broken)} breaking changes")
    return 1 if broken else 0


def breakages(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Why `new` is no minor version after `old`: a place and a reason each, none if it is one."""
    return list(_compare(old, new, ""))


def changes(root: Path, path: Path) -> list[str]:
    """What the last release published as `path`, if it is not what stands there now."""
    tag = last_release(root)
    if tag is None:
        return []
    command = ["git", "show", f"{tag}:{FOLDER}/{path.name}"]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    if done.returncode == 0 and done.stdout != path.read_bytes():
        return [f"is published with {tag}, and may not change: add a version"]
    return []


def _compare(old: Any, new: Any, place: str) -> Iterator[str]:
    if not (isinstance(old, dict) and isinstance(new, dict)):
        if json.dumps(old, sort_keys=True) != json.dumps(new, sort_keys=True):
            yield _differs(place, old, new)
        return
    if place == _VERSION:
        yield from _compare_version(old, new)
        return
    for keyword in sorted((old.keys() | new.keys()) - _WORDS):
        inner = f"{place}/{keyword}"
        if keyword in _NAMES:
            yield from _compare_names(old.get(keyword, {}), new.get(keyword, {}), inner)
        elif keyword == "required":
            yield from _compare_required(old, new, place)
        elif keyword not in old:
            yield f"{inner}: {_shown(new[keyword])} is new: older documents may not fulfil it"
        elif keyword not in new:
            yield f"{inner}: {_shown(old[keyword])} is gone: programs of the older version rely on it"
        else:
            yield from _compare(old[keyword], new[keyword], inner)


def _compare_names(old: dict[str, Any], new: dict[str, Any], place: str) -> Iterator[str]:
    what = _NAMES[place.rpartition("/")[2]]
    for name, part in old.items():
        if name in new:
            yield from _compare(part, new[name], f"{place}/{name}")
        else:
            yield f"{place}: the {what} {name!r} is gone: older documents that have it are refused"


def _compare_required(old: dict[str, Any], new: dict[str, Any], place: str) -> Iterator[str]:
    before, now = set(old.get("required", ())), set(new.get("required", ()))
    for name in sorted(now - before):
        yield f"{place}/required: {name!r} is required: older documents without it are refused"
    for name in sorted(before - now):
        yield f"{place}/required: {name!r} may be missing: programs of the older version need it"


def _compare_version(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """A newer version also names itself."""
    before, now = (set(part.get("enum", [part.get("const")])) for part in (old, new))
    if gone := sorted(before - now):
        yield f"{_VERSION}: {_shown(gone)} is gone: older documents that state it are refused"
    yield from (
        _differs(f"{_VERSION}/{keyword}", old.get(keyword), new.get(keyword))
        for keyword in ("type", "default")
        if old.get(keyword) != new.get(keyword)
    )


def _differs(place: str, old: Any, new: Any) -> str:
    return f"{place}: {_shown(old)} has become {_shown(new)}: older documents or programs disagree"


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _number_of(path: Path) -> tuple[int, ...]:
    return tuple(map(int, path.stem.removeprefix("report-").split(".")))


if __name__ == "__main__":
    sys.exit(main())
