"""Commands as modules: each has arguments, and what it runs; loaded when it is called."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

from themereport.cli.words import _
from themereport.diagnostics.printable import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Parser", "add_commands"]


# Lists of codes: of none is a list, too.
_MAY_BE_EMPTY = frozenset({"select", "ignore"})


class Parser(argparse.ArgumentParser):
    """Says what is wrong without repeating what could move a terminal's cursor."""

    def error(self, message: str) -> NoReturn:
        """Say how to use the command, then `message`, and stop."""
        super().error(printable(message))


def add_commands(
    parser: argparse.ArgumentParser, package: str, summaries: Mapping[str, str], epilog: str
) -> None:
    """Add a command for each module of `package` that `summaries` names, with its summary."""
    commands = parser.add_subparsers(metavar="command", required=True, parser_class=_Command)
    for name, summary in summaries.items():
        commands.add_parser(
            name, module=f"{package}.{name}", help=summary, description=summary, epilog=epilog
        )


class _Command(Parser):
    """Asks its module for arguments when it is to parse some: most runs call one command."""

    def __init__(self, *, module: str, **others: Any) -> None:
        super().__init__(**others)
        self._module = module

    def load(self) -> None:
        """Add the arguments of the module, and what it runs."""
        module = import_module(self._module)
        module.add_arguments(self)
        if run := getattr(module, "run", None):
            self.set_defaults(run=run)

    def parse_known_args(self, *given: Any, **named: Any) -> Any:
        self.load()
        options, rest = super().parse_known_args(*given, **named)
        for action in self._actions:
            self._refuse_nothing(action, getattr(options, action.dest, None))
        return options, rest

    def _refuse_nothing(self, action: argparse.Action, value: object) -> None:
        """Refuse an empty value, which a variable that is not set leaves in a script.

        As a folder, it would be the one where the command runs.
        """
        if action.dest in _MAY_BE_EMPTY:
            return
        if value == "" or (isinstance(value, list) and "" in value):
            reason = _("it is empty: give a value")
            self.error(str(argparse.ArgumentError(action, reason)))
