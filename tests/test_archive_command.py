"""`themereport archive`: what is printed, exit codes, and what can go wrong."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from canonical import EXAMPLE, REPORT
from canonical import EXAMPLES as ALL
from programs import require_module

import themereport as tr
from themereport.archive import Archive
from themereport.cli.main import main
from themereport.testing import example_report

EXAMPLES = ALL[:3]


@pytest.fixture
def run(capfdbinary, tmp_path, monkeypatch):
    """Runs an action on the archive of the test: `run("list", "--themes")`."""
    monkeypatch.chdir(tmp_path)

    def call(action, *arguments):
        code = main(["archive", action, "reports.db", *map(str, arguments)])
        out, err = capfdbinary.readouterr()
        return SimpleNamespace(code=code, out=out.decode(), err=err.decode())

    return call


@pytest.fixture
def kept(run):
    """The same, with the examples in the archive."""
    run("add", *EXAMPLES)
    return run


def lines(done):
    return [json.loads(line) for line in done.out.splitlines()]


def changed():
    return REPORT.model_copy(update={"overview": "别的概述。"})


def test_reports_are_added_once(run):
    first, again = run("add", *EXAMPLES), run("add", *EXAMPLES)
    assert (first.code, first.err) == (
        0,
        "3 reports added, 0 there already, 0 files without a report\n",
    )
    assert again.err.startswith("0 reports added, 3 there already")


def test_a_file_without_a_report_is_named_at_the_end_and_the_others_are_added(run, tmp_path):
    bad = tmp_path / "bad.md"
    bad.write_text("nothing", encoding="utf-8")
    done = run("add", bad, EXAMPLE)
    assert done.code == 1
    assert f"{bad}:1:1: error: TR" in done.err
    assert done.err.endswith("1 report added, 0 there already, 1 file without a report\n")


def test_no_archive_is_begun_that_nothing_comes_into(run, tmp_path):
    (tmp_path / "empty").mkdir()
    assert run("add", "empty").code == 2
    assert run("add", "--format", "docx", EXAMPLES[0]).code == 2
    assert os.listdir(tmp_path) == ["empty"]


def test_what_was_added_is_told_as_json(run, tmp_path):
    bad = tmp_path / "bad.md"
    bad.write_text("nothing", encoding="utf-8")
    errors, summary = lines(run("add", "--json", bad, EXAMPLE))
    assert errors["path"] == str(bad)
    assert summary == {"new": 1, "known": 0, "failed": 1}


def test_the_text_is_kept_as_it_was_unless_that_is_not_wanted(run, monkeypatch):
    run("add", EXAMPLE)
    assert run("show", REPORT.slug, "--original").out == EXAMPLE.read_text(encoding="utf-8")
    other = changed()
    text = tr.render(other, "json").encode()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text)))
    run("add", "--no-original", "--format", "json", "-")
    assert run("show", REPORT.slug, "--original").code == 2


def test_reports_are_listed_by_their_days(kept):
    rows = [line.split("\t") for line in kept("list").out.splitlines()]
    assert [row[0] for row in rows] == ["2026-03-18", "2026-05-06", "2026-09-02"]
    some = kept("list", "--since", "2026-05-06", "--until", "2026-05-31", "--json")
    assert [entry["date"] for entry in lines(some)] == ["2026-05-06"]


def test_themes_are_listed(kept):
    assert "储能\t1\t2026-03-18\t2026-03-18" in kept("list", "--themes").out.splitlines()


def test_revisions_are_listed_and_compared(kept):
    with Archive.open("reports.db") as archive:
        archive.add(changed())
    assert [
        entry["revision"] for entry in lines(kept("list", "--revisions", REPORT.slug, "--json"))
    ] == [1, 2]
    done = kept("diff", REPORT.slug)
    assert (done.code, done.out) == (1, tr.diff(REPORT, changed()).render())
    assert kept("diff", REPORT.slug, 2, 2).code == 0


def test_a_report_is_shown_in_any_format(kept):
    assert kept("show", REPORT.slug).out == tr.render(REPORT, "text")
    assert kept("show", REPORT.slug, "--to", "jekyll", "--revision", 1).out == tr.render(REPORT)


def test_a_report_that_is_not_there_is_wrong_use(kept):
    done = kept("show", "none")
    assert done.code == 2
    assert "holds no report 'none'" in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("timeline", "Data-Center Cooling"),
        ("list", "--theme", "data center cooling"),
        ("search", "--theme", "Data Center", "cooling"),
        ("export", "--out", "out", "--theme", "Cooling"),
        ("export", "--out", "out", "--to", "parquet", "--theme", "Cooling"),
    ],
)
def test_for_a_theme_that_is_not_there_the_one_that_is_near_is_named(kept, tmp_path, arguments):
    done = kept(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "did you mean 'Data Center Cooling'?" in done.err
    assert not (tmp_path / "out").exists()


def test_a_theme_that_is_there_on_no_day_that_is_asked_for_is_no_slip(kept):
    assert kept("list", "--theme", "储能", "--since", "2030-01-01").code == 0
    assert kept("search", "储能", "--theme", "储能", "--since", "2030-01-01").code == 1
    done = kept("timeline", "储能", "--since", "2030-01-01")
    assert done.code == 2
    assert done.err.endswith("in that time\n")


@pytest.mark.parametrize(
    "slug",
    [
        "theme_research_储能_2026-03-19",
        "theme_research_储能系统_2026-03-18",
        "2026-03-18-theme_research_储能_2026-03-18.md",
        "储能",
    ],
)
@pytest.mark.parametrize("command", ["show", "diff", "list"])
def test_for_a_report_that_is_not_there_the_one_that_is_near_is_named(kept, command, slug):
    done = kept(*(("list", "--revisions", slug) if command == "list" else (command, slug)))
    assert (done.code, done.out) == (2, "")
    assert f"holds no report {slug!r}: did you mean {REPORT.slug!r}?" in done.err


def test_for_a_revision_that_is_not_there_the_latest_is_named(kept):
    done = kept("show", REPORT.slug, "--revision", 4)
    assert done.code == 2
    assert f"holds no revision 4 of {REPORT.slug!r}: its latest is 1" in done.err


def test_what_is_found_is_shown_with_its_place_and_the_match_marked(kept):
    done = kept("search", "储能", "--section", "signals", "--limit", 1)
    place, snippet = done.out.splitlines()
    assert place.startswith("2026-03-18  储能  signals[")
    assert "[储能]" in snippet
    assert done.code == 0


def test_search_tells_its_matches_as_json(kept):
    (hit,) = lines(kept("search", "储能", "--json", "--limit", "1"))
    start, end = hit["snippet"]["marks"][0]
    assert hit["snippet"]["text"][start:end] == "储能"


def test_nothing_found_is_an_exit_code_of_its_own(kept):
    done = kept("search", "斑马线")
    assert (done.code, done.out, done.err) == (1, "", "")


def test_no_archive_to_search_is_trouble(run):
    done = run("search", "x")
    assert done.code == 2
    assert "there is no archive" in done.err


def test_a_timeline_is_drawn(kept):
    assert "主要风险与不确定性" in kept("timeline", "储能").out
    assert kept("timeline", "储能", "--output", "svg").out.startswith("<svg ")
    assert json.loads(kept("timeline", "储能", "--json").out)["theme"] == "储能"


def test_verify_says_that_all_is_well_or_what_is_not(kept):
    assert kept("verify").code == 0
    with Archive.open("reports.db") as archive:
        archive._connection.execute("UPDATE reports SET theme = 'x' WHERE id = 1")
    done = kept("verify")
    assert done.code == 1
    assert "its columns are not what its content says" in done.out
    assert done.err == "3 reports looked at, 1 place damaged\n"


def test_reports_are_exported_to_files_that_read_back(kept, tmp_path):
    assert kept("export", "--out", tmp_path / "out").err == "3 reports written, 0 failed\n"
    read = {tr.load(path).content_hash for path in (tmp_path / "out").iterdir()}
    assert read == {tr.load(path).content_hash for path in EXAMPLES}


def test_all_reports_are_exported_as_columns(kept, tmp_path):
    pytest.importorskip("pyarrow")
    done = kept("export", "--out", tmp_path / "out", "--to", "parquet", "--since", "2026-05-01")
    assert (done.code, done.err) == (0, "2 reports written, 0 failed\n")
    assert list((tmp_path / "out" / "risks").rglob("*.parquet"))


def test_what_a_format_cannot_hold_is_named_and_the_others_are_written(run, tmp_path):
    require_module("typst")
    odd = example_report(evidence=False).model_copy(update={"overview": "a \U000f0000 b"})
    with Archive.open("reports.db") as archive:
        archive.add_many([odd, REPORT])
    done = run("export", "--out", tmp_path / "out", "--to", "pdf")
    assert done.code == 1
    assert "U+F0000" in done.err
    assert len(list((tmp_path / "out").iterdir())) == 1


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30"])
def test_a_day_that_is_none_is_wrong_use(kept, day):
    done = kept("list", "--since", day)
    assert done.code == 2
    assert "write it as 2026-01-31" in done.err


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, names are Unicode")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("search", "reports.db", "储能"), 1),
        (("export", "--out", "out", "reports.db"), 2),
        (("export", "--out", "out", "--to", "parquet", "reports.db"), 2),
        (("report", "--out", "out", "reports.db"), 2),
    ],
)
def test_where_names_are_ascii_there_is_no_traceback(tmp_path, arguments, code):
    with Archive.open(tmp_path / "reports.db") as archive:
        archive.add(REPORT)
    environment = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "themereport", "archive", *arguments]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == code


@pytest.mark.parametrize("name", ["missing.md", "nine.md"])
def test_no_archive_is_begun_for_files_without_a_report(run, tmp_path, name):
    (tmp_path / "nine.md").write_text("x", encoding="utf-8")
    done = run("add", name)
    assert done.code == 1
    assert done.err.endswith("0 reports added, 0 there already, 1 file without a report\n")
    assert list(tmp_path.glob("reports.db*")) == []
    assert run("add", name, EXAMPLE).code == 1
    with Archive.open(tmp_path / "reports.db", readonly=True) as opened:
        assert len(opened) == 1
