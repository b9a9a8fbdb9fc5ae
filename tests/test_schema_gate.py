"""The gate for schemas tells what breaks an older document or program, and what does not."""

from __future__ import annotations

import copy
import subprocess
import sys

import pytest
from canonical import ROOT

from themereport.schema.version import VERSIONS, json_schema

TOOLS = ROOT / "tools"
PUBLISHED = "src/themereport/schema/published"


@pytest.fixture(scope="module")
def gate():
    sys.path.insert(0, str(TOOLS))
    try:
        import schema_gate
    finally:
        sys.path.remove(str(TOOLS))
    return schema_gate


def test_what_is_published_breaks_nothing(gate, capsys):
    assert gate.main() == 0
    assert f"{len(VERSIONS)} versions, 0 breaking changes" in capsys.readouterr().out


def signal(schema):
    return schema["$defs"]["Signal"]


BROKEN = {
    "a field is gone": (
        lambda s: s["properties"].pop("background"),
        "/properties: the property 'background' is gone",
    ),
    "a definition is gone": (lambda s: s["$defs"].pop("Risk"), "the definition 'Risk' is gone"),
    "a new field is required": (
        lambda s: (s["properties"].update(x={"type": "string"}), s["required"].append("x")),
        "/required: 'x' is required",
    ),
    "an optional field is required": (
        lambda s: s["required"].append("appendices"),
        "/required: 'appendices' is required",
    ),
    "a required field is optional": (
        lambda s: s["required"].remove("disclaimer"),
        "/required: 'disclaimer' may be missing",
    ),
    "a field of an item is required": (
        lambda s: signal(s)["required"].append("direction"),
        "/$defs/Signal/required: 'direction' is required",
    ),
    "a type has changed": (
        lambda s: signal(s)["properties"]["rank"].update(type="string"),
        '/$defs/Signal/properties/rank/type: "integer" has become "string"',
    ),
    "a value is gone": (
        lambda s: s["$defs"]["ETFImpact"]["properties"]["kind"]["enum"].remove("index"),
        "/$defs/ETFImpact/properties/kind/enum",
    ),
    "a value is new": (
        lambda s: s["$defs"]["ETFImpact"]["properties"]["kind"]["enum"].append("bond"),
        "/$defs/ETFImpact/properties/kind/enum",
    ),
    "a limit is narrower": (
        lambda s: s["properties"]["theme"].update(maxLength=40),
        "/properties/theme/maxLength: 80 has become 40",
    ),
    "a limit is wider": (
        lambda s: s["properties"]["theme"].update(maxLength=90),
        "/properties/theme/maxLength: 80 has become 90",
    ),
    "a limit is new": (
        lambda s: s["properties"]["events"].update(maxItems=9),
        "/properties/events/maxItems: 9 is new",
    ),
    "a limit is gone": (
        lambda s: s["properties"]["signals"].pop("maxItems"),
        "/properties/signals/maxItems: 10 is gone",
    ),
    "unknown fields are allowed": (
        lambda s: s.update(additionalProperties=True),
        "/additionalProperties: false has become true",
    ),
    "unknown fields of an item are allowed": (
        lambda s: signal(s).pop("additionalProperties"),
        "/$defs/Signal/additionalProperties: false is gone",
    ),
    "a pattern has changed": (
        lambda s: s["$defs"]["PlainText"].update(pattern="."),
        "/$defs/PlainText/pattern",
    ),
    "a default has changed": (
        lambda s: s["properties"]["front_matter"].update(default={}),
        "/properties/front_matter/default",
    ),
    "true has become one": (
        lambda s: s.update(additionalProperties=0),
        "/additionalProperties: false has become 0",
    ),
    "an older version is not known": (
        lambda s: s["properties"]["schema_version"].update(enum=["1.1"]),
        '/properties/schema_version: ["1.0"] is gone',
    ),
    "another version is the default": (
        lambda s: s["properties"]["schema_version"].update(default="1.1"),
        '/properties/schema_version/default: "1.0" has become "1.1"',
    ),
}


@pytest.mark.parametrize(("break_it", "reason"), BROKEN.values(), ids=BROKEN)
def test_what_breaks_older_documents_or_programs_is_refused_with_the_reason(gate, break_it, reason):
    new = copy.deepcopy(json_schema("1.1"))
    break_it(new)
    assert any(reason in line for line in gate.breakages(json_schema("1.0"), new))


HARMLESS = {
    "an optional field is new": lambda s: s["properties"].update(x={"type": "string"}),
    "a definition is new": lambda s: s["$defs"].update(X={"type": "string"}),
    "a description is reworded": lambda s: s.update(description="Other words."),
    "a title is reworded": lambda s: signal(s).update(title="Other"),
    "an example is new": lambda s: s.update(examples=[]),
    "the order of required fields has changed": lambda s: s["required"].reverse(),
}


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_what_breaks_nothing_is_allowed(gate, change):
    new = copy.deepcopy(json_schema("1.1"))
    change(new)
    assert gate.breakages(json_schema("1.0"), new) == []


@pytest.fixture
def released(tmp_path):
    """A repository with a release of both schemas."""
    folder = tmp_path / PUBLISHED
    folder.mkdir(parents=True)
    for version in VERSIONS:
        data = (ROOT / PUBLISHED / f"report-{version}.json").read_bytes()
        (folder / f"report-{version}.json").write_bytes(data)
    owner = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"], ["tag", "v1.0.0"]):
        subprocess.run(["git", *owner, *command], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


def test_what_a_release_has_published_may_not_change(gate, released, capsys):
    assert gate.main(released) == 0
    path = released / PUBLISHED / "report-1.0.json"
    path.write_text(path.read_text("utf-8").replace("One day's", "A day's"), encoding="utf-8")
    assert gate.main(released) == 1
    assert "report-1.0.json is published with v1.0.0, and may not change" in capsys.readouterr().out
    (released / PUBLISHED / "report-1.1.json").unlink()
    assert gate.main(released) == 1


def test_a_version_that_no_release_has_may_change(gate, released):
    new = released / PUBLISHED / "report-1.2.json"
    new.write_bytes((released / PUBLISHED / "report-1.1.json").read_bytes())
    assert gate.main(released) == 0
