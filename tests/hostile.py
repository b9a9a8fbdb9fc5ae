"""Reports full of hostile texts, the same on every run."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from strategies import MARKUP

import themereport as tr
from themereport.models.text import plain_text_problem

CORPORA = Path(__file__).parent.parent.parent / "shared" / "corpora"


def corpus(name: str) -> Path:
    """A corpus made by others; tests that need one are skipped where it is not there."""
    path = CORPORA / name
    if not path.exists():
        pytest.skip(f"the corpus {name} is not there")
    return path


def naughty_strings() -> list[str]:
    """The strings of the big list of naughty strings that are valid texts, if it is there."""
    path = CORPORA / "machine" / "blns.json"
    if not path.exists():
        return []
    strings = json.loads(path.read_text(encoding="utf-8"))
    return [text for text in strings if plain_text_problem(text) is None]


def hostile_texts(seed: int = 1) -> list[str]:
    """Each piece of markup alone, at both ends, and in random company; then the naughty strings."""
    source = random.Random(seed)
    texts = []
    for piece in MARKUP:
        company = [source.choice(MARKUP) for _ in range(5)]
        texts += [
            piece, f"{piece}x", f"x{piece}", f"{piece} x", f"x {piece}", f"x{piece}y", f"市{piece}场",
            f"x {piece} y", piece + piece, "".join(company[:2]), " ".join([piece, *company[:3]]),
            "".join([piece, *company]),
        ]  # fmt: skip
    texts = [text.strip() for text in [*texts, *naughty_strings()]]
    return [text for text in dict.fromkeys(texts) if plain_text_problem(text) is None]


def report_of(texts: list[str], number: int, language: str = "zh-Hans") -> tr.ThemeReport:
    """A report whose fields take turns at `texts`."""

    def text(at: int) -> str:
        return texts[at % len(texts)]

    return tr.ThemeReport(
        theme=text(0)[:80].strip(),
        language=language,
        published_at=datetime(2026, 1, 1 + number % 28, number // 28 % 24, tzinfo=UTC),
        overview=text(1),
        signals=tuple(tr.Signal(rank=rank, text=text(rank + 1)) for rank in range(1, 11)),
        background=text(12),
        events=(tr.Event(title=text(13), description=text(14)),),
        drivers=(tr.Driver(subject=text(15), thesis=text(16), steps=(text(17), text(18))),),
        impacts=(tr.ETFImpact(target=text(19), kind="etf", analysis=text(20)),),
        risks=(tr.Risk(name=text(21), description=text(22)),),
        disclaimer=text(23),
        appendices=(tr.Section(title=text(24)),),
    )


PER_REPORT = 25


def hostile_reports(seed: int = 1) -> list[tr.ThemeReport]:
    """Reports that hold each hostile text in two different places."""
    texts = hostile_texts(seed)
    shuffled = texts[:]
    random.Random(seed + 1).shuffle(shuffled)
    both = texts + shuffled
    languages = ("zh-Hans", "zh-Hant", "en")
    return [
        report_of(both[at : at + PER_REPORT], number, languages[number % 3])
        for number, at in enumerate(range(0, len(both), PER_REPORT))
    ]


def many_hostile_reports(count: int = 300) -> list[tr.ThemeReport]:
    """At least `count` of them, each with other company for its texts."""
    found: list[tr.ThemeReport] = []
    while len(found) < count:
        found += hostile_reports(len(found) + 1)
    return found
