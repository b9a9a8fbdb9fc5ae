"""Family TR6: what laws ask of a report, ten numbers for each law.

The data in rules/responsibility say what is checked, and whence.
"""

from themereport.diagnostics.code import Code

__all__ = ["CODES"]

_SAYS_AI = (
    "{path} says that a machine wrote the report ({found!r}), but provenance.ai_generated is not "
    "set: set it"
)
_UNSOURCED = "{path} is not set, though this is a fact: cite where it can be looked up"
_NO_SOURCES = "{path} is not set: name the sources that the report rests on"
_NO_INTERESTS = (
    "{path} is not set: disclose interests and conflicts of interest, or say that there are none"
)

CODES = (
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
