"""The documentation is true: its code runs, its tables are complete, its links lead somewhere."""

from __future__ import annotations

import argparse
import contextlib
import doctest
import importlib.util
import io
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

import themereport as tr
from themereport import archive, arrow, feeds, llm, testing
from themereport.cli import main as command_line
from themereport.diagnostics.catalogue import CATALOGUE
from themereport.document.kind import kind_of_target

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
OUTSIDE = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
MOST_SKIPPED = 8

_BLOCK = re.compile(
    r"^(?P<skip><!-- not run -->\n)?"
    r"```(?P<language>[a-z]+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<code>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


class Block(NamedTuple):
    language: str
    title: str
    code: str
    line: int
    is_run: bool


def blocks_of(page):
    text = page.read_text(encoding="utf-8")
    return [
        Block(
            match["language"],
            match["title"] or "",
            match["code"],
            text.count("\n", 0, match.start("code")),
            match["skip"] is None,
        )
        for match in _BLOCK.finditer(text)
    ]


def name_of(page):
    return page.relative_to(ROOT).as_posix()


def hooks():
    spec = importlib.util.spec_from_file_location("hooks", DOCS / "hooks.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder with a copy of `examples`, and of what translators work on, to run in."""
    for name in ("examples", "tools", "src/themereport/locales"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


_HEADING = re.compile(r"^(#+) |^::: \S+\n((?:    .*\n)*)", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_is_made_from_docstrings_stands_one_level_below_its_section(page):
    text = re.sub(r"(?ms)^```.*?^```$", "", page.read_text(encoding="utf-8"))
    section = 1
    above = 1
    for heading, options in _HEADING.findall(text):
        if heading:
            section = above = len(heading)
            continue
        stated = re.search(r"heading_level: (\d)", options)
        level = int(stated[1]) if stated else 3
        assert section < level <= above + 1
        above = level


@pytest.mark.parametrize(
    "page", [*OUTSIDE, *PAGES, *sorted(ROOT.glob("examples/**/README.md"))], ids=name_of
)
def test_who_is_told_to_install_a_group_is_given_a_pip_that_knows_groups(page):
    for block in blocks_of(page):
        before, group, _ = block.code.partition(" --group ")
        assert not group or '-m pip install "pip>=25.1"' in before


# --- code ------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=name_of)
@pytest.mark.usefixtures("folder")
def test_code_runs_and_gives_what_is_shown(page):
    namespace = {"__name__": "page"}
    for block in blocks_of(page):
        if not block.is_run:
            continue
        if block.language == "pycon" or (block.language == "python" and ">>> " in block.code):
            run_doctest(block, page, namespace)
        elif block.language == "python":
            # Blank lines in front, so that a traceback names the page's own line.
            code = compile("\n" * block.line + block.code, str(page), "exec", dont_inherit=True)
            exec(code, namespace)
        elif block.language in {"css", "jinja"}:  # the files that later blocks use
            Path(block.title).write_text(block.code, encoding="utf-8")
        elif block.language == "console" and page.name != "README.md":
            run_console(block, page)


def run_doctest(block, page, namespace):
    test = doctest.DocTestParser().get_doctest(
        block.code, namespace, name_of(page), str(page), block.line
    )
    test.globs = namespace  # not a copy: later blocks see what this one made
    said = io.StringIO()
    runner = doctest.DocTestRunner(optionflags=_FLAGS)
    runner.run(test, out=said.write, clear_globs=False)
    assert not runner.summarize(verbose=False).failed, said.getvalue()


def run_console(block, page):
    """Run each command of a block, and compare what it says with what stands below."""
    checker = doctest.OutputChecker()
    code = None
    for command in re.split(r"^\$ ", block.code, flags=re.MULTILINE)[1:]:
        line, _, wanted = command.partition("\n")
        if line == "echo $?":
            said = f"{code}\n"
        else:
            code, said = run_command(line)
        example = doctest.Example(line, wanted)
        assert checker.check_output(wanted, said, _FLAGS), (
            f"{page}, {line}:\n" + checker.output_difference(example, said, _FLAGS)
        )


def run_command(line):
    program, *arguments = shlex.split(line)
    if program == "python":
        done = subprocess.run([sys.executable, *arguments], stdout=subprocess.PIPE, check=False)
        return done.returncode, done.stdout.decode()
    assert program == "themereport", f"only our own commands are run, not {program!r}"
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = command_line.main(arguments)
    return code, said.buffer.getvalue().decode()


def test_few_blocks_are_not_run():
    skipped = [
        (name_of(page), block.code)
        for page in PAGES
        for block in blocks_of(page)
        if not block.is_run
    ]
    assert len(skipped) <= MOST_SKIPPED
    comments = sum(page.read_text(encoding="utf-8").count("<!-- not run -->") for page in PAGES)
    assert comments == len(skipped), "each stands right above a block"


def test_every_fence_is_seen():
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert len(re.findall(r"^\s*```", text, re.MULTILINE)) == 2 * len(blocks_of(page)), page


def test_the_plug_in_of_the_guide_is_found_by_its_entry_point(tmp_path):
    blocks = {block.title: block.code for block in blocks_of(DOCS / "how-to/write-a-renderer.md")}
    module = next(title for title in blocks if title.endswith(".py"))
    package = tmp_path / module.removeprefix("src/")
    package.parent.mkdir()
    package.write_text(blocks[module], encoding="utf-8")
    project = tomllib.loads(blocks["pyproject.toml"])["project"]
    distribution = tmp_path / "plugin-1.0.dist-info"
    distribution.mkdir()
    metadata = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (distribution / "METADATA").write_text(metadata, encoding="utf-8")
    entries = []
    for group, members in project["entry-points"].items():
        entries += [f"[{group}]", *(f"{name} = {value}" for name, value in members.items())]
    (distribution / "entry_points.txt").write_text("\n".join(entries), encoding="utf-8")
    (format,) = project["entry-points"]["themereport.renderers"]
    example = next(ROOT.joinpath("examples").glob("2026-05-06-*.md"))
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from themereport.cli.main import main\n"
        "sys.exit(main(['render', '--to', sys.argv[2], sys.argv[3]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), format, str(example)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = tr.load(example)
    assert report.disclaimer in done.stdout
    assert all(signal.text in done.stdout for signal in report.signals)


def test_the_code_of_the_guide_is_that_of_the_template():
    blocks = {block.title: block.code for block in blocks_of(DOCS / "how-to/write-a-renderer.md")}
    for title in ("src/themereport_gemtext/__init__.py", "pyproject.toml"):
        assert blocks[title] == (ROOT / "examples/renderer" / title).read_text(encoding="utf-8")


# --- tables ----------------------------------------------------------------------------------


def test_every_code_is_documented():
    page = (DOCS / "reference/diagnostics.md").read_text(encoding="utf-8")
    filled = hooks().fill(page)
    assert filled != page
    for code in CATALOGUE.values():
        section = filled.partition(f"### {code.code}\n")[2].partition("\n### ")[0]
        assert f"**{code.severity}**" in section
        assert code.why in section


def test_every_marker_is_known():
    for page in PAGES:
        filled = hooks().fill(page.read_text(encoding="utf-8"))
        rest = set(re.findall(r"^<!-- (.*) -->$", filled, re.MULTILINE))
        measured = {
            f"{which}{what}figures"
            for which in ("", "end of ")
            for what in ("", "archive ", "columns ")
        }
        assert rest <= {"not run", *measured}, page


def test_every_field_is_documented():
    page = hooks().fill((DOCS / "reference/models.md").read_text(encoding="utf-8"))
    for model in (
        tr.ThemeReport, tr.Signal, tr.Event, tr.Driver, tr.ETFImpact, tr.Risk, tr.Section, tr.Source,
        tr.Instrument, tr.Provenance, tr.AIGenerated, tr.Predecessor,
    ):  # fmt: skip
        assert f"::: themereport.{model.__name__}\n" in page
        for field in model.model_fields.values():
            assert field.description in page


def test_pictures_are_what_the_code_draws():
    drawn = runpy.run_path(str(ROOT / "tools" / "draw.py"))["pictures"]()
    assert {path.name: path.read_text("utf-8") for path in (DOCS / "pictures").iterdir()} == drawn


def test_every_public_name_is_documented():
    pages = "".join(
        (DOCS / "reference" / name).read_text(encoding="utf-8")
        for name in ("models.md", "api.md", "json-schema.md")
    )
    public = [
        *tr.__all__,
        *(f"feeds.{name}" for name in feeds.__all__),
        *(f"llm.{name}" for name in llm.__all__),
        *(f"testing.{name}" for name in testing.__all__),
        *(f"archive.{name}" for name in archive.__all__),
        *(f"arrow.{name}" for name in arrow.__all__),
    ]
    missing = [name for name in public if f"::: themereport.{name}\n" not in pages]
    assert missing == []


def test_every_layer_that_imports_are_checked_by_is_in_the_table_in_order():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = (
        contract["layers"]
        for contract in project["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    )
    page = (DOCS / "explanation/architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]+`) \|", page.partition("| layer |")[2], re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    place = {name: at for at, layer in enumerate(layers) for name in layer.split(" | ")}
    assert sorted(named) == sorted(place)
    assert [place[name] for name in named] == sorted(place.values())


def test_every_command_and_option_is_documented():
    page = (DOCS / "reference/cli.md").read_text(encoding="utf-8")
    parser = command_line._parser()
    assert_options(parser, page.partition("\n## ")[0])
    assert_commands(parser, "##", "themereport", page)


def assert_commands(parser, level, name, text):
    """Each command of `parser` has its section in `text`, in order, and so have its own commands."""
    actions = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    commands = {word: command for action in actions for word, command in action.choices.items()}
    headings = re.findall(rf"^{level} {name} (\S+)$", text, re.MULTILINE)
    assert headings == list(commands)
    for word, command in commands.items():
        command.load()
        _, _, rest = text.partition(f"\n{level} {name} {word}\n")
        section = re.split(rf"\n#{{2,{len(level)}}} ", rest)[0]
        assert_options(command, section.partition(f"\n{level}# ")[0])
        assert_commands(command, f"{level}#", f"{name} {word}", section)


def assert_options(parser, text):
    for action in parser._actions:
        for option in action.option_strings:
            assert f"`{option}" in text, (parser.prog, option)
    for option in re.findall(r"`(--[a-z-]+)", text):
        assert option in parser._option_string_actions, (parser.prog, option)


def test_the_template_is_what_is_written():
    page = DOCS / "reference/format.md"
    template = next(block.code for block in blocks_of(page) if block.title == "the canonical form")
    report = tr.ThemeReport(
        theme="{theme}",
        language="en",
        published_at="2026-01-02T03:04:05+08:00",
        overview="{overview}",
        signals=[tr.Signal(rank=n, text=f"{{signal {n}}}") for n in range(1, 11)],
        background="{background}",
        events=[tr.Event(title="{title}", description="{description}")],
        drivers=[
            tr.Driver(subject="{subject}", thesis="{thesis}", steps=["{step}", "{step}"]),
            tr.Driver(subject="{subject}", thesis="{thesis}", steps=["{step}"]),
        ],
        impacts=[tr.ETFImpact(target="{target}", kind="industry", analysis="{analysis}")],
        risks=[tr.Risk(name="{name}", description="{description}")],
        disclaimer="{disclaimer}",
        appendices=[tr.Section(title="{title}", body="{Markdown}")],
    )
    written = tr.render(report, "jekyll")
    written = written.replace("2026-01-02 03:04:05 +0800", "{moment}").replace(
        "2026-01-02", "{date}"
    )
    assert template == written


def test_the_words_that_name_a_kind_do():
    page = (DOCS / "reference/format.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(etf|index|industry|company)` \| ([^|]*) \|$", page, re.MULTILINE)
    assert [kind for kind, _ in rows] == ["etf", "index", "industry", "company"]
    for kind, words in rows:
        for word in words.split(", "):
            assert kind_of_target(word) == kind, word
            assert kind_of_target(f"x{word}x" if not word.isascii() else f"A {word} B") == kind


def test_the_words_that_tell_a_kind_in_other_languages_are_listed():
    text = (DOCS / "reference/format.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.*) \| (.*) \| (.*) \|$", text, re.MULTILINE)
    assert [kind for kind, *_ in rows] == ["etf", "index", "industry", "company"]
    for kind, ends, alone, anywhere in rows:
        assert all(kind_of_target(f"Xx{word}") == kind for word in ends.split(", "))
        assert all(kind_of_target(f"Xx {word} yy") == kind for word in alone.split(", "))
        assert all(kind_of_target(f"xx{word}yy") == kind for word in anywhere.split(", "))


# --- links -----------------------------------------------------------------------------------


def pages_in(nav):
    for entry in nav:
        for target in entry.values():
            yield from pages_in(target) if isinstance(target, list) else (target,)


def test_the_navigation_holds_every_page_once():
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    assert sorted(pages_in(nav)) == [page.relative_to(DOCS).as_posix() for page in PAGES]


@pytest.mark.parametrize("page", [*OUTSIDE, *PAGES], ids=name_of)
def test_links_lead_to_files(page):
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        if "://" in target or target.startswith("#"):
            continue
        assert (page.parent / target.partition("#")[0]).exists(), target
