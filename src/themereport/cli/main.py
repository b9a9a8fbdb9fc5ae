"""The entry of the command line."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from themereport.cli.commands import Parser, add_commands
from themereport.cli.words import _, complaint, speak
from themereport.errors import ReadError, ThemeReportError
from themereport.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["main"]

CLEAN, PROBLEMS, WRONG_USE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code.

    Args:
        arguments: What stands behind the program's name; by default that of the process.
    """
    # The system takes all memory back at once; to collect it first takes a tenth of a short command.
    atexit.register(gc.freeze)
    _open_streams()
    _speak_utf8()
    options = argparse.Namespace(trouble=PROBLEMS)
    try:
        speak(sys.argv[1:] if arguments is None else arguments)
        with _loading() if arguments is None else nullcontext():
            options = _parser().parse_args(arguments, options)
        code: int = options.run(options)
        sys.stdout.flush()
    except SystemExit as stop:  # argparse has said what is wrong
        return int(stop.code or 0)
    except ReadError as error:  # whose own words are lines; one line is said here
        print(complaint("; ".join(map(str, error.diagnostics))), file=sys.stderr)
        return WRONG_USE
    except ThemeReportError as error:
        print(complaint(str(error)), file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:
        _abandon_output()  # the reader of the pipe has gone, as `head` does
        return PROBLEMS
    except OSError as error:  # a full disk behind standard output
        _abandon_output()
        print(complaint(error.strerror or ""), file=sys.stderr)
        trouble: int = options.trouble
        return trouble
    except KeyboardInterrupt:
        return 130
    return code


@contextmanager
def _loading() -> Iterator[None]:
    """Collect no memory while modules are loaded, and none of theirs later: they stay to the end.

    To look through them time and again takes a twentieth of a short command.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _abandon_output() -> None:
    """Let the interpreter close standard output quietly: what it still holds can't be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    epilog = _("exit codes: 0 clean, 1 problems, 2 wrong use")
    parser = Parser(
        prog="themereport",
        description=_("Read, check and render market-theme research reports."),
        epilog=epilog,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"themereport {__version__}")
    parser.add_argument(
        "--language",
        metavar="TAG",
        dest="message_language",
        help=_("the language of messages: en or zh-Hans (default: that of the environment)"),
    )
    add_commands(parser, "themereport.cli", _summaries(), epilog)
    return parser


def _summaries() -> dict[str, str]:
    """What each command does, in the order in which people are told."""
    return {
        "check": _("say what is wrong with reports."),
        "fix": _("mend what departs from the canonical form, and nothing else."),
        "format": _("write reports in the canonical form."),
        "render": _("turn reports into other formats."),
        "renderers": _("list the formats that reports can be rendered to."),
        "feed": _("make feeds of reports, Atom or JSON Feed."),
        "batch": _("turn many posts into a Parquet dataset, on all cores."),
        "diff": _("say what changed between two reports."),
        "archive": _("keep reports in one file, search them and follow themes."),
        "migrate": _("print reports as JSON of another version of the schema."),
        "schema": _("print the JSON Schema of reports, or of comparisons."),
        "explain": _("say what a code means, and why it is one."),
    }


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
