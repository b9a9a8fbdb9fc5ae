"""The report: one day's research digest on one market theme."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from themereport.models.driver import Driver
from themereport.models.event import Event
from themereport.models.front_matter import FrontMatter, FrozenMapping, fold_key
from themereport.models.impact import ETFImpact
from themereport.models.language import LanguageTag
from themereport.models.model import AnyNumber, Model, NonEmpty, Ten
from themereport.models.moment import Moment
from themereport.models.risk import Risk
from themereport.models.section import Section
from themereport.models.signal import Signal
from themereport.models.text import PlainText, Theme

__all__ = ["ThemeReport", "post_time"]

_RANKS = tuple(range(1, 11))
_MAX_NAME_BYTES = 120
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_ENDS_LIKE_A_HASH = re.compile(r"-[0-9a-f]{10}\Z")
_POST = FrozenMapping({"layout": "post"})


def _in_order(signals: tuple[Signal, ...]) -> tuple[Signal, ...]:
    ranks = tuple(signal.rank for signal in signals)
    if ranks != _RANKS:
        found = ", ".join(map(str, ranks))
        raise PydanticCustomError("TR207", "{found}", {"found": found})
    return signals


class ThemeReport(Model):
    """One day's research digest on one market theme."""

    schema_version: Literal["1.0"] = "1.0"
    """The version of the schema: 1.0."""
    theme: Theme
    """The market theme, at most 80 characters."""
    language: LanguageTag
    """The language of the text: a canonical BCP 47 tag such as zh-Hans or en."""
    published_at: Moment
    """The date and time of publication with its offset from UTC."""
    overview: PlainText
    """The main topics and market trends, in short."""
    signals: Annotated[Ten[Signal], AfterValidator(_in_order)]
    """Exactly ten signals ranked 1 to 10: those most likely to affect trading."""
    background: PlainText
    """The sentence that introduces the events."""
    events: NonEmpty[Event]
    """One or more events."""
    drivers: NonEmpty[Driver]
    """One or more drivers, each with its logic step by step."""
    impacts: NonEmpty[ETFImpact]
    """One or more impacts on ETFs, indices, industries or companies."""
    risks: NonEmpty[Risk]
    """One or more risks and uncertainties."""
    disclaimer: PlainText
    """The disclaimer: what the report is not, and who answers for its use."""
    appendices: AnyNumber[Section] = ()
    """Sections that are none of the above, kept as they are."""
    front_matter: FrontMatter = Field(
        default_factory=lambda: _POST, json_schema_extra={"default": dict(_POST)}
    )
    """What else the front matter held, as JSON values by name; `layout: post` by default."""

    @field_validator("front_matter")
    @classmethod
    def _without_derived(cls, value: FrozenMapping, info: ValidationInfo) -> FrozenMapping:
        """Drop a title or posttime that says just what the theme and the date say."""
        if "title" not in value and "posttime" not in value:
            return value
        if "theme" not in info.data or "published_at" not in info.data:
            return value
        date = info.data["published_at"]
        derived = {"title": _slug(info.data["theme"], date), "posttime": post_time(date)}
        return FrozenMapping({k: v for k, v in value.items() if k not in derived or derived[k] != v})

    @property
    def slug(self) -> str:
        """`theme_research_{theme}_{date}`: the title of the post."""
        return _slug(self.theme, self.published_at)

    @property
    def filename(self) -> str:
        """The name of the post's file for Jekyll: the date, the slug and `.md`.

        Safe on every file system, and different for different themes: a theme that holds more
        than lower-case letters, digits, `.`, `_` and `-`, or is long, gets a hash of itself
        behind it.
        """
        date = self.published_at.isoformat()[:10]
        return f"{date}-theme_research_{_file_part(self.theme)}_{date}.md"

    @property
    def content_hash(self) -> str:
        """SHA-256 of the report's canonical JSON (RFC 8785), as 64 hexadecimal digits."""
        import rfc8785

        data: object = self.model_dump(mode="json")
        return hashlib.sha256(rfc8785.dumps(data)).hexdigest()  # type: ignore[arg-type]


def post_time(moment: datetime) -> str:
    """`moment` as posts write it: `2025-11-04 09:16:36 +0800`."""
    text = moment.isoformat(" ")
    return f"{text[:-6]} {text[-6:-3]}{text[-2:]}"


def _slug(theme: str, moment: datetime) -> str:
    return f"theme_research_{theme}_{moment.isoformat()[:10]}"


def _file_part(theme: str) -> str:
    name = _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", theme)).strip("-.")
    while len(name.encode()) > _MAX_NAME_BYTES:
        name = name[:-1]
    if name == theme == fold_key(theme) and not _ENDS_LIKE_A_HASH.search(name):
        return name
    digest = hashlib.sha256(theme.encode()).hexdigest()[:10]
    return f"{name}-{digest}" if name else digest
