"""Probes: reports whose texts would become something else wherever they are not escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.testing.example import example_report
from themereport.testing.strategies.markup import MARKUP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.models.report import ThemeReport

__all__ = ["MARK", "probes"]

MARK = "x-probe"
"""What no element, attribute or comment of a renderer is called."""

_TEXTS = (
    f"<{MARK}>1</{MARK}>",
    f'"><{MARK}>2',
    f"'><{MARK}>3",
    f'" {MARK}="4',
    f"' {MARK}='5",
    f"6 {MARK}=6",
    f"<!-- {MARK} 7",
    f"]]><{MARK}>8",
    f"</title></style></script><{MARK}>9",
    f"&lt;{MARK}&gt; 10",
    f"&#60;{MARK}&#62; 11",
    "&amp;amp; 12",
    f"<{MARK}",
    f"\\<{MARK}> 14",
    "a < b & c > d",
)


def probes() -> Iterator[ThemeReport]:
    """Reports that hold each probe and each piece of markup in a signal, and many elsewhere."""
    pieces = [piece.strip() for piece in MARKUP]
    texts = (*_TEXTS, *(f"{piece} x {piece}".strip() for piece in pieces))
    report = example_report()
    for at in range(0, len(texts), 10):
        ten = [texts[(at + number) % len(texts)] for number in range(10)]
        fields = report.model_dump(mode="json", exclude={"schema_version"})
        for signal, text in zip(fields["signals"], ten, strict=True):
            signal["text"] = text
        fields["theme"] = ten[0][:80].strip()
        fields["overview"], fields["background"], fields["disclaimer"] = ten[1:4]
        fields["events"][0] |= {"title": ten[4], "description": ten[5]}
        fields["drivers"][0] |= {"subject": ten[6], "thesis": ten[7], "steps": ten}
        fields["impacts"][0] |= {"target": ten[8], "analysis": ten[9]}
        fields["risks"][0] |= {"name": ten[3], "description": ten[2]}
        fields["appendices"][0]["title"] = ten[1]
        fields["provenance"] |= {"publisher": ten[0], "interests": ten}
        fields["sources"][0]["title"] = ten[9]
        yield type(report).model_validate(fields)
