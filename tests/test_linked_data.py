"""JSON-LD: what pages and programs are told of a report in the words of schema.org."""

from __future__ import annotations

import json

import html5lib
import pytest
from canonical import EXAMPLES
from hostile import hostile_reports
from hypothesis import given
from strategies import reports
from validators import schema_org_errors

import themereport as tr
from themereport.locales.language import LANGUAGES
from themereport.testing import RendererContract, example_report

MADE_BY_A_MODEL = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"


class TestJsonLd(RendererContract):
    format = "jsonld"

    def says_machine_made(self, output, notice):
        return json.loads(output)["digitalSourceType"] == MADE_BY_A_MODEL


def alone(report):
    return json.loads(tr.render(report, "jsonld"))


def embedded_in(page):
    (script,) = html5lib.parse(page, namespaceHTMLElements=False).iter("script")
    return json.loads(script.text)


def test_a_report_says_what_it_is():
    report = example_report()
    data = alone(report)
    assert (data["@context"], data["@type"]) == ("https://schema.org", "Report")
    assert data["headline"] == "Tidal Power Market Research Summary"
    assert data["about"]["name"] == report.theme
    assert data["inLanguage"] == "en"
    assert data["datePublished"] == report.published_at.isoformat()
    assert data["publisher"]["name"] == report.provenance.publisher
    assert data["author"] == list(report.provenance.authors)
    assert data["version"] == report.revision
    assert data["usageInfo"]["text"] == report.disclaimer


def test_sources_are_citations():
    report = example_report()
    first = alone(report)["citation"][0]
    assert (first["name"], first["url"]) == (report.sources[0].title, report.sources[0].url)
    assert first["publisher"]["name"] == report.sources[0].publisher


def test_instruments_are_mentioned_once_with_their_numbers():
    mentions = alone(example_report())["mentions"]
    assert mentions[0]["name"] == "Example Ocean ETF"
    numbers = {item["propertyID"]: item["value"] for item in mentions[0]["identifier"]}
    assert numbers == {
        "symbol": "100001",
        "MIC": "XXXX",
        "ISIN": "ZZ0000000016",
        "FIGI": "ZZG000000017",
    }
    assert len(mentions) == len({json.dumps(item) for item in mentions})


def test_sections_are_parts_in_order_and_lists_are_lists():
    report = example_report()
    parts = {part["name"]: part for part in alone(report)["hasPart"]}
    signals = parts["The 10 Items Most Likely to Affect Trading"]["mainEntity"]
    assert signals["numberOfItems"] == 10
    assert [(item["position"], item["name"]) for item in signals["itemListElement"]] == [
        (signal.rank, signal.text) for signal in report.signals
    ]
    events = parts["Events and Themes"]
    assert events["text"] == report.background
    assert events["mainEntity"]["itemListElement"][0]["name"] == report.events[0].title
    drivers = next(part for name, part in parts.items() if name.startswith("Core Drivers"))
    steps = drivers["mainEntity"]["itemListElement"][0]["item"]["itemListElement"]
    assert [step["name"] for step in steps] == list(report.drivers[0].steps)
    assert list(parts)[-1] == report.appendices[-1].title


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_report_without_evidence_has_no_empty_fields(path):
    data = alone(tr.load(path))
    assert {"author", "citation", "digitalSourceType", "mentions"}.isdisjoint(data)


def test_a_page_says_what_it_is_without_its_text():
    report = example_report()
    whole, embedded = alone(report), embedded_in(tr.render(report, "html"))
    assert embedded == {key: whole[key] for key in embedded}
    assert whole.keys() - embedded.keys() == {"hasPart", "mentions", "usageInfo"}


def test_the_data_are_of_the_types_of_schema_org():
    reports_ = [*map(tr.load, EXAMPLES), *map(example_report, LANGUAGES)]
    documents = [str(tr.render(report, "jsonld")) for report in reports_]
    assert schema_org_errors(documents) == []
    (error,) = schema_org_errors([documents[0].replace('"headline"', '"headlines"')])
    assert "'\"headlines\"' does not exist" in error


def test_no_text_ends_the_block_of_data():
    for report in hostile_reports():
        page = tr.render(report, "html")
        assert embedded_in(page)["abstract"] == report.overview
        block = page.partition('ld+json">')[2].partition("</script>")[0]
        assert not set("<>&'\u2028\u2029") & set(block)


@given(reports())
def test_the_data_are_json_whatever_a_report_says(report):
    assert embedded_in(tr.render(report, "html"))["abstract"] == report.overview
    assert alone(report)["abstract"] == report.overview
