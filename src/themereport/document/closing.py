"""What closes a report: its appendices and its disclaimer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define

from themereport.document.bare import (
    bare_heading,
    loses_words,
    without_emphasis,
    without_number,
)
from themereport.document.disclaimer import disclaims, without_label
from themereport.document.express import express_disclaimer
from themereport.document.finding import cut_short
from themereport.document.form import appendix_title
from themereport.document.inline import escape, escape_block, unescape
from themereport.document.passage import Passage
from themereport.document.words import Words
from themereport.models.markdown import contain

if TYPE_CHECKING:
    from themereport.document.dialect import Recognised
    from themereport.document.entry import Entry
    from themereport.document.part import Part
    from themereport.locales.labels import Labels

__all__ = ["Closing"]

_SET_APART = ("*", "_", ">", "<")
_SECOND = re.compile(
    r"^[ ]{0,3}(?:```|~~~)[^\n]*\n\s*(?P<begin>---\n[A-Za-z_][^\n]*|#[ ][^\n]+)", re.MULTILINE
)
"""Behind the disclaimer: a code fence around something that begins as a report does."""
_CHAT = re.compile(
    r"[\W_]{0,12}(?:希望|如需|如有|以上内容|请问|如果您|如果你|若需|需要我|请告诉|欢迎|以上就是|以上是|以上为|(?:i )?hope|let me know|would you like|"
    r"if you (?:need|would|want)|feel free|please note that i|以上が|以上、|ご不明|ご要望|必要であれば|お気軽|필요하시면|도움이 되|추가로 필요|"
    r"ich hoffe|wenn sie (?:weitere|möchten)|gerne (?:kann|passe)|lassen sie mich|j[’']espère|n[’']hésitez|souhaitez-vous|si vous (?:souhaitez|avez)|"
    r"espero que|(?:quieres?|desea|necesitas?|te gustaría|le gustaría)|si (?:necesita|desea|quiere)s?|no dudes?|avísame|آمل أن|أتمنى أن|إذا (?:كنت|أردت|احتجت)|لا تتردد|هل (?:ترغب|تريد|تود))",
    re.IGNORECASE,
)


_END_MARK = re.compile(
    r"[\W_]*(?:(?:全文|报告|報告)?(?:完|完毕|完畢|结束|結束)|end(?: of (?:the )?(?:report|digest))?|以上|終わり|끝|ende|fin|النهاية)[\W_]*",
    re.IGNORECASE,
)


@define
class Closing:
    """Takes appendices and the disclaimer to fields."""

    words: Words

    def take_disclaimer(self, part: Part, labels: Labels) -> None:
        """Take the disclaimer, and what stands behind it."""
        if self._express_disclaimer(part, labels):
            return
        self._refuse_second_report(part)
        entries = self._without_strays(self.words.entries(part))
        dialect = self.words.body.dialect
        is_section = dialect.disclaimer == "section"
        start = "" if is_section else dialect.disclaimer_prefix(labels)
        pieces, is_form = self._pieces(part, entries, start, labels)
        if not pieces:
            return
        whole = self.words.join(pieces, "disclaimer")
        if is_form:
            self.words.data["disclaimer"] = self.words.sentence(
                whole, "disclaimer", is_block=is_section
            )
            return
        begin, end = part.place[0], entries[-1].end
        whole = whole.trimmed()
        bare = without_emphasis(whole.text)
        start_of_words = whole.text.index(bare)
        words = whole.cut(start_of_words, start_of_words + len(bare))
        plain, dropped = self.words.unescape(words, "disclaimer")
        plain = plain.strip()
        self.words.offsets["disclaimer"] = (words.start, words.end)
        self.words.data["disclaimer"] = plain
        if is_section:
            heading = dialect.heading_line("disclaimer", labels)
            expected = f"{heading}\n\n{escape_block(plain)}"
        else:
            expected = f"{start}{escape(plain)}"
        found = cut_short(self.words.source.text[begin:end].split("\n")[0])
        is_guess = part.heading is None or part.is_guessed
        self.words.findings.replace(
            "TR331" if is_guess else "TR309",
            "disclaimer",
            begin,
            end,
            expected,
            safe=not (is_guess or any(map(loses_words, dropped))),
            found=found,
            expected=cut_short(expected),
        )

    def _pieces(
        self, part: Part, entries: list[Entry], start: str, labels: Labels
    ) -> tuple[list[Passage], bool]:
        """The disclaimer's words without its label, and whether they are written in the form."""
        dialect = self.words.body.dialect
        is_section = dialect.disclaimer == "section"
        has_heading = part.heading is not None and part.heading.kind == "heading"
        is_form = has_heading is is_section
        if is_section:
            written = self.words.source.text[slice(*part.place)]
            is_form = written == dialect.heading_line("disclaimer", labels)
        pieces: list[Passage] = []
        for entry in entries:
            passage = entry.as_text(self.words.findings)
            if pieces:
                more, label = without_label(passage, dialect)
                if self._is_second(label, entry, part):
                    break
                pieces.append(more)
            elif passage.text.startswith(start) and (start or is_form):
                is_form = is_form and entry.start == passage.start  # and not behind a `>`
                if is_section and passage.text.startswith(_SET_APART):
                    is_form = False
                    pieces.append(without_label(passage, dialect)[0])
                else:
                    pieces.append(passage.cut(len(start)))
            else:
                is_form = False
                passage, label = without_label(passage, dialect)
                if passage.text.strip() or label is None:
                    pieces.append(passage)
        return pieces, is_form

    def _is_second(self, label: Recognised | None, entry: Entry, part: Part) -> bool:
        """Report a label that begins another disclaimer in the report's language.

        In another language it begins a translation.
        """
        if label is None or self.words.data["language"] not in label.languages:
            return False
        first = self.words.source.position(part.place[0]).line
        found = cut_short(entry.passage.text)
        self.words.findings.report(
            "TR402", "disclaimer", entry.start, entry.end, found=found, first=first
        )
        return True

    def _refuse_second_report(self, part: Part) -> None:
        """Report another report behind the disclaimer, whose headings a code fence hides."""
        second = _SECOND.search(self.words.source.text, part.start, part.end)
        if second is not None:
            part.end = second.start()
            found = cut_short(" ".join(second["begin"].split()))
            self.words.findings.report("TR407", "", *second.span("begin"), found=found)

    def _express_disclaimer(self, part: Part, labels: Labels) -> bool:
        """Take a disclaimer that is a line in the canonical form, with nothing behind it."""
        dialect = self.words.body.dialect
        if dialect.disclaimer == "section" or part.heading is None or part.heading.kind != "line":
            return False
        match = express_disclaimer(dialect, labels.language)(
            self.words.source.text, part.start, part.end
        )
        if match is None:
            return False
        self.words.data["disclaimer"] = match[1]
        self.words.offsets["disclaimer"] = match.span(1)
        return True

    def _without_strays(self, entries: list[Entry]) -> list[Entry]:
        """Take or report what stands behind the disclaimer; returns its own entries."""
        if not entries:
            return entries
        rest, _ = without_label(entries[0].passage, self.words.body.dialect)
        is_label = not rest.text.strip()
        begin = 1 if is_label else 0
        # A line across the page below the words ends them: then come end marks and farewells.
        last = next((at for at, e in enumerate(entries) if at > begin and _is_over(e)), None)
        # Right below a label stands the disclaimer, unless it is a farewell and nothing more.
        if begin < len(entries) and _is_farewell(entries[begin]):
            last = begin
        for entry in entries[last:] if last is not None else ():
            if not self.words.take_notice(entry):
                self.words.report_stray(entry)
        if last == 0:
            return []
        # Behind the disclaimer stands nothing of it, if it says who wrote the text.
        first, *others = entries[:last]
        own = [first]
        # Below a label that stands alone, one that disclaims does both.
        if is_label and others and (len(others) == 1 or disclaims(others[0].passage.text)):
            own.append(others.pop(0))
        return [*own, *(entry for entry in others if not self.words.take_notice(entry))]

    def take_appendix(
        self, part: Part, appendices: list[dict[str, str]], *, complete: bool
    ) -> None:
        """Take a section beyond the outline; `complete` says that all of that was found."""
        heading = part.heading
        assert heading is not None  # only a heading begins an appendix
        dialect = self.words.body.dialect
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
            self.words.findings.check_marker(
                path, heading.marker, heading.start, heading.content, marker
            )
        else:
            # Set apart in its own way, it might not be seen once the others are mended.
            plain, dropped = unescape(title.text.strip())
            words = appendix_title(plain, dialect)
            written = f"{marker}{prefix}{words}" if complete else f"{marker}{words}"
            start, end = part.place
            if self.words.source.text[start:end] == written:
                self.words.findings.report("TR306", path, start, end, found=cut_short(heading.text))
            else:
                self.words.findings.replace(
                    "TR306",
                    path,
                    start,
                    end,
                    written,
                    safe=not any(map(loses_words, dropped)),
                    found=cut_short(heading.text),
                )
        self.words.findings.check_apart(path, heading.start, self.words.body.start)
        text = self.words.sentence(title, f"{path}.title")
        raw = self.words.source.text[part.start : part.end]
        body = raw.strip("\n")
        start = part.start + len(raw) - len(raw.lstrip("\n"))
        self.words.offsets[f"{path}.body"] = (start, start + len(body))
        safe, problems = contain(body)
        if problems:
            self.words.findings.replace(
                "TR314",
                f"{path}.body",
                start,
                start + len(body),
                safe,
                safe=False,
                problem="; ".join(problems),
            )
        appendices.append({"title": text, "body": safe})


def _is_over(entry: Entry) -> bool:
    """Whether a paragraph behind the disclaimer is no part of it."""
    return entry.is_apart or _ends_text(entry)


def _ends_text(entry: Entry) -> bool:
    text = entry.passage.text.strip()
    return (_CHAT.match(text) or _END_MARK.fullmatch(text)) is not None


def _is_farewell(entry: Entry) -> bool:
    return _ends_text(entry) and not disclaims(entry.passage.text)
