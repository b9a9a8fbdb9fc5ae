"""Refuses a change that breaks whoever imports us: the public names against the last release's.

`make api` runs it, and `make test` with it. A release is a tag such as `v1.2.0`; before the first
there is nothing to break. In a release with a new major number, or while that is 0 a new minor one,
names may change: `src/themereport/version.py` says which release is being made.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import griffe

ROOT = Path(__file__).parent.parent
PUBLIC = (
    "themereport",
    "themereport.archive",
    "themereport.feeds",
    "themereport.llm",
    "themereport.testing",
)
"""The modules whose `__all__` is promised to whoever imports us."""

_TAG = re.compile(r"v(\d+)\.(\d+)\.(\d+)")
_VERSION = re.compile(r'"(\d+)\.(\d+)')


def main(root: Path = ROOT) -> int:
    """Compare, print what would break, and return 1 if anything would."""
    tag = last_release(root)
    if tag is None:
        print("api: no release has been tagged yet, so nothing can be broken")
        return 0
    broken = breakages(root, tag)
    for line in broken:
        print(line)
    if broken and may_break(root, tag):
        print(f"api: {len(broken)} changes since {tag}; the new version number allows them")
        return 0
    print(f"api: {len(broken)} breaking changes since {tag}")
    return 1 if broken else 0


def last_release(root: Path) -> str | None:
    """The newest tag of a release that the checkout descends from; None without any."""
    command = ["git", "tag", "--list", "v*", "--merged", "HEAD"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    tags = [tag for tag in done.stdout.split() if _TAG.fullmatch(tag)]
    return max(tags, key=_number_of, default=None)


def may_break(root: Path, tag: str) -> bool:
    """Whether the version in the making may break what the release `tag` promised."""
    text = (root / "src" / "themereport" / "version.py").read_text(encoding="utf-8")
    match = _VERSION.search(text)
    assert match is not None, "src/themereport/version.py must hold the version"
    major, minor = map(int, match.groups())
    old = _number_of(tag)
    return major > old[0] or (major == old[0] == 0 and minor > old[1])


def breakages(root: Path, tag: str) -> list[str]:
    """What would break, a line each, of the names that were public in the release `tag`."""
    old = griffe.load_git("themereport", ref=tag, repo=root, search_paths=["src"])
    new = griffe.load("themereport", search_paths=[root / "src"])
    assert isinstance(old, griffe.Module)
    assert isinstance(new, griffe.Module)
    homes = _homes(old)
    return sorted(
        breakage.explain(griffe.ExplanationStyle.ONE_LINE)
        for breakage in griffe.find_breaking_changes(old, new)
        if _is_promised(breakage.obj.canonical_path, homes)
    )


def _homes(package: griffe.Module) -> set[str]:
    """Where the public names stand, and the paths by which they are public."""
    homes = set()
    for name in PUBLIC:
        parts = name.split(".")[1:]
        if parts and parts[0] not in package.members:
            continue
        module = package[".".join(parts)] if parts else package
        for exported in module.exports or ():
            path = f"{name}.{exported}"
            homes.add(path)
            member = module.members.get(str(exported))
            if isinstance(member, griffe.Alias):
                homes.add(member.target_path)
    return homes


def _is_promised(path: str, homes: set[str]) -> bool:
    return any(path == home or path.startswith(f"{home}.") for home in homes)


def _number_of(tag: str) -> tuple[int, ...]:
    match = _TAG.fullmatch(tag)
    assert match is not None
    return tuple(map(int, match.groups()))


if __name__ == "__main__":
    sys.exit(main())
