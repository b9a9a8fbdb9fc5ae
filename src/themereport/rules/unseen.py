"""Characters that nobody sees, and where they are a part of what is seen."""

from __future__ import annotations

import re

__all__ = ["SEQUENCES", "escape_unseen"]

_PICTURE = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
# Scripts that join and separate letters with U+200C and U+200D.
_JOINING = "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc"
SEQUENCES = re.compile(
    # A flag of England, Scotland or Wales; an emoji with its skin, look and what it is joined to.
    "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f"
    f"|[{_PICTURE}][\ufe0e\ufe0f]?\U000020e3?(?:\u200d(?=[{_PICTURE}]))?"
    "|[0-9#*]\ufe0f\u20e3"
    f"|[{_JOINING}][\u200c\u200d]"
    "|[\u1800-\u18af][\u180b-\u180d\u180f]"
    "|(?P<unseen>[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065"
    "\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff])"
)


def escape_unseen(text: str) -> str:
    """`text` with the characters that nobody sees as escapes, so that examples show them."""
    return SEQUENCES.sub(lambda match: ascii(match[0])[1:-1] if match["unseen"] else match[0], text)
