"""Validators of JSON Schema other than ours."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from programs import require, require_file

NODE = Path(__file__).parent / "node"


class Ajv:
    """ajv in Node, strict, in one process for all documents."""

    def __init__(self, *paths):
        require_file("ajv/package.json")
        command = [require("node"), NODE / "validate.mjs", *paths]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def accepts(self, version, document):
        self._process.stdin.write(f"{version} {json.dumps(document)}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer in {"true\n", "false\n"}, answer
        return answer == "true\n"

    def close(self):
        self._process.stdin.close()
        assert self._process.wait() == 0
        self._process.stdout.close()


def schema_org_errors(documents: list[str]) -> list[str]:
    """What TypeScript says of JSON-LD documents as values of the types of schema.org."""
    require_file("schema-dts/package.json")
    compiler = require_file("typescript/bin/tsc")
    lines = ['import type { Report, WithContext } from "schema-dts";']
    lines += [
        f"export const report{number}: WithContext<Report> = {document.strip()};"
        for number, document in enumerate(documents)
    ]
    # Beside the packages, because that is where they are looked for.
    with tempfile.TemporaryDirectory(dir=NODE) as folder:
        path = Path(folder, "reports.ts")
        path.write_text("\n".join(lines), encoding="utf-8")
        flags = ["--noEmit", "--strict", "--skipLibCheck", "--moduleResolution", "node10"]
        command = [require("node"), compiler, *flags, path]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    return done.stdout.strip().split("\n") if done.returncode else []


def nu_messages(folder: Path, pages: list[str], *flags: str) -> list[str]:
    """What the Nu checker says of pages: errors, warnings and all else."""
    jar = require_file("vnu-jar/build/dist/vnu.jar")
    paths = []
    for number, page in enumerate(pages):
        paths.append(folder / f"{number}.html")
        paths[-1].write_text(page, encoding="utf-8")
    command = [
        require("java"),
        "-jar",
        jar,
        "--format",
        "json",
        "--exit-zero-always",
        *flags,
        *paths,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    messages = json.loads(done.stderr)["messages"]
    return [f"{it.get('url', '')[-12:]}: {it['message']} {it.get('extract')}" for it in messages]
