"""`schema`: print the JSON Schema of reports."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from themereport.cli.words import _
from themereport.schema.version import VERSIONS, json_schema

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument(
        "--version",
        choices=VERSIONS,
        default=VERSIONS[-1],
        dest="schema_version",
        help=_("the version of the schema (default: %(default)s)"),
    )


def run(options: argparse.Namespace) -> int:
    """Print the schema."""
    print(json.dumps(json_schema(options.schema_version), ensure_ascii=False, indent=2))
    return 0
