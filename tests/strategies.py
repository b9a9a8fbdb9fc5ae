"""Hypothesis strategies for valid reports, hostile ones above all."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

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


@st.composite
def reports(draw: st.DrawFn) -> tr.ThemeReport:
    """Valid reports of every kind.

    Fields take turns at a few drawn texts: each field meets each text over the examples, and
    drawing stays fast.
    """
    pool = draw(st.lists(texts(), min_size=1, max_size=7))
    turn = itertools.cycle(pool)
    size = draw(st.integers(1, 3))
    kinds = st.sampled_from(("etf", "index", "industry", "company"))
    bodies_drawn = draw(st.lists(bodies, max_size=2))
    return tr.ThemeReport(
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
