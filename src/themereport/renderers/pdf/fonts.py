"""Fonts: which there are, which a language is set in, and what characters none of them has."""

from __future__ import annotations

import os
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from themereport.errors import RenderError, missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import typst

__all__ = ["advice", "families_of", "fonts_in", "missing_of", "text_settings"]

_LATIN = "Libertinus Serif"  # Typst brings it
# Below it, for what it lacks: the first of each row that is installed.
_FALLBACKS = (
    ("Noto Serif", "DejaVu Serif"),
    ("Noto Naskh Arabic", "Noto Sans Arabic", "Amiri"),
    ("Noto Serif Hebrew", "Noto Sans Hebrew"),
    ("Noto Color Emoji", "Noto Emoji"),
)
_CJK = {
    "SC": ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC", "SimSun"),
    "TC": ("Noto Serif CJK TC", "Noto Serif TC", "Source Han Serif TC", "Songti TC", "PMingLiU"),
    "HK": ("Noto Serif CJK HK", "Noto Serif HK", "Source Han Serif HC", "Songti TC", "MingLiU_HKSCS"),
    "JP": ("Noto Serif CJK JP", "Noto Serif JP", "Source Han Serif", "Hiragino Mincho ProN", "Yu Mincho"),
    "KR": ("Noto Serif CJK KR", "Noto Serif KR", "Source Han Serif K", "AppleMyungjo", "Batang"),
}  # fmt: skip
# How the names begin that Unicode gives to characters of Chinese, Japanese and Korean.
_CJK_NAMES = ("CJK ", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH")


@lru_cache(maxsize=8)
def fonts_in(folder: str | None) -> typst.Fonts:
    """The fonts of the system, those of Typst, and those in `folder`.

    Raises:
        MissingExtraError: Typst is not installed (the `pdf` extra).
        RenderError: There is no such folder.
    """
    try:
        import typst
    except ImportError as error:
        raise missing(error, "PDF", "pdf", "typst") from error
    if folder is not None and not os.path.isdir(folder):
        raise RenderError(f"there is no folder of fonts {folder!r}: give the path of one")
    return typst.Fonts(font_paths=[folder] if folder else [])


def text_settings(language: str, fonts: typst.Fonts) -> dict[str, Any]:
    """What Typst sets a text in `language` with: `lang`, `region`, and its fonts in order."""
    installed = _families(fonts)
    first, *rest = language.split("-")
    region = next((part for part in rest if len(part) == 2 and part.isalpha()), None)
    form = _form_of(first, rest)
    if first == "zh" and region is None:
        region = {"SC": "CN", "TC": "TW"}[form or "SC"]
    own = [] if form is None else [form]
    others = [key for key in _CJK if key != form]
    rows = [*(_CJK[key] for key in own), *_FALLBACKS, *(_CJK[key] for key in others)]
    found = [next((name for name in names if name in installed), None) for names in rows]
    # In Chinese and its neighbours, quotation marks and dashes are those of their own fonts.
    latin = _LATIN if form is None else {"name": _LATIN, "covers": "latin-in-cjk"}
    settings = {"lang": first, "region": region, "font": [latin, *filter(None, found)]}
    return {name: value for name, value in settings.items() if value is not None}


def families_of(settings: Mapping[str, Any]) -> str:
    """The fonts of `text_settings` as CSS lists them: of several, the one that has most is first."""
    ordered = sorted(settings["font"], key=lambda font: not isinstance(font, str))
    names = [font if isinstance(font, str) else font["name"] for font in ordered]
    return ", ".join(f"'{name}'" for name in names)


def _form_of(first: str, rest: list[str]) -> str | None:
    """The regional form of Han characters that readers of a language expect; None if none."""
    if first == "zh":
        if "HK" in rest or "MO" in rest:
            return "HK"
        is_traditional = "Hant" in rest or ("TW" in rest and "Hans" not in rest)
        return "TC" if is_traditional else "SC"
    return {"ja": "JP", "ko": "KR"}.get(first)


@lru_cache(maxsize=8)
def _families(fonts: typst.Fonts) -> frozenset[str]:
    return frozenset(fonts.families())


def missing_of(
    characters: Iterable[str], can_show: Callable[[str], bool], most: int | None = None
) -> list[str]:
    """Those of `characters`, different ones, that cannot be shown, at most `most`, in their order.

    `can_show` says whether all characters of a text can.
    """
    todo = ["".join(characters)]
    missing: list[str] = []
    while todo and (most is None or len(missing) < most):
        text = todo.pop()
        if not text or can_show(text):
            continue
        if len(text) == 1:
            missing.append(text)
        else:
            half = len(text) // 2
            todo += (text[half:], text[:half])
    return missing


def advice(missing: Iterable[str]) -> str:
    """What to do about characters that no font has: the fonts to install, by their Debian names."""
    packages = sorted({_package(character) for character in missing} - {""})
    return f"install fonts that have them (on Debian: {' '.join(packages)})" if packages else ""


def _package(character: str) -> str:
    name = unicodedata.name(character, "")
    category = unicodedata.category(character)
    if category in {"Co", "Cn"}:
        return ""  # no font can have what has no meaning
    if name.startswith(_CJK_NAMES):
        return "fonts-noto-cjk"
    if category in {"So", "Sk"} and ord(character) > 0x2190:
        return "fonts-noto-color-emoji"
    return "fonts-noto-core"
