"""What people write today: front matter and Markdown by libraries, fields picked from tokens."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import frontmatter
from markdown_it import MarkdownIt
from peers_models import PlainReport

__all__ = ["PlainReport", "front_matter_and_markdown_it"]

_PARSER = MarkdownIt()


def front_matter_and_markdown_it(text: str) -> PlainReport:
    """Read the canonical form of a Chinese report, without spans, diagnostics or tolerance."""
    post = frontmatter.loads(text)
    sections: list[list[tuple[int, str]]] = []
    title = ""
    depth = 0
    in_heading = False
    for token in _PARSER.parse(post.content):
        match token.type:
            case "heading_open":
                in_heading = True
                sections.append([])
            case "heading_close":
                in_heading = False
            case "ordered_list_open" | "bullet_list_open":
                depth += 1
            case "ordered_list_close" | "bullet_list_close":
                depth -= 1
            case "inline" if in_heading:
                title = title or token.content
            case "inline":
                sections[-1].append((depth, token.content))
    _, _, overview, signals, _, events, drivers, impacts, risks = sections
    moment = datetime.strptime(str(post["date"]), "%Y-%m-%d %H:%M:%S %z")
    data: dict[str, Any] = {
        "theme": title.removesuffix("市场研究摘要").removesuffix("市場研究摘要"),
        "language": "zh-Hans" if "市场" in title else "zh-Hant",
        "published_at": moment,
        "overview": overview[0][1],
        "signals": [
            {"rank": rank, "text": words.strip("*")} for rank, (_, words) in enumerate(signals, 1)
        ],
        "background": events[0][1],
        "events": [_labelled(words, "title", "description") for _, words in events[1:]],
        "drivers": [],
        "impacts": [
            {**_labelled(words, "target", "analysis"), "kind": _kind(words)} for _, words in impacts
        ],
        "risks": [_labelled(words, "name", "description") for _, words in risks[:-1]],
        "disclaimer": _labelled(risks[-1][1], "label", "text")["text"],
        "front_matter": {"layout": post["layout"]},
    }
    for level, words in drivers:
        if level == 1:
            data["drivers"].append({**_labelled(words, "subject", "thesis"), "steps": []})
        else:
            data["drivers"][-1]["steps"].append(words)
    return PlainReport.model_validate(data)


def _labelled(words: str, label: str, text: str) -> dict[str, str]:
    before, _, after = words.removeprefix("**").partition("** ")
    return {label: before.rstrip("：，"), text: after}


def _kind(words: str) -> str:
    name = words.split("**")[1]
    return "etf" if "ETF" in name else "index" if "指数" in name else "industry"
