"""YAML: the report's fields, complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.renderers.yaml_text import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.document.document import Document

__all__ = ["YAML", "YamlRenderer"]


class YamlRenderer:
    """Renders the report's own fields; every text is quoted, so that no parser types it."""

    media_type = "application/yaml"
    suffix = ".yaml"

    def render(self, document: Document) -> str:
        """Block-style YAML in the order of the schema, ending in one line end."""
        data = document.report.model_dump(mode="json")
        return "\n".join(_lines(data, "")) + "\n"


def _lines(data: dict[str, object], indent: str) -> Iterator[str]:
    """Fields as block style; lists of mappings too; all else on one line."""
    for key, value in data.items():
        if key == "front_matter" or not isinstance(value, list) or not value:
            yield f"{indent}{key}: {quote(value)}"
            continue
        yield f"{indent}{key}:"
        for item in value:
            if isinstance(item, dict):
                first, *others = _lines(item, f"{indent}    ")
                yield f"{indent}  - {first.lstrip(' ')}"
                yield from others
            else:
                yield f"{indent}  - {quote(item)}"


YAML = YamlRenderer()
