"""Lines for a terminal: of the width that is asked for, and without what a terminal acts on."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from canonical import EXAMPLES, ROOT
from hostile import hostile_reports
from programs import require_module
from shown import texts_of

import themereport as tr
from themereport.diagnostics.printable import printable
from themereport.testing import RendererContract, example_report
from themereport.testing.contracts.visible import squeezed

rich = require_module("rich")
from rich.cells import cell_len  # noqa: E402
from rich.text import Text  # noqa: E402

from themereport.renderers.terminal.wrapping import breaks  # noqa: E402

# Colours and bold type; nothing else may begin with an escape.
SGR = re.compile(r"\x1b\[[0-9;]*m")
# The escapes that stand for characters that turn a line round.
TURNING = re.compile(r"\\u(061c|200[ef]|202[a-e]|206[6-9])")


def words_of(output):
    return SGR.sub("", output)


class TestTerminal(RendererContract):
    format = "terminal"
    examples = 20

    def visible_text(self, output):
        return TURNING.sub(lambda match: chr(int(match[1], 16)), words_of(output))


def rendered(report, **options):
    return tr.render(report, "terminal", options=options)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_text_is_there_in_order(path):
    report, at = tr.load(path), 0
    shown = squeezed(words_of(rendered(report)))
    for text in map(squeezed, texts_of(report)):
        found = shown.find(text, at)
        assert found >= 0, text
        at = found


@pytest.mark.parametrize("width", [40, 80, 133])
def test_no_line_is_wider_than_asked_for(width):
    for report in [*map(tr.load, EXAMPLES), *hostile_reports()]:
        for line in words_of(rendered(report, width=width)).split("\n"):
            assert cell_len(line) <= width, line


def test_no_text_reaches_the_terminal_with_what_it_acts_on():
    for report in hostile_reports():
        lines = words_of(rendered(report)).split("\n")
        assert [line for line in lines if printable(line) != line] == []


@pytest.mark.parametrize("character", ["\x1b[2J", "\x9b31m", "\x07", "\r", "\x08", "\u202e"])
def test_controls_in_an_appendix_are_shown_as_escapes(character):
    section = tr.Section(title="A", body="x")
    report = example_report().model_copy(update={"appendices": (section,)})
    from attrs import evolve

    from themereport.document.compose import compose
    from themereport.document.document import Markdown

    document = compose(report)
    blocks = [
        evolve(block, body=f"x{character}y\n\n`{character}`")
        if isinstance(block, Markdown)
        else block
        for block in document.blocks
    ]
    output = tr.RENDERERS.get("terminal").render(evolve(document, blocks=tuple(blocks)))
    assert printable(words_of(output).replace("\n", "")) == words_of(output).replace("\n", "")


def test_texts_are_no_markup_and_no_emoji_codes():
    text = "[bold]x[/bold] :warning: [link=https://a.example]y[/link] [/]"
    report = example_report().model_copy(update={"overview": text})
    assert squeezed(text) in squeezed(words_of(rendered(report)))


def test_without_colour_it_is_plain_text():
    output = rendered(example_report(), color=False)
    assert "\x1b" not in output
    assert output == words_of(rendered(example_report()))


def test_colours_do_not_come_from_the_environment():
    code = (
        "import sys, themereport as tr; from themereport.testing import example_report\n"
        "sys.stdout.buffer.write(tr.render(example_report(), 'terminal').encode())"
    )
    expected = rendered(example_report()).encode()
    for place in (
        {"NO_COLOR": "1", "COLUMNS": "50"},
        {"FORCE_COLOR": "1", "TERM": "dumb", "TTY_COMPATIBLE": "0"},
        {"COLORTERM": "truecolor", "JUPYTER_COLUMNS": "60"},
    ):
        environment = {**os.environ, **place}
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env=environment, cwd=ROOT
        )
        assert done.stdout == expected, place


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("储能招标提速，电芯降价。", 12, ["储能招标提", "速，电芯降", "价。"]),
        ("见（注）后", 4, ["见", "（注", "）后"]),
        ("ETF储能", 6, ["ETF储", "能"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("涨12.5%了", 7, ["涨12.5%", "了"]),
        ("", 4, [""]),
    ],
)
def test_lines_break_where_readers_expect_it(text, width, lines):
    parts = [line.plain.rstrip() for line in Text(text).divide(breaks(text, width))]
    assert parts == lines


def test_an_appendix_keeps_its_lists_code_and_links():
    body = "3. third\n4. fourth\n\n> quoted\n\n[a](https://example.com/x) **b**\n\n| c | d |\n|---|---|\n| e | f |\n\n```\n  code\n```"
    appendix = tr.Section(title="A", body=body)
    report = example_report().model_copy(update={"appendices": (appendix,)})
    shown = words_of(rendered(report)).split("\n")
    for line in ("3. third", "4. fourth", "  quoted", "a <https://example.com/x> b", "e │ f",
                 "    code"):  # fmt: skip
        assert line in shown
