"""Addresses on the web, as sources have them."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import StringConstraints

from themereport.models.text import BLANKS, CONTROLS

__all__ = ["ADDRESS_PATTERN", "MAX_ADDRESS", "WebAddress", "address_problem"]

MAX_ADDRESS = 2048

# Not RFC 3986: addresses are written with the letters of any script, as browsers show them
# (RFC 3987). What could end an attribute, a Markdown link or a template is left out, and so is
# `@` before the path: whoever reads `https://bank.example@evil.example` is deceived, and whoever
# writes a password there publishes it.
_NEVER = rf"{CONTROLS}{BLANKS}<>\u0022\\\^`{{|}}"
ADDRESS_PATTERN = rf"^https?://[^{_NEVER}/?#@:\[\]%]+(?::[0-9]{{1,5}})?(?:[/?#][^{_NEVER}]*)?$"
_ADDRESS = re.compile(ADDRESS_PATTERN.replace("$", r"\Z"))
_USER = re.compile(r"https?://[^/?#]*@")

WebAddress = Annotated[str, StringConstraints(pattern=ADDRESS_PATTERN, max_length=MAX_ADDRESS)]
"""An address that begins with `http://` or `https://`, without a user, of at most 2048 characters."""


def address_problem(text: str) -> str | None:
    """Say why `text` is no address on the web; None if it is one."""
    if len(text) > MAX_ADDRESS:
        return f"it has more than {MAX_ADDRESS} characters"
    if _ADDRESS.match(text):
        return None
    if not text.startswith(("http://", "https://")):
        return "it does not begin with http:// or https://"
    if _USER.match(text):
        return "it holds a user or password"
    return "it holds blanks, quotation marks, brackets, braces or no host"
