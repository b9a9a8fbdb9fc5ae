"""The TOML file that describes a dialect, and what a dialect may be."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from attrs import evolve, fields

from themereport.document.dialect import Dialect
from themereport.document.inline import escape_heading
from themereport.document.notice import says_machine_made
from themereport.document.outline import PARTS, SECTIONS, SECTIONS_BY_KEY, fold_heading
from themereport.errors import ConfigError, choice
from themereport.locales.labels import Labels, labels_for
from themereport.locales.language import LANGUAGES

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

__all__ = ["load_dialect", "parse_dialect"]

_KEYS = tuple(section.key for section in SECTIONS)
_WORDS = tuple(attribute.name for attribute in fields(Labels) if attribute.name != "language")
_MARKS = {
    "after_label": ("：", ":", "，", ",", "、", "،"),
    "after_subject": ("：", ":", "，", ",", "、", "،"),
    "separator": ("，", ",", "、", "،", "；", ";", "؛"),
}
_BULLET = re.compile(r"[*+-] {1,4}")
_TABLES = tuple(s.key for s in SECTIONS if s.shape == "labelled" and not s.steps)
_LONGEST = 80


def load_dialect(path: os.PathLike[str] | str) -> Dialect:
    """The dialect in the TOML file at `path`; raise `ConfigError` if it describes none."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigError(f"the dialect {str(path)!r} cannot be read: {reason}") from error
    try:
        return parse_dialect(text)
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from error


def parse_dialect(text: str) -> Dialect:
    """The dialect that `text` describes; raise `ConfigError` if it describes none."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"it is no TOML: {error}") from error
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in _PARSERS:
            raise ConfigError.unknown("key", key, _PARSERS)
        values[key] = _PARSERS[key](key, value)
    if "name" not in values:
        raise ConfigError("name is missing: say what the dialect is called")
    dialect = Dialect(**values)
    _check(dialect)
    return dialect


def _refuse(key: str, value: object, advice: str) -> NoReturn:
    raise ConfigError(f"{key} is {value!r}: {advice}")


def _text(key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip() or value != value.strip():
        _refuse(key, value, "give words, without blanks around them")
    if len(value) > _LONGEST or not value.isprintable():
        _refuse(key, value, f"give one line of at most {_LONGEST} characters")
    return value


def _one_of(*choices: str) -> Callable[[str, object], str]:
    def parse(key: str, value: object) -> str:
        if value not in choices or not isinstance(value, str):
            _refuse(key, value, choice(value, choices))
        return value

    return parse


def _flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        _refuse(key, value, "give true or false")
    return value


def _level(key: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 2 <= value <= 6:
        _refuse(key, value, "give a number from 2 to 6")
    return value


def _bullet(key: str, value: object) -> str:
    if not isinstance(value, str) or not _BULLET.fullmatch(value):
        _refuse(key, value, 'give "*", "-" or "+" and one to four spaces, such as "- "')
    return value


def _order(key: str, value: object) -> tuple[str, ...]:
    for name in value if isinstance(value, list) else ():
        if name not in _KEYS:
            raise ConfigError(f"{key}: {ConfigError.unknown('section', name, _KEYS)}")
    if not isinstance(value, list) or sorted(map(str, value)) != sorted(_KEYS):
        _refuse(key, value, f"give each of {', '.join(_KEYS)} once")
    return tuple(value)


def _table(key: str, value: object, known: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(value, dict):
        _refuse(key, value, f"give a table: [{key}]")
    for name in value:
        if name not in known:
            raise ConfigError(f"{key}: {ConfigError.unknown('key', name, known)}")
    return value


def _tables(key: str, value: object) -> dict[str, tuple[str, str]]:
    tables: dict[str, tuple[str, str]] = {}
    for name, columns in _table(key, value, _TABLES).items():
        if not isinstance(columns, list) or len(columns) != 2:
            _refuse(f"{key}.{name}", columns, "give the words above the two columns")
        first, second = (_text(f"{key}.{name}", column) for column in columns)
        tables[name] = first, second
    return tables


def _synonyms(key: str, value: object) -> dict[str, tuple[str, ...]]:
    synonyms: dict[str, tuple[str, ...]] = {}
    for name, words in _table(key, value, (*PARTS, *_KEYS, "disclaimer")).items():
        if not isinstance(words, list):
            _refuse(f"{key}.{name}", words, "give a list of headings")
        synonyms[name] = tuple(_text(f"{key}.{name}", word) for word in words)
    return synonyms


def _labels(key: str, value: object) -> dict[str, Labels]:
    """The labels by language; what is not said is taken from the catalog next to it."""
    labels: dict[str, Labels] = {}
    if not isinstance(value, dict) or not value:
        _refuse(key, value, f"give a table for each language: [{key}.en]")
    for language, words in value.items():
        if language not in LANGUAGES:
            raise ConfigError(f"{key}: {ConfigError.unknown('language', language, LANGUAGES)}")
        name = f"{key}.{language}"
        said = {
            word: _label(name, word, text) for word, text in _table(name, words, _WORDS).items()
        }
        labels[language] = evolve(labels_for(language), **said)
    return labels


def _label(table: str, word: str, value: object) -> str:
    key = f"{table}.{word}"
    text = _text(key, value)
    if word in _MARKS:
        if text not in _MARKS[word]:
            _refuse(key, value, f"give one of {' '.join(_MARKS[word])}")
    elif escape_heading(text.replace("{theme}", "")) != text.replace("{theme}", ""):
        _refuse(key, value, "leave out what Markdown would take for markup")
    if word == "notice" and not says_machine_made(text):
        _refuse(key, value, "say that artificial intelligence generated the text")
    if word == "title" and text.count("{theme}") != 1:
        _refuse(key, value, "say once where the theme goes: {theme}")
    return text


_PARSERS: dict[str, Callable[[str, object], Any]] = {
    "name": _text,
    "order": _order,
    "halves": _flag,
    "level": _level,
    "numbers": _one_of("none", "detail", "all"),
    "bullet": _bullet,
    "tables": _tables,
    "disclaimer": _one_of("line", "section"),
    "labels": _labels,
    "synonyms": _synonyms,
}


def _check(dialect: Dialect) -> None:
    """Refuse a dialect that could not be read back."""
    if dialect.halves:
        parts = [SECTIONS_BY_KEY[key].part for key in dialect.order]
        if parts != sorted(parts):
            raise ConfigError(
                "order mixes the two halves: put overview and signals first, or set halves = false"
            )
        if dialect.level < 3:
            _refuse("level", dialect.level, "the halves need a level above it: give 3 or more")
    for language, labels in dialect.labels.items():
        _check_distinct(language, labels, halves=dialect.halves)
    lines: dict[str, str] = {}
    for language, labels in dialect.labels.items():
        keys = (*(PARTS if dialect.halves else ()), *dialect.order)
        announced = [dialect.heading_line(key, labels) for key in keys]
        for line in (*announced, dialect.disclaimer_start(labels)):
            if other := lines.get(line):
                raise ConfigError(
                    f"labels: {line!r} stands in {other} and in {language}: "
                    "no heading may be that of two languages"
                )
            lines[line] = language


def _check_distinct(language: str, labels: Labels, *, halves: bool) -> None:
    """No heading of a language may mean two sections."""
    taken: dict[str, str] = {}
    for key in (*(PARTS if halves else ()), *_KEYS, "disclaimer"):
        words: str = getattr(labels, key)
        folded = fold_heading(words)
        if not folded:
            _refuse(f"labels.{language}.{key}", words, "give at least one letter or digit")
        if folded in taken:
            _refuse(f"labels.{language}.{key}", words, f"it reads like that of {taken[folded]}")
        taken[folded] = key
