"""Pictures in a page: each twice, for a desk and for a phone, of which a style sheet shows one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.renderers.pictures.of_document import pictures_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from themereport.document.document import Document

__all__ = ["figures_of"]

# As wide as they are shown, in pixels, so that their letters have the size of the page's small ones.
_DESK = 704
_PHONE = 335


def figures_of(document: Document, prefix: str) -> Mapping[str, str]:
    """The figures of `document` by the keys of their sections; their ids begin with `prefix`."""
    desk, phone = (pictures_of(document, width, prefix) for width in (_DESK, _PHONE))
    return {
        wide.key: '<figure class="picture">\n'
        f'<div class="wide">{wide.svg}</div>\n<div class="narrow">{narrow.svg}</div>\n</figure>\n'
        for wide, narrow in zip(desk, phone, strict=True)
    }
