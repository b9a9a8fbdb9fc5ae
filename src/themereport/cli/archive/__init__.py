"""`archive`: keep reports in one file, search them and follow themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.cli.commands import add_commands
from themereport.cli.words import _

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the commands on archives."""
    epilog = _("exit codes: 0 clean, 1 problems, 2 wrong use")
    add_commands(parser, __name__, _summaries(), epilog)


def _summaries() -> dict[str, str]:
    return {
        "add": _("keep reports in an archive; files without a report are named at the end."),
        "list": _("list the reports of an archive, or its themes."),
        "show": _("print a report of an archive."),
        "search": _("find words in an archive."),
        "timeline": _("show how a theme went from report to report."),
        "report": _("write a small site that shows an archive."),
        "diff": _("say what changed from one revision of a report to another."),
        "verify": _("look whether all of an archive is as it was stored."),
        "export": _("write the reports of an archive to files."),
    }
