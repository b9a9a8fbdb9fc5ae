"""Family TR5: the rules for valid reports."""

from themereport.diagnostics.code import Code

__all__ = ["CODES"]

CODES = (
    Code(
        "TR501",
        "warning",
        "{path} says what {other} says ({share} of the words are the same): "
        "join the two, or say what is new",
        "Ten signals are ten pieces of news; one that comes twice takes the place of another.",
    ),
    Code(
        "TR502",
        "info",
        "{path} ends without a mark such as {expected!r}, but {count} of the ten have one: add it",
        "Text that was cut off ends like this, and a list looks careless with it.",
    ),
    Code(
        "TR503",
        "warning",
        "{path} is {found!r}, but the target is called {target!r}: "
        "make it {expected!r}, or correct the name",
        "An ETF can be bought and an industry cannot, and programs go by the kind.",
    ),
    Code(
        "TR504",
        "warning",
        "{path} is {found!r}, but the report says {expected!r}: correct one, or remove the key",
        "Sites show and sort by the front matter, programs by the report.",
    ),
    Code(
        "TR505",
        "warning",
        "{path} is {value!r}, but the file is called {found!r}: "
        "correct the report, or call the file {expected!r}",
        "Jekyll publishes a post under the day that its file name says.",
    ),
    Code(
        "TR506",
        "warning",
        "{path} disclaims nothing: say that the report is no investment advice, "
        "or that no liability is accepted",
        "Readers must be told that a report is no advice; a heading alone does not tell them.",
    ),
    Code(
        "TR507",
        "error",
        "{path} promises what nobody can promise: found {found}; remove it",
        "Regulators forbid whoever publishes research to promise returns, or to call an "
        "investment free of risk.",
    ),
    Code(
        "TR508",
        "warning",
        "{path} holds what nobody sees: found {found}; remove it",
        "Invisible characters hide words from a search, and messages from a reader.",
    ),
    Code(
        "TR509",
        "error",
        "{path} holds what turns the order of a line: found {found}; remove it",
        "Bidirectional controls show a reader other figures than are written.",
    ),
    Code(
        "TR510",
        "warning",
        "{path} has letters of another alphabet in a Latin word: {found}; write Latin letters",
        "A name in disguise is found by no search, and leads elsewhere.",
    ),
    Code(
        "TR511",
        "error",
        "{path} is {found!r}, which holds a place and says nothing: write what belongs there, "
        "or leave it out",
        "Ten signals of which one says nothing are nine, and a section that says nothing is "
        "missing; programs count them all the same.",
    ),
)
