"""Family TR3: drift from the canonical form."""

from themereport.diagnostics.code import Code

__all__ = ["CANONICAL", "CODES"]

CANONICAL = (
    "One canonical form means that two equal reports are equal files, so that differences "
    "between versions are differences of content."
)

CODES = (
    Code(
        "TR301",
        "info",
        "{path} is preceded by {found}: the canonical form has one space",
        CANONICAL,
    ),
    Code(
        "TR302",
        "info",
        "the list marker is followed by {found}: the canonical form is {expected!r}",
        CANONICAL,
    ),
    Code(
        "TR303",
        "info",
        "the label is set {found!r}: the canonical form is {expected!r}",
        CANONICAL,
    ),
    Code(
        "TR304",
        "info",
        "the text ends with {found}: the canonical form ends with one line end",
        CANONICAL,
    ),
    Code(
        "TR305",
        "info",
        "the heading {found!r} was read as {expected!r}",
        "Synonyms are understood; saying so lets a writer settle on one.",
    ),
    Code(
        "TR306",
        "warning",
        "the section {found!r} is not one of a report: kept as an appendix",
        "Nothing is thrown away, but programs will not find it among the fields.",
    ),
    Code(
        "TR307",
        "warning",
        "Markdown inside a sentence was dropped: {found}; its words are kept",
        "Sentences are plain text, so that they mean the same in every format.",
    ),
    Code(
        "TR308",
        "info",
        "the lines of this sentence were joined",
        "A sentence is one line.",
    ),
    Code(
        "TR309",
        "info",
        "this line is written {found!r}: the canonical form is {expected!r}",
        CANONICAL,
    ),
    Code(
        "TR310",
        "warning",
        "the sentence is not bold: the canonical form is bold",
        CANONICAL,
    ),
    Code(
        "TR311",
        "info",
        "this date is written {found!r}: the canonical form is {expected!r}",
        CANONICAL,
    ),
    Code(
        "TR312",
        "info",
        "{what}: the canonical form has {expected}",
        CANONICAL,
    ),
    Code(
        "TR313",
        "warning",
        "the publication date was taken from {found}",
        "A date that the text does not state itself should be checked.",
    ),
    Code(
        "TR314",
        "warning",
        "Markdown of the appendix was made harmless: {problem}",
        "An appendix must not open sections, hide what follows or run anything.",
    ),
    Code(
        "TR315",
        "warning",
        "the list number {found} is out of order: its place in the list makes it {expected}",
        "The place in the list counts; a wrong number may mean that an item was lost.",
    ),
    Code(
        "TR316",
        "warning",
        "the words {found!r} stand outside every field: {advice}",
        "Nothing is thrown away in silence.",
    ),
    Code(
        "TR317",
        "info",
        "the text begins with a byte order mark: the canonical form has none",
        "UTF-8 needs no mark, and many programs take it for a character of the text.",
    ),
    Code(
        "TR318",
        "warning",
        "{what} was left out: {found!r}",
        "What a model writes around a report is for the one who asked, not for its readers.",
    ),
    Code(
        "TR319",
        "info",
        "lines end in {found}: the canonical form has LF",
        CANONICAL,
    ),
    Code(
        "TR320",
        "warning",
        "the heading {found!r} was guessed to mean {expected!r}",
        "A guess from words, order and shape is mostly right; it is for the writer to confirm.",
    ),
    Code(
        "TR321",
        "info",
        "the heading {heading!r} is missing",
        CANONICAL,
    ),
    Code(
        "TR322",
        "warning",
        "{path} has more than one sentence has room for: {found!r} was joined to it",
        "Nothing is thrown away: what has no field of its own goes on in the one before.",
    ),
    Code(
        "TR323",
        "info",
        "a table stands in place of the list of {key}",
        CANONICAL,
    ),
    Code(
        "TR324",
        "warning",
        "the title line is missing: the theme was taken from {found}",
        "The title names the theme.",
    ),
    Code(
        "TR325",
        "info",
        "the value of {key} is {found}: the canonical form has it in double quotes",
        "Bare words mean different things to different YAML parsers.",
    ),
    Code(
        "TR326",
        "info",
        "the table of {key} is not set as the dialect has it",
        CANONICAL,
    ),
    Code(
        "TR327",
        "info",
        "a list of {key} stands in place of the table that the dialect has",
        CANONICAL,
    ),
    Code(
        "TR328",
        "warning",
        "nothing tells readers that a machine wrote this, as the front matter says: "
        "write {expected!r} below the title",
        "Who reads the post cannot see its front matter, and has a right to know.",
    ),
    Code(
        "TR329",
        "info",
        "the words {found!r} were taken for {path}, of which the front matter says nothing",
        "What people are told, programs should be able to read, too.",
    ),
    Code(
        "TR330",
        "info",
        "the notice {found!r} is written or placed in another way: "
        "the canonical form has {expected!r} below the title",
        CANONICAL,
    ),
    Code(
        "TR331",
        "warning",
        "the disclaimer has no label: {found!r} was taken for it by its words",
        "A guess is mostly right; it is for the writer to confirm.",
    ),
    Code(
        "TR332",
        "warning",
        "no blank line stands above {found!r}: it may be shown as a part of what stands above",
        "To most programs that show Markdown, a heading or a list right below a paragraph is words "
        "of that paragraph.",
    ),
)
