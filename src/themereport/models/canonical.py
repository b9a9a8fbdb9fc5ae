"""The one JSON of a report that RFC 8785 allows, of which its content hash is made."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from themereport.models.front_matter import POST
from themereport.models.moment import format_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from json import JSONEncoder

    from themereport.models.report import ThemeReport

__all__ = ["Texts", "canonical_bytes", "canonical_json", "hash_of", "texts_of"]

_SIGNALS = 10


class Texts(NamedTuple):
    """All texts of a report that has nothing else to say, as UTF-8.

    `encoded` goes by kind: what is in the report itself, then the texts of its signals, the titles of
    its events, their descriptions, and so on. Thus a kind is a slice.
    """

    encoded: list[bytes]
    form: Form

    def of(self, kind: str) -> list[bytes]:
        """The texts of a kind, such as `overview` or `signals.text`, in order."""
        return self.encoded[self.form.kinds[kind]]

    def canonical(self) -> bytes:
        """The canonical JSON of the report, but for its appendices."""
        texts = self.encoded
        whole = b"".join(texts)
        # Of what JSON escapes, plain texts can hold a quotation mark and a backslash, and no more.
        if b'"' in whole or b"\\" in whole:
            texts = [_dumped(it.decode())[1:-1].encode() for it in texts]
        parts = [*self.form.parts]
        parts[1::2] = self.form.in_order(texts)
        return b"".join(parts)


class Form(NamedTuple):
    """The canonical JSON of all reports of a shape.

    Each second one of `parts` stands for a text; `in_order` puts the texts into their order there.
    `steps` is how many each driver has; `kinds` are the slices of `Texts.encoded`.
    """

    parts: tuple[bytes, ...]
    in_order: Callable[[list[bytes]], tuple[bytes, ...]]
    steps: tuple[int, ...]
    kinds: dict[str, slice]


def texts_of(report: ThemeReport) -> Texts | None:
    """The texts of `report`, if it holds neither evidence nor front matter of its own.

    Nearly all reports are such. For the others, None.
    """
    if report.schema_version != "1.0" or report.front_matter is not POST:
        return None
    events, drivers, impacts, risks = report.events, report.drivers, report.impacts, report.risks
    texts = [report.theme, report.language, format_moment(report.published_at)]
    texts += (report.overview, report.background, report.disclaimer)
    texts += [signal.text for signal in report.signals]
    texts += [event.title for event in events]
    texts += [event.description for event in events]
    texts += [driver.subject for driver in drivers]
    texts += [driver.thesis for driver in drivers]
    steps = []
    for driver in drivers:
        texts += driver.steps
        steps.append(len(driver.steps))
    texts += [impact.target for impact in impacts]
    texts += [impact.kind for impact in impacts]
    texts += [impact.analysis for impact in impacts]
    texts += [risk.name for risk in risks]
    texts += [risk.description for risk in risks]
    form = _form(len(events), tuple(steps), len(impacts), len(risks))
    return Texts([it.encode() for it in texts], form)


def canonical_bytes(report: ThemeReport, texts: Texts | None = None) -> bytes:
    """The canonical JSON of `report`.

    With its texts, a form for each shape of report is filled in one step: that takes a fifth of the
    time. They need not be given; who has them saves making them.
    """
    texts = texts or texts_of(report)
    if texts is None:
        return canonical_json(report.model_dump(mode="json"))
    canonical = texts.canonical()
    if report.appendices:  # Markdown of many lines, which always needs escapes
        # Theirs is the first of all keys, so what is replaced is no part of a text.
        appendices = [{"body": it.body, "title": it.title} for it in report.appendices]
        canonical = canonical.replace(b"[]", _dumped(appendices).encode(), 1)
    return canonical


def hash_of(canonical: bytes) -> str:
    """The content hash of a report, of its canonical JSON."""
    import hashlib

    return hashlib.sha256(canonical).hexdigest()


def canonical_json(data: dict[str, Any]) -> bytes:
    """The fields of a report as the one JSON that RFC 8785 allows for them."""
    if all(type(it) is str and key.isascii() for key, it in data["front_matter"].items()):
        # The fields have ASCII names, texts and small whole numbers: for these, json does the same
        # five times as fast. What differs are numbers in floating point and the order of other names.
        return _dumped(data).encode()
    import rfc8785

    return rfc8785.dumps(data)


@lru_cache(maxsize=1024)
def _form(events: int, steps: tuple[int, ...], impacts: int, risks: int) -> Form:
    """The form of reports of this shape."""
    at = 0
    kinds: dict[str, slice] = {}

    def places(kind: str, count: int = 1) -> list[str]:
        """What stands for the texts of a kind, which follow upon those of the last one."""
        nonlocal at
        kinds[kind] = slice(at, at + count)
        at += count
        return [f"%{number}" for number in range(at - count, at)]

    def items(key: str, names: Sequence[str], count: int) -> list[dict[str, Any]]:
        columns = [places(f"{key}.{name}", count) for name in names]
        return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]

    own = ("theme", "language", "published_at", "overview", "background", "disclaimer")
    data: dict[str, Any] = {name: places(name)[0] for name in own}
    signals = enumerate(places("signals.text", _SIGNALS), 1)
    data["signals"] = [{"rank": rank, "text": text} for rank, text in signals]
    data["events"] = items("events", ("title", "description"), events)
    data["drivers"] = items("drivers", ("subject", "thesis"), len(steps))
    texts = iter(places("drivers.steps", sum(steps)))
    for driver, count in zip(data["drivers"], steps, strict=True):
        driver["steps"] = list(islice(texts, count))
    data["impacts"] = items("impacts", ("target", "kind", "analysis"), impacts)
    data["risks"] = items("risks", ("name", "description"), risks)
    data |= {"schema_version": "1.0", "front_matter": dict(POST), "appendices": []}
    parts = re.split(rb"%(\d+)", _dumped(data).encode())
    return Form(tuple(parts), itemgetter(*map(int, parts[1::2])), steps, kinds)


def _dumped(data: object) -> str:
    return _encoder().encode(data)


@cache
def _encoder() -> JSONEncoder:
    from json import JSONEncoder

    return JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
