"""Markdown: posts with front matter, and the same without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themereport.document.express import express_body
from themereport.document.finding import Findings
from themereport.document.plain import may_have_tags
from themereport.models.report import moment_of_post, slug_of
from themereport.readers.finish import finish

if TYPE_CHECKING:
    from themereport.document.dialect import Dialect
    from themereport.document.taken import Taken
    from themereport.readers.reader import Defaults
    from themereport.readers.result import ReadResult
    from themereport.source.text import SourceText

__all__ = ["FRONT_KEYS", "JEKYLL", "MarkdownReader", "match_front"]


class MarkdownReader:
    """Reads the text form of reports, with the front matter of Jekyll or without."""

    def __init__(self, dialect: Dialect | None = None) -> None:
        self._dialect = dialect

    def speaking(self, dialect: Dialect) -> MarkdownReader:
        """A reader of the same form in `dialect`."""
        return MarkdownReader(dialect)

    def read(self, source: SourceText, *, defaults: Defaults) -> ReadResult:
        """Read `source`; drift from the canonical form becomes diagnostics with a fix."""
        front = match_front(source.text) if self._dialect is None else None
        if front is not None and may_have_tags(source.text, front.end(), len(source.text)):
            front = None  # what says the same in Markdown comes first
        taken = express_body(source, front.end(), len(source.text)) if front else None
        # What only other texts need is loaded when one comes: most posts are canonical.
        if front is None or taken is None or not _take_front(front, taken):
            from themereport.readers.general import read_generally

            return read_generally(source, self._dialect, defaults, taken, tried=front is not None)
        if taken.rest:
            from themereport.readers.general import read_rest

            return read_rest(source, front.end(), defaults, taken)
        findings = Findings(source, [])
        taken.report(findings)
        return finish(source, taken.data, taken.places, findings.diagnostics, defaults)


# The form that nearly all posts have.
match_front = re.compile(
    r'---\nlayout: (post)\ntitle: "([^"\\\n]*)"\ndate: "([0-9 :+-]{25})"\nposttime: "([^"\\\n]*)"\n---\n'
).match
FRONT_KEYS = ("layout", "title", "date", "posttime")
_FRONT_PATHS = (
    "front_matter.layout",
    "front_matter.title",
    "published_at",
    "front_matter.posttime",
)


def _take_front(front: re.Match[str], taken: Taken) -> bool:
    """Put the date in canonical front matter to what was taken, unless its values disagree."""
    _, title, date, posttime = front.groups()
    moment = moment_of_post(date)
    if moment is None or posttime != date or title != slug_of(str(taken.data["theme"]), moment):
        return False
    taken.data["published_at"] = moment
    taken.places.append((_FRONT_PATHS, front.regs[1:]))
    return True


JEKYLL = MarkdownReader()
