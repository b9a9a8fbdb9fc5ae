"""Time grows no faster than the input, for what makes Markdown parsers slow.

Nothing here depends on how fast the machine is: what is compared is the processor time for an
input and for one twice as long. Linear work takes about twice as long, quadratic four times.
"""

from __future__ import annotations

import gc
import json
import time
from functools import partial

import pytest
from canonical import REPORT, TEXT, replaced, without
from hostile import CORPORA, corpus

import themereport as tr
from themereport.models.text import plain_text_problem

# Without limits: what is refused at once would prove nothing.
read = partial(tr.read, limits=tr.Limits(lines=10**7, line=10**8, items=10**7))
_LIMIT = 3
_MEASURABLE = 0.02
_SLOW = 0.2
_START = 50_000
_MOST = 1_000_000
_RUNS = 8

_FILE = CORPORA / "machine" / "pathological.json"
_CASES = (
    {
        case["name"]: case["pieces"]
        for case in json.loads(_FILE.read_text(encoding="utf-8"))["cases"]
        if "pieces" in case
    }
    if _FILE.exists()
    else {}
)

# Entries of the file that are no pieces but a program; their length grows with the square.
_GROWING = {
    "deeply nested lists": lambda count: "".join(f"{'  ' * at}* a\n" for at in range(count)),
    "backticks increasing": lambda count: "".join(f"e{'`' * at}" for at in range(count)),
}

cases = pytest.mark.parametrize("name", [*_CASES, *_GROWING])


def text_of(name, size):
    """The case `name`, about `size` characters long, with its repeats in proportion."""
    if name in _GROWING:
        return _GROWING[name](round(size**0.5))
    pieces = _CASES[name]
    length = sum(len(piece) * count for piece, count in pieces)
    scale = size / length
    return "".join(
        piece * (max(1, round(count * scale)) if count > 1 or len(pieces) == 1 else 1)
        for piece, count in pieces
    )


def seconds(work, argument):
    """Processor time of `work(argument)`, with the garbage collector off as in `timeit`."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work(argument)
        return time.process_time() - start
    finally:
        gc.enable()


def growth(make, work):
    """How many times longer `work` takes for `make` of twice the size.

    The size is one that takes long enough to be measured, and no longer than need be; 0 if there
    is none. Noise only makes work longer, so the least of some runs counts, taken in turn, as
    neighbours on the machine come and go; it ends with the run that leaves no doubt. A step, as
    where memory comes from another place, is no growth: of two doublings, the smaller counts.
    """
    gc.collect()
    gc.freeze()  # all that other tests have loaded: to go through it each time would take longer
    try:
        return _growth(make, work)
    finally:
        gc.unfreeze()


def _growth(make, work):
    size = _START
    while seconds(work, make(size)) > _SLOW:
        size //= 2
    while (first := seconds(work, make(size))) < _MEASURABLE:
        size *= 2
        if size > _MOST:
            return 0
    growths = []
    for _ in range(2):
        small, large = make(size), make(2 * size)
        least_small, least_large = first, float("inf")
        for _ in range(_RUNS):
            least_small = min(least_small, seconds(work, small))
            least_large = min(least_large, seconds(work, large))
            if least_large < _LIMIT * least_small:
                return least_large / least_small
        growths.append(least_large / least_small)
        first, size = least_large, 2 * size
    return min(growths)


def sentence_of(name, size):
    """The case as plain text."""
    text = text_of(name, size).replace("\n", " ").replace("\0", "").strip()
    assert plain_text_problem(text) is None
    return text


@cases
def test_reading_a_text_takes_linear_time(name):
    assert growth(lambda size: text_of(name, size), tr.read) < _LIMIT


@cases
def test_reading_a_sentence_takes_linear_time(name):
    def make(size):
        return replaced("电网侧储能", text_of(name, size).replace("\n", " "))

    assert growth(make, read) < _LIMIT


@cases
def test_reading_an_appendix_takes_linear_time(name):
    def make(size):
        return replaced("**免责条款", f"### 5. 附录\n\n{text_of(name, size)}\n\n**免责条款")

    assert growth(make, read) < _LIMIT


@cases
def test_writing_a_sentence_takes_linear_time(name):
    def make(size):
        return REPORT.model_copy(update={"overview": sentence_of(name, size)})

    assert growth(make, tr.render) < _LIMIT


def test_reading_many_links_by_reference_takes_linear_time():
    def make(size):
        numbers = range(100, 100 + size // 40)
        links = " ".join(f"[词][{at}]" for at in numbers)
        lines = "\n".join(f"[{at}]: https://example.com/{at}" for at in numbers)
        return replaced("电网侧储能", links) + f"\n{lines}\n"

    assert growth(make, read) < _LIMIT


@pytest.mark.parametrize("line", ["### {}\n\n- x\n\n", "*不构成投资建议{}。*\n\n", "{}\n---\n"])
def test_guessing_takes_linear_time(line):
    def make(size):
        lines = "".join(map(line.format, range(100, 100 + size // len(line))))
        return without("**免责条款", replaced("### 4. 主要风险", f"{lines}### 要留意的风险"))

    assert growth(make, read) < _LIMIT


def test_reading_many_items_takes_linear_time():
    item = "*   **风险：** 说明。\n"

    def make(size):
        return replaced("*   **政策落地风险", item * (size // len(item)) + "*   **政策落地风险")

    assert read(make(_START)).report is not None
    assert growth(make, read) < _LIMIT


@pytest.mark.parametrize(
    "piece",
    [
        *("[词](http://{})", "<b {}>", "&#{};", "`{}`", "*{}* ", "\\\\*{}"),
        *("<b>{}</b>", "<b>{}", "[词][{}]", "`<b>{}", "<!-- {} -->"),
    ],
)
def test_reading_a_sentence_of_many_different_pieces_takes_linear_time(piece):
    def make(size):
        pieces = (piece.format(at) for at in range(100, 100 + size // len(piece)))
        return replaced("电网侧储能", " ".join(pieces))

    assert growth(make, read) < _LIMIT


@pytest.mark.parametrize(
    "lines",
    [
        "*   **风险：** 说明，\n    接着说。\n",
        "x\n",
        "x\n\n",
        "---\n",
        "1. x\n",
        "    1.  x\n",
        "```\n",
        "    x\n",
        "x\n---\n",
        "a | b\n--- | ---\n",
        "a | b\n",
        "[x]: https://example.com\n",
        "<div>\n",
        "<!-- x -->\n",
        "**1. x**\n\n",
    ],
)
def test_reading_many_lines_of_drift_takes_linear_time(lines):
    def make(size):
        return replaced("*   **政策落地风险", lines * (size // len(lines)) + "*   **政策落地风险")

    assert growth(make, read) < _LIMIT


@pytest.mark.parametrize(
    "lines",
    [
        "### x\n\n",
        "### 4. 主要风险与不确定性\n\n",
        "### 市场概述\n\n",
        "**免责条款：** x\n\n",
        "# x\n",
    ],
)
def test_reading_many_headings_takes_linear_time(lines):
    def make(size):
        return replaced("**免责条款", f"### 5. 附录\n\n{lines * (size // len(lines))}**免责条款")

    assert growth(make, read) < _LIMIT


@pytest.mark.parametrize(
    "piece", ["<br>", " <br> ", "<br>\n", "<b>", "</b>", "<b>x</b>", "<b>x\n", "`<b>", "\\<b>"]
)
def test_reading_many_tags_takes_linear_time(piece):
    def make(size):
        return replaced("电网侧储能招标", f"{piece * (size // len(piece))}电网侧储能招标")

    assert growth(make, read) < _LIMIT


@pytest.mark.parametrize("margin", ["> ", "    ", "> > "])
@pytest.mark.parametrize("lines", ["x\n\n", "> x\n\n", "```\n> x\n```\n", "- x\n\n      ```\n"])
def test_reading_a_long_report_with_a_margin_takes_linear_time(margin, lines):
    def make(size):
        text = replaced("**免责", f"### 5. 附录\n\n{lines * (size // len(lines))}**免责")
        return "".join(f"{margin}{line}\n" for line in text.splitlines())

    assert growth(make, read) < _LIMIT


@pytest.mark.parametrize("format", ["json", "yaml"])
def test_reading_data_takes_linear_time(format):
    def make(size):
        risks = tuple(tr.Risk(name=f"风险{at}", description="说明") for at in range(size // 40))
        return tr.render(REPORT.model_copy(update={"risks": risks}), format)

    assert growth(make, lambda text: tr.read(text, format)) < _LIMIT


@pytest.mark.parametrize("opening", ["[", '{"a":', "- ", "'", '"'])
@pytest.mark.parametrize("format", ["json", "yaml"])
def test_reading_what_is_never_closed_takes_linear_time(format, opening):
    def make(size):
        return opening * (size // len(opening))

    assert growth(make, lambda text: tr.read(text, format)) < _LIMIT


def test_reading_long_front_matter_takes_linear_time():
    def make(size):
        return replaced("layout: post\n", "".join(f"key{at}: 'x'\n" for at in range(size // 12)))

    assert growth(make, read) < _LIMIT


def test_taking_links_as_sources_takes_linear_time():
    item = "* **风险：** [说明{0}](https://example.com/{0})。\n"

    def make(size):
        items = "".join(item.format(at) for at in range(size // len(item)))
        return replaced("*   **政策落地风险", f"{items}*   **政策落地风险")

    assert len(read(make(_START)).report.sources) > 1000
    assert growth(make, read) < _LIMIT


def test_reading_annotations_in_the_canonical_form_takes_linear_time():
    def make(size):
        sources = tuple(tr.Source(id=f"s{at}", title="x") for at in range(size // 32))
        return tr.render(REPORT.model_copy(update={"sources": sources}))

    assert growth(make, read) < _LIMIT


def test_reading_annotations_takes_linear_time():
    limits = tr.Limits(items=10**7, front_matter=10**7)

    def make(size):
        count = size // 80
        numbers = (f"    {at}: {{severity: 3, sources: [s{at}]}}\n" for at in range(1, count))
        sources = (f"    - {{id: s{at}, title: x}}\n" for at in range(1, count))
        front = ("themereport:\n  risks:\n", *numbers, "  sources:\n", *sources)
        text = replaced("layout: post\n", f"layout: post\n{''.join(front)}")
        risks = "* **风险：** x\n" * count
        return replaced("*   **政策落地风险", f"{risks}*   **政策落地风险", text)

    reading = partial(tr.read, limits=limits)
    assert reading(make(20_000)).report.risks[100].sources == ("s101",)
    assert growth(make, reading) < _LIMIT


def test_refusing_citations_takes_linear_time():
    def make(size):
        ids = [f"s{at}" for at in range(size // 20)]
        data = REPORT.model_dump(mode="json")
        data["sources"] = [{"id": name, "title": "x"} for name in ids]
        data["risks"][0]["sources"] = [f"{name}x" for name in ids]
        return json.dumps(data)

    assert growth(make, lambda text: tr.read(text, "json")) < _LIMIT


def test_the_cases_of_others_are_among_these():
    corpus("machine/pathological.json")
    assert len(_CASES) >= 40


def test_the_example_is_what_is_made_longer():
    assert tr.read(TEXT).report == REPORT
