"""Every code has an example that runs: the bad text has the code, the good one has not."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from canonical import codes

import themereport as tr
from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.example import code_examples

EXAMPLES = code_examples()
TABLES = files("themereport.diagnostics") / "examples" / "tables.toml"
DIALECT = tr.Dialect.loads(TABLES.read_text(encoding="utf-8"))
OF_READING = [code for code in CATALOGUE if code not in tr.RULES.names()]


def read(example, text, folder):
    limits = tr.Limits(**example.limits)
    if example.format == "call":
        return eval(text, {"read": tr.read, "load": lambda path: tr.read(Path(folder, path))})
    if example.format == "dialect":
        return tr.read(text, dialect=DIALECT)
    if example.format != "path":
        text = text.encode(example.encoding) if example.encoding != "utf-8" else text
        format = "jekyll" if example.format == "annotated" else example.format
        return tr.read(text, format, limits=limits, budget=example.budget)
    return tr.read(Path(folder, text))


def texts_of(example):
    """What `read` above takes of an example: texts, or what stands for one."""
    if example.format in {"path", "call"}:
        return example.bad, example.good
    return example.texts()


@pytest.fixture
def folder(tmp_path):
    report = EXAMPLES["TR302"].texts()[1]
    (tmp_path / "report.md").write_text(report, encoding="utf-8")
    (tmp_path / "empty.md").write_text("", encoding="utf-8")
    json = EXAMPLES["TR211"].texts()[1]
    (tmp_path / "json.md").write_text(json, encoding="utf-8")
    return tmp_path


def test_every_code_of_reading_has_an_example():
    assert list(EXAMPLES) == OF_READING


@pytest.mark.parametrize("code", OF_READING)
def test_the_bad_text_has_the_code_and_the_good_one_has_nothing(code, folder):
    example = EXAMPLES[code]
    bad, good = texts_of(example)
    assert code in codes(read(example, bad, folder))
    assert codes(read(example, good, folder)) == []


@pytest.mark.parametrize("code", OF_READING)
def test_examples_are_short_and_can_be_printed(code):
    bad, good = EXAMPLES[code].shown()
    assert bad != good
    for text in (bad, good):
        assert text == text.strip("\n")
        assert len(text.split("\n")) <= 12
        assert all(line.isprintable() for line in text.split("\n"))


def test_the_report_of_the_examples_is_canonical():
    markdown, json, annotated = (EXAMPLES[code].texts()[1] for code in ("TR302", "TR211", "TR214"))
    assert tr.render(tr.loads(annotated)) == annotated
    report = tr.loads(markdown)
    assert tr.render(report) == markdown
    assert tr.render(report, "json") == json
    assert tr.render(report, dialect=DIALECT) == EXAMPLES["TR326"].texts()[1]
