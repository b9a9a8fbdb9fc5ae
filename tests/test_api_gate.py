"""The gate for the public names tells what breaks, and what does not."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOORWAY = '''"""A package."""

from themereport.shop import Bread, bake

__all__ = ["Bread", "bake"]
'''
SHOP = '''"""A shop."""


class Bread:
    """Bread."""

    weight: int = 1


def bake(bread, *, heat=200):
    """Bake."""


def knead(dough):
    """Knead."""
'''


@pytest.fixture(scope="module")
def gate():
    spec = importlib.util.spec_from_file_location("api_gate", ROOT / "tools" / "api_gate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def shop(tmp_path):
    """A repository with a release, and a function that changes its shop."""
    package = tmp_path / "src" / "themereport"
    package.mkdir(parents=True)

    def git(*arguments):
        owner = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", *owner, *arguments], cwd=tmp_path, check=True, capture_output=True)

    def write(shop=SHOP, version="1.0.0"):
        (package / "__init__.py").write_text(DOORWAY)
        (package / "shop.py").write_text(shop)
        (package / "version.py").write_text(f'__version__ = "{version}"\n')

    write()
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "x")
    write.root, write.git = tmp_path, git
    return write


def test_before_the_first_release_nothing_can_be_broken(gate, shop, capsys):
    assert gate.main(shop.root) == 0
    assert "no release has been tagged yet" in capsys.readouterr().out


def test_what_is_added_breaks_nothing(gate, shop, capsys):
    shop.git("tag", "v1.0.0")
    shop(SHOP.replace("heat=200", "heat=200, time=1") + "\nSALT = 1\n")
    assert gate.main(shop.root) == 0
    assert "0 breaking changes since v1.0.0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("def bake(bread, ", "def bake(dough, ", "bake"),
        ("heat=200", "heat", "bake"),
        ("    weight: int = 1\n", "", "weight"),
        ("class Bread", "class Loaf", "Bread"),
    ],
)
def test_what_breaks_a_public_name_is_refused(gate, shop, capsys, old, new, said):
    shop.git("tag", "v1.0.0")
    shop(SHOP.replace(old, new))
    assert gate.main(shop.root) == 1
    assert said in capsys.readouterr().out


def test_what_is_not_public_may_change(gate, shop):
    shop.git("tag", "v1.0.0")
    shop(SHOP.replace("def knead(dough)", "def fold(dough, times)"))
    assert gate.main(shop.root) == 0


@pytest.mark.parametrize(
    ("tag", "version", "code"),
    [
        ("v1.0.0", "2.0.0", 0),
        ("v1.0.0", "1.1.0", 1),
        ("v0.3.0", "0.4.0", 0),
        ("v0.3.0", "0.3.1", 1),
    ],
)
def test_a_new_major_version_may_break(gate, shop, tag, version, code):
    shop.git("tag", tag)
    shop(SHOP.replace("class Bread", "class Loaf"), version)
    assert gate.main(shop.root) == code


def test_the_newest_release_counts(gate, shop):
    for tag in ("v0.9.0", "v0.10.0", "v0.2.0", "vnext"):
        shop.git("tag", tag)
    assert gate.last_release(shop.root) == "v0.10.0"
