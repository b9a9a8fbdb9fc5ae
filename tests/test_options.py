"""Options of renderers: the fields of a dataclass, checked by their types."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Literal

import pytest
from canonical import REPORT
from pydantic import Field

import themereport as tr
from themereport.cli.main import main
from themereport.renderers.options import options_of, with_options


@dataclass(frozen=True)
class Ticker:
    media_type = "text/plain"
    suffix = ".ticker"

    arrows: Annotated[bool, Field(description="Whether arrows are shown.")] = True
    width: Annotated[int, Field(ge=20, le=300, description="Characters a line.")] = 80
    paper: Literal["a4", "letter"] = "a4"
    url: Annotated[str, Field(pattern="^https:", description="The address, https://…")] = "https:"

    def render(self, document):
        return f"{self.width} {self.paper} {self.arrows} {document.title}"


TICKER = Ticker()
LOUD = """
from dataclasses import dataclass

@dataclass(frozen=True)
class Loud:
    media_type = "text/plain"
    suffix = ".loud"
    mark: str = "!"

    def render(self, document):
        return document.title + self.mark
"""


def test_the_options_of_a_renderer_are_its_fields():
    options = {option.name: option for option in options_of(TICKER)}
    assert list(options) == ["arrows", "width", "paper", "url"]
    assert options["arrows"].description == "Whether arrows are shown."
    assert options["width"].default == 80


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("arrows", "boolean"),
        ("width", "integer at least 20 at most 300"),
        ("paper", '"a4", "letter"'),
    ],
)
def test_an_option_says_its_type_in_words(name, type_):
    assert {option.name: option.type for option in options_of(TICKER)}[name] == type_


def test_a_renderer_that_is_no_dataclass_has_no_options():
    assert options_of(tr.RENDERERS.get("json")) == ()


def test_options_change_what_they_name_and_leave_the_rest():
    assert with_options(TICKER, "ticker", {"width": 30}) == Ticker(width=30)
    assert Ticker() == TICKER


def test_texts_stand_for_the_values_that_they_say():
    made = with_options(TICKER, "ticker", {"arrows": "no", "width": "30"})
    assert made == Ticker(arrows=False, width=30)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"arrows": "maybe"}, ("'arrows'", "'ticker'", "'maybe'", "give true or false")),
        ({"width": 3}, ("'width'", "3", "greater than or equal to 20")),
        (
            {"paper": "lettre"},
            ("'paper'", "'lettre'", "did you mean 'letter'? There are a4, letter"),
        ),
        ({"url": "example.org"}, ("'example.org'", "The address, https://…")),
        ({"withd": 3}, ("'withd'", "did you mean 'width'?")),
    ],
)
def test_a_wrong_option_is_refused_with_what_was_found_and_what_is_asked(options, words):
    with pytest.raises(tr.ConfigError) as caught:
        with_options(TICKER, "ticker", options)
    for word in words:
        assert word in str(caught.value)


def test_a_format_without_options_says_so():
    with pytest.raises(tr.ConfigError, match="'json' has no options"):
        tr.render(REPORT, "json", options={"indent": 2})


def test_options_reach_the_renderer_of_a_package(install):
    install("loud", LOUD, "Loud")
    assert tr.render(REPORT, "loud").endswith("!")
    assert tr.render(REPORT, "loud", options={"mark": "?"}).endswith("?")


def test_a_file_is_written_with_options(install, tmp_path):
    install("loud", LOUD, "Loud")
    tr.write(REPORT, tmp_path / "a.loud", options={"mark": "?"})
    assert (tmp_path / "a.loud").read_text(encoding="utf-8").endswith("?")


def test_every_renderer_of_ours_says_what_it_is_in_one_line(capsys):
    assert main(["renderers", "--json"]) == 0
    for record in json.loads(capsys.readouterr().out)["renderers"]:
        assert record["description"].startswith("Renders "), record["format"]
        assert len(record["description"]) <= 100


def test_a_renderer_without_a_docstring_has_no_line(capsys, monkeypatch):
    monkeypatch.setitem(tr.RENDERERS._loaded, "text", TICKER)
    assert main(["renderers", "text", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["renderers"][0]["description"] == ""
