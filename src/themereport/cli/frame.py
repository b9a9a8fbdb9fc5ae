"""The language of the frame round what a command renders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.cli.words import _
from themereport.locales.language import LANGUAGES

if TYPE_CHECKING:
    import argparse

__all__ = ["add_frame_argument"]


def add_frame_argument(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names the language of the frame."""
    parser.add_argument(
        "--language",
        metavar="TAG",
        help=_("the language of the frame: {names} (default: the report's own)").format(
            names=", ".join(LANGUAGES)
        ),
    )
