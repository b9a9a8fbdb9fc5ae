"""What is said to a language model: the contract before it writes, and what to mend after."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, get_args

from themereport.diagnostics.diagnostic import Diagnostic
from themereport.locales.language import nearest_language
from themereport.locales.messages import localized
from themereport.models.impact import ImpactKind
from themereport.models.risk import RiskCategory
from themereport.models.stance import Claim, Direction
from themereport.models.text import MAX_THEME

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["instructions", "retry_message"]

_CHOICES = {
    "kinds": ImpactKind,
    "directions": Direction,
    "claims": Claim,
    "categories": RiskCategory,
}
_MOST_ASKED = 50


def instructions(language: str) -> str:
    """The contract in words, for the instructions to a model: its task, and one line a rule.

    Args:
        language: A BCP 47 tag. There are instructions in simplified and traditional Chinese, and
            in English for every other language. They need not be in the language of the report.
    """
    words = _words()
    tag = nearest_language(language, tuple(words["task"])) or "en"
    lines = [words["task"][tag]]
    lines += (f"- {statement[tag]}" for statement in words["statements"].values())
    choices = {name: ", ".join(get_args(choice)) for name, choice in _CHOICES.items()}
    return "\n".join(lines).format(theme=MAX_THEME, **choices)


def retry_message(diagnostics: Iterable[Diagnostic], language: str) -> str:
    """What to answer a model whose draft made no report: what to mend, field by field.

    It asks only for what is wrong, and says never to pad or to invent. Where there are errors it
    asks for nothing else; warnings, such as `themereport.check` gives, are asked for only where
    there is no error. It is empty where there is nothing to ask for.

    Args:
        diagnostics: What `to_report` or `themereport.check` found.
        language: A BCP 47 tag: simplified Chinese for Chinese, English for all others.
    """
    found = tuple(diagnostics)
    if strange := next((one for one in found if not isinstance(one, Diagnostic)), None):
        raise TypeError(f"diagnostics must be Diagnostics, not {type(strange).__name__}")
    asked = [problem for problem in found if problem.severity == "error"] or found
    if not asked:
        return ""
    tag = "zh-Hans" if language.lower().startswith("zh") else "en"
    words = _words()["retry"]
    lines = [words["before"][tag]]
    lines += (f"- {_request(problem, tag)}" for problem in asked[:_MOST_ASKED])
    if (more := len(asked) - _MOST_ASKED) > 0:
        lines.append(f"- {words['more'][tag].format(count=more)}")
    return "\n".join([*lines, words["after"][tag]])


def _request(problem: Diagnostic, language: str) -> str:
    """What is wrong with which field, on one line."""
    message = localized(problem, language)
    return message if problem.path in message else f"{problem.path}: {message}"


@cache
def _words() -> dict[str, Any]:
    text = (files("themereport.llm") / "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
