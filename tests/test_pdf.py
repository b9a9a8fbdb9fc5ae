"""PDF, as programs that are not ours read it: poppler's tools."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import pairwise

import pytest
from canonical import EXAMPLES, ROOT
from programs import require, require_module

import themereport as tr
from themereport.locales.labels import labels_for
from themereport.locales.language import LANGUAGES
from themereport.renderers.direction import is_right_to_left
from themereport.testing import RendererContract, example_report
from themereport.testing.contracts.visible import squeezed

require_module("typst")
pdfua, pikepdf = require_module("pdfua"), require_module("pikepdf")

# Typst would take each of these for something.
MARKUP = (
    '#set page(fill: red) #import "x" $x$ *b* _i_ `c`',
    "= heading - item + 1. @ref <label> // comment /* no */",
    '\\u{41} \\" ]#panic("no")[ ~ -- --- ...',
    "#read(\"/etc/passwd\") #sys.inputs #image('x')",
)


# Of a line that runs both ways, no program that reads PDF gives back the order of its words.
LEFT_TO_RIGHT = tuple(language for language in LANGUAGES if not is_right_to_left(language))


def told(program, *arguments, data):
    command = [require(program), *arguments, "-", *(["-"] if program == "pdftotext" else [])]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    return done.stdout.decode(errors="replace")  # pdfinfo writes titles as they are in the file


def text_of(data):
    return told("pdftotext", "-raw", "-enc", "UTF-8", data=data)


def squeezed_text(data):
    """The words of all pages, without blanks."""
    return squeezed(text_of(data))


def words_of(report):
    """The texts of a report from top to bottom."""
    yield report.overview
    yield from (signal.text for signal in report.signals)
    yield report.background
    for event in report.events:
        yield from (event.title, event.description)
    for driver in report.drivers:
        yield from (driver.subject, driver.thesis, *driver.steps)
    for impact in report.impacts:
        yield from (impact.target, impact.analysis)
    for risk in report.risks:
        yield from (risk.name, risk.description)
    yield report.disclaimer


class TestPdf(RendererContract):
    format = "pdf"
    examples = 5
    languages = LEFT_TO_RIGHT

    def visible_text(self, output):
        return text_of(output)

    def test_texts_show_their_own_characters(self):
        """No text becomes markup. Other probes have characters that no font has: see below."""
        for text in MARKUP:
            shown = squeezed_text(tr.render(odd(text), "pdf"))
            assert squeezed(text) in shown


@pytest.mark.parametrize(
    "report",
    [report for path in EXAMPLES if (report := tr.load(path)).language in LEFT_TO_RIGHT],
    ids=lambda report: report.language,
)
def test_every_text_of_a_report_is_there_in_order(report):
    shown, at = squeezed_text(tr.render(report, "pdf")), 0
    for words in words_of(report):
        found = shown.find(squeezed(words), at)
        assert found >= 0, words
        at = found


@pytest.mark.parametrize(
    "report",
    [tr.load(EXAMPLES[-1]), example_report("ar"), example_report("ar", evidence=False)],
    ids=["post", "all fields", "fields of schema 1.0"],
)
def test_every_word_of_a_report_in_arabic_is_there_as_often(report):
    shown = letters_of_words(told("pdftotext", data=tr.render(report, "pdf")))
    for text in words_of(report):
        assert letters_of_words(text) <= shown, text


def letters_of_words(text):
    """The words of a text, each with its letters in the order of the alphabet.

    Where a font has one glyph for two letters, as DejaVu has for lam and alef, poppler turns them round.
    """
    return Counter("".join(sorted(word)) for word in re.findall(r"[^\W\d_]+", text))


@pytest.mark.parametrize(("language", "at_the_right"), [("ar", True), ("en", False)])
def test_lines_begin_at_the_side_of_the_language(language, at_the_right):
    pages = told("pdftotext", "-bbox", data=tr.render(example_report(language), "pdf"))
    words = re.findall(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"', pages)
    begin, end = (Counter(round(float(word[side])) for word in words) for side in (0, 1))
    flush = [edge.most_common(1)[0][1] for edge in (begin, end)]
    assert flush[0] != flush[1]
    assert (flush[1] > flush[0]) is at_the_right


@pytest.mark.parametrize("language", LEFT_TO_RIGHT)
def test_notes_and_sources_are_there(language):
    report = example_report(language)
    shown = squeezed_text(tr.render(report, "pdf"))
    for source in report.sources:
        assert squeezed(source.title) in shown
    assert "ISINZZ0000000016" in shown


ADDRESSES = (
    "https://example.com/tariffs",
    "https://www.some-ministry-of-energy.example/en/publications/2026/09/24/report?lang=en&part=3.2",
    "https://data.example.org/" + "a" * 90 + "/x.html",
    "https://" + "b" * 60 + ".example.org/" + "c" * 60,
)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("language", "before"), [("en", 10), ("en", 25), ("en", 38), ("ar", 25)])
def test_an_address_is_broken_behind_its_marks_and_copied_as_it_is(address, language, before):
    base = example_report(language)
    source = base.sources[0].model_copy(update={"url": address, "title": "x" * before})
    report = base.model_copy(update={"sources": (source, *base.sources[1:])})
    shown = text_of(tr.render(report, "pdf"))
    assert address in shown.replace("\n", "")
    host = address[:40].rpartition("/")[0]
    assert len(host) < 10 or host in shown
    assert "\u200b" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_fonts_are_embedded(language):
    rows = told("pdffonts", data=tr.render(example_report(language), "pdf")).split("\n")[2:]
    embedded = [row.split()[-5] for row in rows if row]
    assert embedded and set(embedded) == {"yes"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_tagged_and_says_what_it_is(language):
    report = example_report(language)
    told_ = told("pdfinfo", data=tr.render(report, "pdf"))
    about = dict(re.findall(r"^(\w[\w ]*):\s+(.*)$", told_, re.MULTILINE))
    assert about["Tagged"] == "yes"
    assert report.theme in about["Title"]
    assert about["JavaScript"] == "no"
    assert about["Encrypted"] == "no"


@pytest.mark.parametrize(
    ("standard", "part"),
    [("ua-1", b"pdfuaid:part"), ("a-2a", b"pdfaid:part"), ("a-2u", b"pdfaid:part")],
)
def test_the_standard_that_is_asked_for_is_declared(standard, part):
    assert part in tr.render(example_report(), "pdf", options={"standard": standard})


@pytest.mark.parametrize("standard", ["ua-1", "a-2a"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_checker_of_pdf_ua_finds_nothing(language, standard, tmp_path):
    file = tmp_path / "report.pdf"
    tr.write(example_report(language), file, options={"standard": standard})
    assert pdfua.validate(file).findings == ()


def test_the_checker_finds_what_is_wrong(tmp_path):
    file, broken = tmp_path / "report.pdf", tmp_path / "broken.pdf"
    tr.write(example_report(), file, options={"standard": "ua-1"})
    with pikepdf.open(file) as pdf:
        for element in pdf.objects:
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/Figure":
                del element["/Alt"]
        pdf.save(broken)
    assert {found.rule_id for found in pdfua.validate(broken).findings} == {"UA-13-004"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_level_of_headings_is_left_out(language):
    tags = told("pdfinfo", "-struct", data=tr.render(example_report(language), "pdf"))
    levels = [int(level) for level in re.findall(r"^\s*H(\d)\b", tags, re.MULTILINE)]
    assert len(levels) >= 7
    assert all(below <= above + 1 for above, below in pairwise([0, *levels]))


@pytest.mark.parametrize(("paper", "size"), [("a4", "595.2"), ("letter", "612 x 792")])
def test_pages_have_the_size_that_is_asked_for(paper, size):
    about = told("pdfinfo", data=tr.render(example_report(), "pdf", options={"paper": paper}))
    assert size in about


def test_headings_are_bookmarks():
    data = tr.render(example_report(), "pdf")
    assert b"/Outlines" in data


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_are_there_unless_they_are_left_out(language):
    report = example_report(language)
    for pictures in (False, True):
        data = tr.render(report, "pdf", options={"pictures": pictures})
        assert data.count(b"/Alt") == 3 * pictures  # words for those who do not see them


def test_a_picture_is_a_figure_whose_words_can_be_found():
    data = tr.render(example_report(), "pdf")
    assert told("pdfinfo", "-struct", data=data).count("Figure") == 3
    assert squeezed_text(data).count("Tidesareknownfordecades.") == 2


def test_a_picture_that_is_too_high_for_a_page_is_not_cut():
    report = example_report()
    long = report.model_copy(update={"drivers": report.drivers * 10})
    shown = squeezed_text(tr.render(long, "pdf"))
    assert shown.count("Projectspayatlowerprices.") == 20


def test_no_heading_stands_alone_at_the_end_of_a_page():
    base = example_report()
    labels = labels_for("en")
    heads = [labels.drivers, labels.impacts, labels.risks, labels.sources]
    for size in range(1, 40, 3):  # each moves the headings some lines down
        report = base.model_copy(update={"overview": "word " * 14 * size + "end."})
        shown = told("pdftotext", "-layout", data=tr.render(report, "pdf"))
        for page in shown.split("\f")[:-1]:
            *_, last, _footer = [line.strip() for line in page.splitlines() if line.strip()]
            assert not last.endswith(tuple(heads)), (size, last)


def odd(text):
    return example_report(evidence=False).model_copy(update={"overview": text})


def test_characters_without_a_font_are_named_with_advice():
    with pytest.raises(tr.RenderError) as caught:
        tr.render(odd("a \U000f0000 b"), "pdf")
    for words in ("U+F0000", "option 'fonts'", "missing='spell'"):
        assert words in str(caught.value)


def test_characters_without_a_font_are_spelled_where_that_is_asked_for():
    data = tr.render(odd("a \U000f0000 b"), "pdf", options={"missing": "spell"})
    assert "a[U+F0000]b" in squeezed_text(data)


def test_a_folder_of_fonts_that_is_not_there_is_named(tmp_path):
    with pytest.raises(tr.RenderError, match="there is no folder of fonts"):
        tr.render(example_report(), "pdf", options={"fonts": str(tmp_path / "none")})


def test_the_same_report_gives_the_same_bytes():
    report = example_report("zh-Hans")
    copy = tr.ThemeReport.model_validate_json(report.model_dump_json())
    assert tr.render(report, "pdf") == tr.render(copy, "pdf")


def test_a_fraction_of_a_second_is_left_out():
    report = example_report()
    moment = report.published_at.replace(microsecond=250_000)
    precise = report.model_copy(update={"published_at": moment})
    assert tr.render(precise, "pdf") == tr.render(report, "pdf")


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.9-12:00"])
def test_the_ends_of_the_calendar_are_days_like_others(moment):
    report = example_report().model_copy(update={"published_at": datetime.fromisoformat(moment)})
    assert tr.render(report, "pdf").startswith(b"%PDF")


def test_threads_make_the_same_files():
    reports = [example_report(language) for language in LEFT_TO_RIGHT[:3]] * 3
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda report: tr.render(report, "pdf"), reports))
    assert made == [tr.render(report, "pdf") for report in reports]


def test_many_are_made_in_processes(tmp_path):
    """Typst has threads, which no forked process has: this once waited for ever."""
    for day in range(1, 13):
        moment = example_report().published_at.replace(day=day)
        report = example_report().model_copy(update={"published_at": moment})
        tr.write(report, tmp_path / f"{day}.md")
    command = [sys.executable, "-m", "themereport", "render", "--to", "pdf", "--jobs", "2", "--out",
               str(tmp_path / "out"), str(tmp_path)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out").iterdir())) == 12


def test_a_program_that_is_not_ours_finds_no_error(tmp_path):
    (tmp_path / "it.pdf").write_bytes(tr.render(example_report(), "pdf"))
    command = [require("qpdf"), "--check", str(tmp_path / "it.pdf")]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_tags_tell_headings_lists_and_pictures_in_order():
    report = example_report()
    tags = told("pdfinfo", "-struct-text", data=tr.render(report, "pdf"))
    headings = re.findall(r'^ +H2 "(.*)" \(block\)$', tags, re.MULTILINE)
    assert [it for it in headings if "Risks" in it] and len(headings) == 8
    items = re.findall(
        r'Lbl \(block\)\n +"(\d+)\."\n +LBody \(block\)\n +P \(block\)\n +"(.*)"', tags
    )
    signals = [(str(signal.rank), signal.text) for signal in report.signals]
    assert items[: len(signals)] == signals
    assert tags.count("Figure") == 3


def test_without_its_extra_it_is_listed_and_says_what_to_install():
    code = (
        "import sys; sys.modules['typst'] = None\n"
        "import themereport as tr\n"
        "from themereport.testing import example_report\n"
        "assert tr.RENDERERS.get('pdf').suffix == '.pdf'\n"
        "try: tr.render(example_report(), 'pdf')\n"
        "except tr.MissingExtraError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert "pip install 'themereport[pdf]'" in done.stdout, done.stderr
