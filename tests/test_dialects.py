"""Publishers' own forms: the same laws hold for each, and what departs from one is mended."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from dialects import DIALECTS, FOLDER
from drift import DRIFTS
from hostile import hostile_reports
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from shown import blocks_expected, blocks_shown
from strategies import reports
from test_tolerance import value_at

import themereport as tr
from themereport.cli.main import main
from themereport.document.inline import unescape
from themereport.locales.labels import labels_for
from themereport.testing import example_report

ROOT = Path(__file__).parent.parent
# What an appendix holds is kept as it is, blanks and all.
EXAMPLES = [
    tr.load(path).model_copy(update={"appendices": ()})
    for path in sorted((ROOT / "examples").glob("20*.md"))
]
of_each = pytest.mark.parametrize("name", DIALECTS)


def post(report, dialect):
    text = tr.render(report, dialect=dialect)
    assert isinstance(text, str)
    return text


# --- the laws


@of_each
@given(report=reports())
def test_what_is_rendered_reads_back_equal_and_without_diagnostics(name, report):
    dialect = DIALECTS[name]
    result = tr.read(post(report, dialect), dialect=dialect)
    assert result.diagnostics == ()
    assert result.report == report


@of_each
@given(report=reports())
def test_canonical_text_is_a_fixed_point(name, report):
    dialect = DIALECTS[name]
    text = post(report, dialect)
    assert post(tr.read(text, dialect=dialect).report, dialect) == text


@of_each
@given(report=reports(), data=st.data())
def test_fixing_converges_and_keeps_the_report(name, report, data):
    dialect = DIALECTS[name]
    text = post(report, dialect)
    at = data.draw(st.integers(0, len(text)))
    damaged = text[:at] + data.draw(st.sampled_from(("\n", " ", "*", "- ", "|", "# "))) + text[at:]
    before = tr.read(damaged, dialect=dialect).report
    once = tr.fix(damaged, dialect=dialect).text
    assert tr.fix(once, dialect=dialect).text == once
    if before is not None:
        assert tr.read(once, dialect=dialect).report == before


@of_each
def test_the_text_at_a_fields_span_is_the_field(name):
    dialect = DIALECTS[name]
    for report in EXAMPLES:
        text = post(report, dialect)
        result = tr.read(text, dialect=dialect)
        for path, span in result.spans.items():
            if path.startswith(("front_matter", "published_at", "appendices")):
                continue
            field = value_at(report, path)
            if isinstance(field, str):
                assert unescape(text[span.start.offset : span.end.offset])[0] == field, path


@of_each
def test_commonmark_shows_the_characters_of_every_field(name):
    dialect = DIALECTS[name]
    parser = MarkdownIt("commonmark").enable("table")
    for report in hostile_reports():
        page = parser.render(tr.render(report, "markdown", dialect=dialect))
        assert blocks_shown(page) == blocks_expected(report, dialect)


# --- from other forms


@of_each
def test_the_built_in_form_is_drift_from_a_dialect(name):
    for report in EXAMPLES:
        result = tr.read(tr.render(report), dialect=DIALECTS[name])
        # The headings tell the language; a dialect knows its own.
        language = DIALECTS[name].nearest(report.language)
        assert result.report == report.model_copy(update={"language": language})
        assert result.repairs


@of_each
@pytest.mark.parametrize("drift", [drift for drift in DRIFTS if drift != "comment"])
def test_a_habit_is_understood_in_a_dialect(name, drift):
    dialect = DIALECTS[name]
    for report in EXAMPLES:
        text = DRIFTS[drift](post(report, dialect))
        result = tr.read(text, dialect=dialect)
        assert result.report == report, "\n".join(map(str, result.diagnostics))


def test_halves_in_bold_are_found_when_the_sections_have_headings():
    report = EXAMPLES[0]
    text = (
        tr.render(report).replace("## 简要部分", "**简要部分**").replace("## 详细部分", "详细部分")
    )
    result = tr.read(text)
    assert result.report == report
    assert [found.code for found in result.diagnostics] == ["TR309", "TR309"]


def test_a_heading_of_a_half_goes_where_a_dialect_has_none():
    dialect = DIALECTS["tables"]
    text = post(EXAMPLES[0], dialect)
    longer = text.replace("## 1.", "## 简要部分\n\n## 1.")
    (found,) = tr.read(longer, dialect=dialect).diagnostics
    assert found.code == "TR312"
    assert "the heading of a half" in found.message
    assert tr.read(tr.fix(longer, dialect=dialect).text, dialect=dialect).diagnostics == ()


def test_a_list_where_a_table_should_be_is_read_and_rewritten():
    dialect = DIALECTS["tables"]
    report = EXAMPLES[0]
    head, _, rest = post(report, dialect).partition("| 风险 Risk")
    listed = "\n".join(f"- **{risk.name}：** {risk.description}" for risk in report.risks)
    text = f"{head}{listed}\n\n{rest[rest.index('## 免责') :]}"
    result = tr.read(text, dialect=dialect)
    assert result.report == report
    assert [(found.code, found.path) for found in result.diagnostics] == [("TR327", "risks")]
    assert tr.fix(text, dialect=dialect).text == post(report, dialect)


def test_the_head_of_a_table_is_known_by_its_words_without_the_line_below_it():
    dialect = DIALECTS["tables"]
    text = post(EXAMPLES[0], dialect)
    head = "| 风险 Risk | 说明 Note |\n"
    other = text.replace(f"{head}| --- | --- |\n", head)
    result = tr.read(other, dialect=dialect)
    assert [found.code for found in result.diagnostics] == ["TR326"]
    assert result.report == EXAMPLES[0]
    assert tr.fix(other, dialect=dialect).text == text


@pytest.mark.parametrize("written", ["## 免责声明\n\n", "## 免责声明 / Disclaimer\n\n> "])
def test_a_disclaimer_that_is_a_section_is_mended_with_its_heading(written):
    dialect = DIALECTS["tables"]
    text = post(EXAMPLES[0], dialect)
    other = text.replace("## 免责声明 / Disclaimer\n\n", written)
    assert [found.code for found in tr.read(other, dialect=dialect).diagnostics] == ["TR309"]
    assert tr.fix(other, dialect=dialect).text == text


def test_a_synonym_of_the_house_is_understood_and_mended():
    dialect = DIALECTS["tables"]
    text = post(EXAMPLES[0], dialect)
    other = text.replace("## 2. 市场概览 / Overview", "## 2. 开盘速览")
    assert [found.code for found in tr.read(other, dialect=dialect).diagnostics] == ["TR305"]
    assert tr.fix(other, dialect=dialect).text == text


def test_half_of_a_bilingual_heading_is_enough():
    dialect = DIALECTS["tables"]
    text = post(EXAMPLES[0], dialect)
    other = text.replace("## 6. 风险 / Risks", "## 6. Risks")
    assert tr.read(other, dialect=dialect).report == EXAMPLES[0]


def test_the_frame_follows_the_report_where_a_dialect_has_its_language():
    report = EXAMPLES[0]
    assert "# 储能: the wire" in post(report, DIALECTS["wire"])
    traditional = report.model_copy(update={"language": "zh-Hant"})
    assert "# 储能快訊" in post(traditional, DIALECTS["wire"])


def test_a_language_that_a_dialect_has_not_is_refused():
    with pytest.raises(tr.RenderError, match="no labels in the language 'en': give one of zh-Hans"):
        tr.render(EXAMPLES[0], language="en", dialect=DIALECTS["tables"])


@pytest.mark.parametrize("tag", ["tlh", "nb-NO-x-house"])
def test_labels_under_a_tag_that_cldr_does_not_know_are_refused_where_dates_are_written(tag):
    dialect = tr.Dialect(labels={tag: evolve(labels_for("en"), language=tag)})
    assert tr.render(EXAMPLES[0], "jekyll", dialect=dialect)
    for report in (EXAMPLES[0], example_report()):  # whose sources have dates
        with pytest.raises(tr.RenderError, match=f"^CLDR .* '{tag}'"):
            tr.render(report, "text", dialect=dialect)


def test_pages_follow_the_order_and_the_tables_of_a_dialect():
    page = tr.render(EXAMPLES[0], "html", dialect=DIALECTS["tables"])
    assert page.index("s-signals") < page.index("s-overview") < page.index("s-drivers")
    assert '<th scope="col">标的 Target</th>' in page
    assert "<h3" not in page


def test_formats_of_one_form_take_no_notice_of_a_dialect():
    dialect = DIALECTS["tables"]
    for format in ("json", "yaml"):
        text = tr.render(EXAMPLES[0], format, dialect=dialect)
        assert text == tr.render(EXAMPLES[0], format)
        assert tr.read(text, format, dialect=dialect).report == EXAMPLES[0]


@of_each
def test_a_stream_in_a_dialect_tells_its_sections_and_gives_the_report(name):
    dialect = DIALECTS[name]
    reader = tr.StreamReader(dialect=dialect)
    text = post(EXAMPLES[0], dialect)
    events = [event for at in range(0, len(text), 5) for event in reader.feed(text[at : at + 5])]
    sections = [event.path for event in events if event.kind == "section"]
    assert [key for key in sections if key in dialect.order] == list(dialect.order)
    assert reader.close() == tr.read(text, dialect=dialect)


# --- the file

LEAST = 'name = "x"\n'


def test_a_dialect_that_says_nothing_is_the_canonical_form():
    dialect = tr.Dialect.loads(LEAST)
    for report in EXAMPLES:
        assert post(report, dialect) == tr.render(report)
        assert tr.read(tr.render(report), dialect=dialect).diagnostics == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "name is missing"),
        ("name = ", "it is no TOML"),
        (LEAST + "levle = 2", "there is no key 'levle': did you mean 'level'?"),
        (LEAST + "level = 7", "level is 7: give a number from 2 to 6"),
        (LEAST + "level = true", "level is True: give a number"),
        (LEAST + "level = 2", "the halves need a level above it"),
        (LEAST + 'halves = "no"', "halves is 'no': give true or false"),
        (LEAST + 'numbers = "some"', "give one of all, detail, none"),
        (LEAST + 'bullet = "-"', "and one to four spaces"),
        (LEAST + 'order = ["risks"]', "order is ['risks']: give each of overview, signals"),
        (
            LEAST + 'order = ["events", "signals", "overview", "drivers", "impacts", "risks"]',
            "order mixes the two halves",
        ),
        (LEAST + 'numbers = "Details"', "did you mean 'detail'? There are all, detail, none"),
        (LEAST + 'order = ["risk"]', "order: there is no section 'risk': did you mean 'risks'?"),
        (LEAST + 'disclaimer = "none"', "give one of line, section"),
        (LEAST + '[tables]\ndrivers = ["a", "b"]', "there is no key 'drivers'"),
        (LEAST + '[tables]\nrisks = ["a"]', "tables.risks is ['a']: give the words above"),
        (LEAST + '[tables]\nrisks = ["a", ""]', "tables.risks is '': give words"),
        (LEAST + "tables = 1", "tables is 1: give a table: [tables]"),
        (LEAST + "labels = {}", "labels is {}: give a table for each language"),
        (LEAST + '[labels.xx]\nrisks = "R"', "there is no language 'xx'"),
        (LEAST + '[labels.en]\nrisk = "R"', "no key 'risk': did you mean 'risks'?"),
        (LEAST + '[labels.en]\nrisks = "**R**"', "leave out what Markdown would take for markup"),
        (LEAST + '[labels.en]\nrisks = " R"', "without blanks around them"),
        (LEAST + '[labels.en]\nrisks = "a\\nb"', "give one line"),
        (LEAST + '[labels.en]\nrisks = "!"', "give at least one letter or digit"),
        (LEAST + '[labels.en]\nrisks = "Details"', "it reads like that of detail"),
        (LEAST + '[labels.en]\ntitle = "Digest"', "say once where the theme goes: {theme}"),
        (LEAST + '[labels.en]\nafter_label = "-"', "give one of ： : ， ,"),
        (
            LEAST + '[labels.en]\nrisks = "R"\n[labels.zh-Hans]\nrisks = "R"',
            "'### 4. R' stands in en and in zh-Hans",
        ),
        (LEAST + "[synonyms]\nrisks = 1", "synonyms.risks is 1: give a list of headings"),
        (LEAST + '[synonyms]\nmore = ["x"]', "there is no key 'more'"),
    ],
)
def test_what_describes_no_dialect_is_refused_with_advice(text, said):
    with pytest.raises(tr.ConfigError) as caught:
        tr.Dialect.loads(text)
    assert said in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(tr.ConfigError, match=r"none.toml' cannot be read: No such file"):
        tr.Dialect.load(tmp_path / "none.toml")
    broken = tmp_path / "broken.toml"
    broken.write_text("level = 9", encoding="utf-8")
    with pytest.raises(tr.ConfigError, match=r"broken.toml: level is 9"):
        tr.Dialect.load(broken)


def test_what_is_no_dialect_is_a_type_error():
    with pytest.raises(TypeError, match=r"dialect must be a Dialect, not str: Dialect\.load"):
        tr.read("", dialect="house.toml")
    with pytest.raises(TypeError, match="dialect must be a Dialect"):
        tr.render(EXAMPLES[0], dialect="house.toml")


# --- the command line


def test_commands_speak_the_dialect_that_is_named(tmp_path, capsys):
    file = FOLDER / "tables.toml"
    path = tmp_path / "post.md"
    path.write_text(post(EXAMPLES[0], DIALECTS["tables"]), encoding="utf-8")
    named = ["--dialect", str(file), str(path)]
    assert main(["check", "--strict", "--ignore", "TR504,TR505", *named]) == 0
    assert main(["format", "--check", *named]) == 0
    assert main(["fix", "--check", *named]) == 0
    capsys.readouterr()
    assert main(["render", "--to", "jekyll", *named]) == 0
    assert capsys.readouterr().out == path.read_text(encoding="utf-8")
    assert main(["check", "--strict", str(path)]) == 1


def test_the_configuration_names_the_dialect_of_a_project(tmp_path, monkeypatch):
    (tmp_path / "house.toml").write_text((FOLDER / "wire.toml").read_text(encoding="utf-8"))
    (tmp_path / "pyproject.toml").write_text('[tool.themereport]\ndialect = "house.toml"\n')
    posts = tmp_path / "posts"
    posts.mkdir()
    path = posts / "post.md"
    path.write_text(post(EXAMPLES[0], DIALECTS["wire"]), encoding="utf-8")
    monkeypatch.chdir(posts)
    assert main(["format", "--check", "post.md"]) == 0
    assert main(["check", "--strict", "--ignore", "TR504,TR505", "post.md"]) == 0
    assert main(["check", "--strict", "--no-config", "post.md"]) == 1


def test_a_dialect_in_the_configuration_is_the_path_of_a_file(tmp_path, monkeypatch, capsys):
    (tmp_path / "pyproject.toml").write_text("[tool.themereport]\ndialect = 1\n")
    (tmp_path / "post.md").write_text("x")
    monkeypatch.chdir(tmp_path)
    assert main(["format", "post.md"]) == 2
    assert "dialect is 1: give the path of a file" in capsys.readouterr().err
