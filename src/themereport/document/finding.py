"""The findings of one reading: diagnostics with places and fixes, collected."""

from __future__ import annotations

from bisect import bisect_right

from attrs import define

from themereport.diagnostics.diagnostic import Diagnostic, place_of
from themereport.document.marker import is_bullet, number_of
from themereport.source.text import SourceText

__all__ = ["Findings", "cut_short"]


_JOINTS = frozenset({"TR308", "TR322"})


@define
class Findings:
    """Collects diagnostics about `source`; offsets are those of `source.text`."""

    source: SourceText
    diagnostics: list[Diagnostic]

    def report(self, code: str, path: str, start: int, end: int, **arguments: object) -> None:
        """Report something that has no fix."""
        place = (self.source, start, end)
        self.diagnostics.append(Diagnostic.found(code, path, place, arguments))

    def replace(
        self,
        code: str,
        path: str,
        start: int,
        end: int,
        text: str,
        *,
        safe: bool = True,
        **arguments: object,
    ) -> None:
        """Report something that writing `text` in its place would mend."""
        place = (self.source, start, end)
        fix = (text, safe) if self.source.can_be_mended else None
        self.diagnostics.append(Diagnostic.found(code, path, place, arguments, fix))

    def check_marker(
        self, path: str, marker: str, start: int, content: int, expected: str, number: int = 0
    ) -> None:
        """Report how a line begins, if not by `expected`, a blank-padded marker."""
        found = self.source.text[start:content]
        if found == expected:
            return
        bare = found.strip()
        if not bare or not expected:
            self._report_start(path, start, content, expected)
        elif bare == marker == expected.strip() and "\t" not in found.lstrip():
            blanks = len(found) - len(found.rstrip())
            spaces = f"{blanks} space{'' if blanks == 1 else 's'}"
            if found.rstrip() != expected.rstrip():
                spaces = f"{spaces}, and indented by {len(found) - len(found.lstrip())}"
            self.replace("TR302", path, start, content, expected, found=spaces, expected=expected)
        elif (
            number
            and not is_bullet(marker)
            and (written := number_of(marker, number)) not in (number, None)
        ):
            self.replace("TR315", path, start, content, expected, found=written, expected=number)
        else:
            self.replace("TR309", path, start, content, expected, found=found, expected=expected)

    def report_stray(self, start: int, end: int, words: str) -> None:
        """Report `words` that stand outside of every field, between two offsets."""
        self.replace(
            "TR316",
            "",
            start,
            end,
            "",
            safe=False,
            found=cut_short(words),
            advice="remove them, or put them under a heading",
        )

    def check_apart(self, path: str, start: int, body: int = 0) -> None:
        """Report what begins at an offset of a text with no blank line above.

        The text begins at the offset `body`.
        """
        text = self.source.text
        if text[start - 2 : start] == "\n\n":
            return  # nearly always
        end = start - 1
        if text[max(text.rfind("\n", 0, max(end, 0)) + 1, body) : end].strip(" \t>"):
            found = cut_short(text[start:].partition("\n")[0])
            self.replace("TR332", path, start, start, "\n", found=found)

    def report_joined(self, start: int, end: int, gap: str) -> None:
        """Report the joint between two lines of one sentence."""
        self.replace("TR308", "", start, end, gap)

    def withdraw_joints(self, places: list[tuple[int, int]]) -> None:
        """Withdraw what was reported of joints inside of `places`, which are in order and apart."""
        if not places:
            return
        begins = [self.source.raw_offset(start) for start, _ in places]
        ends = [self.source.raw_offset(end) for _, end in places]
        kept = []
        for found in self.diagnostics:
            if found.code in _JOINTS:
                begin = place_of(found)
                at = bisect_right(ends, begin)
                if at < len(ends) and begins[at] <= begin:
                    continue
            kept.append(found)
        self.diagnostics[:] = kept

    def report_blanks_behind(self, path: str, start: int, end: int) -> None:
        """Report blanks at the end of a line."""
        what = "there are blanks at the end"
        self.replace("TR312", path, start, end, "", what=what, expected="none")

    def report_label(self, path: str, start: int, end: int, expected: str, found: str) -> None:
        """Report how a label is set that is not in the canonical form."""
        self.replace(
            "TR303",
            path,
            start,
            end,
            expected,
            found=cut_short(found),
            expected=cut_short(expected.strip()),
        )

    def report_not_bold(self, path: str, start: int, end: int, expected: str) -> None:
        """Report words that should be bold from end to end, and are not."""
        found, shown = cut_short(self.source.text[start:end]), cut_short(expected)
        self.replace("TR310", path, start, end, expected, found=found, expected=shown)

    def _report_start(self, path: str, start: int, content: int, expected: str) -> None:
        """Report a line without a marker that should have one, or one that should have none."""
        text = self.source.text
        line = text[start : text.find("\n", content)]
        self.replace(
            "TR309",
            path,
            start,
            content,
            expected,
            found=cut_short(line),
            expected=cut_short(f"{expected}{line[content - start :]}"),
        )


def cut_short(text: str) -> str:
    """`text`, or its beginning where it is long."""
    return text if len(text) <= 60 else f"{text[:57]}…"
