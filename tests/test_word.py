"""Word, as programs that are not ours read it: python-docx, and LibreOffice by way of a PDF."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from datetime import datetime

import pytest
from canonical import EXAMPLES, ROOT
from hostile import hostile_reports
from programs import require, require_module
from shown import texts_of

import themereport as tr
from themereport.document.compose import compose
from themereport.models.markdown import contain
from themereport.renderers.direction import is_right_to_left
from themereport.testing import RendererContract, example_report
from themereport.testing.contracts.visible import squeezed

docx = require_module("docx")

LANGUAGES = ("en", "zh-Hans", "zh-Hant")


def opened(data):
    return docx.Document(io.BytesIO(data))


def paragraphs_of(data):
    """All paragraphs from top to bottom, those in tables, too."""
    for block in opened(data).iter_inner_content():
        if isinstance(block, docx.table.Table):
            yield from (
                part for row in block.rows for cell in row.cells for part in cell.paragraphs
            )
        else:
            yield block


def text_of(data):
    """The words of a document; what XML cannot hold is spelled, which is undone here."""
    words = "\n".join(paragraph.text for paragraph in paragraphs_of(data))
    return re.sub(r"\[U\+(FFF[EF])\]", lambda match: chr(int(match[1], 16)), words)


def assert_in_order(texts, shown):
    at = 0
    for text in map(squeezed, texts):
        found = shown.find(text, at)
        assert found >= 0, text
        at = found


class TestWord(RendererContract):
    format = "docx"
    examples = 20

    def visible_text(self, output):
        return text_of(output)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_text_is_there_in_order(path):
    report = tr.load(path)
    assert_in_order(texts_of(report), squeezed(text_of(tr.render(report, "docx"))))


def test_hostile_texts_are_there_in_order():
    for report in hostile_reports():
        assert_in_order(texts_of(report), squeezed(text_of(tr.render(report, "docx"))))


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """The words that LibreOffice prints of reports, of each its own, without blanks."""
    soffice = require("soffice")

    def printed(reports):
        folder = tmp_path_factory.mktemp("word")
        for number, report in enumerate(reports):
            (folder / f"{number}.docx").write_bytes(tr.render(report, "docx"))
        own = f"-env:UserInstallation=file://{folder}/profile"
        names = [f"{number}.docx" for number in range(len(reports))]
        command = [soffice, own, "--headless", "--convert-to", "pdf", *names]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr[-500:]
        return [folder / f"{number}.pdf" for number in range(len(reports))]

    return printed


def text_of_pdf(path, *flags):
    command = [require("pdftotext"), *flags, "-enc", "UTF-8", str(path), "-"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    return done.stdout.decode()


def test_libreoffice_lets_no_number_stick_out_in_a_report_from_right_to_left(printed):
    (path,) = printed([example_report("ar")])
    ends = re.findall(r'xMax="([\d.]+)" yMax="[\d.]+">[.•\d]+<', text_of_pdf(path, "-bbox"))
    margin = 1361 / 20
    assert len(ends) > 10
    assert max(map(float, ends)) <= 11906 / 20 - margin


def test_libreoffice_prints_every_text_in_order(printed):
    # Programs that read PDF tell texts from right to left word by word in orders of their own.
    reports = [it for it in map(tr.load, EXAMPLES) if not is_right_to_left(it.language)]
    for report, path in zip(reports, printed(reports), strict=True):
        assert_in_order(texts_of(report), squeezed(text_of_pdf(path, "-raw")))


def words_in(text):
    return re.findall(r"[^\W\d_]+", text)


def test_libreoffice_prints_every_word_of_a_report_in_arabic(printed):
    report = example_report("ar")
    (path,) = printed([report])
    shown = Counter(words_in(unicodedata.normalize("NFKC", text_of_pdf(path))))
    words = Counter(word for text in texts_of(report) for word in words_in(text))
    # A ligature is told in an order of its own.
    plain = [word for word in words if not re.search("ل[اأإآ]", word)]
    assert len(plain) > 50
    assert [word for word in plain if shown[word] < words[word]] == []


def test_libreoffice_counts_every_list_from_one(printed):
    report = example_report()
    (path,) = printed([report])
    shown = squeezed(text_of_pdf(path, "-raw"))
    numbered = [f"{signal.rank}.{signal.text}" for signal in report.signals]
    for driver in report.drivers:
        numbered += (f"{number}.{step}" for number, step in enumerate(driver.steps, 1))
    numbered += (f"[{number}]{source.title}" for number, source in enumerate(report.sources, 1))
    assert_in_order(numbered, shown)


def test_libreoffice_numbers_the_pages(printed):
    (path,) = printed([example_report()])
    shown = squeezed(text_of_pdf(path, "-raw"))
    assert "1/3" in shown
    assert "3/3" in shown


def test_lists_are_lists_and_headings_are_headings():
    styles = [(it.style.name, it.text) for it in paragraphs_of(tr.render(example_report(), "docx"))]
    report = example_report()
    for text, style in (
        (report.signals[0].text, "List Number"),
        (report.drivers[0].steps[0], "List Number 2"),
        ("Summary", "Heading 1"),
        ("1. Events and Themes", "Heading 2"),
    ):
        assert (style, text) in styles
    assert styles[0] == ("Title", compose(report).title)
    assert [name for name, _ in styles].count("List Bullet") == sum(
        map(len, (report.events, report.drivers, report.impacts, report.risks))
    ) + len(report.appendices[0].body.split("\n"))


def test_no_number_is_typed():
    for paragraph in paragraphs_of(tr.render(example_report(), "docx")):
        if paragraph.style.name.startswith("List Number"):
            assert not paragraph.text[0].isdigit()


def xml_of(report, name, **options):
    data = tr.render(report, "docx", **options)
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


@pytest.mark.parametrize(
    ("language", "font", "tag"),
    [
        ("zh-Hans", "Microsoft YaHei", "zh-CN"),
        ("zh-Hant", "Microsoft JhengHei", "zh-TW"),
        ("zh-HK", "Microsoft JhengHei", "zh-TW"),
        ("ja", "Yu Gothic", "ja-JP"),
        ("ko", "Malgun Gothic", "ko-KR"),
    ],
)
def test_east_asian_texts_have_a_font_and_a_language_of_their_own(language, font, tag):
    styles = xml_of(example_report().model_copy(update={"language": language}), "word/styles.xml")
    assert f'w:eastAsia="{font}"' in styles
    assert f'w:eastAsia="{tag}"' in styles


def test_texts_and_frame_each_have_their_language():
    styles = xml_of(example_report("en"), "word/styles.xml", language="zh-Hans")
    assert re.search('<w:docDefaults>.*<w:lang w:val="en" ', styles, re.DOTALL)
    heading = re.search('w:styleId="Heading2".*?</w:style>', styles, re.DOTALL)
    assert 'w:eastAsia="zh-CN"' in heading[0]


def test_what_is_written_from_right_to_left_is_set_so():
    arabic = example_report().model_copy(update={"language": "ar"})
    assert "<w:bidi/>" in xml_of(arabic, "word/styles.xml")
    assert "<w:bidi/>" in xml_of(arabic, "word/document.xml")
    assert "<w:bidi/>" not in xml_of(example_report(), "word/styles.xml")


def test_properties_are_the_report_s():
    report = example_report()
    told = opened(tr.render(report, "docx")).core_properties
    assert told.title == compose(report).title
    assert (told.created, told.modified) == (report.published_at, report.published_at)
    assert told.language == "en"
    assert told.author == "; ".join([*report.provenance.authors, report.provenance.publisher])


@pytest.mark.parametrize(
    "when",
    ["0001-01-01T00:00:00+14:00", "0987-06-05T04:03:02.1+00:00", "9999-12-31T23:59:59-12:00"],
)
def test_no_date_is_too_early_or_too_late(when):
    report = example_report().model_copy(update={"published_at": datetime.fromisoformat(when)})
    created = opened(tr.render(report, "docx")).core_properties.created
    assert abs(created.replace(tzinfo=None) - datetime.fromisoformat(when[:19])).days < 1


def test_no_file_in_the_archive_has_a_time():
    data = tr.render(example_report(), "docx")
    times = {file.date_time for file in zipfile.ZipFile(io.BytesIO(data)).infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_in_the_archive_is_of_the_template():
    names = set(zipfile.ZipFile(io.BytesIO(tr.render(example_report(), "docx"))).namelist())
    assert not {name for name in names if "thumbnail" in name or "custom" in name}


def with_appendix(body):
    appendix = tr.Section(title="A", body=contain(body)[0])
    return example_report().model_copy(update={"appendices": (appendix,)})


def test_an_appendix_becomes_paragraphs_lists_tables_and_links():
    body = (
        "Plain *emphasis* **strong** `code` [link](https://example.com/x).\n\n"
        "3. third\n4. fourth\n   - inside\n\n     more\n\n> quoted\n\n---\n\n"
        "| a | b |\n|---|---|\n| c | d |\n\n```\nx = 1\n\ty\n```"
    )
    data = tr.render(with_appendix(body), "docx")
    told = [(it.style.name, it.text) for it in paragraphs_of(data)]
    for style, text in (
        ("Normal", "Plain emphasis strong code link."),
        ("List Number", "third"),
        ("List Number", "fourth"),
        ("List Bullet", "inside"),
        ("Normal", "more"),
        ("Quote", "quoted"),
        ("Normal", "c"),
        ("HTML Preformatted", "x = 1\n\ty"),
    ):
        assert (style, text) in told
    links = [link.url for it in paragraphs_of(data) for link in it.hyperlinks]
    assert "https://example.com/x" in links


@pytest.mark.parametrize("character", [chr(code) for code in range(32)] + ["\ufffe", "\uffff"])
def test_characters_that_no_xml_can_hold_break_nothing(character):
    section = tr.Section.model_construct(title="A", body=f"x{character}y")
    document = compose(example_report())
    blocks = [
        block.__class__(f"x{character}y") if type(block).__name__ == "Markdown" else block
        for block in document.blocks
    ]
    assert section.body
    from attrs import evolve

    data = tr.RENDERERS.get("docx").render(evolve(document, blocks=tuple(blocks)))
    assert "x" in text_of(data)


def test_a_dialect_s_tables_are_tables():
    dialect = tr.Dialect.load(ROOT / "examples" / "dialects" / "tables.toml")
    tables = opened(tr.render(example_report(), "docx", dialect=dialect)).tables
    words = [cell.text.split("\n")[0] for table in tables for cell in table.columns[1].cells]
    for risk in example_report().risks:
        assert risk.description in words


@pytest.mark.parametrize(("paper", "width"), [("a4", 11906), ("letter", 12240)])
def test_pages_have_the_size_that_is_asked_for(paper, width):
    document = opened(tr.render(example_report(), "docx", options={"paper": paper}))
    assert document.sections[0].page_width.twips == width


def test_every_page_says_that_a_machine_wrote_it():
    document = opened(tr.render(example_report(), "docx"))
    assert "artificial intelligence" in document.sections[0].footer.paragraphs[0].text


def test_without_its_extra_it_says_what_to_install():
    code = (
        "import sys; sys.modules['docx'] = None\n"
        "import themereport as tr\n"
        "from themereport.testing import example_report\n"
        "try: tr.render(example_report(), 'docx')\n"
        "except tr.MissingExtraError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert "pip install 'themereport[word]'" in done.stdout, done.stderr


def test_makers_stand_in_one_line_as_the_language_enumerates():
    makers = tr.Provenance(authors=("甲（架空）", "乙（架空）"), publisher="丙社（架空）")
    report = example_report("ja").model_copy(update={"provenance": makers})
    shown = text_of(tr.render(report, "docx"))
    assert "甲（架空）、乙（架空）、丙社（架空）" in shown
