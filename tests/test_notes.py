"""Notes and references: what schema 1.1 says about items, in the words of the frame."""

from __future__ import annotations

import pytest
from attrs import evolve
from canonical import REPORT

import themereport as tr
from themereport.api import render
from themereport.document.compose import compose
from themereport.document.document import Heading, RankedList
from themereport.document.note import name_of_instrument, references_to
from themereport.locales.labels import labels_for
from themereport.models.instrument import Instrument
from themereport.models.source import Source
from themereport.testing import example_report


def lists_of(document):
    """The lists of a document by the keys of their sections."""
    key, found = "", {}
    for block in document.blocks:
        if isinstance(block, Heading):
            key = block.key
        elif hasattr(block, "notes"):
            found[key] = block
    return found


def noted(report, language=None):
    return {
        key: {(note.kind, note.text) for notes in block.notes for note in notes}
        for key, block in lists_of(compose(report, language)).items()
    }


def test_a_report_of_schema_1_0_has_no_notes_and_no_references():
    document = compose(REPORT)
    assert document.references == ()
    assert all(block.notes == () for block in lists_of(document).values())


def test_every_item_has_its_own_notes():
    for block in lists_of(compose(example_report())).values():
        assert len(block.notes) == len(block.items)


def test_notes_tell_what_the_fields_say_in_the_language_of_the_frame():
    assert ("severity", "Severity 3/5") in noted(example_report("zh-Hans"), "en")["risks"]
    assert ("severity", "严重程度 3/5") in noted(example_report("zh-Hans"))["risks"]
    assert ("direction", "positive") in noted(example_report())["signals"]
    assert ("direction", "正面") in noted(example_report(), "zh-Hans")["signals"]


def test_under_labels_in_a_language_without_a_catalog_notes_are_in_english():
    dialect = tr.Dialect(labels={"nl": evolve(labels_for("en"), language="nl")})
    document = compose(example_report(), dialect=dialect)
    assert document.labels.language == "nl"
    assert lists_of(document)["signals"].notes[0][0].text == "positive"


def test_the_value_of_a_note_is_the_same_in_every_language():
    report = example_report()
    english, chinese = (lists_of(compose(report, tag))["signals"] for tag in ("en", "zh-Hans"))
    values = [[note.value for note in notes] for notes in english.notes]
    assert values == [[note.value for note in notes] for notes in chinese.notes]


def test_sources_are_numbered_in_their_order_and_cited_by_number():
    report = example_report()
    document = compose(report)
    assert [item.id for item in document.references] == [source.id for source in report.sources]
    numbers = {item.id: f"[{item.number}]" for item in document.references}
    cited = lists_of(document)["signals"].notes
    for signal, notes in zip(report.signals, cited, strict=True):
        shown = [note.text for note in notes if note.kind == "sources"]
        assert shown == [numbers[source] for source in signal.sources]


def test_notes_are_not_told_from_a_list_whose_items_have_none():
    bare = RankedList(("a",))
    assert bare.notes == ()
    assert evolve(bare, notes=((),)) != bare


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"name": "Example Fund"}, "Example Fund"),
        ({"symbol": "100003"}, "100003"),
        ({"symbol": "100003", "mic": "XXXX"}, "100003, XXXX"),
        ({"name": "Example Fund", "mic": "XXXX"}, "Example Fund (XXXX)"),
        (
            {"name": "Example Fund", "symbol": "100003", "isin": "ZZ0000000016"},
            "Example Fund (100003; ISIN ZZ0000000016)",
        ),
    ],
)
def test_an_instrument_is_named_in_one_line(fields, shown):
    assert name_of_instrument(Instrument(**fields)) == shown


def test_a_source_without_a_title_is_shown_by_its_address():
    (reference,) = references_to([Source(id="s1", url="https://example.com/a")], labels_for("en"))
    assert (reference.text, reference.url) == ("https://example.com/a", "https://example.com/a")


def test_plain_text_shows_notes_below_their_item_and_sources_before_the_disclaimer():
    lines = render(example_report(), "text").split("\n")
    first = lines.index(" 1. A fictional port orders forty turbines, the largest order so far.")
    assert lines[first + 1].startswith("    positive · fact · Example Ocean ETF")
    at = lines.index("Sources")
    assert lines[at + 1].startswith("[1] Consultation on tariffs (fictional)")
    assert lines[at + 1].endswith("<https://example.com/tariffs>")
    assert lines[at + 4].startswith("Disclaimer")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "a, b"), ("zh-Hans", "a，b"), ("zh-Hant", "a，b"), ("ja", "a、b"), ("ko", "a, b"),
     ("de", "a, b"), ("fr", "a, b"), ("es", "a, b"), ("ar", "a، b")],
)  # fmt: skip
def test_an_enumeration_has_the_marks_of_its_language(language, expected):
    labels = labels_for(language)
    assert labels.enumerated(["a", "b"]) == expected
    (reference,) = references_to([Source(id="s1", title="a", publisher="b")], labels)
    assert reference.text == expected


@pytest.mark.parametrize(
    ("language", "gap"), [("zh-Hans", ""), ("ja", ""), ("fr", " "), ("ar", " ")]
)
def test_a_mark_that_is_wide_brings_its_own_space(language, gap):
    assert labels_for(language).gap == gap
