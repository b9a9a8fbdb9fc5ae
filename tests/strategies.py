"""Hypothesis strategies for valid reports, hostile ones above all."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st
from stdnum import figi, isin

import themereport as tr

# What means something to CommonMark, kramdown, Liquid, HTML or YAML, at the start, in the middle
# or at the end of a line.
MARKUP = (
    "#", "##", "*", "**", "***", "_", "__", "~", "~~", "`", "```", "~~~", "-", "--", "---", "- ",
    "+ ", "> ", ">", "1.", "1. ", "12) ", "=", "===", "|", "| a | b |", "$", "$$", "$$x$$", "^",
    "[", "]", "](", "[a](b)", "[^1]", "![x](y)", "[x]: http://y", "<", "<b>", "</b>", "<!--",
    "-->", "<br>", "<script>", "<https://a.b>", "&", "&amp;", "&lt;", "&#35;", "&#x41;", "&nope;",
    "R&D", "5*3", "5*3*2", "a_b", "a_b_c", "_a_", "\\", "\\\\", "\\*", "\\&", "{", "}", "{{", "}}",
    "{%", "%}", "{{ site.title }}", "{% raw %}", "{% foo %}", "{:", "{:.red}", "{::comment}",
    "{#id}", "{: #id}", ":", ": ", "：", "，", "。", "“”", "：**", "**：", "\u3000x", "《a》", "'", '"',
    "''", "...", "<<", ">>", "*[HTML]: x", "[ ] ", "[x] ", "@a", "http://a.b/c_d", "a@b.c", "&copy;",
    "免责条款", "**免责条款：** x", "### 4. 主要风险与不确定性", "Disclaimer:", "市场研究摘要", "1.  **x**",
    "\u202e\u05e9\u05dc\u05d5\u05dd\u202c", "\u0645\u0631\u062d\u0628\u0627", "👩\u200d💻📈", "\u200b", "\ufeff", "\ufffe",
    "𠀀", "e\u0301", "é", "%", "a  b", "no", "true", "~ ", "!", "?", "/", "AI", "云计算",
)  # fmt: skip

_CHARACTER = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))


def _is_plain(text: str) -> bool:
    return bool(text) and text == text.strip()


def texts(max_size: int = 6) -> st.SearchStrategy[str]:
    """Plain texts: words, markup, and any characters, mixed."""
    piece = st.one_of(
        st.sampled_from(MARKUP),
        st.sampled_from(MARKUP),
        st.text(_CHARACTER, max_size=4),
        st.sampled_from((" ", "x", "市", "5", "a b", "。")),
    )
    return (
        st.lists(piece, min_size=1, max_size=max_size).map("".join).map(str.strip).filter(_is_plain)
    )


themes = st.one_of(
    st.sampled_from(
        ("../x", "no", "a: b", '"', "'", "C:\\x", "CON", "-", "~", "$(x)", "云计算", "Cloud")
    ),
    texts(3).map(lambda text: text[:80].strip()),
)

_OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.builds(
    lambda naive, zone: naive.replace(tzinfo=zone),
    st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29)),  # noqa: DTZ001
    _OFFSETS,
)
languages = st.sampled_from(
    ("zh-Hans", "zh-Hant", "en", "en-GB", "zh-Hant-HK", "zh", "ja", "fr-CA", "und")
)

_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53) + 1, 2**53 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=8),
    texts(2),
)
_KEYS = st.one_of(
    st.sampled_from(("tags", "no", "y", "Date-x", "a b", "'", '"', "-", "?", ": ", "#", "{{")),
    texts(2).map(lambda text: text[:60].strip()),
)


def _unique_folded(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    from themereport.models.front_matter import fold_key

    by_fold = {fold_key(key): (key, value) for key, value in pairs}
    return dict(by_fold.values())


def mappings(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.lists(st.tuples(_KEYS, values), max_size=3).map(_unique_folded)


_JSON = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=3) | mappings(inner), max_leaves=5
)


def _front_matter(extra: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    from themereport.models.front_matter import RESERVED, fold_key

    taken = {"layout", "title", "posttime", *RESERVED}
    return {**known, **{k: v for k, v in extra.items() if fold_key(k) not in taken}}


front_matters = st.builds(
    _front_matter,
    mappings(_JSON),
    st.fixed_dictionaries(
        {}, optional={"layout": st.just("post") | _LEAVES, "title": texts(2), "posttime": texts(2)}
    ),
)


def _contained(body: str) -> str:
    from themereport.models.markdown import contain

    return contain(body)[0]


bodies = (
    st.lists(
        st.one_of(
            st.sampled_from(
                (
                    "",
                    "a",
                    "- x",
                    "1. y",
                    "| a | b |\n|---|---|\n| 1 | 2 |",
                    "```py\n# x\n```",
                    "> q",
                    "*e*",
                    "**免责条款：** z",
                    "---",
                    "===",
                    "    code",
                    "```",
                    "~~~",
                    "# h",
                )
            ),
            texts(3),
        ),
        max_size=6,
    )
    .map("\n".join)
    .map(_contained)
)


# --- evidence: what schema 1.1 adds ------------------------------------------------------------

addresses = st.builds(
    "{}://{}{}".format,
    st.sampled_from(("https", "http")),
    st.sampled_from(("example.com", "例子.中国", "a.b-c:8080", "127.0.0.1", "EXAMPLE")),
    st.sampled_from(
        ("", "/", "/a?b=c&d=e", "?q", "#x", "/(z)", "/(", "/*_~**", "/%7B", "/a[1]", "/'", "/&amp;",
         "/报告", "/a)b", "/@x", "/:#", "/no", "/--", "/\u202e", "/$$", "/,", "/a_b_c")
    ),
)  # fmt: skip

_CONSONANTS = "BCDFGHJKLMNPQRSTVWXYZ"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FORBIDDEN = {"BS", "BM", "GG", "GB", "GH", "KY", "VG"}
_PREFIXES = [a + b for a in _CONSONANTS for b in _CONSONANTS if a + b not in _FORBIDDEN]

isins = st.builds(
    lambda country, body: country + body + isin.calc_check_digit(country + body),
    st.text(_LETTERS, min_size=2, max_size=2),
    st.text(_LETTERS + "0123456789", min_size=9, max_size=9),
)
figis = st.builds(
    lambda prefix, body: f"{prefix}G{body}" + figi.calc_check_digit(f"{prefix}G{body}"),
    st.sampled_from(_PREFIXES),
    st.text(_CONSONANTS + "0123456789", min_size=8, max_size=8),
)
mics = st.text(_LETTERS + "0123456789", min_size=4, max_size=4)
source_ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", fullmatch=True) | st.sampled_from(
    ("s1", "s2", "1", "no", "1e5", "0x1F", "2025-11-04", "true", "a-b", "a_b")
)
directions = st.sampled_from(("positive", "negative", "mixed", "neutral"))
claims = st.sampled_from(("fact", "opinion", "forecast"))
categories = st.sampled_from(
    ("macro", "technology", "regulation", "competition", "valuation", "earnings", "liquidity",
     "geopolitics", "other")
)  # fmt: skip
grades = st.integers(1, 5)


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any of `fields`."""
    return st.fixed_dictionaries({}, optional=fields)


def one_at_least(model: Any, *names: str, **fields: st.SearchStrategy[Any]) -> Any:
    """Instances of `model` with one of the fields `names`, and any of the others."""
    return st.sampled_from(names).flatmap(
        lambda name: st.builds(
            lambda must, may: model(**{**may, **must}),
            st.fixed_dictionaries({name: fields[name]}),
            some(**fields),
        )
    )


def instruments(text: st.SearchStrategy[str]) -> st.SearchStrategy[tr.Instrument]:
    identifiers = {"name": text, "symbol": text, "isin": isins, "figi": figis}
    return one_at_least(tr.Instrument, *identifiers, **identifiers, mic=mics)


def sources(text: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Sources without their ids."""
    found = {"title": text, "url": addresses}
    return st.sampled_from(tuple(found)).flatmap(
        lambda name: st.builds(
            lambda must, may: {**may, **must},
            st.fixed_dictionaries({name: found[name]}),
            some(**found, publisher=text, published_at=moments),
        )
    )


def provenances(text: st.SearchStrategy[str]) -> st.SearchStrategy[tr.Provenance]:
    label = st.builds(lambda fields: tr.AIGenerated(**fields), some(producer=text, content_id=text))
    lists = st.lists(text, min_size=1, max_size=2)
    fields = {
        "publisher": text,
        "authors": lists,
        "ai_generated": label,
        "human_reviewed": st.booleans(),
        "editorial_responsibility": text,
        "interests": lists,
    }
    return one_at_least(tr.Provenance, *fields, **fields)


@st.composite
def with_evidence(draw: st.DrawFn, report: tr.ThemeReport, text: Any) -> tr.ThemeReport:
    """`report` with any of the fields that schema 1.1 adds."""
    ids = draw(st.lists(source_ids, max_size=3, unique=True))
    cited = st.lists(st.sampled_from(ids), max_size=3, unique=True) if ids else st.just([])
    traded = st.lists(instruments(text), max_size=2)
    added = {
        "signals": some(direction=directions, claim=claims, instruments=traded, sources=cited),
        "events": some(claim=claims, sources=cited),
        "drivers": some(
            direction=directions,
            claim=claims,
            sources=cited,
            signals=st.lists(st.integers(1, 10), max_size=3, unique=True),
        ),
        "impacts": some(direction=directions, instruments=traded, sources=cited),
        "risks": some(category=categories, severity=grades, likelihood=grades, sources=cited),
    }
    update: dict[str, Any] = {
        # Few items get some, so that drawing stays fast.
        key: tuple(
            item.model_copy(update=draw(fields)) if at in chosen else item
            for at, item in enumerate(getattr(report, key))
        )
        for key, fields in added.items()
        for chosen in [draw(st.sets(st.integers(0, len(getattr(report, key)) - 1), max_size=2))]
    }
    update["sources"] = [tr.Source(id=name, **draw(sources(text))) for name in ids]
    revision = draw(st.none() | st.integers(1, 10**6))
    update["revision"] = revision
    slug = text if revision in {None, 1} else st.just(report.slug)
    replaced = st.builds(
        lambda slug, back: tr.Predecessor(slug=slug, revision=max((revision or 1) - back, 1)),
        slug,
        st.integers(1, 3),
    )
    update["supersedes"] = draw(st.none() | replaced)
    update["provenance"] = draw(st.none() | provenances(text))
    return report.model_copy(update=update)


@st.composite
def reports(draw: st.DrawFn, evidence: bool | None = None) -> tr.ThemeReport:
    """Valid reports of every kind; of schema 1.0 alone if `evidence` is False.

    Fields take turns at a few drawn texts: each field meets each text over the examples, and
    drawing stays fast.
    """
    pool = draw(st.lists(texts(), min_size=1, max_size=7))
    turn = itertools.cycle(pool)
    size = draw(st.integers(1, 3))
    kinds = st.sampled_from(("etf", "index", "industry", "company"))
    bodies_drawn = draw(st.lists(bodies, max_size=2))
    report = tr.ThemeReport(
        theme=draw(themes),
        language=draw(languages),
        published_at=draw(moments),
        overview=next(turn),
        signals=tuple(tr.Signal(rank=rank, text=next(turn)) for rank in range(1, 11)),
        background=next(turn),
        events=tuple(tr.Event(title=next(turn), description=next(turn)) for _ in range(size)),
        drivers=tuple(
            tr.Driver(
                subject=next(turn),
                thesis=next(turn),
                steps=tuple(next(turn) for _ in range(size * size + 3 * (size == 3))),
            )
            for _ in range(size)
        ),
        impacts=tuple(
            tr.ETFImpact(target=next(turn), kind=draw(kinds), analysis=next(turn))
            for _ in range(size)
        ),
        risks=tuple(tr.Risk(name=next(turn), description=next(turn)) for _ in range(size)),
        disclaimer=next(turn),
        appendices=tuple(tr.Section(title=next(turn), body=body) for body in bodies_drawn),
        front_matter=draw(front_matters),
    )
    if draw(st.booleans()) if evidence is None else evidence:
        return draw(with_evidence(report, st.sampled_from(pool)))
    return report
