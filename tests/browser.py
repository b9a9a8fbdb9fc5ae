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


def ask_browser(folder: Path, pages: list[str], script: str) -> Any:
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
            chromium, *_FLAGS, f"--user-data-dir={folder / 'profile'}",
            "--virtual-time-budget=20000", "--dump-dom", wrapper.as_uri(),
        ],
        env={**os.environ, "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )  # fmt: skip
    answer = done.stdout.partition('<pre id="answer">')[2].partition("</pre>")[0]
    assert answer, done.stderr[-2000:]
    value = json.loads(html.unescape(answer))
    assert not (isinstance(value, dict) and "error" in value), value
    return value
