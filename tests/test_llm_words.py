"""What is said to language models: true of what is checked, and no more than is wrong."""

from __future__ import annotations

import json
import re
import string
import tomllib
from typing import get_args

import pytest
from canonical import JSON as REPORT_JSON
from canonical import REPORT, ROOT

import themereport as tr
from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.llm import (
    ReportDraft,
    SourceDraft,
    instructions,
    read_answer,
    retry_message,
)
from themereport.llm.draft import draft_within
from themereport.models.impact import ImpactKind
from themereport.models.risk import RiskCategory
from themereport.models.stance import Claim, Direction

WORDS = tomllib.loads((ROOT / "src/themereport/llm/words.toml").read_text(encoding="utf-8"))
DRAFT = ReportDraft.from_report(REPORT)
PROFILES = ("editorial", "compliance", "security")
JSON = DRAFT.model_dump_json()


def found_in(**fields):
    """The codes of what is wrong with a draft, as errors or as what an editor would say."""
    result = DRAFT.model_copy(update=fields).to_report()
    found = (
        result.diagnostics if result.report is None else tr.check(result.report, profiles=PROFILES)
    )
    return {problem.code for problem in found}


def first(name, **fields):
    """The items called `name` with other fields in the first of them."""
    head, *others = getattr(DRAFT, name)
    return {name: (head.model_copy(update=fields), *others)}


def texts_of(**fields):
    """The ways in which a reader sees a report of which some fields are others."""
    report = DRAFT.model_copy(update=fields).to_report().report
    return [str(tr.render(report, format)) for format in ("html", "text", "jekyll")]


def listed(choice):
    return ", ".join(get_args(choice))


# For each statement: what it says in every language, and what goes against it with its code.
CHECKED = {
    "object": ("JSON", []),
    "signals": (
        "10",
        [
            ("TR206", {"signals": DRAFT.signals[:9]}),
            ("TR206", {"signals": (*DRAFT.signals, DRAFT.signals[0])}),
            ("TR501", {"signals": (*DRAFT.signals[:9], DRAFT.signals[0])}),
        ],
    ),
    "padding": ("10|fewer", [("TR206", {"signals": DRAFT.signals[:9]})]),
    "lists": (
        "`events`.*`drivers`.*`impacts`.*`risks`.*`steps`",
        [
            *(("TR203", {name: ()}) for name in ("events", "drivers", "impacts", "risks")),
            ("TR203", first("drivers", steps=())),
        ],
    ),
    "text": ("Markdown.*HTML", [("TR205", {"overview": "a\nb"})]),
    "theme": ("`theme`.* 80 ", [("TR208", {"theme": "x" * 81})]),
    "language": ("`language`.*zh-Hans.*zh-Hant.*en", [("TR210", {"language": "中文"})]),
    "moment": (
        r"`published_at`.*2025-11-04T09:16:36\+08:00.*null",
        [("TR209", {"published_at": "2025-11-04T09:16:36"}), ("TR201", {"published_at": None})],
    ),
    "kind": (f"`kind`.*{listed(ImpactKind)}.*null", []),
    "sources": (
        "`sources`.*`id`.*`url`",
        [
            ("TR214", first("signals", sources=("s1",))),
            ("TR215", {"sources": [SourceDraft(id="s1", title=title) for title in "ab"]}),
            ("TR218", {"sources": [SourceDraft(id="s1", url="see above")]}),
        ],
    ),
    "stance": (f"`direction`.*{listed(Direction)}.*`claim`.*{listed(Claim)}.*null", []),
    "explains": (
        "`signals`.* 1 .* 10",
        [("TR204", first("drivers", signals=(11,))), ("TR204", first("drivers", signals=(0,)))],
    ),
    "risk": (
        f"`category`.*{listed(RiskCategory)}.*`severity`.*`likelihood`.*1 .* 5.*null",
        [("TR204", first("risks", severity=0)), ("TR204", first("risks", likelihood=6))],
    ),
    "promise": ("", [("TR507", {"overview": "该基金保本保收益，稳赚不赔。"})]),
    "disclaimer": (
        "`disclaimer`",
        [("TR205", {"disclaimer": ""}), ("TR506", {"disclaimer": "Hello."})],
    ),
}
# Whether something is true, no program can tell.
UNCHECKED = {"truth"}


# --- instructions ----------------------------------------------------------------------------


def test_every_statement_is_checked_or_known_not_to_be():
    assert WORDS["statements"].keys() == CHECKED.keys() | UNCHECKED


@pytest.mark.parametrize("name", CHECKED)
@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_a_statement_says_what_is_checked(name, language):
    (line,) = (
        line
        for line, key in zip(
            instructions(language).split("\n")[1:], WORDS["statements"], strict=True
        )
        if key == name
    )
    assert re.search(CHECKED[name][0], line)


@pytest.mark.parametrize(
    ("code", "fields"),
    [violation for _, violations in CHECKED.values() for violation in violations],
)
def test_what_goes_against_a_statement_is_found(code, fields):
    assert code in found_in(**fields)


def test_a_draft_that_follows_the_statements_is_a_report_without_a_finding():
    assert found_in() == set()


def test_words_around_the_object_are_found():
    (found,) = read_answer(f"Here: {JSON}").diagnostics
    assert found.code == "TR318"


@pytest.mark.parametrize("name", ["kind", "direction", "claim", "category"])
def test_a_choice_that_is_not_listed_is_found(name):
    text, count = re.subn(rf'"{name}":(null|"\w+")', f'"{name}":"other one"', JSON, count=1)
    assert count
    (found,) = read_answer(text).diagnostics
    assert found.code == "TR211"


def test_readers_would_see_the_marks_of_markdown_and_html():
    html, text, post = texts_of(overview="**a** <b>")
    assert "**a** &lt;b&gt;" in html
    assert "**a** <b>" in text
    assert tr.loads(post).overview == "**a** <b>"


def test_every_statement_is_in_every_language():
    parts = [WORDS["task"], *WORDS["statements"].values()]
    assert all(list(part) == ["en", "zh-Hans", "zh-Hant"] for part in parts)


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_every_field_that_a_statement_names_is_one(language):
    models = [ReportDraft, *filter(None, map(draft_within, ReportDraft.model_fields.values()))]
    fields = {name for model in models for name in model.model_fields}
    assert set(re.findall("`([^`]+)`", instructions(language))) <= fields


@pytest.mark.parametrize(
    ("tag", "language"),
    [("zh-CN", "zh-Hans"), ("zh-TW", "zh-Hant"), ("zh", "zh-Hans"), ("en-GB", "en"), ("fr", "en")],
)
def test_instructions_are_in_the_nearest_language(tag, language):
    assert instructions(tag) == instructions(language)


# --- what is asked again ---------------------------------------------------------------------


def lines_of(message):
    head, *lines, tail = message.split("\n")
    assert all(line.startswith("- ") for line in lines)
    return head, lines, tail


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_nine_signals_are_asked_for_and_nothing_else(language):
    result = DRAFT.model_copy(update={"signals": DRAFT.signals[:9]}).to_report()
    _, lines, _ = lines_of(retry_message(result.diagnostics, language))
    (line,) = lines
    assert line.startswith("- signals ")
    assert "9" in line and "10" in line


@pytest.mark.parametrize(
    ("language", "words"), [("en", ("Never pad", "never invent")), ("zh", ("绝不凑数", "绝不编造"))]
)
def test_never_to_pad_or_invent_is_said_every_time(language, words):
    *_, tail = lines_of(retry_message([Diagnostic("TR203", "risks")], language))
    assert all(word in tail for word in words)


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_line_names_its_field(language):
    names = ["theme", "signals[3].text", "risks[0]"]
    problems = [
        Diagnostic("TR203", "theme"),
        Diagnostic("TR107", "signals[3].text", arguments={"reason": "x"}),
        Diagnostic("TR104", "risks[0]", arguments={"found": "a", "first": 1}),
    ]
    _, lines, _ = lines_of(retry_message(problems, language))
    assert all(name in line for name, line in zip(names, lines, strict=True))


def test_where_there_are_errors_warnings_are_not_asked_for():
    answer = read_answer(f"Sure: {JSON[:-1]}".replace('"kind":"', '"kind":"x', 1))
    _, lines, _ = lines_of(retry_message(answer.to_report().diagnostics, "en"))
    (line,) = lines
    assert "impacts[0].kind" in line


def test_what_an_editor_would_say_can_be_asked_for():
    report = REPORT.model_copy(update={"disclaimer": "Hello."})
    _, lines, _ = lines_of(retry_message(tr.check(report), "en"))
    (line,) = lines
    assert "disclaimer" in line


@pytest.mark.parametrize("language", ["en", "zh"])
def test_where_nothing_is_wrong_nothing_is_asked(language):
    assert retry_message(DRAFT.to_report().diagnostics, language) == ""


def test_many_problems_are_counted():
    problems = [Diagnostic("TR203", f"risks[{at}]") for at in range(80)]
    _, lines, _ = lines_of(retry_message(problems, "en"))
    assert len(lines) == 51
    assert lines[-1] == "- and 30 more of these kinds"


@pytest.mark.parametrize("tag", ["zh", "zh-Hans", "zh-TW", "ZH-CN"])
def test_chinese_is_asked_in_simplified_chinese(tag):
    problems = [Diagnostic("TR203", "risks")]
    assert retry_message(problems, tag) == retry_message(problems, "zh-Hans")
    assert retry_message(problems, "en") == retry_message(problems, "fr")


def test_every_field_that_is_missing_is_asked_for_in_chinese_alone():
    blank = {name: [{}] for name, field in ReportDraft.model_fields.items() if draft_within(field)}
    for text in ("{}", json.dumps(blank), JSON[:600]):
        _, lines, _ = lines_of(retry_message(read_answer(text).diagnostics, "zh"))
        for line in lines:
            for name in sorted(problem_names(text), key=len, reverse=True):
                line = line.replace(name, "")
            assert not re.search("[a-z]{3}", line.replace("zh-Hans", ""))


def problem_names(text):
    return {problem.path for problem in read_answer(text).diagnostics}


@pytest.mark.parametrize("code", [code for code in CATALOGUE if code[:3] == "TR2"])
def test_every_code_of_the_model_can_be_asked_for(code):
    names = {name for _, name, _, _ in string.Formatter().parse(CATALOGUE[code].template) if name}
    problem = Diagnostic(code, "risks[0]", arguments=dict.fromkeys(names - {"path"}, "x"))
    _, lines, _ = lines_of(retry_message([problem], "en"))
    assert len(lines) == 1
    assert "risks[0]" in lines[0]


def test_no_report_of_another_shape_is_taken_for_a_draft():
    result = read_answer(REPORT_JSON).to_report()
    assert result.report is None
    assert {problem.code for problem in result.diagnostics} == {"TR202"}
