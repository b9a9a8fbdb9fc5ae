"""The quick ways give what the general ways give."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from strategies import reports

import themereport as tr
from themereport.document.compose import compose
from themereport.renderers.markdown import _body, _inert_body

EXAMPLES = [
    path.read_text(encoding="utf-8")
    for path in sorted(Path(__file__).parent.parent.joinpath("examples").glob("20*.md"))
]
SPECIMENS = [*EXAMPLES, EXAMPLES[0].split("---\n", 2)[2]]

# Small changes, most of which leave the canonical form by a hair.
PIECES = (
    "", " ", "\n", "\n\n", "*", "**", "x", "：", "，", "# ", "### ", "1. ", "    1.  ", "*   **", "&",
    "\\", "_", "`", "<", "[", "|", "-", "---\n", "\u3000", "\t", "\x07", '"', "0", "免责条款",
)  # fmt: skip


@st.composite
def nearly_canonical(draw):
    text = draw(st.sampled_from(SPECIMENS))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.sampled_from((0, 0, 1, 2, 5)))
        text = text[:at] + draw(st.sampled_from(PIECES)) + text[at + gone :]
    return text


def generally(text):
    never = defaultdict(lambda: lambda *_: False)
    with (
        patch("themereport.readers.markdown.express_document", lambda *_: False),
        patch("themereport.document.listing.express_sections", lambda *_: never),
    ):
        return tr.read(text)


def both(text):
    one, other = tr.read(text), generally(text)
    assert one.report == other.report
    assert one.diagnostics == other.diagnostics
    if one.report is not None:
        assert dict(one.spans) == dict(other.spans)


@given(nearly_canonical())
def test_reading_expressly_gives_what_reading_generally_gives(text):
    both(text)


@given(reports())
def test_reading_what_was_rendered_expressly_gives_the_same(report):
    both(tr.render(report))


def test_the_examples_take_the_express_lane():
    with patch("themereport.readers.markdown.extract", side_effect=AssertionError):
        # An appendix goes the general way.
        read = [tr.read(text).report for text in EXAMPLES if "### 5." not in text]
    assert len(read) == 2
    assert None not in read


@given(reports())
def test_a_form_gives_what_the_writers_give(report):
    document = compose(report)
    assert _inert_body(document) in (None, _body(document))


def test_the_examples_are_written_as_forms():
    for text in EXAMPLES:
        document = compose(tr.loads(text))
        assert (_inert_body(document) == _body(document)) is ("### 5." not in text)
