"""Plug-ins: found as entry points, loaded when asked for, and named when they fail."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import entry_points
from unittest.mock import Mock

import pytest
from canonical import REPORT, TEXT

import themereport as tr
from themereport.plugins import Registry
from themereport.renderers.renderer import Renderer

RENDERER = """
class Csv:
    media_type = "text/csv"
    suffix = ".csv"

    def render(self, document):
        return "\\n".join(signal.text for signal in document.report.signals)

CSV = Csv()
"""
BUILT_IN = (
    "docx",
    "eml",
    "feishu",
    "html",
    "hugo",
    "jekyll",
    "json",
    "jsonld",
    "markdown",
    "mkdocs",
    "pdf",
    "slack",
    "telegram",
    "terminal",
    "text",
    "wecom",
    "xlsx",
    "yaml",
)


def failure(format):
    with pytest.raises(tr.ThemeReportError) as caught:
        tr.render(REPORT, format)
    assert tr.render(REPORT, "json")
    return caught.value


def package_of(module):
    return module.replace("fake_plugin_", "fake-package-")


def test_the_built_in_renderers_are_there():
    assert set(BUILT_IN) <= set(tr.RENDERERS.names())
    assert {"jekyll", "json", "markdown", "yaml"} <= set(tr.READERS.names())


def test_names_are_sorted():
    assert list(tr.RENDERERS.names()) == sorted(tr.RENDERERS.names())


def test_a_registry_is_gone_through_and_asked_by_names():
    assert tuple(tr.RENDERERS) == tr.RENDERERS.names()
    assert "html" in tr.RENDERERS
    assert "htlm" not in tr.RENDERERS


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_built_in_renderer_is_what_a_renderer_is(name):
    renderer = tr.RENDERERS.get(name)
    assert isinstance(renderer, Renderer)
    assert "/" in renderer.media_type
    assert renderer.suffix.startswith(".")


@pytest.mark.parametrize("value", ["CSV", "Csv"])
def test_a_renderer_of_others_renders(install, value):
    install("csv", RENDERER, value)
    assert tr.render(REPORT, "csv").split("\n")[0] == REPORT.signals[0].text


def test_a_function_that_makes_a_renderer_is_a_plug_in(install):
    install("csv", f"{RENDERER}\ndef make():\n    return CSV\n", "make")
    assert tr.render(REPORT, "csv")


def test_a_renderer_of_others_writes_files_of_its_suffix(install, tmp_path):
    install("csv", RENDERER)
    tr.write(REPORT, tmp_path / "report.csv")
    assert (tmp_path / "report.csv").read_text(encoding="utf-8") == tr.render(REPORT, "csv")


def test_a_renderer_of_others_may_give_bytes(install, tmp_path):
    install(
        "bin",
        RENDERER.replace("return ", "return b'\\x00' + str.encode(").replace(
            "signals)", "signals))"
        ),
    )
    assert tr.render(REPORT, "bin").startswith(b"\x00")
    tr.write(REPORT, tmp_path / "report.bin")
    assert (tmp_path / "report.bin").read_bytes() == tr.render(REPORT, "bin")


def test_a_reader_of_others_reads(install):
    source = (
        "from themereport.readers.json import JSON\n"
        "class Upper:\n"
        "    def read(self, source, *, defaults):\n"
        "        return JSON.read(source, defaults=defaults)\n"
    )
    install("upper", source, "Upper", "themereport.readers")
    assert tr.read(tr.render(REPORT, "json"), "upper").report == REPORT


def test_a_plug_in_is_loaded_once(install):
    module = install("csv", RENDERER)
    first = tr.RENDERERS.get("csv")
    del sys.modules[module]
    assert tr.RENDERERS.get("csv") is first


def test_nothing_is_loaded_until_it_is_asked_for(install):
    module = install("csv", f"{RENDERER}\nraise SystemExit\n")
    assert "csv" in tr.RENDERERS.names()
    assert tr.render(REPORT, "jekyll") == TEXT
    assert tr.read(TEXT).report == REPORT
    assert module not in sys.modules


def test_an_unknown_name_is_refused_with_the_names_there_are(install):
    install("csv", RENDERER)
    error = failure("cvs")
    assert type(error) is tr.PluginError
    assert "no renderer called 'cvs'" in str(error)
    assert ", ".join(["csv", *BUILT_IN]) in str(error)


def test_an_unknown_reader_is_refused_with_the_names_there_are():
    with pytest.raises(tr.PluginError, match="no reader called 'html': give one of jekyll, json"):
        tr.READERS.get("html")


BROKEN = {
    "an import that fails": ("import nothing_of_this_name\n", "CSV"),
    "a syntax error": ("def\n", "CSV"),
    "an error on import": ("1 / 0\n", "CSV"),
    "an exit on import": ("import sys\nsys.exit(3)\n", "CSV"),
    "a name that is not there": (RENDERER, "TSV"),
    "a class that cannot be made": ("class Csv:\n    def __init__(self, x): pass\n", "Csv"),
    "a factory that exits": ("import sys\ndef make(): sys.exit()\n", "make"),
    "a factory that gives nothing": ("def make(): pass\n", "make"),
    "an object that is no renderer": ("CSV = object()\n", "CSV"),
    "a class that is no renderer": ("class Csv: suffix = '.csv'\n", "Csv"),
    "a text": ("CSV = 'x'\n", "CSV"),
}


@pytest.mark.parametrize(("source", "value"), BROKEN.values(), ids=BROKEN)
def test_a_broken_plug_in_is_named_and_the_others_work(install, source, value):
    module = install("csv", source, value)
    error = failure("csv")
    assert type(error) is tr.PluginError
    assert "'csv'" in str(error)
    assert module in str(error)
    assert package_of(module) in str(error)


def test_a_plug_in_that_is_none_is_told_what_it_lacks(install):
    install("csv", "class Csv: suffix = '.csv'\n", "Csv")
    assert "is no renderer: it lacks media_type, render, which " in str(failure("csv"))


def test_a_name_that_is_registered_twice_is_refused_with_both_packages(install):
    modules = [install("csv", RENDERER), install("csv", RENDERER)]
    error = failure("csv")
    assert type(error) is tr.PluginError
    assert "'csv' is registered twice" in str(error)
    assert all(package_of(module) in str(error) for module in modules)


def test_a_built_in_name_cannot_be_taken(install):
    install("html", RENDERER)
    assert "registered twice" in str(failure("html"))


FAILING = {
    "raises": "raise ValueError('broken inside')",
    "exits": "raise SystemExit(3)",
    "gives nothing": "return None",
    "gives a list": "return ['x']",
    "gives a byte array": "return bytearray(b'x')",
    "changes the report": "document.report.theme = 'x'",
    "recurses for ever": "return self.render(document)",
}


@pytest.mark.parametrize("body", FAILING.values(), ids=FAILING)
def test_a_renderer_that_fails_is_named_and_the_others_work(install, body):
    source = RENDERER.replace(
        'return "\\n".join(signal.text for signal in document.report.signals)', body
    )
    assert body in source
    install("csv", source)
    error = failure("csv")
    assert type(error) is tr.RenderError
    assert "'csv'" in str(error)
    assert tr.loads(TEXT) == REPORT


def test_the_error_of_a_renderer_keeps_its_cause(install):
    install("csv", RENDERER.replace("return ", "raise ValueError('broken inside') #"))
    error = failure("csv")
    assert "ValueError: broken inside" in str(error)
    assert isinstance(error.__cause__, ValueError)


def test_an_error_of_ours_in_a_renderer_stays_what_it_is(install):
    source = RENDERER.replace("return ", "raise tr.MissingExtraError('this', 'csv') #")
    install("csv", f"import themereport as tr\n{source}")
    assert type(failure("csv")) is tr.MissingExtraError


@pytest.mark.parametrize(
    "body", ["raise ValueError('broken inside')", "raise SystemExit", "return None", "return 'x'"]
)
@pytest.mark.parametrize("mode", ["repair", "strict"])
def test_a_reader_that_fails_is_named(install, body, mode):
    source = f"class Odd:\n    def read(self, source, *, defaults):\n        {body}\n"
    install("odd", source, "Odd", "themereport.readers")
    with pytest.raises(tr.ThemeReportError, match="'odd'"):
        tr.read(TEXT, "odd", mode=mode)
    assert tr.read(TEXT).report == REPORT


def test_a_package_that_is_on_the_path_twice_is_one_package(install, monkeypatch):
    install("csv", RENDERER)
    monkeypatch.syspath_prepend(f"{sys.path[0]}/.")
    assert tr.RENDERERS.get("csv")


def test_registries_look_through_the_packages_on_a_path_once(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)  # one that has not been looked through
    look = Mock(wraps=entry_points)
    monkeypatch.setattr("importlib.metadata.entry_points", look)
    for group in ("themereport.readers", "themereport.rules"):
        assert Registry(group, "plug-in", object).names()
    look.assert_called_once_with()


def test_a_registry_looks_again_after_a_look_that_failed(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)  # one that has not been looked through
    registry = Registry("themereport.readers", "reader", object)
    with monkeypatch.context() as broken:
        broken.setattr("importlib.metadata.entry_points", Mock(side_effect=OSError("no disk")))
        with pytest.raises(tr.PluginError, match="searched for plug-ins: no disk: reinstall"):
            registry.names()
    assert "jekyll" in registry.names()


def test_a_registry_without_plug_ins_says_so():
    registry = Registry("themereport.nothing", "nothing", Renderer)
    assert registry.names() == ()
    with pytest.raises(tr.PluginError, match="no nothing called 'x'"):
        registry.get("x")


# --- packages of extras ----------------------------------------------------------------------


BROKEN = {
    "an import that fails": "raise ImportError('libodd.so: cannot open shared object file')",
    "a part that is not there": "import {name}.nope",
    "a package of its own that is not there": "import of_its_own_nowhere",
}


@pytest.mark.parametrize("code", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize(
    ("name", "use"),
    [
        ("typst", "tr.render(report, 'pdf')"),
        ("docx", "tr.render(report, 'docx')"),
        ("xlsxwriter", "tr.render(report, 'xlsx')"),
        ("rich", "tr.render(report, 'terminal')"),
        ("nh3", "tr.render(report, 'html')"),
        ("markdown_it", "tr.render(report, 'html')"),
        (
            "rich",
            "sys.stderr.isatty = lambda: True; list(progress([], 'Reading'))",
        ),
        ("opencc", "tr.convert(report, 'zh-Hant')"),
        ("opencc", "from themereport.archive.search import spellings_of; spellings_of('储能')"),
        ("pyarrow", "import themereport.arrow"),
    ],
)
def test_a_package_that_is_installed_and_broken_is_not_said_to_be_missing(
    tmp_path, name, use, code
):
    folder = tmp_path / name
    folder.mkdir()
    (folder / "__init__.py").write_text(code.format(name=name), encoding="utf-8")
    source = f"""
import sys
import themereport as tr
from themereport.cli.progress import progress
from themereport.testing import example_report
report = example_report("zh-Hans").model_copy(
    update={{"appendices": (tr.Section(title="a", body="b"),)}}
)
try:
    {use}
except tr.ThemeReportError as error:
    print(type(error).__name__, error)
"""
    done = subprocess.run(
        [sys.executable, "-c", source],
        env={
            **os.environ,
            "PYTHONPATH": f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("PluginError "), done.stderr
    assert "is installed, but cannot be loaded" in done.stdout
    assert "--force-reinstall" in done.stdout
