"""`themereport`: the command line's entry."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from themereport.cli import check, explain, fix, render, schema
from themereport.cli import format as format_
from themereport.diagnostics.printable import printable
from themereport.errors import ThemeReportError
from themereport.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

CLEAN, PROBLEMS, WRONG_USE = 0, 1, 2

_EPILOG = "exit codes: 0 clean, 1 problems, 2 wrong use"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code.

    Args:
        arguments: What stands behind the program's name; by default that of the process.
    """
    _open_streams()
    _speak_utf8()
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as stop:  # argparse has said what is wrong
        return int(stop.code or 0)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except ThemeReportError as error:
        print(f"themereport: error: {printable(str(error))}", file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:
        _abandon_output()  # the reader of the pipe has gone, as `head` does
        return PROBLEMS
    except OSError as error:  # a full disk behind standard output
        _abandon_output()
        print(f"themereport: error: {error.strerror}", file=sys.stderr)
        return PROBLEMS
    except KeyboardInterrupt:
        return 130
    return code


def _abandon_output() -> None:
    """Let the interpreter close standard output quietly: what it still holds can't be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Parser(argparse.ArgumentParser):
    """Says what is wrong without repeating what could move a terminal's cursor."""

    def error(self, message: str) -> NoReturn:
        super().error(printable(message))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="themereport",
        description="Read, check and render market-theme research reports.",
        epilog=_EPILOG,
    )
    parser.add_argument("--version", action="version", version=f"themereport {__version__}")
    commands = parser.add_subparsers(metavar="command", required=True)
    for module in (check, fix, format_, render, schema, explain):
        summary = (module.__doc__ or "").partition(": ")[2].strip()
        name = module.__name__.rpartition(".")[2]
        command = commands.add_parser(name, help=summary, description=summary, epilog=_EPILOG)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


def _open_streams() -> None:
    """Where a standard stream is closed, write to nothing."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale: reports in Chinese must not fail on a terminal in C."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
