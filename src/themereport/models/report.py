"""The report: one day's research digest on one market theme."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from themereport.models.agreement import disagreements, later_field
from themereport.models.canonical import canonical_bytes, hash_of
from themereport.models.driver import Driver
from themereport.models.event import Event
from themereport.models.front_matter import (
    POST,
    FrontMatter,
    FrozenMapping,
    fold_key,
    front_matter,
)
from themereport.models.impact import ETFImpact
from themereport.models.language import LanguageTag
from themereport.models.model import UNSET_1_1, AnyNumber, Model, NonEmpty, Ten, refuse_all
from themereport.models.moment import Moment
from themereport.models.predecessor import Predecessor
from themereport.models.provenance import Provenance
from themereport.models.risk import Risk
from themereport.models.section import Section
from themereport.models.signal import Signal
from themereport.models.source import Source
from themereport.models.text import PlainText, Theme

__all__ = ["SLUG", "ThemeReport", "file_part", "moment_of_post", "post_time", "slug_of"]

_RANKS = list(range(1, 11))
_MAX_NAME_BYTES = 120
SLUG = re.compile(r"theme_research_(.+)_\d{4}-\d\d-\d\d")
"""What `slug_of` makes; its group is the theme."""
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_ENDS_LIKE_A_HASH = re.compile(r"-[0-9a-f]{10}\Z")


def _in_order(signals: tuple[Signal, ...]) -> tuple[Signal, ...]:
    ranks = [signal.rank for signal in signals]
    if ranks != _RANKS:
        found = ", ".join(map(str, ranks))
        raise PydanticCustomError("TR207", "{found}", {"found": found})
    return signals


class ThemeReport(Model, frozen=True):
    """One day's research digest on one market theme."""

    _derived: ClassVar[frozenset[str]] = frozenset({"schema_version"})

    schema_version: Literal["1.0", "1.1"] = Field(
        default="1.0",
        description="The lowest version of the schema that holds the report: 1.0 or 1.1.",
    )
    theme: Theme = Field(description="The market theme, at most 80 characters.")
    language: LanguageTag = Field(
        description="The language of the text: a canonical BCP 47 tag such as zh-Hans or en."
    )
    published_at: Moment = Field(
        description="The date and time of publication with its offset from UTC."
    )
    revision: int | None = Field(
        default=None,
        ge=1,
        exclude_if=UNSET_1_1,
        description="The number of this revision, counted from 1.",
    )
    supersedes: Predecessor | None = Field(
        default=None, exclude_if=UNSET_1_1, description="The report that this one replaces."
    )
    overview: PlainText = Field(description="The main topics and market trends, in short.")
    signals: Annotated[Ten[Signal], AfterValidator(_in_order)] = Field(
        description="Exactly ten signals ranked 1 to 10: those most likely to affect trading."
    )
    background: PlainText = Field(description="The sentence that introduces the events.")
    events: NonEmpty[Event] = Field(description="One or more events.")
    drivers: NonEmpty[Driver] = Field(
        description="One or more drivers, each with its logic step by step."
    )
    impacts: NonEmpty[ETFImpact] = Field(
        description="One or more impacts on ETFs, indices, industries or companies."
    )
    risks: NonEmpty[Risk] = Field(description="One or more risks and uncertainties.")
    disclaimer: PlainText = Field(
        description="The disclaimer: what the report is not, and who answers for its use."
    )
    appendices: AnyNumber[Section] = Field(
        default=(),
        description="Sections that are none of the above, kept as they are.",
    )
    sources: AnyNumber[Source] = Field(
        default=(),
        exclude_if=UNSET_1_1,
        description="The sources that signals, events, drivers, impacts and risks cite by id.",
    )
    provenance: Provenance | None = Field(
        default=None,
        exclude_if=UNSET_1_1,
        description="Who made the report, by what, and who answers for it.",
    )
    front_matter: FrontMatter = Field(
        default_factory=lambda: POST,
        json_schema_extra={"default": {"layout": "post"}},
        description="What else the front matter held, as JSON values by name; `layout: post` by default.",
    )

    @field_validator("front_matter", mode="plain")
    @classmethod
    def _front_matter(cls, value: object, info: ValidationInfo) -> FrozenMapping:
        """Check the front matter, and drop a title or posttime that only repeats other fields."""
        mapping = front_matter(value)
        if "title" not in mapping and "posttime" not in mapping:
            return mapping
        if "theme" not in info.data or "published_at" not in info.data:
            return mapping
        date = info.data["published_at"]
        derived = {"title": slug_of(info.data["theme"], date), "posttime": post_time(date)}
        kept = {k: v for k, v in mapping.items() if k not in derived or derived[k] != v}
        return POST if kept == POST else FrozenMapping(kept)

    @model_validator(mode="after")
    def _agree(self) -> Self:
        """Derive the version, and refuse what contradicts itself."""
        later = later_field(self)
        if later is not None:
            refuse_all(disagreements(self, later))
        version = "1.0" if later is None else "1.1"
        if self.schema_version != version:
            vars(self)["schema_version"] = version  # past the freezing
        return self

    @property
    def slug(self) -> str:
        """`theme_research_{theme}_{date}`: the title of the post."""
        return slug_of(self.theme, self.published_at)

    @property
    def filename(self) -> str:
        """The name of the post's file for Jekyll: the date, the slug and `.md`.

        Safe on every file system, and different for different themes: a theme that holds more
        than lower-case letters, digits, `.`, `_` and `-`, or is long, gets a hash of itself
        behind it.
        """
        date = self.published_at.date().isoformat()
        return f"{date}-theme_research_{file_part(self.theme)}_{date}.md"

    @property
    def content_hash(self) -> str:
        """SHA-256 of the report's canonical JSON (RFC 8785), as 64 hexadecimal digits."""
        return hash_of(canonical_bytes(self))


def post_time(moment: datetime) -> str:
    """`moment` as posts write it: `2025-11-04 09:16:36 +0800`; its offset is in whole minutes."""
    text = str(moment)
    return f"{text[:-6]} {text[-6:-3]}{text[-2:]}"


def moment_of_post(text: str) -> datetime | None:
    """The moment that `post_time` writes as `text`, or None if it writes none so."""
    try:
        moment = datetime.fromisoformat(text[:-6] + text[-5:])
    except ValueError:
        return None
    # Other spellings of the moment are not what would be written.
    return moment if post_time(moment) == text else None


def slug_of(theme: str, moment: datetime) -> str:
    """The title of the post on `theme` at `moment`."""
    return f"theme_research_{theme}_{moment.date().isoformat()}"


def file_part(theme: str) -> str:
    """A name for files on `theme`, safe on every file system and different for every theme."""
    name = _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", theme)).strip("-.")
    while len(name.encode()) > _MAX_NAME_BYTES:
        name = name[:-1]
    if name == theme == fold_key(theme) and not _ENDS_LIKE_A_HASH.search(name):
        return name
    import hashlib

    digest = hashlib.sha256(theme.encode()).hexdigest()[:10]
    return f"{name or 'theme'}-{digest}"
