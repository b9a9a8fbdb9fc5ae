"""`themereport diff`: exit codes as those of diff(1), outputs, and what can go wrong."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from canonical import DRIFTED, EXAMPLE, REPORT, replaced, without
from days import with_item
from jsonschema import Draft202012Validator

import themereport as tr
from themereport.cli.main import main

DIALECT = Path(__file__).parent.parent / "examples" / "dialects" / "wire.toml"


@pytest.fixture
def run(capfdbinary):
    def call(*arguments):
        code = main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return SimpleNamespace(code=code, out=out.decode(), err=err.decode())

    return call


@pytest.fixture
def later(tmp_path):
    """A later day's report in a file."""
    path = tmp_path / "later.md"
    tr.write(with_item("signals", 0, text="一件全新的事情发生了（虚构事件）。"), path)
    return path


def test_the_same_is_nothing_to_speak_of(run):
    done = run("diff", EXAMPLE, EXAMPLE)
    assert (done.code, done.err) == (0, "")
    assert "没有变化。" in done.out


def test_how_a_report_is_written_is_no_difference(run):
    done = run("diff", EXAMPLE, DRIFTED)
    assert (done.code, done.err) == (0, "")


def test_a_difference_is_told(run, later):
    done = run("diff", EXAMPLE, later)
    assert (done.code, done.err) == (1, "")
    assert "- 新增（1）：一件全新的事情发生了（虚构事件）。" in done.out
    assert done.out == tr.diff(tr.load(EXAMPLE), tr.load(later)).render()


@pytest.mark.parametrize("output", ["text", "json", "markdown"])
def test_every_output_is_what_the_library_writes(run, later, output):
    done = run("diff", EXAMPLE, later, "--output", output)
    assert done.code == 1
    assert done.out == tr.diff(tr.load(EXAMPLE), tr.load(later)).render(output)


def test_the_language_of_the_frame_is_chosen(run, later):
    assert "- New (1): " in run("diff", "--language", "en", EXAMPLE, later).out


def test_messages_and_frame_have_languages_of_their_own(run, later):
    done = run("--language", "zh-Hans", "diff", "--language", "en", EXAMPLE, later)
    assert "Unchanged: 9" in done.out
    assert "退出码：0 相同，1 不同，2 出错" in run("--language", "zh-Hans", "diff", "--help").out


@pytest.mark.parametrize("order", [0, 1])
def test_what_is_no_report_is_trouble(run, tmp_path, order):
    nine = tmp_path / "nine.md"
    nine.write_text(without("10. "), encoding="utf-8")
    done = run("diff", *[EXAMPLE, nine][:: -1 if order else 1])
    assert (done.code, done.out) == (2, "")
    assert "TR206" in done.err


def test_a_file_that_is_not_there_is_trouble(run, tmp_path):
    done = run("diff", EXAMPLE, tmp_path / "none.md")
    assert (done.code, done.out) == (2, "")
    assert "TR001" in done.err


def test_drift_is_trouble_if_strict(run):
    done = run("diff", "--strict", EXAMPLE, DRIFTED)
    assert done.code == 2
    assert "TR305" in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["diff", EXAMPLE],
        ["diff", EXAMPLE, EXAMPLE, EXAMPLE],
        ["diff", "-", "-"],
        ["diff", EXAMPLE, EXAMPLE, "--output", "html"],
        ["diff", EXAMPLE, EXAMPLE, "--language", "tlh"],
        ["diff", EXAMPLE, EXAMPLE, "--format", "none"],
        ["diff", EXAMPLE, EXAMPLE, "--dialect", "none.toml"],
    ],
)
def test_wrong_use_is_trouble(run, arguments):
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err


@pytest.mark.parametrize("at", [0, 1])
def test_one_report_may_come_through_a_pipe(run, later, monkeypatch, at):
    paths = [EXAMPLE, later]
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(paths[at].read_bytes())))
    paths[at] = "-"
    assert run("diff", *paths).out == tr.diff(tr.load(EXAMPLE), tr.load(later)).render()


def test_formats_may_differ(run, tmp_path):
    path = tmp_path / "report.json"
    tr.write(REPORT, path)
    assert run("diff", EXAMPLE, path).code == 0
    assert run("diff", "--format", "json", path, path).code == 0


def test_a_dialect_is_read(run, tmp_path, later):
    dialect = tr.Dialect.load(DIALECT)
    paths = [tmp_path / name for name in ("old.md", "new.md")]
    for path, report in zip(paths, (REPORT, tr.load(later)), strict=True):
        tr.write(report, path, dialect=dialect)
    done = run("diff", "--dialect", DIALECT, "--strict", *paths)
    assert (done.code, done.err) == (1, "")


def test_no_text_moves_the_cursor_or_turns_a_line_round(run, tmp_path):
    path = tmp_path / "odd.md"
    path.write_text(replaced("储能市场", "\u202e储能市场"), encoding="utf-8")
    tr.write(with_item("signals", 0, text="a\u202eb"), path)
    for output in ("text", "json"):
        done = run("diff", EXAMPLE, path, "--output", output)
        assert "\\u202e" in done.out
        assert "\u202e" not in done.out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_trouble_and_no_difference(later):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "themereport", "diff", EXAMPLE, later],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr


def test_the_schema_of_comparisons_is_printed(run, later):
    schema = json.loads(run("schema", "--of", "diff").out)
    data = json.loads(run("diff", EXAMPLE, later, "--output", "json").out)
    Draft202012Validator(schema).validate(data)
