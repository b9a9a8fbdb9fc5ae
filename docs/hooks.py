"""Fills the parts of the documentation that are tables of the code.

MkDocs calls `on_page_markdown` for each page. A marker is an HTML comment on a line of its own,
such as `<!-- labels -->` or `<!-- fields: Signal -->`.
"""
# ruff: noqa: INP001 - MkDocs loads this file by its path

from __future__ import annotations

import html
import inspect
import json
import re
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any

import attrs

import themereport as tr
from themereport import arrow
from themereport.cli.explain import examples_of, reasoning_of
from themereport.diagnostics.catalogue import CATALOGUE
from themereport.llm.draft import ReportDraft, draft_within
from themereport.locales.labels import Labels, labels_for
from themereport.locales.language import LANGUAGES
from themereport.models import front_matter
from themereport.models.address import ADDRESS_PATTERN
from themereport.models.identifier import FIGI_PATTERN, ISIN_PATTERN, MIC_PATTERN
from themereport.models.language import LANGUAGE_PATTERN
from themereport.models.source import SOURCE_ID_PATTERN
from themereport.models.text import MAX_THEME
from themereport.readers import yaml_tree
from themereport.rules.responsibility.profile import profiles
from themereport.rules.responsibility.requirement import Requirement
from themereport.schema.conformance import vectors
from themereport.schema.version import json_schema
from themereport.source.limits import DEFAULT_LIMITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pydantic import BaseModel

    from themereport.rules.rule import Rule
    from themereport.schema.conformance import Vector

__all__ = ["fill", "on_page_markdown"]

_MARKER = re.compile(r"^<!-- (\w+)(?:: ([\w.]+))? -->$", re.MULTILINE)
_PATTERNS = {
    LANGUAGE_PATTERN: "language tag",
    ADDRESS_PATTERN: "web address",
    SOURCE_ID_PATTERN: "id",
    ISIN_PATTERN: "ISIN",
    FIGI_PATTERN: "FIGI",
    MIC_PATTERN: "MIC",
}
_FAMILIES = {
    "TR0": "TR0: the source",
    "TR1": "TR1: syntax",
    "TR2": "TR2: the model",
    "TR3": "TR3: drift from the canonical form",
    "TR4": "TR4: the outline of sections",
    "TR5": "TR5: the rules",
    "TR6": "TR6: responsibility",
}


def on_page_markdown(markdown: str, **_: object) -> str:
    """What MkDocs calls: `markdown` with its markers filled."""
    return fill(markdown)


def fill(markdown: str) -> str:
    """`markdown` with every known marker replaced by what it stands for; others stay."""

    def replace(match: re.Match[str]) -> str:
        make = _MAKERS.get(match[1])
        if make is None:
            return match[0]
        return make(match[2]) if match[2] else make()

    return _MARKER.sub(replace, markdown)


def _diagnostics() -> str:
    """All codes by family: a heading each, which gives the anchor, then wording and reason."""
    lines: list[str] = []
    for family, codes in groupby(CATALOGUE.values(), key=lambda code: code.code[:3]):
        lines += (f"## {_FAMILIES[family]}", "")
        for code in codes:
            words = code.template.replace("!r}", "}")
            lines += (f"### {code.code}", "", f"**{code.severity}**: `{words}`", "", code.why, "")
            if code.code in tr.RULES.names():
                lines += (*_reasoning(tr.RULES.get(code.code)), "")
            lines += _examples(code.code)
    return "\n".join(lines)


def _examples(code: str) -> tuple[str, ...]:
    """What has the code, and what is to stand in its place."""
    bad, good = ("\n\n".join(texts) for texts in examples_of(code))
    fence = "````"  # no example holds as many
    instead = ("Instead of", "", f"{fence}text", bad, fence, "")
    return (*instead, "write", "", f"{fence}text", good, fence, "") if good else instead


def _reasoning(rule: Rule) -> tuple[str, ...]:
    """What a rule says of itself, whence it is, and where it is checked."""
    names = ", ".join(f"`{profile}`" for profile in rule.profiles)
    source = (f"{_law(rule)}.", "") if isinstance(rule, Requirement) else ()
    return (reasoning_of(rule), "", *source, f"Profiles: {names}.")


def _law(requirement: Requirement) -> str:
    source = requirement.source
    return f"[{source.name}]({source.url}), {requirement.article}; in force since {source.in_force}"


# More do not fit beside each other.
_COLUMNS = 3


def _by_language(first: str, row: Callable[[str, str], str], keys: Iterable[str]) -> str:
    """Tables with a row for each key, and one column a language."""
    keys = list(keys)
    tables = []
    for at in range(0, len(LANGUAGES), _COLUMNS):
        tags = LANGUAGES[at : at + _COLUMNS]
        rows = ([f"`{key}`", *(row(tag, key) for tag in tags)] for key in keys)
        tables.append(_table([first, *tags], rows))
    return "\n\n".join(tables)


def _labels() -> str:
    """The words around a report's content."""
    names = [field.name for field in attrs.fields(Labels) if field.name != "language"]
    return _by_language("label", lambda tag, name: getattr(labels_for(tag), name), names)


def _synonyms() -> str:
    """The headings that are read as a section's, beside its label."""
    text = (files("themereport.locales") / "synonyms.json").read_text(encoding="utf-8")
    by_language: dict[str, dict[str, list[str]]] = json.loads(text)
    keys = dict.fromkeys(key for by_key in by_language.values() for key in by_key)
    return _by_language("section", lambda tag, key: "<br>".join(by_language[tag][key]), keys)


def _limits() -> str:
    rows = [
        ["a source", f"{DEFAULT_LIMITS.bytes:,} bytes"],
        ["a theme", f"{MAX_THEME} characters"],
        ['front matter but for `key: "value"` lines and annotations in the canonical form',
         f"{DEFAULT_LIMITS.front_matter:,} characters"],
        ["keys of a mapping in the front matter", f"{front_matter.MAX_KEYS}"],
        ["depth of the front matter", f"{front_matter.MAX_DEPTH} levels"],
        ["a key in the front matter", f"{front_matter.MAX_KEY} characters"],
        ["a text in the front matter", f"{front_matter.MAX_TEXT:,} characters"],
        ["values in one YAML document", f"{yaml_tree.MAX_NODES:,} parser events"],
        ["lines of a source", f"{DEFAULT_LIMITS.lines:,}"],
        ["a line", f"{DEFAULT_LIMITS.line:,} characters"],
        ["entries in one section", f"{DEFAULT_LIMITS.items:,}"],
        ["lists in lists, or arrays and objects in each other", f"{DEFAULT_LIMITS.nesting} levels"],
    ]  # fmt: skip
    return _table(["what", "at most"], rows)


def _dialect() -> str:
    """The keys of a dialect's file, with what stands below each in the class."""
    source = inspect.getsource(tr.Dialect)
    said = dict(
        re.findall(r'^    (\w+): [^\n]+\n    """(.+?)"""$', source, re.MULTILINE | re.DOTALL)
    )
    rows = []
    for field in attrs.fields(tr.Dialect):
        is_value = isinstance(field.default, (str, int, tuple))
        default = f"`{json.dumps(field.default)}`" if is_value else ""
        rows.append([f"`{field.name}`", default, said[field.name]])
    return _table(["key", "default", "meaning"], rows)


def _fields(name: str) -> str:
    """The fields of the model called `name`: what each holds, and its description."""
    model: type[BaseModel] = getattr(tr, name)
    schema = model.model_json_schema()
    required = set(schema.get("required", ()))
    rows = []
    for field, description in schema["properties"].items():
        default = "" if field in required else f"`{json.dumps(description.get('default'))}`"
        words = description["description"]
        rows.append([f"`{field}`", _kind(description), default, words])
    return _table(["field", "holds", "default", "meaning"], rows)


def _kind(schema: dict[str, Any]) -> str:
    """What a JSON Schema asks for, in words."""
    if "anyOf" in schema:
        return _kind(schema["anyOf"][0])  # or nothing, which its default says
    if "$ref" in schema:
        return f"`{schema['$ref'].rpartition('/')[2]}`"
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "enum" in schema:
        return "one of " + ", ".join(f"`{json.dumps(value)}`" for value in schema["enum"])
    kind = schema["type"]
    if kind == "array":
        least, most = schema.get("minItems", 0), schema.get("maxItems")
        count = "any number of" if not least else "one or more" if most is None else str(most)
        count += " different" if schema.get("uniqueItems") else ""
        return f"{count} {_kind(schema['items'])}".replace("plain text", "plain texts")
    if kind == "boolean":
        return "`true` or `false`"
    if kind == "integer":
        most = schema.get("maximum")
        return f"integer, {schema['minimum']} to {most}" if most else "integer, 1 or more"
    if kind == "object":
        return "mapping of JSON values"
    return _text(schema)


def _text(schema: dict[str, Any]) -> str:
    if schema.get("format") == "date-time":
        return "`datetime` with offset"
    pattern = schema.get("pattern")
    return "contained Markdown" if pattern is None else _PATTERNS.get(pattern, "plain text")


def _drafts() -> str:
    """What a language model is asked for, beside what a report holds."""
    parts: list[tuple[type[BaseModel], type[BaseModel]]] = [(ReportDraft, tr.ThemeReport)]
    for name, field in ReportDraft.model_fields.items():
        asked, held = draft_within(field), draft_within(tr.ThemeReport.model_fields[name])
        if asked and held:
            parts.append((asked, held))
    rows = []
    for draft, model in parts:
        has = ", ".join(f"`{name}`" for name in draft.model_fields)
        others = (name for name in model.model_fields if name not in draft.model_fields)
        lacks = ", ".join(f"`{name}`" for name in others)
        rows.append([f"`{draft.__name__}`", f"`{model.__name__}`", has, lacks])
    return _table(["draft", "of", "has", "has no"], rows)


def _columns() -> str:
    """The columns of each table of records, behind those that all tables have."""
    tables = tr.RECORD_COLUMNS
    names = [list(columns) for columns in tables.values()]
    common = {name for name in names[0] if all(name in others for others in names)}
    rows = []
    for table, columns in tables.items():
        own = (f"`{name}` {kind.__name__}" for name, kind in columns.items() if name not in common)
        rows.append([f"`{table}`", ", ".join(own)])
    return _table(["table", "columns of its own"], rows)


def _arrow() -> str:
    """The tables of the Arrow schema: a heading each, and its columns."""
    lines: list[str] = []
    for table in arrow.TABLES:
        fields = arrow.table_schema(table)
        rows = [
            [f"`{field.name}`", str(field.type), "yes" if field.nullable else ""]
            for field in fields
        ]
        lines += (f"## {table}", "", _table(["column", "type", "may be null"], rows), "")
    return "\n".join(lines)


def _rules() -> str:
    """The editor's rules, with the first line of their reasoning."""
    rows = []
    for name in tr.RULES.names():
        rule = tr.RULES.get(name)
        if isinstance(rule, Requirement):
            continue
        reason = (inspect.getdoc(type(rule)) or "").partition("\n")[0]
        link = f"[{name}](../reference/diagnostics.md#{name.lower()})"
        names = ", ".join(f"`{profile}`" for profile in rule.profiles)
        rows.append([link, rule.code.severity, names, reason])
    return _table(["rule", "severity", "profiles", "reason"], rows)


def _schema(version: str) -> str:
    """What the JSON Schema of `version` says, part by part, and then as it is."""
    schema = json_schema(version)
    lines: list[str] = []
    for part in (schema, *schema["$defs"].values()):
        lines += (f"## {part['title']}", "", part["description"], "")
        if "properties" in part:
            required = part.get("required", ())
            rows = [
                [
                    f"`{name}`",
                    _asked(field),
                    "yes" if name in required else "",
                    field["description"],
                ]
                for name, field in part["properties"].items()
            ]
            lines += (_table(["property", "value", "required", "meaning"], rows), "")
        elif "pattern" in part:
            rows = [[f"`{word}`", _code(part[word])] for word in _OF_TEXTS if word in part]
            lines += (_table(["keyword", "value"], rows), "")
    text = json.dumps(schema, ensure_ascii=False, indent=2)
    return "\n".join([*lines, "## The schema", "", "```json", text, "```"])


_OF_TEXTS = ("pattern", "format", "maxLength", "examples")


def _asked(field: dict[str, Any]) -> str:
    """What the schema asks of a property, with links to its parts."""
    if "anyOf" in field:
        return f"{_asked(field['anyOf'][0])}, or `null`"
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        limit = f", at most {field['maxLength']} characters" if "maxLength" in field else ""
        return f"[{name}](#{name.lower()}){limit}"
    if "const" in field:
        return _code(field["const"])
    if "enum" in field:
        return "one of " + ", ".join(map(_code, field["enum"]))
    if field["type"] == "array":
        least, most = field.get("minItems", 0), field.get("maxItems")
        count = f"exactly {most} times" if most else f"{least} or more"
        different = " different" if field.get("uniqueItems") else ""
        return f"array, {count}{different}: {_asked(field['items'])}"
    if field["type"] == "integer":
        return f"integer, {field['minimum']} to {field.get('maximum', '…')}"
    return "object of JSON values" if field["type"] == "object" else str(field["type"])


def _code(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return f"<code>{html.escape(text).replace('|', '&#124;')}</code>"


def _beyond() -> str:
    """What only the models can say, with the code of each, and the documents that show it."""
    by_words: dict[str, list[Vector]] = {}
    for vector in vectors():
        if vector.beyond:
            by_words.setdefault(vector.beyond, []).append(vector)
    rows = []
    for words, shown in by_words.items():
        code = shown[0].diagnostics[0][0]
        link = f"[{code}](diagnostics.md#{code.lower()})"
        rows.append([words, link, ", ".join(f"`{vector.id}`" for vector in shown)])
    return _table(["what must hold", "code", "vectors"], rows)


def _responsibility() -> str:
    """The profiles of responsibility: a heading each, their sources, and what is checked."""
    lines: list[str] = []
    for profile in profiles():
        sources = dict.fromkeys(asked.source for asked in profile.requirements)
        cited = [
            [f"[{source.name}]({source.url})", source.english, source.in_force.isoformat()]
            for source in sources
        ]
        checked = [
            [
                f"[{asked.code.code}](diagnostics.md#{asked.code.code.lower()})",
                asked.code.severity,
                f"{asked.source.name}, {asked.article}" if len(sources) > 1 else asked.article,
                asked.checked,
            ]
            for asked in profile.requirements
        ]
        lines += (
            f"## {profile.id}", "", profile.applies, "",
            _table(["source", "in English", "in force since"], cited), "",
            _table(["code", "severity", "place", "what is checked"], checked), "",
        )  # fmt: skip
    return "\n".join(lines)


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


_MAKERS: dict[str, Callable[..., str]] = {
    "arrow": _arrow,
    "beyond": _beyond,
    "columns": _columns,
    "diagnostics": _diagnostics,
    "drafts": _drafts,
    "dialect": _dialect,
    "fields": _fields,
    "labels": _labels,
    "limits": _limits,
    "responsibility": _responsibility,
    "rules": _rules,
    "schema": _schema,
    "synonyms": _synonyms,
}
