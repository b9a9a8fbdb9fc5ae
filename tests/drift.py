"""Habits of language models: functions from a canonical text to the same report, drifted."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import count

from themereport.locales.labels import labels_for
from themereport.locales.language import LANGUAGES

Drift = Callable[[str], str]
DRIFTS: dict[str, Drift] = {}
FAMILIES: dict[str, list[str]] = {}
"""The names of the habits by what drifts in them."""


def _begin(family: str) -> None:
    FAMILIES[family] = []


def _body(change: Drift) -> Drift:
    """Applies `change` behind the front matter only."""

    def changed(text: str) -> str:
        before, front, body = text.split("---\n", 2)
        return f"{before}---\n{front}---\n{change(body)}"

    return changed


def mixed(text: str, names: list[str]) -> str:
    """`text` with several habits: first those of what is written, then those of the file."""
    for name in sorted(names, key=lambda name: _WHOLE.index(name) if name in _WHOLE else -1):
        text = DRIFTS[name](text)
    return text


def _register(name: str, change: Drift, *, body: bool = True) -> None:
    DRIFTS[name] = _body(change) if body else change
    FAMILIES[next(reversed(FAMILIES))].append(name)


def _substitute(name: str, pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> None:
    compiled = re.compile(pattern, re.MULTILINE)
    _register(name, lambda body: compiled.sub(replacement, body))


# --- wrapping
_begin("wrapping")
_register("fence", lambda t: f"```markdown\n{t}```\n", body=False)
_register(
    "fence and chat",
    lambda t: f"好的，以下是今天的摘要：\n\n```\n{t}```\n\n如需调整请告诉我。\n",
    body=False,
)
_register(
    "fence and notes",
    lambda t: f"```markdown\n{t}```\n\n**说明：**\n\n- 共10条信号\n",
    body=False,
)
_register("tags", lambda t: f"<report>\n{t}</report>\n", body=False)
_register("sentence before", lambda t: f"Here is the digest you asked for:\n\n{t}", body=False)
_register("sentence after", lambda t: f"{t}\n希望以上内容对您有帮助。\n", body=False)
_register("thinking", lambda t: f"<think>\nten signals, # heading\n</think>\n\n{t}", body=False)
_register("mark", lambda t: f"\ufeff{t}", body=False)
_register("crlf", lambda t: t.replace("\n", "\r\n"), body=False)
_substitute("trailing blanks", r"(?<=[^\s])$", "  ")
_register("comment", lambda b: b.replace("\n## ", "\n<!-- half -->\n## "))
_register("end mark", lambda t: f"{t}\n---\n\n—— End ——\n", body=False)
_register("farewell", lambda t: f"{t}\n***\n\nThat's all for today.\n", body=False)
_register("greeting", lambda b: f"\nGood morning! ☕\n{b}")
_substitute("particulars", r"^(# .*)$", r"\1\n\n> **Date:** 1 June | **Issue:** 7")


def _quoted(text: str) -> str:
    return re.sub(r"^", "> ", text, flags=re.MULTILINE).removesuffix("> ")


_register("quoted", _quoted)
_indented = re.compile(r"^(?=.)", re.MULTILINE)
_register("indented", lambda t: _indented.sub("    ", t), body=False)
_register("forwarded", _quoted, body=False)
_substitute("strong", r"\*\*([^*\n]+)\*\*", r"<strong>\1</strong>")
_substitute("breaks", r"^(\*   .*)$", r"\1<br>")
_substitute("summary", r"^(## .*)$", r"<details>\n<summary>展开</summary>\n\n\1\n\n</details>")
_substitute("blocks", r"^(## .*)$", r"<div>\n\n\1\n\n</div>")
_register("no final line end", lambda t: t.rstrip("\n"), body=False)
_register("no blank lines", lambda t: re.sub(r"\n{2,}", "\n", t))
_register("blank lines", lambda t: t.replace("\n\n", "\n\n\n"))

# --- front matter
_begin("front matter")
_register(
    "bare title",
    lambda t: re.sub(r'^title: "([^"#:]*)"$', r"title: \1", t, count=1, flags=re.MULTILINE),
    body=False,
)
_register(
    "single quotes",
    lambda t: re.sub(r'^date: "(.*)"$', r"date: '\1'", t, count=1, flags=re.MULTILINE),
    body=False,
)
_register(
    "iso date",
    lambda t: re.sub(
        r'^date: "(\S+) (\S+) ([+-]\d\d)(\d\d)"$',
        r"date: \1T\2\3:\4",
        t,
        count=1,
        flags=re.MULTILINE,
    ),
    body=False,
)
_QUOTED = re.compile(r'^(title|date|posttime): "(.*)"$', re.MULTILINE)
_register("curly quotes", lambda t: _QUOTED.sub(r"\1: “\2”", t), body=False)
_register("wide colons", lambda t: _QUOTED.sub(r'\1： "\2"', t), body=False)
_register(
    "named zone",
    lambda t: re.sub(r'^(date: ".*) \+0800"$', r'\1（北京时间）"', t, count=1, flags=re.MULTILINE),
    body=False,
)
_register(
    "no posttime",
    lambda t: re.sub(r"^posttime: .*\n", "", t, count=1, flags=re.MULTILINE),
    body=False,
)

_register(
    "mail date",
    lambda t: re.sub(
        r'^date: "(\S+) (\S+) (\S+)"$',
        lambda m: f"date: {date.fromisoformat(m[1]):%a, %d %b %Y} {m[2]} {m[3]}",
        t,
        count=1,
        flags=re.MULTILINE,
    ),
    body=False,
)
_register(
    "date in words",
    lambda t: re.sub(
        r'^date: "(\S+) (\S+) (...)(..)"$',
        lambda m: f"date: {date.fromisoformat(m[1]):%d %B %Y}, {m[2]} (UTC{m[3]}:{m[4]})",
        t,
        count=1,
        flags=re.MULTILINE,
    ),
    body=False,
)

# --- headings
_begin("headings")
_LABELS = [labels_for(language) for language in LANGUAGES]
_HALVES = "|".join(words for labels in _LABELS for words in (labels.brief, labels.detail))
_substitute(
    "underlined headings",
    r"^(#{1,3}) (.*)$",
    lambda m: f"{m[2]}\n{'==' if len(m[1]) == 1 else '---'}",
)
_substitute("part of halves", rf"^## ({_HALVES})$", r"## Part 1: \1")
_substitute("deeper headings", r"^(#+ )", r"#\1")
_substitute("no blank behind hashes", r"^(#{2,3}) ", r"\1")
_substitute("closing hashes", r"^(#{2,3}) (.*)$", r"\1 \2 \1")
_substitute("bold headings", r"^#{2,3} (.*)$", r"**\1**")
_substitute("bold in headings", r"^(#{2,3}) (.*)$", r"\1 **\2**")
_substitute("emoji headings", r"^(#{2,3}) (.*)$", r"\1 📊 \2")
_substitute("colon headings", r"^(#{2,3}) (.*)$", r"\1 \2：")
_substitute("plain headings", r"^#{2,3} (.*)$", r"\1")
_substitute("no numbers", r"^(### )[1-4]\. ", r"\1")
_substitute("dotted numbers", r"^(### )([1-4])\. ", r"\g<1>2.\2 ")
_substitute("han numbers", r"^(### )([1-4])\. ", lambda m: f"{m[1]}{'一二三四'[int(m[2]) - 1]}、")
_substitute(
    "bracketed numbers", r"^(### )([1-4])\. ", lambda m: f"{m[1]}（{'一二三四'[int(m[2]) - 1]}）"
)
_substitute("circled numbers", r"^(### )([1-4])\. ", lambda m: f"{m[1]}{'①②③④'[int(m[2]) - 1]} ")
_SENTENCES = "|".join(words for labels in _LABELS for words in (labels.overview, labels.events))
_substitute("headings that run in", rf"^### (?:\d\. )?({_SENTENCES})\n\n", r"**\1：** ")
_substitute("rules between", r"^(## .*)$", r"---\n\n\1")
_substitute("no halves", rf"^## (?:{_HALVES})\n\n", "")


# --- lists
_begin("lists")


def _ranked(body: str, form: str) -> str:
    """The signals, and other numbered lines in bold, counted anew."""
    numbers = count(1)
    return re.sub(r"^\d+\. +\*\*", lambda _: form.format(next(numbers)), body, flags=re.MULTILINE)


for mark in ("-", "+", "•", "·", "・", "◎", "🔹", "✔\ufe0f"):
    _substitute(f"bullets {mark}", r"^\*   ", f"{mark} ")
_substitute("tight bullets", r"^\*   ", "* ")
_substitute("one blank numbers", r"^(\d+)\. +\*\*", r"\1. **")
_substitute("brackets behind numbers", r"^(\d+)\. +\*\*", r"\1) **")
_substitute("chinese commas", r"^(\d+)\. +\*\*", r"\1、**")
_substitute("full brackets", r"^(\d+)\. +\*\*", r"（\1）**")
_substitute("circles", r"^(\d+)\. +\*\*", lambda m: "①②③④⑤⑥⑦⑧⑨⑩"[int(m[1]) - 1] + " **")
_substitute(
    "full width numbers",
    r"^(\d+)\. +\*\*",
    lambda m: m[1].translate({48 + i: 0xFF10 + i for i in range(10)}) + "．**",
)
_substitute("all ones", r"^(\d+)\. +\*\*", "1. **")
_substitute("hash numbers", r"^(\d+)\. +\*\*", r"#\1 **")
_substitute("numbers and dashes", r"^(\d+)\. +\*\*", r"\1 - **")
_substitute(
    "keycaps",
    r"^(\d+)\. +\*\*",
    lambda m: ("🔟" if m[1] == "10" else f"{m[1]}\ufe0f\u20e3") + " **",
)
_substitute("ranks in square brackets", r"^(\d+)\. +\*\*", r"[\1] **")
_substitute("ranks in wide brackets", r"^(\d+)\. +\*\*", r"【\1】**")
_substitute("blanks that do not break", r"^(\d+)\. +\*\*", "\\1.\u00a0**")
_register("bare ranks in bold", lambda b: _ranked(b, r"**{:02}** **"))
_register("ranks and bars", lambda b: _ranked(b, r"**{:02}｜** **"))
_register("ranks with names", lambda b: _ranked(b, r"- **信号{}："))
_register("ranks with bold names", lambda b: _ranked(b, r"**Signal {}:** **"))
_register("ranks behind bullets", lambda b: _ranked(b, r"- {}. **"))
_substitute("boxes", r"^\*   ", "- [ ] ")
_substitute("dashes right before labels", r"^\*   (?=\*\*)", "-")
_substitute("number in bold", r"^(\d+)\. +\*\*", r"**\1. ")
_substitute("signals not bold", r"^(\d+\. +)\*\*(.*)\*\*$", r"\1\2")
_substitute("signals in underscores", r"^(\d+\. +)\*\*(.*)\*\*$", r"\1__\2__")
_substitute("loose list", r"^(\d+\. +\*\*.*)$", r"\1\n")
_substitute("loose bullets", r"^(\*   .*)$", r"\1\n")
_substitute("bullets for signals", r"^(\d+)\. +\*\*", "- **")

# --- labels
_begin("labels")
_substitute("colon outside", r"^(\*   \*\*)(.*?)([：:，,])\*\* ", r"\1\2**\3 ")
_substitute("colon outside, no blank", r"^(\*   \*\*)(.*?)(：)\*\* ", r"\1\2**\3")
_substitute("ascii colon", r"^(\*   \*\*)(.*?)：\*\* ", r"\1\2:** ")
_substitute("no blank behind label", r"^(\*   \*\*)(.*?)([：，])\*\* ", r"\1\2\3**")
_substitute("wide blank behind label", r"^(\*   \*\*)(.*?)([：:，,])\*\* ", "\\1\\2\\3**\u3000")
_substitute("underscored label", r"^(\*   )\*\*(.*?)([：:，,])\*\* ", r"\1__\2\3__ ")
_substitute("plain label", r"^(\*   )\*\*([^*]*?)([：:])\*\* ", r"\1\2\3 ")
_substitute("dash label", r"^(\*   \*\*)(.*?)\u00a0?[：:]\*\* ", r"\1\2** — ")
_substitute("bar label", r"^(\*   \*\*)(.*?)\u00a0?[：:]\*\* ", r"\1\2**｜")
_substitute("bar behind plain label", r"^(\*   )\*\*([^*]*?)\u00a0?[：:]\*\* ", r"\1\2｜")
_substitute("second bullet", r"^(\*   )(?=\*\*)", r"\1✅ ")
_substitute("brackets round label", r"^(\*   )\*\*([^*【】]*?)([：:])\*\* ", r"\1【\2】")
_substitute("blanks around colon", r"^(\*   \*\*)(.*?)([：:，,])\*\* ", r"\1\2** \3 ")
_substitute("long dash label", r"^(\*   )\*\*([^*]*?)\u00a0?[：:]\*\* ", r"\1\2——")
_substitute("full stop label", r"^(\*   \*\*)(.*?)\u00a0?[：:]\*\* ", r"\1\2.** ")
_substitute("label on its own line", r"^(\*   \*\*.*?[：:]\*\*) ", r"\1\n    ")

# --- items that are no list
_begin("items")
_LIST = r"(?:^\*   \*\*[^*\n]+?[：:]\*\* .*\n){2,}"


def _table(run: re.Match[str], edge: str = "") -> str:
    rows = re.findall(r"^\*   \*\*(.+?)[：:]\*\* (.*)$", run[0], re.MULTILINE)
    return "".join(f"{edge}{a} | {b}{edge}\n" for a, b in [("A", "B"), ("---", "---"), *rows])


def _numbered(section: re.Match[str]) -> str:
    numbers = count(1)
    return re.sub(
        r"^\*   \*\*(.*)\n?",
        lambda m: f"**{next(numbers)}. {m[1]}\n\n",
        section[0],
        flags=re.MULTILINE,
    )


_substitute("headings for labels", r"^\*   \*\*(.*?)\u00a0?[：:]\*\* (.*)$", r"#### \1\n\n\2\n")
_substitute("tables", _LIST, partial(_table, edge="|"))
_substitute("tables without bars", _LIST, _table)
_substitute("numbered paragraphs for items", r"^### (?:.|\n(?!#))*", _numbered)
_substitute("paragraphs for items", r"^\*   (\*\*.*?[：:]\*\* .*)$", r"\1\n")

# --- steps
_begin("steps")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv")
_substitute("bullets for steps", r"^    \d+\. +", "    - ")
_substitute("two blanks before steps", r"^    (\d+)\. +", r"  \1. ")
_substitute("three blanks before steps", r"^    (\d+)\. +", r"   \1. ")
_substitute("tab before steps", r"^    (\d+)\. +", "\t\\1. ")
_substitute(
    "letters for steps",
    r"^    (\d+)\. +",
    lambda m: f"    {'abcdefghijklmnopqrstuvwxyz'[int(m[1]) - 1]}. ",
)
_substitute(
    "first step",
    r"^    (\d+)\. +",
    lambda m: f"    第{'一二三四五六七八九十'[(int(m[1]) - 1) % 10]}步：",
)
_substitute("step 1", r"^    (\d+)\. +", r"    步骤\1：")
_substitute("bold step 1", r"^    (\d+)\. +", r"    - **步骤\1：** ")
_substitute("bold step 1 without colon", r"^    (\d+)\. +", r"    - **第\1步**：")
_substitute("decimals for steps", r"^    (\d+)\. +", r"    2.\1 ")
_substitute("arrows for steps", r"^    (\d+)\. +", "    → ")
_substitute("roman steps", r"^    (\d+)\. +", lambda m: f"    {_ROMAN[int(m[1]) - 1]}. ")
_substitute("bracketed steps", r"^    (\d+)\. +", r"    (\1) ")
_substitute("flush steps", r"^    (\d+)\. +", r"\1. ")
_substitute("blank line before steps", r"^(    1\. )", r"\n\1")


def _named(step: re.Match[str]) -> str:
    name = "    - **传导步骤：**\n" if step[1] == "1" else ""
    return f"{name}        {step[1]}. "


def _in_one_line(steps: re.Match[str]) -> str:
    words = re.findall(r"^    \d+\. +(.*)$", steps[0], re.MULTILINE)
    line = "".join(f"{'①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭'[at]}{text}" for at, text in enumerate(words))
    return f"    {line}\n"


_substitute("named steps", r"^    (\d+)\. +", _named)
_substitute("steps in one line", r"(?:^    \d+\. +.*\n)+", _in_one_line)

# --- the disclaimer
_begin("disclaimer")
_DISCLAIMER = rf"^\*\*({'|'.join(labels.disclaimer for labels in _LABELS)})(\u00a0?[：:])\*\* (.*)$"
_OTHER_DISCLAIMERS = dict(
    zip(
        [labels.disclaimer for labels in _LABELS],
        ("免责声明", "免責聲明", "Legal Notice", "免責条項", "면책 고지", "Haftungshinweis",
         "Clause de non-responsabilité", "Descargo de responsabilidad", "تنويه"),
        strict=True,
    )
)  # fmt: skip
_substitute("numbered disclaimer", _DISCLAIMER, r"**5. \1\2** \3")
_substitute("disclaimer in bold brackets", _DISCLAIMER, r"**【\1】** \3")
_substitute("disclaimer heading", _DISCLAIMER, r"## \1\n\n\3")
_substitute("disclaimer quotation", _DISCLAIMER, r"> **\1\2** \3")
_substitute("disclaimer italics", _DISCLAIMER, r"*\1\2\3*")
_substitute("disclaimer plain", _DISCLAIMER, r"\1\2\3")
_substitute("disclaimer next line", _DISCLAIMER, r"**\1\2**\n\3")
_substitute("disclaimer next paragraph", _DISCLAIMER, r"**\1**\n\n\3")
_substitute("disclaimer under a rule", _DISCLAIMER, r"---\n\n**\1\2** \3")
_substitute(
    "disclaimer synonym",
    _DISCLAIMER,
    lambda m: f"**{_OTHER_DISCLAIMERS[m[1]]}{m[2]}** {m[3]}",
)
_substitute("disclaimer in brackets", _DISCLAIMER, r"【\1】\3")
_substitute("disclaimer long dash", _DISCLAIMER, r"\1——\3")
_substitute("disclaimer dash", _DISCLAIMER, r"**\1** - \3")
_substitute("disclaimer without label", _DISCLAIMER, r"---\n\n*\3*")
_substitute("disclaimer as an item", _DISCLAIMER, r"*   **\1\2** \3")
_substitute("disclaimer bold heading", _DISCLAIMER, r"### **\1**\n\n\3")

_WHOLE = (
    "disclaimer as an item",  # in no table
    "blank lines", "bare title", "single quotes", "iso date", "mail date", "date in words",
    "no posttime", "named zone", "curly quotes", "wide colons", "end mark", "farewell",
    "indented", "forwarded", "sentence after", "fence", "fence and chat", "fence and notes", "tags", "sentence before",
    "thinking", "no final line end", "mark", "crlf",
)  # fmt: skip
