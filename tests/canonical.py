"""The example reports, which are canonical, and small ways to change them."""

from __future__ import annotations

import re
from pathlib import Path

import themereport as tr

ROOT = Path(__file__).parent.parent
EXAMPLES = tuple(sorted((ROOT / "examples").glob("20*.md")))
EXAMPLE = next(path for path in EXAMPLES if "储能" in path.name)
DRIFTED = ROOT / "examples" / "drifted.md"

TEXT = EXAMPLE.read_text(encoding="utf-8")
"""A canonical post in simplified Chinese."""

BODY = TEXT.split("---\n\n", 1)[1]
"""The same without its front matter."""

REPORT = tr.loads(TEXT)
JSON = str(tr.render(REPORT, "json"))


def replaced(old: str, new: str, text: str = TEXT) -> str:
    """`text` with its first `old`, which it must hold, replaced by `new`."""
    assert old in text
    return text.replace(old, new, 1)


def without(start: str, text: str = TEXT) -> str:
    """`text` without its only line that begins with `start`."""
    lines = text.split("\n")
    (line,) = (line for line in lines if line.startswith(start))
    lines.remove(line)
    return "\n".join(lines)


def section(start: str, end: str, text: str = TEXT) -> str:
    """What stands in `text` from `start` up to `end`."""
    return text[text.index(start) : text.index(end)]


def line_of(words: str, text: str = TEXT) -> int:
    """The number of the first line of `text` that holds `words`."""
    return text[: text.index(words)].count("\n") + 1


def codes(result: tr.ReadResult) -> list[str]:
    """The codes of all diagnostics in order."""
    return [found.code for found in result.diagnostics]


def errors(result: tr.ReadResult) -> list[tuple[str, str]]:
    """The code and the path of each error in order."""
    return [(found.code, found.path) for found in result.diagnostics if found.severity == "error"]


def is_one_line(message: str) -> bool:
    """Whether `message` has no line end and no other control character."""
    return re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029]", message) is None
