"""Where the documentation says what a code means."""

from __future__ import annotations

__all__ = ["page_of"]


def page_of(code: str, documentation: str) -> str:
    """The address of what is said of `code`, in a copy of our documentation.

    `documentation` is the address of that copy's first page.
    """
    return f"{documentation.rstrip('/')}/reference/diagnostics/#{code.lower()}"
