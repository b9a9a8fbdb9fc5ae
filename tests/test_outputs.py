"""The outputs of `check` for programs: SARIF 2.1.0 and workflow commands of GitHub."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from canonical import DRIFTED, EXAMPLE, TEXT, without
from drift import DRIFTS
from jsonschema import Draft202012Validator
from test_examples_of_codes import read

import themereport as tr
from themereport.cli.main import main
from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.diagnostics.example import code_examples
from themereport.diagnostics.github import to_github
from themereport.diagnostics.record import to_record
from themereport.diagnostics.sarif import to_sarif
from themereport.version import __version__


def closed(required, **properties):
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": False,
    }


def listed(items):
    return {"type": "array", "items": items}


# What the standard says of the properties that we write (OASIS, SARIF 2.1.0 plus errata 01), and
# that we write no others.
TEXT_OF = closed("text", text={"type": "string", "minLength": 1})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
FROM_1 = {"type": "integer", "minimum": 1}
FROM_0 = {"type": "integer", "minimum": 0}
REGION = closed(
    "startLine startColumn endLine endColumn",
    startLine=FROM_1,
    startColumn=FROM_1,
    endLine=FROM_1,
    endColumn=FROM_1,
    charOffset=FROM_0,
    charLength=FROM_0,
)
URI = {"type": "string", "pattern": r"^[A-Za-z0-9%._~/:-]+$"}
ARTIFACT = closed("uri", uri=URI)
REPLACEMENT = closed("deletedRegion", deletedRegion=REGION, insertedContent=closed("text", text={}))
CHANGE = closed(
    "artifactLocation replacements",
    artifactLocation=ARTIFACT,
    replacements={**listed(REPLACEMENT), "minItems": 1},
)
RESULT = closed(
    "message",
    ruleId={"type": "string"},
    ruleIndex=FROM_0,
    level=LEVEL,
    message=TEXT_OF,
    locations=listed(
        closed(
            "physicalLocation",
            physicalLocation=closed("artifactLocation", artifactLocation=ARTIFACT, region=REGION),
        )
    ),
    fixes=listed(closed("artifactChanges", description=TEXT_OF, artifactChanges=listed(CHANGE))),
)
RULE = closed(
    "id",
    id={"type": "string"},
    shortDescription=TEXT_OF,
    fullDescription=TEXT_OF,
    defaultConfiguration=closed("level", level=LEVEL),
    helpUri={"type": "string", "format": "uri"},
)
DRIVER = closed(
    "name", name={"const": "themereport"}, version={"type": "string"}, rules=listed(RULE)
)
RUN = closed(
    "tool",
    tool=closed("driver", driver=DRIVER),
    columnKind={"const": "unicodeCodePoints"},
    newlineSequences=listed({"type": "string"}),
    results=listed(RESULT),
)
LOG = closed(
    "version runs",
    **{"$schema": {"type": "string"}},
    version={"const": "2.1.0"},
    runs={**listed(RUN), "minItems": 1},
)
VALIDATOR = Draft202012Validator(LOG)


def log_of(text, path="post.md"):
    log = to_sarif((path, found) for found in tr.read(text).diagnostics)
    VALIDATOR.validate(json.loads(json.dumps(log)))
    return log


def results(log):
    return log["runs"][0]["results"]


def addresses(log):
    for result in results(log):
        yield result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


# --- SARIF -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DRIFTS)
def test_every_habit_gives_a_log_of_the_standard(name):
    text = DRIFTS[name](TEXT)
    assert len(results(log_of(text))) == len(tr.read(text).diagnostics)


@pytest.mark.parametrize(
    "code", [code for code, e in code_examples().items() if e.format not in {"path", "call"}]
)
def test_every_code_gives_a_log_of_the_standard(code):
    example = code_examples()[code]
    found = read(example, example.texts()[0], None).diagnostics
    log = to_sarif(("x.md", diagnostic) for diagnostic in found)
    VALIDATOR.validate(json.loads(json.dumps(log)))
    assert code in {result["ruleId"] for result in results(log)}


def test_a_log_of_nothing_is_one_of_the_standard():
    log = to_sarif([])
    VALIDATOR.validate(log)
    assert results(log) == []


def test_the_driver_says_what_it_is_and_what_its_rules_are():
    driver = log_of(without("10. "))["runs"][0]["tool"]["driver"]
    assert driver["version"] == __version__
    (rule,) = driver["rules"]
    assert rule == {
        "id": "TR206",
        "shortDescription": {"text": CATALOGUE["TR206"].template},
        "fullDescription": {"text": CATALOGUE["TR206"].why},
        "defaultConfiguration": {"level": "error"},
    }


def test_levels_are_those_of_the_findings(capsys):
    main(["check", "--strict", "--output", "sarif", str(DRIFTED)])
    log = json.loads(capsys.readouterr().out)
    VALIDATOR.validate(log)
    assert {result["level"] for result in results(log)} == {"error"}
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert {rule["defaultConfiguration"]["level"] for rule in rules} == {"note", "warning"}


def test_a_finding_without_a_place_has_no_region(capsys, tmp_path):
    assert main(["check", "--output", "sarif", str(tmp_path / "none.md")]) == 1
    log = json.loads(capsys.readouterr().out)
    VALIDATOR.validate(log)
    (result,) = results(log)
    assert "region" not in result["locations"][0]["physicalLocation"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_and_columns_lead_to_what_a_fix_replaces(line_end, mark):
    text = mark + DRIFTED.read_text(encoding="utf-8").replace("\n", line_end)
    lines = text.removeprefix(mark).split(line_end)
    for found in tr.read(text).diagnostics:
        if found.code in {"TR317", "TR319"} or found.fix is None:
            continue
        ((result),) = results(to_sarif([("x.md", found)]))
        (change,) = result["fixes"][0]["artifactChanges"]
        for replacement, edit in zip(change["replacements"], found.fix.edits, strict=True):
            region = replacement["deletedRegion"]
            start, end = edit.span.start.offset, edit.span.end.offset
            here = lines[region["startLine"] - 1 : region["endLine"]]
            here[-1] = here[-1][: region["endColumn"] - 1]
            here[0] = here[0][region["startColumn"] - 1 :]
            assert line_end.join(here) == text[start:end]
            assert replacement["insertedContent"]["text"] == edit.text


def test_a_byte_order_mark_has_no_columns_so_its_fix_is_not_in_the_log():
    (result,) = results(log_of(f"\ufeff{TEXT}"))
    assert result["ruleId"] == "TR317"
    assert "fixes" not in result


def test_addresses_are_relative_to_the_working_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = Diagnostic("TR004")
    inside = ("a/云 %#?.md", "./a/b.md", str(tmp_path / "c:d.md"), "<stdin>")
    log = to_sarif((path, found) for path in inside)
    VALIDATOR.validate(log)
    assert list(addresses(log)) == [
        "a/%E4%BA%91%20%25%23%3F.md",
        "a/b.md",
        "c%3Ad.md",
        "%3Cstdin%3E",
    ]
    (outside,) = addresses(to_sarif([("../x y.md", found)]))
    assert outside.startswith("file:///")
    assert unquote(outside).endswith("/x y.md")


@pytest.mark.skipif(sys.platform != "linux", reason="names are text here")
@pytest.mark.parametrize("output", ["sarif", "github"])
def test_a_file_name_that_is_no_text_can_be_written(capsys, tmp_path, output):
    path = os.fsdecode(os.path.join(os.fsencode(tmp_path), b"\xff\xfe.md"))
    Path(path).write_text(without("10. "), encoding="utf-8")
    assert main(["check", "--output", output, path]) == 1
    out = capsys.readouterr().out
    assert ("%FF%FE.md" if output == "sarif" else "\\udcff") in out


# --- GitHub ------------------------------------------------------------------------------------


def unescaped(text):
    """What GitHub makes of a property or of data."""
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


@pytest.mark.parametrize("path", ["a.md", "a,b:c.md", "100%.md", "%0A.md", "云 计算.md"])
def test_a_workflow_command_can_be_read_back(path):
    for found in tr.read(DRIFTED).diagnostics:
        line = to_github(path, found)
        head, properties, data = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line).groups()
        assert head == {"error": "error", "warning": "warning", "info": "notice"}[found.severity]
        said = dict(part.split("=", 1) for part in properties.split(","))
        assert unescaped(said["file"]) == path
        assert (said["line"], said["col"]) == (
            str(found.span.start.line),
            str(found.span.start.column),
        )
        assert said["title"] == found.code
        assert unescaped(data) == found.message


def test_a_finding_of_the_whole_file_has_no_line():
    line = to_github("x.md", Diagnostic("TR011", arguments={"limit": 9}))
    assert line.startswith("::error file=x.md,title=TR011::the text has more than 9 lines")


def test_a_clean_report_gives_no_commands(capsys):
    assert main(["check", "--output", "github", str(EXAMPLE)]) == 0
    assert capsys.readouterr().out == ""


def test_an_unknown_output_is_wrong_use(capsys):
    assert main(["check", "--output", "xml", str(EXAMPLE)]) == 2
    assert "sarif" in capsys.readouterr().err


# --- links to the documentation


@pytest.fixture
def linked(tmp_path, monkeypatch):
    """A folder whose configuration names a copy of the documentation."""
    (tmp_path / "pyproject.toml").write_text(
        '[tool.themereport]\ndocumentation = "https://docs.example.org/tr/"\n'
    )
    (tmp_path / "report.md").write_text(without("10. "), encoding="utf-8")
    monkeypatch.chdir(tmp_path)


PAGE = "https://docs.example.org/tr/reference/diagnostics/#tr206"


@pytest.mark.usefixtures("linked")
def test_records_link_to_the_page_of_their_code(capsys):
    assert main(["check", "--json", "report.md"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["files"][0]["diagnostics"]
    assert found["url"] == PAGE


@pytest.mark.usefixtures("linked")
def test_rules_of_a_log_link_to_their_page(capsys):
    assert main(["check", "--output", "sarif", "report.md"]) == 1
    log = json.loads(capsys.readouterr().out)
    assert [rule["helpUri"] for rule in log["runs"][0]["tool"]["driver"]["rules"]] == [PAGE]
    VALIDATOR.validate(log)


@pytest.mark.usefixtures("linked")
@pytest.mark.parametrize("is_terminal", [True, False])
def test_codes_are_links_on_a_terminal_only(capsys, monkeypatch, is_terminal):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal)
    assert main(["check", "report.md"]) == 1
    link = f"\x1b]8;;{PAGE}\x1b\\TR206\x1b]8;;\x1b\\"
    assert (link in capsys.readouterr().out) is is_terminal


def test_an_address_that_is_none_is_refused(tmp_path, monkeypatch, capsys):
    (tmp_path / "pyproject.toml").write_text('[tool.themereport]\ndocumentation = "docs"\n')
    monkeypatch.chdir(tmp_path)
    assert main(["check", "x.md"]) == 2
    assert "documentation is 'docs': give an address" in capsys.readouterr().err


def test_a_record_says_what_was_found():
    found = tr.read(without("10. ")).diagnostics[0]
    assert to_record(found)["found"] == "9"
    assert to_record(Diagnostic("TR004"))["found"] is None
