"""HTML: one self-contained page that people like to read, or a part of another page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from themereport.errors import RenderError
from themereport.renderers.direction import is_right_to_left
from themereport.renderers.html.blocks import Place, body_of
from themereport.renderers.html.figures import figures_of
from themereport.renderers.html.frame import (
    head_of,
    header_of,
    linked_data,
    opening_of,
    style_sheets,
)
from themereport.renderers.markup import escape
from themereport.renderers.pictures.option import Pictures  # noqa: TC001 -- for pydantic

if TYPE_CHECKING:
    from themereport.document.document import Document

__all__ = ["HTML", "HtmlRenderer"]


@dataclass(frozen=True)
class HtmlRenderer:
    """Renders a whole page: semantic, without scripts or outside resources.

    Every text shows just its characters, isolated from its neighbours' writing direction. Pages
    are set for a phone, a desk, the dark and paper; a few CSS variables carry the looks.

    `render` raises MissingExtraError without the `html` extra, for reports that have appendices,
    or the `templates` extra, for templates, and RenderError if a style or template cannot be used.
    """

    media_type = "text/html"
    suffix = ".html"

    pictures: Pictures = True
    contents: Annotated[bool, Field(description="Whether there is a list of contents.")] = True
    fragment: Annotated[
        bool,
        Field(
            description="Whether it is an element to be put into another page, with a style that "
            "holds for nothing else there, in place of a page."
        ),
    ] = False
    style: Annotated[
        str | None,
        Field(description="A file of CSS that is put behind the own style, such as a theme."),
    ] = None
    template: Annotated[
        str | None,
        Field(
            description="A file that is a template of Jinja for the page, in place of the own one."
        ),
    ] = None

    def render(self, document: Document) -> str:
        """The page or element, ending in one line end, or what a template makes."""
        if self.template is not None:
            from themereport.renderers.html.template import render_template

            return render_template(self.template, document, self._fragment(document))
        return self._fragment(document) if self.fragment else self._page(document)

    def _body(self, document: Document, place: Place) -> list[str]:
        pictures = figures_of(document, place.prefix) if self.pictures else {}
        return [
            header_of(document, place, contents=self.contents),
            *body_of(document, place, pictures),
        ]

    def _page(self, document: Document) -> str:
        place = _place(document, "s-", 1, "main")
        styles = style_sheets("page", "report") + self._own_style()
        overview = escape(document.labels.overview)
        return "".join(
            [
                head_of(document, styles),
                '<body class="themereport">\n',
                f'<a class="skip" href="#{place.prefix}main">{overview}</a>\n',
                *self._body(document, place),
                "</body>\n</html>\n",
            ]
        )

    def _fragment(self, document: Document) -> str:
        # Several fragments may stand in one page, each with ids and a style of its own.
        name = f"r{document.report.content_hash[:10]}"
        place = _place(document, f"{name}-", 2, "div")
        style = style_sheets("report") + self._own_style()
        style = style.replace(".themereport", f".{name}")
        return "".join(
            [
                f'<article class="themereport {name}" {opening_of(document.labels)}>\n',
                f"<style>\n{style}</style>\n",
                linked_data(document),
                *self._body(document, place),
                "</article>\n",
            ]
        )

    def _own_style(self) -> str:
        if self.style is None:
            return ""
        try:
            style = Path(self.style).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or error
            raise RenderError(f"the style {self.style!r} cannot be read: {reason}") from error
        if "</style" in style.lower():
            raise RenderError(f"the style {self.style!r} holds '</style': it must be CSS alone")
        return style.rstrip("\n") + "\n"


def _place(document: Document, prefix: str, title_depth: int, main: str) -> Place:
    language, labels = document.report.language, document.labels
    is_other = language != labels.language
    return Place(
        labels,
        f' lang="{escape(language)}"' if is_other else "",
        f' lang="{labels.language}"' if is_other else "",
        "rtl" if is_right_to_left(language) else "ltr",
        prefix,
        title_depth,
        title_depth + (2 if document.dialect.halves else 1),
        main,
    )


HTML = HtmlRenderer()
