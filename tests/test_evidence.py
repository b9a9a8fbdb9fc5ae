"""What schema 1.1 adds: what it refuses, the version that follows from it, annotations and links."""

from __future__ import annotations

import json

import pytest
from canonical import BODY, REPORT, TEXT, codes, errors, replaced
from hypothesis import given
from hypothesis import strategies as st
from stdnum import figi, isin
from strategies import addresses, figis, isins, mics, reports

import themereport as tr
from themereport.models.address import address_problem

S1 = tr.Source(id="s1", title="Notice (fictional)", url="https://example.com/notice")
S2 = tr.Source(id="s2", title="Draft (fictional)")


def problems(make, *arguments, **fields):
    with pytest.raises(tr.ModelError) as caught:
        make(*arguments, **fields)
    return [(found.code, found.path) for found in caught.value.diagnostics]


def changed(**fields):
    return REPORT.model_copy(update=fields)


def with_item(key, at=0, **fields):
    """The items of the example under `key`, of which one has these fields."""
    items = list(getattr(REPORT, key))
    items[at] = items[at].model_copy(update=fields)
    return {key: items}


def annotated(lines, text=TEXT):
    """A post whose front matter ends with these lines below `themereport:`."""
    block = "".join(f"  {line}\n" for line in lines)
    return text.replace("\n---\n\n", f"\nthemereport:\n{block}---\n\n", 1)


# --- identifiers -------------------------------------------------------------------------------


@given(isins)
def test_an_isin_with_the_right_check_digit_is_taken(number):
    assert tr.Instrument(isin=number).isin == number
    assert isin.calc_check_digit(number[:-1]) == number[-1]


@given(isins, st.sampled_from("0123456789"))
def test_an_isin_with_another_check_digit_is_refused(number, digit):
    other = number[:-1] + digit
    if digit != number[-1]:
        assert problems(tr.Instrument, isin=other) == [("TR220", "isin")]


@given(figis)
def test_a_figi_with_the_right_check_digit_is_taken(number):
    assert figi.is_valid(number)
    assert tr.Instrument(figi=number).figi == number


@given(figis, st.sampled_from("0123456789"))
def test_a_figi_with_another_check_digit_is_refused(number, digit):
    if digit != number[-1]:
        assert not figi.is_valid(number[:-1] + digit)
        assert problems(tr.Instrument, figi=number[:-1] + digit) == [("TR220", "figi")]


_ANY = "BCDFGHKVYAEIOU0123456789bg-"


@given(st.text(_ANY, min_size=12, max_size=12) | st.builds("{}G{}{}".format,
    st.sampled_from(("BS", "BM", "GG", "GB", "GH", "KY", "VG", "BB", "KV", "VY", "AB")),
    st.text(_ANY, min_size=8, max_size=8), st.sampled_from("0123456789")))  # fmt: skip
def test_a_figi_is_taken_where_the_oracle_takes_it(text):
    try:
        taken = tr.Instrument(figi=text).figi == text
    except tr.ModelError:
        taken = False
    # The oracle knows five of the seven forbidden prefixes.
    expected = figi.is_valid(text) and text == figi.compact(text) and text[:2] not in {"GH", "KY"}
    assert taken == expected


@pytest.mark.parametrize("prefix", ["BS", "BM", "GG", "GB", "GH", "KY", "VG"])
def test_a_figi_never_begins_like_an_isin_of_some_countries(prefix):
    number = f"{prefix}G00000000"[:11]
    number += figi.calc_check_digit(number)
    assert problems(tr.Instrument, figi=number) == [("TR219", "figi")]


@pytest.mark.parametrize(
    "fields",
    [
        {"isin": "US037833100"},
        {"isin": "us0378331005"},
        {"isin": "1S0378331005"},
        {"isin": "US037833100X"},
        {"figi": "BBH000BLNNH6"},
        {"figi": "BBG000BLANH6"},
        {"mic": "xshg"},
        {"mic": "XSHGX"},
        {"mic": "XSH"},
        {"mic": ""},
    ],
)
def test_what_has_not_the_form_of_an_identifier_is_refused(fields):
    assert problems(tr.Instrument, name="x", **fields) == [("TR219", *fields)]


@given(mics)
def test_a_mic_is_four_upper_case_letters_or_digits(mic):
    assert tr.Instrument(symbol="1", mic=mic).mic == mic


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (tr.Instrument, {}),
        (tr.Instrument, {"mic": "XSHG"}),
        (tr.Source, {"id": "s1"}),
        (tr.Source, {"id": "s1", "publisher": "x"}),
        (tr.Provenance, {}),
        (tr.Provenance, {"authors": ()}),
    ],
)
def test_a_value_that_says_nothing_is_refused(model, fields):
    assert problems(model, **fields) == [("TR221", "")]


def test_a_label_of_generated_text_need_not_say_more():
    assert tr.Provenance(ai_generated=tr.AIGenerated()).ai_generated == tr.AIGenerated()


# --- addresses ---------------------------------------------------------------------------------


@given(addresses)
def test_an_address_on_the_web_is_taken(url):
    assert tr.Source(id="a", url=url).url == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com",
        "ftp://example.com/",
        "javascript:alert(1)",
        "HTTP://example.com",
        "https://",
        "https:///x",
        "https://user@example.com/",
        "https://bank.example:secret@evil.example/",
        "https://example.com/a b",
        "https://example.com/\u3000",
        'https://example.com/"',
        "https://example.com/<b>",
        "https://example.com/{{x}}",
        "https://example.com/\\",
        "https://example.com:port/",
        "https://[::1]/",
        " https://example.com",
    ],
)
def test_what_is_no_address_on_the_web_is_refused(url):
    assert problems(tr.Source, id="a", url=url) == [("TR218", "url")]
    assert address_problem(url)


def test_a_long_address_is_refused():
    url = "https://example.com/" + "x" * 2048
    assert problems(tr.Source, id="a", url=url) == [("TR208", "url")]
    assert address_problem(url)


# --- agreement ---------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["signals", "events", "drivers", "impacts", "risks"])
def test_a_citation_of_no_source_is_refused_where_it_stands(key):
    fields = with_item(key, 1, sources=["s1", "s9"])
    assert problems(changed, sources=[S1], **fields) == [("TR214", f"{key}[1].sources[1]")]


def test_a_near_id_is_proposed():
    with pytest.raises(tr.ModelError, match="did you mean 'tender'"):
        changed(
            sources=[tr.Source(id="tender", title="x")], **with_item("risks", sources=["tendr"])
        )


def test_all_problems_of_agreement_are_reported():
    fields = with_item("signals", 3, sources=["x"]) | with_item("events", sources=["y"])
    own = tr.Predecessor(slug=REPORT.slug, revision=2)
    assert problems(changed, sources=[S1, S1], revision=2, supersedes=own, **fields) == [
        ("TR222", "supersedes.revision"),
        ("TR215", "sources[1].id"),
        ("TR214", "signals[3].sources[0]"),
        ("TR214", "events[0].sources[0]"),
    ]


@pytest.mark.parametrize("revision", [None, 1, 2])
def test_a_report_replaces_no_later_revision_of_itself(revision):
    own = tr.Predecessor(slug=REPORT.slug, revision=2)
    found = problems(changed, revision=revision, supersedes=own)
    assert found == [("TR222", "supersedes.revision")]
    assert changed(revision=3, supersedes=own).revision == 3
    assert changed(supersedes=tr.Predecessor(slug="another", revision=7)).revision is None


@pytest.mark.parametrize(
    ("key", "fields", "expected"),
    [
        ("drivers", {"signals": [1, 2, 1]}, [("TR216", "signals[2]")]),
        ("drivers", {"signals": [0]}, [("TR204", "signals[0]")]),
        ("drivers", {"signals": [3, 11]}, [("TR204", "signals[1]")]),
        ("drivers", {"signals": ["1"]}, [("TR204", "signals[0]")]),
        ("signals", {"sources": ["a", "a"]}, [("TR216", "sources[1]")]),
        ("signals", {"sources": ["", "a b"]}, [("TR219", "sources[0]"), ("TR219", "sources[1]")]),
        ("signals", {"direction": "up"}, [("TR211", "direction")]),
        ("events", {"claim": "rumour"}, [("TR211", "claim")]),
        ("risks", {"category": "weather"}, [("TR211", "category")]),
        ("risks", {"severity": 0}, [("TR204", "severity")]),
        ("risks", {"likelihood": 6}, [("TR204", "likelihood")]),
        ("risks", {"severity": True}, [("TR204", "severity")]),
    ],
)
def test_what_an_item_cannot_hold_is_refused(key, fields, expected):
    assert problems(with_item, key, **fields) == expected


@pytest.mark.parametrize("revision", [0, -1, "1", 1.0])
def test_a_revision_counts_from_one(revision):
    assert problems(changed, revision=revision) == [("TR204", "revision")]


# --- versions ----------------------------------------------------------------------------------


@given(reports(evidence=False))
def test_a_report_without_evidence_is_of_schema_1_0(report):
    assert report.schema_version == "1.0"
    data = report.model_dump()
    assert data.keys() <= {
        "schema_version", "theme", "language", "published_at", "overview", "signals", "background",
        "events", "drivers", "impacts", "risks", "disclaimer", "appendices", "front_matter",
    }  # fmt: skip
    assert {len(item) for item in data["signals"] + data["events"] + data["risks"]} == {2}
    assert {len(item) for item in data["drivers"] + data["impacts"]} == {3}


EVIDENCE = {
    "revision": {"revision": 1},
    "supersedes": {"supersedes": tr.Predecessor(slug="x", revision=1)},
    "sources": {"sources": [S1]},
    "provenance": {"provenance": tr.Provenance(publisher="x")},
    "signal": with_item("signals", 9, direction="mixed"),
    "event": with_item("events", claim="fact"),
    "driver": with_item("drivers", signals=[1]),
    "impact": with_item("impacts", instruments=[tr.Instrument(name="x")]),
    "risk": with_item("risks", severity=1),
}


@pytest.mark.parametrize("fields", EVIDENCE.values(), ids=EVIDENCE)
def test_any_evidence_makes_a_report_of_schema_1_1(fields):
    report = changed(**fields)
    assert report.schema_version == "1.1"
    assert json.loads(report.model_dump_json())["schema_version"] == "1.1"
    assert report.content_hash != REPORT.content_hash


@pytest.mark.parametrize("fields", EVIDENCE.values(), ids=EVIDENCE)
def test_taking_the_evidence_away_makes_a_report_of_schema_1_0(fields):
    report = changed(**fields).model_copy(update={name: getattr(REPORT, name) for name in fields})
    assert report == REPORT
    assert report.schema_version == "1.0"


def test_fields_that_are_set_to_nothing_are_not_set():
    nothing = {"direction": None, "claim": None, "instruments": [], "sources": ()}
    fields = with_item("signals", 2, **nothing)
    report = changed(**fields, revision=None, sources=[], provenance=None, supersedes=None)
    assert report == REPORT
    assert tr.render(report, "json") == tr.render(REPORT, "json")


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_version_that_has_all_fields_is_taken(version):
    data = {**REPORT.model_dump(), "schema_version": version}
    assert tr.ThemeReport.model_validate(data) == REPORT


def test_version_1_0_beside_a_field_of_1_1_is_refused():
    for fields in EVIDENCE.values():
        assert problems(changed, schema_version="1.0", **fields) == [("TR217", "schema_version")]


def test_unset_fields_are_left_out_of_what_is_shown():
    assert repr(tr.Signal(rank=1, text="x")) == "Signal(rank=1, text='x')"
    shown = repr(tr.Signal(rank=1, text="x", claim="fact"))
    assert shown == "Signal(rank=1, text='x', claim='fact')"


# --- annotations -------------------------------------------------------------------------------


def test_annotations_are_read_into_the_fields():
    text = annotated(
        [
            "revision: 2",
            "sources: [{id: s1, title: Notice}]",
            "signals: {3: {direction: negative, sources: [s1], instruments: [{symbol: 000651}]}}",
            "drivers: {1: {signals: [1, 3]}}",
            "risks: {2: {severity: 4}}",
        ]
    )
    result = tr.read(text)
    assert result.diagnostics == ()
    report = result.report
    assert report.revision == 2
    assert report.signals[2].direction == "negative"
    assert report.signals[2].instruments == (tr.Instrument(symbol="000651"),)
    assert report.drivers[0].signals == (1, 3)
    assert report.risks[1].severity == 4
    assert report.sources == (tr.Source(id="s1", title="Notice"),)


@pytest.mark.parametrize(
    ("line", "shown", "code", "path"),
    [
        ("signals: {2: {direction: up}}", "up", "TR211", "signals[1].direction"),
        ("risks: {1: {severity: 9}}", "9", "TR204", "risks[0].severity"),
        ("revision: 0", "0", "TR204", "revision"),
        ("drivers: {1: {signals: [1, 12]}}", "12", "TR204", "drivers[0].signals[1]"),
        ("events: {1: {sources: [nowhere]}}", "nowhere", "TR214", "events[0].sources[0]"),
        ('sources: [{id: s1, url: "x:y"}]', "x:y", "TR218", "sources[0].url"),
        (
            "impacts: {1: {instruments: [{isin: ZZ0000000010}]}}",
            "ZZ0000000010",
            "TR220",
            "impacts[0].instruments[0].isin",
        ),
        ("provenance: {human: true}", "true", "TR202", "provenance.human"),
    ],
)
def test_a_bad_annotation_is_reported_where_it_stands(line, shown, code, path):
    text = annotated([line])
    (found,) = tr.read(text).diagnostics
    assert (found.code, found.path) == (code, path)
    assert text[found.span.start.offset : found.span.end.offset] == shown


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("topic: x", "x"),
        ("signals: [x]", "[x]"),
        ("signals: {11: {claim: fact}}", "{claim: fact}"),
        ("signals: {01: {claim: fact}}", "{claim: fact}"),
        ("signals: {1: fact}", "fact"),
        ("signals: {1: {text: Other words}}", "Other words"),
        ("signals: {1: {rank: 2}}", "2"),
        ("drivers: {1: {steps: [x]}}", "[x]"),
        ("overview: {1: {claim: fact}}", "{1: {claim: fact}}"),
        ("schema_version: 1.1", "1.1"),
    ],
)
def test_an_unknown_annotation_is_reported_where_it_stands(line, shown):
    text = annotated([line])
    result = tr.read(text)
    (found,) = (found for found in result.diagnostics if found.code == "TR110")
    assert errors(result) == [("TR110", "front_matter.themereport")]
    assert text[found.span.start.offset : found.span.end.offset] == shown


def test_an_annotation_that_is_no_mapping_is_refused():
    text = replaced("layout: post\n", "layout: post\nthemereport: [1]\n")
    assert errors(tr.read(text)) == [("TR110", "front_matter.themereport")]


def test_every_source_and_item_has_a_line_of_its_own():
    text = tr.render(changed(sources=[S1, S2], **with_item("signals", 9, sources=["s2"])))
    assert (
        "\nthemereport:\n"
        "  sources:\n"
        '    - {"id": "s1", "title": "Notice (fictional)", "url": "https://example.com/notice"}\n'
        '    - {"id": "s2", "title": "Draft (fictional)"}\n'
        "  signals:\n"
        '    "10": {"sources": ["s2"]}\n'
        "---\n"
    ) in text


@given(reports(evidence=True))
def test_every_annotation_has_a_place(report):
    result = tr.read(tr.render(report))
    for at, source in enumerate(report.sources):
        for name in source.model_dump():
            assert f"sources[{at}].{name}" in result.spans
    for at, signal in enumerate(report.signals):
        for name in signal.model_dump():
            assert name == "rank" or f"signals[{at}].{name}" in result.spans


# --- links -------------------------------------------------------------------------------------

NOTICE = "[看公告](https://example.com/a)"
SIGNAL = "1.  **某省电网公司公布12吉瓦时储能集中招标"
EVENT = REPORT.events[0].description
STEP = REPORT.drivers[0].steps[0]


def linked(old, link=NOTICE, text=TEXT):
    return replaced(old, f"{old}{link}", text)


@pytest.mark.parametrize(
    ("old", "path"),
    [
        (SIGNAL, "signals[0]"),
        (EVENT, "events[0]"),
        (REPORT.drivers[0].thesis, "drivers[0]"),
        (STEP, "drivers[0]"),
        (REPORT.impacts[0].analysis, "impacts[0]"),
        (REPORT.risks[0].description, "risks[0]"),
        (REPORT.risks[0].name, "risks[0]"),
        (REPORT.overview, ""),
        (REPORT.background, ""),
        (REPORT.disclaimer, ""),
    ],
)
def test_a_link_keeps_its_words_and_becomes_a_source(old, path):
    result = tr.read(linked(old))
    report = result.report
    assert report.sources == (tr.Source(id="s1", title="看公告", url="https://example.com/a"),)
    assert codes(result) == ["TR307"]
    (found,) = result.diagnostics
    assert "https://example.com/a (now the source s1)" in found.message
    assert found.fix is None or not found.fix.safe
    key, _, at = path.rstrip("]").partition("[")
    cited = [
        f"{name}[{number}]"
        for name in ("signals", "events", "drivers", "impacts", "risks")
        for number, item in enumerate(getattr(report, name))
        if item.sources
    ]
    assert cited == ([path] if key else [])
    if key:
        assert getattr(report, key)[int(at)].sources == ("s1",)
    words = tr.read(linked(old, "看公告")).report
    assert report == words.model_copy(
        update={"sources": report.sources, **({key: getattr(report, key)} if key else {})}
    )


def test_links_to_the_same_address_are_one_source():
    text = linked(EVENT, "[乙](https://example.com/a)", linked(SIGNAL))
    report = tr.read(linked(STEP, "[丙](https://example.com/b)", text)).report
    assert [(source.id, source.title) for source in report.sources] == [
        ("s1", "看公告"),
        ("s2", "丙"),
    ]
    assert report.events[0].sources == report.signals[0].sources == ("s1",)
    assert report.drivers[0].sources == ("s2",)


def test_ids_of_links_stay_clear_of_those_in_the_front_matter():
    lines = [
        "sources: [{id: s1, title: x}, {id: given, url: 'https://example.com/g'}]",
        "signals: {1: {sources: [s1]}}",
    ]
    text = linked(SIGNAL, "[y](https://example.com/g)", linked(SIGNAL, text=annotated(lines)))
    report = tr.read(text).report
    assert [source.id for source in report.sources] == ["s1", "given", "s2"]
    assert report.signals[0].sources == ("s1", "given", "s2")


@pytest.mark.parametrize(
    "address",
    ["mailto:a@example.com", "/about", "#x", "ftp://example.com", "javascript:x", "https://a@b.c/"],
)
def test_a_link_to_elsewhere_is_dropped_as_before(address):
    result = tr.read(linked(EVENT, f"[看]({address})"))
    assert result.report.sources == ()
    assert codes(result) == ["TR307"]
    assert f"a link to {address};" in result.diagnostics[0].message


@pytest.mark.parametrize(
    ("link", "url", "title"),
    [
        ("[a](HTTPS://example.com/)", "https://example.com/", "a"),
        ("[a](https://example.com/?a=b&amp;c=d)", "https://example.com/?a=b&c=d", "a"),
        ("[a](https://example.com/b_(c))", "https://example.com/b_(c)", "a"),
        ("[a](https://example.com/b\\_c)", "https://example.com/b_c", "a"),
        ('[a](https://example.com/ "title")', "https://example.com/", "a"),
        ("[**a** b](https://example.com/)", "https://example.com/", "a b"),
        ("[](https://example.com/)", "https://example.com/", None),
        ("![a](https://example.com/)", "https://example.com/", "a"),
    ],
)
def test_the_address_of_a_link_is_the_one_that_it_leads_to(link, url, title):
    (source,) = tr.read(linked(EVENT, link)).report.sources
    assert (source.url, source.title) == (url, title)


def test_an_address_that_is_its_own_words_is_no_source():
    result = tr.read(linked(EVENT, "<https://example.com/a>"))
    assert result.report.sources == ()
    assert result.report.events[0].description.endswith("https://example.com/a")


def test_links_in_a_table_become_sources():
    risks = [(risk.name, risk.description) for risk in REPORT.risks]
    lines = [f"*   **{name}：** {words}" for name, words in risks]
    rows = ["| 风险 | 说明 |", "|---|---|", *(f"| {n} | {NOTICE}{w} |" for n, w in risks)]
    text = replaced("\n".join(lines), "\n".join(rows))
    result = tr.read(text)
    assert len(result.report.sources) == 1
    assert {risk.sources for risk in result.report.risks} == {("s1",)}
    assert set(codes(result)) == {"TR307", "TR323"}
    assert tr.fix(text).text == text


def test_links_are_kept_by_safe_fixes_and_by_writing_anew():
    text = linked(EVENT, text=linked(SIGNAL, "[乙](https://example.com/b)"))
    # Drift beside the links, of which the fixes would write over them.
    text = text.replace("1.  **", "1) __", 1).replace("（虚构数字），单次", "__，单次", 1)
    report = tr.read(text).report
    assert len(report.sources) == 2
    fixed = tr.fix(text)
    assert tr.read(fixed.text).report == report
    written = tr.render(report)
    assert tr.read(written).report == report
    assert tr.read(written).diagnostics == ()
    assert "](" not in written


def test_links_by_reference_are_kept_by_safe_fixes():
    text = linked(SIGNAL, "[看公告][1]") + "\n[1]: https://example.com/a\n"
    text = text.replace("1.  **", "1) __", 1).replace("（虚构数字），单次", "__，单次", 1)
    report = tr.read(text).report
    assert report.signals[0].sources == ("s1",)
    assert tr.read(tr.fix(text).text).report == report


def test_fixing_with_leave_takes_links_away():
    text = linked(EVENT, text=linked(REPORT.overview))
    assert codes(tr.read(tr.fix(text, unsafe=True).text)) == []


def test_a_body_without_front_matter_keeps_its_links():
    report = tr.read(
        linked(EVENT, text=BODY), defaults={"published_at": REPORT.published_at}
    ).report
    assert report.events[0].sources == ("s1",)


def test_the_counts_of_fields_of_schema_1_0_are_right():
    from themereport.models.agreement import _ITEMS, later_names

    for key, count in _ITEMS.items():
        kind = type(getattr(REPORT, key)[0])
        assert len(kind.model_fields) - len(later_names(kind)) == count
