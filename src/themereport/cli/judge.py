"""What `check` says of a reading: its diagnostics, and what the rules find in the report."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from attrs import evolve

from themereport.api import RULES
from themereport.cli.config import Config, read_config
from themereport.cli.inputs import STDIN_NAME
from themereport.cli.words import _
from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.diagnostic import place_of
from themereport.rules.selection import findings, selected

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from themereport.readers.result import ReadResult

__all__ = ["Judge", "add_rule_arguments"]


def add_rule_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say which rules are checked."""
    parser.add_argument(
        "--profile",
        action="append",
        metavar="NAME",
        dest="profiles",
        help=_(
            "check the rules of this profile, such as compliance or eu-ai-act-50 "
            "(default: editorial); may be repeated"
        ),
    )
    parser.add_argument(
        "--select", action="append", metavar="CODES", help=_("check these rules, too: TR507,TR509")
    )
    parser.add_argument(
        "--ignore", action="append", metavar="CODES", help=_("say nothing of these codes")
    )
    parser.add_argument(
        "--no-config", action="store_true", help=_("take no configuration from pyproject.toml")
    )


class Judge:
    """Judges readings by the options of the command line and the configuration.

    Raises `ConfigError` if they name a profile or a code that there is not.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        config = Config() if options.no_config else read_config(os.getcwd())
        given: dict[str, Any] = {
            name: tuple(code.strip() for part in value for code in part.split(",") if code.strip())
            for name in ("profiles", "select", "ignore")
            if (value := getattr(options, name)) is not None
        }
        config = evolve(config, **given)
        ignored = _as_written(config.ignore)
        self._rules = selected(RULES, config.profiles, _as_written(config.select), ignored)
        self._ignored = frozenset(ignored)
        self._is_strict: bool = options.strict
        self.documentation = config.documentation
        """The address of the documentation that messages link to, or nothing."""

    def judge(self, name: str, result: ReadResult) -> ReadResult:
        """`result`, read in repair mode from the file `name`, with all that is to be said of it."""
        said = [
            found
            for found in result.diagnostics
            if found.severity == "error" or found.code not in self._ignored
        ]
        report = result.report
        if report is not None:
            file = None if name == STDIN_NAME else os.path.basename(name)
            is_refused = self._is_strict and bool(said)
            said += [
                evolve(found, span=result.spans.nearest(found.path))
                for rule in self._rules
                for found in findings(rule, report, file)
            ]
            said.sort(key=place_of)
            if is_refused:
                report = None
        if self._is_strict:
            said = [evolve(found, severity="error") for found in said]
        return evolve(result, report=report, diagnostics=tuple(said))


def _as_written(codes: Iterable[str]) -> tuple[str, ...]:
    """`codes`, typed in any case, as they are written; those that there are not stay as they are."""
    known = (*CATALOGUE, *RULES)
    written = {**{code.casefold(): code for code in known}, **{code: code for code in known}}
    return tuple(written.get(code) or written.get(code.casefold(), code) for code in codes)
