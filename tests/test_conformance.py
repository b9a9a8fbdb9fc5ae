"""Our own reader and writer meet the vectors of the conformance suite."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
from canonical import ROOT

import themereport as tr
from themereport.diagnostics.catalogue import CATALOGUE
from themereport.schema.conformance import vectors
from themereport.schema.version import json_schema

FOLDER = ROOT / "src" / "themereport" / "schema" / "vectors"
# Of dialects and limits, which are left to each implementation.
WITHOUT_VECTORS = {"TR106", "TR326", "TR327"}
VALIDATOR = jsonschema.Draft202012Validator(json_schema())


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector.id)
def test_our_reader_meets_the_vector(vector):
    result = tr.read(vector.text, vector.format)
    found = [(found.code, found.path) for found in result.diagnostics]
    assert sorted(found) == sorted(vector.diagnostics)
    assert (result.report is None) == (vector.report is None)
    if result.report is None:
        return
    # As texts, since 1 is not 1.0 or true.
    written = json.loads(tr.render(result.report, "json"))
    assert json.dumps(written, sort_keys=True) == json.dumps(vector.report, sort_keys=True)
    assert (tr.render(result.report, vector.format) == vector.text) or not vector.is_canonical
    for name, value in vector.derived.items():
        assert getattr(result.report, name) == value


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector.id)
def test_a_schema_says_of_a_vector_what_is_stated(vector):
    if vector.is_valid_by_schema is not None:
        assert VALIDATOR.is_valid(json.loads(vector.text)) == vector.is_valid_by_schema
        assert bool(vector.beyond) == (vector.is_valid_by_schema and vector.report is None)


def test_ids_are_unique():
    ids = [vector.id for vector in vectors()]
    assert len(set(ids)) == len(ids) > 190
    assert all(re.fullmatch(r"[a-z0-9.-]+", name) for name in ids)


def test_every_code_of_content_has_a_vector():
    expected = {code for code in CATALOGUE if "TR1" <= code[:3] <= "TR4"}
    used = {code for vector in vectors() for code, _ in vector.diagnostics}
    assert used == expected - WITHOUT_VECTORS


@pytest.mark.parametrize("name", ["documents", "texts"])
def test_every_key_of_a_vector_is_explained(name):
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for entry in json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["vectors"]:
        assert all(f"`{key}`" in readme for key in entry)
