"""`fix`, `format`, `explain` and the outputs of `check`, as their users call them."""

from __future__ import annotations

import io
import json
import re
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
