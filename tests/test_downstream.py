"""Projects that build on us: our wheel and each are installed, their tests run, types checked."""

from __future__ import annotations

import os
import subprocess
import sys
import venv

import pytest
from canonical import ROOT
from programs import miss

PROJECTS = [ROOT / "examples" / name for name in ("downstream", "renderer")]


def run(*command, cwd=ROOT, **environment):
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
    """The Python of an environment that has our wheel, its extra for tests, and the projects."""
    folder = tmp_path_factory.mktemp("downstream")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    for project in PROJECTS:
        run(*build, str(project))
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    install(*pip, f"{built_wheel}[testing]", *map(str, folder.glob("*.whl")))
    return str(python)


def test_it_has_our_wheel_and_not_our_sources(python):
    where = run(python, "-c", "import themereport; print(themereport.__file__)")
    assert "site-packages" in where
    assert str(ROOT / "src") not in where


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name)
def test_its_tests_pass(python, project):
    command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    said = run(*command, cwd=project, HYPOTHESIS_STORAGE_DIRECTORY="")
    assert " passed" in said
    assert " skipped" not in said


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name)
def test_its_types_are_right(python, project):
    command = [sys.executable, "-m", "mypy", "--python-executable", python]
    said = run(*command, "--cache-dir", os.devnull, cwd=project)
    assert said.startswith("Success: no issues found in ")
