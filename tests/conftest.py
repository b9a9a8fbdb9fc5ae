"""What all tests share."""

from __future__ import annotations

import functools
import itertools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import Phase, settings

import themereport as tr

# Messages are in English, whatever the language of whoever runs the tests.
os.environ["LANGUAGE"] = "en"

# Explaining a failure costs minutes on reports; the shrunk example says enough.
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
settings.register_profile("default", deadline=None, max_examples=100, phases=_PHASES)
settings.register_profile("quick", deadline=None, max_examples=10, phases=_PHASES)
settings.register_profile("thorough", deadline=None, max_examples=5000, phases=_PHASES)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

ROOT = Path(__file__).parent.parent

_numbers = itertools.count()


def pytest_collection_finish():
    """What caches hold from runs before is not what a mutant puts there."""
    if "MUTANT_UNDER_TEST" in os.environ:
        _empty_caches()


def pytest_runtest_setup():
    """A test counts for what it needs, even if a cache has it from another test."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        _empty_caches()


def _empty_caches():
    for name, module in list(sys.modules.items()):
        if name.startswith("themereport."):
            for value in vars(module).values():
                if isinstance(value, functools._lru_cache_wrapper):
                    value.cache_clear()


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Installs a package of one module with one plug-in; returns the module's name."""
    for registry in (tr.READERS, tr.RENDERERS):
        monkeypatch.setattr(registry, "_entries", None)
        monkeypatch.setattr(registry, "_loaded", {})

    def install(name, source, value="CSV", group="themereport.renderers"):
        number = next(_numbers)
        package, module = f"fake-package-{number}", f"fake_plugin_{number}"
        folder = tmp_path / package
        about = folder / f"fake_package_{number}-1.0.dist-info"
        about.mkdir(parents=True)
        (folder / f"{module}.py").write_text(source, encoding="utf-8")
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        (about / "entry_points.txt").write_text(f"[{group}]\n{name} = {module}:{value}\n")
        monkeypatch.syspath_prepend(folder)
        monkeypatch.delitem(sys.modules, module, raising=False)
        return module

    return install


@pytest.fixture(scope="session")
def built_wheel(tmp_path_factory):
    """The path of a wheel that is built from the sources alone."""
    for name in ("hatchling", "build", "babel"):
        pytest.importorskip(name)
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "copy"
    left_out = shutil.ignore_patterns("__pycache__", "*.mo")
    shutil.copytree(ROOT / "src", copy / "src", ignore=left_out)
    shutil.copytree(ROOT / "tools", copy / "tools", ignore=left_out)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy / name)
    arguments = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(copy)]
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    (path,) = folder.glob("*.whl")
    return path
