"""Pictures: what they show and tell, and that no browser sets a text where it does not fit."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from browser import ask_browser, in_frames
from canonical import EXAMPLES
from hostile import hostile_reports
from hypothesis import given
from hypothesis import strategies as st
from strategies import reports, texts

import themereport as tr
from themereport.document.compose import compose
from themereport.locales.labels import labels_for
from themereport.locales.language import LANGUAGES
from themereport.renderers.direction import isolated_lines
from themereport.renderers.pictures.measure import width_of, wrapped
from themereport.renderers.pictures.of_document import pictures_of
from themereport.testing import example_report

WIDTHS = (335, 704)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(report, width=704):
    """The pictures of a report by their keys."""
    return {picture.key: picture for picture in pictures_of(compose(report), width)}


def tree(picture):
    return ET.fromstring(picture.svg)


def words_in(picture):
    return [text.text for text in tree(picture).iter(f"{SVG}text")]


def without_blanks(words):
    return "".join("".join(words).split())


def changed(report, **fields):
    data = report.model_dump(mode="json", exclude={"schema_version"})
    return tr.ThemeReport.model_validate({**data, **fields})


# --- what they show ----------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_the_map_leads_from_drivers_through_steps_to_impacts(width):
    report = example_report()
    shown = without_blanks(words_in(drawn(report, width)["drivers"]))
    at = 0
    for driver in report.drivers:
        for words in (driver.subject, driver.thesis, *driver.steps):
            at = shown.index(re.sub("[ 0-9]", "", words), at)
    for impact in report.impacts:
        at = shown.index("".join(impact.target.split()), at)


def test_the_bar_has_a_cell_for_each_signal_with_a_direction():
    words = words_in(drawn(example_report())["signals"])
    assert words[:10] == ["1", "5", "9", "3", "7", "4", "8", "2", "6", "10"]
    assert words[10:] == ["positive 3", "mixed 2", "neutral 2", "negative 3"]


def test_the_matrix_has_the_number_of_each_risk_in_its_cell():
    report = example_report()
    picture = tree(drawn(report)["risks"])
    spots = [
        (float(disc.get("cx")), float(disc.get("cy"))) for disc in picture.iter(f"{SVG}circle")
    ]
    cells = [
        (float(rect.get("x")), float(rect.get("y")), float(rect.get("width")))
        for rect in picture.iter(f"{SVG}rect")
        if rect.get("fill-opacity")
    ]
    assert len(cells) == 25
    columns, rows = (sorted({cell[axis] for cell in cells}) for axis in (0, 1))
    side = cells[0][2]
    for risk, spot in zip(report.risks, spots, strict=False):
        column, row = columns[risk.likelihood - 1], rows[5 - risk.severity]
        assert column < spot[0] < column + side
        assert row < spot[1] < row + side


def test_a_risk_that_is_not_placed_keeps_the_numbers_of_the_others():
    risks = [{"name": f"Risk {at}", "description": "It may happen."} for at in range(3)]
    risks[2] |= {"severity": 5, "likelihood": 5}
    words = words_in(drawn(changed(example_report(), risks=risks))["risks"])
    assert words[-2:] == ["3", "Risk 2"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_is_not_given_is_not_drawn(path):
    assert drawn(tr.load(path)).keys() == {"drivers"}


def test_severity_alone_gives_no_matrix():
    risks = [{"name": "Storms", "description": "A cable may break.", "severity": 5}]
    assert "risks" not in drawn(changed(example_report(), risks=risks))


def test_far_too_much_for_a_picture_gives_none():
    report = example_report()
    risks = [
        {"name": f"Risk {at}", "description": "x", "severity": 1, "likelihood": 1}
        for at in range(50)
    ]
    drivers = [{"subject": "x", "thesis": "x", "steps": ["x"] * 50}]
    assert drawn(changed(report, risks=risks, drivers=drivers)).keys() == {"signals"}


# --- what they tell ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_has_a_title_and_tells_what_it_shows(language):
    report = example_report(language)
    for picture in drawn(report).values():
        svg = tree(picture)
        title, told = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
        assert svg.get("role") == "img"
        assert svg.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}"
        assert picture.alt == f"{title.text}: {told.text}"
    alts = {key: picture.alt for key, picture in drawn(report).items()}
    for driver in report.drivers:
        assert labels_for(language).arrow.join([driver.subject, *driver.steps]) in alts["drivers"]
    assert "#1, #5, #9" in alts["signals"]
    assert f"1. {report.risks[0].name}" in alts["risks"]


def test_the_ids_of_a_page_are_unique():
    page = str(tr.render(example_report(), "html"))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len([name for name in ids if name.endswith("-desc")]) == 6
    assert len(ids) == len(set(ids))


def test_texts_stay_texts():
    for report in hostile_reports():
        for picture in drawn(report).values():
            assert {element.tag for element in tree(picture).iter()} <= {
                f"{SVG}{tag}" for tag in ("svg", "title", "desc", "text", "path", "rect", "circle")
            }


@given(reports(), st.sampled_from(WIDTHS))
def test_any_report_gives_pictures_that_are_xml(report, width):
    for picture in drawn(report, width).values():
        assert tree(picture).get("viewBox").startswith(f"0 0 {width} ")


def test_under_a_language_from_right_to_left_all_is_mirrored():
    report = example_report()
    plain, turned = (
        tree(drawn(changed(report, language=language))["drivers"]) for language in ("en", "ar")
    )
    for one, other in zip(plain.iter(f"{SVG}rect"), turned.iter(f"{SVG}rect"), strict=True):
        right = float(one.get("x")) + float(one.get("width"))
        assert float(other.get("x")) == pytest.approx(704 - right, abs=0.11)
    first = next(turned.iter(f"{SVG}text"))
    assert first.get("text-anchor") == "end"
    assert first.text == f"\u2066{report.drivers[0].subject}\u2069"


def test_all_lines_of_a_text_have_its_direction():
    # The last has no letter that tells one.
    lines = isolated_lines(["تدفع المشاريع", "(2026)."])
    assert lines == ["\u2067تدفع المشاريع\u2069", "\u2067(2026).\u2069"]
    assert isolated_lines(["a", "(2026)."]) == ["a", "(2026)."]


# --- where it stands ---------------------------------------------------------------------------


def long_report():
    """A report whose texts are far longer than their boxes."""
    words = "Vertragsverlängerungsmöglichkeiten und WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW " * 6
    report = example_report("zh-Hans")
    fields = report.model_dump(mode="json", exclude={"schema_version"})
    for at, driver in enumerate(fields["drivers"]):
        driver |= {"subject": words.strip(), "thesis": "市场（研究）" * 60}
        driver["steps"] = [words.strip(), "一" * 300, "x" * 300][: at + 2]
    for impact in fields["impacts"]:
        impact["target"] = words.strip()
    for risk in fields["risks"]:
        risk["name"] = words.strip()
    return tr.ThemeReport.model_validate(fields)


@pytest.mark.parametrize("width", WIDTHS)
def test_in_a_browser_no_text_leaves_the_picture_or_lies_on_another(tmp_path, width):
    reports_ = [*map(tr.load, EXAMPLES), *map(example_report, LANGUAGES), long_report()]
    pictures = [picture for report in reports_ for picture in drawn(report, width).values()]
    pages = [
        f'<!DOCTYPE html><meta charset="utf-8"><body style="font-family: sans-serif">{it.svg}'
        for it in pictures
    ]
    boxes = ask_browser(
        tmp_path,
        pages,
        in_frames(
            800,
            "Array.from(frame.querySelectorAll('text'), text => {"
            " const {x, y, width, height} = text.getBBox(); return [x, y, x + width, y + height]; })",
        ),
    )
    for picture, placed in zip(pictures, boxes, strict=True):
        height = float(tree(picture).get("height"))
        for at, (left, top, right, bottom) in enumerate(placed):
            assert left >= -1 and top >= -3 and right <= width + 1 and bottom <= height + 3, picture
            for other_left, other_top, other_right, other_bottom in placed[:at]:
                across = min(right, other_right) - max(left, other_left)
                down = min(bottom, other_bottom) - max(top, other_top)
                assert across <= 1 or down <= 4, (picture.key, words_in(picture)[at])


@given(texts(), st.integers(4, 40), st.integers(1, 5))
def test_wrapped_lines_are_as_many_and_as_wide_as_is_asked_for(text, width, most):
    lines = wrapped(text, width, most)
    assert len(lines) <= most
    assert all(width_of(line) <= width + 0.001 for line in lines)
    kept, whole = without_blanks(lines), without_blanks([text])
    if kept != whole:
        assert kept.endswith("…")
        assert whole.startswith(kept.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Tides are known for decades.", 10, ["Tides are known", "for decades."]),
        ("收入不再只取决于峰谷价差。", 6, ["收入不再只取", "决于峰谷价", "差。"]),
        ("대출 기관이 요구하는", 6, ["대출 기관이", "요구하는"]),
        ("潮汐（虚构）能", 3, ["潮汐", "（虚", "构）能"]),
    ],
)
def test_lines_are_broken_where_readers_expect_it(text, width, lines):
    assert wrapped(text, width, 9) == lines
