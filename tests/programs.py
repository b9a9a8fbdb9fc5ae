"""System programs that prove a format; missing ones fail under CI and are skipped elsewhere."""

from __future__ import annotations

import os
import shutil

import pytest


def require(name: str) -> str:
    """The path of the program `name`."""
    found = shutil.which(name)
    if found is None:
        message = f"{name} is not installed: run tools/system-packages"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found
