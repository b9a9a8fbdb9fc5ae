"""From scanned lines to the fields of a report, by the outline.

Nothing is validated here but the form: what the fields may hold is the models' business. Words
that have no place in the form become an error, never nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from attrs import define, field

from themereport.diagnostics.diagnostic import Diagnostic, Fix
from themereport.document.express import Places, express_sections
from themereport.document.inline import MARKUP, unescape
from themereport.document.kind import kind_of_target
from themereport.document.line import Line
from themereport.document.outline import (
    FIRST_APPENDIX,
    SECTIONS,
    SectionSpec,
    canonical_disclaimers,
    canonical_headings,
    canonical_line,
    disclaimer_prefix,
    find_theme,
    fold_heading,
    recognise,
)
from themereport.locales.labels import LANGUAGES, Labels, labels_for
from themereport.models.markdown import contain
from themereport.source.edit import Edit
from themereport.source.text import SourceText

if TYPE_CHECKING:
    from themereport.document.outline import Recognised

__all__ = ["extract"]

_RANKED_MARKERS = (*(f"{rank}.  " for rank in range(1, 10)), "10. ")
_BULLET = "*   "
_SPECS = {section.key: section for section in SECTIONS}
_ORDER = {key: at for at, key in enumerate(("", *_SPECS, "appendix", "disclaimer"))}
_LOOSE_LABEL = re.compile(r"\*\*((?:\\.|[^\\])+?)\*\*([：:，,]?)([ \t\u3000]*)", re.DOTALL)
_LABEL_MARKS = "：:，,"
_BREAK = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_UNKNOWN_LANGUAGE = "und"


class Scanner(Protocol):
    """What cuts Markdown into lines; see `themereport.readers.scanner`."""

    def landmarks(self, text: str, start: int) -> list[Line]:
        """The headings and the lines that begin in bold."""
        ...

    def scan(self, text: str, start: int, end: int) -> list[Line]:
        """All lines that are not blank."""
        ...


def extract(
    source: SourceText,
    start: int,
    scanner: Scanner,
    annotations: object,
    data: dict[str, object],
    offsets: dict[str, tuple[int, int]],
    diagnostics: list[Diagnostic],
) -> frozenset[str]:
    """Fill `data` with fields, `offsets` with their places, `diagnostics` with what was found.

    The body begins at offset `start`; `annotations` is what the front matter holds under
    `themereport`. Returns the paths whose absence is covered by a diagnostic at another path.
    """
    return _Extractor(source, scanner, annotations, data, offsets, diagnostics).run(start)


@define
class _Found:
    """A part of the text: what its heading names, and where what stands below begins and ends."""

    key: str
    heading: Line | None
    start: int
    end: int = 0


@define
class _Extractor:
    source: SourceText
    scanner: Scanner
    annotations: object
    data: dict[str, object]
    offsets: dict[str, tuple[int, int]]
    diagnostics: list[Diagnostic]
    has_markup: bool = True
    joined_ends: dict[int, int] = field(factory=dict)
    """Where a sentence of joined lines ends, by the offset where it begins."""

    def run(self, start: int) -> frozenset[str]:
        title, parts, language = self._split(start)
        labels = labels_for(language or LANGUAGES[0])
        self._annotate(language)
        self._title(title, labels)
        seen: dict[str, _Found] = {}
        last = ""
        appendices: list[dict[str, str]] = []
        for part in parts:
            key = part.key
            if key == "appendix":
                self._appendix(part, appendices, complete=len(seen) >= len(_SPECS))
                continue
            if not key or key in {"brief", "detail"}:
                self._stray(part)
                continue
            if key in seen:
                self._report_twice(part, seen[key])
                continue
            if _ORDER[key] < _ORDER[last]:
                self._report("TR407", key, *_place(part), found=_words(part))
            seen[key] = part
            last = key
            self._section(part, labels)
        if appendices:
            self.data["appendices"] = appendices
        self._final_newline()
        return self._missing(seen, labels)

    # --- the outline -----------------------------------------------------------------------

    def _split(self, start: int) -> tuple[Line | None, list[_Found], str]:
        """Cut the text at its headings; returns the title, the parts, and the language."""
        text = self.source.text
        canonical = canonical_headings()
        title: Line | None = None
        languages: list[str] = []
        current = _Found("", None, start)
        parts = [current]
        marks = self.scanner.landmarks(text, start)
        last_disclaimer = next((line for line in reversed(marks) if _disclaimer(line)), None)
        for line in marks:
            is_heading = line.kind == "heading"
            known: Recognised | None = None
            if not is_heading:
                # In an appendix, words that look like the disclaimer are just words, but for
                # the last ones.
                if current.key == "appendix" and line is not last_disclaimer:
                    continue
                known = _disclaimer(line)
                if known is None:
                    continue
            elif line.level == 1 and title is None and len(parts) == 1:
                title = line
                self._preamble(current.start, line.start)
                current.start = line.end + 1
                continue
            else:
                known = canonical.get(text[line.start : line.end]) or self._loose_heading(line)
            if known is not None:
                languages.append(known.language)
            current.end = line.start
            begin = line.end + 1 if is_heading else line.start
            current = _Found(known.key if known else "appendix", line, min(begin, len(text)))
            parts.append(current)
        current.end = len(text)
        language = languages[0] if languages else ""
        if languages.count(language) != len(languages):
            language = max(LANGUAGES, key=languages.count)
        return title, parts, language

    def _lines(self, part: _Found) -> list[Line]:
        return self.scanner.scan(self.source.text, part.start, part.end)

    def _loose_heading(self, line: Line) -> Recognised | None:
        known = recognise(line.text)
        if known is None:
            return None
        if known.key == "disclaimer":
            expected = labels_for(known.language).disclaimer
        else:
            expected = canonical_line(known.key, labels_for(known.language))
        found = self.source.text[line.start : line.end]
        span = self.source.span(line.start, line.end)
        same_words = fold_heading(expected.lstrip("# ")) == fold_heading(line.text)
        fix = None
        if known.key != "disclaimer":
            fix = Fix(f"write {expected!r}", (Edit(span, expected),))
        arguments = {"found": found, "expected": expected}
        code = "TR309" if same_words else "TR305"
        self.diagnostics.append(Diagnostic(code, known.key, span, arguments, fix))
        return known

    def _missing(self, seen: dict[str, _Found], labels: Labels) -> frozenset[str]:
        end = len(self.source.text)
        said: set[str] = set()
        for section in SECTIONS:
            if section.key not in seen:
                self._report(
                    "TR401",
                    section.key,
                    end,
                    end,
                    section=getattr(labels, section.key),
                    heading=canonical_line(section.key, labels),
                    expects=section.expects,
                    expected=section.expects,
                )
                said.add(section.lead)
        if "disclaimer" not in seen:
            heading = f"**{labels.disclaimer}{labels.after_label}**"
            self._report("TR404", "disclaimer", end, end, heading=heading)
        return frozenset(said)

    def _report_twice(self, part: _Found, first: _Found) -> None:
        start, end = _place(part)
        line = self.source.position(_place(first)[0]).line
        self._report("TR402", part.key, start, end, found=_words(part), first=line)

    def _title(self, line: Line | None, labels: Labels) -> None:
        if line is None:
            heading = f"# {labels.title}"
            self._report("TR403", "theme", 0, 0, heading=heading)
            return
        self.has_markup = True
        place = find_theme(line.text, labels.language)
        if place is not None:
            self._check_marker(line, "# ")
        else:
            places = (find_theme(line.text, language) for language in LANGUAGES)
            place = next((found for found in places if found), (0, len(line.text)))
            expected = "# " + labels.title.replace("{theme}", line.text[slice(*place)])
            span = self.source.span(line.start, line.end)
            fix = Fix(f"write {expected!r}", (Edit(span, expected),), safe=False)
            arguments = {"found": line.text, "expected": expected}
            self.diagnostics.append(Diagnostic("TR309", "theme", span, arguments, fix))
        start, end = place
        self.data["theme"] = self._sentence(line.text[start:end], line.content + start, "theme")

    def _annotate(self, language: str) -> None:
        """Take the language: that of the labels, unless an annotation says another."""
        self.data["language"] = language or _UNKNOWN_LANGUAGE
        if self.annotations is None:
            self.annotations = {}
        elif not isinstance(self.annotations, dict):
            self._unknown_annotation(self.annotations)
            self.annotations = {}
        for key in self.annotations:
            if key not in {"language", "impacts"}:
                self._unknown_annotation(key)
        if "language" in self.annotations:
            self.data["language"] = self.annotations["language"]

    def _unknown_annotation(self, found: object) -> None:
        start, end = self.offsets.get("front_matter.themereport", (0, 0))
        self._report("TR110", "front_matter.themereport", start, end, found=found)

    # --- the sections ----------------------------------------------------------------------

    def _section(self, part: _Found, labels: Labels) -> None:
        self.offsets[part.key] = _place(part)
        if part.key == "disclaimer":
            self._take_disclaimer(part, labels)
            return
        section = _SPECS[part.key]
        text = self.source.text
        take = express_sections(labels.language)[part.key]
        if not self.annotations:
            places: Places = []
            if take(text, part.start, part.end, self.data, places):
                for paths, spans in places:
                    self.offsets.update(zip(paths, spans, strict=True))
                return
            self.data.pop(section.key, None)
        self.has_markup = MARKUP.search(text, part.start, part.end) is not None
        lines = self._joined(self._lines(part))
        if section.shape == "text":
            self._take_text(section.key, lines)
        elif section.shape == "ranked":
            self._take_ranked(section, lines)
        else:
            if section.lead:
                lead = [line for line in lines if line.kind != "item"]
                lines = [line for line in lines if line.kind == "item"]
                self.offsets[section.lead] = _place(part)
                self._take_text(section.lead, lead)
            mark = labels.after_subject if section.steps else labels.after_label
            self._take_labelled(section, lines, mark)

    def _take_text(self, path: str, lines: list[Line]) -> None:
        if not lines:
            return
        first, *others = lines
        for line in others:
            self._report_misplaced(line, "one paragraph")
        if first.kind != "line" or first.level:
            if first.kind != "line":
                self._report_misplaced(first, "a paragraph")
                return
            self._check_marker(first, "")
        self.data[path] = self._sentence(first.text, first.content, path)

    def _take_ranked(self, section: SectionSpec, lines: list[Line]) -> None:
        items: list[dict[str, object]] = []
        self.data[section.key] = items
        for line in lines:
            if line.kind != "item":
                self._report_misplaced(line, "a numbered item")
                continue
            rank = len(items) + 1
            path = f"{section.key}[{rank - 1}].{section.text}"
            expected = _RANKED_MARKERS[rank - 1] if rank <= 10 else f"{rank}. "
            if self.source.text[line.start : line.content] != expected:
                self._check_marker(line, expected, rank)
            text, at = line.text, line.content
            if text.startswith("**") and text.endswith("**") and "**" not in text[2:-2]:
                text, at = text[2:-2], at + 2
            else:
                text, at = self._bold(text, at, path)
            items.append({"rank": rank, section.text: self._sentence(text, at, path)})

    def _take_labelled(self, section: SectionSpec, lines: list[Line], mark: str) -> None:
        key, label_field, text_field, steps_field = (
            section.key, section.label, section.text, section.steps,
        )  # fmt: skip
        items: list[dict[str, object]] = []
        self.data[key] = items
        steps: list[str] | None = None
        source = self.source.text
        for line in lines:
            if line.kind != "item" or (line.level > 1 and steps is None):
                self._report_misplaced(line, "a labelled item")
                continue
            if line.level > 1 and steps is not None:
                number = len(steps) + 1
                expected = f"    {f'{number}.':<3} "
                if source[line.start : line.content] != expected:
                    self._check_marker(line, expected, number)
                path = f"{key}[{len(items) - 1}].{steps_field}[{number - 1}]"
                steps.append(self._sentence(line.text, line.content, path))
                continue
            if source[line.start : line.content] != _BULLET:
                self._check_marker(line, _BULLET)
            at = f"{key}[{len(items)}]"
            self.offsets[at] = (line.start, line.end)
            label, label_at, text, text_at = self._label(line, mark, at)
            item: dict[str, object] = {
                label_field: self._sentence(label, label_at, f"{at}.{label_field}"),
                text_field: self._sentence(text, text_at, f"{at}.{text_field}"),
            }
            if steps_field:
                steps = []
                item[steps_field] = steps
            if key == "impacts":
                item["kind"] = self._kind(len(items) + 1, str(item[label_field]))
            items.append(item)
        if key == "impacts":
            self._check_impact_annotations(len(items))

    def _label(self, line: Line, mark: str, path: str) -> tuple[str, int, str, int]:
        """Cut an item into label and text; returns each with its offset."""
        text, at = line.text, line.content
        behind = f"{mark}** "
        cut = text.find(behind)
        if cut > 2 and text.startswith("**") and "**" not in text[2:cut]:
            rest = cut + len(behind)
            return text[2:cut], at + 2, text[rest:], at + rest
        match = _LOOSE_LABEL.match(text)
        if match is None:
            example = f"**…{mark}** …"
            self._report(
                "TR405", path, at, line.end, expected="label", found=_cut(text), example=example
            )
            return text, at, text, at
        label, outside, gap = match.groups()
        bare = label.rstrip(_LABEL_MARKS)
        found = label[len(bare) :] + outside
        span = self.source.span(at + 2 + len(bare), at + match.end() - len(gap))
        expected = f"{mark}**"
        if found != mark or outside:
            fix = Fix(f"write {mark!r}", (Edit(span, expected),))
            arguments = {"found": found or "nothing", "expected": mark}
            self.diagnostics.append(Diagnostic("TR303", path, span, arguments, fix))
        if not gap:
            span = self.source.span(at + match.end(), at + match.end())
            fix = Fix("insert a space", (Edit(span, " "),))
            arguments = {"found": "no space"}
            self.diagnostics.append(Diagnostic("TR301", path, span, arguments, fix))
        rest = match.end() - max(len(gap) - 1, 0)
        return bare, at + 2, text[rest:], at + rest

    def _kind(self, number: int, target: str) -> object:
        annotations = self.annotations
        assert isinstance(annotations, dict)
        by_number = annotations.get("impacts")
        if isinstance(by_number, dict):
            annotation = by_number.get(str(number))
            if isinstance(annotation, dict) and "kind" in annotation:
                return annotation["kind"]
        return kind_of_target(target)

    def _check_impact_annotations(self, count: int) -> None:
        assert isinstance(self.annotations, dict)
        by_number = self.annotations.get("impacts", {})
        if not isinstance(by_number, dict):
            self._unknown_annotation("impacts")
            return
        numbers = {str(number) for number in range(1, count + 1)}
        for number, annotation in by_number.items():
            if number not in numbers or not isinstance(annotation, dict):
                self._unknown_annotation(f"impacts.{number}")
            elif unknown := sorted(annotation.keys() - {"kind"}):
                self._unknown_annotation(f"impacts.{number}.{unknown[0]}")

    def _take_disclaimer(self, part: _Found, labels: Labels) -> None:
        self.has_markup = True
        lines = self._joined(self._lines(part))
        if not lines:
            return
        first, *others = lines
        for line in others:
            self._report_misplaced(line, "nothing more")
        text, at = first.text, first.content
        if part.heading is not None and part.heading.kind == "line":
            prefix = disclaimer_prefix(labels)
            if text.startswith(prefix):
                text, at = text[len(prefix) :], at + len(prefix)
            else:
                expected = labels.disclaimer
                bare, _, text, at = self._label(first, labels.after_label, "disclaimer")
                if bare != expected:
                    span = self.source.span(first.content + 2, first.content + 2 + len(bare))
                    fix = Fix(f"write {expected!r}", (Edit(span, expected),))
                    arguments = {"found": bare, "expected": expected}
                    self.diagnostics.append(Diagnostic("TR305", "disclaimer", span, arguments, fix))
        self.data["disclaimer"] = self._sentence(text, at, "disclaimer")

    def _appendix(self, part: _Found, appendices: list[dict[str, str]], *, complete: bool) -> None:
        heading = part.heading
        assert heading is not None  # only a heading begins an appendix
        number = FIRST_APPENDIX + len(appendices)
        path = f"appendices[{len(appendices)}]"
        text, at = heading.text, heading.content
        prefix = f"{number}. "
        if complete and heading.level == 3 and text.startswith(prefix):
            text, at = text[len(prefix) :], at + len(prefix)
            self._check_marker(heading, "### ")
        else:
            self._report("TR306", path, *_place(part), found=_cut(heading.text))
        self.has_markup = True
        title = self._sentence(text, at, f"{path}.title")
        raw = self.source.text[part.start : part.end]
        body = raw.strip("\n")
        start = part.start + len(raw) - len(raw.lstrip("\n"))
        self.offsets[f"{path}.body"] = (start, start + len(body))
        safe, problems = contain(body)
        if problems:
            self._report(
                "TR314", f"{path}.body", start, start + len(body), problem="; ".join(problems)
            )
        appendices.append({"title": title, "body": safe})

    # --- words -----------------------------------------------------------------------------

    def _joined(self, lines: list[Line]) -> list[Line]:
        """`lines` with those that only continue the sentence above joined to it."""
        if all(line.kind == "item" for line in lines) or len(lines) == 1:
            return lines
        joined: list[Line] = []
        end = -1
        for line in lines:
            if line.kind == "line" and _BREAK.fullmatch(line.text):
                self._drop_break(line)
                continue
            if line.kind == "line" and joined and line.start == end + 1:
                above = joined[-1]
                self._report_joined(above, line)
                joined[-1] = above._replace(text=_join(above.text, line.text))
                self.joined_ends[above.content] = line.end
            else:
                joined.append(line)
            end = line.end
        return joined

    def _report_joined(self, above: Line, line: Line) -> None:
        start = self.joined_ends.get(above.content, above.end)
        span = self.source.span(start, line.content)
        gap = _join(above.text, line.text)[len(above.text.rstrip()) :].removesuffix(line.text)
        fix = Fix("join the lines", (Edit(span, gap),))
        self.diagnostics.append(Diagnostic("TR308", "", span, {}, fix))

    def _drop_break(self, line: Line) -> None:
        arguments = {"what": "there is a line across the page", "expected": "none"}
        span = self.source.span(line.start, line.end)
        after = min(line.end + 1, len(self.source.text))
        fix = Fix("remove it", (Edit(self.source.span(line.start, after), ""),))
        self.diagnostics.append(Diagnostic("TR312", "", span, arguments, fix))

    def _sentence(self, text: str, at: int, path: str) -> str:
        """The plain text that `text`, at offset `at`, shows; its place goes to `offsets`."""
        end = at + len(text)
        if self.joined_ends:
            end = next((e for start, e in self.joined_ends.items() if start <= at < e), end)
        trimmed = text.strip()
        if trimmed != text:
            at, end = self._trim(text, at, end, path)
        self.offsets[path] = (at, end)
        return self._inline(trimmed, at, path) if self.has_markup else trimmed

    def _trim(self, text: str, at: int, end: int, path: str) -> tuple[int, int]:
        before = len(text) - len(text.lstrip())
        after = len(text) - len(text.rstrip()) if text.strip() else 0
        if before:
            span = self.source.span(at, at + before)
            fix = Fix("remove the blanks", (Edit(span, ""),))
            found = f"{before + 1} blanks"
            self.diagnostics.append(Diagnostic("TR301", path, span, {"found": found}, fix))
        if after:
            span = self.source.span(end - after, end)
            fix = Fix("remove the blanks", (Edit(span, ""),))
            arguments = {"what": "there are blanks at the end", "expected": "none"}
            self.diagnostics.append(Diagnostic("TR312", path, span, arguments, fix))
        return at + before, end - after

    def _inline(self, text: str, at: int, path: str) -> str:
        plain, dropped = unescape(text)
        if dropped:
            self._report("TR307", path, at, at + len(text), found=", ".join(dropped))
        return plain

    def _bold(self, text: str, at: int, path: str) -> tuple[str, int]:
        """A signal that is not just `**…**`: take off what bold there is around the whole."""
        trimmed = text.rstrip()
        if trimmed.startswith("**") and trimmed.endswith("**") and "**" not in trimmed[2:-2]:
            arguments = {"what": "there are blanks at the end", "expected": "none"}
            span = self.source.span(at + len(trimmed), at + len(text))
            fix = Fix("remove the blanks", (Edit(span, ""),))
            self.diagnostics.append(Diagnostic("TR312", path, span, arguments, fix))
            return trimmed[2:-2], at + 2
        span = self.source.span(at, at + len(text))
        self.diagnostics.append(Diagnostic("TR310", path, span))
        return text, at

    # --- findings --------------------------------------------------------------------------

    def _report(self, code: str, path: str, start: int, end: int, **arguments: object) -> None:
        span = self.source.span(start, end)
        self.diagnostics.append(Diagnostic(code, path, span, arguments))

    def _report_misplaced(self, line: Line, expected: str) -> None:
        self._report("TR406", "", line.start, line.end, expected=expected, found=_cut(line.text))

    def _preamble(self, start: int, end: int) -> None:
        """Report what stands in front of the title."""
        self._stray(_Found("", None, start, end))

    def _stray(self, part: _Found) -> None:
        """Report what stands outside of all sections; mostly nothing does."""
        if not self.source.text[part.start : part.end].strip():
            return
        for line in self._lines(part):
            if line.kind == "line" and _BREAK.fullmatch(line.text):
                self._drop_break(line)
            elif part.key:
                self._report_misplaced(line, "a section's heading")
            else:
                self._report(
                    "TR316",
                    "",
                    line.start,
                    line.end,
                    found=_cut(line.text),
                    advice="remove them, or put them under a heading",
                )

    def _check_marker(self, line: Line, expected: str, number: int = 0) -> None:
        """Report how `line` begins, if it is not by `expected`, a blank-padded marker."""
        found = self.source.text[line.start : line.content]
        if found == expected:
            return
        span = self.source.span(line.start, line.content)
        fix = Fix(f"write {expected!r}", (Edit(span, expected),))
        digits = line.marker[:-1]
        if number and digits.isdigit() and int(digits) != number:
            arguments: dict[str, object] = {"found": int(digits), "expected": number}
            self.diagnostics.append(Diagnostic("TR315", "", span, arguments, fix))
        elif line.marker == expected.strip():
            blanks = len(found) - len(found.rstrip())
            spaces = f"{blanks} space{'' if blanks == 1 else 's'}"
            if found.rstrip() != expected.rstrip():
                spaces = f"{spaces}, and indented by {len(found) - len(found.lstrip())}"
            self.diagnostics.append(
                Diagnostic("TR302", "", span, {"found": spaces, "expected": expected}, fix)
            )
        else:
            self.diagnostics.append(
                Diagnostic("TR309", "", span, {"found": found, "expected": expected}, fix)
            )

    def _final_newline(self) -> None:
        text = self.source.text
        bare = text.rstrip("\n")
        if len(text) - len(bare) == 1 or not bare:
            return
        span = self.source.span(len(bare), len(text))
        found = "no line end" if len(text) == len(bare) else "blank lines"
        fix = Fix("end with one line end", (Edit(span, "\n"),))
        self.diagnostics.append(Diagnostic("TR304", "", span, {"found": found}, fix))


def _disclaimer(line: Line) -> Recognised | None:
    """What a line that begins in bold names, if it is the disclaimer."""
    if line.kind != "line":
        return None
    for prefix, known in canonical_disclaimers():
        if line.text.startswith(prefix):
            return known
    match = _LOOSE_LABEL.match(line.text)
    loose = recognise(match[1].rstrip(_LABEL_MARKS)) if match else None
    return loose if loose is not None and loose.key == "disclaimer" else None


def _place(part: _Found) -> tuple[int, int]:
    return (part.heading.start, part.heading.end) if part.heading else (part.start, part.start)


def _words(part: _Found) -> str:
    return _cut(part.heading.text) if part.heading else ""


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


def _join(above: str, below: str) -> str:
    """Join two lines of a sentence: with a space, unless a wide character is at the seam."""
    above, below = above.rstrip(), below.strip()
    is_wide = ord(above[-1:] or " ") >= 0x2E80 or ord(below[:1] or " ") >= 0x2E80
    return f"{above}{below}" if is_wide else f"{above} {below}"
