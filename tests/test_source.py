"""Source texts: places are those of the text as it came."""

from pathlib import Path

import pytest

import themereport as tr
from themereport.readers.result import ReadResult, Spans
from themereport.source.edit import apply_edits
from themereport.source.text import SourceText

EXAMPLE = next(Path(__file__).parent.parent.joinpath("examples").glob("*储能*.md"))


def test_a_byte_order_mark_is_read_and_reported():
    text = EXAMPLE.read_text(encoding="utf-8")
    result = tr.read("\ufeff" + text)
    assert result.report == tr.loads(text)
    assert [found.code for found in result.diagnostics] == ["TR317"]


def test_the_fix_of_a_byte_order_mark_removes_it():
    text = EXAMPLE.read_text(encoding="utf-8")
    (found,) = tr.read("\ufeff" + text).diagnostics
    assert found.fix is not None
    assert apply_edits("\ufeff" + text, found.fix.edits) == text


def test_behind_a_byte_order_mark_json_is_read():
    report = tr.load(EXAMPLE)
    assert tr.read(b"\xef\xbb\xbf" + tr.render(report, "json").encode(), "json").report == report


def test_offsets_count_the_mark_and_line_ends_of_the_text_as_it_came():
    source = SourceText("\ufeffab\r\ncd\re")
    raw = source.raw
    starts = [source.position(source.text.index(letter)) for letter in "abcde"]
    assert [raw[start.offset] for start in starts] == list("abcde")
    assert [str(start) for start in starts] == ["1:1", "1:2", "2:1", "2:2", "3:1"]


@pytest.mark.parametrize(
    "path",
    ["posts/x.md", r"C:\posts\2026-01-31-储能.MARKDOWN", "my report.json", "a.yml", "x.html"],
)
def test_a_text_that_looks_like_a_path_is_said_to_and_nothing_else(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("x.html").write_text(tr.render(tr.load(EXAMPLE)), encoding="utf-8")
    for format in (None, "jekyll", "json", "yaml"):
        (found,) = tr.read(path, format).diagnostics
        assert (found.code, found.severity) == ("TR012", "error")
        assert (found.span.start.offset, found.span.end.offset) == (0, len(path))


@pytest.mark.parametrize("text", [b"x.md", "x.md\n", b"x.md\r\n", "x.md\nposts/y.json\n"])
def test_paths_as_another_program_prints_them_look_like_paths(text):
    assert [found.code for found in tr.read(text).diagnostics] == ["TR012"]


@pytest.mark.parametrize(
    "text", ["See x.md.", " x.md", "x.md\n\n", "a\nx.md", "x.py", "x" * 300 + ".md", ".md"]
)
def test_other_texts_do_not_look_like_a_path(text):
    assert "TR012" not in [found.code for found in tr.read(text).diagnostics]


@pytest.mark.parametrize("start", ["", "\n  ", "\ufeff"])
def test_a_page_of_html_is_said_to_be_one_and_nothing_else(start):
    page = str(tr.render(tr.load(EXAMPLE), "html"))
    for format in (None, "jekyll", "json"):
        (found,) = tr.read(start + page, format).diagnostics
        assert (found.code, found.span.start.offset) == ("TR013", len(start))
    assert tr.read("<HTML lang=zh>\n<p>a").diagnostics[0].code == "TR013"


def test_a_report_in_tags_of_a_page_is_read():
    text = EXAMPLE.read_text(encoding="utf-8")
    assert tr.read(f"<html>\n{text}</html>\n").report == tr.loads(text)


def test_a_text_that_looks_like_a_path_is_a_report_to_a_reader_that_reads_one(monkeypatch):
    class Names:
        def read(self, source, *, defaults):
            report = tr.load(EXAMPLE)
            return ReadResult(report, (), Spans(source, []), source)

    monkeypatch.setitem(tr.READERS._loaded, "names", Names())
    assert tr.read("x.md", "names").report is not None


def test_a_mark_alone_is_an_empty_text():
    assert [found.code for found in tr.read("\ufeff\n").diagnostics] == ["TR004"]
