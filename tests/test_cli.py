"""The command line: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import errno
import gc
import io
import json
import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from types import SimpleNamespace

import pytest
from canonical import BODY, DRIFTED, EXAMPLE, EXAMPLES, REPORT, TEXT, replaced, without

import themereport as tr
from themereport.cli.main import main
from themereport.schema.version import json_schema

EXAMPLE_PATHS = [str(path) for path in EXAMPLES]
NINE = without("10. ")
KEYS = ["code", "severity", "path", "message", "found", "url", "span", "fix"]


@pytest.fixture
def run(capsys):
    """Runs the command line; returns its exit code and what it printed."""

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return SimpleNamespace(code=code, out=printed.out, err=printed.err)

    return run


@pytest.fixture
def stdin(monkeypatch):
    def stdin(data):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return stdin


@pytest.fixture
def write(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def start(*arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "themereport", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def has_control(text):
    """Whether `text` holds what a terminal would obey, line ends apart."""
    return any(unicodedata.category(character) == "Cc" for character in text.replace("\n", ""))


# --- check -------------------------------------------------------------------------------------


def test_check_of_valid_reports_ends_with_zero(run):
    done = run("check", *EXAMPLE_PATHS)
    assert (done.code, done.out) == (0, "")
    assert done.err == f"{len(EXAMPLES)} checked, 0 not valid; 0 errors, 0 warnings, 0 infos\n"


def test_check_of_a_report_with_drift_ends_with_zero_and_names_it(run):
    done = run("check", DRIFTED)
    assert done.code == 0
    assert f"{DRIFTED}:4:7: info: TR311 " in done.out


def test_check_of_a_bad_report_ends_with_one(run, write):
    path = write("nine.md", NINE)
    done = run("check", path, *EXAMPLE_PATHS)
    assert done.code == 1
    assert f"{path}:16:1: error: TR206 signals has 9 items" in done.out
    assert f"{len(EXAMPLES) + 1} checked, 1 not valid; 1 error," in done.err


def test_strict_check_of_a_report_with_drift_ends_with_one(run):
    done = run("check", "--strict", DRIFTED)
    assert done.code == 1
    assert ": error: TR311 " in done.out


def test_check_of_a_folder_reads_the_files_below_it_in_order(run, write):
    write("b/2.md", NINE)
    write("a/1.json", "{")
    write("c.yaml", "- x")
    write("notes.txt", "no report")
    folder = write("d.yml", "- x").parent
    done = run("check", folder)
    assert done.code == 1
    names = [line.split(":")[0] for line in done.out.split("\n") if ": error: " in line]
    assert list(dict.fromkeys(names)) == [
        str(folder / name) for name in ("c.yaml", "d.yml", "a/1.json", "b/2.md")
    ]


def test_check_reads_a_file_that_is_named_twice_once(run):
    assert "1 checked" in run("check", EXAMPLE, EXAMPLE).err


def test_folders_whose_names_begin_with_a_dot_are_left_out(run, write):
    write("posts/a.md", TEXT)
    write("posts/.git/b.md", "x")
    folder = write("posts/.c.md", TEXT).parent
    done = run("check", folder)
    assert (done.code, done.err.split(",")[0]) == (0, "2 checked")


def test_a_folder_that_cannot_be_looked_into_is_said(run, write, monkeypatch):
    write("posts/a.md", TEXT)
    closed = str(write("posts/closed/b.md", TEXT).parent)
    scandir = os.scandir

    def refuse(path):
        if os.fspath(path) == os.fspath(closed):
            raise PermissionError(errno.EACCES, "Permission denied", closed)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    done = run("check", os.path.dirname(closed))
    assert done.code == 2
    assert "closed' cannot be read: Permission denied" in done.err


def test_check_of_a_folder_without_reports_is_wrong_use(run, tmp_path):
    done = run("check", tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "nothing to read" in done.err


def test_check_of_a_missing_file_ends_with_one(run, tmp_path):
    path = tmp_path / "none.md"
    done = run("check", path)
    assert done.code == 1
    assert f"{path}: error: TR001 " in done.out


def test_check_goes_on_behind_a_missing_file(run, tmp_path):
    done = run("check", tmp_path / "none.md", EXAMPLE)
    assert "2 checked, 1 not valid" in done.err


def test_check_reads_standard_input(run, stdin):
    stdin(TEXT.encode())
    assert run("check", "-").code == 0
    stdin(NINE.encode())
    done = run("check", "-")
    assert done.code == 1
    assert "<stdin>:16:1: error: TR206 " in done.out


def test_check_of_an_empty_standard_input_ends_with_one(run, stdin):
    stdin(b"")
    assert run("check", "-").code == 1


def test_check_of_endless_standard_input_ends_with_one(run, stdin):
    stdin(b"x" * 9_000_000)
    assert "TR005" in run("check", "-").out


@pytest.mark.parametrize(("fence", "said"), [("", 0), ("```", 2)])
def test_check_reads_json_from_standard_input(run, stdin, fence, said):
    stdin(f"{fence}\n{tr.render(REPORT, 'json')}\n{fence}".encode())
    done = run("check", "-")
    assert done.code == 0
    assert done.out.count("TR318 a code fence was left out") == done.out.count("TR") == said


def test_check_reads_in_the_format_that_is_given(run, stdin):
    stdin(str(tr.render(REPORT, "yaml")).encode())
    assert run("check", "--format", "yaml", "-").code == 0


def test_an_unknown_format_is_wrong_use(run):
    done = run("check", "--format", "docx", EXAMPLE)
    assert (done.code, done.out) == (2, "")
    assert "'docx': give one of jekyll, json, markdown, yaml" in done.err


@pytest.mark.parametrize(
    "arguments",
    [[], ["lint"], ["check"], ["check", "--nope", "x"], ["render", "x"], ["schema", "x"]],
)
def test_wrong_use_ends_with_two_and_says_why(run, arguments):
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "error: " in done.err


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["--version"]])
def test_help_and_version_end_with_zero(run, arguments):
    done = run(*arguments)
    assert done.code == 0
    assert "themereport" in done.out


def test_an_extra_that_is_not_installed_is_named_once_for_all_files(run, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "themereport.renderers.excel.workbook", raising=False)
    done = run("render", "--to", "xlsx,json", "--out", tmp_path, EXAMPLE, DRIFTED)
    assert done.code == 1
    assert done.err.count("pip install 'themereport[excel]'") == 1
    assert "2 reports: 2 files written, 0 unchanged, 2 failed" in done.err


@pytest.mark.parametrize("arguments", [["migrate", "--to", "1.0"], ["render", "--to", "json"]])
def test_a_name_of_another_kind_of_file_is_no_folder(run, tmp_path, arguments):
    done = run(*arguments, "--out", tmp_path / "report.pdf", EXAMPLE)
    assert (done.code, done.out) == (2, "")
    assert "report.pdf' ends like another kind of file: end it with .json, or with /" in done.err
    assert run(*arguments, "--out", f"{tmp_path}/report.pdf/", EXAMPLE).code == 0


def test_a_file_where_a_folder_should_be_made_is_said_to_be_one(run, write):
    done = run("render", "--to", "json", "--out", write("taken", "x"), EXAMPLE)
    assert done.code == 1
    assert "taken' cannot be made: it is a file, not a folder" in done.err


# --- check --json ------------------------------------------------------------------------------


def test_json_output_has_its_keys(run, write):
    path = write("nine.md", NINE)
    done = run("check", "--json", EXAMPLE, DRIFTED, path)
    assert done.code == 1
    found = json.loads(done.out)
    assert list(found) == ["files", "summary"]
    assert found["summary"] == {"files": 3, "failed": 1, "errors": 1, "warnings": 1, "infos": 9}
    good, drifted, bad = found["files"]
    assert good == {
        "path": str(EXAMPLE),
        "report": {
            "theme": "储能",
            "published_at": "2026-03-18T08:30:00+08:00",
            "language": "zh-Hans",
            "slug": "theme_research_储能_2026-03-18",
            "content_hash": REPORT.content_hash,
        },
        "diagnostics": [],
    }
    assert bad["report"] is None
    for diagnostic in drifted["diagnostics"] + bad["diagnostics"]:
        assert list(diagnostic) == KEYS
        for place in diagnostic["span"].values():
            assert list(place) == ["offset", "line", "column"]
    fixes = [diagnostic["fix"] for diagnostic in drifted["diagnostics"] if diagnostic["fix"]]
    assert fixes
    for fix in fixes:
        assert list(fix) == ["title", "safe", "edits"]
        assert all(list(edit) == ["span", "text"] for edit in fix["edits"])


def test_json_output_of_a_missing_file_is_json(run, tmp_path):
    done = run("check", "--json", tmp_path / "none.md")
    assert done.code == 1
    (diagnostic,) = json.loads(done.out)["files"][0]["diagnostics"]
    assert (diagnostic["code"], diagnostic["span"]) == ("TR001", None)


def test_json_output_is_one_document_for_all_that_is_read(run, stdin):
    stdin(b"\xff\xfe")
    found = json.loads(run("check", "--json", "-", *EXAMPLE_PATHS).out)
    assert [file["report"] is None for file in found["files"]] == [True, *[False] * len(EXAMPLES)]


# --- carets ------------------------------------------------------------------------------------


def excerpt(out, code):
    """The source line and the caret line below the diagnostic `code`."""
    lines = out.split("\n")
    at = next(number for number, line in enumerate(lines) if f" {code} " in line)
    return lines[at + 1], lines[at + 2]


def test_the_caret_stands_under_the_column_of_chinese_text(run):
    line, caret = excerpt(run("check", DRIFTED).out, "TR301")
    assert line.startswith("    59 | *   **电力设备行业：**  构网型")
    # Before the place: the gutter of 9, six columns of marks, seven wide characters, `** `.
    assert caret == f"{' ' * 6} | {' ' * (6 + 7 * 2 + 3)}^"


def test_carets_are_as_wide_as_what_they_mark(run, write):
    path = write("heading.md", replaced("### 主要话题与市场趋势概述", "### 市场概述"))
    line, caret = excerpt(run("check", path).out, "TR305")
    assert line == "    12 | ### 市场概述"
    assert caret == f"{' ' * 6} | {'^' * (4 + 4 * 2)}"


def test_the_caret_stands_right_behind_combining_and_invisible_characters(run, write):
    path = write("odd.md", replaced("*   **电力设备行业：** ", "*   **e\u0301\u200b：**  "))
    line, caret = excerpt(run("check", path).out, "TR301")
    assert line.startswith("    58 | *   **e\u0301\u200b：**  ")
    assert caret == f"{' ' * 6} | {' ' * (6 + 1 + 2 + 3)}^"


@pytest.mark.parametrize(
    ("emoji", "columns"),
    [
        ("😀", 2),
        ("👍🏽", 2),
        ("❤\ufe0f", 2),
        ("1\ufe0f\u20e3", 2),
        ("🇨🇳", 2),
        ("👩🏽\u200d💻", 2),
        ("❤\ufe0f\u200d🔥", 2),
        ("👨\u200d👩\u200d👧👧", 4),
        ("x\ufe0f", 1),
    ],
)
def test_the_caret_stands_right_behind_an_emoji(run, write, emoji, columns):
    path = write("odd.md", replaced("*   **电力设备行业：** ", f"*   **{emoji}：**  "))
    line, caret = excerpt(run("check", path).out, "TR301")
    assert line.startswith(f"    58 | *   **{emoji}：**  ")
    assert caret == f"{' ' * 6} | {' ' * (6 + columns + 2 + 3)}^"


def test_the_caret_stands_right_behind_an_escaped_character(run, write):
    path = write("odd.md", replaced("*   **电力设备行业：** ", "*   **\x1b：**  "))
    line, caret = excerpt(run("check", path).out, "TR301")
    assert line.startswith("    58 | *   **\\x1b：**  ")
    assert caret == f"{' ' * 6} | {' ' * (6 + 4 + 2 + 3)}^"


def test_a_long_line_is_cut_around_the_place(run, write):
    path = write("long.md", replaced("*   **电力设备行业：** ", f"*   **{'行' * 500}：**  "))
    line, caret = excerpt(run("check", path).out, "TR301")
    assert len(line) < 120
    shown = line[9:]
    assert shown.startswith("…行")
    before = shown[: shown.index("：**  ") + 4]
    assert caret == f"{' ' * 6} | {' ' * (sum(1 + (c in '行：') for c in before))}^"


# --- what a terminal would obey ----------------------------------------------------------------

HOSTILE = "\x1b[31mred\x1b]0;x\x07\x1b]8;;http://x\x1b\\\u009b31m\x08\x7f"


@pytest.mark.parametrize("options", [[], ["--json"], ["--strict"]])
@pytest.mark.parametrize(
    "text",
    [
        f"# {HOSTILE}\n\n## {HOSTILE}\n\n{HOSTILE}\n",
        replaced("# 储能市场研究摘要", f"# {HOSTILE}市场研究摘要"),
        replaced("layout: post", f'"{HOSTILE[:3]}": x'),
        replaced('date: "', f'date: "{HOSTILE[:4]}'),
        replaced("### 1. ", f"### {HOSTILE}\n\n{HOSTILE}\n\n### 1. "),
        replaced("**免责条款：** ", f"**免责条款：** {HOSTILE}"),
        replaced("电网侧储能", f"[词](http://x{HOSTILE})<b {HOSTILE}>电网侧储能"),
    ],
)
def test_control_characters_of_a_text_are_never_printed(run, write, text, options):
    done = run("check", *options, write("hostile.md", text))
    assert done.out
    assert not has_control(done.out)
    assert not has_control(done.err)


@pytest.mark.parametrize("options", [[], ["--json"]])
@pytest.mark.parametrize(
    "text", ['{"a\\u001b[31m\\n\\u009b": 1}', '{"language": "\\u001b[31m\\u009b"}']
)
def test_control_characters_of_json_are_never_printed(run, write, text, options):
    done = run("check", *options, write("hostile.json", text))
    assert not has_control(done.out + done.err)


@pytest.mark.parametrize("options", [[], ["--json"]])
@pytest.mark.parametrize("text", [TEXT, NINE, "\ufffe", ""])
def test_control_characters_of_a_file_name_are_never_printed(run, write, text, options):
    path = write("a\x1b[31mb\nc\x07\u009b.md", text)
    done = run("check", *options, path, path.with_name("none\x1b[2J.md"))
    assert not has_control(done.out + done.err)


def test_control_characters_of_file_names_are_never_printed_by_render(run, write, tmp_path):
    path = write("a\x1b[31mb\nc.md", TEXT)
    done = run("render", "--to", "json,html", "--out", tmp_path / "out\x1b[2J", path)
    assert done.code == 0
    assert len(done.out.strip().split("\n")) == 2
    assert not has_control(done.out + done.err)
    done = run("render", "--to", "json", "--out", f"{path}/", EXAMPLE)
    assert done.code == 1
    assert not has_control(done.out + done.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "x.md", "--\x1b[31m"],
        ["\x1b[31m"],
        ["check", "--format", "\x1b[31m", "x.md"],
        ["render", "--to", "\x1b[31m", "x.md"],
        ["render", "--to", "json", "--language", "\x1b[31m", "x.md"],
        ["schema", "--version", "\x1b[31m"],
        ["check", "--json=\x1b[31m", "x.md"],
    ],
)
def test_control_characters_of_arguments_are_never_printed(run, arguments):
    done = run(*arguments)
    assert done.code == 2
    assert not has_control(done.out + done.err)


def test_marks_that_reorder_a_line_are_never_printed(run, write):
    path = write("bidi\u202e.md", f"# \u202e\u2066{HOSTILE}\n")
    done = run("check", path)
    assert not set("\u202e\u2066") & set(done.out + done.err)


@pytest.mark.skipif(sys.platform != "linux", reason="names are text here")
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_file_name_that_is_no_text_is_printed_as_escapes(run, tmp_path, options):
    path = os.path.join(os.fsencode(tmp_path), b"\xff\xfe.md")
    Path(os.fsdecode(path)).write_text(NINE, encoding="utf-8")
    done = run("check", *options, os.fsdecode(path))
    assert done.code == 1
    assert "udcff" in done.out
    done.out.encode()


# --- render ------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["html", "jekyll", "json", "markdown", "text", "yaml"])
def test_render_prints_what_the_library_renders(run, format):
    done = run("render", "--to", format, EXAMPLE)
    assert (done.code, done.out) == (0, tr.render(REPORT, format))


def test_render_reads_standard_input(run, stdin):
    stdin(TEXT.encode())
    done = run("render", "--to", "json", "-")
    assert (done.code, done.out) == (0, tr.render(REPORT, "json"))


def test_render_has_the_frame_in_the_language_that_is_given(run):
    done = run("render", "--to", "text", "--language", "en", EXAMPLE)
    assert done.out == tr.render(REPORT, "text", language="en")


def test_render_says_what_drifted_beside_what_it_prints(run):
    done = run("render", "--to", "json", DRIFTED)
    assert done.code == 0
    assert done.out == tr.render(tr.load(DRIFTED), "json")
    assert "TR311" in done.err


def test_render_writes_a_file_for_each_report_and_format(run, tmp_path):
    done = run("render", "--to", "json,html", "--out", tmp_path / "new" / "out", *EXAMPLE_PATHS)
    assert done.code == 0
    written = sorted((tmp_path / "new" / "out").iterdir())
    stems = [path.stem for path in EXAMPLES]
    assert sorted(path.name for path in written) == sorted(
        f"{stem}{suffix}" for stem in stems for suffix in (".json", ".html")
    )
    assert sorted(done.out.split("\n")[:-1]) == [str(path) for path in written]
    for path, example in zip(written[1::2], EXAMPLES, strict=True):
        assert tr.load(path) == tr.load(example)


@pytest.mark.parametrize(
    ("folder", "place"),
    [
        (".", "a.b.json"),
        ("./out//", "out/a.b.json"),
        ("v1.2", "v1.2/a.b.json"),
        ("new/../out", "new/../out/a.b.json"),
    ],
)
def test_a_folder_may_be_spelled_in_any_way(run, write, tmp_path, monkeypatch, folder, place):
    monkeypatch.chdir(tmp_path)
    done = run("render", "--to", "json", "--out", folder, write("a.b.md", TEXT))
    assert done.out == f"{place}\n"
    assert tr.load(tmp_path / place) == tr.loads(TEXT)


@pytest.mark.parametrize("names", [("a/x.md", "b/x.md"), ("a/x.md", "b/x-2.md", "c/x.md")])
def test_render_writes_no_file_twice(run, write, tmp_path, names):
    paths = [write(name, TEXT) for name in names]
    done = run("render", "--to", "json", "--out", tmp_path / "out", *paths)
    assert done.code == 0
    assert len(set(done.out.split("\n")[:-1])) == len(paths)
    assert len(list((tmp_path / "out").iterdir())) == len(paths)


def test_render_of_a_bad_report_ends_with_one_and_writes_the_others(run, write, tmp_path):
    done = run("render", "--to", "json", "--out", tmp_path / "out", write("nine.md", NINE), EXAMPLE)
    assert done.code == 1
    assert "TR206" in done.err
    assert [path.stem for path in (tmp_path / "out").iterdir()] == [EXAMPLE.stem]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "tex", EXAMPLE], ", ".join(tr.RENDERERS.names())),
        (["--to", ",", EXAMPLE], ", ".join(tr.RENDERERS.names())),
        (["--to", "json,html", EXAMPLE], "--out"),
        (["--to", "json", EXAMPLE, DRIFTED], "--out"),
        (["--to", "json", "--language", "tlh", EXAMPLE], "zh-Hans, zh-Hant, en"),
        (["--to", "json", "--format", "docx", EXAMPLE], "jekyll, json, markdown, yaml"),
    ],
)
def test_wrong_use_of_render_ends_with_two_and_says_what_is_right(run, arguments, said):
    done = run("render", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_render_into_a_file_ends_with_one(run, write):
    path = write("out", "x")
    done = run("render", "--to", "json", "--out", path, EXAMPLE)
    assert (done.code, done.out) == (1, "")
    assert "cannot be" in done.err
    assert path.read_text() == "x"


def test_render_of_a_missing_file_ends_with_one(run, tmp_path):
    done = run("render", "--to", "json", tmp_path / "none.md")
    assert (done.code, done.out) == (1, "")
    assert "TR001" in done.err


def test_strict_render_refuses_drift(run):
    done = run("render", "--strict", "--to", "json", DRIFTED)
    assert (done.code, done.out) == (1, "")


# --- schema ------------------------------------------------------------------------------------


def test_schema_prints_the_json_schema(run):
    done = run("schema")
    assert done.code == 0
    assert json.loads(done.out) == json_schema()


def test_schema_of_an_unknown_version_is_wrong_use(run):
    done = run("schema", "--version", "9.9")
    assert (done.code, done.out) == (2, "")


# --- as a process ------------------------------------------------------------------------------

ASCII = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
LATIN = {**ASCII, "PYTHONIOENCODING": "latin-1"}


@pytest.mark.parametrize("environment", [ASCII, LATIN], ids=["C", "latin-1"])
def test_output_is_utf8_in_every_locale(environment, tmp_path):
    process = start("render", "--to", "text", DRIFTED, env={**os.environ, **environment})
    out, err = process.communicate()
    assert process.returncode == 0
    assert out.decode() == tr.render(tr.load(DRIFTED), "text")
    assert "储能" in err.decode() or "行业" in err.decode()
    assert b"Traceback" not in err


def test_a_missing_file_with_a_chinese_name_is_named_in_every_locale():
    process = start("check", "没有.md", "--format", "json", env={**os.environ, **ASCII})
    out, err = process.communicate()
    assert process.returncode == 1
    assert b"TR001" in out
    assert b"Traceback" not in err


def test_an_unknown_format_with_a_chinese_name_is_named_in_every_locale():
    process = start("check", "--format", "没有", EXAMPLE, env={**os.environ, **ASCII})
    _, err = process.communicate()
    assert process.returncode == 2
    assert b"Traceback" not in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--strict", *[str(DRIFTED)] * 1],
        ["check", "--json", *EXAMPLE_PATHS],
        ["schema"],
        ["render", "--to", "html", EXAMPLE_PATHS[0]],
    ],
    ids=lambda arguments: " ".join(arguments[:2])[:14],
)
def test_a_pipe_that_is_closed_early_is_no_accident(arguments):
    process = start(*arguments)
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait() in (0, 1)
    assert b"Traceback" not in err
    assert b"Exception ignored" not in err


def test_a_reader_that_takes_one_line_is_no_accident(tmp_path):
    for number in range(60):
        (tmp_path / f"{number}.md").write_text(BODY, encoding="utf-8")
    process = start("check", tmp_path)
    assert process.stdout.readline().startswith(str(tmp_path).encode())
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait() in (0, 1)
    assert b"Traceback" not in err
    assert b"Exception ignored" not in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize(
    "arguments", [["schema"], ["check", DRIFTED], ["render", "--to", "html", EXAMPLE]]
)
def test_a_full_disk_behind_the_output_is_no_accident(arguments):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "themereport", *map(str, arguments)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode != 0
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell here")
@pytest.mark.parametrize(
    "closed", ["check - <&-", "check x.md >&-", "check x.md 2>&-", "schema >&-"]
)
def test_a_closed_stream_is_no_accident(closed, tmp_path):
    error = tmp_path / "error"
    with error.open("wb") as file:
        subprocess.run(
            ["sh", "-c", f'"$0" -m themereport {closed}', sys.executable],
            stdout=subprocess.DEVNULL,
            stderr=file,
            cwd=tmp_path,
            check=False,
        )
    assert b"Traceback" not in error.read_bytes()


def test_the_installed_command_is_the_module():
    program = Path(sys.executable).with_name("themereport")
    if not program.exists():
        pytest.skip("the command is not beside this Python")
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("themereport ")


@pytest.mark.parametrize("arguments", [["explain", "TR206"], ["explain", "TR999"], ["nothing"]])
def test_memory_is_collected_again_once_a_command_is_loaded(arguments):
    script = (
        "import gc, sys; from themereport.cli.main import main\n"
        f"sys.argv[1:] = {arguments!r}; main(); sys.exit(not (gc.isenabled() and gc.get_freeze_count()))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_a_program_that_calls_a_command_keeps_its_memory_as_it_was():
    frozen = gc.get_freeze_count()
    gc.disable()
    try:
        main(["--version"])
        assert not gc.isenabled()
    finally:
        gc.enable()
    assert gc.get_freeze_count() == frozen


@pytest.mark.parametrize(
    "arguments",
    [
        ["render", "--to", "html", "--out", "", EXAMPLE],
        ["render", "--to", "html", "--out=", EXAMPLE],
        ["render", "--to", "html", "--language", "", EXAMPLE],
        ["render", "--to", "", EXAMPLE],
        ["batch", "--out", "", EXAMPLE],
        ["batch", "--out", "out", "--name", "", EXAMPLE],
        ["archive", "export", "reports.db", "--out", ""],
        ["archive", "report", "reports.db", "--out", ""],
        ["archive", "add", "", EXAMPLE],
        ["migrate", "--to", "1.0", "--out", "", EXAMPLE],
        ["check", "--dialect", "", EXAMPLE],
        ["check", ""],
    ],
)
def test_an_empty_argument_is_refused_and_nothing_is_written(
    arguments, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    assert main([str(argument) for argument in arguments]) == 2
    assert "it is empty: give a value" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_list_of_codes_may_be_of_none(option, capsys):
    assert main(["check", option, "", str(EXAMPLE)]) == 0
