"""Lists of items with labels, some with steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define

from themereport.document.anew import Anew
from themereport.document.entry import Entry, with_inner_numbers
from themereport.document.express_item import PlainItem, express_item
from themereport.document.finding import cut_short
from themereport.document.form import labelled_start
from themereport.document.grouping import (
    filled,
    grouped,
    has_two_readings,
    names_background,
    split_groups,
    split_lead,
    without_names_of_fields,
)
from themereport.document.inline import escape, unescape
from themereport.document.kind import kind_of_target
from themereport.document.label import Label, behind_numbered_label, find_label, heading_label
from themereport.document.marker import behind_numbered_name
from themereport.document.reasoning import split_names, split_steps, with_inner_headings
from themereport.document.step import Steps
from themereport.document.table import Tables
from themereport.document.words import Words

if TYPE_CHECKING:
    from themereport.document.outline import SectionSpec
    from themereport.document.part import Part
    from themereport.document.passage import Passage

__all__ = ["Labelled"]


@define
class Labelled:
    """Takes the items of sections that have labels."""

    words: Words
    tables: Tables
    steps: Steps
    anew: Anew

    def take(self, section: SectionSpec, entries: list[Entry], mark: str, part: Part) -> None:
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
        entries = without_names_of_fields(section, filled(entries), mark)
        if lead and entries:
            self.words.findings.check_apart(f"{section.key}[0]", entries[0].start)
        if section.lead:
            self.words.offsets[section.lead] = part.place
            self.words.take_text(section.lead, lead)
        else:
            for entry in lead:
                self.words.report_stray(entry)
        if has_two_readings(section, entries):
            self.words.report_two_readings(
                section.key,
                entries[0],
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
            self.anew.withdraw_joints()
            self.tables.want(section, entries, items, safe=safe)
        if section.key == "impacts":
            for item in items:
                item["kind"] = kind_of_target(str(item[section.label]))

    def _take_item(
        self, section: SectionSpec, group: list[Entry], mark: str, at: int
    ) -> dict[str, object]:
        """One item: its first entry has the label, the others its steps, or more of its text."""
        first, *others = group
        path = f"{section.key}[{at}]"
        self.words.offsets[path] = (first.start, first.end)
        plain = self._plain(section, group, mark, at)
        if plain is not None:
            return self._take_plain(section, group, plain, mark, path)
        label_path, text_path = f"{path}.{section.label}", f"{path}.{section.text}"
        more = 0
        while more < len(others) and not (section.steps and others[more].kind == "item"):
            more += 1
        label = self._label(first, mark, path, at + 1, goes_on=more > 0)
        if not (_has_no_marker(first) and label.found):  # else it is mended with the label
            self._check_marker(first, path)
        texts, steps = others[:more], others[more:]
        if section.steps and steps:
            is_blank = not (texts or label.text.text.strip())
            more_texts, steps = self.steps.split_thesis(steps, is_blank=is_blank)
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
        item: dict[str, object] = {
            section.label: self.words.sentence(
                label.label, label_path, is_mended=label.found != ""
            ),
            section.text: self.words.sentence(text, text_path, is_mended=bool(is_mended)),
        }
        if section.steps:
            item[section.steps] = (
                self.steps.take_in_line(in_line, f"{path}.{section.steps}", (text.end, end))
                if in_line
                else self.steps.take(section, steps, path)
            )
        return item

    def _plain(
        self, section: SectionSpec, group: list[Entry], mark: str, at: int
    ) -> PlainItem | None:
        """The label and the text of an item, if they are plain and stand in its first line."""
        first, *others = group
        # Where there are no steps below, they may be in its line.
        is_whole = bool(others) and others[0].kind == "item" if section.steps else not others
        if not is_whole or first.kind == "heading" or first.inner or first.passage.seams:
            return None
        item = express_item(self.words.source.text, first.passage.start, first.end, mark)
        if item is not None and item.found and _has_no_marker(first):
            return None  # the marker is written with the label
        return None if item is not None and item.is_numbered(at + 1) else item

    def _take_plain(
        self, section: SectionSpec, group: list[Entry], plain: PlainItem, mark: str, path: str
    ) -> dict[str, object]:
        """One item whose label and text are found, and what stands below."""
        first, *others = group
        self._check_marker(first, path)
        self.words.offsets[f"{path}.{section.label}"] = plain.label_place
        self.words.offsets[f"{path}.{section.text}"] = plain.text_place
        if plain.found:
            expected = labelled_start(plain.label, mark)
            self.words.findings.report_label(
                path, first.passage.start, plain.text_place[0], expected, plain.found
            )
        item: dict[str, object] = {section.label: plain.label, section.text: plain.text}
        if section.steps:
            _, steps = self.steps.split_thesis(others, is_blank=False)
            item[section.steps] = self.steps.take(section, steps, path)
        return item

    def _check_marker(self, entry: Entry, path: str) -> None:
        bullet = self.words.body.dialect.bullet
        self.words.findings.check_marker(
            path, entry.marker, entry.start, entry.passage.start, bullet
        )

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
        if not is_heading:
            label = behind_numbered_label(label, passage, mark, number)
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
            if passage.seams:  # the label may have a line of its own
                self.anew.cover(start, end)
        return label


def _has_no_marker(entry: Entry) -> bool:
    """Whether no marker stands in front of the words of an item."""
    return entry.inner or entry.kind == "text"
