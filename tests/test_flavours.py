"""Markdown for Hugo and MkDocs: what it must do, and that it reads back."""

from __future__ import annotations

import html

import pytest
from hypothesis import given, settings

import themereport as tr
from themereport.testing import RendererContract, example_report, reports

FLAVOURS = ("hugo", "mkdocs")


class FlavourContract(RendererContract):
    examples = 15

    def visible_text(self, output):
        # Stars of the texts themselves are written as entities.
        return html.unescape(output.replace("**", "")).replace("\u2060", "")


class TestHugo(FlavourContract):
    format = "hugo"


class TestMkdocs(FlavourContract):
    format = "mkdocs"


@pytest.mark.parametrize("format", FLAVOURS)
@settings(max_examples=60)
@given(report=reports(hostile=True))
def test_the_content_reads_back(format, report):
    bare = report.model_copy(update={"appendices": (), "front_matter": {"layout": "post"}})
    again = tr.read(tr.render(bare, format)).report
    assert again.model_copy(update={"front_matter": bare.front_matter}) == bare


@pytest.mark.parametrize("format", FLAVOURS)
def test_a_site_that_shows_titles_itself_leaves_the_heading_out(format):
    report = example_report()
    assert "\n# " in tr.render(report, format)
    assert "\n# " not in tr.render(report, format, options={"heading": False})
