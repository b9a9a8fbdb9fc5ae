"""The dialect that the command line or the configuration names."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from themereport.cli.config import read_config
from themereport.cli.words import _
from themereport.document.dialect import Dialect

if TYPE_CHECKING:
    import argparse

__all__ = ["add_dialect_argument", "dialect_of"]


def add_dialect_argument(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names a dialect."""
    parser.add_argument(
        "--dialect",
        metavar="FILE",
        help=_("the dialect that Markdown is in, a TOML file (default: the canonical form)"),
    )


def dialect_of(options: argparse.Namespace) -> Dialect | None:
    """The dialect of the command line, or else that of the configuration.

    Raises `ConfigError` if its file describes none.
    """
    path = options.dialect
    if path is None and not getattr(options, "no_config", False):
        path = read_config(os.getcwd()).dialect
    return Dialect.load(path) if path else None
