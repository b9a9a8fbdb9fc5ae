"""The HTML page: what it shows, what it does not do, and how it is built."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import sys
from base64 import b64encode
from pathlib import Path

import html5lib
import pytest
from browser import ask_browser, in_frames
from hostile import hostile_reports, report_of
from shown import texts_of

import themereport as tr
from themereport.locales.language import LANGUAGES
from themereport.renderers.html.appendix import appendix_html
from themereport.testing import example_report

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted(ROOT.joinpath("examples").glob("20*.md"))
# The elements that hold one text of the report each, in order.
TEXTS = "h1, main p.t, main li.t, main bdi, footer bdi"


def page_of(report, **options):
    return tr.render(report, "html", **options)


def parsed(page):
    return html5lib.parse(page, namespaceHTMLElements=False)


def elements(page, tag):
    return list(parsed(page).iter(tag))


@pytest.fixture(params=EXAMPLES, ids=lambda path: path.stem[:10])
def example(request):
    return tr.load(request.param)


def test_a_browser_shows_the_characters_of_every_field(tmp_path):
    reports = hostile_reports()
    shown = ask_browser(
        tmp_path,
        [page_of(report) for report in reports],
        "return pages.map(page => Array.from(new DOMParser().parseFromString(page, 'text/html')"
        f".querySelectorAll('{TEXTS}'), element => element.textContent));",
    )
    for report, texts in zip(reports, shown, strict=True):
        assert texts == texts_of(report)


def test_blanks_in_a_text_are_shown_as_many_as_there_are(tmp_path):
    page = page_of(report_of(["two  blanks"], 1))
    (shown,) = ask_browser(
        tmp_path, [page], in_frames(800, "frame.querySelector('main p.t').innerText")
    )
    assert shown == "two  blanks"


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_is_wider_than_the_window(tmp_path, width):
    long = "x" * 300
    word = report_of([long[:80], long, "市场" * 60, "https://example.org/" + "a/" * 90], 1)
    wide = tr.Section(
        title="t", body="| " + " | ".join(["column"] * 30) + " |\n" + "| --- " * 30 + "|"
    )
    reports = [
        *map(tr.load, EXAMPLES),
        *map(example_report, LANGUAGES),
        word,
        word.model_copy(update={"appendices": (wide,)}),
    ]
    widths = ask_browser(
        tmp_path,
        [page_of(report) for report in reports],
        in_frames(width, "[frame.documentElement.scrollWidth, frame.documentElement.clientWidth]"),
    )
    assert [wide for wide, window in widths if wide > window] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_from_their_ground(scheme):
    # WCAG 2.2, 1.4.3: a contrast of 4.5 to 1.
    style = re.search("<style>(.*?)</style>", page_of(tr.load(EXAMPLES[0])), re.DOTALL)[1]
    themes = re.findall(r":where\(.themereport\) \{(.*?)\}", style, re.DOTALL)
    colours = dict(re.findall(r"(--\w+): (#\w{6})", themes[scheme == "dark"]))
    for ink in ("--ink", "--soft", "--accent", "--positive", "--negative", "--mixed"):
        for paper in ("--paper", "--wash"):
            assert contrast(colours[ink], colours[paper]) >= 4.5, (ink, paper)


def test_the_guide_has_the_variables_of_the_style_sheet():
    guide = (ROOT / "docs" / "how-to" / "make-a-page.md").read_text(encoding="utf-8")
    rows = [line for line in guide.split("\n") if line.startswith("| `--")]
    documented = re.findall(r"`(--\w+)`", "\n".join(line.split(" | ")[0] for line in rows))
    (style,) = elements(page_of(example_report()), "style")
    assert sorted(documented) == sorted(set(re.findall(r"(--\w+):", style.text)))


def contrast(one, other):
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


SVG = "http://www.w3.org/2000/svg"
SHAPES = ("svg", "title", "desc", "text", "path", "rect", "circle")


def test_no_page_holds_anything_that_acts_or_loads():
    for report in hostile_reports():
        page = parsed(page_of(report))
        tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
        assert tags <= {
            "html", "head", "meta", "title", "style", "body", "a", "header", "main", "footer",
            "nav", "section", "h1", "h2", "h3", "p", "ol", "ul", "li", "div", "b", "bdi", "time",
            "script", "figure", *(f"{{{SVG}}}{tag}" for tag in SHAPES),
        }  # fmt: skip
        assert [script.get("type") for script in page.iter("script")] == ["application/ld+json"]
        for element in page.iter():
            for name, value in element.attrib.items():
                assert not name.startswith("on")
                assert name != "src"
                assert name != "href" or value.startswith("#")


def metas(page, key="name"):
    return {meta.get(key): meta.get("content") for meta in elements(page, "meta")}


def test_the_page_forbids_itself_scripts_and_outside_resources(example):
    page = page_of(example)
    policy = metas(page, "http-equiv")["Content-Security-Policy"].split("; ")
    assert "default-src 'none'" in policy
    # What is allowed besides styles is the block of data, which is no script, to the letter.
    (data,) = elements(page, "script")
    digest = b64encode(hashlib.sha256(data.text.encode()).digest()).decode()
    allowed = [item for item in policy if not item.endswith(" 'none'")]
    assert allowed == ["style-src 'unsafe-inline'", f"script-src 'sha256-{digest}'"]


def test_ids_are_unique_and_every_link_in_the_page_leads_somewhere(example):
    page = parsed(page_of(example))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    targets = [a.get("href")[1:] for a in page.iter("a") if a.get("href").startswith("#")]
    assert targets
    assert set(targets) <= set(ids)
    labels = [e.get("aria-labelledby") for e in page.iter() if e.get("aria-labelledby")]
    assert set(" ".join(labels).split()) <= set(ids)


def test_headings_go_down_one_level_at_a_time(example):
    levels = [int(e.tag[1]) for e in parsed(page_of(example)).iter() if e.tag in {"h1", "h2", "h3"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_the_page_says_its_language(example):
    (root,) = elements(page_of(example), "html")
    assert root.get("lang") == example.language


def test_a_frame_in_another_language_leaves_the_content_in_its_own():
    report = tr.load(next(path for path in EXAMPLES if "储能" in path.name))
    page = page_of(report, language="en")
    (root,) = elements(page, "html")
    assert root.get("lang") == "en"
    assert "Main Risks and Uncertainties" in page
    overview = next(p for p in elements(page, "p") if p.text == report.overview)
    assert overview.get("lang") == "zh-Hans"


def test_a_frame_that_is_written_from_right_to_left_says_so():
    report = example_report("ar")
    (root,) = elements(page_of(report), "html")
    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")
    assert elements(page_of(report, language="en"), "html")[0].get("dir") is None


# --- what schema 1.1 adds ----------------------------------------------------------------------


def test_notes_stand_below_their_item():
    page = parsed(page_of(example_report()))
    first, second = list(page.iter("ol"))[1][:2]
    notes = ["".join(note.itertext()) for note in first.iter("li") if note is not first]
    assert notes[:2] == ["positive", "fact"]
    assert notes[2].startswith("Example Ocean ETF (100001, XXXX")
    assert notes[3:] == ["[2] [1]"]
    assert next(second.iter("ul"))[0].get("class") == "direction negative"


def test_notes_are_shown_in_tables_too():
    dialect = tr.Dialect(tables={"risks": ("Risk", "What may happen")})
    cells = elements(page_of(example_report(), dialect=dialect), "td")
    assert "Severity 3/5" in "".join(cells[0].itertext())


def test_sources_stand_before_the_disclaimer_and_notes_lead_to_them():
    report = example_report()
    page = page_of(report)
    items = next(ol for ol in elements(page, "ol") if ol.get("class") == "sources")
    assert [item.get("id") for item in items] == ["s-source-1", "s-source-2"]
    assert report.sources[0].title in "".join(items[0].itertext())
    assert items[0].find("a").get("href") == report.sources[0].url
    assert page.index('class="sources"') < page.index("<footer>")
    assert '<a href="#s-source-2">[2]</a>' in page
    assert '<a href="#s-sources">Sources</a>' in page


def test_items_stand_in_the_direction_of_the_language():
    # What is isolated does not tell its element's direction, so the element has to say.
    for language, direction in (("ar", "rtl"), ("en", "ltr")):
        page = page_of(example_report().model_copy(update={"language": language}), language="en")
        rows = [div for div in elements(page, "div") if div.find("b") is not None]
        assert {row.get("dir") for row in rows} == {direction}


def test_a_source_without_a_title_is_shown_by_its_address_alone():
    fields = example_report().model_dump(mode="json", exclude={"schema_version"})
    fields["sources"] = [{"id": source["id"], "url": source["url"]} for source in fields["sources"]]
    page = page_of(tr.ThemeReport.model_validate(fields))
    items = next(ol for ol in elements(page, "ol") if ol.get("class") == "sources")
    assert "".join(items[0].itertext()).strip() == fields["sources"][0]["url"]


def test_a_driver_leads_to_the_signals_that_it_explains():
    report = example_report()
    page = page_of(report)
    for rank in report.drivers[0].signals:
        assert f'<a href="#s-signal-{rank}">#{rank}</a>' in page
        assert f'<li id="s-signal-{rank}">' in page


def test_the_makers_are_named_below_the_title():
    report = example_report()
    (by,) = (p for p in elements(page_of(report), "p") if p.get("class") == "by")
    shown = "".join(by.itertext())
    assert shown == ", ".join([*report.provenance.authors, report.provenance.publisher])


def test_what_a_machine_wrote_has_the_label_for_programs():
    report = example_report()
    label = metas(page_of(report))["AIGC"]
    assert {"AIGC": json.loads(label)} == tr.aigc_metadata(report)
    assert "AIGC" not in metas(page_of(example_report(evidence=False)))


# --- options -----------------------------------------------------------------------------------


def test_the_list_of_contents_can_be_left_out():
    page = page_of(example_report(), options={"contents": False})
    assert elements(page, "nav") == []


def test_the_pictures_can_be_left_out():
    report = example_report()
    assert len(elements(page_of(report), "figure")) == 3
    assert elements(page_of(report, options={"pictures": False}), "figure") == []


def test_a_style_is_put_behind_the_own_one(tmp_path):
    theme = tmp_path / "theme.css"
    theme.write_text(".themereport { --accent: #005f73; }\n")
    (style,) = elements(page_of(example_report(), options={"style": str(theme)}), "style")
    assert style.text.endswith("--accent: #005f73; }\n")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"a { } </STYLE ><script>", "it must be CSS alone"),
        (b"\xff", "cannot be read"),
        (None, "cannot be read: No such file or directory$"),
    ],
)
def test_a_style_that_is_none_is_named(tmp_path, data, why):
    path = tmp_path / "theme.css"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(tr.RenderError, match=why) as caught:
        page_of(example_report(), options={"style": str(path)})
    assert "theme.css" in str(caught.value)


def test_a_fragment_is_one_element_with_a_style_that_holds_only_in_it():
    fragment = page_of(example_report(), options={"fragment": True})
    opening = re.match(r'<article class="themereport (r\w{10})" lang="en">\n<style>', fragment)
    assert fragment.endswith("</article>\n")
    for tag in ("<html", "<head>", "<body", "<main", "<h1"):
        assert tag not in fragment
    style = re.sub(r"/\*.*?\*/", "", fragment.partition("<style>")[2].partition("</style>")[0])
    selectors = re.findall(r"([^{}]+)\{", style)
    rules = [rule.strip() for rule in selectors if not rule.strip().startswith("@media")]
    assert len(rules) > 50
    for selector in itertools.chain.from_iterable(rule.split(", ") for rule in rules):
        assert selector.startswith((f".{opening[1]}", f":where(.{opening[1]}")), selector


def test_fragments_of_different_reports_can_stand_in_one_page():
    fragments = [
        page_of(example_report(language), options={"fragment": True})
        for language in ("en", "zh-Hans")
    ]
    ids = re.findall(r' id="([^"]+)"', "".join(fragments))
    assert len(ids) == len(set(ids))
    for fragment in fragments:
        assert set(re.findall(r'href="#([^"]+)"', fragment)) <= set(
            re.findall(r' id="([^"]+)"', fragment)
        )


# --- appendices --------------------------------------------------------------------------------


def test_an_appendix_keeps_its_table():
    report = tr.load(next(path for path in EXAMPLES if "低空" in path.name))
    cells = ["".join(cell.itertext()) for cell in elements(page_of(report), "td")]
    assert cells[:2] == ["eVTOL", "電動垂直起降飛行器"]


@pytest.mark.parametrize(
    "body",
    [
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        "[x](vbscript:x)",
        "![x](https://example.org/pixel.png)",
        "[x](java&#10;script:alert(1))",
        "<https://example.org/?a=b&c=d>",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
    ],
)
def test_an_appendix_links_nowhere_but_to_the_web_and_loads_nothing(body):
    # The models refuse most of these; this is the second wall.
    page = appendix_html(body)
    assert elements(page, "img") == []
    assert elements(page, "script") == []
    for link in elements(page, "a"):
        assert link.get("href", "https:").startswith("https:")
        assert "noopener" in link.get("rel")


def test_without_the_extra_an_appendix_names_what_to_install(monkeypatch):
    report = tr.load(next(path for path in EXAMPLES if "低空" in path.name))
    monkeypatch.setitem(sys.modules, "nh3", None)
    with pytest.raises(tr.MissingExtraError, match=r"pip install 'themereport\[html\]'"):
        page_of(report)


def test_makers_stand_in_one_line_as_the_language_enumerates():
    makers = tr.Provenance(authors=("甲（架空）", "乙（架空）"), publisher="丙社（架空）")
    report = example_report("ja").model_copy(update={"provenance": makers})
    page = tr.render(report, "html")
    by = re.search('<p class="by">(.*)</p>', page)
    assert re.sub("<.*?>", "", by[1]) == "甲（架空）、乙（架空）、丙社（架空）"
