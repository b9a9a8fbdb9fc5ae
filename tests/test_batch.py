"""`render` of many files: patterns, processes, options, and what is left as it is."""

from __future__ import annotations

import json
import os
import re
import signal
from concurrent.futures import ProcessPoolExecutor
from types import SimpleNamespace

import pytest
from canonical import EXAMPLE, EXAMPLES

import themereport as tr
from themereport.cli.main import main
from themereport.processes import Died, map_in_processes

NINE = re.sub(r"(?m)^10\. .*\n", "", EXAMPLE.read_text(encoding="utf-8"))
OPTIONS = """
from dataclasses import dataclass
from typing import Annotated
from pydantic import Field

@dataclass(frozen=True)
class Shout:
    media_type = "text/plain"
    suffix = ".shout"
    mark: Annotated[str, Field(description="What ends the title.")] = "!"
    times: Annotated[int, Field(ge=1)] = 1

    def render(self, document) -> str:
        return document.title + self.mark * self.times
"""


@pytest.fixture
def run(capfdbinary):
    def call(*arguments):
        code = main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return SimpleNamespace(code=code, out=out.decode(), err=err.decode())

    return call


@pytest.fixture
def posts(tmp_path):
    """A folder of 24 posts, of which the sixth and the last hold no report."""
    folder = tmp_path / "posts"
    folder.mkdir()
    for at in range(24):
        text = NINE if at in {5, 23} else EXAMPLES[at % 3].read_text(encoding="utf-8")
        (folder / f"post-{at:02}.md").write_text(text, encoding="utf-8")
    return folder


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_is_rendered_and_bad_files_are_counted(run, posts, tmp_path, jobs):
    done = run("render", "--to", "json,html", "--out", tmp_path / "out", "--jobs", jobs, posts)
    assert done.code == 1
    assert len(contents(tmp_path / "out")) == 44
    assert done.err.count("TR206") == 2
    assert done.err.endswith("24 reports: 44 files written, 0 unchanged, 2 failed\n")


def test_processes_write_and_say_what_one_does_in_the_same_order(run, posts, tmp_path):
    one = run("render", "--to", "html", "--out", tmp_path / "out", "--jobs", "1", posts)
    expected = contents(tmp_path / "out")
    (tmp_path / "out").rename(tmp_path / "first")
    two = run("render", "--to", "html", "--out", tmp_path / "out", "--jobs", "2", posts)
    assert (two.out, two.err) == (one.out, one.err)
    assert contents(tmp_path / "out") == expected


def test_outputs_that_would_not_change_are_not_written(run, posts, tmp_path):
    arguments = ("render", "--to", "html", "--out", tmp_path / "out", posts)
    run(*arguments)
    changed = tmp_path / "out" / "post-00.html"
    changed.write_text("x", encoding="utf-8")
    before = {path.name: path.stat().st_ino for path in (tmp_path / "out").iterdir()}
    done = run(*arguments)
    assert done.out == f"{changed}\n"
    assert "1 file written, 21 unchanged, 2 failed" in done.err
    after = {path.name: path.stat().st_ino for path in (tmp_path / "out").iterdir()}
    assert {name for name in before if before[name] != after[name]} == {"post-00.html"}


def test_a_pattern_stands_for_what_it_matches(run, posts, tmp_path):
    done = run("render", "--to", "json", "--out", tmp_path / "out", posts / "post-0[1-3].md")
    assert done.code == 0
    assert sorted(contents(tmp_path / "out")) == ["post-01.json", "post-02.json", "post-03.json"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(run, tmp_path):
    path = tmp_path / "a[1].md"
    path.write_bytes(EXAMPLE.read_bytes())
    assert run("render", "--to", "json", path).code == 0


def test_a_pattern_that_matches_nothing_is_wrong_use(run, tmp_path):
    done = run("render", "--to", "json", tmp_path / "*.md")
    assert done.code == 2
    assert "no file matches" in done.err


def test_formats_with_one_suffix_have_their_names_in_those_of_files(run, tmp_path):
    done = run("render", "--to", "jekyll,markdown,json", "--out", tmp_path, EXAMPLE)
    assert done.code == 0
    stem = EXAMPLE.stem
    assert sorted(contents(tmp_path)) == sorted(
        [f"{stem}.jekyll.md", f"{stem}.markdown.md", f"{stem}.json"]
    )


@pytest.mark.parametrize("given", ["mark=?", "shout.mark=?"])
def test_an_option_reaches_the_format_that_has_it(run, install, tmp_path, given):
    install("shout", OPTIONS, "Shout")
    done = run("render", "--to", "shout,json", "--out", tmp_path, "--option", given, EXAMPLE)
    assert done.code == 0
    assert (tmp_path / f"{EXAMPLE.stem}.shout").read_text(encoding="utf-8").endswith("?")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("mark", "'mark' is no option: write NAME=VALUE"),
        ("html.mark=?", "'html.mark=?' is no option"),
        ("makr=?", "did you mean 'mark'?"),
        ("shout.makr=?", "did you mean 'mark'?"),
        ("json.x=1", "'json' has no options"),
        ("times=0", "greater than or equal to 1"),
    ],
)
def test_a_wrong_option_is_wrong_use_before_anything_is_rendered(
    run, install, tmp_path, given, said
):
    install("shout", OPTIONS, "Shout")
    done = run("render", "--to", "shout,json", "--out", tmp_path, "--option", given, EXAMPLE)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert not list(tmp_path.glob("*.json"))


def test_formats_without_options_say_so(run):
    done = run("render", "--to", "json", "--option", "indent=2", EXAMPLE)
    assert done.code == 2
    assert "no options" in done.err


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "1.5"])
def test_jobs_are_a_number_from_one_on(run, jobs):
    done = run("render", "--to", "json", f"--jobs={jobs}", EXAMPLE)
    assert done.code == 2
    assert "is no number from 1 on" in done.err


def test_renderers_lists_formats_with_their_options(run, install):
    install("shout", OPTIONS, "Shout")
    done = run("renderers", "shout", "json")
    assert done.code == 0
    assert done.out == (
        "shout  text/plain, .shout, text\n"
        '         mark="!" (string): What ends the title.\n'
        "         times=1 (integer at least 1)\n"
        "json   application/json, .json, text\n"
        "       Renders the report's own fields; what `read` takes back.\n"
    )


def test_renderers_as_json_has_every_installed_format(run):
    records = json.loads(run("renderers", "--json").out)["renderers"]
    assert tuple(record["format"] for record in records) == tr.RENDERERS.names()
    assert {record["gives"] for record in records} <= {"text", "bytes"}
    assert all(record["error"] is None for record in records)


def test_renderers_names_the_one_that_cannot_be_loaded_and_lists_the_others(run, install):
    install("broken", "import nothing_of_that_name", "Broken")
    done = run("renderers")
    assert done.code == 1
    assert "broken" in done.out and "nothing_of_that_name" in done.out
    assert "application/json" in done.out


def test_renderers_of_an_unknown_name_is_wrong_use(run):
    done = run("renderers", "jsno")
    assert done.code == 2
    assert "did you mean 'json'?" in done.err


# --- processes ---------------------------------------------------------------------------------


def start():
    pass


def double(number):
    return number * 2


def die_of_three(number):
    if number % 10 == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def refuse_three(number):
    if number == 3:
        raise ValueError("three")
    return number


@pytest.mark.parametrize("count", [0, 1, 2, 33, 500])
def test_results_come_in_the_order_of_their_items(count):
    items = list(range(count))
    assert list(map_in_processes(double, items, 2, start=start)) == [2 * item for item in items]


def test_a_process_that_dies_costs_one_item():
    results = list(map_in_processes(die_of_three, list(range(24)), 2, start=start))
    assert results == [Died(at) if at in {3, 13, 23} else at for at in range(24)]


def test_an_exception_is_raised_here():
    with pytest.raises(ValueError, match="three"):
        list(map_in_processes(refuse_three, list(range(8)), 2, start=start))


def test_an_interrupt_cancels_the_rest_and_nothing_takes_that_back(monkeypatch):
    shutdown, told = ProcessPoolExecutor.shutdown, []

    def record(pool, wait=True, *, cancel_futures=False):
        told.append(cancel_futures)
        shutdown(pool, wait, cancel_futures=cancel_futures)

    monkeypatch.setattr(ProcessPoolExecutor, "shutdown", record)
    results = map_in_processes(double, list(range(100)), 2, start=start)
    next(results)
    results.close()  # as an interrupt does
    assert told[-1] is True
