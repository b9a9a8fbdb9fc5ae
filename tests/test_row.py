"""Rows of tables: which lines are some where no bars stand around them, and their cells."""

from __future__ import annotations

import pytest

from themereport.document.passage import Passage
from themereport.document.row import cells_of, is_rule, with_bare_rows
from themereport.readers.scanner import scan

HEAD = "a | b\n---|---\n"


def rows(text):
    lines = with_bare_rows(scan(text, 0, len(text)), text)
    for line in lines:
        assert text[line.content : line.end] == line.text
    return [(line.kind, line.marker, line.text) for line in lines]


def row(text):
    return ("row", "", text)


def line(text):
    return ("line", "", text)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("1 | 2", row("1 | 2")),
        ("X | X", row("X | X")),
        ("  1 | 2  ", row("1 | 2  ")),
        ("- x | y", row("- x | y")),
        ("1. x | y", row("1. x | y")),
        ("words", line("words")),
        ("|", line("|")),
        ("- words", ("item", "-", "words")),
        ("# a | b", ("heading", "#", "a | b")),
        ("\n1 | 2", line("1 | 2")),
    ],
)
def test_below_its_head_each_line_with_a_bar_is_a_row(last, expected):
    assert rows(HEAD + last) == [row("a | b"), row("---|---"), expected]


def test_behind_a_line_without_a_bar_a_table_has_no_more_rows():
    assert rows(f"{HEAD}words\n1 | 2")[2:] == [line("words"), line("1 | 2")]


@pytest.mark.parametrize("text", ["a | b\n1 | 2", "a\n---|---\n1 | 2", "---|---\n1 | 2"])
def test_without_a_head_and_a_rule_there_is_no_table(text):
    assert rows(text) == [line(words) for words in text.split("\n")]


def test_a_head_and_its_rule_stand_together():
    assert rows("a | b\n\n---|---")[0] == line("a | b")


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a | b  ", ["a ", " b"]),
        ("| a | b |  ", [" a ", " b "]),
        ("| a | b", [" a ", " b"]),
        ("a \\| b | c", ["a \\| b ", " c"]),
        ("| a || b |", [" a ", "", " b "]),
        ("|", []),
    ],
)
def test_a_row_is_cut_at_its_bars(text, cells):
    found = cells_of(Passage.of(text, 7))
    assert [cell.text for cell in found] == cells
    assert [text[cell.start - 7 : cell.end - 7] for cell in found] == cells


@pytest.mark.parametrize(
    ("text", "expected"),
    [("--- | :-: | -:", True), ("| - | - |", True), ("--- | a", False), (": | -", False)],
)
def test_a_rule_has_nothing_but_marks_in_its_cells(text, expected):
    assert is_rule(cells_of(Passage.of(text, 0))) is expected
