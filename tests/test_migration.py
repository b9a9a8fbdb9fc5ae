"""Migrations: up and down between versions of the schema, on plain dicts."""

from __future__ import annotations

import copy
import json

import jsonschema_rs
import pytest
from canonical import REPORT
from hypothesis import given
from hypothesis import strategies as st
from strategies import reports

import themereport as tr
from themereport.cli.main import main
from themereport.schema.conformance import vectors
from themereport.schema.migrations import to_1_1
from themereport.schema.version import VERSIONS, json_schema

OLD = jsonschema_rs.Draft202012Validator(json_schema("1.0"), validate_formats=True)
(EVIDENCE,) = (vector.report for vector in vectors() if vector.id == "report-of-1.1")
PLAIN = REPORT.model_dump(mode="json")


def data_of(report):
    return report.model_dump(mode="json")


@given(reports())
def test_down_is_valid_under_the_older_schema(report):
    migrated = tr.migrate(data_of(report), to="1.0")
    assert OLD.is_valid(migrated.data)
    assert tr.ThemeReport.model_validate(migrated.data).schema_version == "1.0"


@given(reports())
def test_down_loses_nothing_just_where_there_is_no_evidence(report):
    migrated = tr.migrate(data_of(report), to="1.0")
    assert (migrated.lost == ()) == (report.schema_version == "1.0")


@given(reports(evidence=False))
def test_up_and_down_is_what_it_was(report):
    data = data_of(report)
    up = tr.migrate(data, to="1.1")
    assert up.lost == ()
    assert up.data["schema_version"] == "1.1"
    down = tr.migrate(up.data, to="1.0")
    assert down == tr.MigrateResult(data, ())


@given(reports())
def test_up_keeps_all_there_is(report):
    data = data_of(report)
    up = tr.migrate(data, to="1.1")
    assert up.lost == ()
    assert up.data == {**data, "schema_version": "1.1"}
    assert tr.ThemeReport.model_validate(up.data) == report


@given(reports(), st.sampled_from(VERSIONS))
def test_what_is_migrated_stays_as_it_is(report, version):
    data = data_of(report)
    before = copy.deepcopy(data)
    tr.migrate(data, to=version)
    assert data == before


@given(reports(evidence=True))
def test_every_path_that_is_lost_said_something(report):
    for path in tr.migrate(data_of(report), to="1.0").lost:
        key, _, rest = path.partition("[")
        value = getattr(report, key)
        if rest:
            at, _, name = rest.partition("].")
            value = getattr(value[int(at)], name)
        assert value not in (None, ())


def test_what_is_lost_is_listed_in_order():
    assert tr.migrate(EVIDENCE, to="1.0").lost == (
        "revision",
        "supersedes",
        "sources",
        "provenance",
        "signals[0].direction",
        "signals[0].claim",
        "signals[0].sources",
        "signals[3].direction",
        "signals[3].instruments",
        "drivers[0].signals",
        "risks[0].category",
        "risks[0].severity",
        "risks[0].likelihood",
    )


def test_what_is_not_set_is_taken_away_and_is_no_loss():
    data = {**PLAIN, "revision": None, "sources": [], "schema_version": "1.1"}
    data["risks"] = [{**risk, "severity": None, "sources": []} for risk in data["risks"]]
    assert tr.migrate(data, to="1.0") == tr.MigrateResult(PLAIN, ())


def test_a_version_that_is_not_stated_stays_so():
    data = {key: value for key, value in EVIDENCE.items() if key != "schema_version"}
    for version in VERSIONS:
        assert "schema_version" not in tr.migrate(data, to=version).data


def test_a_version_that_is_stated_wrongly_is_put_right():
    data = {**EVIDENCE, "schema_version": "1.0"}
    assert OLD.is_valid(tr.migrate(data, to="1.0").data)
    assert tr.migrate(data, to="1.1").data == EVIDENCE


@pytest.mark.parametrize(
    "data", [{}, {"signals": 3}, {"signals": [1, None, []]}, {"zzz": [1]}, {"revision": {"a": 1}}]
)
def test_what_is_no_valid_report_is_left_alone(data):
    for version in VERSIONS:
        migrated = tr.migrate(data, to=version)
        assert migrated.data == {
            key: value for key, value in data.items() if key != "revision"
        } or (version == "1.1" and migrated.data == data)


def test_an_unknown_version_is_refused():
    with pytest.raises(tr.ConfigError, match=r"there is no version of the schema '2\.0'"):
        tr.migrate(PLAIN, to="2.0")
    with pytest.raises(tr.ModelError, match="schema_version is '7'") as caught:
        tr.migrate({**PLAIN, "schema_version": "7"}, to="1.0")
    assert [found.code for found in caught.value.diagnostics] == ["TR211"]
    with pytest.raises(tr.ModelError):
        tr.migrate({**PLAIN, "schema_version": ["1.0"]}, to="1.0")


@pytest.mark.parametrize("data", [[], "x", None, 3])
def test_what_is_no_mapping_is_a_wrong_type(data):
    with pytest.raises(TypeError, match="data must be a mapping"):
        tr.migrate(data)


def test_the_step_knows_just_the_fields_that_the_schema_has_added():
    old, new = json_schema("1.0"), json_schema("1.1")
    assert set(to_1_1._ADDED) == new["properties"].keys() - old["properties"].keys()
    for key, names in to_1_1._ADDED_TO_ITEMS.items():
        name = new["properties"][key]["items"]["$ref"].rpartition("/")[2]
        parts = [schema["$defs"][name]["properties"].keys() for schema in (new, old)]
        assert set(names) == parts[0] - parts[1]


# --- the command -------------------------------------------------------------------------------


@pytest.fixture
def evidence(tmp_path):
    path = tmp_path / "report.json"
    path.write_text(json.dumps(EVIDENCE), encoding="utf-8")
    return path


def test_the_command_prints_the_older_version_and_says_what_is_lost(evidence, capsys):
    assert main(["migrate", "--to", "1.0", str(evidence)]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == tr.migrate(EVIDENCE, to="1.0").data
    assert out.endswith("\n}\n")
    assert f"{evidence}: risks[0].severity is lost: schema 1.0 has no such field\n" in err
    assert len(err.splitlines()) == 13


def test_the_command_takes_posts(tmp_path, capsys):
    path = tmp_path / "report.md"
    path.write_text(tr.render(tr.ThemeReport.model_validate(EVIDENCE)), encoding="utf-8")
    assert main(["migrate", "--to", "1.1", str(path)]) == 0
    out, err = capsys.readouterr()
    assert (json.loads(out), err) == (EVIDENCE, "")


def test_the_command_writes_several_files_to_a_folder(evidence, tmp_path, capsys):
    other = tmp_path / "other.json"
    other.write_text(json.dumps(PLAIN), encoding="utf-8")
    assert main(["migrate", "--to", "1.0", str(evidence), str(other)]) == 2
    out = tmp_path / "out"
    assert main(["migrate", "--to", "1.0", "--out", str(out), str(evidence), str(other)]) == 0
    assert json.loads((out / "other.json").read_text("utf-8")) == PLAIN
    assert (out / "report.json").exists()
    capsys.readouterr()


def test_the_command_says_what_is_not_valid(tmp_path, capsys):
    path = tmp_path / "bad.json"
    path.write_text("{}", encoding="utf-8")
    assert main(["migrate", "--to", "1.0", str(path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "TR201" in err


def test_the_command_says_what_cannot_be_written(evidence, tmp_path, capsys):
    (tmp_path / "taken").write_text("", encoding="utf-8")
    assert main(["migrate", "--to", "1.0", "--out", str(tmp_path / "taken"), str(evidence)]) == 1
    assert "cannot be made" in capsys.readouterr().err


def test_the_command_refuses_an_unknown_version(evidence, capsys):
    assert main(["migrate", "--to", "2.0", str(evidence)]) == 2
    assert "'2.0' is none of 1.0, 1.1" in capsys.readouterr().err
