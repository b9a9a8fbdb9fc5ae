"""Commands as modules: each has a summary in its docstring, arguments, and what it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.cli.words import _

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from types import ModuleType

__all__ = ["add_commands"]


def add_commands(
    parser: argparse.ArgumentParser, modules: Iterable[ModuleType], epilog: str
) -> None:
    """Add a command for each module; it is called as the first line of its docstring says."""
    commands = parser.add_subparsers(metavar="command", required=True)
    for module in modules:
        name, _colon, words = (module.__doc__ or "").partition(": ")
        summary = _(words.partition("\n\n")[0].strip())
        command = commands.add_parser(
            name.strip("`"), help=summary, description=summary, epilog=epilog
        )
        module.add_arguments(command)
        if run := getattr(module, "run", None):
            command.set_defaults(run=run)
