"""Family TR4: the outline of sections."""

from themereport.diagnostics.code import Code
from themereport.diagnostics.codes.drift import CANONICAL

__all__ = ["CODES"]

CODES = (
    Code(
        "TR401",
        "error",
        "the section {section!r} is missing: add the heading {heading!r} with {expected}",
        "Every report has all its sections.",
    ),
    Code(
        "TR402",
        "error",
        "the section {found!r} stands twice, first on line {first}: join the two",
        "Which of the two holds is for the writer to say.",
    ),
    Code(
        "TR403",
        "error",
        "the title line is missing: start the body with {heading!r}",
        "The title names the theme.",
    ),
    Code(
        "TR404",
        "error",
        "the disclaimer is missing: end the text with {heading!r} and the disclaimer",
        "Readers must be told that a report is no advice.",
    ),
    Code(
        "TR405",
        "error",
        "{path} has no {expected}: found {found!r}; write {example!r}",
        "Without its label, nobody can say what the words are about.",
    ),
    Code(
        "TR406",
        "info",
        "the section {found!r} stands out of order",
        CANONICAL,
    ),
    Code(
        "TR407",
        "error",
        "a second report begins here: {found!r}; give one report at a time",
        "Which of the two is meant is for the writer to say.",
    ),
    Code(
        "TR408",
        "error",
        "{found!r} may be {reading}, or {other}: {advice}",
        "A guess would put words to the wrong field, and nobody would notice.",
    ),
)
