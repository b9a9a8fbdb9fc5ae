"""A comparison as JSON values, for programs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from themereport.comparison.change import is_ai_generated
from themereport.models.front_matter import FrozenMapping, thaw
from themereport.models.model import Model

if TYPE_CHECKING:
    from themereport.comparison.change import Change, FieldChange, ReportDiff
    from themereport.models.report import ThemeReport

__all__ = ["VERSION", "to_record"]

VERSION = "1.0"
"""The version of the form. A minor one only adds keys."""


def to_record(diff: ReportDiff) -> dict[str, Any]:
    """`diff` as a dict of JSON values; its keys do not depend on what changed."""
    return {
        "diff_version": VERSION,
        "is_empty": diff.is_empty,
        "old": _about(diff.old),
        "new": _about(diff.new),
        "fields": [_field(change) for change in diff.fields],
        **{key: [_change(change) for change in changes] for key, changes in diff.lists.items()},
        "reordered": list(diff.reordered),
    }


def _about(report: ThemeReport) -> dict[str, Any]:
    return {
        "slug": report.slug,
        "theme": report.theme,
        "language": report.language,
        "published_at": report.published_at.isoformat(),
        "revision": report.revision,
        "content_hash": report.content_hash,
        "disclaimer": report.disclaimer,
        "ai_generated": is_ai_generated(report),
    }


def _field(change: FieldChange) -> dict[str, Any]:
    return {
        "name": change.name,
        "kind": change.kind,
        "old": _json(change.old),
        "new": _json(change.new),
    }


def _change(change: Change[Any]) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "fields": list(change.fields),
        "similarity": None if change.similarity is None else round(change.similarity, 3),
        "old": _json(change.old),
        "new": _json(change.new),
    }


def _json(value: object) -> Any:
    """A field's value as a report's JSON has it."""
    if isinstance(value, Model):
        return value.model_dump(mode="json")
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_json(each) for each in value]
    return thaw(value) if isinstance(value, FrozenMapping) else value
