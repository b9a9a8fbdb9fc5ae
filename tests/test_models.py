"""The models: what they refuse, how they say so, and what they derive."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785
from canonical import EXAMPLE, JSON, REPORT, is_one_line
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import themes

import themereport as tr
from themereport.models.canonical import canonical_bytes, canonical_json
from themereport.testing import reports

FIXED = tr.ThemeReport(
    theme="云计算",
    language="zh-Hans",
    published_at=datetime(2025, 11, 4, 9, 16, 36, tzinfo=timezone(timedelta(hours=8))),
    overview="概述",
    signals=tuple(tr.Signal(rank=rank, text=f"信息 {rank}") for rank in range(1, 11)),
    background="背景",
    events=(tr.Event(title="事件", description="经过"),),
    drivers=(tr.Driver(subject="主体", thesis="论点", steps=("一", "二")),),
    impacts=(tr.ETFImpact(target="云计算ETF", kind="etf", analysis="分析"),),
    risks=(tr.Risk(name="风险", description="说明"),),
    disclaimer="不构成任何投资建议。",
)
FIELDS = {name: getattr(FIXED, name) for name in tr.ThemeReport.model_fields}

FOREIGN_WORDS = re.compile(
    r"Field required|validation error|pydantic|Input should|String should|Tuple should|List should"
    r"|Keys should|Extra inputs|Value error|valid (?:string|integer|tuple|dictionary)",
    re.IGNORECASE,
)


def changed(**fields):
    return tr.ThemeReport(**{**FIELDS, **fields})


def refusal(make, *arguments, **fields):
    with pytest.raises(tr.ModelError) as caught:
        make(*arguments, **fields)
    return caught.value


def problems(make, *arguments, **fields):
    found = refusal(make, *arguments, **fields).diagnostics
    return [(diagnostic.code, diagnostic.path) for diagnostic in found]


# --- what is refused ---------------------------------------------------------------------------


def test_nine_signals_are_refused():
    assert problems(changed, signals=FIXED.signals[:9]) == [("TR206", "signals")]


def test_eleven_signals_are_refused():
    eleven = (*FIXED.signals, tr.Signal(rank=10, text="x"))
    assert problems(changed, signals=eleven) == [("TR206", "signals")]


def test_a_report_without_a_disclaimer_is_refused():
    fields = {name: value for name, value in FIELDS.items() if name != "disclaimer"}
    assert problems(tr.ThemeReport, **fields) == [("TR201", "disclaimer")]


def test_a_blank_disclaimer_is_refused():
    assert problems(changed, disclaimer=" ") == [("TR205", "disclaimer")]


def test_a_driver_without_steps_is_refused():
    driver = {"subject": "a", "thesis": "b", "steps": []}
    assert problems(changed, drivers=[driver]) == [("TR203", "drivers[0].steps")]


def test_a_driver_that_does_not_name_its_steps_is_refused():
    assert problems(tr.Driver, subject="a", thesis="b") == [("TR201", "steps")]


@pytest.mark.parametrize("name", ["events", "drivers", "impacts", "risks"])
def test_an_empty_section_is_refused(name):
    assert problems(changed, **{name: ()}) == [("TR203", name)]


def test_a_date_without_an_offset_is_refused():
    naive = datetime(2025, 11, 4, 9, 16, 36)  # noqa: DTZ001
    assert problems(changed, published_at=naive) == [("TR209", "published_at")]


@pytest.mark.parametrize(
    "value",
    [
        "2025-11-04T09:16:36",
        "2025-11-04",
        "2025-02-30T00:00:00+08:00",
        "soon",
        1730000000,
        None,
        "\ud800",
    ],
)
def test_what_is_no_moment_is_refused(value):
    assert problems(changed, published_at=value) == [("TR209", "published_at")]


def test_an_offset_in_seconds_is_refused():
    odd = FIXED.published_at.replace(tzinfo=timezone(timedelta(seconds=30)))
    assert problems(changed, published_at=odd) == [("TR209", "published_at")]


def test_ranks_out_of_order_are_refused():
    assert problems(changed, signals=FIXED.signals[::-1]) == [("TR207", "signals")]


def test_a_rank_that_comes_twice_is_refused():
    twice = (*FIXED.signals[:9], FIXED.signals[8])
    assert problems(changed, signals=twice) == [("TR207", "signals")]


@pytest.mark.parametrize("rank", [0, 11, -1])
def test_a_rank_beyond_one_to_ten_is_refused(rank):
    error = refusal(tr.Signal, rank=rank, text="x")
    assert [diagnostic.path for diagnostic in error.diagnostics] == ["rank"]


@pytest.mark.parametrize(
    "steps", [{"x", "y"}, frozenset({"x"}), (step for step in "xy"), "xy", {"x": 1}, None]
)
def test_only_a_list_or_a_tuple_is_taken_for_a_list(steps):
    assert problems(tr.Driver, subject="a", thesis="b", steps=steps) == [("TR204", "steps")]


def test_a_list_is_kept_as_a_tuple():
    assert tr.Driver(subject="a", thesis="b", steps=["x", "y"]).steps == ("x", "y")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a\nb", "a line break"),
        ("a\rb", "a line break"),
        ("a\u2028b", "a line break"),
        ("a\u0085b", "a line break"),
        ("a\u0007b", "a control character"),
        ("a\x1b[31mb", "a control character"),
        ("a\u009bb", "a control character"),
        ("a\tb", "a control character"),
        ("a\0b", "a control character"),
        ("a\ud800b", "a lone surrogate"),
        (" a", "blanks at its ends"),
        ("a ", "blanks at its ends"),
        ("\u3000a", "blanks at its ends"),
        ("a\u00a0", "blanks at its ends"),
        ("", "blank"),
        ("  ", "blank"),
        ("\u3000", "blank"),
    ],
)
def test_text_that_is_not_plain_is_refused(text, problem):
    error = refusal(tr.Risk, name=text, description="x")
    assert [(found.code, found.path) for found in error.diagnostics] == [("TR205", "name")]
    assert problem in str(error)


@pytest.mark.parametrize(
    "text", ["a\u200bb", "👩\u200d💻", "# a", "<b>", "{{ x }}", "e\u0301", "𠀀"]
)
def test_any_characters_of_a_line_are_plain_text(text):
    assert tr.Risk(name=text, description="x").name == text


def test_a_theme_of_eighty_characters_is_taken():
    assert changed(theme="云" * 80).theme == "云" * 80


def test_a_theme_over_eighty_characters_is_refused():
    assert problems(changed, theme="云" * 81) == [("TR208", "theme")]


@pytest.mark.parametrize("rank", ["1", 1.0, True, None])
def test_nothing_is_converted_to_a_number(rank):
    assert problems(tr.Signal, rank=rank, text="x") == [("TR204", "rank")]


@pytest.mark.parametrize("text", [1, None, b"x", ["x"], object()])
def test_nothing_is_converted_to_text(text):
    assert problems(tr.Signal, rank=1, text=text) == [("TR204", "text")]


def test_an_unknown_field_is_refused_with_the_name_that_was_meant():
    error = refusal(changed, overveiw="x")
    assert [(found.code, found.path) for found in error.diagnostics] == [("TR202", "overveiw")]
    assert "did you mean 'overview'?" in str(error)


def test_an_unknown_field_like_no_other_is_refused_with_all_names():
    assert "it has claim, direction, instruments, rank, sources, text" in str(
        refusal(tr.Signal, rank=1, text="x", zzz=1)
    )


def test_an_unknown_field_inside_a_list_has_its_path():
    signals = [{"rank": rank, "text": "x"} for rank in range(1, 11)]
    signals[3]["txet"] = "x"
    error = refusal(changed, signals=signals)
    assert [(found.code, found.path) for found in error.diagnostics] == [
        ("TR202", "signals[3].txet")
    ]
    assert "did you mean 'text'?" in str(error)


@pytest.mark.parametrize("tag", ["zh_Hans", "zh-hans", "ZH-HANS", "zh-Hans\n"])
def test_a_language_in_another_spelling_is_refused_with_the_canonical_one(tag):
    error = refusal(changed, language=tag)
    assert [(found.code, found.path) for found in error.diagnostics] == [("TR210", "language")]
    assert "did you mean 'zh-Hans'?" in str(error)


@pytest.mark.parametrize("tag", ["", "chinese", "z", "中文", "zh-"])
def test_what_is_no_language_tag_is_refused(tag):
    assert problems(changed, language=tag) == [("TR210", "language")]


@pytest.mark.parametrize("kind", ["fund", "ETF", ""])
def test_an_unknown_kind_of_impact_is_refused_with_those_there_are(kind):
    error = refusal(tr.ETFImpact, target="a", kind=kind, analysis="b")
    assert [(found.code, found.path) for found in error.diagnostics] == [("TR211", "kind")]
    assert all(name in str(error) for name in ("etf", "index", "industry", "company"))


def test_another_schema_version_is_refused():
    assert problems(changed, schema_version="2.0") == [("TR211", "schema_version")]


@pytest.mark.parametrize(
    "body", ["# a", "a\n===", "<b>", "{{ x }}", "```", "[a](javascript:x)", " a"]
)
def test_an_appendix_that_would_escape_its_section_is_refused(body):
    assert problems(changed, appendices=[{"title": "a", "body": body}]) == [
        ("TR212", "appendices[0].body")
    ]


@pytest.mark.parametrize(
    "value",
    [
        {"date": "x"},
        {"Themereport": {}},
        {"a": 1, "A": 2},
        {"é": 1, "e\u0301": 2},
        {"a": float("nan")},
        {"a": 2**53},
        {"a": object()},
        {1: "a"},
        {"": "a"},
        {"a": [[[[[[[[[1]]]]]]]]]},
        {"a": "\ud800"},
        {str(number): 1 for number in range(101)},
        [],
    ],
)
def test_front_matter_that_is_not_json_under_unique_keys_is_refused(value):
    assert problems(changed, front_matter=value) == [("TR213", "front_matter")]


def test_several_problems_are_all_reported():
    found = problems(
        changed,
        theme="",
        language="zh_Hans",
        signals=FIXED.signals[:9],
        drivers=[{"subject": "a", "thesis": "b", "steps": []}],
        disclaimer=" x",
        extra=1,
    )
    assert found == [
        ("TR205", "theme"),
        ("TR210", "language"),
        ("TR206", "signals"),
        ("TR203", "drivers[0].steps"),
        ("TR205", "disclaimer"),
        ("TR202", "extra"),
    ]


def test_all_missing_fields_are_named():
    fields = tr.ThemeReport.model_fields
    expected = [("TR201", name) for name, field in fields.items() if field.is_required()]
    assert len(expected) == 11
    assert problems(tr.ThemeReport) == expected


def test_a_model_error_is_a_value_error_under_the_one_root():
    error = refusal(tr.Signal)
    assert isinstance(error, ValueError)
    assert isinstance(error, tr.ThemeReportError)


@pytest.mark.parametrize(
    "make",
    [
        lambda: tr.ThemeReport.model_validate({"theme": "x"}),
        lambda: tr.ThemeReport.model_validate(3),
        lambda: tr.ThemeReport.model_validate_json('{"theme": 1}'),
        lambda: tr.ThemeReport.model_validate_json("{"),
        lambda: tr.ThemeReport.model_validate_json(b"\xff"),
        lambda: tr.ThemeReport.model_validate_strings({"theme": "x"}),
        lambda: FIXED.model_copy(update={"theme": ""}),
    ],
)
def test_every_way_to_make_a_model_refuses_alike(make):
    assert refusal(make).diagnostics


# --- what messages say -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "found", "advice"),
    [
        (lambda: changed(signals=FIXED.signals[:9]), "9 items", "exactly 10"),
        (lambda: changed(signals=FIXED.signals[::-1]), "10, 9, 8", "1 to 10 in order"),
        (lambda: changed(theme="x" * 81), "81 characters", "at most 80"),
        (lambda: changed(theme="a\nb"), "U+000A at character 2", "one line"),
        (lambda: changed(theme=" a"), "' a'", "trim it"),
        (lambda: changed(language="EN"), "'EN'", "'en'"),
        (lambda: changed(published_at="soon"), "'soon'", "offset"),
        (lambda: changed(risks={"x"}), "a set", "a list"),
        (lambda: changed(risks=["x"]), "the text 'x'", "a mapping"),
        (lambda: tr.Signal(rank="1", text="x"), "the text '1'", "a whole number"),
        (lambda: tr.Signal(rank=11, text="x"), "11", "1 to 10"),
        (lambda: tr.ETFImpact(target="a", kind="fund", analysis="b"), "'fund'", "'etf'"),
        (lambda: tr.Driver(subject="a", thesis="b", steps=()), "empty", "at least one"),
        (lambda: tr.Driver(subject="a", thesis="b"), "missing", "give"),
    ],
)
def test_a_message_says_what_was_found_and_what_to_do(make, found, advice):
    (diagnostic,) = refusal(make).diagnostics
    assert found in diagnostic.message
    assert advice in diagnostic.message


WRONG = (
    None,
    True,
    0,
    11,
    1.5,
    "",
    "x\n",
    b"x",
    [],
    ["x"],
    (),
    {},
    {"x": 1},
    {1: 2},
    {"x"},
    object(),
)


@pytest.mark.parametrize("wrong", WRONG, ids=[repr(value)[:8] for value in WRONG])
def test_no_message_holds_the_words_of_the_validator(wrong):
    messages = []
    models = (tr.ThemeReport, tr.Signal, tr.Event, tr.Driver, tr.ETFImpact, tr.Risk, tr.Section)
    makers = [lambda model=model: model.model_validate(wrong) for model in models]
    makers += [
        lambda model=model, name=name: model(**{name: wrong})
        for model in models
        for name in model.model_fields
    ]
    for make in makers:
        messages += [found.message for found in refusal(make).diagnostics]
    assert [message for message in messages if FOREIGN_WORDS.search(message)] == []


def test_a_message_is_one_line_whatever_was_found():
    error = refusal(tr.Signal, **{"rank": 1, "text": "x", "a\nb\u2028c": 1})
    assert all(is_one_line(found.message) for found in error.diagnostics)


def test_the_error_names_the_model_and_counts_its_problems():
    assert str(refusal(tr.Signal)).startswith("not a valid Signal: 2 problems\n")


# --- frozen ------------------------------------------------------------------------------------


def test_a_field_cannot_be_set():
    with pytest.raises((ValueError, TypeError, AttributeError)):
        FIXED.theme = "x"
    assert FIXED.theme == "云计算"


def test_a_field_cannot_be_deleted():
    with pytest.raises((ValueError, TypeError, AttributeError)):
        del FIXED.theme
    assert FIXED.theme == "云计算"


def test_the_refusal_to_set_a_field_is_in_our_own_words():
    with pytest.raises((ValueError, TypeError, AttributeError)) as caught:
        FIXED.theme = "x"
    assert not FOREIGN_WORDS.search(str(caught.value))


def test_a_field_that_does_not_exist_cannot_be_set():
    with pytest.raises((ValueError, TypeError, AttributeError)):
        FIXED.other = "x"


def test_front_matter_cannot_be_changed():
    report = changed(front_matter={"tags": ["a"], "nested": {"b": 1}})
    with pytest.raises(TypeError):
        report.front_matter["x"] = 1
    with pytest.raises(TypeError):
        report.front_matter["nested"]["b"] = 2
    assert report.front_matter["tags"] == ("a",)


def test_front_matter_does_not_follow_the_dict_it_was_made_of():
    given_tags = ["a"]
    report = changed(front_matter={"tags": given_tags})
    given_tags.append("b")
    assert report.front_matter["tags"] == ("a",)


def test_equal_reports_are_equal_and_hash_alike():
    twin = tr.ThemeReport(**FIELDS)
    assert twin == FIXED
    assert hash(twin) == hash(FIXED)
    assert len({twin, FIXED}) == 1


def test_a_dumped_report_validates_to_the_same_report():
    assert tr.ThemeReport.model_validate(REPORT.model_dump()) == REPORT
    assert tr.ThemeReport.model_validate_json(JSON) == REPORT


# --- copies and pickles ------------------------------------------------------------------------


def test_a_copy_with_changes_is_validated():
    assert problems(FIXED.model_copy, update={"signals": FIXED.signals[:9]}) == [
        ("TR206", "signals")
    ]


def test_a_copy_with_an_unknown_field_is_refused():
    assert problems(FIXED.model_copy, update={"topic": "x"}) == [("TR202", "topic")]


def test_a_copy_with_changes_leaves_the_original():
    copy = FIXED.model_copy(update={"theme": "芯片"})
    assert (copy.theme, FIXED.theme) == ("芯片", "云计算")
    assert copy.signals == FIXED.signals


def test_a_copy_without_changes_is_equal():
    assert FIXED.model_copy() == FIXED
    assert FIXED.model_copy(deep=True) == FIXED


def test_a_pickled_report_is_the_same_report():
    again = pickle.loads(pickle.dumps(REPORT))
    assert again == REPORT
    assert again.content_hash == REPORT.content_hash


def test_a_pickled_model_error_keeps_its_diagnostics():
    error = refusal(tr.Signal, rank="1", text="")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is tr.ModelError
    assert again.diagnostics == error.diagnostics
    assert str(again) == str(error)


def test_a_pickled_read_error_keeps_its_diagnostics():
    with pytest.raises(tr.ReadError) as caught:
        tr.loads("x")
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is tr.ReadError
    assert again.diagnostics == caught.value.diagnostics
    assert str(again) == str(caught.value)


@pytest.mark.parametrize(
    "error",
    [
        tr.PluginError("a"),
        tr.RenderError("b"),
        tr.WriteError("c"),
        tr.MissingExtraError("HTML", "html"),
    ],
)
def test_every_other_error_can_be_pickled(error):
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)


# --- what is derived ---------------------------------------------------------------------------


def test_the_slug_is_the_title_of_the_post():
    assert FIXED.slug == "theme_research_云计算_2025-11-04"


def test_the_day_is_that_of_the_reports_own_offset():
    late = datetime(2025, 11, 4, 0, 30, tzinfo=timezone(timedelta(hours=8)))
    assert changed(published_at=late).slug == "theme_research_云计算_2025-11-04"
    assert changed(published_at=late.astimezone(UTC)).slug == "theme_research_云计算_2025-11-03"


def test_the_file_name_is_that_of_a_jekyll_post():
    assert FIXED.filename == "2025-11-04-theme_research_云计算_2025-11-04.md"


def test_the_file_name_of_an_example_is_its_own():
    assert tr.load(EXAMPLE).filename == EXAMPLE.name


HASH = "e330ad0b8f97d1fd1826f2aaf5905eb691208649e23d37e603bef5784213a70a"


def test_the_content_hash_is_that_of_the_canonical_json():
    assert FIXED.content_hash == HASH


def test_the_content_hash_follows_the_content():
    assert changed(disclaimer="x").content_hash != HASH
    assert changed(front_matter={"layout": "page"}).content_hash != HASH


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Asia/Kolkata", "PYTHONHASHSEED": "1", "LANG": "C", "LC_ALL": "C"},
        {"TZ": "America/St_Johns", "PYTHONHASHSEED": "2", "LANG": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
    ],
)
def test_what_is_derived_is_the_same_in_every_environment(environment, tmp_path):
    path = tmp_path / "report.json"
    tr.write(FIXED, path)
    script = (
        "import sys, themereport as tr; report = tr.load(sys.argv[1]);"
        "print(ascii((report.content_hash, report.filename, report.slug)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ascii((HASH, FIXED.filename, FIXED.slug))


HOSTILE_THEMES = (
    "../x", "/etc/passwd", "C:\\x", "..", ".", "-", "-rf", "~", "CON", "nul", "COM1.md", "x.", "x...",
    "云" * 80, "𠀀" * 80, "é", "e\u0301", "AI", "ai", "Ai", "ſ", "K", "ẞ", "ß", "ss", "İ", "㎏",
    "a b", "a-b", "a_b", "$(x)", "`x`", "a/b", "a\\b", "a:b", "a\u200bb", "\u202ea", "x-0123456789",
)  # fmt: skip


def name_of(theme):
    return FIXED.model_copy(update={"theme": theme}).filename


def part_of(theme):
    """What the file name holds for the theme, which may be a theme, too."""
    return re.fullmatch(r"2025-11-04-theme_research_(.*)_2025-11-04\.md", name_of(theme))[1][:80]


def assert_safe(name):
    assert os.path.basename(name) == name
    assert len(name.encode()) <= 200
    assert re.fullmatch(r"[\w.-]+", name)
    assert not name.startswith((".", "-"))
    assert name.endswith(".md")


@pytest.mark.parametrize("theme", HOSTILE_THEMES)
def test_the_file_name_of_a_hostile_theme_is_safe(theme):
    assert_safe(name_of(theme))


@given(themes)
def test_every_file_name_is_safe(theme):
    assert_safe(name_of(theme))


def test_a_theme_cannot_break_the_line_of_its_file_name():
    assert problems(changed, theme="a\nb") == [("TR205", "theme")]


_TWISTS = (
    str.upper, str.lower, str.swapcase, str.casefold, part_of,
    lambda theme: unicodedata.normalize("NFC", theme),
    lambda theme: unicodedata.normalize("NFD", theme),
    lambda theme: unicodedata.normalize("NFKC", theme),
    lambda theme: theme.replace(" ", "-"),
    lambda theme: theme.strip(".-"),
    lambda theme: f"{theme}.",
    lambda theme: f"-{theme}",
)  # fmt: skip


@st.composite
def twins(draw):
    """Two different themes, the second much like the first."""
    theme = draw(st.sampled_from(HOSTILE_THEMES) | themes)
    twin = draw(st.sampled_from(_TWISTS))(theme)[:80].strip() or "x"
    return (theme, twin) if twin != theme else (theme, draw(themes.filter(theme.__ne__)))


def folded(theme):
    return unicodedata.normalize("NFC", name_of(theme)).casefold()


@given(twins())
@example(("AI", "ai"))
@example(("é", "e\u0301"))
@example(("x", "x."))
@example((".", part_of(".")))
@example(("a b", part_of("a b")))
def test_two_themes_never_share_a_file_name(pair):
    theme, twin = pair
    assert folded(theme) != folded(twin)


@given(
    reports(hostile=True),
    st.dictionaries(st.text(min_size=1), st.text() | st.booleans() | st.floats(-1e9, 1e9)),
)
def test_the_canonical_json_is_that_of_rfc_8785(report, front_matter):
    data = report.model_dump(mode="json") | {"front_matter": front_matter}
    assert canonical_json(data) == rfc8785.dumps(data)


@given(st.one_of(reports(hostile=True), reports(evidence=False)))
def test_the_form_for_plain_reports_gives_the_canonical_json(report):
    assert canonical_bytes(report) == rfc8785.dumps(report.model_dump(mode="json"))


@pytest.mark.parametrize("text", ["[]", "%0", '"appendices":[]', "\\u0022", "{}", "\U0001f600"])
@pytest.mark.parametrize("appendices", [[], [{"title": "a", "body": 'b []\n\n"c"'}]])
def test_a_text_that_looks_like_json_stays_a_text_in_the_canonical_json(text, appendices):
    report = REPORT.model_copy(update={"theme": text, "overview": text, "appendices": appendices})
    assert canonical_bytes(report) == rfc8785.dumps(report.model_dump(mode="json"))
