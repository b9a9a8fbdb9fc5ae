"""AIGC: the label that programs read in a file that a machine wrote, as GB 45438-2025 defines it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themereport.models.report import ThemeReport

__all__ = ["aigc_metadata"]

_BY_A_MACHINE = "1"


def aigc_metadata(
    report: ThemeReport,
    *,
    content_propagator: str = "",
    propagate_id: str = "",
    reserved_code_1: str = "",
    reserved_code_2: str = "",
) -> dict[str, dict[str, str]] | None:
    """Return the implicit label of `report` as a JSON object; None if it is not `ai_generated`.

    The label is that of annex E of GB 45438-2025: under the key `AIGC` seven texts, in the order
    of the standard. It says that a machine wrote the report (`Label` is "1"), by whose service
    (`ContentProducer`) and under which number (`ProduceID`), as `provenance.ai_generated` has
    them. What nobody stated is empty; the rules TR602 and TR603 object to the absence of the two.

    Args:
        report: The report.
        content_propagator: The name or code of the service that distributes it.
        propagate_id: The number that this service gave to it.
        reserved_code_1: What the producer adds to protect the label, such as a signature.
        reserved_code_2: What the distributor adds to protect it.
    """
    label = report.provenance.ai_generated if report.provenance else None
    if label is None:
        return None
    return {
        "AIGC": {
            "Label": _BY_A_MACHINE,
            "ContentProducer": label.producer or "",
            "ProduceID": label.content_id or "",
            "ReservedCode1": reserved_code_1,
            "ContentPropagator": content_propagator,
            "PropagateID": propagate_id,
            "ReservedCode2": reserved_code_2,
        }
    }
