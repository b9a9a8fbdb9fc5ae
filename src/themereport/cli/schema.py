"""`schema`: print the JSON Schema of reports, or of comparisons."""

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
        "--of",
        choices=("report", "diff"),
        default="report",
        help=_("what the schema is of (default: %(default)s)"),
    )
    parser.add_argument(
        "--version",
        choices=VERSIONS,
        default=VERSIONS[-1],
        dest="schema_version",
        help=_("the version of the schema (default: %(default)s)"),
    )


def run(options: argparse.Namespace) -> int:
    """Print the schema."""
    if options.of == "diff":
        from themereport.comparison.schema import diff_schema

        schema = diff_schema()
    else:
        schema = json_schema(options.schema_version)
    print(json.dumps(schema, ensure_ascii=False, indent=2))
    return 0
