"""How fast reading and rendering are, as ratios to what people write today.

Run by `make bench`. Every figure is CPU time, the median of several runs, with the garbage
collector on; ours and its peers take turns in one process, so that a busy machine slows both.
With `--write` the table goes into docs/benchmarks.md.
"""

from __future__ import annotations

import platform
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import docx
import frontmatter
import jinja2
import pyromark
import typst
import weasyprint
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from peers import PlainReport, front_matter_and_markdown_it
from peers_strategies import plain_reports
from peers_word import word_by_hand

import themereport as tr
from themereport.document.compose import compose
from themereport.document.moment import format_published
from themereport.renderers.html.frame import policy_for, style_sheets
from themereport.renderers.html.renderer import HtmlRenderer
from themereport.renderers.pdf import renderer
from themereport.renderers.pdf.fonts import fonts_in
from themereport.renderers.pdf.renderer import PdfRenderer
from themereport.testing import reports

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
CORPUS = HERE.parent / "tests" / "corpus"
ROUNDS = 15
SECONDS_A_ROUND = 0.05


def main() -> None:
    text = _example()
    report = tr.loads(text)
    rows = [
        *_reading(text),
        *_streaming(text),
        *_models(report),
        *_rendering(report),
        *_printing(report),
        *_drawing(),
        *_importing(),
    ]
    report_rows(rows, "figures", write="--write" in sys.argv)


Row = tuple[str, float, str, float, float]
"""What is measured, its microseconds, the peer, the ratio to it, and the most allowed."""


def report_rows(rows: list[Row], mark: str, *, write: bool) -> None:
    """Print the table, put it behind its mark in the docs if asked to, and exit: 1 if too slow."""
    table = _table(rows)
    print(table)
    if write:
        page = HERE.parent / "docs" / "benchmarks.md"
        begin, end = f"<!-- {mark} -->\n", f"<!-- end of {mark} -->\n"
        before, _, rest = page.read_text(encoding="utf-8").partition(begin)
        after = rest.partition(end)[2]
        text = f"{before}{begin}\n{_machine()}\n\n{table}\n\n{end}{after}"
        page.write_text(text, encoding="utf-8")
    failed = [row for row in rows if row[3] > row[4]]
    for row in failed:
        print(f"too slow: {row[0]} against {row[2]}: {row[3]:.3f} > {row[4]:.3f}")
    sys.exit(1 if failed else 0)


def _compare(
    what: str, ours: Callable[[], Any], peers: list[tuple[str, Callable[[], Any], float]]
) -> list[Row]:
    calls = [ours, *(peer for _, peer, _ in peers)]
    loops = [_loops(call) for call in calls]
    samples: list[list[float]] = [[] for _ in calls]
    for _ in range(ROUNDS):
        for call, loop, sample in zip(calls, loops, samples, strict=True):
            sample.append(_time(call, loop))
    mine, *others = (statistics.median(sample) * 1e6 for sample in samples)
    return [
        (what, mine, name, mine / other, limit)
        for (name, _, limit), other in zip(peers, others, strict=True)
    ]


def _loops(call: Callable[[], Any]) -> int:
    call()
    return max(3, int(SECONDS_A_ROUND / max(_time(call, 5), 1e-7)))


def _time(call: Callable[[], Any], loops: int) -> float:
    start = time.process_time()
    for _ in range(loops):
        call()
    return (time.process_time() - start) / loops


def _example() -> str:
    """The example in Simplified Chinese; it has the size of a usual report, 4.5 kB."""
    return next(EXAMPLES.glob("*储能*.md")).read_text(encoding="utf-8")


def _reading(text: str) -> list[Row]:
    report = tr.loads(text)
    data = PlainReport.model_validate(report.model_dump()).model_dump()
    parser = MarkdownIt()
    validate = tr.ThemeReport.__pydantic_validator__.validate_python
    fields = report.model_dump()

    def ours() -> Any:
        return tr.read(text).report

    def today() -> Any:
        post = frontmatter.loads(text)
        parser.parse(post.content)
        return validate(fields)

    def fastest() -> Any:
        _, front, body = text.split("---\n", 2)
        yaml.load(front, yaml.CSafeLoader)
        list(pyromark.events_with_range(body))  # it is lazy
        return validate(fields)

    def extracted() -> Any:
        return front_matter_and_markdown_it(text)

    assert extracted() == PlainReport.model_validate(data)
    bullets, everywhere = text.replace("*   **", "* **"), _everywhere(text)
    for drifted in (bullets, everywhere):
        assert tr.read(drifted).report == report

    peer = "python-frontmatter + markdown-it-py + the same models"
    return [
        *_compare(
            "Markdown to a report",
            ours,
            [
                (peer, today, 1 / 12),
                ("CSafeLoader + pyromark ranges + the same models", fastest, 1.0),
                ("python-frontmatter + markdown-it-py, fields extracted", extracted, 1 / 12),
            ],
        ),
        *_compare(
            "the same with drift in every list item",
            lambda: tr.read(bullets).report,
            [(peer, today, 1 / 5)],
        ),
        *_compare(
            "the same with drift in every heading, marker and label, and lines wrapped",
            lambda: tr.read(everywhere).report,
            [(peer, today, 1 / 2.3)],
        ),
        *_drifted(report, peer),
    ]


def _drifted(report: tr.ThemeReport, peer: str) -> list[Row]:
    """Reports with the habits of the tests, each alone and several at once, and the tests' corpus.

    Each is in other words: whoever reads thousands of reports reads no sentence twice.
    """
    sys.path.append(str(HERE.parent / "tests"))
    from drift import DRIFTS, FAMILIES, mixed

    chance = random.Random(7)
    habits = sorted(DRIFTS)

    def drifted(names: list[str]) -> str:
        text: str = mixed(str(tr.render(_in_other_words(report, chance))), names)
        return text

    alone = {habit: drifted([habit]) for habit in habits}
    two, three = ([drifted(chance.sample(habits, count)) for _ in habits] for count in (2, 3))
    corpus = [
        path.read_text("utf-8")
        for path in sorted(CORPUS.glob("drifted*.md"))
        if not path.name.endswith(".fixed.md")
    ]
    rows: list[Row] = []
    for family, names in FAMILIES.items():
        what = f"habits that drift in {family}, each alone"
        rows += _each(what, [alone[name] for name in names], peer, _LIMITS[family])
    return [
        *rows,
        *_each("all of these habits, each alone", list(alone.values()), peer, 1 / 3.3),
        *_each("two of them at once", two, peer, 1 / 2.3),
        *_each("three of them at once", three, peer, 1 / 1.6),
        *_each("each drifted text of the tests", corpus, peer, 1.1),
    ]


_LIMITS = {
    "wrapping": 1 / 3,
    "front matter": 1 / 4.5,
    "headings": 1 / 3,
    "lists": 1 / 4,
    "labels": 1 / 4,
    "items": 1 / 1.8,
    "steps": 1 / 4.5,
    "disclaimer": 1 / 3,
}
_SENTENCES = {"text", "overview", "background", "description", "thesis", "steps", "analysis"}


def _in_other_words(report: tr.ThemeReport, chance: random.Random) -> tr.ThemeReport:
    """`report`, whose sentences are as long and have the same marks, with other characters."""

    def other(value: Any, *, is_sentence: bool) -> Any:
        if isinstance(value, dict):
            return {key: other(it, is_sentence=key in _SENTENCES) for key, it in value.items()}
        if isinstance(value, list | tuple):
            return [other(it, is_sentence=is_sentence) for it in value]
        if isinstance(value, str) and is_sentence:
            return _HAN.sub(lambda _: chr(chance.randrange(0x4E00, 0x9FA0)), value)
        return value

    return tr.ThemeReport.model_validate(other(report.model_dump(), is_sentence=False))


_HAN = re.compile("[\u4e00-\u9fff]")


def _each(what: str, texts: list[str], peer: str, limit: float) -> list[Row]:
    """Those of `texts` that hold a report, one by one; microseconds are for one.

    The peer is given the canonical text of the same report. Of the others it would see less: of a
    text in a fence, one block of code.
    """
    read = [(text, tr.read(text).report) for text in texts]
    known = [
        (text, str(tr.render(report)), report.model_dump())
        for text, report in read
        if report is not None
    ]
    parser = MarkdownIt()
    validate = tr.ThemeReport.__pydantic_validator__.validate_python

    def ours() -> Any:
        for text, *_ in known:
            assert tr.read(text).report is not None

    def today() -> Any:
        for _, text, fields in known:
            parser.parse(frontmatter.loads(text).content)
            validate(fields)

    rows = _compare(what, ours, [(peer, today, limit)])
    return [(row[0], row[1] / len(known), *row[2:]) for row in rows]


def _everywhere(text: str) -> str:
    """`text` as if nobody had asked for a form: about one departure for every line."""
    for pattern, replacement in (
        (r"^#(#+ )", r"##\1"),
        (r"^\*   \*\*(.*?)([：，])\*\* ", r"- **\1**\2"),
        (r"^(\d+)\. +(?=\*\*)", r"\1. "),
        (r"^    (\d)\. +", r"   \1. "),
        (r"^([^-#\d* :]{20,40}，)", "\\1\n"),
    ):
        text = re.sub(pattern, replacement, text, flags=re.MULTILINE)
    return text


def _streaming(text: str) -> list[Row]:
    rows: list[Row] = []
    for what, whole, size, limit in (
        ("stream it in pieces of 64 characters", text, 64, 2.05),
        ("stream it in pieces of 4 characters", text, 4, 2.7),
        ("the same with drift of all those kinds", _everywhere(text), 4, 1.7),
    ):
        chunks = [whole[at : at + size] for at in range(0, len(whole), size)]

        def ours(chunks: list[str] = chunks) -> Any:
            reader = tr.StreamReader()
            for chunk in chunks:
                reader.feed(chunk)
            return reader.close().report

        def at_once(chunks: list[str] = chunks) -> Any:
            kept: list[str] = []
            keep = kept.append
            for chunk in chunks:  # as they come
                keep(chunk)
            return tr.read("".join(kept)).report

        assert ours() == at_once()
        rows += _compare(what, ours, [("keep the pieces, and read them at once", at_once, limit)])
    return rows


def _models(report: tr.ThemeReport) -> list[Row]:
    fields = report.model_dump()
    text = report.model_dump_json()
    return [
        *_compare(
            "model from a dict",
            lambda: tr.ThemeReport.model_validate(fields),
            [("plain pydantic models", lambda: PlainReport.model_validate(fields), 1.3)],
        ),
        *_compare(
            "model from JSON",
            lambda: tr.ThemeReport.model_validate_json(text),
            [("plain pydantic models", lambda: PlainReport.model_validate_json(text), 1.3)],
        ),
    ]


def _rendering(report: tr.ThemeReport) -> list[Row]:
    environment = jinja2.Environment(autoescape=True, loader=jinja2.FileSystemLoader(HERE))
    post = environment.get_template("jekyll_template.jinja")

    document = compose(report)  # the peer is given what it needs of it

    def jekyll_peer() -> str:
        return post.render(report=report, document=document)

    assert jekyll_peer() == tr.render(report, "jekyll"), "the peer must give the same output"
    rows = _compare(
        "render Jekyll", lambda: tr.render(report, "jekyll"), [("Jinja2", jekyll_peer, 1 / 2.8)]
    )
    page = environment.get_template("html_template.jinja")
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    style = style_sheets("page", "report")

    def html_peer() -> str:
        return page.render(
            document=document, published=format_published, style=style, policy_for=policy_for
        )

    renderer = HtmlRenderer(pictures=False)

    def html() -> str:
        return renderer.render(compose(report))

    assert html_peer() == html(), "the peer must give the same output"
    rows += _compare("render HTML without pictures", html, [("Jinja2", html_peer, 0.6)])

    def word_peer() -> bytes:
        return word_by_hand(document)

    assert _words(word_peer()) == _words(tr.render(report, "docx")), "the peer must say the same"
    return rows + _compare(
        "render Word", lambda: tr.render(report, "docx"), [("python-docx by hand", word_peer, 1.3)]
    )


def _words(word: Any) -> list[str]:
    """The paragraphs of a Word document."""
    return [paragraph.text for paragraph in docx.Document(BytesIO(word)).paragraphs]


class _Watched(PdfRenderer):
    """Keeps what Typst was given."""

    given: ClassVar[list[tuple[bytes, str, Any]]] = []

    def _compiled(self, compiler: Any, source: bytes, data: str, when: Any) -> bytes:
        self.given.append((source, data, when))
        return super()._compiled(compiler, source, data, when)


def _printing(report: tr.ThemeReport) -> list[Row]:
    """Typst's peer is Typst, given the same document; WeasyPrint's is the page, made before.

    Typst remembers what it has set, so each time the text is another one.
    """
    numbers = count(10**6)
    folder, mark = Path(renderer.__file__).parent, str(next(numbers))
    marked = report.model_copy(update={"overview": f"{report.overview} {mark}"})
    expected = _Watched().render(compose(marked))
    source, data, when = _Watched.given[-1]
    compiler = typst.Compiler(root=folder, font_paths=fonts_in(None), ignore_system_fonts=True)

    def ours() -> Any:
        overview = f"{report.overview} {next(numbers)}"
        return tr.render(report.model_copy(update={"overview": overview}), "pdf")

    def bare(number: str = "") -> Any:
        inputs = {"report": data.replace(mark, number or str(next(numbers)))}
        return compiler.compile(
            source, format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=when
        )

    assert bare(mark) == expected, "the peer must give the same output"
    page = tr.render(report, "html")
    assert isinstance(page, str)
    return _compare(
        "render PDF",
        ours,
        [
            ("Typst, given the same document", bare, 1.2),
            ("WeasyPrint, given the page", lambda: weasyprint.HTML(string=page).write_pdf(), 1 / 6),
        ],
    )


def _drawing() -> list[Row]:
    """Reports for a test, as Hypothesis draws them; the peer has the fields of schema 1.0 alone."""
    strategies = [
        reports(evidence=False),
        reports(),
        reports(evidence=True),
        reports(hostile=True),
        plain_reports(),
    ]
    samples = [[_draw(values) for values in strategies] for _ in range(5)]
    *mine, other = (statistics.median(sample) for sample in zip(*samples, strict=True))
    whats = {"of schema 1.0": 1 / 4, "with or without evidence": 1 / 2, "with all": 1, "hostile": 1}
    return [
        (f"draw a report: {what}", cost * 1e6, "st.builds + st.from_regex", cost / other, limit)
        for (what, limit), cost in zip(whats.items(), mine, strict=True)
    ]


def _draw(values: st.SearchStrategy[Any], examples: int = 200) -> float:
    """The seconds that a report takes in a test that does nothing."""

    def test(_: object) -> None:
        pass

    quick = settings(max_examples=examples, deadline=None, database=None, phases=[Phase.generate])
    return _time(quick(given(values)(test)), 1) / examples


def _importing() -> list[Row]:
    """In new processes; the peer imports pydantic and builds models of the same size."""

    def cost(statement: str) -> float:
        code = f"import time; t = time.process_time(); {statement}; print(time.process_time() - t)"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HERE
        )
        return float(done.stdout.split()[-1])

    def command(*arguments: str) -> str:
        return (
            f"import sys; sys.argv[1:] = {arguments}; from themereport.cli.main import main; main()"
        )

    post = str(next(EXAMPLES.glob("*储能*.md")))
    whats = {
        "import themereport and its models": ("from themereport import ThemeReport", 1.25),
        "and read a first post": (f"import themereport; themereport.load({post!r})", 1.65),
        "`themereport check` on one post": (command("check", post), 1.95),
        "`themereport render --to html` on one post": (
            command("render", "--to", "html", post),
            1.9,
        ),
    }
    samples = [
        [cost("import peers_models"), *(cost(statement) for statement, _ in whats.values())]
        for _ in range(ROUNDS)
    ]
    other, *mine = (statistics.median(sample) for sample in zip(*samples, strict=True))
    name = "import pydantic and models of the same size"
    return [
        (what, time * 1e6, name, time / other, limit)
        for (what, (_, limit)), time in zip(whats.items(), mine, strict=True)
    ]


def _table(rows: list[Row]) -> str:
    lines = ["| what | µs | against | ratio | at most |", "|---|---:|---|---:|---:|"]
    for what, mine, peer, ratio, limit in rows:
        lines.append(f"| {what} | {mine:,.0f} | {peer} | {_ratio(ratio)} | {_ratio(limit)} |")
    return "\n".join(lines)


def _ratio(value: float) -> str:
    return f"1/{1 / value:.1f}" if value < 0.4 else f"{value:.2f}"


def _machine() -> str:
    cpu = platform.processor() or platform.machine()
    try:
        info = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        cpu = next(
            line.split(": ")[1] for line in info.split("\n") if line.startswith("model name")
        )
    except (OSError, StopIteration):
        pass
    return f"Measured with Python {platform.python_version()} on {platform.system()}, {cpu}."


if __name__ == "__main__":
    main()
