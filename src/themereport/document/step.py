"""The steps of an item, each on a line of its own or all in one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define

from themereport.document.anew import Anew
from themereport.document.entry import Entry, with_inner_marker
from themereport.document.form import step_item, step_marker
from themereport.document.grouping import is_step
from themereport.document.marker import PICTURES, is_bullet, number_of
from themereport.document.reasoning import split_only_step, split_thesis
from themereport.document.words import Words

if TYPE_CHECKING:
    from themereport.document.outline import SectionSpec
    from themereport.document.passage import Passage

__all__ = ["Steps"]

_STEP_WORDS = re.compile(
    r"(?:第[一二三四五六七八九十\d]{1,3}步|步[骤驟] ?[一二三四五六七八九十\d]{1,3}|ステップ ?\d{1,3}|手順 ?\d{1,3}|단계 ?\d{1,3}"
    r"|\d{1,3} ?단계|(?:[Ss]tep|[Ss]chritt|[ÉéEe]tape|[Pp]aso|الخطوة) \d{1,3})"
    r"(?:[ \u00a0\u202f]?[：:]|[ ]?[→—–]|[ ]-(?=[ ]))[ \t\u3000]*"
)
_SECOND_BULLET = re.compile(rf"[{PICTURES}]\ufe0f?[ \t\u3000]+(?=\S)")


@define
class Steps:
    """Takes the steps of items to fields."""

    words: Words
    anew: Anew

    def split_thesis(
        self, entries: list[Entry], *, is_blank: bool
    ) -> tuple[list[Entry], list[Entry]]:
        """What belongs to the thesis of a list, and its steps; what only names these is reported."""
        texts, names, steps = split_thesis(entries, is_blank=is_blank)
        for name in names:
            self.words.report_stray(name)
        return texts, steps

    def take(self, section: SectionSpec, entries: list[Entry], path: str) -> list[str]:
        """The steps of an item; what is no step of its own goes on in the one above it."""
        if len(entries) == 1 and (in_line := split_only_step(entries[0], self.words.findings)):
            place = entries[0].start, entries[0].end
            return self.take_in_line(in_line, f"{path}.{section.steps}", place, 1)
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
            # Behind a number, as the canonical form has it, these would be words.
            if is_bullet(entry.marker):
                words = _STEP_WORDS.match(passage.text)
                if words is not None and number_of(words[0]) == number:
                    passage = passage.cut(words.end())
                elif second := _SECOND_BULLET.match(passage.text):
                    passage = passage.cut(second.end())
            start = passage.start
            if entry.inner:
                place = entry.start, passage.end
                texts += self.take_in_line([passage], f"{path}.{section.steps}", place, number)
                continue
            if source[entry.start : start] != expected:
                self.words.findings.check_marker(
                    step_path, entry.marker, entry.start, start, expected, number
                )
            texts.append(self.words.sentence(passage, step_path, is_block=True))
        return texts

    def take_in_line(
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

        return self.anew.take(pieces, f"{path}[{first - 1}]", place, write)
