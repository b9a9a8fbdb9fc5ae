"""The laws of the text form, over every valid report."""

from __future__ import annotations

import pytest
from canonical import REPORT
from dialects import DIALECTS
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import MARKUP, reports, texts

import themereport as tr
from themereport.document.inline import escape, escape_block, unescape
from themereport.models.markdown import contain


@pytest.mark.parametrize("format", ["jekyll", "json", "yaml"])
@given(report=reports())
def test_what_is_rendered_reads_back_equal_and_without_diagnostics(format, report):
    result = tr.read(tr.render(report, format), format)
    assert result.diagnostics == ()
    assert result.report == report
    assert result.report.content_hash == report.content_hash


@pytest.mark.parametrize("format", ["jekyll", "json", "yaml"])
@given(report=reports())
def test_what_is_rendered_shows_its_format(format, report):
    text = tr.render(report, format)
    assert tr.read(text) == tr.read(text, format)


@given(report=reports())
def test_no_markdown_is_taken_for_another_format(report):
    for dialect in DIALECTS.values():
        text = tr.render(report, "markdown", dialect=dialect)
        assert "TR112" not in [found.code for found in tr.read(text, "markdown").diagnostics]


@pytest.mark.parametrize("format", ["jekyll", "json", "yaml"])
@given(report=reports())
def test_canonical_text_is_a_fixed_point(format, report):
    text = tr.render(report, format)
    assert tr.render(tr.read(text, format).report, format) == text


@pytest.mark.parametrize("frame", ["zh-Hans", "zh-Hant", "en"])
@given(report=reports())
def test_a_foreign_frame_changes_nothing_of_the_content(frame, report):
    result = tr.read(tr.render(report, "jekyll", language=frame))
    assert result.diagnostics == ()
    assert result.report == report


@pytest.mark.parametrize(
    "title", ["[x] Disclaimer:", "【甲】免责条款", "Disclaimer", "(a) Overview"]
)
def test_a_title_that_names_a_section_with_or_without_its_number_stays_a_title(title):
    appendix = tr.Section(title=title, body="")
    report = REPORT.model_copy(update={"appendices": (appendix,)})
    assert tr.loads(str(tr.render(report))) == report


@given(
    st.one_of(
        st.text(),
        st.lists(st.sampled_from((*MARKUP, "\n", "\n\n", "# ", "---\n"))).map("".join),
        st.binary(),
    )
)
@pytest.mark.parametrize("format", ["jekyll", "json", "yaml"])
def test_reading_anything_ends_in_a_report_or_in_errors(format, source):
    result = tr.read(source, format)
    assert (result.report is None) == any(d.severity == "error" for d in result.diagnostics)
    for diagnostic in result.diagnostics:
        assert diagnostic.message
        assert str(diagnostic)


@given(reports(), st.data())
def test_reading_a_damaged_report_ends_in_a_report_or_in_errors(report, data):
    text = tr.render(report)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    damaged = (
        text[:start] + data.draw(st.sampled_from(("", *MARKUP, "\n", "\t", "\r"))) + text[end:]
    )
    result = tr.read(damaged)
    assert (result.report is None) == any(d.severity == "error" for d in result.diagnostics)


@given(reports())
def test_line_ends_do_not_matter(report):
    text = tr.render(report)
    for line_end in ("\r\n", "\r"):
        result = tr.read(text.replace("\n", line_end))
        assert result.report == report


@given(reports())
def test_every_span_holds_its_field(report):
    text = tr.render(report)
    result = tr.read(text)
    for path in (
        "overview",
        "signals[9].text",
        "events[0].title",
        "risks[0].description",
        "drivers[0].steps[0]",
        "disclaimer",
        "theme",
    ):
        span = result.spans[path]
        found = unescape(text[span.start.offset : span.end.offset])[0]
        assert found == _value(report, path)


@given(texts())
@example("5*3")
@example("a_b")
def test_escaped_text_reads_back(text):
    for write in (escape, escape_block):
        assert unescape(write(text)) == (text, [])


@pytest.mark.parametrize("text", ["R&D", "5*3", "a_b", "5%~10%", "$100", "C#", "a > b", "云计算"])
def test_text_that_is_safe_is_not_escaped(text):
    assert escape(text) == text


@given(st.lists(st.sampled_from((*MARKUP, "\n", "\n", "    ", "\t", "x", "\x07"))).map("".join))
def test_containing_markdown_twice_is_containing_it_once(body):
    safe, _ = contain(body)
    assert contain(safe) == (safe, [])


def _value(report, path):
    value = report
    for step in path.replace("]", "").replace("[", ".").split("."):
        value = value[int(step)] if step.isdigit() else getattr(value, step)
    return value
