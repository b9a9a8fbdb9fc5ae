"""HTML, as programs that are not ours see it: the Nu checker, axe-core and a browser."""

from __future__ import annotations

import json
import re

import pytest
from browser import DARK, ask_browser, in_frames
from canonical import EXAMPLES
from hostile import corpus, hostile_reports
from payloads import PAYLOADS, reports_with
from programs import require_file
from validators import nu_messages

import themereport as tr
from themereport.locales.language import LANGUAGES
from themereport.testing import example_report

HOST = (
    '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>Host</title></head>\n'
    "<body>\n<main>\n<h1>Host</h1>\n%s</main>\n</body>\n</html>\n"
)


def page_of(report, **options):
    return tr.render(report, "html", options=options)


def hosted(*reports):
    """A page of somebody else with reports in it."""
    return HOST % "".join(page_of(report, fragment=True) for report in reports)


def pages():
    """Pages of every kind."""
    reports = [*map(tr.load, EXAMPLES), *map(example_report, LANGUAGES)]
    tables = tr.Dialect(tables={"risks": ("Risk", "What may happen")}, halves=False, level=2)
    return [
        *map(page_of, reports),
        hosted(*reports),
        tr.render(reports[0], "html", dialect=tables, language="en"),
        page_of(reports[-1], contents=False, pictures=False),
    ]


def test_no_word_stands_alone_in_the_last_line_of_a_text(tmp_path):
    """As far as a browser can help it; headings have lines of one length."""
    wraps = in_frames(
        800,
        "['.main p', '.signals li', '.title'].map("
        "it => frame.defaultView.getComputedStyle(frame.querySelector(it)).textWrapStyle)",
    )
    page = page_of(example_report())
    assert ask_browser(tmp_path, [page], wraps) == [["pretty", "pretty", "balance"]]


# --- the Nu checker ----------------------------------------------------------------------------


# It objects to characters that a text may have, and a page therefore shows.
OF_TEXTS = (
    "Unicode Normalization Form C",
    "Forbidden code point",
    "starts with a composing character",
    "Private Use Area",
)


def test_the_nu_checker_finds_nothing(tmp_path):
    assert nu_messages(tmp_path, pages()) == []


def test_the_nu_checker_finds_nothing_in_hostile_pages_but_their_characters(tmp_path):
    reports = hostile_reports()
    found = nu_messages(tmp_path, [page_of(it) for it in reports], "--no-langdetect")
    assert [words for words in found if not any(it in words for it in OF_TEXTS)] == []


def test_the_nu_checker_would_find_something(tmp_path):
    assert nu_messages(tmp_path, [page_of(example_report()).replace("</section>", "", 1)]) != []


# --- axe-core ----------------------------------------------------------------------------------


def unguarded(page):
    """A page without its policy, so that it is its texts' doing if no script runs."""
    without = re.sub("<meta http-equiv=[^>]*>\n", "", page)
    assert without != page
    return without


def axe_findings(folder, pages, width, *flags):
    """What axe-core objects to in each page."""
    axe = require_file("axe-core/axe.min.js").read_text(encoding="utf-8")
    script = in_frames(
        width,
        "element.contentWindow.eval(axe), (await element.contentWindow.axe.run()).violations"
        ".flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html}`))",
    )
    data = json.dumps(axe).replace("<", "\\u003c")
    return ask_browser(folder, pages, f"const axe = {data}; {script}", *flags)


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("flags", [(), (DARK,)], ids=["light", "dark"])
def test_axe_finds_nothing(tmp_path, width, flags):
    shown = [page if "<main>\n<h1>Host" in page else unguarded(page) for page in pages()]
    assert axe_findings(tmp_path, shown, width, *flags) == [[]] * len(shown)


@pytest.mark.parametrize(("flags", "is_dark"), [((), False), ((DARK,), True)])
def test_axe_would_find_texts_that_do_not_stand_out(tmp_path, flags, is_dark):
    # Of a colour that is right in the light, and wrong in the dark.
    page = unguarded(page_of(example_report())).replace("--soft: #a9afba", "--soft: #59606f")
    (found,) = axe_findings(tmp_path, [page], 1280, *flags)
    assert any(finding.startswith("color-contrast") for finding in found) is is_dark


# --- in another page ---------------------------------------------------------------------------

LOOKS = (
    "Array.from(frame.querySelectorAll('h1, #before, #before a'), element => {"
    " const style = element.ownerDocument.defaultView.getComputedStyle(element);"
    " return [style.color, style.font, style.margin, style.backgroundColor]; })"
)


def test_a_fragment_changes_nothing_of_its_host(tmp_path):
    own = '<p id="before">x <a href="https://example.com/">y</a></p>\n'
    alone, together = ask_browser(
        tmp_path,
        [HOST % own, HOST % (own + page_of(example_report(), fragment=True))],
        in_frames(800, LOOKS),
    )
    assert alone == together
    assert len(alone) == 3


def test_a_theme_of_the_host_wins_over_the_fragment_in_the_light_and_the_dark(tmp_path):
    theme = "<style>.themereport { --accent: rgb(1, 2, 3); }</style>"
    page = hosted(example_report()).replace("</head>", f"{theme}</head>")
    colour = "element.contentWindow.getComputedStyle(frame.querySelector('.half')).color"
    for flags in ((), (DARK,)):
        assert ask_browser(tmp_path, [page], in_frames(800, colour), *flags) == ["rgb(1, 2, 3)"]


def test_a_fragment_is_no_wider_than_its_place(tmp_path):
    wide = "[frame.documentElement.scrollWidth, frame.documentElement.clientWidth]"
    for width in (320, 1280):
        pages = [hosted(example_report(language)) for language in LANGUAGES]
        for needed, given in ask_browser(tmp_path, pages, in_frames(width, wide)):
            assert needed <= given


# --- a browser ---------------------------------------------------------------------------------

# A script of ours in front of all else tells of dialogs; the browser itself, of requests.
ALARM = (
    "<script>window.dialogs = 0; window.blocked = [];"
    " document.addEventListener('securitypolicyviolation',"
    " event => window.blocked.push(event.blockedURI)); window.alert = window.confirm = window.prompt = window.print ="
    " () => { window.dialogs += 1; };</script>"
)
LATER = "new Promise(done => setTimeout(done))"  # when the browser has told of what it did
WHAT_HAPPENED = (
    "{dialogs: element.contentWindow.dialogs, blocked: element.contentWindow.blocked,"
    " requests: element.contentWindow.performance.getEntriesByType('resource').map(it => it.name),"
    " place: element.contentWindow.location.href,"
    " elements: Array.from(frame.querySelectorAll('body *')).map(it => [it.localName,"
    " ...Array.from(it.attributes, attribute => attribute.name)].join(' '))}"
)


def what_happens(folder, pages):
    """What becomes of each page in a browser: it is opened, and an event of the mouse comes."""
    armed = [page.replace("<head>", f"<head>{ALARM}", 1) for page in pages]
    moved = (
        "frame.querySelectorAll('*').forEach(it => ['mouseover', 'focus', 'click'].forEach("
        "name => it.localName === 'a' || it.dispatchEvent(new Event(name))))"
    )
    return ask_browser(folder, armed, in_frames(800, f"{moved}, await {LATER}, {WHAT_HAPPENED}"))


def check_that_nothing_happens(folder, reports):
    harmless = unguarded(page_of(example_report()))
    (calm,) = what_happens(folder, [harmless])
    known = set(calm["elements"])
    pages = [unguarded(page_of(report)) for report in reports]
    for report, happened in zip(reports, what_happens(folder, pages), strict=True):
        assert happened["dialogs"] == 0, report
        assert happened["requests"] == [], report
        assert happened["place"] == "about:srcdoc", report
        assert set(happened["elements"]) - known - INSIDE_OF_APPENDICES == set(), report


# What Markdown in the body of an appendix may become.
INSIDE_OF_APPENDICES = {
    "a href rel", "a href rel title", "blockquote", "br", "code", "em", "hr", "li", "ol", "ol start",
    "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def test_no_payload_does_anything_in_any_field(tmp_path):
    check_that_nothing_happens(tmp_path, reports_with(PAYLOADS))


def test_no_payload_of_a_corpus_does_anything_in_any_field(tmp_path):
    entries = json.loads(corpus("machine/dompurify-expect.json").read_text(encoding="utf-8"))
    payloads = tuple(entry["payload"] for entry in entries)
    check_that_nothing_happens(tmp_path, reports_with(payloads))


@pytest.mark.parametrize(
    ("payload", "what"),
    [
        ("<script>alert(1)</script>", "dialogs"),
        ("<b onmouseover=alert(1)>x</b>", "dialogs"),
        ("<img src='http://127.0.0.1:9/x.png'>", "requests"),
        ("<link rel=stylesheet href='http://127.0.0.1:9/x.css'>", "requests"),
    ],
)
def test_what_happens_would_be_seen(tmp_path, payload, what):
    page = unguarded(page_of(example_report())).replace("<footer>", f"{payload}<footer>")
    (happened,) = what_happens(tmp_path, [page])
    assert happened[what]


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        "<b onmouseover=alert(1)>x</b>",
        "<img src='http://127.0.0.1:9/x.png'>",
        "<link rel=stylesheet href='http://127.0.0.1:9/x.css'>",
    ],
)
def test_the_policy_would_prevent_it(tmp_path, payload):
    calm, page = (
        page_of(example_report()).replace("<footer>", f"{it}<footer>") for it in ("", payload)
    )
    calm, happened = what_happens(tmp_path, [calm, page])
    assert calm["blocked"] == []
    assert happened["blocked"] != []
    assert happened["dialogs"] == 0
