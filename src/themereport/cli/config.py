"""`[tool.themereport]` in the nearest pyproject.toml."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from attrs import fields, frozen

from themereport.errors import ConfigError
from themereport.rules.selection import DEFAULT_PROFILES

__all__ = ["Config", "read_config"]

_FILE = "pyproject.toml"
_ADDRESS = re.compile(r"https?://[!-~]+")


@frozen
class Config:
    """What a project says of itself.

    Names of profiles and codes of rules, the file of its dialect, and the address of the copy of
    our documentation that messages link to.
    """

    profiles: tuple[str, ...] = DEFAULT_PROFILES
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    dialect: str = ""
    documentation: str = ""


def read_config(folder: str) -> Config:
    """The configuration for `folder`: that of the nearest file above it that has one.

    Raises `ConfigError` if a file cannot be read, or says what nobody understands.
    """
    folder = os.path.abspath(folder)
    while True:
        table = _table_of(os.path.join(folder, _FILE))
        if table is not None:
            return table
        above = os.path.dirname(folder)
        if above == folder:
            return Config()
        folder = above


def _table_of(path: str) -> Config | None:
    """The configuration in the file at `path`; None if there is no file or no table."""
    try:
        text = Path(path).read_text(encoding="utf-8")
        import tomllib  # only now: in most folders there is no file

        data = tomllib.loads(text)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeError, ValueError, RecursionError) as error:
        raise ConfigError(f"{path} cannot be read: {error}: mend it, or use --no-config") from error
    tool = data.get("tool")
    table = tool.get("themereport") if isinstance(tool, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: tool.themereport is no table: write [tool.themereport]")
    known = [field.name for field in fields(Config)]
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            raise ConfigError(f"{path}: {ConfigError.unknown('key', key, known)}")
        if key == "dialect":
            if not isinstance(value, str):
                raise ConfigError(f"{path}: {key} is {value!r}: give the path of a file")
            values[key] = os.path.join(os.path.dirname(path), value)
            continue
        if key == "documentation":
            if not isinstance(value, str) or not _ADDRESS.fullmatch(value):
                raise ConfigError(f"{path}: {key} is {value!r}: give an address: https://…")
            values[key] = value
            continue
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ConfigError(f'{path}: {key} is {value!r}: give a list of names such as ["x"]')
        values[key] = tuple(value)
    return Config(**values)
