"""Answers of language models: read as far as they go, whole or while they are written."""

from __future__ import annotations

import json

import pytest
from canonical import REPORT, errors
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import from_json
from strategies import reports, texts
from test_streaming import chunks_of

import themereport as tr
from themereport.llm import DraftStream, ReportDraft, read_answer

DRAFT = ReportDraft.from_report(REPORT)
FIELDS = DRAFT.model_dump(mode="json")
TEXT = json.dumps(FIELDS, ensure_ascii=False)
PRETTY = json.dumps(FIELDS, ensure_ascii=False, indent=2)

# What means something to whoever reads JSON, and what models put around it.
_TOKENS = st.sampled_from(
    (*'{}[],:"\\ \n', "null", "true", "-1.5e3", '"theme"', '"signals"', '{"theme":', '"text"',
     '"risks": [', '{"name":"a","description":"b"}', "\\u00e9", "\\ud800", "```json\n", "<think>",
     "</think>", "NaN", "云", "\ufeff", "\ud800", "1" * 5000, "[" * 2000)
)  # fmt: skip
broken = st.lists(_TOKENS, max_size=30).map("".join)


@st.composite
def answers(draw):
    """A draft as JSON, laid out and wrapped as models do."""
    fields = ReportDraft.from_report(draw(reports())).model_dump(mode="json")
    before, after = draw(st.sampled_from([("", ""), ("Sure:\n```json\n", "\n```\nDone {x}.")]))
    return before + json.dumps(fields, indent=draw(st.sampled_from([None, 1]))) + after


def with_field(name, value, text=TEXT):
    """`text` with another JSON `value` in the place of a field."""
    old = json.dumps(FIELDS[name], ensure_ascii=False)
    assert text.count(old) == 1
    return text.replace(old, value)


# --- laws ------------------------------------------------------------------------------------


@given(answers())
def test_a_whole_answer_gives_its_draft(text):
    answer = read_answer(text)
    assert {found.code for found in answer.diagnostics} <= {"TR318"}
    assert answer.to_report().report is not None


@given(broken)
def test_no_text_raises(text):
    answer = read_answer(text)
    assert isinstance(answer.draft, ReportDraft)
    assert answer.to_report().report is None


@given(broken, st.integers(0, len(TEXT)))
def test_no_text_within_an_answer_raises(text, at):
    answer = read_answer(TEXT[:at] + text + TEXT[at:])
    result = answer.to_report()
    assert (result.report is None) == any(d.severity == "error" for d in result.diagnostics)


@pytest.mark.parametrize(("text", "step"), [(TEXT, 1), (PRETTY, 7)], ids=["short", "pretty"])
def test_every_prefix_gives_what_it_holds_whole(text, step):
    """Another parser, which is told that the text is cut, is the oracle."""
    for at in range(text.index(":") + 1, len(text), step):
        draft = read_answer(text[:at]).draft.model_dump(mode="json")
        there = from_json(text[:at], allow_partial=True)
        for name, value in draft.items():
            if isinstance(value, list):
                partial = there.get(name, [])
                assert value == FIELDS[name][: len(value)]
                assert value == partial[: len(value)]
                assert len(partial) - len(value) in {0, 1}
            else:
                assert value in {FIELDS[name], "", None}
                assert value == there.get(name, value)


@given(answers(), st.lists(st.integers(0, 5000), max_size=8))
def test_the_drafts_of_a_stream_do_not_depend_on_the_chunks(text, cuts):
    assert drafts_of(chunks_of(text, cuts)) == drafts_of([text])


@given(broken, st.lists(st.integers(0, 5000), max_size=8))
def test_the_drafts_of_a_broken_stream_do_not_depend_on_the_chunks(text, cuts):
    assert drafts_of(chunks_of(text, cuts)) == drafts_of([text])


@given(broken | answers(), st.lists(st.integers(0, 5000), max_size=8))
def test_closing_gives_what_reading_the_whole_gives(text, cuts):
    stream = DraftStream()
    for chunk in chunks_of(text, cuts):
        stream.feed(chunk)
    answer, whole = stream.close(), read_answer(text)
    assert answer == whole
    assert dict(answer.spans) == dict(whole.spans)


@given(answers())
def test_the_last_draft_of_a_stream_is_that_of_the_whole(text):
    assert drafts_of([text])[-1] == read_answer(text).draft


@given(answers())
def test_each_draft_of_a_stream_holds_what_the_one_before_holds(text):
    held = {}
    for draft in drafts_of([text]):
        fields = draft.model_dump(mode="json")
        for name, value in held.items():
            assert fields[name][: len(value)] == value if value else True
        held = fields


def drafts_of(chunks):
    stream = DraftStream()
    return [draft for chunk in chunks for draft in stream.feed(chunk)]


# --- streams ---------------------------------------------------------------------------------


def test_a_stream_gives_a_draft_for_each_field_and_each_item():
    drafts = drafts_of(TEXT)
    lists = [value for value in FIELDS.values() if isinstance(value, list)]
    assert len(drafts) == len(FIELDS) - len(lists) + sum(map(len, lists))


def test_an_item_is_told_with_its_comma():
    stream = DraftStream()
    before, signal = TEXT[: TEXT.index('{"text"')], json.dumps(FIELDS["signals"][0])
    stream.feed(before)
    assert stream.feed(signal) == []
    (draft,) = stream.feed(",")
    assert [item.text for item in draft.signals] == [REPORT.signals[0].text]


def test_a_closed_stream_takes_no_more():
    stream = DraftStream()
    stream.close()
    with pytest.raises(tr.ThemeReportError, match="closed"):
        stream.feed("x")


def test_a_stream_takes_text_alone():
    with pytest.raises(TypeError, match="not bytes"):
        DraftStream().feed(b"x")


def test_beyond_the_limit_nothing_is_kept():
    stream = DraftStream(limits=tr.Limits(bytes=100))
    for _ in range(1000):
        stream.feed("x" * 60)
    assert sum(map(len, stream._texts)) <= 180
    assert errors(stream.close()) == [("TR005", "")]


def test_beyond_the_limit_of_items_there_are_no_more_drafts():
    stream = DraftStream(limits=tr.Limits(items=3))
    drafts = stream.feed(TEXT)
    assert max(len(draft.signals) for draft in drafts) == 3
    assert len(stream.close().draft.signals) == 10


# --- what stands around ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "left_out"),
    [
        ("```json\n", "\n```", [("a code fence", "```json"), ("a code fence", "```")]),
        ("Here it is:\n", "", [("text", "Here it is:")]),
        ("\n", "\nAnything else?", [("text", "Anything else?")]),
        ('<think>{"theme": "no"}</think>', "", [("text", '<think>{"theme": "no"}</think>')]),
        ('I give {x} and {"y": 1}: ', "", [("text", 'I give {x} and {"y": 1}:')]),
        ('{"report": ', "}", [("text", '{"report":'), ("text", "}")]),
        ("\ufeff", "", []),
    ],
    ids=["fence", "before", "behind", "thinking", "braces", "wrapper", "mark"],
)
def test_what_stands_around_is_left_out_and_reported(before, after, left_out):
    answer = read_answer(before + PRETTY + after)
    assert answer.draft == DRAFT
    said = [(found.arguments["what"], found.arguments["found"]) for found in answer.diagnostics]
    assert said == left_out
    assert {found.code for found in answer.diagnostics} <= {"TR318"}
    assert answer.to_report().report == REPORT


@pytest.mark.parametrize("text", ["I can't help with that.", "[1, 2]", "null", '"theme": "x"'])
def test_a_text_without_an_object_has_one_error(text):
    result = read_answer(text).to_report()
    assert errors(result) == [("TR107", "")]


@pytest.mark.parametrize(
    ("answer", "code"), [("", "TR004"), (b"\xff", "TR003"), ("\ud800", "TR006")]
)
def test_a_text_that_cannot_be_read_has_one_error(answer, code):
    assert errors(read_answer(answer).to_report()) == [(code, "")]


def test_bytes_are_utf_8():
    assert read_answer(TEXT.encode()).draft == DRAFT


def test_an_answer_is_text_or_bytes():
    with pytest.raises(TypeError, match="not dict"):
        read_answer(FIELDS)


# --- what is cut -----------------------------------------------------------------------------


def test_a_missing_brace_at_the_end_is_a_warning():
    answer = read_answer(TEXT[:-1])
    assert [(d.code, d.severity) for d in answer.diagnostics] == [("TR107", "warning")]
    assert answer.to_report().report == REPORT


def test_an_answer_that_was_cut_says_where_and_what_is_missing():
    cut = read_answer(TEXT[: TEXT.index(REPORT.risks[1].description)])
    assert cut.draft.risks == DRAFT.risks[:1]
    assert errors(cut) == [("TR107", "risks[1]"), ("TR201", "disclaimer")]


def test_a_list_that_was_cut_between_items_is_an_error():
    cut = read_answer(TEXT[: TEXT.index(', "disclaimer"') - 1])
    assert cut.draft.risks == DRAFT.risks
    assert errors(cut) == [("TR107", "risks"), ("TR201", "disclaimer")]


def test_a_number_that_may_go_on_is_not_complete():
    assert read_answer('{"theme": 1').diagnostics[0].arguments == {"reason": "the text ends here"}


# --- what is broken --------------------------------------------------------------------------


def test_what_is_broken_in_one_item_spoils_no_other():
    text = TEXT.replace('"text": "' + REPORT.signals[3].text, '"text": "He said "no"', 1)
    answer = read_answer(text)
    assert errors(answer) == [("TR107", "signals[3]")]
    assert [signal.text for signal in answer.draft.signals] == [
        "" if signal.rank == 4 else signal.text for signal in REPORT.signals
    ]
    assert errors(answer.to_report()) == [("TR107", "signals[3]")]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (with_field("theme", '"a" b'), ("TR107", "theme")),
        (with_field("theme", "NaN"), ("TR107", "theme")),
        (with_field("theme", ""), ("TR107", "theme")),
        (with_field("theme", "null"), ("TR204", "theme")),
        (with_field("theme", '"a\nb"'), ("TR205", "theme")),
        (with_field("theme", '"a\\ud800"'), ("TR205", "theme")),
        (with_field("risks", '"none"'), ("TR204", "risks")),
        (with_field("risks", '["none"]'), ("TR204", "risks[0]")),
        (with_field("risks", "[{}] x"), ("TR107", "")),
        (with_field("signals", '{"1": "x"}'), ("TR204", "signals")),
        (TEXT.replace('"kind": "', '"kind": "x', 1), ("TR211", "impacts[0].kind")),
        (TEXT.replace('"steps": [', '"steps": [1, ', 1), ("TR204", "drivers[0].steps[0]")),
        (TEXT.replace('"title"', '"titel"', 1), ("TR202", "events[0].titel")),
        (TEXT.replace('"text"', '"text": "x", "text"', 1), ("TR107", "signals[0]")),
        (TEXT.replace('"theme"', "theme", 1), ("TR107", "")),
        (TEXT.replace("{", '{"theme": "x", ', 1), ("TR104", "theme")),
        (TEXT.replace("{", '{"risks": [], ', 1), ("TR104", "risks")),
        (TEXT.replace("{", '{"topic": "x", ', 1), ("TR202", "topic")),
        (TEXT.replace("{", '{"theme", ', 1), ("TR107", "theme")),
    ],
)
def test_what_is_broken_has_a_code_and_a_path(text, error):
    result = read_answer(text).to_report()
    assert error in errors(result)
    assert result.report is None


def commas(answer):
    """Where commas are reported, by line."""
    for found in answer.diagnostics:
        assert (found.code, found.severity) == ("TR107", "warning")
        assert "a comma separates nothing" in found.message
    return [found.span.start.line for found in answer.diagnostics]


def test_commas_behind_the_last_item_and_field_are_read_and_reported():
    text = PRETTY.replace("\n  ],", ",\n  ],").replace("\n}", ",\n}")
    assert text.count(",,") == 0 and text != PRETTY
    answer = read_answer(text)
    assert answer.draft == DRAFT
    assert answer.to_report().report == REPORT
    lines = text.split("\n")
    assert commas(answer) == [at for at, line in enumerate(lines) if line in {"  ],", "}"}]


def test_commas_within_an_item_are_read_and_reported_at_the_item():
    text = PRETTY.replace("\n    }", ",\n    }").replace('"overview": "', '"overview": ",] ,}')
    answer = read_answer(text)
    items = sum(len(value) for value in FIELDS.values() if isinstance(value, list))
    assert len(commas(answer)) == items
    assert answer.draft == DRAFT.model_copy(update={"overview": f",] ,}}{DRAFT.overview}"})


def test_two_commas_between_items_are_read_and_reported():
    answer = read_answer(PRETTY.replace("},\n", "},,\n").replace('",\n  "', '",,\n  "'))
    assert answer.draft == DRAFT
    assert len(commas(answer)) > 10


@pytest.mark.parametrize(
    "between", ["\n", ", ", "\n```\n\nBetter:\n\n```json\n", "\n<think>x</think>\n"]
)
def test_a_second_object_is_an_error_that_shows_it(between):
    second = with_field("overview", '"Another."')
    answer = read_answer(TEXT + between + second)
    assert answer.draft == DRAFT
    assert errors(answer) == [("TR407", "")]
    assert answer.diagnostics[-1].span.start.offset == len(TEXT + between)
    assert answer.to_report().report is None


def test_what_is_broken_under_no_name_is_shown_at_its_place():
    text = PRETTY.replace('  "overview"', '  // in short\n  "overview"')
    found = next(one for one in read_answer(text).diagnostics if one.code == "TR107")
    line = text[: found.span.start.offset].count("\n") + 1
    assert DRAFT.overview in text.split("\n")[line - 1]
    assert found.span.start.line == line


def test_what_is_missing_is_said_once():
    answer = read_answer("{}")
    required = [name for name, field in ReportDraft.model_fields.items() if field.is_required()]
    missing = [("TR201", name) for name in required]
    assert errors(answer) == missing
    assert errors(answer.to_report()) == [*missing, ("TR201", "published_at")]


def test_what_a_report_can_do_without_need_not_be_in_the_answer():
    fields = {name: value for name, value in FIELDS.items() if name != "sources"}
    fields = json.loads(json.dumps(fields))
    optional = ("direction", "claim", "sources", "category", "severity", "likelihood", "kind")
    for items in fields.values():
        for item in items if isinstance(items, list) else ():
            for name in optional:
                item.pop(name, None)
    assert read_answer(json.dumps(fields)).diagnostics == ()


def test_what_the_caller_knows_need_not_be_in_the_answer():
    text = with_field("published_at", "null")
    assert errors(read_answer(text).to_report()) == [("TR201", "published_at")]
    assert read_answer(text).to_report(published_at=REPORT.published_at).report == REPORT


# --- places ----------------------------------------------------------------------------------


@given(texts())
def test_spans_lead_to_the_values(theme):
    fields = {**FIELDS, "theme": theme}
    text = json.dumps(fields, ensure_ascii=False)
    spans = read_answer(text).spans
    for path in ("theme", "signals[3]", "drivers", "disclaimer"):
        span = spans[path]
        name, _, index = path.partition("[")
        value = fields[name][int(index[:-1])] if index else fields[name]
        assert json.loads(text[span.start.offset : span.end.offset]) == value


def test_a_problem_has_the_place_of_its_item():
    text = PRETTY.replace('"kind": "', '"kind": "x', 1)
    (found,) = read_answer(text).diagnostics
    line = text[: text.index('"target"')].count("\n")
    assert found.span.start.line == line


def test_a_problem_of_the_report_has_its_place_too():
    text = with_field("disclaimer", '" "')
    (found,) = read_answer(text).to_report().diagnostics
    assert text[found.span.start.offset : found.span.end.offset] == '" "'
