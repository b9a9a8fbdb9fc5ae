"""From scanned lines to the fields of a report, by the outline.

Nothing is validated here but the form: what the fields may hold is the models' business. Words
that have no place in the form are joined to a field, or reported; never dropped in silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define

from themereport.document.anew import Anew
from themereport.document.bare import without_ornaments
from themereport.document.closing import Closing
from themereport.document.express_lists import express_sections
from themereport.document.finding import Findings
from themereport.document.foreign import references_in
from themereport.document.grouping import split_farewell
from themereport.document.inline import escape, unescape
from themereport.document.label import is_bold
from themereport.document.labelled import Labelled
from themereport.document.layout import find_layout
from themereport.document.outline import PARTS, SECTIONS_BY_KEY
from themereport.document.passage import Passage
from themereport.document.ranked import Ranked
from themereport.document.search import bare_title
from themereport.document.step import Steps
from themereport.document.table import Tables
from themereport.document.taken import Taken
from themereport.document.words import Words

if TYPE_CHECKING:
    from themereport.diagnostics.diagnostic import Diagnostic
    from themereport.document.body import Body
    from themereport.document.entry import Entry
    from themereport.document.outline import SectionSpec
    from themereport.document.part import Layout, Part, Scanner
    from themereport.locales.labels import Labels
    from themereport.source.text import SourceText

__all__ = ["extract"]

_UNKNOWN_LANGUAGE = "und"


def extract(
    source: SourceText,
    body: Body,
    scanner: Scanner,
    data: dict[str, object],
    offsets: dict[str, tuple[int, int]],
    diagnostics: list[Diagnostic],
    taken: Taken | None = None,
) -> frozenset[str]:
    """Fill `data` with fields, `offsets` with their places, `diagnostics` with what was found.

    Of what the express lane has `taken`, only the rest is read. Returns the paths whose absence is
    covered by a diagnostic at another path.
    """
    words = Words(source, body, scanner, data, offsets, Findings(source, diagnostics))
    tables, anew = Tables(words), Anew(words)
    labelled = Labelled(words, tables, Steps(words, anew), anew)
    ranked, closing = Ranked(words, tables, anew), Closing(words)
    extractor = _Extractor(words, ranked, labelled, closing, Taken(data))
    return extractor.run() if taken is None else extractor.complete(taken)


@define
class _Extractor:
    words: Words
    ranked: Ranked
    labelled: Labelled
    closing: Closing
    taken: Taken
    """What patterns take of single sections."""

    def run(self) -> frozenset[str]:
        body = self.words.body
        dialect = body.dialect
        layout = find_layout(
            self.words.findings, body.start, body.stop, self.words.scanner, dialect
        )
        self.words.lines = layout.lines
        labels = dialect.labels[layout.language or dialect.languages[0]]
        self.words.references = references_in(self.words.source.text, body.start, body.stop)
        order = ("", *dialect.order, "disclaimer")
        # That of the labels, unless an annotation says another.
        self.words.data["language"] = layout.language or _UNKNOWN_LANGUAGE
        self._title(layout, labels)
        body.notices.below = layout.title.end if layout.title else None
        seen: dict[str, Part] = {}
        last = ""
        appendices: list[dict[str, str]] = []
        for part in layout.parts:
            key = part.key
            if key == "appendix":
                self.closing.take_appendix(
                    part, appendices, complete=len(seen) >= len(SECTIONS_BY_KEY)
                )
                continue
            if not key or key in PARTS:
                self.words.stray(part)
                if key:
                    seen.setdefault(key, part)
                continue
            if key in seen:
                line = self.words.source.position(seen[key].place[0]).line
                self.words.findings.report("TR402", key, *part.place, found=part.words, first=line)
                continue
            if order.index(key) < order.index(last):
                self.words.findings.report("TR406", key, *part.place, found=part.words)
            seen[key] = part
            last = key
            self._section(part, labels)
        self.words.put(self.taken)
        if appendices:
            self.words.data["appendices"] = appendices
        self._final_newline()
        return self._missing(seen, labels)

    def complete(self, taken: Taken) -> frozenset[str]:
        """Take the rest of a text whose headings are canonical."""
        words = self.words
        text, body = words.source.text, words.body
        words.put(taken)
        body.notices.below = text.index("\n", words.offsets["theme"][1])
        words.references = references_in(text, body.start, body.stop)
        labels = body.dialect.labels[str(words.data["language"])]
        for part in taken.rest:
            words.offsets[part.key] = part.place
            self._read_section(part, labels)
        self._final_newline()
        return frozenset(words.said)

    def _missing(self, seen: dict[str, Part], labels: Labels) -> frozenset[str]:
        end = len(self.words.source.text)
        dialect = self.words.body.dialect
        for section in map(SECTIONS_BY_KEY.__getitem__, dialect.order):
            if section.key not in seen:
                self.words.findings.report(
                    "TR401",
                    section.key,
                    end,
                    end,
                    section=getattr(labels, section.key),
                    heading=dialect.heading_line(section.key, labels),
                    expected=section.expects,
                )
                self.words.said.add(section.lead)
        if "disclaimer" not in seen:
            heading = dialect.disclaimer_start(labels)
            self.words.findings.report("TR404", "disclaimer", end, end, heading=heading)
        for first in () if seen.keys() >= set(PARTS) else dialect.order:
            half = dialect.begins_half(first)
            if half and half not in seen and first in seen:
                at = seen[first].place[0]
                heading = dialect.heading_line(half, labels)
                self.words.findings.replace("TR321", "", at, at, f"{heading}\n\n", heading=heading)
        return frozenset(self.words.said)

    def _title(self, layout: Layout, labels: Labels) -> None:
        line = layout.title
        findings = self.words.findings
        heading = f"# {labels.title}"
        if line is None:
            said = self.words.body.theme or self._theme_in_front_matter()
            if not said:
                findings.report("TR403", "theme", 0, 0, heading=heading)
                return
            at = self.words.body.start
            written = heading.replace("{theme}", escape(said))
            findings.replace(
                "TR324", "theme", at, at, f"\n{written}\n", found="the title in the front matter"
            )
            self.words.data["theme"] = said
            return
        passage = Passage.of(line.text, line.content)
        dialect = self.words.body.dialect
        is_heading = line.kind == "heading"
        place = dialect.find_theme(line.text, labels.language) if is_heading else None
        if place is not None and self._is_adorned(passage.cut(*place)):
            place = None
        if place is not None and (line.level == 1 or not self.words.body.theme):
            self.words.findings.check_marker("theme", line.marker, line.start, line.content, "# ")
            self.words.data["theme"] = self.words.sentence(passage.cut(*place), "theme")
            return
        bare = bare_title(line.text)
        if bare != line.text:
            passage = passage.cut(line.text.index(bare), line.text.index(bare) + len(bare))
        named = dialect.find_loose_theme(bare, is_set=True)
        if named is None and bare.isascii():  # `Copper market research summary`
            named = dialect.find_loose_theme(bare.title(), is_set=True)
        at = bare.find(self.words.body.theme)
        if at < 0 and bare.isascii():  # capitals change no place
            at = bare.lower().find(self.words.body.theme.lower())
        if self.words.body.theme and (named is None or at >= 0):
            # Whatever else the heading has, what the front matter says is sure.
            self.words.data["theme"] = self.words.body.theme
            named = (at, at + len(self.words.body.theme)) if at >= 0 else (0, len(bare))
            self.words.offsets["theme"] = (passage.offset(named[0]), passage.offset(named[1]))
        else:
            theme = passage.cut(*(named or (0, len(bare))))
            if not self.words.body.is_named:
                theme = theme.cut(*without_ornaments(theme.text))
            self.words.data["theme"] = self.words.sentence(theme, "theme")
        expected = heading.replace("{theme}", escape(str(self.words.data["theme"])))
        findings.replace(
            "TR309",
            "theme",
            line.start,
            line.end,
            expected,
            safe=named is not None,
            found=self.words.source.text[line.start : line.end],
            expected=expected,
        )

    def _theme_in_front_matter(self) -> str:
        """The theme that a title there names in the words of a title line, or nothing."""
        title = self.words.body.title.strip()
        place = self.words.body.dialect.find_loose_theme(title, is_set=True)
        return title[slice(*place)].strip() if place else ""

    def _is_adorned(self, theme: Passage) -> bool:
        """Whether a theme is that of the front matter, and ornaments.

        Where that names nothing, what looks like an ornament is one.
        """
        text = theme.text
        start, end = without_ornaments(text)
        if not 0 < end - start < len(text) or text.startswith("&#"):
            return False  # the last is how a writer marks a theme that only looks like it
        body = self.words.body
        return not body.is_named or unescape(text[start:end])[0].strip() == body.theme

    def _section(self, part: Part, labels: Labels) -> None:
        """Take a section by patterns, or else by its lines."""
        self.words.offsets[part.key] = part.place
        section = SECTIONS_BY_KEY.get(part.key)
        if section is None or not self._express(section, part, labels):
            self._read_section(part, labels)

    def _express(self, section: SectionSpec, part: Part, labels: Labels) -> bool:
        """Take a section whose words are plain; what is not canonical in its form is reported."""
        take = express_sections(self.words.body.dialect, labels.language).get(section.key)
        return take is not None and take(self.words.source, part.start, part.end, self.taken)

    def _read_section(self, part: Part, labels: Labels) -> None:
        """Take a section, or the disclaimer, by its lines."""
        if part.key == "disclaimer":
            self.closing.take_disclaimer(part, labels)
            return
        section = SECTIONS_BY_KEY[part.key]
        entries = self._without_names(section, self.words.entries(part))
        if section.shape == "text":
            self.words.take_text(section.key, entries)
            return
        entries, strays = split_farewell(entries)
        for entry in strays:
            self.words.report_stray(entry)
        if section.shape == "ranked":
            self.ranked.take(section, entries, labels.after_label)
        else:
            mark = labels.after_subject if section.steps else labels.after_label
            self.labelled.take(section, entries, mark, part)

    def _without_names(self, section: SectionSpec, entries: list[Entry]) -> list[Entry]:
        """`entries` without the titles that only say again what the section is."""
        names = [entry for entry in entries[:-1] if self._repeats(section, entry)]
        for name in names:
            self.words.report_stray(name)
        left_out = set(names)
        return [entry for entry in entries if entry not in left_out]

    def _repeats(self, section: SectionSpec, entry: Entry) -> bool:
        words = entry.passage.text
        if entry.kind not in {"heading", "text"}:
            return False
        if entry.kind == "text" and not is_bold(words.strip()):
            return False
        known = self.words.body.dialect.recognise(words)
        return known is not None and known.key == section.key

    def _final_newline(self) -> None:
        text = self.words.source.text
        bare = text.rstrip("\n")
        if len(text) - len(bare) == 1 or not bare or self.words.body.stop < len(bare):
            return
        found = "no line end" if len(text) == len(bare) else "blank lines"
        self.words.findings.replace("TR304", "", len(bare), len(text), "\n", found=found)
