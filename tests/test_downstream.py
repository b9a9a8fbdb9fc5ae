"""A project that builds on us: our wheel and it are installed, its tests run, its types checked."""

from __future__ import annotations

import os
import subprocess
import sys
import venv

import pytest
from canonical import ROOT
from programs import miss

PROJECT = ROOT / "examples" / "downstream"


def run(*command, cwd=PROJECT, **environment):
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout


def install(*command):
    """Install packages; where that cannot be done, say so, and fail under CI."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        miss("a package that the example needs", f"pip, which says {done.stderr[-500:]}")


@pytest.fixture(scope="module")
def python(built_wheel, tmp_path_factory):
    """The Python of an environment that has our wheel, its extra for tests, and the project."""
    folder = tmp_path_factory.mktemp("downstream")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    run(*build, str(PROJECT))
    (project,) = folder.glob("*.whl")
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    install(*pip, f"{built_wheel}[testing]", str(project))
    return str(python)


def test_it_has_our_wheel_and_not_our_sources(python):
    where = run(python, "-c", "import themereport; print(themereport.__file__)")
    assert "site-packages" in where
    assert str(ROOT / "src") not in where


def test_its_tests_pass(python):
    said = run(
        python, "-m", "pytest", "-q", "-p", "no:cacheprovider", HYPOTHESIS_STORAGE_DIRECTORY=""
    )
    assert " passed" in said
    assert " skipped" not in said


def test_its_types_are_right(python):
    said = run(
        sys.executable, "-m", "mypy", "--python-executable", python, "--cache-dir", os.devnull
    )
    assert said.startswith("Success: no issues found in ")
