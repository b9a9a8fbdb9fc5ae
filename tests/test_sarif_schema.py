"""What `check --output sarif` writes is valid against the JSON Schema that Microsoft publishes."""

from __future__ import annotations

import json

import pytest
from canonical import DRIFTED, EXAMPLES, TEXT
from drift import DRIFTS
from jsonschema import Draft4Validator
from programs import require_file
from test_corpus import CASES, CORPUS
from test_examples_of_codes import EXAMPLES as OF_CODES
from test_examples_of_codes import read, texts_of

import themereport as tr
from themereport.cli.main import main
from themereport.diagnostics.sarif import to_sarif

SCHEMA = "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"


@pytest.fixture(scope="session")
def validator():
    schema = json.loads(require_file(SCHEMA).read_text(encoding="utf-8"))
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema)


@pytest.fixture
def log_of(validator, capsys):
    def log_of(*arguments):
        main(["check", "--output", "sarif", *map(str, arguments)])
        log = json.loads(capsys.readouterr().out)
        validator.validate(log)
        return log["runs"][0]["results"]

    return log_of


def test_the_schema_refuses_what_is_no_log(validator):
    log = to_sarif([("x.md", tr.read("").diagnostics[0])])
    assert validator.is_valid(log)
    log["runs"][0]["results"][0]["level"] = "bad"
    assert not validator.is_valid(log)


@pytest.mark.parametrize("code", OF_CODES)
def test_the_examples_of_a_code_give_valid_logs(code, validator, tmp_path):
    example = OF_CODES[code]
    for text in texts_of(example):
        found = read(example, text, tmp_path).diagnostics
        validator.validate(to_sarif(("x.md", diagnostic) for diagnostic in found))


@pytest.mark.parametrize("code", tr.RULES.names())
def test_the_examples_of_a_rule_give_valid_logs(code, validator):
    for example in tr.RULES.get(code).invalid:
        report, name = example.report(), example.filename
        found = tr.check(report, profiles=(), select=[code], filename=name)
        assert found
        validator.validate(to_sarif(("x.md", diagnostic) for diagnostic in found))


@pytest.mark.parametrize("name", CASES)
def test_a_text_of_the_corpus_gives_a_valid_log(name, log_of):
    log_of(CORPUS / f"{name}.md")


@pytest.mark.parametrize("name", DRIFTS)
def test_a_habit_gives_a_valid_log(name, log_of, tmp_path):
    path = tmp_path / "云 #1.md"
    path.write_text(DRIFTS[name](TEXT), encoding="utf-8", newline="")
    log_of(path)


def test_all_files_in_one_log_are_valid(log_of):
    assert log_of(DRIFTED, *EXAMPLES, *(CORPUS / f"{name}.md" for name in CASES))
