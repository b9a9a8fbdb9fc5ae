"""From scanned lines to the fields of a report, by the outline.

Nothing is validated here but the form: what the fields may hold is the models' business. Words
that have no place in the form are joined to a field, or reported; never dropped in silence.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from attrs import define, field

from themereport.document.bare import (
    bare_heading,
    behind_pictures,
    loses_words,
    without_emphasis,
    without_number,
)
from themereport.document.citation import Citations
from themereport.document.dialect import Dialect, built_in
from themereport.document.disclaimer import without_label
from themereport.document.entry import (
    Entry,
    group_entries,
    is_break,
    with_inner_marker,
    with_inner_numbers,
)
from themereport.document.express import Places, express_item, express_sections
from themereport.document.finding import Findings, cut_short
from themereport.document.foreign import Reference, references_in
from themereport.document.form import (
    appendix_title,
    labelled_item,
    ranked_item,
    ranked_marker,
    step_item,
    step_marker,
    table,
)
from themereport.document.grouping import grouped, is_step, split_lead, starts_of_ranked
from themereport.document.inline import MARKUP, escape, escape_block, unescape
from themereport.document.kind import kind_of_target
from themereport.document.label import Label, find_label, heading_label
from themereport.document.layout import AROUND_TITLE, find_layout
from themereport.document.marker import is_bullet, number_of
from themereport.document.notice import Notices
from themereport.document.outline import PARTS, SECTIONS, SectionSpec
from themereport.document.part import Layout, Part, Scanner
from themereport.document.passage import Passage
from themereport.document.row import cells_of, is_rule, with_bare_rows
from themereport.models.markdown import contain
from themereport.source.text import SourceText

if TYPE_CHECKING:
    from themereport.diagnostics.diagnostic import Diagnostic
    from themereport.locales.labels import Labels

__all__ = ["Body", "extract"]

_SPECS = {section.key: section for section in SECTIONS}
_UNKNOWN_LANGUAGE = "und"
_MARKS = " \t\u3000*_"
_SET_APART = ("*", "_", ">", "<")
_CHAT = re.compile(
    r"(?:希望|如需|如有|以上内容|请问|如果您|如果你|若需|需要我|请告诉|欢迎|以上就是|以上是|以上为|(?:i )?hope|let me know|would you like|"
    r"if you (?:need|would|want)|feel free|please note that i)",
    re.IGNORECASE,
)
_BREAK_TAG = re.compile(r"<br ?/?>|\n", re.IGNORECASE)
_LEADING_MARKER = re.compile(r"(?:\d{1,2}[.)、]|[①-⑳]|[-*•])\s*")
_STEP_WORDS = re.compile(
    r"(?:第[一二三四五六七八九十\d]{1,3}步|步[骤驟] ?[一二三四五六七八九十\d]{1,3}|[Ss]tep \d{1,3})[：:][ \t\u3000]*"
)
_IS_BOLD = re.compile(r"\*\*((?:[^*\\]|\\.|\*(?!\*))+)\*\*\Z")
_OTHER_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1([。.!！；;]?)\Z", re.DOTALL)


@define
class Body:
    """What is to be read: the text between two offsets, and what is known of it."""

    start: int
    stop: int
    theme: str = ""
    """The theme that the front matter's title names; used where the body names none."""
    dialect: Dialect = field(factory=built_in)
    """How it should be written."""
    citations: Citations = field(factory=Citations)
    notices: Notices = field(factory=Notices)
    """Takes the links to the web that stand in sentences."""


def extract(
    source: SourceText,
    body: Body,
    scanner: Scanner,
    data: dict[str, object],
    offsets: dict[str, tuple[int, int]],
    diagnostics: list[Diagnostic],
) -> frozenset[str]:
    """Fill `data` with fields, `offsets` with their places, `diagnostics` with what was found.

    Returns the paths whose absence is covered by a diagnostic at another path.
    """
    findings = Findings(source, diagnostics)
    return _Extractor(source, body, scanner, data, offsets, findings).run()


@define
class _Extractor:
    source: SourceText
    body: Body
    scanner: Scanner
    data: dict[str, object]
    offsets: dict[str, tuple[int, int]]
    findings: Findings
    references: dict[str, Reference] = field(factory=dict)
    said: set[str] = field(factory=set)
    """The paths whose problems are covered by a diagnostic at another path."""

    def run(self) -> frozenset[str]:
        body = self.body
        dialect = body.dialect
        layout = find_layout(self.findings, body.start, body.stop, self.scanner, dialect)
        labels = dialect.labels[layout.language or dialect.languages[0]]
        self.references = references_in(self.source.text, body.start, body.stop)
        order = ("", *dialect.order, "appendix", "disclaimer")
        # That of the labels, unless an annotation says another.
        self.data["language"] = layout.language or _UNKNOWN_LANGUAGE
        self._title(layout, labels)
        body.notices.below = layout.title.end if layout.title else None
        seen: dict[str, Part] = {}
        last = ""
        appendices: list[dict[str, str]] = []
        for part in layout.parts:
            key = part.key
            if key == "appendix":
                self._appendix(part, appendices, complete=len(seen) >= len(_SPECS))
                continue
            if not key or key in PARTS:
                self._stray(part)
                if key:
                    seen.setdefault(key, part)
                continue
            if key in seen:
                line = self.source.position(seen[key].place[0]).line
                self.findings.report("TR402", key, *part.place, found=part.words, first=line)
                continue
            if order.index(key) < order.index(last):
                self.findings.report("TR406", key, *part.place, found=part.words)
            seen[key] = part
            last = key
            self._section(part, labels)
        if appendices:
            self.data["appendices"] = appendices
        self._final_newline()
        return self._missing(seen, labels)

    # --- the outline -----------------------------------------------------------------------

    def _missing(self, seen: dict[str, Part], labels: Labels) -> frozenset[str]:
        end = len(self.source.text)
        dialect = self.body.dialect
        for section in map(_SPECS.__getitem__, dialect.order):
            if section.key not in seen:
                self.findings.report(
                    "TR401",
                    section.key,
                    end,
                    end,
                    section=getattr(labels, section.key),
                    heading=dialect.heading_line(section.key, labels),
                    expected=section.expects,
                )
                self.said.add(section.lead)
        if "disclaimer" not in seen:
            heading = dialect.disclaimer_start(labels)
            self.findings.report("TR404", "disclaimer", end, end, heading=heading)
        for first in dialect.order:
            half = dialect.begins_half(first)
            if half and half not in seen and first in seen:
                at = seen[first].place[0]
                heading = dialect.heading_line(half, labels)
                self.findings.replace("TR321", "", at, at, f"{heading}\n\n", heading=heading)
        return frozenset(self.said)

    def _title(self, layout: Layout, labels: Labels) -> None:
        line = layout.title
        findings = self.findings
        heading = f"# {labels.title}"
        if line is None:
            if not self.body.theme:
                findings.report("TR403", "theme", 0, 0, heading=heading)
                return
            at = self.body.start
            written = heading.replace("{theme}", escape(self.body.theme))
            findings.replace(
                "TR324", "theme", at, at, f"\n{written}\n", found="the title in the front matter"
            )
            self.data["theme"] = self.body.theme
            return
        passage = Passage.of(line.text, line.content)
        dialect = self.body.dialect
        is_heading = line.kind == "heading"
        place = dialect.find_theme(line.text, labels.language) if is_heading else None
        if place is not None and self._is_adorned(passage.cut(*place)):
            place = None
        if place is not None and (line.level == 1 or not self.body.theme):
            self._check_marker("theme", line.marker, line.start, line.content, "# ")
            self.data["theme"] = self._sentence(passage.cut(*place), "theme")
            return
        bare = line.text.strip(AROUND_TITLE)
        if bare != line.text:
            passage = passage.cut(line.text.index(bare), line.text.index(bare) + len(bare))
        named = dialect.find_loose_theme(bare)
        if self.body.theme and (named is None or self.body.theme in bare):
            # Whatever else the heading has, what the front matter says is sure.
            self.data["theme"] = self.body.theme
            at = bare.find(self.body.theme)
            named = (at, at + len(self.body.theme)) if at >= 0 else (0, len(bare))
            self.offsets["theme"] = (passage.offset(named[0]), passage.offset(named[1]))
        else:
            theme = passage.cut(*(named or (0, len(bare))))
            self.data["theme"] = self._sentence(theme, "theme")
        expected = heading.replace("{theme}", escape(str(self.data["theme"])))
        findings.replace(
            "TR309",
            "theme",
            line.start,
            line.end,
            expected,
            safe=named is not None,
            found=line.text,
            expected=expected,
        )

    def _is_adorned(self, theme: Passage) -> bool:
        """Whether a theme is that of the front matter with pictures in front."""
        at = behind_pictures(theme.text)
        return at > 0 and unescape(theme.text[at:])[0].strip() == self.body.theme

    # --- the sections ----------------------------------------------------------------------

    def _section(self, part: Part, labels: Labels) -> None:
        self.offsets[part.key] = part.place
        if part.key == "disclaimer":
            self._take_disclaimer(part, labels)
            return
        section = _SPECS[part.key]
        if self._express(section, part, labels):
            return
        entries = self._entries(part)
        if section.shape == "text":
            self._take_text(section.key, entries)
        elif section.shape == "ranked":
            self._take_ranked(section, entries, labels.after_label)
        else:
            mark = labels.after_subject if section.steps else labels.after_label
            self._take_labelled(section, entries, mark, part)

    def _express(self, section: SectionSpec, part: Part, labels: Labels) -> bool:
        """Take a section whose words are canonical; what its markers are not is reported."""
        text, key = self.source.text, section.key
        for any_marker in (False, True):
            take = express_sections(self.body.dialect, labels.language, any_marker)[key]
            places: Places = []
            if take(text, part.start, part.end, self.data, places):
                for paths, spans in places:
                    self.offsets.update(zip(paths, spans, strict=True))
                if any_marker:
                    self._check_markers(section)
                return True
            self.data.pop(key, None)
            # The limits on items and levels are those of the general way.
            if text.count("\n", part.start, part.end) > self.source.limits.items:
                break
        return False

    def _check_markers(self, section: SectionSpec) -> None:
        """Check the markers of a list that was taken without looking at them."""
        bullet = self.body.dialect.bullet
        for number in count(1):
            path = f"{section.key}[{number - 1}]"
            if section.shape == "ranked":
                path = f"{path}.{section.text}"
            place = self.offsets.get(f"{path}.{section.label}" if section.label else path)
            if place is None:
                return
            if section.label:
                self._check_marker_of(path, place[0] - 2, bullet)
            else:
                self._check_marker_of(path, place[0] - 2, ranked_marker(number), number)
            for step in count(1) if section.steps else ():
                step_path = f"{path}.{section.steps}[{step - 1}]"
                place = self.offsets.get(step_path)
                if place is None:
                    break
                self._check_marker_of(step_path, place[0], step_marker(step), step)

    def _check_marker_of(self, path: str, content: int, expected: str, number: int = 0) -> None:
        start = self.source.text.rfind("\n", 0, content) + 1
        found = self.source.text[start:content]
        if found != expected:
            self._check_marker(path, found.strip(), start, content, expected, number)

    def _entries(self, part: Part) -> list[Entry]:
        lines = self.scanner.scan(self.source.text, part.start, part.end)
        if self.source.text.find("|", part.start, part.end) >= 0:
            lines = with_bare_rows(lines, self.source.text)
        limits = self.source.limits
        deep = next((line for line in lines if line.level > 4 * limits.nesting), None)
        if deep is not None and deep.kind != "heading":
            self.findings.report("TR009", part.key, deep.start, deep.content, limit=limits.nesting)
            return []
        entries = group_entries(lines, self.findings, self.references)
        if not any(entry.passage.text.strip(_MARKS) for entry in entries):
            return []  # an outline with nothing filled in
        if len(entries) > limits.items:
            first = entries[limits.items]
            self.findings.report("TR008", part.key, first.start, first.end, limit=limits.items)
            return entries[: limits.items]
        return entries

    def _take_text(self, path: str, entries: list[Entry]) -> None:
        """One sentence or more: all that stands in the section, in order."""
        whole: Passage | None = None
        for entry in entries:
            passage = entry.as_text(self.findings)
            if whole is None:
                if entry.start != entry.passage.start and passage is entry.passage:
                    self._check_marker(path, entry.marker, entry.start, passage.start, "")
                whole = passage
            else:
                whole = self._join_more(whole, passage, path)
        if whole is not None:
            self.data[path] = self._sentence(whole, path, is_block=True)

    def _take_ranked(self, section: SectionSpec, entries: list[Entry], mark: str) -> None:
        items: list[dict[str, object]] = []
        self.data[section.key] = items
        if self._take_table(section, entries, mark, items):
            return
        if all(entry.kind != "item" or is_bullet(entry.marker) for entry in entries):
            entries = [with_inner_marker(entry) for entry in entries]
        starts = set(starts_of_ranked(entries))
        taken: list[tuple[Entry, Passage]] = []
        for entry in entries:
            if entry in starts:
                taken.append((entry, entry.passage))
            elif taken:
                first, passage = taken[-1]
                path = f"{section.key}[{len(taken) - 1}].{section.text}"
                more = entry.as_text(self.findings)
                taken[-1] = (first, self._join_more(passage, more, path))
            else:
                self._report_stray(entry)
        if len(taken) > 10:
            start, end = self.offsets[section.key]
            self.findings.report("TR206", section.key, start, end, found=len(taken), expected=10)
            self.said |= {f"{section.key}[{at}].rank" for at in range(10, len(taken))}
        for rank, (entry, passage) in enumerate(taken, 1):
            path = f"{section.key}[{rank - 1}].{section.text}"
            expected = ranked_marker(rank)
            if not entry.inner:
                self._check_marker(path, entry.marker, entry.start, passage.start, expected, rank)
            text = self._take_bold(passage, path, expected if entry.inner else "", entry.start)
            items.append({"rank": rank, section.text: text})

    def _take_bold(self, passage: Passage, path: str, inner_marker: str, start: int) -> str:
        """The words of a signal, which should be bold from end to end.

        Where the marker stood inside of the bold text, `inner_marker` is what to write for it,
        and `start` where it all begins.
        """
        text = passage.text
        if not passage.seams and (match := _IS_BOLD.match(text)):
            return self._sentence(passage.cut(2, match.end(1)), path)
        if not inner_marker:
            start = passage.start
        lead = len(text) - len(text.lstrip())
        bold = _OTHER_BOLD.match(text.strip())
        if bold is not None and bold[1] not in bold[2].replace(f"\\{bold[1][0]}", ""):
            inner = passage.cut(lead + 2, lead + 2 + len(bold[2]))
            plain, dropped = self._unescape(inner, path)
            plain += bold[3]
            behind = 2 + len(bold[3]) if bold[3] else 0
        else:
            inner, behind, bold = passage.trimmed(), 0, None
            plain, dropped = self._unescape(inner, path)
        if not plain.strip("*_ "):
            plain = ""  # nothing but marks
        plain = plain.strip()
        self.offsets[path] = (inner.start, inner.end + behind)
        code = "TR307" if dropped else "TR309" if bold else "TR310"
        expected = f"{inner_marker}**{escape(plain)}**"
        found = ", ".join(dropped) or self.source.text[start : passage.end]
        self.findings.replace(
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

    def _take_labelled(
        self, section: SectionSpec, entries: list[Entry], mark: str, part: Part
    ) -> None:
        items: list[dict[str, object]] = []
        self.data[section.key] = items
        entries = with_inner_numbers(entries)
        lead, entries = split_lead(section, entries)
        if section.lead:
            self.offsets[section.lead] = part.place
            self._take_text(section.lead, lead)
        else:
            for entry in lead:
                self._report_stray(entry)
        # What stands before a table may be a part of it.
        safe = not lead or bool(section.lead)
        if not self._take_table(section, entries, mark, items, safe=safe):
            for group in grouped(section, entries):
                items.append(self._take_item(section, group, mark, len(items)))
            self._want_table(section, entries, items, safe=safe)
        if section.key == "impacts":
            for item in items:
                item["kind"] = kind_of_target(str(item[section.label]))

    def _take_item(
        self, section: SectionSpec, group: list[Entry], mark: str, at: int
    ) -> dict[str, object]:
        """One item: its first entry has the label, the others its steps, or more of its text."""
        first, *others = group
        path = f"{section.key}[{at}]"
        self.offsets[path] = (first.start, first.end)
        label_path, text_path = f"{path}.{section.label}", f"{path}.{section.text}"
        begin = first.passage.start
        self._check_marker(path, first.marker, first.start, begin, self.body.dialect.bullet)
        canonical = express_item(mark)(self.source.text, begin, first.end)
        if first.kind == "heading":
            canonical = None
        if canonical is not None and (not others or (section.steps and others[0].kind == "item")):
            self.offsets[label_path], self.offsets[text_path] = canonical.regs[1:]
            item: dict[str, object] = {section.label: canonical[1], section.text: canonical[2]}
            if section.steps:
                item[section.steps] = self._take_steps(section, others, path)
            return item
        label = self._label(first, mark, path)
        text = label.text
        more = 0
        while more < len(others) and not (section.steps and others[more].kind == "item"):
            text = self._join_more(text, others[more].as_text(self.findings), text_path)
            more += 1
        item = {
            section.label: self._sentence(label.label, label_path, is_mended=label.found != ""),
            section.text: self._sentence(text, text_path),
        }
        if section.steps:
            item[section.steps] = self._take_steps(section, others[more:], path)
        return item

    def _take_steps(self, section: SectionSpec, entries: list[Entry], path: str) -> list[str]:
        """The steps of an item; what is no step of its own goes on in the one above it."""
        steps: list[tuple[Entry, Passage]] = []
        for entry in entries:
            if is_step(entry, steps):
                steps.append((entry, entry.passage))
            else:
                step, passage = steps[-1]
                step_path = f"{path}.{section.steps}[{len(steps) - 1}]"
                joined = self._join_more(passage, entry.as_text(self.findings), step_path)
                steps[-1] = (step, joined)
        source = self.source.text
        texts: list[str] = []
        for number, (entry, passage) in enumerate(steps, 1):
            expected = step_marker(number)
            step_path = f"{path}.{section.steps}[{number - 1}]"
            words = _STEP_WORDS.match(passage.text) if is_bullet(entry.marker) else None
            # Behind a number, as the canonical form has it, these would be words.
            if words is not None and number_of(words[0]) == number:
                passage = passage.cut(words.end())
            start = passage.start
            if source[entry.start : start] != expected:
                self._check_marker(step_path, entry.marker, entry.start, start, expected, number)
            texts.append(self._sentence(passage, step_path, is_block=True))
        return texts

    def _label(self, entry: Entry, mark: str, path: str) -> Label:
        """Cut an item into label and text, and report how the label is set."""
        passage = entry.passage
        label = heading_label(passage) if entry.kind == "heading" else find_label(passage, mark)
        if label is None:
            self.findings.report(
                "TR405",
                path,
                passage.start,
                passage.end,
                expected="label",
                found=cut_short(passage.text),
                example=f"**…{mark}** …",
            )
            return Label(passage, passage, "", 0)
        if label.found != "":
            start, end = passage.start, passage.offset(label.end)
            words = escape(unescape(label.label.text.strip())[0])
            expected = f"**{words}{mark}** "
            if label.end == len(passage.text):  # the text stood inside of the bold, too
                expected += escape(unescape(label.text.text.strip())[0].strip())
            self.findings.replace(
                "TR303",
                path,
                start,
                end,
                expected,
                found=cut_short(label.found),
                expected=cut_short(expected.strip()),
            )
        return label

    # --- tables ----------------------------------------------------------------------------

    def _take_table(
        self,
        section: SectionSpec,
        entries: list[Entry],
        mark: str,
        items: list[dict[str, object]],
        *,
        safe: bool = True,
    ) -> bool:
        """Take a table, which mostly stands in place of a list; False if there is none."""
        rows = [entry for entry in entries if entry.kind == "row"]
        if not rows or any(entry.kind == "item" for entry in entries):
            return False
        strays = [entry for entry in entries if entry.kind != "row"]
        for entry in strays:
            self._report_stray(entry)
        cells = [cells_of(row.passage) for row in rows]
        columns = self.body.dialect.tables.get(section.key)
        rule = next((at for at, row in enumerate(cells[:2]) if is_rule(row)), -1)
        if rule < 0 and columns == tuple(cell.text.strip() for cell in cells[0]):
            rule = 0  # the line below the head is broken
        del cells[: rule + 1]
        lines = [self._take_row(section, row, mark, items) for row in cells]
        start, end = rows[0].start, rows[-1].end
        if section.key in self.body.dialect.tables:
            written = self._written_table(section, items)
            if self.source.text[start:end] == written:
                return True
            code = "TR326"
        else:
            written = ("\n\n" if section.steps else "\n").join(lines)
            code = "TR323"
        safe = safe and not strays
        self.findings.replace(code, section.key, start, end, written, safe=safe, key=section.key)
        return True

    def _want_table(
        self,
        section: SectionSpec,
        entries: list[Entry],
        items: list[dict[str, object]],
        *,
        safe: bool,
    ) -> None:
        """Report a list where the dialect has a table."""
        if section.key not in self.body.dialect.tables or not items:
            return
        if not all(item[section.label] and item[section.text] for item in items):
            return  # which is an error of its own
        start, end = entries[0].start, entries[-1].end
        written = self._written_table(section, items)
        self.findings.replace("TR327", section.key, start, end, written, safe=safe, key=section.key)

    def _written_table(self, section: SectionSpec, items: list[dict[str, object]]) -> str:
        rows = [(str(item[section.label]), str(item[section.text])) for item in items]
        return table(self.body.dialect.tables[section.key], rows)

    def _take_row(
        self,
        section: SectionSpec,
        cells: list[Passage],
        mark: str,
        items: list[dict[str, object]],
    ) -> str:
        """Take one row; returns it as an item of a list."""
        number = len(items) + 1
        # A column of numbers stands beside those that there must be.
        least = 1 if section.shape == "ranked" else 2
        if len(cells) > least and (number_of(cells[0].text.strip(" .、")) == number):
            cells = cells[1:]
        path = f"{section.key}[{number - 1}]"
        if section.shape == "ranked":
            text = self._row_text(cells, f"{path}.{section.text}")
            items.append({"rank": number, section.text: text})
            return ranked_item(number, text)
        self.offsets[path] = (cells[0].start, cells[-1].end)
        label = self._row_text(cells[:1], f"{path}.{section.label}")
        steps: list[str] = []
        if section.steps and len(cells) > 2:
            *cells, last = cells
            for at, step in enumerate(_BREAK_TAG.split(last.text)):
                bare = _LEADING_MARKER.sub("", step.strip(), count=1)
                step_path = f"{path}.{section.steps}[{at}]"
                steps.append(self._cell_text(Passage.of(bare, last.start), step_path))
                self.offsets[step_path] = (last.start, last.end)
        text = self._row_text(cells[1:], f"{path}.{section.text}")
        item: dict[str, object] = {section.label: label, section.text: text}
        if section.steps:
            item[section.steps] = steps
        items.append(item)
        lines = [labelled_item(self.body.dialect.bullet, label, mark, text)]
        lines += [step_item(at, step) for at, step in enumerate(steps, 1)]
        return "\n".join(lines)

    def _row_text(self, cells: list[Passage], path: str) -> str:
        if not cells:
            return ""
        whole = cells[0].trimmed()
        for cell in cells[1:]:
            if cell.text.strip():
                whole = whole.joined(cell)
        self.offsets[path] = (whole.start, whole.end)
        return self._cell_text(whole, path)

    def _cell_text(self, passage: Passage, path: str) -> str:
        """The text of a cell; its emphasis goes without saying."""
        plain, dropped = self._unescape(passage, path)
        self._report_links(passage, path, dropped)
        return plain.strip()

    # --- the disclaimer and the appendices -------------------------------------------------

    def _take_disclaimer(self, part: Part, labels: Labels) -> None:
        begin, part.end = part.end, self._end_of_disclaimer(part)
        entries = self._entries(part)
        self._stray(Part("", None, part.end, begin))
        chat = (at for at, e in enumerate(entries) if at and _CHAT.match(e.passage.text.strip()))
        last = next(chat, len(entries))
        for entry in entries[last:]:
            if not self._take_notice(entry):
                self._report_stray(entry)
        # Behind the disclaimer stands nothing of it, if it says who wrote the text.
        entries = [e for at, e in enumerate(entries[:last]) if not at or not self._take_notice(e)]
        dialect = self.body.dialect
        is_section = dialect.disclaimer == "section"
        start = "" if is_section else dialect.disclaimer_prefix(labels)
        has_heading = part.heading is not None and part.heading.kind == "heading"
        is_form = has_heading is is_section
        if is_section:
            written = self.source.text[slice(*part.place)]
            is_form = written == dialect.heading_line("disclaimer", labels)
        whole: Passage | None = None
        for entry in entries:
            passage = entry.as_text(self.findings)
            if whole is not None:
                whole = self._join_more(whole, passage, "disclaimer")
            elif is_form and passage.text.startswith(start) and entry.start == passage.start:
                whole = passage.cut(len(start))
                if is_section and passage.text.startswith(_SET_APART):
                    is_form = False
                    whole, _ = without_label(passage, dialect)
            else:
                is_form = False
                passage, has_label = without_label(passage, dialect)
                whole = passage if passage.text.strip() or not has_label else None
        if whole is None:
            return
        if is_form:
            self.data["disclaimer"] = self._sentence(whole, "disclaimer", is_block=is_section)
            return
        begin, end = part.place[0], entries[-1].end
        whole = whole.trimmed()
        bare = without_emphasis(whole.text)
        start_of_words = whole.text.index(bare)
        words = whole.cut(start_of_words, start_of_words + len(bare))
        plain, dropped = self._unescape(words, "disclaimer")
        plain = plain.strip()
        self.offsets["disclaimer"] = (whole.start, whole.end)
        self.data["disclaimer"] = plain
        if is_section:
            heading = dialect.heading_line("disclaimer", labels)
            expected = f"{heading}\n\n{escape_block(plain)}"
        else:
            expected = f"{start}{escape(plain)}"
        found = cut_short(self.source.text[begin:end].split("\n")[0])
        self.findings.replace(
            "TR309",
            "disclaimer",
            begin,
            end,
            expected,
            safe=not any(map(loses_words, dropped)),
            found=found,
            expected=cut_short(expected),
        )

    def _end_of_disclaimer(self, part: Part) -> int:
        """Where a line across the page ends it: what stands below is an end mark or a farewell."""
        has_words = False
        for line in self.scanner.scan(self.source.text, part.start, part.end):
            if not is_break(line, self.source.text):
                has_words = True
            elif has_words:
                return line.start
        return part.end

    def _appendix(self, part: Part, appendices: list[dict[str, str]], *, complete: bool) -> None:
        heading = part.heading
        assert heading is not None  # only a heading begins an appendix
        dialect = self.body.dialect
        number = dialect.appendix_number(len(appendices))
        path = f"appendices[{len(appendices)}]"
        title = Passage.of(heading.text, heading.content)
        prefix = f"{number}. " if number else ""
        marker = f"{'#' * dialect.level} "
        is_canonical = (
            complete
            and heading.kind == "heading"
            and heading.level == dialect.level
            and title.text.startswith(prefix)
        )
        bare = bare_heading(title)
        is_canonical = is_canonical and bare is title
        title = bare
        if prefix and title.text.startswith(prefix):
            title = title.cut(len(prefix))
        elif not is_canonical:
            title = without_number(title)
        if is_canonical:
            self._check_marker(path, heading.marker, heading.start, heading.content, marker)
        else:
            # Set apart in its own way, it might not be seen once the others are mended.
            plain, dropped = unescape(title.text.strip())
            words = appendix_title(plain, dialect)
            written = f"{marker}{prefix}{words}" if complete else f"{marker}{words}"
            start, end = part.place
            if self.source.text[start:end] == written:
                self.findings.report("TR306", path, start, end, found=cut_short(heading.text))
            else:
                self.findings.replace(
                    "TR306",
                    path,
                    start,
                    end,
                    written,
                    safe=not any(map(loses_words, dropped)),
                    found=cut_short(heading.text),
                )
        text = self._sentence(title, f"{path}.title")
        raw = self.source.text[part.start : part.end]
        body = raw.strip("\n")
        start = part.start + len(raw) - len(raw.lstrip("\n"))
        self.offsets[f"{path}.body"] = (start, start + len(body))
        safe, problems = contain(body)
        if problems:
            self.findings.replace(
                "TR314",
                f"{path}.body",
                start,
                start + len(body),
                safe,
                safe=False,
                problem="; ".join(problems),
            )
        appendices.append({"title": text, "body": safe})

    # --- words -----------------------------------------------------------------------------

    def _join_more(self, passage: Passage, more: Passage, path: str) -> Passage:
        """`more`, which has no place of its own, behind `passage`."""
        more = more.trimmed()
        joined = passage.joined(more)
        bare = len(passage.text.rstrip())
        gap = joined.text[: len(joined.text) - len(more.text)][bare:]
        start = passage.offset(bare)
        self.findings.replace("TR322", path, start, more.start, gap, found=cut_short(more.text))
        return joined

    def _unescape(self, passage: Passage, path: str) -> tuple[str, list[str]]:
        """The plain text of `passage`, and what was dropped; its links become sources."""
        plain, dropped = unescape(passage.text)
        if dropped and (taken := self.body.citations.take(path, passage)):
            links = {f"a link to {url}": name for url, name in taken.items()}
            dropped = [
                f"{what} (now the source {links[what]})" if what in links else what
                for what in dropped
            ]
        return plain, dropped

    def _report_links(self, passage: Passage, path: str, dropped: list[str]) -> None:
        """Report links where the words around them are written anew by another fix."""
        if links := [what for what in dropped if what.startswith("a link to")]:
            found = ", ".join(links)
            self.findings.report("TR307", path, passage.start, passage.end, found=found)

    def _sentence(
        self, passage: Passage, path: str, *, is_block: bool = False, is_mended: bool = False
    ) -> str:
        """The plain text that `passage` shows; its place goes to `offsets`.

        Of a passage that another fix writes anew, `is_mended`, only lost words are reported.
        """
        trimmed = passage.text.strip()
        if trimmed != passage.text:
            if not is_mended:
                self._trim(passage, path)
            passage = passage.trimmed()
        self.offsets[path] = (passage.start, passage.end)
        if MARKUP.search(trimmed) is None:
            return trimmed
        plain, dropped = self._unescape(passage, path)
        plain = plain.strip()  # of blanks that were entities
        if dropped and is_mended:
            found = ", ".join(dropped)
            self.findings.report("TR307", path, passage.start, passage.end, found=found)
        elif dropped:
            self.findings.replace(
                "TR307",
                path,
                passage.start,
                passage.end,
                escape_block(plain) if is_block else escape(plain),
                safe=not any(map(loses_words, dropped)),
                found=", ".join(dropped),
            )
        return plain

    def _trim(self, passage: Passage, path: str) -> None:
        text = passage.text
        before = len(text) - len(text.lstrip())
        after = len(text) - len(text.rstrip()) if text.strip() else 0
        if before:
            self.findings.replace(
                "TR301",
                path,
                passage.start,
                passage.offset(before),
                "",
                found=f"{before + 1} blanks",
            )
        if after:
            self.findings.replace(
                "TR312",
                path,
                passage.end - after,
                passage.end,
                "",
                what="there are blanks at the end",
                expected="none",
            )

    # --- findings --------------------------------------------------------------------------

    def _report_stray(self, entry: Entry) -> None:
        """Report words that stand outside of every field."""
        start, end = entry.start, entry.end
        self.findings.replace(
            "TR316",
            "",
            start,
            min(end + 1, len(self.source.text)),
            "",
            safe=False,
            found=cut_short(entry.passage.text),
            advice="remove them, or put them under a heading",
        )

    def _stray(self, part: Part) -> None:
        """Report what stands outside of all sections; mostly nothing does."""
        if self.source.text[part.start : part.end].strip():
            for entry in self._entries(part):
                if not self._take_notice(entry):
                    self._report_stray(entry)

    def _take_notice(self, entry: Entry) -> bool:
        """Take words outside of all fields that say that a machine wrote the text."""
        return self.body.notices.take(entry.start, entry.end, entry.passage.text)

    def _check_marker(
        self, path: str, marker: str, start: int, content: int, expected: str, number: int = 0
    ) -> None:
        """Report how a line begins, if not by `expected`, a blank-padded marker."""
        found = self.source.text[start:content]
        if found == expected:
            return
        written = number_of(marker, number) if number and not is_bullet(marker) else None
        if written is not None and written != number:
            self.findings.replace(
                "TR315", path, start, content, expected, found=written, expected=number
            )
        elif marker == expected.strip() and found.strip() == marker:
            blanks = len(found) - len(found.rstrip())
            spaces = f"{blanks} space{'' if blanks == 1 else 's'}"
            if found.rstrip() != expected.rstrip():
                spaces = f"{spaces}, and indented by {len(found) - len(found.lstrip())}"
            self.findings.replace(
                "TR302", path, start, content, expected, found=spaces, expected=expected
            )
        else:
            self.findings.replace(
                "TR309", path, start, content, expected, found=found, expected=expected
            )

    def _final_newline(self) -> None:
        text = self.source.text
        bare = text.rstrip("\n")
        if len(text) - len(bare) == 1 or not bare or self.body.stop < len(bare):
            return
        found = "no line end" if len(text) == len(bare) else "blank lines"
        self.findings.replace("TR304", "", len(bare), len(text), "\n", found=found)
