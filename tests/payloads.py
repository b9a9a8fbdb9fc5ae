"""Texts that would do something in a page that took them for markup, and reports full of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import themereport as tr
from themereport.models.markdown import contain
from themereport.models.text import plain_text_problem
from themereport.testing import example_report

PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</textarea></noscript><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "--><script>alert(1)</script>",
    "<!--<script>",
    "]]><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<img src=x onerror=alert(1)>",
    "<img/src='http://127.0.0.1:9/x'>",
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" autofocus onfocus="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "`onload=alert(1)`",
    "x onload=alert(1) style=animation-name:x",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "</svg><img src=x onerror=alert(1)>",
    "</text></svg><svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><use href='data:image/svg+xml,<svg/>#x'></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>",
    "<object data='http://127.0.0.1:9/x'></object>",
    "<embed src='http://127.0.0.1:9/x'>",
    "<link rel=stylesheet href='http://127.0.0.1:9/x.css'>",
    "<link rel=prefetch href='http://127.0.0.1:9/x'>",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
    "<base href='http://127.0.0.1:9/'>",
    "<style>@import 'http://127.0.0.1:9/x.css'; * { color: red }</style>",
    "<body onpageshow=alert(1) background='http://127.0.0.1:9/x'>",
    "<video autoplay onloadstart=alert(1) src=x>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<form action='javascript:alert(1)'><button>x</button></form>",
    "<a href='javascript:alert(1)'>x</a>",
    "<x-probe onclick=alert(1)>",
    "<template shadowrootmode=open><slot></slot></template>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "{{ ''.__class__ }} {% raw %} ${alert(1)}",
    '{"@type": "x"}</script>',
    "[x](javascript:alert(1)) ![x](http://127.0.0.1:9/x.png)",
    '<https://example.org/"onmouseover=alert(1)>',
    "\u2028<script>\u2029",
    "＜script＞alert(1)＜/script＞",
    "<scr\u0000ipt>alert(1)</script>",
)  # fmt: skip


def as_text(payload: str) -> str:
    """`payload` as a field can hold it: on one line, without control characters."""
    text = " ".join("".join(it if it.isprintable() else " " for it in payload).split()) or "x"
    assert plain_text_problem(text) is None, text
    return text


def reports_with(payloads: tuple[str, ...]) -> list[tr.ThemeReport]:
    """As many reports as there are payloads: together they hold each of them in each field."""
    texts = [as_text(payload) for payload in payloads]
    bodies = [contain(payload)[0] or "x" for payload in payloads]
    blank = example_report().model_dump(mode="json", exclude={"schema_version"})
    reports = []
    for number in range(len(texts)):
        fields: dict[str, Any] = json.loads(json.dumps(blank))
        for at, put in enumerate(_fields(fields)):
            put(texts[(number + at) % len(texts)])
        fields["theme"] = fields["theme"][:80].strip()
        fields["appendices"] = [{"title": texts[number], "body": bodies[number]}]
        reports.append(tr.ThemeReport.model_validate(fields))
    return reports


# What is no text, or names something else in the report.
_FORMAL = {
    "language", "published_at", "direction", "claim", "category", "kind", "id", "url", "sources",
    "mic", "isin", "figi", "front_matter", "slug",
}  # fmt: skip


def _fields(value: Any) -> Iterator[Callable[[str], None]]:
    """What puts a text into each field that holds one."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inside in list(pairs):
        if key in _FORMAL and not (key == "sources" and inside and isinstance(inside[0], dict)):
            continue
        if isinstance(inside, str):
            yield lambda text, key=key: value.__setitem__(key, text)
        elif isinstance(inside, (dict, list)):
            yield from _fields(inside)
