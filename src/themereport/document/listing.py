"""Lists: the ranked signals, and items with labels, some with steps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define, field

from themereport.document.bare import loses_words
from themereport.document.entry import (
    Entry,
    with_inner_marker,
    with_inner_numbers,
    with_inner_ranks,
)
from themereport.document.express_item import express_item
from themereport.document.express_lists import express_sections
from themereport.document.finding import cut_short
from themereport.document.form import (
    labelled_start,
    ranked_item,
    ranked_marker,
    step_item,
    step_marker,
)
from themereport.document.grouping import (
    filled,
    grouped,
    has_two_readings,
    headings_as_items,
    is_group_name,
    is_step,
    names_background,
    split_groups,
    split_lead,
    starts_of_ranked,
)
from themereport.document.inline import escape, escape_bold, unescape
from themereport.document.kind import kind_of_target
from themereport.document.label import Label, find_label, heading_label
from themereport.document.marker import behind_numbered_name, is_bullet, number_of
from themereport.document.reasoning import (
    split_names,
    split_only_step,
    split_ranks,
    split_steps,
    split_thesis,
    with_inner_headings,
)
from themereport.document.table import Tables
from themereport.document.taken import Taken
from themereport.document.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from themereport.document.outline import SectionSpec
    from themereport.document.part import Part
    from themereport.document.passage import Passage
    from themereport.locales.labels import Labels

__all__ = ["Lists"]

_STEP_WORDS = re.compile(
    r"(?:第[一二三四五六七八九十\d]{1,3}步|步[骤驟] ?[一二三四五六七八九十\d]{1,3}|ステップ ?\d{1,3}|手順 ?\d{1,3}|단계 ?\d{1,3}"
    r"|\d{1,3} ?단계|(?:[Ss]tep|[Ss]chritt|[ÉéEe]tape|[Pp]aso|الخطوة) \d{1,3})"
    r"(?:[ \u00a0\u202f]?[：:]|[ ]?[→—–]|[ ]-(?=[ ]))[ \t\u3000]*"
)
_IS_BOLD = re.compile(r"\*\*((?:[^*\\]|\\.|\*(?!\*))+)\*\*(?P<blanks>[ \t]*)\Z")
_OTHER_BOLD = re.compile(r"(\*\*|__)(.+?)\1[ \t]*([。.!！；;]?)\Z", re.DOTALL)


@define
class Lists:
    """Takes the lists of sections to fields."""

    words: Words
    tables: Tables
    _anew: list[tuple[int, int]] = field(factory=list, init=False)
    """The places of what a fix would write anew, joints between its lines included."""

    def express(self, section: SectionSpec, part: Part, labels: Labels) -> bool:
        """Take a section whose words are plain; what is not canonical in its form is reported."""
        words = self.words
        take = express_sections(words.body.dialect, labels.language).get(section.key)
        taken = Taken({})
        if take is None or not take(words.source, part.start, part.end, taken):
            return False
        words.put(taken)
        return True

    def take_ranked(self, section: SectionSpec, entries: list[Entry], mark: str) -> None:
        """Take the signals, however they are numbered."""
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

        texts = self._take_anew(pieces, section.key, (entry.start, entry.end), write)
        self._withdraw_joints()
        return [{"rank": rank, section.text: text} for rank, text in enumerate(texts, 1)]

    def take_labelled(
        self, section: SectionSpec, entries: list[Entry], mark: str, part: Part
    ) -> None:
        """Take items with labels, behind which the canonical form writes `mark`."""
        items: list[dict[str, object]] = []
        self.words.data[section.key] = items
        entries = with_inner_numbers(entries)
        names: list[Entry] = []
        if section.key == "impacts":
            entries, names = split_groups(entries)
        elif section.steps:
            entries, names = split_names(with_inner_headings(section, entries))
        for name in names:
            self.words.report_stray(name)
        if section.lead and entries and names_background(entries[0]):
            self.words.report_stray(entries.pop(0))
        lead, entries = split_lead(section, entries)
        if not section.steps:
            entries = with_inner_headings(section, entries)
        entries = filled(entries)
        if lead and entries:
            self.words.findings.check_apart(f"{section.key}[0]", entries[0].start)
        if section.lead:
            self.words.offsets[section.lead] = part.place
            self.words.take_text(section.lead, lead)
        else:
            for entry in lead:
                self.words.report_stray(entry)
        if has_two_readings(section, entries):
            first = entries[0]
            self.words.findings.report(
                "TR408",
                section.key,
                first.start,
                first.end,
                found=cut_short(first.passage.text),
                reading="an item with the list below as its words",
                other="the name of that list",
                advice="set all items alike",
            )
            self.words.said.add(section.key)
            return
        # What stands before a table may be a part of it.
        safe = not lead or bool(section.lead)
        if not self.tables.take(section, entries, mark, items, safe=safe):
            for group in grouped(section, entries):
                items.append(self._take_item(section, group, mark, len(items)))
            self._withdraw_joints()
            self.tables.want(section, entries, items, safe=safe)
        if section.key == "impacts":
            for item in items:
                item["kind"] = kind_of_target(str(item[section.label]))

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

    def _take_item(
        self, section: SectionSpec, group: list[Entry], mark: str, at: int
    ) -> dict[str, object]:
        """One item: its first entry has the label, the others its steps, or more of its text."""
        first, *others = group
        path = f"{section.key}[{at}]"
        self.words.offsets[path] = (first.start, first.end)
        label_path, text_path = f"{path}.{section.label}", f"{path}.{section.text}"
        begin, bullet = first.passage.start, self.words.body.dialect.bullet
        is_alone = others[0].kind == "item" if others and section.steps else not others
        # Where there are no steps below, they may be in its line.
        is_alone = is_alone and bool(others or not section.steps)
        plain = None
        if is_alone and first.kind != "heading" and not first.inner:
            plain = express_item(self.words.source.text, begin, first.end, mark)
            # In the canonical form, its number would be words of the label.
            if plain and plain.found and behind_numbered_name(plain.label, at + 1):
                plain = None
        if plain is not None:
            self.words.findings.check_marker(path, first.marker, first.start, begin, bullet)
            self.words.offsets[label_path] = plain.label_place
            self.words.offsets[text_path] = plain.text_place
            if plain.found:
                expected = labelled_start(plain.label, mark)
                self.words.findings.report_label(
                    path, begin, plain.text_place[0], expected, plain.found
                )
            item: dict[str, object] = {section.label: plain.label, section.text: plain.text}
            if section.steps:
                _, steps = self._split_thesis(others, is_blank=False)
                item[section.steps] = self._take_steps(section, steps, path)
            return item
        more = 0
        while more < len(others) and not (section.steps and others[more].kind == "item"):
            more += 1
        label = self._label(first, mark, path, at + 1, goes_on=more > 0)
        if not (_has_no_marker(first) and label.found):  # else it is mended with the label
            self.words.findings.check_marker(path, first.marker, first.start, begin, bullet)
        texts, steps = others[:more], others[more:]
        if section.steps and steps:
            is_blank = not (texts or label.text.text.strip())
            more_texts, steps = self._split_thesis(steps, is_blank=is_blank)
            texts += more_texts
        pieces = [label.text, *(other.as_text(self.words.findings) for other in texts)]
        text = self.words.join(pieces, text_path)
        # It stood inside of the label's bold, and is written with it.
        is_mended = label.text.text and label.end == len(first.passage.text)
        in_line: list[Passage] = []
        end = text.trimmed().end
        if section.steps and not steps and not is_mended:
            thesis, *in_line = split_steps(text) or [text]
            # Without a thesis, there is no telling what it is.
            text, in_line = (thesis, in_line) if thesis.text else (text, [])
        item = {
            section.label: self.words.sentence(
                label.label, label_path, is_mended=label.found != ""
            ),
            section.text: self.words.sentence(text, text_path, is_mended=bool(is_mended)),
        }
        if section.steps:
            item[section.steps] = (
                self._take_steps_anew(in_line, f"{path}.{section.steps}", (text.end, end))
                if in_line
                else self._take_steps(section, steps, path)
            )
        return item

    def _split_thesis(
        self, entries: list[Entry], *, is_blank: bool
    ) -> tuple[list[Entry], list[Entry]]:
        """What belongs to the thesis of a list, and its steps; what only names these is reported."""
        texts, names, steps = split_thesis(entries, is_blank=is_blank)
        for name in names:
            self.words.report_stray(name)
        return texts, steps

    def _take_steps(self, section: SectionSpec, entries: list[Entry], path: str) -> list[str]:
        """The steps of an item; what is no step of its own goes on in the one above it."""
        if len(entries) == 1 and (in_line := split_only_step(entries[0], self.words.findings)):
            place = entries[0].start, entries[0].end
            return self._take_steps_anew(in_line, f"{path}.{section.steps}", place, 1)
        steps: list[tuple[Entry, list[Passage]]] = []
        for entry in entries:
            if is_step(entry, steps):
                numbered = with_inner_marker(entry)
                # `- **Step 1:** `, where the number is that of its place
                if numbered is not entry and number_of(numbered.marker) == len(steps) + 1:
                    entry = numbered
                steps.append((entry, [entry.passage]))
            else:
                steps[-1][1].append(entry.as_text(self.words.findings))
        source = self.words.source.text
        texts: list[str] = []
        for number, (entry, pieces) in enumerate(steps, 1):
            expected = step_marker(number)
            step_path = f"{path}.{section.steps}[{number - 1}]"
            passage = self.words.join(pieces, step_path)
            words = _STEP_WORDS.match(passage.text) if is_bullet(entry.marker) else None
            # Behind a number, as the canonical form has it, these would be words.
            if words is not None and number_of(words[0]) == number:
                passage = passage.cut(words.end())
            start = passage.start
            if entry.inner:
                place = entry.start, passage.end
                texts += self._take_steps_anew([passage], f"{path}.{section.steps}", place, number)
                continue
            if source[entry.start : start] != expected:
                self.words.findings.check_marker(
                    step_path, entry.marker, entry.start, start, expected, number
                )
            texts.append(self.words.sentence(passage, step_path, is_block=True))
        return texts

    def _take_steps_anew(
        self, steps: list[Passage], path: str, place: tuple[int, int], number: int = 0
    ) -> list[str]:
        """Steps that stand in one line, at `place`.

        The first of those that have a line of their own has its `number`; others follow the words of
        their item. `path` is that of all its steps.
        """
        first = number or 1
        pieces = {f"{path}[{at}]": step for at, step in enumerate(steps, first - 1)}

        def write(texts: list[str]) -> str:
            lines = [step_item(at, text) for at, text in enumerate(texts, first)]
            return "\n".join(lines if number else ["", *lines])

        return self._take_anew(pieces, f"{path}[{first - 1}]", place, write)

    def _take_anew(
        self,
        pieces: dict[str, Passage],
        path: str,
        place: tuple[int, int],
        write: Callable[[list[str]], str],
    ) -> list[str]:
        """The texts of `pieces`, which have their paths; to be mended, `place` is written anew."""
        texts: list[str] = []
        dropped: list[str] = []
        for own, piece in pieces.items():
            plain, lost = self.words.unescape(piece, own)
            dropped += lost
            self.words.offsets[own] = (piece.start, piece.end)
            texts.append(plain.strip())
        expected = write(texts)
        start, end = place
        self._anew.append(place)
        self.words.findings.replace(
            "TR309",
            path,
            start,
            end,
            expected,
            safe=not any(map(loses_words, dropped)),
            found=cut_short(self.words.source.text[start:end].strip()),
            expected=cut_short(expected.strip()),
        )
        return texts

    def _withdraw_joints(self) -> None:
        """Withdraw what was reported of joints inside of what is written anew."""
        self.words.findings.withdraw_joints(self._anew)
        self._anew.clear()

    def _label(self, entry: Entry, mark: str, path: str, number: int, *, goes_on: bool) -> Label:
        """Cut an item into label and text, and report how the label is set.

        A name with the item's `number`, such as `Driver 1:`, is no part of a label that is written
        anew.
        """
        passage = entry.passage
        is_heading = entry.kind == "heading"
        label = (
            heading_label(passage)
            if is_heading
            else find_label(passage, mark, number, goes_on=goes_on)
        )
        if label is None:
            self.words.findings.report(
                "TR405",
                path,
                passage.start,
                passage.end,
                expected="label",
                found=cut_short(passage.text),
                example=f"**…{mark}** …",
            )
            return Label(passage, passage, "", 0)
        start, end = passage.start, passage.offset(label.end)
        if entry.kind == "text":
            start = entry.start
        written = self.words.source.text[passage.start : end]
        # It may be canonical only in what it was read as: without HTML, without a number inside.
        if label.found == "" and written != passage.text[: label.end]:
            label = label._replace(found=written)
        if label.found != "" and (cut := behind_numbered_name(label.label.text, number)):
            label = label._replace(label=label.label.cut(cut), found=written)
        if label.found != "":
            bullet = self.words.body.dialect.bullet if _has_no_marker(entry) else ""
            words = unescape(label.label.text.strip())[0]
            expected = f"{bullet}{labelled_start(words, mark)}"
            if label.end == len(passage.text):  # the text stood inside of the bold, too
                expected += escape(unescape(label.text.text.strip())[0].strip())
            self.words.findings.report_label(path, start, end, expected, label.found)
        return label


def _has_no_marker(entry: Entry) -> bool:
    """Whether no marker stands in front of the words of an item."""
    return entry.inner or entry.kind == "text"
