"""What the page of promises says is so: its checks are there, and its list is that of the code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "explanation" / "promises.md").read_text(encoding="utf-8")


def deprecated_in(source):
    """The names that are marked as deprecated in the text of a module."""
    for node in ast.walk(ast.parse(source)):
        for decorator in getattr(node, "decorator_list", ()):
            call = decorator.func if isinstance(decorator, ast.Call) else decorator
            if getattr(call, "id", getattr(call, "attr", "")) == "deprecated":
                yield node.name


def test_every_promise_has_a_check_that_is_there():
    rows = [line for line in PAGE.split("\n") if line.startswith("| ") and "---" not in line]
    promises = [line for line in rows if line != "| promise | check |"]
    assert len(promises) > 5
    for line in promises:
        checks = re.findall(r"`((?:tests|tools)/[^`]+)`", line.split(" | ")[1])
        assert checks, line
        for check in checks:
            assert (ROOT / check).exists(), check


def test_what_is_deprecated_is_listed():
    found = [
        name
        for path in sorted((ROOT / "src").rglob("*.py"))
        for name in deprecated_in(path.read_text(encoding="utf-8"))
    ]
    _, _, listed = PAGE.partition("## What is deprecated\n\n")
    assert re.findall(r"^- `([^`]+)`", listed, re.MULTILINE) == found
    assert (listed == "Nothing.\n") is (not found)


def test_what_is_marked_as_deprecated_is_found():
    assert list(deprecated_in("@deprecated('use y')\ndef x(): ...")) == ["x"]
    assert list(deprecated_in("@te.deprecated('use y')\nclass X: ...")) == ["X"]
