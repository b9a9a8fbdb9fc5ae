"""The testing kit as others meet it: its extra, its plug-in for pytest, and what these cost."""

from __future__ import annotations

import subprocess
import sys

import pytest

from themereport import testing

pytest_plugins = ["pytester"]

WITHOUT = "import sys; sys.modules['hypothesis'] = None; import themereport as tr; "


def said_by(script):
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout


# --- the extra ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["reports", "signals", "texts", "sources", "RendererContract"])
def test_without_the_extra_the_error_says_what_to_install(name):
    said = said_by(
        f"{WITHOUT}\ntry:\n    from themereport.testing import {name}\n"
        "except tr.MissingExtraError as error:\n    print(error)\n"
    )
    assert said == (
        f"themereport.testing.{name} needs an extra: run pip install 'themereport[testing]'\n"
    )


def test_examples_need_no_extra():
    said = said_by(
        f"{WITHOUT}from themereport.testing import example_report as e; print(e().theme)"
    )
    assert said == "Tidal Power\n"


def test_an_error_of_another_module_is_not_taken_for_a_missing_extra():
    said = said_by(
        "import sys; sys.modules['html.parser'] = None\n"
        "try:\n    from themereport.testing import RendererContract\n"
        "except ModuleNotFoundError as error:\n    print(error.name)\n"
    )
    assert said == "html.parser\n"


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        testing.nothing  # noqa: B018


def test_importing_it_loads_nothing():
    said = said_by("import sys, themereport.testing; print('hypothesis' in sys.modules)")
    assert said == "False\n"


# --- the plug-in -------------------------------------------------------------------------------


def test_fixtures_give_reports(pytester):
    pytester.makepyfile(
        """
        import themereport as tr

        def test_one(theme_report):
            assert theme_report.language == "en"

        def test_all(theme_reports):
            assert len(set(theme_reports)) == 18
            assert {report.schema_version for report in theme_reports} == {"1.0", "1.1"}

        def test_a_post(theme_post, theme_report):
            assert theme_post.name == theme_report.filename
            result = tr.read(theme_post)
            assert (result.report, result.diagnostics) == (theme_report, ())
        """
    )
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=3)


def test_the_plug_in_loads_nothing_that_is_not_asked_for(pytester):
    pytester.makepyfile(
        """
        import sys

        def test_nothing(request):
            assert request.config.pluginmanager.hasplugin("themereport")
            loaded = set(sys.modules)
            assert not loaded & {"pydantic", "attrs", "hypothesis", "themereport.models.report"}
            ours = {name for name in loaded if name.startswith("themereport.")}
            assert ours == {"themereport.testing", "themereport.testing.plugin"}
        """
    )
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_a_contract_that_is_not_kept_says_why_in_few_words(pytester):
    pytester.makepyfile(
        """
        from themereport.testing import RendererContract

        class TestHtml(RendererContract):
            format = "html"
            examples = 5

            def visible_text(self, output):
                return super().visible_text(output).replace("Demand", "Need")
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-k", "order or type_is_one")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*AssertionError: signal 1 is not shown anywhere: 'Demand grows. (1 of ten)'*",
            "*value=ThemeReport(schema_version='1.0', theme='Cloud'*",
        ]
    )
    assert "Explanation" not in result.stdout.str()
