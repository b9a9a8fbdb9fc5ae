"""Text stays text: what Jekyll and CommonMark show is what the fields hold."""

from __future__ import annotations

import os
import random
import subprocess
from pathlib import Path

import pytest
from dialects import DIALECTS
from drift import DRIFTS
from hostile import hostile_reports, many_hostile_reports, report_of
from markdown_it import MarkdownIt
from programs import require
from shown import blocks_expected, blocks_shown, without_typography
from strategies import MARKUP

import themereport as tr
from themereport.models.markdown import contain

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Builds one Jekyll site of all posts; returns the pages by the post's number."""
    jekyll = require("jekyll")

    def build(texts):
        texts = list(texts)
        root = tmp_path_factory.mktemp("site")
        (root / "_posts").mkdir()
        (root / "_config.yml").write_text("permalink: /:title.html\nfuture: true\n")
        for number, text in enumerate(texts):
            post = root / "_posts" / f"2026-01-01-p{number}.md"
            post.write_text(text, encoding="utf-8")
        done = subprocess.run(
            [jekyll, "build", "--source", str(root), "--destination", str(root / "out"), "--quiet"],
            env={**os.environ, "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return [
            (root / "out" / f"p{number}.html").read_text(encoding="utf-8")
            for number in range(len(texts))
        ]

    return build


def test_jekyll_shows_the_characters_of_every_field(site):
    reports = many_hostile_reports()
    wrong = []
    for report, page in zip(reports, site(map(tr.render, reports)), strict=True):
        expected = [without_typography(text) for text in blocks_expected(report)]
        shown = [without_typography(text) for text in blocks_shown(page)]
        wrong += [(e, s) for e, s in zip(expected, shown, strict=False) if e != s][:3]
        assert wrong or len(expected) == len(shown)
    assert wrong == [], wrong


@pytest.mark.parametrize("name", DIALECTS)
def test_jekyll_shows_the_characters_of_every_field_in_a_dialect(site, name):
    dialect = DIALECTS[name]
    reports = hostile_reports()
    texts = [tr.render(report, dialect=dialect) for report in reports]
    wrong = []
    for report, page in zip(reports, site(texts), strict=True):
        expected = [without_typography(text) for text in blocks_expected(report, dialect)]
        shown = [without_typography(text) for text in blocks_shown(page)]
        wrong += [(e, s) for e, s in zip(expected, shown, strict=False) if e != s][:3]
        assert wrong or len(expected) == len(shown)
    assert wrong == [], wrong


def test_jekyll_shows_the_report_in_what_was_mended(site):
    text = (EXAMPLES / "2026-03-18-theme_research_储能_2026-03-18.md").read_text(encoding="utf-8")
    mended = {name: tr.fix(drift(text), unsafe=True).text for name, drift in DRIFTS.items()}
    expected = [without_typography(block) for block in blocks_expected(tr.loads(text))]
    wrong = {}
    for name, page in zip(mended, site(mended.values()), strict=True):
        shown = [without_typography(block) for block in blocks_shown(page)]
        if shown != expected:
            pairs = zip(expected, shown, strict=False)
            wrong[name] = next((pair for pair in pairs if len(set(pair)) > 1), len(shown))
    assert wrong == {}


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Builds a site of all reports with Hugo or MkDocs; returns the pages by number."""

    def build(format, reports, dialect=None):
        root = tmp_path_factory.mktemp(format)
        folder = root / ("content" if format == "hugo" else "docs")
        folder.mkdir()
        for number, report in enumerate(reports):
            tr.write(report, folder / f"p{number}.md", format, dialect=dialect)
        if format == "hugo":
            layout = root / "layouts" / "_default"
            layout.mkdir(parents=True)
            (layout / "single.html").write_text("<html><body>{{ .Content }}</body></html>")
            (root / "config.toml").write_text("uglyURLs = true\n[outputs]\nhome = []\n")
            command = [
                require("hugo"),
                "--source",
                root,
                "--destination",
                root / "out",
                "--buildFuture",
            ]
        else:
            (root / "theme").mkdir()
            (root / "theme" / "main.html").write_text(
                "<html><body>{{ page.content }}</body></html>"
            )
            (root / "mkdocs.yml").write_text(MKDOCS)
            command = [require("mkdocs"), "build", "--strict", "--quiet", "--config-file",
                       root / "mkdocs.yml", "--site-dir", root / "out"]  # fmt: skip
        environment = {**os.environ, "LANG": "C.UTF-8", "NO_MKDOCS_2_WARNING": "1"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return [
            (root / "out" / f"p{number}.html").read_text(encoding="utf-8")
            for number in range(len(reports))
        ]

    return build


# With the extensions that sites have: each of them gives more characters a meaning.
MKDOCS = """
site_name: reports
use_directory_urls: false
theme: {name: null, custom_dir: theme}
plugins: []
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - smarty
  - tables
  - toc
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.betterem
  - pymdownx.caret
  - pymdownx.critic
  - pymdownx.details
  - pymdownx.emoji
  - pymdownx.highlight
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.magiclink
  - pymdownx.mark
  - pymdownx.progressbar
  - pymdownx.superfences
  - pymdownx.tasklist
  - pymdownx.tilde
"""


@pytest.mark.parametrize("format", ["hugo", "mkdocs"])
def test_other_sites_show_the_characters_of_every_field(sites, format):
    reports = many_hostile_reports()
    wrong = []
    for report, page in zip(reports, sites(format, reports), strict=True):
        expected = [without_typography(text) for text in blocks_expected(report)]
        shown = [without_typography(text) for text in blocks_shown(page)]
        wrong += [(e, s) for e, s in zip(expected, shown, strict=False) if e != s][:3]
        assert wrong or len(expected) == len(shown)
    assert wrong == [], (len(wrong), wrong[:5])


@pytest.mark.parametrize("name", DIALECTS)
@pytest.mark.parametrize("format", ["hugo", "mkdocs"])
def test_other_sites_show_the_characters_of_every_field_in_a_dialect(sites, format, name):
    dialect = DIALECTS[name]
    reports = hostile_reports()
    wrong = []
    for report, page in zip(reports, sites(format, reports, dialect), strict=True):
        expected = [without_typography(text) for text in blocks_expected(report, dialect)]
        shown = [without_typography(text) for text in blocks_shown(page)]
        wrong += [(e, s) for e, s in zip(expected, shown, strict=False) if e != s][:3]
        assert wrong or len(expected) == len(shown)
    assert wrong == [], (len(wrong), wrong[:5])


# What begins something for Hugo or MkDocs that would go on behind an appendix.
OPENINGS = (
    "{{< x >}}", "{{% x %}}", "<!--more-->", "\n```\n<b>\n```\n", "\n~~~ {.x}\n", "\n!!! note\n",
    "\n??? note\n", '\n--8<-- "x"\n', "{++", "{--", "$$\n", "\n*[x]: y\n", "\n[^1]: z\n",
)  # fmt: skip


@pytest.mark.parametrize("format", ["hugo", "mkdocs"])
def test_no_appendix_hides_what_follows_it_on_other_sites(sites, format):
    source = random.Random(3)
    pieces = (
        *MARKUP,
        *OPENINGS,
        "\n",
        "\n\n",
        "\n- ",
        "\n    ",
        "<script>alert(1)</script>",
        "<!-- ",
    )
    reports = []
    for number in range(120):
        body = contain("".join(source.choice(pieces) for _ in range(12)))[0]
        changes = {"appendices": (tr.Section(title="a", body=body),), "disclaimer": "the end"}
        reports.append(report_of(["x"], number).model_copy(update=changes))
    for report, page in zip(reports, sites(format, reports), strict=True):
        last = [text for text in blocks_shown(page) if "the end" in text]
        assert len(last) == 1, report.appendices[0].body
        assert "<script" not in page


@pytest.mark.parametrize("address", ["http://a：b", "https://[x", "http://a\u2100b/c"])
def test_no_address_that_is_none_stops_a_site_of_mkdocs(sites, address):
    body = f"before [a]({address}) [b][c] <{address}> (http://a.b)： after\n\n[c]: {address}"
    appendix = tr.Section(title="a", body=contain(body)[0])
    report = report_of(["x"], 1).model_copy(update={"appendices": (appendix,)})
    (page,) = sites("mkdocs", [report])
    assert "before" in page
    assert "after" in page


def test_commonmark_shows_the_characters_of_every_field():
    parser = MarkdownIt("commonmark")
    wrong = []
    for report in hostile_reports():
        shown = blocks_shown(parser.render(tr.render(report, "markdown")))
        expected = blocks_expected(report)
        wrong += [(e, s) for e, s in zip(expected, shown, strict=False) if e != s][:3]
        assert wrong or len(expected) == len(shown)
    assert wrong == []


def test_no_post_holds_what_liquid_would_take():
    for report in hostile_reports():
        body = tr.render(report, "markdown")
        assert "{{" not in body
        assert "{%" not in body


def test_no_appendix_hides_what_follows_it(site):
    source = random.Random(3)
    pieces = (
        *MARKUP, "\n", "\n", "\n\n", "\n- ", "\n    ", "<script>alert(1)</script>", "<!-- ",
        "\n- # w\n", "\n1. ## w\n", "\n> # w\n", "\n    # w\n", "\n  # w\n", "\n- ```\n", "\n  ```\n", "\n  ===\n",
    )  # fmt: skip
    reports = []
    for number in range(120):
        body = contain("".join(source.choice(pieces) for _ in range(12)))[0]
        plain = report_of(["x"], number)
        appendix = tr.Section(title="a", body=body)
        reports.append(
            plain.model_copy(update={"appendices": (appendix,), "disclaimer": "the end"})
        )
    parser = MarkdownIt("commonmark")
    for report, page in zip(reports, site(map(tr.render, reports)), strict=True):
        assert tr.read(tr.render(report)).report == report
        for html in (page, parser.render(tr.render(report, "markdown"))):
            shown = blocks_shown(html)
            assert shown[-1].endswith("the end"), report.appendices[0].body
            assert "<script" not in html
            headings = html.count("<h1") + html.count("<h2") + html.count("<h3")
            assert headings == 10, report.appendices[0].body
