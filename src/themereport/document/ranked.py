"""The ranked list: the signals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define

from themereport.document.anew import Anew
from themereport.document.bare import loses_words
from themereport.document.entry import Entry, with_inner_marker, with_inner_ranks
from themereport.document.finding import cut_short
from themereport.document.form import ranked_item, ranked_marker
from themereport.document.grouping import headings_as_items, is_group_name, starts_of_ranked
from themereport.document.inline import escape_bold
from themereport.document.marker import is_bullet
from themereport.document.reasoning import split_ranks
from themereport.document.table import Tables
from themereport.document.words import Words

if TYPE_CHECKING:
    from themereport.document.outline import SectionSpec
    from themereport.document.passage import Passage

__all__ = ["Ranked"]

_COLONS = frozenset("：:")
_IS_BOLD = re.compile(r"\*\*((?:[^*\\]++|\\.|\*(?!\*))+)\*\*(?P<blanks>[ \t]*)\Z")
_OTHER_BOLD = re.compile(r"(\*\*|__)(.+?)\1[ \t]*([。.!！；;]?)\Z", re.DOTALL)


@define
class Ranked:
    """Takes the signals, however they are numbered and set."""

    words: Words
    tables: Tables
    anew: Anew

    def take(self, section: SectionSpec, entries: list[Entry], mark: str) -> None:
        """Take the signals of a section, behind whose labels the canonical form writes `mark`."""
        items: list[dict[str, object]] = []
        self.words.data[section.key] = items
        if self.tables.take(section, entries, mark, items):
            return
        if in_line := split_ranks(entries, self.words.findings):
            items += self._take_ranks_anew(section, *in_line)
            return
        if all(entry.kind != "item" or is_bullet(entry.marker) for entry in entries):
            entries = [with_inner_marker(entry) for entry in entries]
        if all(entry.kind != "item" or is_bullet(entry.marker) for entry in entries):
            entries = with_inner_ranks(entries)
        entries = headings_as_items(entries)
        starts = set(starts_of_ranked(entries))
        among_items = any(entry.kind == "item" for entry in starts)
        taken: list[tuple[Entry, list[Passage]]] = []
        for entry in entries:
            if entry in starts:
                taken.append((entry, [entry.passage]))
            elif taken and not is_group_name(entry, among_items=among_items):
                taken[-1][1].append(entry.as_text(self.words.findings))
            else:
                self.words.report_stray(entry)
        if len(taken) > 1 and _announces(*taken[0]):
            self.words.report_stray(taken.pop(0)[0])
        self.words.check_count(section.key, len(taken))
        for rank, (entry, pieces) in enumerate(taken, 1):
            path = f"{section.key}[{rank - 1}].{section.text}"
            passage = self.words.join(pieces, path)
            expected = ranked_marker(rank)
            if not entry.inner:
                self.words.findings.check_marker(
                    path, entry.marker, entry.start, passage.start, expected, rank
                )
            text = self._take_bold(passage, path, expected if entry.inner else "", entry.start)
            items.append({"rank": rank, section.text: text})

    def _take_ranks_anew(
        self, section: SectionSpec, entry: Entry, ranked: list[Passage]
    ) -> list[dict[str, object]]:
        """Signals that stand in one paragraph."""
        pieces = {f"{section.key}[{at}].{section.text}": it for at, it in enumerate(ranked)}

        def write(texts: list[str]) -> str:
            return "\n".join(ranked_item(rank, text) for rank, text in enumerate(texts, 1))

        texts = self.anew.take(pieces, section.key, (entry.start, entry.end), write)
        self.anew.withdraw_joints()
        return [{"rank": rank, section.text: text} for rank, text in enumerate(texts, 1)]

    def _take_bold(self, passage: Passage, path: str, inner_marker: str, start: int) -> str:
        """The words of a signal, which should be bold from end to end.

        Where the marker stood inside of the bold text, `inner_marker` is what to write for it,
        and `start` where it all begins.
        """
        text = passage.text
        if not passage.seams and (match := _IS_BOLD.match(text)):
            if match["blanks"]:
                end = passage.end
                self.words.findings.report_blanks_behind(path, end - len(match["blanks"]), end)
            return self.words.sentence(passage.cut(2, match.end(1)), path)
        if not inner_marker:
            start = passage.start
        lead = len(text) - len(text.lstrip())
        bold = _OTHER_BOLD.match(text.strip())
        if bold is not None and bold[1] not in bold[2].replace(f"\\{bold[1][0]}", ""):
            inner = passage.cut(lead + 2, lead + 2 + len(bold[2])).trimmed()
            end = passage.offset(lead + bold.start(3)) + 1 if bold[3] else inner.end
            plain, dropped = self.words.unescape(inner, path)
            plain += bold[3]
        else:
            inner, bold = passage.trimmed(), None
            end = inner.end
            plain, dropped = self.words.unescape(inner, path)
        if not plain.strip("*_ "):
            plain = ""  # nothing but marks
        plain = plain.strip()
        self.words.offsets[path] = (inner.start, end)
        code = "TR307" if dropped else "TR309" if bold else "TR310"
        expected = f"{inner_marker}**{escape_bold(plain)}**"
        found = ", ".join(dropped) or self.words.source.text[start : passage.end]
        self.words.findings.replace(
            code,
            path,
            start,
            passage.end,
            expected,
            safe=not any(map(loses_words, dropped)),
            found=cut_short(found),
            expected=cut_short(expected),
        )
        return plain


def _announces(entry: Entry, pieces: list[Passage]) -> bool:
    """Whether a bullet only says that the others follow: `- 以下为十大信息：`."""
    return (
        is_bullet(entry.marker) and len(pieces) == 1 and entry.passage.text.rstrip()[-1:] in _COLONS
    )
