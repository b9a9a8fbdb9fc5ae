"""Migration: a report as plain data, in another version of the schema."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Protocol

from attrs import field, frozen

from themereport.diagnostics.diagnostic import Diagnostic
from themereport.errors import ConfigError, ModelError
from themereport.schema.migrations import to_1_1
from themereport.schema.version import VERSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["MigrateResult", "migrate"]


class _Step(Protocol):
    """What each module of `migrations` is."""

    @property
    def VERSION(self) -> str: ...  # noqa: N802 - as modules name what does not change

    def up(self, report: dict[str, Any], /) -> None: ...

    def down(self, report: dict[str, Any], /) -> Iterator[str]: ...


_STEPS: tuple[_Step, ...] = (to_1_1,)


@frozen
class MigrateResult:
    """What migrating gave.

    `data` is the report in the version asked for. `lost` has the paths of the fields that this
    version does not have, and that said something; going up loses nothing.
    """

    data: dict[str, Any] = field(repr=False)
    lost: tuple[str, ...]


def migrate(data: Mapping[str, Any], to: str = VERSIONS[-1]) -> MigrateResult:
    """Return the report in `data` as one of schema version `to`; `data` stays as it is.

    The report need not be valid; what no step knows is left alone. A `schema_version` that is not
    stated stays so, since it follows from the fields.

    Args:
        data: The fields of a report as JSON has them, such as `json.loads` gives.
        to: A version of the schema, such as `1.0`.

    Raises:
        ConfigError: There is no version `to`.
        ModelError: `data` states a version that there is not.
        TypeError: `data` is no mapping.
    """
    if not hasattr(data, "keys"):
        raise TypeError(f"data must be a mapping of fields, not {type(data).__name__}")
    if to not in VERSIONS:
        raise ConfigError.unknown("version of the schema", to, VERSIONS)
    report: dict[str, Any] = deepcopy(dict(data))
    stated = report.get("schema_version")
    if stated is not None and stated not in VERSIONS:
        arguments = {"found": stated, "expected": " or ".join(map(repr, VERSIONS))}
        refusal = Diagnostic("TR211", "schema_version", arguments=arguments)
        raise ModelError([refusal], what="not a report of a known version")
    target = VERSIONS.index(to)
    lost: list[str] = []
    # Down from the newest, whatever is stated: fields say what there is to lose.
    for step in reversed(_STEPS):
        if VERSIONS.index(step.VERSION) > target:
            lost += step.down(report)
    for step in _STEPS:
        if stated is not None and VERSIONS.index(stated) < VERSIONS.index(step.VERSION) <= target:
            step.up(report)
    if stated is not None:
        report["schema_version"] = to
    return MigrateResult(report, tuple(lost))
