"""Reading: what is wrong with a source becomes diagnostics with their places."""

from __future__ import annotations

import inspect
import json
import os
import pickle
import threading
from copy import copy, deepcopy
from datetime import UTC, datetime
from pathlib import Path

import attrs
import pytest
from canonical import (
    BODY,
    DRIFTED,
    EXAMPLE,
    EXAMPLES,
    JSON,
    REPORT,
    TEXT,
    codes,
    errors,
    is_one_line,
    line_of,
    replaced,
    section,
    without,
)
from drift import DRIFTS
from hostile import corpus
from hypothesis import given
from hypothesis import strategies as st
from strategies import MARKUP

import themereport as tr
from themereport import llm
from themereport.locales.language import LANGUAGES
from themereport.readers import fence
from themereport.readers.fence import report_in, within_fence
from themereport.source.limits import DEFAULT_LIMITS

YAML = str(tr.render(REPORT, "yaml"))
DISCLAIMER = next(line for line in TEXT.split("\n") if line.startswith("**免责条款"))
TENTH = next(line for line in TEXT.split("\n") if line.startswith("10. "))
SECTIONS = ["overview", "signals", "events", "drivers", "impacts", "risks"]


def front(lines):
    """The example with `lines` in place of the first line of its front matter."""
    return replaced("layout: post\n", lines)


def places(result):
    """The code and the start of each error in order."""
    return [
        (found.code, str(found.span.start))
        for found in result.diagnostics
        if found.severity == "error"
    ]


# --- front matter ------------------------------------------------------------------------------

BAD_FRONT_MATTER = {
    "a key twice": (front("layout: post\nlayout: page\n"), "TR104", "3:1"),
    "a key twice in other case": (front("layout: post\nLayout: page\n"), "TR104", "3:1"),
    "a key twice in other normal form": (front("é: 1\ne\u0301: 2\n"), "TR104", "3:1"),
    "an alias": (front("layout: *x\n"), "TR105", "2:9"),
    "an anchor": (front("layout: &x post\n"), "TR105", "2:9"),
    "a tag": (front("layout: !!python/object:os.system post\n"), "TR105", "2:9"),
    "a harmless tag": (front("layout: !!str post\n"), "TR105", "2:9"),
    "a merge key": (front("<<: {a: 1}\n"), "TR105", "2:1"),
    "a directive": (front("%YAML 1.1\nlayout: post\n"), "TR105", "2:1"),
    "a syntax error": (front("layout: [post\n"), "TR103", "3:6"),
    "no end": (replaced("---\n\n#", "\n#"), "TR102", "1:1"),
    "too many characters": (front(f"a: {'x' * 66_000}\n"), "TR106", "2:1"),
    "nesting too deep": (front(f"a: {'[' * 100}\n"), "TR009", None),
}


@pytest.mark.parametrize(("text", "code", "place"), BAD_FRONT_MATTER.values(), ids=BAD_FRONT_MATTER)
def test_bad_front_matter_is_refused_at_its_place(text, code, place):
    result = tr.read(text)
    assert result.report is None
    assert code in dict(places(result))
    assert place is None or (code, place) in places(result)


def test_front_matter_without_an_end_is_all_that_is_said():
    assert codes(tr.read("---\nlayout: post\n\n```\n# 甲\n")) == ["TR102"]


@pytest.mark.parametrize(
    "text", [case[0] for case in BAD_FRONT_MATTER.values()], ids=BAD_FRONT_MATTER
)
def test_bad_front_matter_is_the_only_thing_that_is_wrong(text):
    assert len(places(tr.read(text))) == 1


@pytest.mark.parametrize(("written", "what"), [("- a", "a list"), ("a", "a text")])
def test_front_matter_that_is_no_mapping_is_refused(written, what):
    result = tr.read(f"---\n{written}\n---\n\n{BODY}")
    assert places(result) == [("TR108", "2:1")]
    assert what in result.diagnostics[0].message


def test_the_second_of_two_equal_keys_is_reported_with_the_line_of_the_first():
    (found,) = tr.read(front("layout: post\nlayout: page\n")).diagnostics
    assert "first on line 2" in found.message


def test_an_alias_bomb_is_refused_at_its_first_anchor():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{name}: &{name} [*{other}, *{other}]\n"
        for other, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert places(tr.read(front(bomb)))[0] == ("TR105", "2:4")


def test_values_that_yaml_would_type_stay_what_they_show():
    result = tr.read(front("code: 000651\ntime: 1:30\nday: 2025-11-04\nnumber: 5\nno: x\n"))
    assert result.report is not None
    assert result.report.front_matter == {
        "code": "000651",
        "time": "1:30",
        "day": "2025-11-04",
        "number": 5,
        "no": "x",
    }


def test_other_keys_are_kept_in_their_order():
    result = tr.read(front("layout: post\nzebra: 1\napple: [a, {b: c}]\n"))
    assert result.diagnostics == ()
    assert result.report is not None
    assert list(result.report.front_matter) == ["layout", "zebra", "apple"]
    assert result.report.front_matter["apple"] == ("a", {"b": "c"})


def test_an_unknown_annotation_is_refused():
    assert errors(tr.read(front("layout: post\nthemereport: {x: 1}\n"))) == [
        ("TR110", "front_matter.themereport")
    ]


# --- dates -------------------------------------------------------------------------------------


@pytest.mark.parametrize("date", ["2026-03-18 08:30:00", "2026-03-18"])
def test_a_date_without_an_offset_is_refused(date):
    result = tr.read(replaced('date: "2026-03-18 08:30:00 +0800"', f'date: "{date}"'))
    assert errors(result) == [("TR209", "published_at")]
    assert places(result) == [("TR209", "4:8")]


@pytest.mark.parametrize("date", ["2026-02-30 08:30:00 +0800", "2026-03-18 25:00:00 +0800", "soon"])
def test_a_date_that_does_not_exist_is_refused(date):
    result = tr.read(replaced('date: "2026-03-18 08:30:00 +0800"', f'date: "{date}"'))
    assert errors(result) == [("TR109", "published_at")]
    assert places(result) == [("TR109", "4:8")]


@pytest.mark.parametrize(
    "date", ["2026-03-18T08:30:00+08:00", "2026-03-18 08:30 +0800", "2026-3-18 8:30:00 +08:00"]
)
def test_a_date_in_another_form_is_read_and_reported(date):
    result = tr.read(replaced('date: "2026-03-18 08:30:00 +0800"', f'date: "{date}"'))
    assert result.report == REPORT
    assert codes(result) == ["TR311"]


def test_a_date_that_is_no_text_is_refused():
    result = tr.read(replaced('date: "2026-03-18 08:30:00 +0800"', "date: [2026]"))
    assert errors(result) == [("TR209", "published_at")]


def test_without_a_date_the_posttime_is_taken_and_reported():
    result = tr.read(without("date: "))
    assert result.report == REPORT
    assert codes(result) == ["TR313"]


def test_defaults_fill_the_date():
    moment = datetime(2026, 3, 18, 0, 30, tzinfo=UTC)
    result = tr.read(BODY, defaults={"published_at": moment})
    assert [(found.code, found.path) for found in result.diagnostics] == [("TR101", "front_matter")]
    assert result.report is not None
    assert result.report.published_at == moment


def test_defaults_give_way_to_the_text():
    result = tr.read(TEXT, defaults={"published_at": datetime(1999, 1, 1, tzinfo=UTC)})
    assert result.report == REPORT


@pytest.mark.parametrize("source", [BODY, TEXT, ""])
def test_a_default_that_its_field_cannot_hold_is_the_mistake_of_the_caller(source):
    for name, value in {"published_at": "soon", "theme": "", "signals": [{"rank": 1}]}.items():
        with pytest.raises(tr.ModelError) as caught:
            tr.read(source, defaults={"language": "en", name: value})
        assert {found.path.partition("[")[0] for found in caught.value.diagnostics} == {name}
        assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("source", [BODY, TEXT])
def test_a_default_of_no_field_is_the_mistake_of_the_caller(source):
    with pytest.raises(TypeError, match=r"'publishd_at'.*: did you mean 'published_at'\?"):
        tr.read(source, defaults={"publishd_at": "2026-01-01T00:00:00+00:00"})
    with pytest.raises(TypeError, match="no field"):
        tr.StreamReader(defaults={3: "x"})


def test_a_date_in_the_file_name_is_taken_and_reported(tmp_path):
    path = tmp_path / "2026-03-18-theme_research_储能_2026-03-18.md"
    path.write_text(BODY, encoding="utf-8")
    result = tr.read(path)
    assert codes(result) == ["TR101", "TR313"]
    assert result.report is not None
    assert result.report.published_at == datetime(2026, 3, 18, tzinfo=UTC)


@pytest.mark.parametrize("name", ["2026-13-18-x.md", "x-2026-03-18.md", "2026-03-18.md"])
def test_a_file_name_without_a_date_of_that_form_gives_none(tmp_path, name):
    path = tmp_path / name
    path.write_text(BODY, encoding="utf-8")
    assert errors(tr.read(path)) == [("TR201", "published_at")]


def test_defaults_come_before_the_date_in_the_file_name(tmp_path):
    path = tmp_path / "2026-03-18-x.md"
    path.write_text(BODY, encoding="utf-8")
    moment = datetime(2020, 1, 1, tzinfo=UTC)
    assert tr.load(path, defaults={"published_at": moment}).published_at == moment


# --- sources -----------------------------------------------------------------------------------


def test_bytes_that_are_not_utf8_are_refused_with_their_offset():
    good = TEXT.encode()[:100]
    result = tr.read(good + b"\xff" + TEXT.encode()[100:])
    assert codes(result) == ["TR003"]
    (found,) = result.diagnostics
    assert "0xFF at byte 100" in found.message
    before = good.decode()
    assert str(found.span.start) == (
        f"{before.count(chr(10)) + 1}:{len(before) - before.rindex(chr(10))}"
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le", "gb18030", "big5"])
def test_another_encoding_is_never_guessed(encoding):
    data = DRIFTED.read_text(encoding="utf-8").encode(encoding, errors="ignore")
    result = tr.read(data)
    assert result.report is None
    assert codes(result) == ["TR003"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n%\xb5", "a PDF at byte 10"),
        (b"PK\x03\x04\x14\xff", "a ZIP file or Word document"),
    ],
)
def test_what_is_no_text_at_all_is_named_by_its_beginning(data, said):
    (found,) = tr.read(data).diagnostics
    assert (found.code, said in found.message) == ("TR003", True)


def test_utf16_is_named_by_its_mark():
    (found,) = tr.read(TEXT.encode("utf-16")).diagnostics
    assert "UTF-16" in found.message


@pytest.mark.parametrize("text", ["", " ", "\n", " \t\r\n\u3000", b"", b"\n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("format", ["jekyll", "json", "yaml"])
def test_an_empty_text_is_refused(format, text):
    result = tr.read(text, format)
    assert result.report is None
    assert codes(result) == ["TR004"]


def test_a_lone_surrogate_is_refused_at_its_place():
    result = tr.read("# 云\ud800")
    assert places(result) == [("TR006", "1:4")]


def test_a_folder_is_refused(tmp_path):
    result = tr.read(tmp_path)
    assert result.report is None
    assert errors(result) == [("TR002", "")]
    assert "folder" in result.diagnostics[0].message


def test_a_missing_file_is_refused(tmp_path):
    result = tr.read(tmp_path / "none.md")
    assert result.report is None
    assert errors(result) == [("TR001", "")]
    assert "none.md" in result.diagnostics[0].message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path):
    path = tmp_path / "pipe.md"
    os.mkfifo(path)
    found = []
    thread = threading.Thread(target=lambda: found.append(tr.read(path)), daemon=True)
    thread.start()
    thread.join(timeout=30)
    assert [errors(result) for result in found] == [[("TR002", "")]]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there are no devices here")
def test_a_device_is_refused():
    assert errors(tr.read(Path("/dev/zero"))) == [("TR002", "")]


def test_a_file_over_the_limit_is_refused(tmp_path):
    path = tmp_path / "large.md"
    with path.open("wb") as file:
        file.truncate(100 * DEFAULT_LIMITS.bytes)
    assert errors(tr.read(path)) == [("TR005", "")]


@pytest.mark.parametrize(
    "source", ["x" * (DEFAULT_LIMITS.bytes + 1), b"x" * (DEFAULT_LIMITS.bytes + 1)]
)
def test_a_text_over_the_limit_is_refused(source):
    assert errors(tr.read(source)) == [("TR005", "")]


def test_a_text_and_its_bytes_have_the_same_limit():
    text = "云" * (DEFAULT_LIMITS.bytes // 3 + 1)
    assert errors(tr.read(text)) == errors(tr.read(text.encode())) == [("TR005", "")]


@pytest.mark.parametrize("name", ["a\0b.md", "a\ud800b.md", "a\nb.md", "x" * 300])
def test_an_impossible_file_name_is_refused(tmp_path, name):
    result = tr.read(tmp_path / name)
    assert errors(result) == [("TR001", "")]
    assert is_one_line(result.diagnostics[0].message)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_without_permission_is_refused(tmp_path):
    path = tmp_path / "secret.md"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    assert errors(tr.read(path)) == [("TR001", "")]


def test_a_link_to_a_file_is_followed(tmp_path):
    link = tmp_path / "link.md"
    link.symlink_to(EXAMPLE)
    assert tr.load(link) == REPORT


# --- JSON and YAML -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "[" * 100_000 + "]" * 100_000, '{"a":' * 40_000, '[{"a":' * 40_000]
)
@pytest.mark.parametrize("format", ["json", "yaml"])
def test_endless_nesting_is_refused(format, text):
    result = tr.read(text, format)
    assert result.report is None
    assert codes(result)[0] == "TR009"


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_json_number_is_refused(word):
    result = tr.read(replaced('"rank": 1,', f'"rank": {word},', JSON), "json")
    assert errors(result) == [("TR107", "")]
    assert word in result.diagnostics[0].message


@pytest.mark.parametrize("number", ["9" * 5000, "1e999", "1.0", "-0.0", "01", "1_0"])
def test_a_number_that_is_no_rank_is_refused(number):
    assert tr.read(replaced('"rank": 1,', f'"rank": {number},', JSON), "json").report is None


@pytest.mark.parametrize(
    ("text", "place"), [('{"a": 1 2}', "1:9"), ("{\n'a': 1}", "2:1"), ("{} x", "1:4"), ("{", "1:2")]
)
def test_a_json_syntax_error_has_its_place(text, place):
    assert places(tr.read(text, "json")) == [("TR107", place)]


FENCES = {
    "a fence": ("```json\n", "\n```\n"),
    "a fence without a name": ("~~~\n", "\n~~~"),
    "an upper-case name": ("\n````JSON\n\n", "\n````"),
    "a fence that is not closed": ("```json\n", ""),
    "a sentence before and after": (
        "Here is the {report}:\n\n```json\n",
        "\n```\n\nAnything else?\n",
    ),
    "a rule": ("Sure!\n\n---\n\n```json\n", "\n```\n\n---\n"),
    "line ends of Windows": ("\ufeffSure:\r\n```json\r\n", "\r\n```\r\n"),
}


@pytest.mark.parametrize("format", [None, "json"])
@pytest.mark.parametrize(("before", "after"), FENCES.values(), ids=FENCES)
def test_json_in_a_fence_is_read_and_what_is_left_out_is_said(before, after, format):
    result = tr.read(before + JSON + after, format)
    assert result.report == REPORT
    around = [one for one in result.diagnostics if one.code not in {"TR317", "TR319"}]
    assert {one.code for one in around} == {"TR318"}
    left = " ".join(str(one.arguments["found"]) for one in around)
    assert left.split() == (before.removeprefix("\ufeff") + after).split()
    span = result.spans["theme"]
    assert (before + JSON + after)[span.start.offset : span.end.offset] == REPORT.theme
    assert tr.read(before + JSON + after, format, mode="strict").report is None


def test_what_is_wrong_with_json_in_a_fence_is_said_at_its_place():
    result = tr.read("Sure:\n```json\n" + JSON.replace('"rank": 1,', '"rank": 01,', 1) + "\n```\n")
    assert [one for one in places(result) if one[0] != "TR318"] == [("TR107", "11:16")]


@pytest.mark.parametrize("between", ["\n", "\n```\nRevised:\n```json\n"])
def test_a_second_report_in_json_is_an_error(between):
    result = tr.read(f"```json\n{JSON}{between}{JSON}\n```\n", "json")
    assert result.report is None
    assert {"TR107", "TR407"} & {code for code, _ in errors(result)}


@pytest.mark.parametrize("format", [None, "yaml"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("```yaml\n", "```\n"),
        ("~~~\n\n", "~~~"),
        ("```yaml\n---\n# A comment\n", "...\n```\n"),
        ("Here is the report:\n\n```yaml\n", "```\n\nAnything else?\n"),
    ],
)
def test_yaml_in_a_fence_is_read_and_what_is_left_out_is_said(before, after, format):
    result = tr.read(before + YAML + after, format)
    assert result.report == REPORT
    assert codes(result) == ["TR318", "TR318"]
    assert tr.read(before + YAML + after, format, mode="strict").report is None


# How else people write what the renderer writes.
YAMLS = {
    "comments above": "# A report\n\n" + YAML,
    "the beginning of a document": "---\n" + YAML,
    "the end of a document": YAML + "...\n",
    "a comment inside": replaced("signals:\n", "# the ten\nsignals:\n", YAML),
    "lists that are not indented": YAML.replace("\n  ", "\n"),
    "another field first": replaced('schema_version: "1.0"\n', "", YAML),
    "a field of no report": f"{YAML}topic: x\n",
    "what was cut": YAML[: len(YAML) // 2],
}


@pytest.mark.parametrize("text", YAMLS.values(), ids=YAMLS)
def test_a_report_in_yaml_is_read_as_yaml(text):
    assert tr.read(text) == tr.read(text, "yaml")
    assert codes(tr.read(text, "jekyll")) == ["TR112"]


def test_a_second_report_in_yaml_is_an_error():
    result = tr.read(f"```yaml\n{YAML}```\n\nRevised:\n\n```yaml\n{YAML}```\n")
    assert errors(result) == [("TR407", "")]


@pytest.mark.parametrize(
    "text",
    [
        f"theme: x\n{TEXT}",
        f"theme: x\nlanguage: zh\n\n{BODY}",
        f"{TEXT}\n```yaml\n{YAML}```\n",
        f"```yaml\n{YAML}```\n\n{TEXT}",
        f"{YAML}\n{TEXT}",
        f"---\n{YAML}---\n\n{BODY}",
        "overview: x\nsignals:\n- one\n- two\n",
        "overview:\nwords\n\nsignals:\n- text: one\n",
        "```yaml\nkey: value\n```\n",
    ],
)
def test_markdown_with_yaml_in_it_is_markdown(text):
    assert tr.read(text) == tr.read(text, "jekyll")
    assert "TR112" not in codes(tr.read(text))


@pytest.mark.parametrize("drift", DRIFTS.values(), ids=DRIFTS)
def test_no_drift_makes_another_format_of_markdown(drift):
    for path in EXAMPLES:
        assert report_in(drift(path.read_text(encoding="utf-8"))) is None


@pytest.mark.parametrize(
    ("text", "format"),
    [
        (JSON, "json"),
        (f"```json\n{JSON}\n```\n", "json"),
        (f"Sure:\n```json\n{JSON}\n```\n", "json"),
        (YAML, "yaml"),
        (f"Sure:\n```yaml\n{YAML}\n```\n", "yaml"),
    ],
)
def test_another_format_in_a_markdown_file_is_pointed_out_once(tmp_path, text, format):
    path = tmp_path / "report.md"
    path.write_text(text, encoding="utf-8")
    (found,) = tr.read(path).diagnostics
    assert (found.code, found.severity) == ("TR112", "error")
    assert f"the text is {format.upper()}, not Markdown: read it with the format {format}" in str(
        found
    )
    assert tr.load(path, format) == REPORT
    assert tr.fix(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        f"{TEXT}\n```json\n{JSON}\n```\n",
        f"```json\n{JSON}\n```\n\n{TEXT}",
        f"{JSON}\n{TEXT}",
        f"{{{TEXT}}}",
        '```json\n["a"]\n```\n',
        '```json\n{"tool": "make_report", "arguments": {"theme": "x"}}\n```\n',
    ],
)
def test_markdown_with_json_in_it_is_markdown(text):
    assert tr.read(text) == tr.read(text, "jekyll")
    assert "TR112" not in codes(tr.read(text))


IN_FENCE = f"```json\n{JSON}```\n"


@pytest.mark.parametrize("text", [f"```\n{{}}\n```\n\n{BODY}", IN_FENCE])
def test_a_text_is_searched_once_for_a_report_in_json(text, monkeypatch):
    looks = []

    def within(text):
        looks.append(text)
        return within_fence(text)

    monkeypatch.setattr(fence, "within_fence", within)
    tr.read(text)
    assert looks == [text]


@pytest.mark.parametrize("opening", ["", "```json\n"])
def test_json_that_was_cut_is_json(opening):
    text = opening + JSON[: len(JSON) // 2]
    assert errors(tr.read(text)) == [("TR107", "")]
    assert codes(tr.read(text, "jekyll")) == ["TR112"]


def test_a_json_key_that_stands_twice_is_refused_at_its_place():
    text = replaced('"theme":', '"theme": "a",\n  "theme":', JSON)
    result = tr.read(text, "json")
    assert errors(result) == [("TR104", "theme")]
    assert places(result) == [("TR104", f"{line_of(chr(34) + 'theme', JSON) + 1}:3")]


def test_a_nested_json_key_that_stands_twice_is_refused():
    text = replaced('"rank": 2,', '"rank": 2, "rank": 2,', JSON)
    assert errors(tr.read(text, "json")) == [("TR104", "signals[1].rank")]


def test_a_yaml_key_that_stands_twice_is_refused():
    result = tr.read(f'theme: "x"\n{YAML}', "yaml")
    assert places(result) == [("TR104", f"{line_of('theme:', YAML) + 1}:1")]


@pytest.mark.parametrize("text", ["[1]", '"x"', "1", "null", "true"])
@pytest.mark.parametrize("format", ["json", "yaml"])
def test_a_top_level_that_is_no_mapping_is_refused(format, text):
    assert errors(tr.read(text, format)) == [("TR108", "")]


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\n",
        "a: *x\n",
        "a: !!str x\n",
        "<<: {a: 1}\n",
        "%YAML 1.1\n---\na: 1\n",
        "a: 1\n---\nb: 1\n",
    ],
)
def test_yaml_that_is_more_than_data_is_refused(text):
    assert "TR105" in codes(tr.read(text, "yaml"))


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("json", replaced('"theme": "储能"', r'"theme": "\ud800"', JSON)),
        ("yaml", replaced('theme: "储能"', r'theme: "\ud800"', YAML)),
    ],
)
def test_an_escaped_lone_surrogate_is_refused(format, text):
    assert tr.read(text, format).report is None


def test_a_wrong_field_in_json_is_refused_at_its_place():
    text = replaced('"rank": 3', '"rank": "3"', JSON)
    (found,) = tr.read(text, "json").diagnostics
    assert (found.code, found.path) == ("TR204", "signals[2].rank")
    assert text[found.span.start.offset : found.span.end.offset] == "3"


def test_a_missing_field_in_json_is_refused():
    data = json.loads(JSON)
    del data["disclaimer"], data["drivers"][0]["steps"]
    assert errors(tr.read(json.dumps(data), "json")) == [
        ("TR201", "drivers[0].steps"),
        ("TR201", "disclaimer"),
    ]


# --- the outline -------------------------------------------------------------------------------


def test_nine_signals_are_refused_at_their_heading():
    result = tr.read(without("10. "))
    assert errors(result) == [("TR206", "signals")]
    assert places(result) == [("TR206", f"{line_of('### 对于')}:1")]
    assert "9 items" in result.diagnostics[0].message


def test_eleven_signals_are_refused_at_their_heading():
    result = tr.read(replaced(TENTH, f"{TENTH}\n11. **第十一条。**"))
    assert errors(result) == [("TR206", "signals")]
    assert places(result) == [("TR206", f"{line_of('### 对于')}:1")]
    assert "11 items" in result.diagnostics[0].message


def test_a_text_without_a_disclaimer_is_refused():
    result = tr.read(replaced(DISCLAIMER, ""))
    assert errors(result) == [("TR404", "disclaimer")]
    assert "免责条款" in result.diagnostics[-1].message


@pytest.mark.parametrize("empty", ["**免责条款：** ", "**免责条款：**", "**免责条款**"])
def test_an_empty_disclaimer_is_refused(empty):
    result = tr.read(replaced(DISCLAIMER, empty))
    assert result.report is None
    assert [path for _, path in errors(result)] == ["disclaimer"]


def test_a_driver_without_steps_is_refused_at_its_line():
    lines = TEXT.split("\n")
    start = next(at for at, line in enumerate(lines) if line.startswith("*   **容量电价机制，"))
    result = tr.read("\n".join(lines[: start + 1] + lines[start + 4 :]))
    assert errors(result) == [("TR203", "drivers[0].steps")]
    assert places(result) == [("TR203", f"{start + 1}:1")]


def test_all_missing_sections_are_named_in_one_go():
    result = tr.read(section("---\n", "## 简要部分"))
    assert errors(result) == [
        *(("TR401", key) for key in SECTIONS),
        ("TR404", "disclaimer"),
    ]


def test_missing_sections_between_others_are_named():
    text = replaced(section("### 主要话题", "### 对于"), "")
    text = replaced(section("### 3.", "### 4.", text), "", text)
    result = tr.read(text)
    assert errors(result) == [("TR401", "overview"), ("TR401", "impacts")]
    assert "### 3. 相关ETF或行业的潜在影响" in result.diagnostics[1].message


@pytest.mark.parametrize("number", range(1, 5))
def test_an_empty_section_is_refused_at_its_heading(number):
    ends = ["### 2.", "### 3.", "### 4.", "**免责"]
    whole = section(f"### {number}. ", ends[number - 1])
    heading = whole.split("\n", 1)[0]
    result = tr.read(replaced(whole, f"{heading}\n\n"))
    assert result.report is None
    assert {place for _, place in places(result)} == {f"{line_of(heading)}:1"}


def test_a_section_that_stands_twice_is_refused_at_the_second():
    risks = section("### 4.", "**免责")
    result = tr.read(replaced(risks, risks + risks))
    second = line_of("### 4.") + risks.count("\n")
    assert places(result) == [("TR402", f"{second}:1")]
    assert f"line {line_of('### 4.')}" in result.diagnostics[-1].message


def test_a_text_without_a_title_is_refused():
    text = without("# 储能").replace("theme_research_储能_2026-03-18", "今天")
    assert errors(tr.read(text)) == [("TR403", "theme")]


def test_the_title_of_the_front_matter_stands_in_for_a_missing_one():
    result = tr.read(without("# 储能"))
    assert result.report == REPORT
    assert codes(result) == ["TR324"]


def test_words_outside_of_all_fields_are_reported():
    result = tr.read(replaced("## 详细部分\n", "## 详细部分\n\n本报告仅供参考。\n"))
    assert "本报告仅供参考。" in result.diagnostics[0].message


def test_all_problems_of_a_text_are_reported_in_its_order():
    text = replaced('date: "2026-03-18', 'date: "2026-02-30')
    text = replaced("电网侧储能招标提速", "电网侧\x07储能招标提速", text)
    text = without("10. ", text)
    text = replaced(DISCLAIMER, "", text)
    assert errors(tr.read(text)) == [
        ("TR109", "published_at"),
        ("TR205", "overview"),
        ("TR206", "signals"),
        ("TR404", "disclaimer"),
    ]


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x0b", "\u0085", "\u2028", "\u009b"])
def test_a_control_character_is_refused_in_its_field(character):
    result = tr.read(replaced("电网侧储能", f"电网侧{character}储能"))
    assert errors(result) == [("TR205", "overview")]
    assert f"U+{ord(character):04X}" in result.diagnostics[0].message


# --- load, loads and strict --------------------------------------------------------------------


def test_load_reads_a_file_by_its_suffix(tmp_path):
    for suffix in ("md", "markdown", "json", "yaml", "yml"):
        path = tmp_path / f"report.{suffix}"
        path.write_text(
            {"json": JSON}.get(suffix, YAML if suffix[0] == "y" else TEXT), encoding="utf-8"
        )
        assert tr.load(path) == tr.load(str(path)) == REPORT


def test_loads_reads_a_text_and_its_bytes():
    assert tr.loads(TEXT) == tr.loads(TEXT.encode()) == tr.loads(JSON, "json") == REPORT


def drifted():
    """Diagnostics with and without a fix, none of which has been looked at."""
    found = tr.read(TEXT.replace("*   **", "- **").replace("## 详细部分", "")).diagnostics
    assert len(found) > 10
    return found


def test_a_diagnostic_is_the_same_whether_it_was_looked_at_or_not():
    seen = drifted()
    assert all(found.span is not None and found.fix is not None for found in seen)
    assert seen == drifted()


@pytest.mark.parametrize(
    "again", [copy, deepcopy, attrs.evolve, lambda found: pickle.loads(pickle.dumps(found))]
)
def test_a_diagnostic_is_copied_whole_before_it_was_looked_at(again):
    assert tuple(map(again, drifted())) == drifted()


def test_a_diagnostic_cannot_be_changed_before_or_after_it_was_looked_at():
    found, *_ = drifted()
    for _ in range(2):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            found.fix = None
        assert found.fix is not None


def test_a_diagnostic_has_no_other_attributes():
    with pytest.raises(AttributeError, match="'Diagnostic' object has no attribute 'spam'"):
        _ = drifted()[0].spam


@pytest.mark.parametrize("text", [TEXT, BODY, JSON, "---\nlayout: post\n"])
def test_a_result_holds_the_text_whatever_is_wrong_with_it(text):
    assert tr.read(text, "jekyll").source.text == text


def test_loads_raises_with_all_diagnostics():
    with pytest.raises(tr.ReadError) as caught:
        tr.loads(BODY)
    assert caught.value.diagnostics == tr.read(BODY).diagnostics
    assert [found.code for found in caught.value.diagnostics] == ["TR101", "TR201"]


def test_load_raises_with_the_name_of_the_file(tmp_path):
    path = tmp_path / "x.md"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(tr.ReadError, match=r"x\.md"):
        tr.load(path)
    with pytest.raises(tr.ReadError, match=r"none\.md"):
        tr.load(tmp_path / "none.md")


@pytest.mark.parametrize(("load", "given"), [(tr.load, DRIFTED), (tr.loads, TEXT)])
def test_loading_takes_what_reading_takes(load, given):
    of_reading = list(inspect.signature(tr.read).parameters.values())[1:]
    assert list(inspect.signature(load).parameters.values())[1:] == of_reading
    with pytest.raises(tr.ReadError, match="mail 7 holds no valid report") as caught:
        load(given, name="mail 7", limits=tr.Limits(lines=3))
    assert caught.value.diagnostics == tr.read(given, limits=tr.Limits(lines=3)).diagnostics


def test_loading_takes_a_date_from_the_name_that_is_given():
    report = tr.loads(BODY, name="2026-03-18-x.md")
    assert report.published_at == datetime(2026, 3, 18, tzinfo=UTC)


def test_strict_reading_takes_the_canonical_form():
    for path in EXAMPLES:
        result = tr.read(path, mode="strict")
        assert result.diagnostics == ()
        assert result.report == tr.load(path)


def test_strict_reading_refuses_drift():
    repaired, result = tr.read(DRIFTED), tr.read(DRIFTED, mode="strict")
    assert repaired.report is not None
    assert result.report is None
    assert codes(result) == codes(repaired)
    assert {found.severity for found in result.diagnostics} == {"error"}


def test_strict_loading_raises_on_drift():
    with pytest.raises(tr.ReadError):
        tr.load(DRIFTED, mode="strict")


def test_an_unknown_format_is_refused_with_those_there_are():
    with pytest.raises(tr.PluginError, match="'docx': give one of jekyll, json, markdown, yaml"):
        tr.read("x", "docx")


def test_markdown_is_another_name_of_jekyll():
    assert tr.read(TEXT, "markdown").report == REPORT


# --- line ends and spans -----------------------------------------------------------------------


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_do_not_change_what_is_read(line_end):
    for path in (*EXAMPLES, DRIFTED):
        text = path.read_text(encoding="utf-8")
        result, plain = tr.read(text.replace("\n", line_end)), tr.read(text)
        assert result.report == plain.report
        of_the_file, *others = result.diagnostics
        assert of_the_file.code == "TR319"
        assert [found.code for found in others] == codes(plain)
        assert [str(found.span) for found in others] == [
            str(found.span) for found in plain.diagnostics
        ]


def leaves(value, path=""):
    """The text fields below `value`, by path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from leaves(item, f"{path}[{at}]")
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from leaves(item, f"{path}.{name}" if path else name)


NOT_IN_A_POST = ("schema_version", "language", "published_at")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("path", EXAMPLES, ids=LANGUAGES)
def test_the_span_of_every_text_in_a_post_holds_it(path, line_end):
    text = path.read_text(encoding="utf-8").replace("\n", line_end)
    result = tr.read(text)
    assert result.report is not None
    wrong = []
    for field, value in leaves(result.report.model_dump(mode="json")):
        if field in NOT_IN_A_POST or field.endswith(".kind"):
            continue
        span = result.spans[field]
        found = text[span.start.offset : span.end.offset].replace(line_end, "\n")
        wrong += [] if found == value else [(field, found)]
    assert wrong == []


@pytest.mark.parametrize("format", ["json", "yaml"])
def test_the_span_of_every_text_in_data_holds_it(format):
    text = str(tr.render(REPORT, format))
    result = tr.read(text, format)
    wrong = []
    for field, value in leaves(REPORT.model_dump(mode="json")):
        span = result.spans[field]
        found = text[span.start.offset : span.end.offset]
        wrong += [] if found == value else [(field, found)]
    assert wrong == []


def test_spans_are_a_mapping_of_all_paths():
    spans = tr.read(TEXT).spans
    assert "signals[3].text" in spans
    assert len(spans) == len(list(spans)) > 60
    with pytest.raises(KeyError):
        spans["signals[10].text"]


def test_the_nearest_span_is_that_of_the_innermost_part_around_it():
    spans = tr.read(TEXT).spans
    assert spans.nearest("signals[3].txet") == spans["signals"]
    assert spans.nearest("nothing") is None


# --- anything at all ---------------------------------------------------------------------------

_ANY = st.one_of(
    st.text(),
    st.binary(),
    st.lists(st.sampled_from((*MARKUP, "\n", "\n\n", "---\n", "# ", "a: ", "[", "{", '"'))).map(
        "".join
    ),
)


@pytest.mark.parametrize("format", ["jekyll", "json", "yaml"])
@given(source=_ANY, mode=st.sampled_from(("repair", "strict")))
def test_reading_anything_gives_a_report_or_errors_in_the_order_of_the_text(format, source, mode):
    result = tr.read(source, format, mode=mode)
    assert isinstance(result, tr.ReadResult)
    assert (result.report is None) == bool(errors(result))
    offsets = [found.span.start.offset for found in result.diagnostics if found.span]
    assert offsets == sorted(offsets)


_LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
_PATHS = [path for path, _ in leaves(REPORT.model_dump(mode="json"))] + [
    "signals",
    "drivers[0]",
    "events",
]


@given(st.sampled_from(_PATHS), _VALUES, st.text(min_size=1, max_size=4))
@pytest.mark.parametrize("format", ["json", "yaml"])
def test_any_value_in_any_place_is_taken_or_refused_on_one_line(format, path, value, key):
    data = json.loads(JSON)
    holder, last = data, None
    for step in path.replace("]", "").replace("[", ".").split("."):
        holder = holder if last is None else holder[last]
        last = int(step) if step.isdigit() else step
    holder[last] = value
    data[key] = value
    result = tr.read(json.dumps(data), format)
    assert (result.report is None) == bool(errors(result))
    for found in result.diagnostics:
        assert is_one_line(found.message)
        assert "pydantic" not in found.message


@pytest.mark.parametrize("wrong", [None, 3, bytearray(b"x"), ["x"], object()])
def test_a_source_of_the_wrong_type_is_a_type_error(wrong):
    with pytest.raises(TypeError):
        tr.read(wrong)
    with pytest.raises(TypeError):
        tr.loads(wrong)


@pytest.mark.parametrize("wrong", [None, 3, b"x", ["x"]])
def test_a_path_of_the_wrong_type_is_a_type_error(wrong):
    with pytest.raises(TypeError):
        tr.load(wrong)


@pytest.mark.parametrize(
    "options",
    [
        {"format": 3},
        {"format": ["json"]},
        {"mode": 3},
        {"mode": "lenient"},
        {"defaults": 3},
        {"defaults": "theme"},
        {"defaults": ["theme"]},
        {"name": 3},
        {"budget": "3"},
        {"limits": 3},
        {"limits": None},
        {"dialect": "house.toml"},
        {"other": 3},
    ],
    ids=repr,
)
def test_an_option_of_the_wrong_type_is_a_type_error(options):
    (name,) = options
    for read in (tr.read, lambda _, **options: tr.StreamReader(**options)):
        with pytest.raises(TypeError, match=name):
            read(TEXT, **options)


def test_other_arguments_of_the_wrong_type_are_named():
    for call, name in (
        (lambda: tr.loads(EXAMPLE), "text"),
        (lambda: tr.check(REPORT, filename=b"a.md"), "filename"),
        (lambda: tr.fix(TEXT, dialect="house.toml"), "dialect"),
        (lambda: tr.render(REPORT, options=["pictures"]), "options"),
        (lambda: tr.Limits(bytes="3"), "bytes"),
        (lambda: llm.retry_message("TR206", "en"), "diagnostics"),
        (lambda: llm.ReportDraft.from_report({}), "report"),
    ):
        with pytest.raises(TypeError, match=name):
            call()


# --- corpora of others -------------------------------------------------------------------------


def test_every_case_of_the_json_test_suite_is_read_or_refused():
    suite = json.loads((corpus("machine") / "json_test_suite.json").read_text(encoding="utf-8"))
    wrong = []
    for name, data in suite.items():
        result = tr.read(bytes.fromhex(data), "json")
        found = {code for code, _ in errors(result)}
        assert result.report is None
        syntax = found & {"TR003", "TR004", "TR107"}
        if not found or (name[0] == "n" and not syntax) or (name[0] == "y" and syntax):
            wrong.append((name, found))
    assert wrong == []


def test_every_case_of_encoding_is_read_as_utf8_or_refused_at_its_byte():
    cases = json.loads((corpus("machine") / "byte_cases.json").read_text(encoding="utf-8"))
    wrong = []
    for case in cases:
        data = bytes.fromhex(case["hex"])
        result = tr.read(data)
        offsets = [d.arguments["offset"] for d in result.diagnostics if d.code == "TR003"]
        try:
            data.decode()
            expected = []
        except UnicodeDecodeError as error:
            expected = [error.start]
        if offsets != expected or result.report is not None or not errors(result):
            wrong.append(case["name"])
    assert wrong == []


@pytest.mark.parametrize("mode", ["repair", "strict"])
def test_every_document_that_others_wrote_is_read_or_refused(mode):
    wrong = []
    for path in sorted(corpus("reports").glob("*.md")):
        result = tr.read(path, mode=mode)
        if (result.report is None) != bool(errors(result)) or not result.diagnostics:
            wrong.append(path.name)
    assert wrong == []
