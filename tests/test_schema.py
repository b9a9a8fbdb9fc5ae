"""The published schemas: frozen, and of one mind with the models and with other validators."""

from __future__ import annotations

import copy
import json
from hashlib import sha256

import jsonschema_rs
import pytest
from canonical import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import reports
from validators import Ajv

import themereport as tr
from themereport.schema.conformance import vectors
from themereport.schema.export import export
from themereport.schema.version import VERSIONS, json_schema

FOLDER = ROOT / "src" / "themereport" / "schema" / "published"
# A version that has been published is written down here, and never changes.
FROZEN = {"1.0": "d555cc5dd1683af761615347559c9ad54eabe497daa1d5b52e6c706f8a98872e"}

VALIDATORS = {
    version: jsonschema_rs.Draft202012Validator(json_schema(version), validate_formats=True)
    for version in VERSIONS
}
BEYOND = {code for vector in vectors() if vector.beyond for code, _ in vector.diagnostics}


# --- frozen ------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_published_is_what_the_models_say(version):
    assert json_schema(version) == export(version)
    assert list(json_schema(version)) == list(export(version))


@pytest.mark.parametrize("version", FROZEN)
def test_a_frozen_schema_does_not_change(version):
    data = (FOLDER / f"report-{version}.json").read_bytes()
    assert sha256(data).hexdigest() == FROZEN[version]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_part_of_a_schema_says_what_it_is(version):
    schema = json_schema(version)
    assert schema["$id"] == f"urn:themereport:schema:report:{version}"
    parts = [schema, *schema["$defs"].values()]
    for part in parts:
        fields = part.get("properties", {})
        assert all({"title", "description"} <= field.keys() for field in fields.values())
        assert part["title"] and part["description"]
        assert "properties" not in part or part["additionalProperties"] is False


@pytest.mark.parametrize("version", VERSIONS)
def test_every_example_is_valid(version):
    schema = json_schema(version)
    (report,) = schema["examples"]
    VALIDATORS[version].validate(report)
    assert tr.ThemeReport.model_validate(report).schema_version == version
    for name, part in schema["$defs"].items():
        for example in part.get("examples", ()):
            whole = {"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]}
            assert jsonschema_rs.is_valid(whole, example, validate_formats=True)


def test_the_examples_of_identifiers_have_the_right_check_digits():
    examples = {name: part.get("examples") for name, part in json_schema()["$defs"].items()}
    tr.Instrument(isin=examples["Isin"][0], figi=examples["Figi"][0], mic=examples["Mic"][0])


def test_there_is_no_schema_of_an_unknown_version():
    with pytest.raises(KeyError):
        json_schema("2.0")


# --- of one mind -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ajv():
    ajv = Ajv(*sorted(FOLDER.glob("report-*.json")))
    yield ajv
    ajv.close()


def refusals(document):
    """The codes with which the models refuse a document; none if they take it."""
    try:
        tr.ThemeReport.model_validate(document)
    except tr.ModelError as error:
        return {found.code for found in error.diagnostics}
    return set()


TEXTS = (
    "", " ", "a", "a\n", " a", "\u3000", "a\u2028b", "x" * 81, "1.0", "2.0", "zh_Hans", "en", "s1",
    "fact", "etf", "positive", "macro", "up", "2026-01-02T03:04:05+08:00", "2026-02-30T03:04:05Z",
    "2026-01-02", "https://example.com", "https://a@b.c/", "javascript:x", "XXXX", "xxxx",
    "ZZ0000000016", "ZZ0000000017", "ZZG000000017", "GBG000000017",
)  # fmt: skip
OTHERS = (
    None, True, False, 0, 1, 5, 6, 10, 11, -1, 1.5, [], {}, [1], ["s1", "s1"], {"a": 1},
)  # fmt: skip
# Copies, since later changes may be inside of them.
PARTS = (st.sampled_from(TEXTS) | st.sampled_from(OTHERS)).map(copy.deepcopy)
NAMES = st.sampled_from(
    ("text", "title", "sources", "direction", "claim", "signals", "instruments", "revision", "url",
     "provenance", "supersedes", "severity", "rank", "date", "zzz", "", "mic")
)  # fmt: skip


def places(value, way=()):
    """The ways to all parts of a document."""
    yield way
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, part in inner:
        yield from places(part, (*way, key))


@st.composite
def changed(draw, document):
    """A document with one to three changes, most of which make it invalid."""
    document = copy.deepcopy(document)
    for _ in range(draw(st.integers(1, 3))):
        ways = [way for way in places(document) if way]
        way = draw(st.sampled_from(ways))
        holder = document
        for step in way[:-1]:
            holder = holder[step]
        change = draw(st.sampled_from(("replace", "remove", "add", "repeat")))
        if change == "replace":
            holder[way[-1]] = draw(PARTS)
        elif change == "remove":
            del holder[way[-1]]
        elif isinstance(holder, dict):
            holder[draw(NAMES)] = draw(PARTS)
        else:
            holder.insert(
                way[-1], copy.deepcopy(holder[way[-1]]) if change == "repeat" else draw(PARTS)
            )
    return document


def agree(document, ajv):
    """Both validators and the models are of one mind, but for what only the models can say."""
    for version in VERSIONS:
        accepted = VALIDATORS[version].is_valid(document)
        assert ajv.accepts(version, document) == accepted
    codes = refusals(document)
    if accepted:
        assert codes <= BEYOND, codes
    else:
        assert codes


@given(report=reports())
def test_validators_take_what_the_models_write(ajv, report):
    document = json.loads(tr.render(report, "json"))
    assert VALIDATORS["1.1"].is_valid(document)
    assert VALIDATORS["1.0"].is_valid(document) == (report.schema_version == "1.0")
    agree(document, ajv)


@settings(max_examples=200)
@given(report=reports(), data=st.data())
def test_validators_refuse_what_the_models_refuse(ajv, report, data):
    document = json.loads(tr.render(report, "json"))
    for _ in range(10):  # drawing a report takes longest
        agree(data.draw(changed(document)), ajv)


@given(reports(evidence=True))
def test_a_report_without_its_evidence_is_one_of_the_older_version(report):
    plain = tr.migrate(report.model_dump(mode="json"), to="1.0").data
    assert VALIDATORS["1.0"].is_valid(plain)


# --- what JSON Schema cannot say ---------------------------------------------------------------


@pytest.mark.parametrize(
    "vector", [vector for vector in vectors() if vector.beyond], ids=lambda vector: vector.id
)
def test_what_a_schema_cannot_say_the_models_do(vector, ajv):
    document = json.loads(vector.text)
    assert ajv.accepts("1.1", document) or "calendar" in vector.beyond  # a matter of `format`
    assert [(found.code, found.path) for found in tr.read(vector.text, "json").diagnostics] == list(
        vector.diagnostics
    )
