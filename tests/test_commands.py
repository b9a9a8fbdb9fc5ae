"""`fix`, `format`, `explain` and the outputs of `check`, as their users call them."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from canonical import DRIFTED, EXAMPLE

import themereport as tr
from themereport.cli.main import main
from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.diagnostics.github import to_github
from themereport.diagnostics.sarif import to_sarif

HOSTILE = [
    "",
    "\x1b[2J\x07",
    "---\n\x1b: \u202e\n---\n# \x1b[31m\n\n1. \u202ex\n",
    EXAMPLE.read_text(encoding="utf-8").replace("10. **", "10) **\x1b[31m\u202e"),
    EXAMPLE.read_text(encoding="utf-8").replace("储能市场", "\x1b\u202e市场", 1),
]
NINE = re.sub(r"(?m)^10\. .*\n", "", EXAMPLE.read_text(encoding="utf-8"))


@pytest.fixture
def run(capfdbinary):
    def call(*arguments):
        code = main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return SimpleNamespace(code=code, out=out.decode(), err=err.decode())

    return call


@pytest.fixture
def copy(tmp_path):
    path = tmp_path / "post.md"
    path.write_bytes(DRIFTED.read_bytes())
    return path


def test_fix_mends_a_file_in_place(run, copy):
    done = run("fix", copy)
    assert done.code == 0
    assert "9 fixed" in done.err
    assert tr.read(copy).diagnostics == ()
    assert tr.load(copy) == tr.load(DRIFTED)


def test_fix_leaves_what_is_right_untouched(run, tmp_path):
    path = tmp_path / "post.md"
    path.write_bytes(EXAMPLE.read_bytes())
    before = path.stat().st_mtime_ns
    assert run("fix", path).code == 0
    assert path.stat().st_mtime_ns == before


def test_fix_shows_a_diff_and_writes_nothing(run, copy):
    done = run("fix", "--diff", copy)
    assert "+### 主要话题与市场趋势概述" in done.out
    assert "-### 市场概述" in done.out
    assert copy.read_bytes() == DRIFTED.read_bytes()


def test_fix_removes_stray_words_only_with_leave(run, copy):
    copy.write_text(
        f"好的，以下是摘要：\n\n{EXAMPLE.read_text(encoding='utf-8')}", encoding="utf-8"
    )
    run("fix", copy)
    assert "好的" in copy.read_text(encoding="utf-8")
    run("fix", "--unsafe", copy)
    assert copy.read_bytes() == EXAMPLE.read_bytes()


@pytest.mark.parametrize("command", ["fix", "format"])
def test_a_symbolic_link_stays_one_and_its_file_is_written(run, copy, tmp_path, command):
    folder, elsewhere = tmp_path / "posts", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    target = copy.rename(elsewhere / "report.md")
    target.chmod(0o640)
    middle, link = elsewhere / "middle.md", folder / "post.md"
    middle.symlink_to("report.md")
    link.symlink_to(middle)
    assert run(command, link).code == 0
    assert link.is_symlink() and middle.is_symlink() and not target.is_symlink()
    assert tr.read(target).diagnostics == ()
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == [
        "middle.md",
        "post.md",
        "report.md",
    ]


def test_fix_ends_with_one_if_an_error_remains(run, copy):
    copy.write_text(NINE, encoding="utf-8")
    done = run("fix", copy)
    assert done.code == 1
    assert "TR206" in done.err
    assert copy.read_text(encoding="utf-8") == NINE


def test_fix_passes_a_pipe_through(run, monkeypatch):
    data = io.BytesIO(DRIFTED.read_bytes())
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=data))
    done = run("fix", "-")
    assert done.out == tr.fix(DRIFTED.read_text(encoding="utf-8")).text


def test_fix_leaves_what_is_no_text_alone(run, copy):
    copy.write_bytes(b"\xff\xfe")
    done = run("fix", copy)
    assert done.code == 1
    assert "TR003" in done.err
    assert copy.read_bytes() == b"\xff\xfe"


def test_format_writes_the_canonical_form(run, copy):
    assert run("format", copy).code == 0
    assert copy.read_text(encoding="utf-8") == tr.render(tr.load(DRIFTED))


def test_format_check_says_what_would_change(run, copy):
    done = run("format", "--check", copy, EXAMPLE)
    assert done.code == 1
    assert "post.md: would change" in done.err
    assert EXAMPLE.name not in done.err
    assert copy.read_bytes() == DRIFTED.read_bytes()


def test_format_refuses_what_is_no_report(run, copy):
    copy.write_text(NINE, encoding="utf-8")
    done = run("format", copy)
    assert done.code == 1
    assert "TR206" in done.err
    assert copy.read_text(encoding="utf-8") == NINE


@pytest.mark.parametrize("code", CATALOGUE)
def test_explain_tells_every_code(run, code):
    done = run("explain", code.lower())
    assert done.code == 0
    assert done.out.startswith(f"{code} ({CATALOGUE[code].severity})\n")
    assert CATALOGUE[code].why in done.out


def test_explain_gives_the_reasoning_of_a_rule(run):
    done = run("explain", "TR501")
    assert "their similarity is twice the number of words that they share" in done.out
    assert "Profiles: editorial" in done.out


def test_explain_asks_back_for_an_unknown_code(run):
    done = run("explain", "TR2066")
    assert done.code == 2
    assert "did you mean TR206?" in done.err


def test_explain_tells_the_codes_of_a_profile(run):
    done = run("explain", "Compliance", "--json")
    codes = [record["code"] for record in json.loads(done.out)["codes"]]
    assert codes == [code for code in tr.RULES if "compliance" in tr.RULES.get(code).profiles]
    assert "TR507" in codes


def test_explain_asks_back_for_an_unknown_profile(run):
    done = run("explain", "complaince")
    assert done.code == 2
    assert "did you mean compliance?" in done.err
    assert "profiles are cn-ai-label, " in run("explain", "x").err


# --- SARIF and GitHub


def test_sarif_names_each_code_once_and_each_place(run):
    done = run("check", "--output", "sarif", DRIFTED)
    log = json.loads(done.out)
    (one,) = log["runs"]
    assert (log["version"], one["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    rules = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
    assert rules == sorted(set(rules))
    found = tr.read(DRIFTED).diagnostics
    for result, diagnostic in zip(one["results"], found, strict=False):
        assert rules[result["ruleIndex"]] == result["ruleId"] == diagnostic.code
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == diagnostic.span.start.line
        assert region["endColumn"] == diagnostic.span.end.column


def test_the_fixes_of_a_sarif_log_mend_the_text():
    text = DRIFTED.read_text(encoding="utf-8")
    log = to_sarif(("x.md", found) for found in tr.read(text).diagnostics)
    lines = text.split("\n")
    for result in log["runs"][0]["results"]:
        for change in result.get("fixes", []):
            for replacement in change["artifactChanges"][0]["replacements"]:
                region = replacement["deletedRegion"]
                start = sum(len(line) + 1 for line in lines[: region["startLine"] - 1])
                assert region["charOffset"] == start + region["startColumn"] - 1


def test_sarif_addresses_are_encoded():
    log = to_sarif([("云 a#b.md", Diagnostic("TR004"))])
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "%E4%BA%91%20a%23b.md"


def test_github_commands_are_one_line_each(run):
    done = run("check", "--output", "github", DRIFTED)
    lines = done.out.splitlines()
    assert len(lines) >= 9
    assert all(
        re.match(r"::(error|warning|notice) file=.*,title=TR\d{3}::", line) for line in lines
    )


def test_github_commands_escape_what_would_end_them():
    found = Diagnostic("TR001", arguments={"source": "a%b\nc", "reason": "x"})
    line = to_github("a,b:c%.md", found)
    assert line.startswith("::error file=a%2Cb%3Ac%25.md,title=TR001::")
    assert "a%25b\\x0ac" in line
    assert "\n" not in line


def test_the_hooks_of_pre_commit_are_commands():
    hooks = Path(__file__).parent.parent.joinpath(".pre-commit-hooks.yaml").read_text()
    assert re.findall(r"entry: themereport (\w+)", hooks) == ["check", "fix", "format"]


# --- what else may come


def test_fix_says_what_was_fixed_and_what_remains(run, copy):
    copy.write_text(f"好的：\n\n{DRIFTED.read_text(encoding='utf-8')}", encoding="utf-8")
    done = run("fix", copy)
    assert f"{copy}: fixed: TR302 risks[1]: write '*   '" in done.err
    assert ": warning: TR316 " in done.err
    assert done.out == ""


def test_fix_check_says_that_a_file_would_change(run, copy):
    before = copy.read_bytes()
    assert run("fix", "--check", EXAMPLE).code == 0
    assert run("fix", "--check", copy, EXAMPLE).code == 1
    assert run("fix", "--check", "--diff", copy).out.startswith("--- ")
    assert copy.read_bytes() == before


@pytest.mark.parametrize("command", ["fix", "format"])
@pytest.mark.parametrize("name", ["post.json", "post.yml", "POST.YAML"])
def test_what_is_no_markdown_is_not_touched(run, copy, command, name):
    path = copy.with_name(name)
    path.write_text("{}", encoding="utf-8")
    done = run(command, path)
    assert (done.code, done.out) == (2, "")
    assert "is no Markdown" in done.err
    assert path.read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize("command", ["fix", "format"])
def test_of_a_folder_only_markdown_is_rewritten(run, copy, command):
    other = copy.with_name("post.json")
    other.write_text("{ }", encoding="utf-8")
    assert run(command, copy.parent).code == 0
    assert other.read_text(encoding="utf-8") == "{ }"
    assert tr.read(copy).diagnostics == ()


@pytest.mark.parametrize("command", ["fix", "format"])
def test_a_file_that_cannot_be_written_does_not_keep_the_others(run, copy, monkeypatch, command):
    other = copy.with_name("z.md")
    other.write_bytes(copy.read_bytes())

    def write(path, data):
        if Path(path) == copy:
            raise tr.WriteError(f"{path} cannot be written: \x1b")
        Path(path).write_bytes(data)

    monkeypatch.setattr("themereport.cli.rewrite.write_atomically", write)
    done = run(command, copy, other)
    assert done.code == 1
    assert "cannot be written: \\x1b" in done.err
    assert copy.read_bytes() == DRIFTED.read_bytes()
    assert tr.read(other).diagnostics == ()


@pytest.mark.parametrize("command", ["fix", "format"])
def test_closed_standard_input_is_wrong_use(run, monkeypatch, command):
    monkeypatch.setattr(sys, "stdin", None)
    assert run(command, "-").code == 2


def test_fix_takes_the_date_of_the_file_name(run, tmp_path):
    text = re.sub(r'(?m)^(date|posttime): ".*\n', "", EXAMPLE.read_text(encoding="utf-8"))
    path = tmp_path / "2026-03-18-post.md"
    path.write_text(text, encoding="utf-8")
    done = run("fix", path)
    assert done.code == 0
    assert "TR313" in done.err


def test_fix_leaves_all_bytes_but_those_of_its_edits(run, copy):
    text = EXAMPLE.read_text(encoding="utf-8").replace("\n\n## ", "\n\n\n\n## ")
    copy.write_bytes(text.replace("10. **", "10) **").encode())
    assert run("fix", copy).code == 0
    assert copy.read_bytes() == text.encode()


def test_fix_removes_the_mark_and_the_carriage_returns_that_it_names(run, copy):
    text = EXAMPLE.read_text(encoding="utf-8")
    copy.write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())
    done = run("fix", copy)
    assert re.findall(r"fixed: (TR\d+)", done.err) == ["TR317", "TR319"]
    assert copy.read_bytes() == text.encode()


def test_a_diff_can_be_applied(run, copy, monkeypatch):
    patch = shutil.which("patch")
    if patch is None:
        pytest.skip("patch is not installed")
    copy.write_text(copy.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    monkeypatch.chdir(copy.parent)
    diff = run("fix", "--diff", copy.name).out
    assert "\n\\ No newline at end of file\n" in diff
    wanted = tr.fix(copy.read_text(encoding="utf-8")).text
    subprocess.run([patch, "-p0", "-s"], input=diff.encode(), check=True)
    assert copy.read_text(encoding="utf-8") == wanted


@pytest.mark.parametrize("options", [["fix", "--diff"], ["fix", "--unsafe"], ["format"]])
@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_a_terminal_obeys_is_printed(run, tmp_path, options, text):
    path = tmp_path / "a\x1b[31m\u202e.md"
    path.write_text(text, encoding="utf-8")
    done = run(*options, path)
    assert done.code in (0, 1)
    assert "Traceback" not in done.err
    assert not set("\x1b\x07\u202e") & set(done.out + done.err)


def test_explain_shows_an_example(run):
    done = run("explain", "TR302")
    assert "Instead of:\n\n      * **Policy:** The draft may change.\n" in done.out
    assert "Write:\n\n      *   **Policy:** The draft may change.\n" in done.out


def test_explain_shows_the_examples_of_a_rule(run):
    done = run("explain", "TR507")
    assert "Instead of:\n\n      " in done.out


def test_explain_tells_several_codes_once_each(run):
    done = run("explain", "TR302", "tr206", "TR302")
    assert re.findall(r"(?m)^TR\d+", done.out) == ["TR302", "TR206"]


def test_explain_gives_json(run):
    codes = json.loads(run("explain", "--json", *CATALOGUE).out)["codes"]
    assert [record["code"] for record in codes] == list(CATALOGUE)
    for record in codes:
        assert list(record) == [
            "code", "severity", "message", "why", "reasoning", "source", "profiles", "bad", "good",
        ]  # fmt: skip
        assert record["bad"] and record["good"]


def test_explain_shows_what_nobody_sees(run):
    shown = run("explain", "TR508").out
    assert r"Fer\u200bti\xadliser" in shown
    assert "👩🏽\u200d💻" in shown


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_fix_that_writes_nothing_does_not_say_that_it_fixed(run, copy, option):
    done = run("fix", option, copy)
    assert f"{copy}: would fix: TR302 " in done.err
    assert "9 to fix" in done.err
    assert "fixed" not in done.err


# --- one file, and files that are no text ----------------------------------------------------


@pytest.mark.parametrize("format", ["pdf", "docx", "xlsx"])
@pytest.mark.parametrize("command", ["render", "show"])
def test_what_is_no_text_is_not_written_to_a_terminal(
    tmp_path, capsys, monkeypatch, command, format
):
    archive = str(tmp_path / "a.db")
    assert main(["archive", "add", archive, str(EXAMPLE)]) == 0
    arguments = {
        "render": ["render", str(EXAMPLE)],
        "show": ["archive", "show", archive, tr.load(EXAMPLE).slug],
    }
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    capsys.readouterr()
    assert main([*arguments[command], "--to", format]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{format} is binary: write it to a file with --out" in said.err


def test_a_file_may_be_named_for_one_report_in_one_format(run, tmp_path):
    page = tmp_path / "new" / "report.html"
    assert run("render", "--to", "html", "--out", page, EXAMPLE).code == 0
    assert page.read_text(encoding="utf-8") == tr.render(tr.load(EXAMPLE), "html")
    data = tmp_path / "report.JSON"
    assert run("migrate", "--to", "1.0", "--out", data, EXAMPLE).code == 0
    assert tr.load(data) == tr.load(EXAMPLE)
    feed = tmp_path / "news.xml"
    named = ("feed", "--url", "https://example.org", "--title", "x", "--out", feed)
    assert run(*named, EXAMPLE).code == 0
    assert feed.is_file()


def test_what_is_no_name_of_such_a_file_is_a_folder(run, tmp_path):
    there = tmp_path / "there.html"
    there.mkdir()
    for folder in (there, tmp_path / "site", tmp_path / "site.v2", f"{tmp_path}/new.html/"):
        assert run("render", "--to", "html", "--out", folder, EXAMPLE).code == 0
        assert Path(folder, f"{EXAMPLE.stem}.html").is_file()


def test_the_name_of_one_file_is_refused_for_several(run, tmp_path):
    page = tmp_path / "report.html"
    done = run("render", "--to", "html", "--out", page, EXAMPLE, DRIFTED)
    assert done.code == 2
    assert f"{str(page)!r} is the name of one file, and 2 would be written" in done.err
    assert not page.exists()


# --- slips -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (["rendr", EXAMPLE], "'render'"),
        (["archive", "tmieline", "x.db"], "'timeline'"),
        (["render", "--to", "htlm", EXAMPLE], "'html'"),
        (["render", "--to", "HTML", EXAMPLE], "'html'"),
        (["render", "--too", "html", EXAMPLE], "--to"),
        (["render", "--to", "html", "--langauge=en", EXAMPLE], "--language"),
        (["render", "--to", "html", "--language", "frr", EXAMPLE], "'fr'"),
        (["render", "--to", "html", "--option", "picture=false", EXAMPLE], "'pictures'"),
        (["renderers", "htlm"], "'html'"),
        (["check", "--format", "jeykll", EXAMPLE], "'jekyll'"),
        (["check", "--output", "sarfi", EXAMPLE], "'sarif'"),
        (["check", "--profile", "editoral", EXAMPLE], "'editorial'"),
        (["check", "--select", "TR57", EXAMPLE], "'TR507'"),
        (["check", "--stirct", EXAMPLE], "--strict"),
        (["check", "-strict", EXAMPLE], "--strict"),
        (["explain", "TR99"], "TR509"),
        (["feed", "--to", "atm", "--url", "https://a.example", "--title", "x", EXAMPLE], "'atom'"),
        (["batch", "--partition", "themes", "--out", "x", EXAMPLE], "'theme'"),
        (["archive", "export", "--to", "parqet", "--out", "x", "x.db"], "'parquet'"),
    ],
)
def test_a_slip_is_answered_with_what_is_near(run, arguments, near):
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert f"did you mean {near}?" in done.err


def test_what_is_near_nothing_is_answered_with_what_there_is(run):
    assert "'xyzzy' is none of check, fix, format" in run("xyzzy").err
    assert "give one of docx, eml" in run("render", "--to", "qqqq", EXAMPLE).err
    assert "did you mean" not in run("check", "--xyzzy", EXAMPLE).err
    assert "did you mean" not in run("archive", "timeline", "--to", "svg", "x.db").err


def test_the_language_of_messages_behind_the_command_is_told_where_it_stands(run):
    done = run("check", "--language", "zh-Hans", EXAMPLE)
    assert (done.code, done.out) == (2, "")
    assert "--language stands before the command: themereport --language TAG check" in done.err


def test_behind_two_dashes_there_are_no_options(run):
    assert "did you mean" not in run("check", "--", "--stirct").err


@pytest.mark.parametrize(
    ("call", "near"),
    [
        (lambda report: tr.render(report, "htlm"), "'html'"),
        (lambda report: tr.write(report, "x.htlm"), "'html'"),
        (lambda report: tr.render(report, "text", language="frr"), "'fr'"),
        (lambda report: tr.read("x", "jsn"), "'json'"),
        (lambda report: tr.check(report, profiles=["compliancy"]), "'compliance'"),
        (lambda report: tr.render(report, "html", options={"picture": False}), "'pictures'"),
    ],
)
def test_a_slip_in_a_call_is_answered_with_what_is_near(call, near):
    with pytest.raises(tr.ThemeReportError, match=rf"did you mean {near}\?"):
        call(tr.load(EXAMPLE))
