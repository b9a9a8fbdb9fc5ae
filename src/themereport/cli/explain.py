"""`explain`: say what a code means, and why it is one."""

from __future__ import annotations

import difflib
import inspect
import json
import textwrap
from typing import TYPE_CHECKING, Any

from themereport.cli.words import _
from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.example import code_examples
from themereport.diagnostics.printable import escape_controls, printable
from themereport.errors import PluginError
from themereport.rules.registry import RULES
from themereport.rules.responsibility.requirement import Requirement
from themereport.rules.unseen import escape_unseen

if TYPE_CHECKING:
    import argparse

    from themereport.rules.example import Example
    from themereport.rules.rule import Rule

__all__ = ["add_arguments", "examples_of", "reasoning_of", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument(
        "codes",
        nargs="+",
        metavar="CODE",
        help=_("a code such as TR206, or a profile such as compliance for those of its rules"),
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON document"))


def run(options: argparse.Namespace) -> int:
    """Print the severity, the wording, the reasoning and the examples of each code."""
    codes = dict.fromkeys(code for name in options.codes for code in _codes_of(name))
    records = [_record(code) for code in codes]
    if options.json:
        text = json.dumps({"codes": records}, ensure_ascii=False, indent=2)
        print(escape_controls(text))
    else:
        print("\n\n".join(map(_text, records)))
    return 0


def _codes_of(name: str) -> list[str]:
    """The code of that name, or those of the rules in a profile of that name."""
    code, profile = name.upper(), name.lower()
    if code in CATALOGUE or code in RULES:
        return [code]
    rules = {code: RULES.get(code).profiles for code in RULES}
    if codes := [code for code, profiles in rules.items() if profile in profiles]:
        return codes
    profiles = sorted({it for profiles in rules.values() for it in profiles})
    advice = _("codes look like TR206, profiles are {names}").format(names=", ".join(profiles))
    near = [
        *difflib.get_close_matches(code, sorted({*CATALOGUE, *RULES}), n=1),
        *difflib.get_close_matches(profile, profiles, n=1),
    ]
    if near:
        advice = _("did you mean {name}?").format(name=near[0])
    raise PluginError(
        _("there is no code or profile {name!r}: {advice}").format(name=name, advice=advice)
    )


def examples_of(code: str) -> tuple[list[str], list[str]]:
    """What has `code`, and what has not, as texts to be printed: parts of files, or fields."""
    if code in RULES:
        rule = RULES.get(code)
        bad, good = (
            [_fields(example) for example in examples if example.fields or example.filename]
            for examples in (rule.invalid, rule.valid)
        )
        return bad, good
    example = code_examples()[code]
    bad_part, good_part = example.shown()
    condition = f" ({example.condition})" if example.condition else ""
    return [f"{bad_part}{condition}"], [good_part]


def reasoning_of(rule: Rule) -> str:
    """Why there is `rule`, or what it checks: the docstring of its class, or what its data say."""
    if isinstance(rule, Requirement):
        return f"What is checked: {rule.checked}. That is presence and consistency, never truth."
    return inspect.getdoc(type(rule)) or ""


def _record(code: str) -> dict[str, Any]:
    """What is to be said of `code`; keys do not depend on the code."""
    rule = RULES.get(code) if code in RULES else None
    entry = rule.code if rule is not None else CATALOGUE[code]
    bad, good = examples_of(code)
    return {
        "code": code,
        "severity": entry.severity,
        "message": entry.template,
        "why": entry.why,
        "reasoning": reasoning_of(rule) if rule is not None else None,
        "source": _source(rule) if isinstance(rule, Requirement) else None,
        "profiles": sorted(rule.profiles) if rule is not None else [],
        "bad": bad,
        "good": good,
    }


def _source(rule: Requirement) -> dict[str, str]:
    """The law that a rule is made from."""
    source = rule.source
    return {
        "name": source.name,
        "english": source.english,
        "article": rule.article,
        "url": source.url,
        "in_force": source.in_force.isoformat(),
    }


def _text(record: dict[str, Any]) -> str:
    message, why = record["message"], record["why"]
    parts = [_(why), record["reasoning"]]
    if source := record["source"]:
        law = _("Source: {name} ({english}), {article}").format(**source)
        since = _("In force since {in_force}; earlier reports are not checked").format(**source)
        parts.append(f"{law}\n{source['url']}\n{since}")
    for name, title in (("bad", _("Instead of:")), ("good", _("Write:"))):
        examples = "\n\n".join(textwrap.indent(text, "    ") for text in record[name])
        parts.append(examples and f"{title}\n\n{examples}")
    if names := ", ".join(record["profiles"]):
        parts.append(_("Profiles: {names}").format(names=names))
    said = (textwrap.indent(part, "  ") for part in parts if part)
    head = f"{record['code']} ({record['severity']})\n  {_(message)}"
    return "\n\n".join([head, *said])


def _fields(example: Example) -> str:
    """An example of a rule: the fields that make the difference, one a line."""
    fields = [
        f"{path}: {json.dumps(value, ensure_ascii=False)}" for path, value in example.fields.items()
    ]
    file = [f"file: {example.filename}"] if example.filename else []
    return "\n".join(escape_unseen(printable(line)) for line in (*fields, *file))
