"""Family TR2: the model: what a report must be."""

from themereport.diagnostics.code import Code

__all__ = ["CODES"]

CODES = (
    Code("TR201", "error", "{path} is missing: give {expected}", "Every report has it."),
    Code(
        "TR202",
        "error",
        "{path} is not a field of {model}: {advice}",
        "A misspelt field would otherwise be lost in silence.",
    ),
    Code(
        "TR203",
        "error",
        "{path} is empty: give at least one",
        "A part with nothing in it says nothing; it usually means that a text was cut.",
    ),
    Code(
        "TR204",
        "error",
        "{path} is {found}: give {expected}",
        'Values are never converted by guess: "1" is not 1.',
    ),
    Code(
        "TR205",
        "error",
        "{path} {problem}: found {found}; {advice}",
        "Text is plain: one trimmed line, exactly what a reader should see.",
    ),
    Code(
        "TR206",
        "error",
        "{path} has {found} items: give exactly {expected}; never pad or cut a list to fit",
        "The ten signals are the promise of the form.",
    ),
    Code(
        "TR207",
        "error",
        "{path} have the ranks {found}: number them 1 to 10 in order",
        "A rank that disagrees with the place in the list has two readings.",
    ),
    Code(
        "TR208",
        "error",
        "{path} has {found} characters: give at most {limit}",
        "Longer values break titles and file names.",
    ),
    Code(
        "TR209",
        "error",
        "{path} is {found!r}, {problem}: give a date and time with its offset, "
        "such as 2025-11-04T09:16:36+08:00",
        "Without an offset the same words mean 24 different moments.",
    ),
    Code(
        "TR210",
        "error",
        "{path} is {found!r}, which is no canonical BCP 47 tag: {advice}",
        "Tags are compared as text, so there is one spelling for each (RFC 5646, 2.1.1).",
    ),
    Code(
        "TR211",
        "error",
        "{path} is {found!r}: give one of {expected}",
        "Programs switch on this value.",
    ),
    Code(
        "TR212",
        "error",
        "{path} has Markdown that would escape its section: {problem}: {advice}",
        "An appendix is quoted Markdown; it must not open sections, hide what follows or run "
        "anything.",
    ),
    Code(
        "TR213",
        "error",
        "{path}: {problem}",
        "Front matter holds JSON values under unique keys, so that every format can carry it.",
    ),
    Code(
        "TR214",
        "error",
        "{path} is {found!r}, which is the id of no source: {advice}",
        "Whoever follows a citation must arrive somewhere.",
    ),
    Code(
        "TR215",
        "error",
        "{path} is {found!r}, as that of {first} is: give each source an id of its own",
        "A citation of an id that two sources share has two readings.",
    ),
    Code(
        "TR216",
        "error",
        "{path} is {found!r} a second time: keep one",
        "To cite or explain something twice says no more than once, and may be a slip.",
    ),
    Code(
        "TR217",
        "error",
        "{path} is '1.0', which has no {found}: write '1.1', or leave the version out",
        "Programs that know schema 1.0 alone would refuse the report, or lose what they cannot read.",
    ),
    Code(
        "TR218",
        "error",
        "{path} is {found!r}, which is no address on the web: {problem}; "
        "give one such as https://example.com/page",
        "An address is followed by people and programs: it leads to the web, and holds no secret.",
    ),
    Code(
        "TR219",
        "error",
        "{path} is {found!r}, which is no {what}: {advice}",
        "Identifiers are compared as text, so each has one form: ISIN by ISO 6166, FIGI by the "
        "standard of the OMG, MIC by ISO 10383.",
    ),
    Code(
        "TR220",
        "error",
        "{path} is {found!r}, whose last digit would have to be {expected}: look the number up",
        "The last digit of an ISIN or FIGI follows from the others, so that a slip is seen before "
        "it names another instrument.",
    ),
    Code(
        "TR221",
        "error",
        "{path} says nothing: give {expected}",
        "A value of which nothing is known tells a reader nothing; it usually means that something "
        "was lost.",
    ),
    Code(
        "TR222",
        "error",
        "{path} is {found}, but this is revision {own} of the same report: "
        "it can replace an earlier one only",
        "A report that replaces itself or its successor leaves no reading of which one holds.",
    ),
)
