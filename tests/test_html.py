"""The HTML page: what it shows, what it does not do, and how it is built."""

from __future__ import annotations

import itertools
import re
import sys
from pathlib import Path

import html5lib
import pytest
from browser import ask_browser
from hostile import hostile_reports, report_of
from shown import texts_of

import themereport as tr
from themereport.renderers.html.appendix import appendix_html

EXAMPLES = sorted(Path(__file__).parent.parent.joinpath("examples").glob("20*.md"))
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
        tmp_path, [page], IN_FRAMES % (800, "frame.querySelector('main p.t').innerText")
    )
    assert shown == "two  blanks"


IN_FRAMES = (
    "const found = []; for (const page of pages) { const frame = document.createElement('iframe');"
    " frame.style.border = '0'; frame.width = %d; frame.height = 900;"
    " const loaded = new Promise(done => { frame.onload = done; });"
    " frame.srcdoc = page; document.body.append(frame); await loaded;"
    " found.push((frame => %s)(frame.contentDocument)); } return found;"
)


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_is_wider_than_the_window(tmp_path, width):
    long = "x" * 300
    word = report_of([long[:80], long, "市场" * 60, "https://example.org/" + "a/" * 90], 1)
    wide = tr.Section(
        title="t", body="| " + " | ".join(["column"] * 30) + " |\n" + "| --- " * 30 + "|"
    )
    reports = [*map(tr.load, EXAMPLES), word, word.model_copy(update={"appendices": (wide,)})]
    widths = ask_browser(
        tmp_path,
        [page_of(report) for report in reports],
        IN_FRAMES
        % (width, "[frame.documentElement.scrollWidth, frame.documentElement.clientWidth]"),
    )
    assert [wide for wide, window in widths if wide > window] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_from_their_ground(tmp_path, scheme):
    # WCAG 2.2, 1.4.3: a contrast of 4.5 to 1.
    style = re.search("<style>(.*?)</style>", page_of(tr.load(EXAMPLES[0])), re.DOTALL)[1]
    roots = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    colours = dict(re.findall(r"(--\w+): (#\w{6})", roots[scheme == "dark"]))
    for ink in ("--ink", "--soft", "--accent"):
        for paper in ("--paper", "--wash"):
            assert contrast(colours[ink], colours[paper]) >= 4.5, (ink, paper)


def contrast(one, other):
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_no_page_holds_anything_that_acts_or_loads():
    for report in hostile_reports():
        page = parsed(page_of(report))
        tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
        assert tags <= {
            "html", "head", "meta", "title", "style", "body", "a", "header", "main", "footer",
            "nav", "section", "h1", "h2", "h3", "p", "ol", "ul", "li", "div", "b", "bdi", "time",
        }  # fmt: skip
        for element in page.iter():
            for name, value in element.attrib.items():
                assert not name.startswith("on")
                assert name != "src"
                assert name != "href" or value.startswith("#")


def test_the_page_forbids_itself_scripts_and_outside_resources(example):
    policy = next(
        meta.get("content")
        for meta in elements(page_of(example), "meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    )
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_ids_are_unique_and_every_link_in_the_page_leads_somewhere(example):
    page = parsed(page_of(example))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    targets = [a.get("href")[1:] for a in page.iter("a") if a.get("href").startswith("#")]
    assert targets
    assert set(targets) <= set(ids)
    labelled = [e.get("aria-labelledby") for e in page.iter() if e.get("aria-labelledby")]
    assert set(labelled) <= set(ids)


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
