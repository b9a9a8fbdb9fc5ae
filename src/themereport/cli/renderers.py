"""`renderers`: list the formats that reports can be rendered to."""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, Any

from themereport.api import RENDERERS
from themereport.cli.words import _
from themereport.diagnostics.printable import escape_controls, printable
from themereport.errors import ConfigError, PluginError
from themereport.renderers.options import options_of
from themereport.renderers.renderer import gives_bytes

if TYPE_CHECKING:
    import argparse

    from themereport.renderers.renderer import Renderer

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument(
        "formats", nargs="*", metavar="FORMAT", help=_("a format (default: all that are installed)")
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON document"))


def run(options: argparse.Namespace) -> int:
    """Print each format's media type, suffix and options; 1 if a renderer cannot be loaded."""
    names = RENDERERS.names()
    for format in options.formats:
        if format not in names:
            raise ConfigError.unknown("renderer called", format, names)
    records = [_record(format) for format in options.formats or names]
    if options.json:
        text = json.dumps({"renderers": records}, ensure_ascii=False, indent=2, default=str)
        print(escape_controls(text))
    else:
        width = max(len(record["format"]) for record in records)
        for record in records:
            print("\n".join(printable(line) for line in _lines(record, width)))
    return 1 if any(record["error"] for record in records) else 0


def _record(format: str) -> dict[str, Any]:
    """What is to be said of a format; keys do not depend on it."""
    record: dict[str, Any] = {
        "format": format,
        "description": None,
        "media_type": None,
        "suffix": None,
        "gives": None,
        "options": [],
        "error": None,
    }
    try:
        renderer = RENDERERS.get(format)
    except PluginError as error:
        return record | {"error": str(error)}
    return record | {
        "description": _description(renderer),
        "media_type": renderer.media_type,
        "suffix": renderer.suffix,
        "gives": "bytes" if gives_bytes(renderer) else "text",
        "options": [
            {
                "name": option.name,
                "type": option.type,
                "default": option.default,
                "description": option.description,
            }
            for option in options_of(renderer)
        ],
    }


def _description(renderer: Renderer) -> str:
    """The first line of the docstring of a renderer's class."""
    kind = type(renderer)
    # That of the protocol says nothing of this one, nor does what dataclasses make up.
    words = inspect.cleandoc(kind.__doc__ or "")
    return "" if words.startswith(f"{kind.__name__}(") else words.partition("\n")[0]


def _lines(record: dict[str, Any], width: int) -> list[str]:
    name = f"{record['format']:{width}}"
    if record["error"]:
        return [f"{name}  {record['error']}"]
    lines = [f"{name}  {record['media_type']}, {record['suffix']}, {record['gives']}"]
    if record["description"]:
        lines.append(f"{'':{width}}  {record['description']}")
    for option in record["options"]:
        default = json.dumps(option["default"], ensure_ascii=False, default=str)
        says = f": {option['description']}" if option["description"] else ""
        lines.append(f"{'':{width}}    {option['name']}={default} ({option['type']}){says}")
    return lines
