"""The renderer does what every renderer must, and what is asked of Gemtext."""

from __future__ import annotations

import themereport as tr
from themereport.testing import RendererContract


class TestGemtext(RendererContract):
    format = "gemtext"

    def visible_text(self, output: str | bytes) -> str:
        assert isinstance(output, str)
        return output.replace("\n =>", "\n=>")  # a blank keeps it from being a link


def test_notes_can_be_left_out(theme_report: tr.ThemeReport) -> None:
    shown = tr.render(theme_report, "gemtext")
    bare = tr.render(theme_report, "gemtext", options={"notes": False})
    assert isinstance(shown, str) and isinstance(bare, str)
    assert " positive · fact" in shown
    assert " positive · fact" not in bare


def test_sources_are_links(theme_report: tr.ThemeReport) -> None:
    shown = tr.render(theme_report, "gemtext")
    assert isinstance(shown, str)
    for number, source in enumerate(theme_report.sources, 1):
        assert f"=> {source.url} [{number}] {source.title}" in shown
