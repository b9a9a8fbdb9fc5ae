"""From text, bytes or a path to a source text; what is wrong becomes a diagnostic."""

from __future__ import annotations

import os
import re
import stat

from themereport.diagnostics.diagnostic import Diagnostic
from themereport.source.limits import DEFAULT_LIMITS, Limits
from themereport.source.text import SourceText

__all__ = ["Source", "looks_like_path", "open_source", "page_start"]

Source = str | bytes | os.PathLike[str]
"""Text, UTF-8 bytes, or the path of a file."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_PATH = re.compile(r"\S(?:[^\n]*\S)?\.(?:md|markdown|json|ya?ml|html?|txt)", re.IGNORECASE)
_PAGE = re.compile(r"\s*(<(?:!doctype\s+html|html)\b)", re.IGNORECASE)
_LONGEST_PATH = 260  # what Windows takes; a longer line is more likely to be text
_CHUNK = 65_536
# What files that are no UTF-8 begin with.
_KINDS = {
    b"\xff\xfe": "the byte order mark of UTF-16",
    b"\xfe\xff": "the byte order mark of UTF-16",
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP file or Word document",
}


def open_source(
    source: Source, name: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> tuple[SourceText, Diagnostic | None]:
    """Return the text of `source`, and a diagnostic if there is none to be read."""
    if isinstance(source, str):
        return _from_text(source, name or "<text>", limits)
    if isinstance(source, bytes):
        return _decode(source, name or "<bytes>", limits)
    path = os.fspath(source)
    data = _read_file(path, limits.bytes)
    if isinstance(data, Diagnostic):
        return SourceText("", name or path), data
    return _decode(data, name or path, limits)


def looks_like_path(text: str) -> bool:
    """Whether `text` looks as if somebody had meant a file by it, or several; no disk is asked."""
    lines = text.removesuffix("\n").split("\n")
    return all(len(line) <= _LONGEST_PATH and _PATH.fullmatch(line) for line in lines)


def page_start(text: str) -> tuple[int, int] | None:
    """Where `text` says that it is a page of HTML, if it does so before all else."""
    match = _PAGE.match(text)
    return match.span(1) if match else None


def _read_file(path: str, most: int) -> bytes | Diagnostic:
    shown = ascii(path) if _SURROGATE.search(path) else path
    try:
        # Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
        descriptor = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except (OSError, ValueError) as error:
        if os.path.isdir(path):
            return _not_a_file(shown, "a folder")
        reason = getattr(error, "strerror", None) or str(error)
        return Diagnostic("TR001", arguments={"source": shown, "reason": reason})
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            return _not_a_file(shown, "a folder")
        if not stat.S_ISREG(mode):
            return _not_a_file(shown, "a pipe or device")
        chunks: list[bytes] = []
        size = 0
        while size <= most and (chunk := os.read(descriptor, _CHUNK)):
            chunks.append(chunk)
            size += len(chunk)
        return b"".join(chunks)
    except OSError as error:
        return Diagnostic("TR001", arguments={"source": shown, "reason": error.strerror or ""})
    finally:
        os.close(descriptor)


def _not_a_file(path: str, found: str) -> Diagnostic:
    return Diagnostic("TR002", arguments={"source": path, "found": found})


def _decode(data: bytes, name: str, limits: Limits) -> tuple[SourceText, Diagnostic | None]:
    if len(data) > limits.bytes:
        return SourceText("", name), _too_large(limits)
    try:
        return _from_text(data.decode("utf-8"), name, limits)
    except UnicodeDecodeError as error:
        # What stands before the bad byte is good UTF-8, so its place can be counted.
        text = data.decode("utf-8", "replace")
        good = len(data[: error.start].decode("utf-8"))
        source = SourceText(text, name)
        start = good - text.count("\r\n", 0, good) - source.has_bom
        span = source.span(start, min(start + 1, len(source.text)))
        arguments = {"found": _guess(data, error.start), "offset": error.start}
        return source, Diagnostic("TR003", span=span, arguments=arguments)


def _from_text(text: str, name: str, limits: Limits) -> tuple[SourceText, Diagnostic | None]:
    size = len(text)
    if size <= limits.bytes < 4 * size:
        size = len(text.encode("utf-8", "surrogatepass"))
    if size > limits.bytes:
        return SourceText("", name), _too_large(limits)
    source = SourceText(text, name, limits)
    if not source.text or source.text.isspace():
        return source, Diagnostic("TR004", span=source.span(0, 0))
    if not text.isascii() and (match := _surrogate(source.text)):
        span = source.span(match.start(), match.end())
        found = f"U+{ord(match[0]):04X}"
        return source, Diagnostic("TR006", span=span, arguments={"found": found})
    if size > limits.lines and source.text.count("\n") > limits.lines:
        return source, Diagnostic("TR011", arguments={"limit": limits.lines})
    if size > limits.line and (start := _long_line(source.text, limits.line)) is not None:
        span = source.span(start, start)
        return source, Diagnostic("TR007", span=span, arguments={"limit": limits.line})
    return source, None


def _long_line(text: str, most: int) -> int | None:
    """The offset of the first line of more than `most` characters."""
    start = 0
    for line in text.split("\n"):
        if len(line) > most:
            return start
        start += len(line) + 1
    return None


def _surrogate(text: str) -> re.Match[str] | None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.search(text)
    return None


def _too_large(limits: Limits) -> Diagnostic:
    return Diagnostic("TR005", arguments={"limit": limits.bytes})


def _guess(data: bytes, at: int) -> str:
    for beginning, kind in _KINDS.items():
        if data.startswith(beginning):
            return kind
    return f"the byte 0x{data[at]:02X}"
