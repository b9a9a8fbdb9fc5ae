"""How many processes a command works in."""

from __future__ import annotations

import argparse
import os

from themereport.cli.words import _

__all__ = ["add_jobs_argument"]


def add_jobs_argument(parser: argparse.ArgumentParser) -> None:
    """Add the argument that says how many processes work at once."""
    parser.add_argument(
        "--jobs",
        type=_count,
        default=_count_cores(),
        metavar="N",
        help=_("how many processes work at once (default: one for each core)"),
    )


def _count_cores() -> int:
    """How many processes can run at once here."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on Linux
        return os.cpu_count() or 1


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(_("{text!r} is no number from 1 on").format(text=text))
    return number
