"""Family TR1: the syntax of front matter, JSON and YAML."""

from themereport.diagnostics.code import Code

__all__ = ["CODES"]

_STRICT_YAML = (
    "Front matter is data, not a program: what YAML parsers disagree on is refused, so that "
    "every program that reads the file sees the same values."
)

CODES = (
    Code(
        "TR101",
        "warning",
        "front matter is missing: start the file with lines such as '---', 'date: …', '---'",
        "Without front matter the text does not say when it was published.",
    ),
    Code(
        "TR102",
        "error",
        "front matter is not closed: add a line '---' after its last key",
        "Otherwise the whole report would be read as front matter.",
    ),
    Code(
        "TR103",
        "error",
        "this is not valid YAML: {reason}",
        _STRICT_YAML,
    ),
    Code(
        "TR104",
        "error",
        "the key {found!r} stands twice, first on line {first}: keep one",
        _STRICT_YAML + " Most parsers silently keep the last.",
    ),
    Code(
        "TR105",
        "error",
        "anchors, aliases, tags, merge keys and directives are not allowed; found {found}: "
        "write the value out",
        _STRICT_YAML + " Aliases can also expand a few bytes into gigabytes.",
    ),
    Code(
        "TR106",
        "error",
        "{what} goes beyond the limit of {limit}: shorten it",
        "Limits keep a hostile file from exhausting the machine.",
    ),
    Code(
        "TR107",
        "error",
        "this is not valid JSON: {reason}",
        "JSON is read by RFC 8259, without extensions such as NaN or comments.",
    ),
    Code(
        "TR108",
        "error",
        "the top level is {found}: give a mapping of fields",
        "A report is a mapping of its fields.",
    ),
    Code(
        "TR109",
        "error",
        "the date {found!r} does not exist or is in no known form: "
        "write it as 2025-11-04 09:16:36 +0800",
        "A report without a real date cannot be put in order.",
    ),
    Code(
        "TR110",
        "error",
        "themereport has an unknown annotation {found!r}: remove it",
        "Annotations change what the body says, so none is passed over in silence.",
    ),
    Code(
        "TR111",
        "warning",
        "{found} is true or false to some YAML readers and a word to others: "
        "write it in quotes, or as true or false",
        _STRICT_YAML,
    ),
    Code(
        "TR112",
        "error",
        "the text is {found}, not Markdown: read it with the format {format}, "
        "or give its file a name that ends in .{format}",
        "JSON and YAML have their own readers, which know the fields by their names.",
    ),
)
