"""`archive`: keep reports in one file, search them and follow themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.cli.archive import (
    add,
    diff,
    entries,
    export,
    report,
    search,
    show,
    timeline,
    verify,
)
from themereport.cli.commands import add_commands
from themereport.cli.words import _

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments"]

_COMMANDS = (add, entries, show, search, timeline, report, diff, verify, export)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the commands on archives."""
    epilog = _("exit codes: 0 clean, 1 problems, 2 wrong use")
    add_commands(parser, _COMMANDS, epilog)
