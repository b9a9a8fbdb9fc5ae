"""YAML: a report as its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.diagnostics.diagnostic import Diagnostic
from themereport.models.refusal import kind_of
from themereport.readers.finish import finish
from themereport.readers.scalar import is_text
from themereport.readers.yaml_tree import read_yaml

if TYPE_CHECKING:
    from themereport.document.express import Places
    from themereport.readers.reader import Defaults
    from themereport.readers.result import ReadResult
    from themereport.source.text import SourceText

__all__ = ["YAML", "YamlReader"]


class YamlReader:
    """Reads YAML without anchors, tags and typing by guess: a text is the text it shows."""

    def read(self, source: SourceText, *, defaults: Defaults) -> ReadResult:
        """Read `source`; every problem becomes a diagnostic with its place."""
        tree = read_yaml(source, 0, len(source.text), is_text=_is_text)
        if not tree.diagnostics and not isinstance(tree.value, dict):
            found = {"found": kind_of(tree.value)}
            tree.diagnostics.append(Diagnostic("TR108", "", source.span(0, 0), found))
        places: Places = [(list(tree.offsets), list(tree.offsets.values()))]
        return finish(source, tree.value, places, tree.diagnostics, defaults)


def _is_text(path: str) -> bool:
    """Whether the field at `path` is never a number, a truth value or null."""
    return not path.startswith("front_matter") and is_text(path)


YAML = YamlReader()
