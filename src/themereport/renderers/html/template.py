"""Templates of users in place of our page."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from themereport.document.document import Notice
from themereport.document.moment import format_published
from themereport.errors import RenderError, ThemeReportError, missing
from themereport.renderers.html.appendix import appendix_html
from themereport.renderers.markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from themereport.document.document import Document

__all__ = ["render_template"]

_STEPS = 100_000
_CHARACTERS = 5_000_000
_MOST_SOURCE = 1_000_000


def render_template(path: str, document: Document, content: str) -> str:
    """What the template at `path` makes of `document`; `content` is our fragment of it.

    Raises:
        MissingExtraError: Jinja is not installed (the `templates` extra).
        RenderError: The template is not there, is wrong, does too much, or leaves out the
            disclaimer or the notice that a machine wrote the report.
    """
    try:
        from jinja2 import TemplateNotFound
        from markupsafe import Markup

        from themereport.renderers.html.sandbox import Sandbox
    except ImportError as error:
        raise missing(error, "a template", "templates", "jinja2", "markupsafe") from error
    place = Path(path)
    sandbox = Sandbox(place.parent, steps=_STEPS, characters=_CHARACTERS, most_source=_MOST_SOURCE)
    sandbox.filters["markdown"] = lambda body: Markup(appendix_html(body))  # noqa: S704  # cleaned
    report, labels = document.report, document.labels
    try:
        page: str = sandbox.get_template(place.name).render(
            report=report,
            document=document,
            labels=labels,
            published=format_published(report.published_at, labels.language),
            content=Markup(content),  # noqa: S704  # our own
        )
    except ThemeReportError:
        raise
    except TemplateNotFound as error:
        raise RenderError(
            f"there is no template {error.name!r} in the folder {str(place.parent)!r}"
        ) from error
    except Exception as error:
        where = _where(error, place.name, sandbox.names)
        reason = str(error) or type(error).__name__
        if isinstance(error, RecursionError):
            reason = "something in it calls or includes itself without an end"
        raise RenderError(f"the template {path!r} fails{where}: {reason}") from error
    for name, text in _must_show(document):
        if escape(text) not in page:
            raise RenderError(f"the template {path!r} does not show {text!r}: add {{{{ {name} }}}}")
    return page


def _where(error: Exception, first: str, names: Mapping[str, str]) -> str:
    """Where an error comes from: the line, and the file if it is not the `first`.

    `names` are those of the files by their paths.
    """
    name, line = getattr(error, "name", None), getattr(error, "lineno", None)
    if line is None:
        frames = traceback.extract_tb(error.__traceback__)
        found = [frame for frame in frames if frame.filename in names]
        if not found:
            return ""
        name, line = names[found[-1].filename], found[-1].lineno
    return f" in line {line}" + ("" if name in {None, first} else f" of {name!r}")


def _must_show(document: Document) -> Iterator[tuple[str, str]]:
    """What no page may leave out, and how templates call it."""
    if any(isinstance(block, Notice) for block in document.blocks):
        yield "labels.notice", document.labels.notice
    yield "report.disclaimer", document.report.disclaimer
