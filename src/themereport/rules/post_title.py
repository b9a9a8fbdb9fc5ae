"""TR504: a title or posttime that says something else than the report."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from themereport.diagnostics.catalogue import CATALOGUE
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.models.moment import parse_moment
from themereport.models.report import moment_of_post, post_time
from themereport.rules.example import Example
from themereport.rules.slug import same_theme, split_slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themereport.models.report import ThemeReport

__all__ = ["PostTitle"]

_DATE = re.compile(r"(?<!\d)(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})(?!\d)")


class PostTitle:
    """A post has one theme and one date.

    The front matter may hold a `title` and a `posttime` of its own. Sites show and sort by them;
    programs go by the report. If the title has the form of a slug, its theme must be the
    report's; if it names dates, one of them must be the report's; and a `posttime` must be the
    moment of publication, in whatever offset it is written. A free title is nobody's business.
    """

    code = CATALOGUE["TR504"]
    profiles = ("editorial",)
    valid = (
        Example({}),
        Example({"front_matter": {"title": "Storage, day by day"}}),
        Example({"front_matter": {"title": "2026年1月2日储能日报"}}),
        Example({"front_matter": {"title": "theme_research_energy-storage_2026-01-02"}}),
        Example({"front_matter": {"posttime": "2026-01-01 19:04:05 +0000"}}),
    )
    invalid = (
        Example(
            {"front_matter": {"title": "theme_research_Energy Storage_2026-01-01"}},
            found=("front_matter.title",),
        ),
        Example(
            {"front_matter": {"title": "theme_research_Solar_2026-01-02"}},
            found=("front_matter.title",),
        ),
        Example({"front_matter": {"title": "储能日报 2026/1/3"}}, found=("front_matter.title",)),
        Example(
            {"front_matter": {"posttime": "2026-01-02 03:04:05 +0900"}},
            found=("front_matter.posttime",),
        ),
    )

    def check(self, report: ThemeReport, *, filename: str | None) -> Iterator[Diagnostic]:
        """Name the title and the posttime if they say something else."""
        title = report.front_matter.get("title")
        if isinstance(title, str) and not _is_of(title, report):
            yield _finding("title", title, report.slug)
        posttime = report.front_matter.get("posttime")
        if isinstance(posttime, str) and not _is_time_of(posttime, report.published_at):
            yield _finding("posttime", posttime, post_time(report.published_at))


def _finding(key: str, found: str, expected: str) -> Diagnostic:
    arguments = {"found": found, "expected": expected}
    return Diagnostic("TR504", f"front_matter.{key}", arguments=arguments)


def _is_of(title: str, report: ThemeReport) -> bool:
    """Whether `title` names no other theme and no other date than those of `report`."""
    slug = split_slug(title)
    if slug is not None and not same_theme(slug[0], report.theme):
        return False
    dates = [_date(match) for match in _DATE.finditer(title)]
    return not dates or report.published_at.date() in dates


def _is_time_of(posttime: str, published_at: datetime) -> bool:
    moment = moment_of_post(posttime)
    if moment is None:
        try:
            moment = parse_moment(posttime)
        except ValueError:
            moment = None
    if moment is not None and moment.tzinfo is not None:
        return moment == published_at
    if moment is not None:
        return moment == published_at.replace(tzinfo=None)
    dates = [_date(match) for match in _DATE.finditer(posttime)]
    return not dates or published_at.date() in dates


def _date(match: re.Match[str]) -> date | None:
    """The date that was matched; None if there is no such day."""
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None
