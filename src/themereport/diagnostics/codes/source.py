"""Family TR0: the source: whether it can be read at all."""

from themereport.diagnostics.code import Code

__all__ = ["CODES"]

_REPORT_IS_ONE_FILE = "A report is read from one regular file of text."

CODES = (
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
    Code(
        "TR012",
        "error",
        "the text looks like the path of a file: use load(path), or read(Path(path)); "
        "on a command line, name the file in place of -",
        "What is given as text is read as text, so that no text can make a program open a file.",
    ),
    Code(
        "TR013",
        "error",
        "the text is a page of HTML: give the Markdown, JSON or YAML that it was made of",
        "A page has words of its own, such as menus, and a guess at which are the report's may be wrong.",
    ),
)
