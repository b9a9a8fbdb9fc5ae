"""Every diagnostic code: its severity, its wording, and why it exists.

Codes are stable, wording is not. Families: TR0 the source, TR1 its syntax, TR2 the model,
TR3 drift from the canonical form, TR4 the outline of sections, TR5 the rules for valid reports,
TR6 what laws ask of a report, ten numbers for each law.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from themereport.diagnostics.printable import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CATALOGUE", "Code", "enter"]

_MAX_SHOWN = 240
_OURS = re.compile(r"TR\d")


@frozen
class Code:
    """One kind of diagnostic.

    `template` is filled by `str.format` with `path` and the diagnostic's arguments. `why` is
    the reasoning that the documentation shows.
    """

    code: str
    severity: Literal["error", "warning", "info"]
    template: str
    why: str

    def format(self, path: str, arguments: Mapping[str, object]) -> str:
        """The message for one place."""
        shown = {name: _shortened(value) for name, value in arguments.items()}
        return printable(self.template.format(path=path or "the report", **shown))


def _shortened(value: object) -> object:
    """Long texts cut in the middle, so that a message stays a message."""
    if isinstance(value, str) and len(value) > _MAX_SHOWN:
        return f"{value[: _MAX_SHOWN - 20]}…{value[-19:]}"
    return value


class _Catalogue(dict[str, Code]):
    """Our codes; those of plug-ins are found, too, but not counted among them."""

    def __missing__(self, code: str) -> Code:
        return _ENTERED[code]


def _table(*codes: Code) -> _Catalogue:
    return _Catalogue((code.code, code) for code in codes)


_REPORT_IS_ONE_FILE = "A report is read from one regular file of text."
_STRICT_YAML = (
    "Front matter is data, not a program: what YAML parsers disagree on is refused, so that "
    "every program that reads the file sees the same values."
)
_CANONICAL = (
    "One canonical form means that two equal reports are equal files, so that differences "
    "between versions are differences of content."
)
_SAYS_AI = (
    "{path} says that a machine wrote the report ({found!r}), but provenance.ai_generated is not "
    "set: set it"
)
_UNSOURCED = "{path} is not set, though this is a fact: cite where it can be looked up"
_NO_SOURCES = "{path} is not set: name the sources that the report rests on"
_NO_INTERESTS = (
    "{path} is not set: disclose interests and conflicts of interest, or say that there are none"
)

CATALOGUE: Mapping[str, Code] = _table(
    # Family TR0, the source.
    Code(
        "TR001",
        "error",
        "{source} cannot be read: {reason}: check the path",
        _REPORT_IS_ONE_FILE,
    ),
    Code(
        "TR002",
        "error",
        "{source} is {found}, not a regular file: name a file",
        _REPORT_IS_ONE_FILE + " Folders, pipes and devices may be endless.",
    ),
    Code(
        "TR003",
        "error",
        "the text is not UTF-8: found {found} at byte {offset}: save it as UTF-8",
        "Guessing an encoding turns words into other words without anybody noticing.",
    ),
    Code(
        "TR004",
        "error",
        "the text is empty: give a report",
        "An empty file is most often an upstream failure.",
    ),
    Code(
        "TR005",
        "error",
        "the text has more than {limit} bytes: a report is far smaller; split the file",
        "A limit keeps one hostile or mistaken file from exhausting the machine.",
    ),
    Code(
        "TR006",
        "error",
        "the text holds the lone surrogate {found}: remove it",
        "A lone surrogate is half a character; no file can hold it.",
    ),
    Code(
        "TR007",
        "error",
        "this line has more than {limit} characters: break it, or raise the limit",
        "A limit keeps one hostile or mistaken file from exhausting the machine.",
    ),
    Code(
        "TR008",
        "error",
        "this section has more than {limit} entries: shorten it, or raise the limit",
        "A limit keeps one hostile or mistaken file from exhausting the machine.",
    ),
    Code(
        "TR009",
        "error",
        "the nesting goes beyond the limit of {limit}: flatten it, or raise the limit",
        "A limit keeps one hostile or mistaken file from exhausting the machine.",
    ),
    Code(
        "TR010",
        "error",
        "the text needs {found} repairs, more than the {limit} allowed: mend it, or allow more",
        "A text that departs from the form in every line may not be what it seems.",
    ),
    Code(
        "TR011",
        "error",
        "the text has more than {limit} lines: a report is far shorter; split the file",
        "A limit keeps one hostile or mistaken file from exhausting the machine.",
    ),
    # Family TR1, syntax.
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
    # Family TR2, the model.
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
    # Family TR3, drift.
    Code(
        "TR301",
        "info",
        "{path} is preceded by {found}: the canonical form has one space",
        _CANONICAL,
    ),
    Code(
        "TR302",
        "info",
        "the list marker is followed by {found}: the canonical form is {expected!r}",
        _CANONICAL,
    ),
    Code(
        "TR303",
        "info",
        "the label is set {found!r}: the canonical form is {expected!r}",
        _CANONICAL,
    ),
    Code(
        "TR304",
        "info",
        "the text ends with {found}: the canonical form ends with one line end",
        _CANONICAL,
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
        _CANONICAL,
    ),
    Code(
        "TR310",
        "warning",
        "the sentence is not bold: the canonical form is bold",
        _CANONICAL,
    ),
    Code(
        "TR311",
        "info",
        "this date is written {found!r}: the canonical form is {expected!r}",
        _CANONICAL,
    ),
    Code(
        "TR312",
        "info",
        "{what}: the canonical form has {expected}",
        _CANONICAL,
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
        _CANONICAL,
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
        _CANONICAL,
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
        _CANONICAL,
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
        _CANONICAL,
    ),
    Code(
        "TR327",
        "info",
        "a list of {key} stands in place of the table that the dialect has",
        _CANONICAL,
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
        _CANONICAL,
    ),
    Code(
        "TR331",
        "warning",
        "the disclaimer has no label: {found!r} was taken for it by its words",
        "A guess is mostly right; it is for the writer to confirm.",
    ),
    # Family TR4, the outline.
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
        _CANONICAL,
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
    # Family TR5, the rules.
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
    # Family TR6, responsibility. The data in rules/responsibility say what is checked, and whence.
    Code(
        "TR601",
        "error",
        _SAYS_AI,
        "Readers see the words, and programs the field; a label must be seen by both.",
    ),
    Code(
        "TR602",
        "error",
        "{path} is not set: give the name or code of whoever offers the service that wrote the "
        "text",
        "A label that programs read names the provider of the service.",
    ),
    Code(
        "TR603",
        "error",
        "{path} is not set: give the number by which the provider of the service knows this text",
        "A label that programs read leads back to the making of the text.",
    ),
    Code(
        "TR604",
        "info",
        "{path} is {found!r}: give a code of printable ASCII characters, without blanks and "
        "backslashes",
        "The standard wants the values of a label to consist of these, in the main.",
    ),
    Code(
        "TR605",
        "error",
        "{path} is missing: give all seven keys of the label, each with a text, which may be empty",
        "Programs that read a label look for each of its keys.",
    ),
    Code(
        "TR606",
        "error",
        "{path} is {found!r}: give '1' if a machine wrote the text, '2' if it may have, or '3' if "
        "that is suspected",
        "The standard knows three values, each of them a text.",
    ),
    Code(
        "TR607",
        "error",
        "{path} is {found!r}, but {other} is {expected!r}: correct one",
        "Two labels that differ name two origins of one text.",
    ),
    Code(
        "TR608",
        "error",
        "{path} is not set, but front_matter.AIGC labels the report: set it",
        "Renderers show a label only where the report has one.",
    ),
    Code(
        "TR611",
        "error",
        _SAYS_AI,
        "What a machine wrote for the public says so, unless a person has reviewed it and somebody "
        "holds the editorial responsibility.",
    ),
    Code(
        "TR612",
        "info",
        "{path} is not set: say whether a person has reviewed the text",
        "Whether the text of a machine must say what it is depends on this.",
    ),
    Code(
        "TR613",
        "warning",
        "{path} is not set, though a person has reviewed the text: "
        "name who holds the editorial responsibility",
        "A review exempts from disclosure only where somebody answers for the publication, too.",
    ),
    Code(
        "TR621",
        "error",
        "{path} is not set: name the persons who made the report, with their job titles",
        "Whoever recommends an investment says who made the recommendation.",
    ),
    Code(
        "TR622",
        "warning",
        "{path} is not set: name the firm that the authors act for, if there is one",
        "Readers weigh a recommendation by the firm that stands behind it.",
    ),
    Code(
        "TR623",
        "error",
        "{path} is not set: say whether this is a fact, an opinion or a forecast",
        "Facts are to be told apart from what is not, and forecasts to be labelled.",
    ),
    Code(
        "TR624",
        "error",
        _NO_SOURCES,
        "Sources that matter are to be indicated.",
    ),
    Code(
        "TR625",
        "warning",
        _UNSOURCED,
        "What is said to be a fact can be looked up.",
    ),
    Code(
        "TR626",
        "warning",
        "{path} is {found}, the rank of a forecast that no driver explains: "
        "name the rank among the signals of a driver",
        "A forecast is worth what is assumed for it, and drivers say that step by step.",
    ),
    Code(
        "TR627",
        "warning",
        _NO_INTERESTS,
        "What may impair the objectivity of a recommendation is to be disclosed.",
    ),
    Code(
        "TR631",
        "error",
        _NO_INTERESTS,
        "Readers are told what the analyst and the firm have at stake.",
    ),
    Code(
        "TR632",
        "warning",
        _UNSOURCED,
        "What is said to be a fact rests on reliable information, and a source shows on which.",
    ),
    Code(
        "TR633",
        "warning",
        "{path} gives a rating ({found!r}), but no appendix speaks of it: add one that says what "
        "the rating means, for how long, and measured by what",
        "A rating means something only together with its definition.",
    ),
    Code(
        "TR634",
        "warning",
        "{path} gives a price target ({found!r}), but no appendix speaks of it: add one that says "
        "how it was found, and what may keep it from being reached",
        "A price target comes with its method of valuation and its risks.",
    ),
    Code(
        "TR641",
        "error",
        "{path} is not set: name the firm that publishes the report",
        "A research report names its firm.",
    ),
    Code(
        "TR642",
        "error",
        "{path} does not say that the firm is qualified for securities investment consulting, nor "
        "does any other text: say so in Chinese",
        "A research report states the qualification of its firm.",
    ),
    Code(
        "TR643",
        "error",
        "{path} is not set: name those who sign the report",
        "A research report is signed by registered analysts.",
    ),
    Code(
        "TR644",
        "warning",
        "{path} is {found!r}, without the number of a certificate: add it behind the name",
        "Whoever signs can be looked up in the register.",
    ),
    Code(
        "TR645",
        "error",
        _NO_SOURCES,
        "A research report states where its information comes from.",
    ),
    Code(
        "TR646",
        "warning",
        "{path} gives no notice of risk, nor does any other text: add one in Chinese",
        "A research report warns of the risk of its use.",
    ),
    Code(
        "TR647",
        "warning",
        "{path} does not call the report 证券研究报告, nor does any other text: say so",
        "A research report is marked as one.",
    ),
)

_ENTERED: dict[str, Code] = {}


def enter(code: Code) -> Code:
    """Make the code of a plug-in known, so that diagnostics can have it, and return it.

    Raises ValueError if it is another's: codes that begin with `TR` are ours.
    """
    if _OURS.match(code.code):
        raise ValueError(f"the code {code.code!r} is not free: begin it with other letters")
    if _ENTERED.setdefault(code.code, code) != code:
        raise ValueError(f"the code {code.code!r} is taken: choose another")
    return code
