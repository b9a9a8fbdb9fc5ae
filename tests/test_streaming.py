"""Streaming: events as blocks are complete, and in the end what reading the whole gives."""

from __future__ import annotations

from itertools import pairwise

import pytest
from canonical import EXAMPLES
from drift import DRIFTS
from hypothesis import given
from hypothesis import strategies as st
from test_lanes import nearly_canonical
from test_linear import growth

import themereport as tr

TEXTS = [path.read_text(encoding="utf-8") for path in EXAMPLES]
TEXT = TEXTS[0]


def chunks_of(whole, cuts):
    places = [0, *sorted({cut % (len(whole) + 1) for cut in cuts}), len(whole)]
    return [whole[start:end] for start, end in pairwise(places)]


def streamed(chunks, **options):
    reader = tr.StreamReader(**options)
    events = [event for chunk in chunks for event in reader.feed(chunk)]
    return reader.close(), events


def assert_equal(one, other):
    assert one.report == other.report
    assert one.diagnostics == other.diagnostics
    assert dict(one.spans) == dict(other.spans)


@given(nearly_canonical(), st.lists(st.integers(0, 5000), max_size=8), st.booleans())
def test_closing_gives_what_reading_the_whole_gives(text, cuts, as_bytes):
    whole = text.encode() if as_bytes else text
    result, _ = streamed(chunks_of(whole, cuts))
    assert_equal(result, tr.read(whole))


@pytest.mark.parametrize("text", TEXTS)
def test_single_bytes_give_the_same_result_and_the_same_events(text):
    data = text.encode()
    result, events = streamed([data[at : at + 1] for at in range(len(data))])
    whole, others = streamed([text])
    assert_equal(result, whole)
    assert events == others


@given(st.lists(st.integers(0, 5000), max_size=8))
def test_events_do_not_depend_on_the_chunks(cuts):
    assert streamed(chunks_of(TEXT, cuts))[1] == streamed([TEXT])[1]


@pytest.mark.parametrize("text", TEXTS)
def test_the_events_are_the_report_in_order(text):
    report = tr.loads(text)
    _, events = streamed([text])
    texts = {event.path: event.text for event in events if event.kind == "block"}
    assert texts["overview"] == report.overview
    assert [texts[f"signals[{at}]"] for at in range(10)] == [s.text for s in report.signals]
    assert texts["background"] == report.background
    for at, driver in enumerate(report.drivers):
        assert texts[f"drivers[{at}]"].endswith(driver.thesis)
        for number, step in enumerate(driver.steps):
            assert texts[f"drivers[{at}].steps[{number}]"] == step
    for at, risk in enumerate(report.risks):
        assert texts[f"risks[{at}]"].endswith(risk.description)
    sections = [event.path for event in events if event.kind == "section"]
    assert sections[:4] == ["brief", "overview", "signals", "detail"]


def test_a_signal_is_told_before_the_next_one_is_written():
    reader = tr.StreamReader()
    before, _, _ = TEXT.partition("\n2.  **")
    reader.feed(before)
    (event,) = reader.feed("\n2.  **招")
    assert event.path == "signals[0]"
    assert event.text == tr.loads(TEXT).signals[0].text


@pytest.mark.parametrize(
    "name", ["fence", "deeper headings", "bold headings", "thinking", "crlf", "chinese commas"]
)
def test_drifted_signals_are_told_one_by_one(name):
    _, events = streamed([DRIFTS[name](TEXT)])
    told = [event.text for event in events if event.path.startswith("signals[")]
    assert told == [signal.text for signal in tr.loads(TEXT).signals]


@pytest.mark.parametrize("text", TEXTS)
def test_line_ends_are_no_part_of_a_block(text):
    assert streamed([text.replace("\n", "\r\n")])[1] == streamed([text])[1]


def test_the_disclaimer_of_a_dialect_is_a_section():
    dialect = tr.Dialect.load(EXAMPLES[0].parent / "dialects" / "wire.toml")
    text = tr.render(tr.loads(TEXT), dialect=dialect)
    _, events = streamed([text], dialect=dialect)
    assert [event.path for event in events if event.kind == "section"][-1] == "disclaimer"


@pytest.mark.parametrize("as_bytes", [False, True])
def test_feeding_a_long_line_piece_by_piece_takes_linear_time(as_bytes):
    def feed(count):
        reader = tr.StreamReader()
        reader.feed(b"---\n" if as_bytes else "---\n")
        piece = b"x" if as_bytes else "x"
        for _ in range(count):
            reader.feed(piece)

    assert growth(lambda size: size, feed) < 3


def test_headings_in_front_matter_that_does_not_end_are_no_sections():
    text = TEXT.replace("\n---\n", "\n")
    assert "\n### " in text
    assert streamed([text])[1] == []


@pytest.mark.parametrize("is_given", [True, False])
@pytest.mark.parametrize("format", ["json", "yaml"])
def test_a_text_in_another_format_has_no_events_but_a_result(format, is_given):
    report = tr.loads(TEXT)
    options = {"format": format} if is_given else {}
    result, events = streamed([tr.render(report, format)], **options)
    assert events == []
    assert result.report == report


def test_lines_that_look_like_headings_are_no_events_of_other_formats():
    assert streamed([TEXT], format="json")[1] == []


def test_the_fortieth_item_has_its_path_too():
    items = "".join(f"{f'{rank}.':<3} **x**\n" for rank in range(1, 41))
    _, events = streamed([f"### 对于交易影响可能最大的10个信息\n\n{items}\n"])
    assert [event.path for event in events] == ["signals", *(f"signals[{at}]" for at in range(40))]


@pytest.mark.parametrize("size", [1, 4])
def test_an_item_is_told_as_soon_as_the_next_marker_is_written(size):
    reader = tr.StreamReader()
    before, _, _ = TEXT.partition("\n2.  **")
    reader.feed(before)
    begun = "\n2.  "
    pieces = [begun[at : at + size] for at in range(0, len(begun), size)]
    *events, last = [reader.feed(piece) for piece in pieces]
    assert not any(events)
    assert [event.path for event in last] == ["signals[0]"]


def test_text_of_a_subclass_is_text():
    class Words(str):
        __slots__ = ()

    chunks = [Words(TEXT[at : at + 4]) for at in range(0, len(TEXT), 4)]
    result, events = streamed(chunks)
    whole, others = streamed([TEXT])
    assert_equal(result, whole)
    assert events == others


def test_text_and_bytes_do_not_mix():
    reader = tr.StreamReader()
    reader.feed("x")
    with pytest.raises(TypeError, match="all str or all bytes"):
        reader.feed(b"x")


def test_a_closed_reader_takes_no_more():
    reader = tr.StreamReader()
    reader.close()
    with pytest.raises(tr.ThemeReportError, match="closed"):
        reader.feed("x")


@pytest.mark.parametrize("format", [None, "json"])
def test_beyond_the_limit_nothing_is_kept(format):
    reader = tr.StreamReader(format, limits=tr.Limits(bytes=100))
    for _ in range(1000):
        reader.feed("x" * 60)
    assert sum(map(len, [*reader._lines, *reader._pending])) <= 180
    assert [found.code for found in reader.close().diagnostics] == ["TR005"]
