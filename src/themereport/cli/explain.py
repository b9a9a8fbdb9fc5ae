"""`explain`: say what a code means, and why it is one."""

from __future__ import annotations

import difflib
import inspect
import textwrap
from typing import TYPE_CHECKING

from themereport.api import RULES
from themereport.diagnostics.catalogue import CATALOGUE
from themereport.errors import PluginError

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("codes", nargs="+", metavar="CODE", help="a code such as TR206")


def run(options: argparse.Namespace) -> int:
    """Print the severity, the wording and the reasoning of each code."""
    codes = [code.upper() for code in options.codes]
    rules = RULES.names()
    for code in codes:
        if code not in CATALOGUE and code not in rules:
            near = difflib.get_close_matches(code, {*CATALOGUE, *rules}, n=1)
            advice = f"did you mean {near[0]}?" if near else "codes look like TR206"
            raise PluginError(f"there is no code {code!r}: {advice}")
    for at, code in enumerate(codes):
        rule = RULES.get(code) if code in rules else None
        entry = rule.code if rule is not None else CATALOGUE[code]
        print(f"{'' if at == 0 else chr(10)}{code} ({entry.severity})")
        print(f"  {entry.template}\n\n  {entry.why}")
        if rule is not None and (reasoning := inspect.getdoc(type(rule))):
            profiles = ", ".join(sorted(rule.profiles))
            print(f"\n{textwrap.indent(reasoning, '  ')}\n\n  Profiles: {profiles}")
    return 0
