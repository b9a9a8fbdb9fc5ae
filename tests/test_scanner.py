"""The scanner: what each line is, how deep, behind which marker, and where."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from splice import BASES, OPERATIONS, spliced

from themereport.readers.scanner import landmarks, scan

numbers = st.integers(0, 2**16 - 1)
steps = st.lists(st.tuples(st.integers(0, len(OPERATIONS) - 1), numbers, numbers), max_size=4)
texts = st.builds(spliced, st.sampled_from(BASES["read"]), steps)


def scanned(text):
    return [(line.kind, line.level, line.marker, line.text) for line in scan(text, 0, len(text))]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# x", ("heading", 1, "#", "x")),
        ("###### x", ("heading", 6, "######", "x")),
        ("####### x", ("line", 0, "", "####### x")),
        ("#x", ("line", 0, "", "#x")),
        ("   ##  x  ", ("heading", 2, "##", "x")),
        ("    # x", ("line", 4, "", "# x")),
        ("##", ("heading", 2, "##", "")),
        ("*   x", ("item", 0, "*", "x")),
        ("*    x", ("item", 0, "*", "x")),
        ("*   \u3000x", ("item", 0, "*", "x")),
        ("*     ", ("item", 0, "*", "")),
        ("* x ", ("item", 0, "*", "x ")),
        ("  - x", ("item", 2, "-", "x")),
        ("\t1. x", ("item", 4, "1.", "x")),
        (" \t- x", ("item", 4, "-", "x")),
        ("1.5%", ("line", 0, "", "1.5%")),
        ("1.x", ("item", 0, "1.", "x")),
        ("①x", ("item", 0, "①", "x")),
        ("> x", ("line", 2, "", "x")),
        ("> - x", ("item", 2, "-", "x")),
        ("**x**", ("line", 0, "", "**x**")),
        ("  x  ", ("line", 2, "", "x  ")),
        ("| a | b |", ("row", 0, "", "| a | b |")),
        ("| a", ("line", 0, "", "| a")),
        ("*", ("item", 0, "*", "")),
    ],
)
def test_a_line_is_what_it_begins_with(line, expected):
    assert scanned(line) == [expected]
    text = f"x\n\n{line}\n\nx"
    assert scanned(text)[1] == expected
    found = scan(text, 0, len(text))[1]
    assert text[found.content : found.end] == found.text


@pytest.mark.parametrize("line", ["", " ", "\t", "\u3000", "> ", ">>", "  >  "])
def test_a_blank_line_is_none(line):
    assert scanned(line) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("```\n# x\n```\n# y", "ccch"),
        ("```py\n# x\n```\n# y", "ccch"),
        ("```\n# x\n````\n# y", "ccch"),
        ("````\n# x\n```\n# y", "cccc"),
        ("```\n# x\n``` z\n# y", "cccc"),
        ("```\n# x\n~~~\n# y", "cccc"),
        ("~~~\n# x\n~~~  \n# y", "ccch"),
        ("   ```\n# x\n   ```\n# y", "ccch"),
        ("    ```\n# x", "lh"),
        ("```a`b\n# x", "lh"),
        ("``\n# x", "lh"),
    ],
)
def test_between_fences_is_code(text, kinds):
    assert "".join(kind[0] for kind, *_ in scanned(text)) == kinds
    assert not any(marker for kind, _, marker, _ in scanned(text) if kind == "code")
    is_heading = [line.text for line in landmarks(text, 0, len(text)) if line.kind == "heading"]
    assert is_heading == [line.text for line in scan(text, 0, len(text)) if line.kind == "heading"]


@pytest.mark.parametrize("line", ["## x", " ## x", "**x**"])
def test_a_heading_at_the_very_end_is_whole_without_a_line_end(line):
    text = f"y\n{line}"
    assert landmarks(text, 0, len(text)) == scan(text, 0, len(text))[1:]


# Behind the marker of an item, it is no part of the words.
BOX = re.compile(r"\[[ xX]\]\Z")


@given(texts)
def test_every_line_knows_where_it_stands(text):
    for line in scan(text, 0, len(text)):
        assert line.start == 0 or text[line.start - 1] == "\n"
        assert text[line.content : line.end] == line.text
        behind = text[line.end :].split("\n", 1)[0]
        assert not behind or (line.kind == "heading" and not behind.strip())
        if line.marker:
            before = BOX.sub("", text[line.start : line.content].rstrip(" \t\u3000"))
            assert before.strip(" \t\u3000>") == line.marker


@given(texts)
def test_every_character_but_markers_and_blanks_is_in_a_line(text):
    said = "".join(line.marker + line.text for line in scan(text, 0, len(text)))
    assert re.sub(r"[\s>]|\[[ xX]\]", "", said) == re.sub(r"[\s>]|\[[ xX]\]", "", text)


@given(texts, st.integers(0, 3000), st.integers(0, 3000))
def test_landmarks_are_the_lines_that_begin_with_hashes_or_in_bold(text, first, last):
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    start = starts[first % len(starts)]
    stop = max(start, starts[last % len(starts)] or len(text))
    assert landmarks(text, start, stop) == [
        line
        for line in scan(text, start, stop)
        if line.kind in {"heading", "line"}
        and re.match(r" {0,3}(?:\*\*|#)", text[line.start : line.end])
    ]


@given(texts)
def test_scanning_a_part_gives_its_lines(text):
    lines = scan(text, 0, len(text))
    fence = next((line.start for line in lines if line.kind == "code"), len(text))
    for at, line in enumerate(lines[:40]):
        if line.start < fence:
            assert scan(text, line.start, len(text)) == lines[at:]
