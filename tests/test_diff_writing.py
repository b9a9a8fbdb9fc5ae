"""Comparisons as text, Markdown and JSON: complete, inert, in every language, of a stable shape."""

from __future__ import annotations

import itertools
import json
import subprocess
from typing import get_args

import pytest
from babel.messages.pofile import read_po
from canonical import REPORT, ROOT
from days import day, few, ranked, two_days, with_item
from hostile import hostile_reports
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from programs import require
from shown import blocks_shown, without_typography
from strategies import reports
from validators import Ajv

import themereport as tr
from themereport.comparison.change import ChangeKind
from themereport.comparison.layout import lay_out
from themereport.comparison.schema import diff_schema
from themereport.locales.labels import labels_for
from themereport.locales.language import LANGUAGES
from themereport.locales.words import Words

VALIDATOR = Draft202012Validator(diff_schema())
MODELS = (
    tr.ThemeReport, tr.Signal, tr.Event, tr.Driver, tr.ETFImpact, tr.Risk, tr.Section, tr.Source,
    tr.Provenance,
)  # fmt: skip


def next_day():
    """A day on which something of every kind happened."""
    first, second, third, *rest = REPORT.signals
    texts = {
        "text": third.text.replace("2%", "5%"),
        "direction": "negative",
    }
    signals = [second, first, third.model_copy(update=texts), *rest[:-1]]
    signals.append(tr.Signal(rank=10, text="某车企宣布自研钠离子电池，计划明年装车（虚构事件）。"))
    driver, *drivers = REPORT.drivers
    steps = [*driver.steps[1:], "示范项目公开度电成本。"]
    impact, *impacts = REPORT.impacts
    return day(
        published_at="2026-03-19T08:30:00+08:00",
        signals=ranked(signals),
        drivers=[driver.model_copy(update={"steps": steps}), *drivers],
        impacts=[impact.model_copy(update={"direction": "negative"}), *impacts],
        risks=[REPORT.risks[1].model_copy(update={"severity": 4}), REPORT.risks[0]],
    )


def before():
    return with_item("impacts", 0, direction="positive")


TEXT = """\
储能 Market Research Summary: What Changed
========================================
Published: March 18, 2026, 8:30\u202fAM GMT+08:00 → March 19, 2026, 8:30\u202fAM GMT+08:00

The 10 Items Most Likely to Affect Trading
- Moved (2 → 1): 招标文件首次要求构网型变流器占比不低于三成，有利于具备并网控制技术的厂商。
- Moved (1 → 2): 某省电网公司公布12吉瓦时储能集中招标（虚构数字），单次规模为该省历史最大。
- Restated (3): 314安时电芯现货报价一周内下跌5%（虚构数字），低价竞争仍未见底。
    Before: 314安时电芯现货报价一周内下跌2%（虚构数字），低价竞争仍未见底。
    Direction: — → negative
- New (10): 某车企宣布自研钠离子电池，计划明年装车（虚构事件）。
- Gone (10): 交易所问询多家储能企业的应收账款账龄，现金流质量成为市场焦点。
- Unchanged: 6
"""


# --- what is written ---------------------------------------------------------------------------


def test_a_comparison_as_text():
    written = tr.diff(before(), next_day()).render("text", language="en")
    assert written.startswith(TEXT)
    assert "Step gone: " in written
    assert "New step: 示范项目公开度电成本。" in written
    assert "- Turned: " in written
    assert "    Direction: positive → negative" in written
    assert "    Severity: — → 4" in written
    assert "- Order: changed" in written
    assert written.endswith(f"\nDisclaimer: {REPORT.disclaimer}\n")


def test_a_comparison_as_markdown():
    written = tr.diff(before(), next_day()).render("markdown")
    assert written.startswith("# 储能市场研究摘要：变化\n\n**发布时间：** 2026年3月18日")
    assert "\n*   **排名变动（2 → 1）：** 招标文件" in written
    assert "\n    *   **原为：** 314安时电芯现货报价一周内下跌2%" in written
    assert "\n    *   **方向：** 正面 → 负面\n" in written
    assert written.endswith(f"\n\n**免责条款：** {REPORT.disclaimer}\n")


def test_arrows_point_where_words_run():
    found = tr.diff(before(), next_day())
    written = found.render("text", language="ar")
    assert "إيجابي ← سلبي" in written
    assert "→" not in written
    assert "←" not in found.render("text")


def test_text_is_what_is_written_where_nothing_is_said():
    diff = tr.diff(before(), next_day())
    assert diff.render() == diff.render("text") == diff.render(language="zh-CN") == f"{diff}\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format", ["text", "markdown"])
def test_where_nothing_changed_that_is_said(format, language):
    written = tr.diff(REPORT, REPORT).render(format, language=language)
    assert Words(language).phrase("nothing") in written
    assert REPORT.disclaimer in written
    assert len(written.split("\n")) <= 8


def test_where_only_the_time_changed_that_is_said():
    new = day(published_at="2026-03-18T08:30:01+08:00")
    assert "\nOnly the time of publication changed.\n" in tr.diff(REPORT, new).render(language="en")


def test_the_words_are_those_near_the_new_report():
    french = day(language="pt", overview="Tout autre chose.")
    assert "Reworded: " in str(tr.diff(REPORT, french))
    assert "表述有變" in tr.diff(REPORT, french).render(language="zh-TW")


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_words_in_a_language_without_a_catalog_are_refused(format):
    with pytest.raises(tr.RenderError, match="no labels in the language 'tlh'"):
        tr.diff(REPORT, REPORT).render(format, language="tlh")


def test_an_unknown_format_is_refused():
    with pytest.raises(tr.RenderError, match="give one of json, markdown, text"):
        tr.diff(REPORT, REPORT).render("html")
    with pytest.raises(tr.RenderError, match="did you mean 'markdown'"):
        tr.diff(REPORT, REPORT).render("markdwon")


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("format", ["text", "markdown"])
def test_what_a_machine_wrote_is_said_to_be_so(format, which):
    labelled = day(provenance=tr.Provenance(ai_generated=tr.AIGenerated()))
    days = [REPORT, REPORT]
    days[which] = labelled
    notice = labels_for("zh-Hans").notice
    assert notice in tr.diff(*days).render(format)
    assert notice not in tr.diff(REPORT, REPORT).render(format)


def test_of_the_front_matter_and_the_provenance_the_parts_that_differ_are_named():
    new = day(
        front_matter={"layout": "post", "tags": ["a"], "a\nb": 1},
        provenance=tr.Provenance(human_reviewed=True, authors=["某作者"]),
        revision=2,
        supersedes=tr.Predecessor(slug=REPORT.slug, revision=1),
    )
    written = tr.diff(REPORT, new).render(language="en")
    assert "- Front matter: tags, a\\x0ab\n" in written
    assert "- Provenance: Authors, Human review\n" in written
    assert "- Revision: — → 2\n" in written
    assert f"- Supersedes: — → {REPORT.slug} 1\n" in written


def test_values_of_items_are_shown():
    fund = tr.Instrument(name="某基金", symbol="159000", mic="XSHE")
    new = with_item("impacts", 0, kind="industry", instruments=[fund])
    written = tr.diff(REPORT, new).render(language="zh-Hant")
    assert "    類型：ETF → 行業\n" in written
    assert "    證券標的：— → 某基金 159000 XSHE\n" in written


def test_the_body_of_an_appendix_is_not_shown():
    old, new = (day(appendices=[tr.Section(title="术语", body=body)]) for body in ("- a", "- b"))
    written = tr.diff(old, new).render(language="en")
    assert "- Reworded: 术语\n    Text: changed\n" in written


@few
@given(two_days(), st.sampled_from(LANGUAGES))
def test_every_statement_is_one_line(days, language):
    diff = tr.diff(*days)
    layout = lay_out(diff, language)
    lines = 4 + bool(layout.notice) + 2 * bool(layout.nothing)
    for part in layout.parts:
        lines += 2 + sum(1 + len(entry.details) for entry in part.entries)
    written = diff.render("text", language=language)
    assert written.count("\n") == lines + 1
    assert diff.new.disclaimer in written


# --- plain text stays plain --------------------------------------------------------------------


def hostile_days():
    """Pairs of hostile reports; in the second some things are the same, and some moved."""
    found = hostile_reports()
    for old, other in itertools.pairwise(found):
        signals = [*other.signals[:5], *old.signals[:5]]
        yield old, other.model_copy(update={"signals": ranked(signals), "risks": old.risks})


def expected(diff):
    """What a page of `diff` should show, block by block."""
    layout = lay_out(diff, None)

    def item(label, text):
        return f"{label}{layout.mark} {text}"

    blocks = [layout.title, item(*layout.published)]
    for part in layout.parts:
        blocks.append(part.heading)
        for entry in part.entries:
            blocks.append(item(entry.label, entry.text))
            blocks += (item(*detail) for detail in entry.details)
    return [*blocks, item(*layout.disclaimer)]


def test_commonmark_shows_the_characters_of_every_text():
    parser = MarkdownIt("commonmark")
    wrong = []
    for old, new in hostile_days():
        diff = tr.diff(old, new)
        shown = blocks_shown(parser.render(diff.render("markdown")))
        wrong += [(e, s) for e, s in zip(expected(diff), shown, strict=True) if e != s][:3]
    assert wrong == []


def test_jekyll_shows_the_characters_of_every_text(tmp_path):
    jekyll = require("jekyll")
    days = list(hostile_days())
    for number, (old, new) in enumerate(days):
        page = f"---\n---\n{tr.diff(old, new).render('markdown')}"
        (tmp_path / f"p{number}.md").write_text(page, encoding="utf-8")
    out = tmp_path / "out"
    arguments = ["build", "--source", str(tmp_path), "--destination", str(out), "--quiet"]
    done = subprocess.run(
        [jekyll, *arguments],
        env={"LANG": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    wrong = []
    for number, (old, new) in enumerate(days):
        shown = blocks_shown((out / f"p{number}.html").read_text(encoding="utf-8"))
        pairs = zip(expected(tr.diff(old, new)), shown, strict=True)
        pairs = ((without_typography(e), without_typography(s)) for e, s in pairs)
        wrong += [(e, s) for e, s in pairs if e != s][:3]
    assert wrong == []


def test_nothing_written_is_what_liquid_would_take():
    for old, new in hostile_days():
        written = tr.diff(old, new).render("markdown")
        assert "{{" not in written
        assert "{%" not in written


# --- JSON --------------------------------------------------------------------------------------

KEYS = {
    "": [
        "diff_version", "is_empty", "old", "new", "fields", "signals", "events", "drivers", "impacts",
        "risks", "appendices", "sources", "reordered",
    ],
    "old": [
        "slug", "theme", "language", "published_at", "revision", "content_hash", "disclaimer",
        "ai_generated",
    ],
    "signals": ["kind", "fields", "similarity", "old", "new"],
    "fields": ["name", "kind", "old", "new"],
}  # fmt: skip
"""The shape of the JSON: programs rely on it, so a change here needs another version."""


def test_the_shape_of_the_json_is_this():
    data = json.loads(tr.diff(before(), next_day()).render("json"))
    assert data["diff_version"] == "1.0"
    assert list(data) == KEYS[""]
    assert list(data["old"]) == list(data["new"]) == KEYS["old"]
    for key in ("signals", "events", "drivers", "impacts", "risks"):
        assert {tuple(change) for change in data[key]} == {tuple(KEYS["signals"])}
    assert [list(change) for change in data["fields"]] == [KEYS["fields"]]
    assert get_args(ChangeKind) == (
        "new", "gone", "turned", "restated", "reworded", "moved", "changed", "same",
    )  # fmt: skip


def test_the_json_says_what_the_comparison_says():
    diff = tr.diff(before(), next_day())
    data = json.loads(diff.render("json"))
    assert data["is_empty"] is False
    assert data["reordered"] == ["risks"]
    assert [change["kind"] for change in data["signals"]] == [c.kind for c in diff.signals]
    turned = data["impacts"][0]
    assert (turned["kind"], turned["fields"]) == ("turned", ["direction"])
    assert turned["old"] == before().impacts[0].model_dump(mode="json")
    assert data["signals"][-1]["new"] is None
    assert data["fields"][0] == {
        "name": "published_at",
        "kind": "changed",
        "old": "2026-03-18T08:30:00+08:00",
        "new": "2026-03-19T08:30:00+08:00",
    }


@few
@given(two_days())
def test_every_comparison_is_valid_by_its_schema(days):
    diff = tr.diff(*days)
    data = json.loads(diff.render("json"))
    VALIDATOR.validate(data)
    assert data["is_empty"] == diff.is_empty


@settings(max_examples=20)
@given(reports())
def test_the_json_holds_the_items_as_the_json_of_a_report_has_them(report):
    data = json.loads(tr.diff(report, report).render("json"))
    whole = json.loads(tr.render(report, "json"))
    for key in ("signals", "events", "drivers", "impacts", "risks", "appendices"):
        assert [change["new"] for change in data[key]] == whole[key]


DEFECTS = (
    lambda data: data.pop("signals"),
    lambda data: data.update(extra=1),
    lambda data: data["signals"][0].update(kind="better"),
    lambda data: data["signals"][0].update(similarity=2),
    lambda data: data["signals"][0]["new"].update(rank=11),
    lambda data: data["old"].pop("disclaimer"),
    lambda data: data["reordered"].append("signals"),
)


@pytest.mark.parametrize("break_it", DEFECTS)
def test_the_schema_refuses_what_no_comparison_is(break_it):
    data = json.loads(tr.diff(REPORT, REPORT).render("json"))
    VALIDATOR.validate(data)
    break_it(data)
    assert not VALIDATOR.is_valid(data)


def test_a_strict_validator_in_another_language_agrees(tmp_path):
    path = tmp_path / "diff.json"
    path.write_text(json.dumps(diff_schema()), encoding="utf-8")
    ajv = Ajv(path)
    for old, new in (
        (REPORT, REPORT),
        (before(), next_day()),
        *itertools.islice(hostile_days(), 5),
    ):
        assert ajv.accepts("1.0", json.loads(tr.diff(old, new).render("json")))
    for break_it in DEFECTS:
        data = json.loads(tr.diff(REPORT, REPORT).render("json"))
        break_it(data)
        assert not ajv.accepts("1.0", data)
    ajv.close()


def test_the_schema_is_valid_and_new_each_time():
    Draft202012Validator.check_schema(diff_schema())
    diff_schema().clear()
    assert diff_schema()["$id"] == "urn:themereport:schema:diff:1.0"


def test_json_holds_nothing_that_a_terminal_acts_on():
    new = day(overview="a\u202eb")
    assert "\u202e" not in tr.diff(REPORT, new).render("json")


# --- words -------------------------------------------------------------------------------------


def words_in(language):
    path = ROOT / f"src/themereport/locales/{language.replace('-', '_')}/LC_MESSAGES/themereport.po"
    with path.open("rb") as file:
        return {
            (entry.context, entry.id): entry.string
            for entry in read_po(file)
            if entry.id and entry.context != "label"
        }


def test_every_language_has_the_same_words():
    english = words_in("en")
    for language in LANGUAGES:
        words = words_in(language)
        assert words.keys() == english.keys()
        assert all(words.values())


def test_every_kind_of_change_and_every_value_has_a_word():
    words = words_in("en")
    assert {name for context, name in words if context == "change"} == set(get_args(ChangeKind))
    listed = set()
    for model in (tr.Signal, tr.Driver, tr.ETFImpact, tr.Risk):
        for name in ("kind", "direction", "claim", "category"):
            if field := model.model_fields.get(name):
                for part in (field.annotation, *get_args(field.annotation)):
                    listed |= {value for value in get_args(part) if isinstance(value, str)}
    assert {name for context, name in words if context == "value"} == listed


def test_every_field_that_is_named_has_a_word():
    words = {name for context, name in words_in("en") if context == "field"}
    shown_otherwise = {
        "schema_version", "overview", "background", "disclaimer", "rank", "text", "title",
        "description", "subject", "thesis", "target", "analysis", "name", "url", "events", "drivers",
        "impacts", "risks", "appendices",
    }  # fmt: skip
    names = {name for model in MODELS for name in model.model_fields}
    # The head of a column for one step.
    assert words - {"step"} == names - shown_otherwise
