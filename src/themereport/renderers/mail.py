"""Mail: a message of plain text and of HTML, of which a mail program shows one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import policy
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr, getaddresses
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from themereport.document.moment import published_line
from themereport.errors import RenderError
from themereport.renderers.html.frame import opening_of
from themereport.renderers.maker import byline_of
from themereport.renderers.markup import escape
from themereport.renderers.plain_html import plain_html
from themereport.renderers.text import TEXT

if TYPE_CHECKING:
    from themereport.document.document import Document

__all__ = ["MAIL", "MailRenderer"]

# In no line of base64, which both parts are in.
_BOUNDARY = "=_themereport"
# Mail programs drop style sheets, and keep what stands at an element. No colours: some turn them.
_STYLES = {
    "h1": "margin:0 0 .6em;font-size:1.6em;line-height:1.25",
    "h2": "margin:2em 0 .6em;padding:.7em 0 0;border-top:2px solid;font-size:1.25em;line-height:1.3",
    "h3": "margin:1.8em 0 .6em;font-size:1.1em;line-height:1.35",
    "p": "margin:0 0 .8em",
    "ul": "margin:.5em 0 1em",
    "ol": "margin:.5em 0 1em",
    "li": "margin:0 0 .6em",
    "th": "padding:.4em .8em .4em 0;text-align:start;vertical-align:top",
    "td": "padding:.4em 0;vertical-align:top",
    "hr": "margin:2em 0 1em;border:0;border-top:1px solid",
}
# Texts have no such tags: theirs are escaped. What has another attribute may have a style, too.
_TAG = re.compile(rf'<({"|".join(_STYLES)})(?=>| dir="auto">)')
_LOOKS = "max-width:42em;margin:0 auto;padding:1em;font-family:sans-serif;line-height:1.6"

Addresses = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]*$")]


@dataclass(frozen=True)
class MailRenderer:
    """Renders a message (RFC 5322) whose subject is the title and whose date is the report's.

    Whoever sends it adds a `Message-ID`, and `From` and `To` where the options do not say them. No
    text becomes a header or an encoded word. `render` raises RenderError for an option that is no
    list of addresses, and MissingExtraError for an appendix without the `html` extra.
    """

    media_type = "message/rfc822"
    suffix = ".eml"

    sender: Annotated[
        Addresses, Field(description="Whom it is from, such as Desk <desk@example.org>.")
    ] = ""
    to: Annotated[Addresses, Field(description="Whom it goes to: addresses and commas.")] = ""

    def render(self, document: Document) -> bytes:
        """The message, with the line ends that mail has."""
        report = document.report
        # Of Python's two kinds of messages, the older: the newer would decode a title like =?…?=.
        message = MIMEMultipart("alternative", _BOUNDARY)
        for name, option, addresses in (("From", "sender", self.sender), ("To", "to", self.to)):
            if addresses:
                message[name] = _checked(option, addresses)
        message["Subject"] = Header(document.title, "utf-8", header_name="Subject").encode()
        message["Date"] = format_datetime(report.published_at)
        message["Content-Language"] = report.language
        message.attach(MIMEText(TEXT.render(document), "plain", "utf-8"))
        message.attach(MIMEText(_page(document), "html", "utf-8"))
        return message.as_bytes(policy=policy.compat32.clone(linesep="\r\n"))


def _checked(option: str, addresses: str) -> str:
    """`addresses` as a header has them; raises RenderError if one of them is none."""
    found = getaddresses([addresses])
    try:
        if not all(address.count("@") == 1 and " " not in address for _, address in found):
            raise RenderError(f"the option {option!r} cannot be {addresses!r}: give addresses")
        return ", ".join(map(formataddr, found))
    except UnicodeError as error:
        raise RenderError(
            f"the option {option!r} cannot be {addresses!r}: give addresses in ASCII"
        ) from error


def _page(document: Document) -> str:
    labels = document.labels
    title = escape(document.title)
    top = filter(None, [published_line(document), byline_of(document)])
    told = "".join(f'<p dir="auto">{escape(line)}</p>\n' for line in top)
    body = f'<h1 dir="auto">{title}</h1>\n{told}{plain_html(document)}'
    styled = _TAG.sub(lambda tag: f'{tag[0]} style="{_STYLES[tag[1]]}"', body)
    return (
        f'<!DOCTYPE html>\n<html {opening_of(labels)}>\n<head>\n<meta charset="utf-8">\n'
        f'<title>{title}</title>\n</head>\n<body style="{_LOOKS}">\n{styled}\n'
        "</body>\n</html>\n"
    )


MAIL = MailRenderer()
