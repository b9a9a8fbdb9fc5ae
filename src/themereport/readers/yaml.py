"""YAML: a report as its fields, perhaps in a code fence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.diagnostics.diagnostic import Diagnostic
from themereport.models.refusal import kind_of
from themereport.readers.fence import (
    REPORT_IN_FENCE,
    behind_thinking,
    is_yaml,
    left_out,
    within_fence,
)
from themereport.readers.finish import finish
from themereport.readers.scalar import is_text
from themereport.readers.yaml_tree import read_yaml

if TYPE_CHECKING:
    from themereport.document.taken import Places
    from themereport.readers.reader import Defaults
    from themereport.readers.result import ReadResult
    from themereport.source.text import SourceText

__all__ = ["YAML", "YamlReader"]

_FENCES = ("```", "~~~")


class YamlReader:
    """Reads YAML without anchors, tags and typing by guess: a text is the text it shows."""

    def read(self, source: SourceText, *, defaults: Defaults) -> ReadResult:
        """Read `source`; every problem becomes a diagnostic with its place."""
        start, stop = _content(source.text)
        tree = read_yaml(source, start, stop, is_text=_is_text)
        if not tree.diagnostics and not isinstance(tree.value, dict):
            found = {"found": kind_of(tree.value)}
            tree.diagnostics.append(Diagnostic("TR108", "", source.span(start, start), found))
        tree.diagnostics += left_out(source, 0, start, REPORT_IN_FENCE)
        tree.diagnostics += left_out(source, stop, len(source.text), REPORT_IN_FENCE)
        places: Places = [(list(tree.offsets), list(tree.offsets.values()))]
        return finish(source, tree.value, places, tree.diagnostics, defaults)


def _content(text: str) -> tuple[int, int]:
    """Where the YAML in `text` begins and ends: all of it, or what stands in a code fence."""
    inside, start = within_fence(text), behind_thinking(text)
    # No YAML begins with such marks.
    if inside and (text[start:].lstrip().startswith(_FENCES) or is_yaml(text, *inside)):
        return inside
    return start, len(text)


def _is_text(path: str) -> bool:
    """Whether the field at `path` is never a number, a truth value or null."""
    return not path.startswith("front_matter") and is_text(path)


YAML = YamlReader()
