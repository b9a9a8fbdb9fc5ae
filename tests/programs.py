"""Programs and packages that prove a format; what is missing fails under CI, else is skipped."""

from __future__ import annotations

import os
import shutil
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest

_NODE_MODULES = Path(__file__).parent / "node" / "node_modules"


def require(name: str) -> str:
    """The path of the program `name`."""
    found = shutil.which(name)
    return found if found is not None else miss(name, "tools/system-packages")


def require_file(path: str) -> Path:
    """A file of a package from npm, by its path below `node_modules`."""
    found = _NODE_MODULES / path
    return found if found.is_file() else miss(path, "make node")


def require_module(name: str) -> ModuleType:
    """The module `name` of a package that an extra or the group `test` brings."""
    try:
        return import_module(name)
    except ImportError:
        miss(name, "make install")


def miss(what: str, how: str) -> NoReturn:
    """Say that `what` is missing, and `how` to install it."""
    message = f"{what} is not installed: run {how}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message, allow_module_level=True)
