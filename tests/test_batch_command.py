"""`themereport batch`: all cores, bad files, processes that die, and what is said of it all."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from multiprocessing import get_context
from types import SimpleNamespace

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from canonical import EXAMPLES, TEXT

import themereport as tr
from themereport.arrow import portion
from themereport.arrow.files import only_run
from themereport.cli.main import main

NINE = re.sub(r"(?m)^10\. .*\n", "", TEXT)
KILLER = "07.md"
# The threads are those of Polars, with which these tests look at files; the command has none.
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")


@pytest.fixture
def run(capfdbinary):
    def call(*arguments):
        code = main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return SimpleNamespace(code=code, out=out.decode(), err=err.decode())

    return call


@pytest.fixture
def posts(tmp_path, monkeypatch):
    """A folder of twelve posts in portions of four; the sixth holds no report."""
    monkeypatch.setattr(portion, "_FEWEST", 4)
    folder = tmp_path / "posts"
    folder.mkdir()
    for at in range(12):
        text = NINE if at == 5 else EXAMPLES[at % 3].read_text(encoding="utf-8")
        (folder / f"{at:02}.md").write_text(text, encoding="utf-8")
    return folder


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def texts(folder):
    return pl.read_parquet(folder / "texts").sort("name")


def test_the_dataset_holds_every_text_and_bad_ones_are_named(run, posts, tmp_path):
    done = run("batch", posts, "--out", tmp_path / "out", "--jobs", "1")
    assert done.code == 1
    assert done.err.count("TR206") == 1
    assert f"{posts / '05.md'}:" in done.err
    assert re.search(r"12 texts: 11 reports in \d+ files, 1 without a report\n$", done.err)
    rows = texts(tmp_path / "out")
    assert rows["name"].to_list() == [str(path) for path in sorted(posts.iterdir())]
    assert rows["report"].null_count() == 1
    assert pl.read_parquet(f"{tmp_path}/out/signals/").height == 110


def test_two_processes_write_and_say_what_one_does(run, posts, tmp_path):
    one = run("batch", posts, "--out", tmp_path / "one", "--jobs", "1")
    two = run("batch", posts, "--out", tmp_path / "two", "--jobs", "2")
    assert (two.code, two.err) == (one.code, one.err)
    assert contents(tmp_path / "two") == contents(tmp_path / "one")


def test_a_run_that_reads_all_is_clean(run, tmp_path):
    done = run("batch", *EXAMPLES, "--out", tmp_path / "out", "--partition", "month")
    assert done.code == 0
    assert (tmp_path / "out/signals/month=2026-03/part-00000-000.parquet").exists()


def test_packed_posts_are_read_like_files(run, posts, tmp_path):
    paths = sorted(posts.iterdir())
    bodies = [path.read_text(encoding="utf-8") for path in paths]
    packed = tmp_path / "posts.parquet"
    names = [str(path) for path in paths]
    pq.write_table(pa.table({"name": names, "text": bodies}), packed, row_group_size=4)
    run("batch", posts, "--out", tmp_path / "one")
    run("batch", packed, "--out", tmp_path / "two")
    assert contents(tmp_path / "two") == contents(tmp_path / "one")


BEGUN = """
import sys
from themereport import processes
from themereport.cli.main import main

get_context = processes.get_context
processes.get_context = lambda how: print(how) or get_context(how)
main(sys.argv[1:])
"""
NO_THREADS = ("OPENBLAS_NUM_THREADS", "JE_ARROW_MALLOC_CONF")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each process begins anew")
def test_processes_are_forked_since_what_is_loaded_starts_no_thread(tmp_path):
    packed = tmp_path / "packed.parquet"
    pq.write_table(pa.table({"text": [TEXT]}), packed)
    arguments = ["batch", EXAMPLES[0], packed, "--out", tmp_path / "out", "--jobs", "2"]
    command = [sys.executable, "-c", BEGUN, *map(str, arguments)]
    # What the shell says of threads would be done as it says.
    env = {name: value for name, value in os.environ.items() if name not in NO_THREADS}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    assert done.stdout == "fork\n"


def test_a_process_that_dies_costs_one_text(run, posts, tmp_path, monkeypatch):
    read = tr.read

    def kill(source, **options):
        if os.fspath(source).endswith(KILLER):
            os.kill(os.getpid(), signal.SIGKILL)
        return read(source, **options)

    monkeypatch.setattr("themereport.arrow.reading.read", kill)
    monkeypatch.setattr("themereport.cli.batch.read", kill)
    # Only a forked process has what was put in place of reading here.
    monkeypatch.setattr("themereport.processes._context", lambda: get_context("fork"))
    done = run("batch", posts, "--out", tmp_path / "out", "--jobs", "2")
    assert done.code == 1
    assert "a process that read it died" in done.err
    assert "12 texts: 10 reports" in done.err
    rows = texts(tmp_path / "out").filter(pl.col("report").is_null())
    assert [os.path.basename(name) for name in rows["name"]] == ["05.md", KILLER]
    found = pl.read_parquet(tmp_path / "out" / "diagnostics").filter(pl.col("code") == "TR001")
    assert found["name"].to_list() == [str(posts / KILLER)]


def test_a_part_that_cannot_be_written_is_named_and_nothing_is_removed(run, posts, tmp_path):
    run("batch", posts, "--out", tmp_path / "out")
    before = contents(tmp_path / "out" / "signals")
    place = tmp_path / "out" / "texts"
    for path in place.iterdir():
        path.unlink()
    place.rmdir()
    place.write_text("x")
    (posts / "00.md").unlink()
    done = run("batch", posts, "--out", tmp_path / "out")
    assert done.code == 1
    assert done.err.count("cannot be written: ") == 3
    assert contents(tmp_path / "out" / "signals").keys() == before.keys()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-"], "cannot come on standard input"),
        (
            [EXAMPLES[0], "--partition", "day"],
            "none of theme,month, theme, month, none",
        ),
        ([EXAMPLES[0], "--name", "../x"], "cannot begin names"),
        ([EXAMPLES[0], "--format", "jsn"], "did you mean 'json'? There are jekyll"),
        (["missing.parquet"], "error: TR001 missing.parquet cannot be read"),
    ],
)
def test_wrong_use_is_said(run, tmp_path, arguments, said):
    done = run("batch", *arguments, "--out", tmp_path / "out")
    assert done.code == 2
    assert said in done.err
    assert not (tmp_path / "out").exists()


def test_packed_posts_without_names_are_called_by_their_rows(run, tmp_path, monkeypatch):
    monkeypatch.setattr(portion, "_FEWEST", 2)
    path = tmp_path / "posts.parquet"
    pq.write_table(pa.table({"text": [TEXT] * 5}), path, row_group_size=1)
    assert run("batch", path, "--out", tmp_path / "out").code == 0
    expected = [f"{path} row {number}" for number in range(1, 6)]
    assert texts(tmp_path / "out")["name"].to_list() == expected


def test_a_parquet_file_without_texts_is_refused(run, tmp_path):
    path = tmp_path / "other.parquet"
    pq.write_table(pa.table({"body": ["x"]}), path)
    done = run("batch", path, "--out", tmp_path / "out")
    assert done.code == 2
    assert "has the columns body: give it 'text', or 'path'" in done.err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_parquet_files_that_cannot_be_read_are_named_and_the_others_are_read(run, tmp_path, jobs):
    good, half, other, numbers, gone = (
        tmp_path / f"{name}.parquet" for name in ("good", "half", "other", "numbers", "gone")
    )
    pq.write_table(pa.table({"text": [TEXT]}), good)
    half.write_bytes(good.read_bytes()[:-50])
    pq.write_table(pa.table({"body": ["x"]}), other)
    pq.write_table(pa.table({"text": [1]}), numbers)
    inputs = [half, other, good, numbers, gone]
    done = run("batch", *inputs, "--out", tmp_path / "out", "--jobs", jobs)
    assert done.code == 1
    assert re.search(r"5 texts: 1 report in \d+ files, 4 without a report", done.err)
    rows = texts(tmp_path / "out").filter(pl.col("report").is_null())
    assert rows["name"].to_list() == sorted(map(str, [half, other, numbers, gone]))
    for path, reason in ((other, "has the columns body"), (numbers, "'text' holds int64")):
        assert re.search(f"TR001 {re.escape(str(path))} cannot be read: .*{reason}", done.err)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_not_waited_for(run, tmp_path):
    os.mkfifo(tmp_path / "posts.parquet")
    done = run("batch", tmp_path / "posts.parquet", *EXAMPLES, "--out", tmp_path / "out")
    assert done.code == 1
    assert "it is no regular file" in done.err


@pytest.mark.parametrize("name", ["gone.parquet", "gone.md", "folder"])
def test_nothing_to_read_leaves_the_dataset_of_an_earlier_run(run, tmp_path, name):
    (tmp_path / "folder").mkdir()
    run("batch", *EXAMPLES, "--out", tmp_path / "out")
    before = contents(tmp_path / "out")
    assert run("batch", tmp_path / name, "--out", tmp_path / "out").code == 2
    assert contents(tmp_path / "out") == before


def test_a_run_beside_another_of_its_name_is_refused_and_writes_nothing(run, tmp_path):
    pytest.importorskip("fcntl")
    with only_run(tmp_path / "out", "part"):
        done = run("batch", *EXAMPLES, "--out", tmp_path / "out")
        other = run("batch", *EXAMPLES, "--out", tmp_path / "out", "--name", "other")
    assert done.code == 2
    assert "wait until it is done, or give another name" in done.err
    assert other.code == 0
    assert {path.name[:5] for path in (tmp_path / "out").rglob("*.parquet")} == {"other"}


@pytest.mark.parametrize("groups", [0, 1])
def test_a_parquet_file_without_rows_is_refused_and_leaves_an_earlier_dataset(
    run, tmp_path, groups
):
    run("batch", *EXAMPLES, "--out", tmp_path / "out")
    before = contents(tmp_path / "out")
    path = tmp_path / "posts.parquet"
    schema = pa.schema({"text": pa.string()})
    with pq.ParquetWriter(path, schema) as writer:
        for _ in range(groups):
            writer.write_table(schema.empty_table())
    done = run("batch", path, "--out", tmp_path / "out")
    assert done.code == 2
    assert f"there is nothing to read: {str(path)!r} has no rows" in done.err
    assert contents(tmp_path / "out") == before
