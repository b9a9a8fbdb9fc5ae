"""Commands as modules: each has arguments, and what it runs; loaded when it is called."""

from __future__ import annotations

import argparse
from importlib import import_module
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NoReturn

from themereport.cli.words import LANGUAGE_OPTION, _, none_of
from themereport.diagnostics.printable import printable
from themereport.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Parser", "add_commands"]


# Lists of codes: of none is a list, too.
_MAY_BE_EMPTY = frozenset({"select", "ignore"})


class Parser(argparse.ArgumentParser):
    """Says what is wrong without repeating what could move a terminal's cursor."""

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse what is none of an argument's choices, and name the one that is near."""
        if action.choices is None or value in action.choices:
            return
        said = none_of(
            value,
            map(str, action.choices),
            _("{name!r} is none of {names}"),
            _("{name!r} is none of {names}: did you mean {near!r}?"),
        )
        raise argparse.ArgumentError(action, said)

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
        if self._subparsers is None:
            self._refuse_slips(given[0] if given else named.get("args"))
        options, rest = super().parse_known_args(*given, **named)
        for action in self._actions:
            self._refuse_nothing(action, getattr(options, action.dest, None))
        return options, rest

    def _refuse_slips(self, arguments: Sequence[str] | None) -> None:
        """Refuse an option that is nearly one: else it would be said that the right one is missing.

        So is one that stands before the command, of which only its name would be said.
        """
        known = self._option_string_actions
        for argument in takewhile("--".__ne__, arguments or ()):
            name = argument.partition("=")[0]
            is_option = name.startswith("-") and len(name) > 2
            is_one = not is_option or any(it.startswith(name) for it in known)
            if not is_one and name == LANGUAGE_OPTION:
                said = _("{name} stands before the command: themereport {name} TAG {command} …")
                self.error(said.format(name=name, command=self.prog.partition(" ")[2]))
            # Not by the dashes, which all have.
            words = {option.lstrip("-"): option for option in known}
            near = None if is_one else words.get(nearest(name.lstrip("-"), words) or "")
            if near is not None:
                said = _("there is no option {name}: did you mean {near}?")
                self.error(said.format(name=name, near=near))

    def _refuse_nothing(self, action: argparse.Action, value: object) -> None:
        """Refuse an empty value, which a variable that is not set leaves in a script.

        As a folder, it would be the one where the command runs.
        """
        if action.dest in _MAY_BE_EMPTY:
            return
        if value == "" or (isinstance(value, list) and "" in value):
            reason = _("it is empty: give a value")
            self.error(str(argparse.ArgumentError(action, reason)))
