"""What a post is annotated with, put to the fields that its body gave."""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import define, field

from themereport.document.annotation import item_annotations, report_annotations
from themereport.document.finding import Findings

__all__ = ["take_annotations"]

ROOT = "themereport"
# The path of a whole value, in front of what may be inside of it.
_VALUE = re.compile(rf"{ROOT}\.(?:\w+\.\d+\.)?[^.\[]+")


def take_annotations(
    annotations: object,
    places: Mapping[str, tuple[int, int]],
    data: dict[str, object],
    offsets: dict[str, tuple[int, int]],
    findings: Findings,
) -> None:
    """Put what stands under `themereport:` to the fields in `data`; report what is unknown.

    `places` are those of the front matter, by path. What the values may be is the models'
    business; `offsets` gets their places.
    """
    if annotations is not None:
        _Annotated(places, data, offsets, findings).take(annotations)


@define
class _Annotated:
    places: Mapping[str, tuple[int, int]]
    data: dict[str, object]
    offsets: dict[str, tuple[int, int]]
    findings: Findings
    taken: dict[str, str] = field(factory=dict)
    """The paths of annotations, and of the fields that they set."""

    def take(self, annotations: object) -> None:
        if not isinstance(annotations, dict):
            self._unknown(annotations, ROOT)
            return
        for key, value in annotations.items():
            path = f"{ROOT}.{key}"
            if key == "language" or key in report_annotations():
                self.data[key] = value
                self.taken[path] = key
            elif key in item_annotations() and isinstance(value, dict):
                self._take_items(key, value)
            else:
                self._unknown(key, path)
        self._place()

    def _take_items(self, key: str, by_number: dict[str, object]) -> None:
        items = self.data.get(key)
        if not isinstance(items, list):
            return  # the section is missing, which is an error of its own
        numbers = {str(number): item for number, item in enumerate(items, 1)}
        for number, fields in by_number.items():
            path = f"{ROOT}.{key}.{number}"
            item = numbers.get(number)
            if item is None or not isinstance(fields, dict):
                self._unknown(f"{key}.{number}", path)
                continue
            for name, value in fields.items():
                if name in item_annotations()[key]:
                    item[name] = value
                    self.taken[f"{path}.{name}"] = f"{key}[{int(number) - 1}].{name}"
                else:
                    self._unknown(f"{key}.{number}.{name}", f"{path}.{name}")

    def _place(self) -> None:
        """Enter where the values that were taken stand, and all that is inside of them."""
        for annotation, place in self.places.items():
            value = _VALUE.match(annotation)
            if value is not None and (path := self.taken.get(value[0])) is not None:
                self.offsets[path + annotation[value.end() :]] = place

    def _unknown(self, found: object, path: str) -> None:
        start, end = self.places.get(path, (0, 0))
        self.findings.report("TR110", f"front_matter.{ROOT}", start, end, found=found)
