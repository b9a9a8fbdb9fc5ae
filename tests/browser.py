"""A real browser, without a window and without the network."""

from __future__ import annotations

import html
import json
import os
import subprocess
from pathlib import Path
from typing import Any

from programs import require

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


DARK = "--blink-settings=preferredColorScheme=0"
"""The flag of a browser whose user prefers the dark."""


def ask_browser(folder: Path, pages: list[str], script: str, *flags: str) -> Any:
    """What `script`, the body of an async function of `pages`, returns, as JSON values."""
    chromium = require("chromium")
    data = json.dumps(pages).replace("<", "\\u003c")
    wrapper = folder / "wrapper.html"
    wrapper.write_text(
        '<!DOCTYPE html><meta charset="utf-8"><pre id="answer"></pre><script>'
        f"const pages = {data};\n"
        f"const ask = async () => {{ {script} }};\n"
        "ask().then(JSON.stringify, e => JSON.stringify({error: String(e)})).then("
        "text => { document.getElementById('answer').textContent = text; });"
        "</script>",
        encoding="utf-8",
    )
    done = subprocess.run(
        [
            chromium, *_FLAGS, *flags, f"--user-data-dir={folder / 'profile'}",
            "--virtual-time-budget=60000", "--dump-dom", wrapper.as_uri(),
        ],
        env={**os.environ, "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )  # fmt: skip
    answer = done.stdout.partition('<pre id="answer">')[2].partition("</pre>")[0]
    assert answer, done.stderr[-2000:]
    value = json.loads(html.unescape(answer))
    assert not (isinstance(value, dict) and "error" in value), value
    return value


def in_frames(width: int, script: str) -> str:
    """A script that opens each page in a frame of that width, and asks `script` of its document.

    `script` is an expression, which may await; `frame` is the document, `at` the page's index.
    """
    return (
        "const found = []; for (const [at, page] of pages.entries()) {"
        " const element = document.createElement('iframe'); element.style.border = '0';"
        f" element.width = {width}; element.height = 900;"
        " const loaded = new Promise(done => { element.onload = done; });"
        " element.srcdoc = page; document.body.append(element); await loaded;"
        f" const frame = element.contentDocument; found.push(await (async () => ({script}))());"
        " element.remove(); } return found;"
    )
