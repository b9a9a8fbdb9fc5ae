"""The label that programs read: the keys of GB 45438-2025, made from the provenance."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from strategies import reports

import themereport as tr
from themereport.rules.example import Example

LABEL = {
    "Label": "1",
    "ContentProducer": "EXAMPLE-SERVICE",
    "ProduceID": "7",
    "ReservedCode1": "",
    "ContentPropagator": "",
    "PropagateID": "",
    "ReservedCode2": "",
}


def report_by(**provenance):
    return Example({"provenance": provenance}).report()


def test_the_label_has_the_keys_of_the_standard_in_its_order():
    report = report_by(ai_generated={"producer": "EXAMPLE-SERVICE", "content_id": "7"})
    assert tr.aigc_metadata(report) == {"AIGC": LABEL}
    assert list(tr.aigc_metadata(report)["AIGC"]) == list(LABEL)
    asked = tr.RULES.get("TR605").fields
    assert asked == tuple(f"front_matter.AIGC.{key}" for key in LABEL)


def test_the_label_takes_what_the_report_cannot_know():
    report = report_by(ai_generated={})
    label = tr.aigc_metadata(
        report,
        content_propagator="EXAMPLE-SITE",
        propagate_id="8",
        reserved_code_1="a",
        reserved_code_2="b",
    )
    assert label["AIGC"] == {
        **LABEL,
        "ContentProducer": "",
        "ProduceID": "",
        "ContentPropagator": "EXAMPLE-SITE",
        "PropagateID": "8",
        "ReservedCode1": "a",
        "ReservedCode2": "b",
    }


@pytest.mark.parametrize("report", [Example({}).report(), report_by(publisher="Example Press")])
def test_a_report_without_the_field_has_no_label(report):
    assert tr.aigc_metadata(report) is None


@given(reports())
def test_the_label_of_any_report_is_json_that_its_own_profile_accepts(report):
    label = tr.aigc_metadata(report)
    assert (label is None) == (report.provenance is None or report.provenance.ai_generated is None)
    if label is not None:
        assert json.loads(json.dumps(label)) == label
        post = report.model_copy(update={"front_matter": {"layout": "post", **label}})
        found = {found.code for found in tr.check(post, profiles=["cn-ai-label"])}
        assert found.isdisjoint({"TR605", "TR606", "TR607", "TR608"})
        assert tr.loads(tr.render(post, "jekyll")) == post
