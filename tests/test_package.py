"""The package as others meet it: its names, its weight, its schema, its wheel."""

from __future__ import annotations

import json
import re
import runpy
import string
import subprocess
import sys
import zipfile
from importlib import import_module, resources
from pathlib import Path

import pytest
from canonical import EXAMPLES, REPORT, ROOT
from hypothesis import given, settings
from jsonschema import Draft202012Validator, ValidationError
from strategies import reports

import themereport as tr
from themereport.diagnostics.catalogue import CATALOGUE
from themereport.locales.language import LANGUAGES
from themereport.schema.version import VERSIONS, json_schema

SOURCES = ROOT / "src" / "themereport"
CODES = SOURCES / "diagnostics" / "codes"
PUBLIC = [
    "AIGenerated",
    "ArchiveError",
    "Change",
    "ConfigError",
    "Diagnostic",
    "Dialect",
    "Driver",
    "ETFImpact",
    "Edit",
    "Event",
    "FieldChange",
    "Fix",
    "FixResult",
    "Instrument",
    "Limits",
    "MigrateResult",
    "MissingExtraError",
    "ModelError",
    "PluginError",
    "Position",
    "Predecessor",
    "Provenance",
    "READERS",
    "RECORD_COLUMNS",
    "RENDERERS",
    "RULES",
    "ReadError",
    "ReadResult",
    "RenderError",
    "ReportDiff",
    "Risk",
    "Section",
    "Severity",
    "Signal",
    "Source",
    "Span",
    "StreamEvent",
    "StreamReader",
    "ThemeReport",
    "ThemeReportError",
    "WriteError",
    "__version__",
    "aigc_metadata",
    "check",
    "convert",
    "diff",
    "fix",
    "load",
    "loads",
    "migrate",
    "read",
    "render",
    "to_records",
    "write",
]


# --- names -------------------------------------------------------------------------------------


def test_the_public_names_are_these():
    assert sorted(tr.__all__) == PUBLIC


def test_dir_shows_the_public_names():
    assert dir(tr) == PUBLIC


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_can_be_imported(name):
    namespace = {}
    exec(f"from themereport import {name}", namespace)
    assert namespace[name] is getattr(tr, name)


def test_a_star_imports_the_public_names():
    namespace = {}
    exec("from themereport import *", namespace)
    assert sorted(namespace.keys() - {"__builtins__"}) == PUBLIC


def test_every_public_name_is_public_where_it_lives():
    for name, home in tr._HOMES.items():
        assert name in import_module(home).__all__
    assert sorted(tr._HOMES) == PUBLIC


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        tr.nothing  # noqa: B018


LLM = [
    "Answer",
    "DraftStream",
    "DriverDraft",
    "EventDraft",
    "ImpactDraft",
    "Provider",
    "ReportDraft",
    "RiskDraft",
    "SignalDraft",
    "SourceDraft",
    "instructions",
    "read_answer",
    "response_schema",
    "retry_message",
]


def test_the_public_names_for_language_models_are_these():
    llm = import_module("themereport.llm")
    assert sorted(llm.__all__) == LLM
    assert all(getattr(llm, name).__doc__ for name in LLM if name != "Provider")


def test_the_public_names_for_feeds_are_these():
    feeds = import_module("themereport.feeds")
    assert sorted(feeds.__all__) == ["atom", "json_feed"]
    assert all(getattr(feeds, name).__doc__ for name in feeds.__all__)


ARCHIVE = [
    "Added",
    "AddedMany",
    "Archive",
    "Calendar",
    "Damage",
    "Entry",
    "Hit",
    "Revision",
    "RiskStay",
    "SignalEntry",
    "Snippet",
    "ThemeSummary",
    "Timeline",
    "TimelineDay",
    "TimelineFormat",
    "Turn",
    "site_of",
]


def test_the_public_names_for_archives_are_these():
    archive = import_module("themereport.archive")
    assert sorted(archive.__all__) == ARCHIVE
    assert all(getattr(archive, name).__doc__ for name in ARCHIVE if name != "TimelineFormat")


TESTING = [
    "ConsumerContract",
    "ReaderContract",
    "RendererContract",
    "ai_labels",
    "drivers",
    "events",
    "example_report",
    "impacts",
    "instruments",
    "predecessors",
    "provenances",
    "reports",
    "risks",
    "sections",
    "signals",
    "sources",
    "texts",
]


def test_the_public_names_for_tests_are_these():
    testing = import_module("themereport.testing")
    assert sorted(testing.__all__) == sorted(testing._HOMES) == dir(testing) == TESTING
    for name, home in testing._HOMES.items():
        assert name in import_module(home).__all__
        assert getattr(testing, name).__doc__


@pytest.mark.parametrize("path", sorted(SOURCES.rglob("*.py")), ids=lambda path: path.name)
def test_every_module_says_what_it_is_for(path):
    name = ".".join(path.relative_to(SOURCES.parent).with_suffix("").parts)
    if name.endswith("__main__"):
        return
    module = import_module(name.removesuffix(".__init__"))
    assert module.__doc__
    for public in getattr(module, "__all__", ()):
        assert hasattr(module, public)


def test_every_error_is_under_the_one_root():
    errors = [getattr(tr, name) for name in PUBLIC if name.endswith("Error")]
    assert all(issubclass(error, tr.ThemeReportError) for error in errors)
    assert issubclass(tr.ModelError, ValueError) and issubclass(tr.ReadError, ValueError)


# --- weight ------------------------------------------------------------------------------------

HEAVY = {"jinja2", "yaml", "markdown_it", "nh3", "rich", "typer", "babel"}
DRIFTED = {"entry", "express_drifted", "express_item", "extract", "guess", "label", "layout"}
COMPOSED = {"compose", "document"}


def loaded_by(script):
    """The modules that a fresh Python has loaded behind `script`."""
    script = f"{script}\nimport sys; print(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.split())


def test_making_models_loads_nothing_that_only_others_need():
    loaded = loaded_by("import themereport; themereport.ThemeReport")
    assert loaded & HEAVY == set()
    names = ("readers", "renderers", "api", "archive", "cli", "feeds", "llm", "testing")
    rooms = {f"themereport.{name}" for name in names}
    assert loaded & rooms == set()


def test_importing_the_package_loads_nothing_of_it():
    loaded = loaded_by("import themereport; dir(themereport)")
    assert {name for name in loaded if name.startswith("themereport.")} == set()


def test_reading_and_writing_a_post_loads_nothing_that_it_does_not_need():
    script = f"import themereport as tr; tr.render(tr.load({str(EXAMPLES[0])!r}))"
    assert loaded_by(script) & HEAVY == set()


def test_reading_a_canonical_post_loads_nothing_that_only_others_need():
    loaded = loaded_by(f"import themereport as tr; tr.load({str(EXAMPLES[0])!r})")
    assert "themereport.readers.markdown" in loaded
    documents = {f"themereport.document.{name}" for name in DRIFTED | COMPOSED}
    assert loaded & {"themereport.readers.general", "difflib", "tomllib", *documents} == set()


def test_a_section_that_drifted_alone_loads_nothing_of_the_general_way():
    text = EXAMPLES[0].read_text(encoding="utf-8").replace("*   **", "- **")
    loaded = loaded_by(f"import themereport as tr; tr.loads({text!r})")
    assert "themereport.document.express_drifted" in loaded
    general = {f"themereport.document.{name}" for name in ("entry", "extract", "layout")}
    assert loaded & {"themereport.readers.general", *general} == set()


@pytest.mark.parametrize("format", ["html", "text"])
def test_dates_and_directions_of_languages_with_labels_need_no_babel(format):
    loaded = loaded_by(
        "import themereport as tr; from themereport.testing import example_report\n"
        f"for language in {LANGUAGES}: tr.render(example_report(language), {format!r})"
    )
    assert "themereport.document.moment" in loaded
    assert "babel" not in loaded


def test_saying_the_version_loads_no_library():
    loaded = loaded_by("from themereport.cli.main import main; main(['--version'])")
    assert loaded & {"attrs", "pydantic", "themereport.api"} == set()


def test_explaining_a_code_loads_no_models():
    loaded = loaded_by("from themereport.cli.main import main; main(['explain', 'TR206'])")
    assert "themereport.rules.registry" in loaded
    assert loaded & {"pydantic", "themereport.api"} == set()


@pytest.mark.parametrize(
    "arguments", [["check"], ["render", "--to", "json", "--out"]], ids=lambda them: them[0]
)
def test_a_command_on_one_file_starts_no_processes_and_reads_no_metadata(arguments, tmp_path):
    if arguments[-1] == "--out":
        arguments = [*arguments, str(tmp_path / "report.json")]
    arguments = [*arguments, str(EXAMPLES[0])]
    loaded = loaded_by(f"from themereport.cli.main import main; main({arguments!r})")
    assert "themereport.readers.markdown" in loaded
    # The last parses what a package says of itself, of which an entry point is known without it.
    assert loaded & {"concurrent.futures", "multiprocessing", "email.parser"} == set()


# --- what comes along --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "py.typed",
        "llm/words.toml",
        "document/machine_made.toml",
        "comparison/turns.toml",
        *(f"testing/examples/{tag}.json" for tag in LANGUAGES),
        "locales/synonyms.json",
        "rules/placeholders.toml",
        "renderers/html/report.css",
        "renderers/html/page.css",
        "renderers/word/settings.xml",
        "renderers/word/styles.xml",
        *(f"locales/{tag.replace('-', '_')}/LC_MESSAGES/themereport.mo" for tag in LANGUAGES),
        "locales/zh_Hans/LC_MESSAGES/messages.mo",
        "diagnostics/examples/codes.toml",
        "diagnostics/examples/report.json",
        "diagnostics/examples/report.md",
    ],
)
def test_every_file_that_is_needed_is_there(name):
    assert resources.files("themereport").joinpath(name).is_file()


@pytest.fixture(scope="module")
def wheel(built_wheel):
    """The names in a wheel that is built from the sources alone."""
    with zipfile.ZipFile(built_wheel) as file:
        return file.namelist()


def test_the_wheel_holds_every_source(wheel):
    sources = {
        path.relative_to(SOURCES.parent).as_posix()
        for path in SOURCES.rglob("*")
        if path.is_file() and path.suffix not in {".mo", ".pyc"}
    }
    assert sources <= set(wheel)
    assert "themereport/py.typed" in wheel


def test_the_wheel_holds_the_compiled_catalogs_and_no_others(wheel):
    names = {
        f"themereport/locales/{tag.replace('-', '_')}/LC_MESSAGES/themereport.mo"
        for tag in LANGUAGES
    }
    names.add("themereport/locales/zh_Hans/LC_MESSAGES/messages.mo")
    assert {name for name in wheel if name.endswith(".mo")} == names


def test_the_wheel_holds_nothing_but_the_package(wheel):
    tops = {name.split("/")[0] for name in wheel}
    assert tops == {"themereport", f"themereport-{version()}.dist-info"}
    assert not [
        name for name in wheel if name.endswith((".pyc", ".pyi", "~")) or "/__pycache__/" in name
    ]


def test_the_wheel_holds_no_file_twice(wheel):
    assert len(wheel) == len(set(wheel))


def version():
    return import_module("themereport.version").__version__


# --- the schema --------------------------------------------------------------------------------

VALIDATOR = Draft202012Validator(json_schema())


def refused(data):
    return not VALIDATOR.is_valid(data)


def test_the_schema_is_valid():
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("version", VERSIONS)
def test_the_schema_names_its_version(version):
    assert json_schema(version)["$id"] == f"urn:themereport:schema:report:{version}"


def test_an_unknown_version_of_the_schema_is_a_key_error():
    with pytest.raises(KeyError):
        json_schema("0.1")


def test_the_schema_is_new_each_time():
    json_schema()["properties"].clear()
    assert json_schema()["properties"]


@settings(max_examples=30)
@given(reports())
def test_the_schema_accepts_every_report(report):
    VALIDATOR.validate(json.loads(tr.render(report, "json")))


def test_the_schema_accepts_the_examples():
    for path in EXAMPLES:
        VALIDATOR.validate(json.loads(tr.render(tr.load(path), "json")))


def test_the_schema_accepts_a_report_without_its_optional_fields():
    data = REPORT.model_dump(mode="json")
    for name in ("schema_version", "appendices", "front_matter"):
        del data[name]
    VALIDATOR.validate(data)


DEFECTS = {
    "nine signals": lambda data: data["signals"].pop(),
    "eleven signals": lambda data: data["signals"].append(data["signals"][0]),
    "no disclaimer": lambda data: data.pop("disclaimer"),
    "a blank disclaimer": lambda data: data.update(disclaimer=" "),
    "no steps": lambda data: data["drivers"][0]["steps"].clear(),
    "no risks": lambda data: data["risks"].clear(),
    "an unknown field": lambda data: data.update(topic="x"),
    "an unknown kind": lambda data: data["impacts"][0].update(kind="fund"),
    "a rank as text": lambda data: data["signals"][0].update(rank="1"),
    "a rank of eleven": lambda data: data["signals"][9].update(rank=11),
    "a long theme": lambda data: data.update(theme="云" * 81),
    "two lines": lambda data: data.update(overview="a\nb"),
    "a language in another spelling": lambda data: data.update(language="zh_Hans"),
    "another version": lambda data: data.update(schema_version="2.0"),
    "front matter that is a list": lambda data: data.update(front_matter=[]),
}


@pytest.mark.parametrize("break_it", DEFECTS.values(), ids=DEFECTS)
def test_the_schema_refuses_what_the_models_refuse(break_it):
    data = REPORT.model_dump(mode="json")
    break_it(data)
    with pytest.raises(tr.ModelError):
        tr.ThemeReport.model_validate(data)
    with pytest.raises(ValidationError):
        VALIDATOR.validate(data)


def test_the_schema_does_not_hold_the_names_of_the_validator():
    assert "pydantic" not in json.dumps(json_schema()).lower()


# --- the catalogue of diagnostics --------------------------------------------------------------


def test_every_code_has_the_form_of_a_code():
    assert [code for code in CATALOGUE if not re.fullmatch(r"TR\d{3}", code)] == []
    assert all(code == entry.code for code, entry in CATALOGUE.items())


def test_codes_are_in_order():
    assert list(CATALOGUE) == sorted(CATALOGUE)


def test_no_code_is_entered_twice():
    sources = [path.read_text(encoding="utf-8") for path in CODES.glob("*.py")]
    entered = re.findall(r'Code\(\s*"(TR\d{3})"', "".join(sources))
    assert len(entered) == len(set(entered)) == len(CATALOGUE)


def test_a_file_of_codes_has_one_family():
    for path in CODES.glob("*.py"):
        entered = re.findall(r'Code\(\s*"(TR\d)', path.read_text(encoding="utf-8"))
        assert len(set(entered)) == (path.name != "__init__.py"), path


def test_every_code_is_used_and_every_used_code_is_entered():
    used = set()
    for path in (*SOURCES.rglob("*.py"), *(SOURCES / "rules" / "responsibility").glob("*.toml")):
        if path.parent != CODES:
            used |= set(re.findall(r"TR\d{3}", path.read_text(encoding="utf-8")))
    assert used == set(CATALOGUE)


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_has_words_and_a_reason(code):
    entry = CATALOGUE[code]
    names = {name for _, name, _, _ in string.Formatter().parse(entry.template) if name}
    assert all(name.isidentifier() for name in names)
    message = entry.format("signals[3].text", dict.fromkeys(names - {"path"}, "这"))
    assert message.strip() == message
    assert "\n" not in message
    assert "{" not in message
    assert entry.why.endswith(".")
    assert entry.severity in ("error", "warning", "info")


def test_a_long_text_is_cut_in_a_message():
    message = CATALOGUE["TR305"].format("", {"expected": "x", "found": "长" * 10_000})
    assert len(message) < 400
    assert "…" in message


# --- downstream programs -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["asker", "consumer", "plugin"])
def test_the_typed_programs_run(name):
    runpy.run_path(str(Path(__file__).parent / "typing" / f"{name}.py"), run_name="__main__")
