"""Elsewhere: the same report, rendered by processes that differ in what must not matter."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themereport.models.report import ThemeReport

__all__ = ["rendered_elsewhere"]

_SCRIPT = """
import sys
from themereport.api import render
from themereport.models.report import ThemeReport
output = render(ThemeReport.model_validate_json(sys.stdin.buffer.read()), sys.argv[1])
sys.stdout.buffer.write(output.encode() if isinstance(output, str) else output)
"""
_PLACES = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8"},
)


def rendered_elsewhere(report: ThemeReport, format: str) -> list[tuple[str, bytes]]:
    """What other processes make of `report`: the environment of each, and its bytes."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _SCRIPT, format],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **place, "PYTHONPATH": path},
        )
        for place in _PLACES
    ]
    made: list[tuple[str, bytes]] = []
    for process, place in zip(running, _PLACES, strict=True):
        output, errors = process.communicate(report.model_dump_json().encode())
        where = " ".join(f"{name}={value}" for name, value in place.items())
        assert process.returncode == 0, f"it fails with {where}: {errors.decode(errors='replace')}"
        made.append((where, output))
    return made
