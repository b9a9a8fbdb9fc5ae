"""What is said of each text of the corpus, and what fixing makes of it: `make corpus` writes it.

Beside `name.md` stands `name.diagnostics.txt`, a line for each diagnostic, and `name.fixed.md`,
what the safe fixes make of the text. What would be empty, or the same as the text, is no file.
"""

from __future__ import annotations

from pathlib import Path

import themereport as tr

CORPUS = Path(__file__).parent / "corpus"
CASES = sorted(path.stem for path in CORPUS.glob("*.json"))
SUFFIXES = (".diagnostics.txt", ".fixed.md")


def text_of(name: str) -> str:
    """The text of a case, with its line ends and its byte order mark."""
    return (CORPUS / f"{name}.md").read_bytes().decode()


def snapshots(name: str) -> dict[str, bytes]:
    """What should stand beside a case, by suffix."""
    text = text_of(name)
    found = tr.read(CORPUS / f"{name}.md").diagnostics
    fixed = tr.fix(text).text
    shown = {
        ".diagnostics.txt": "".join(f"{diagnostic}\n" for diagnostic in found),
        ".fixed.md": fixed if fixed != text else "",
    }
    return {suffix: words.encode() for suffix, words in shown.items() if words}


def kept(name: str) -> dict[str, bytes]:
    """What stands beside a case, by suffix."""
    paths = {suffix: CORPUS / f"{name}{suffix}" for suffix in SUFFIXES}
    return {suffix: path.read_bytes() for suffix, path in paths.items() if path.exists()}


def write() -> None:
    """Write what is not as it should be, and remove what belongs to no case."""
    for suffix in SUFFIXES:
        for path in CORPUS.glob(f"*{suffix}"):
            if path.name.removesuffix(suffix) not in CASES:
                path.unlink()
    for name in CASES:
        wanted, there = snapshots(name), kept(name)
        for suffix in SUFFIXES:
            if suffix in wanted and wanted[suffix] != there.get(suffix):
                (CORPUS / f"{name}{suffix}").write_bytes(wanted[suffix])
            elif suffix in there and suffix not in wanted:
                (CORPUS / f"{name}{suffix}").unlink()


if __name__ == "__main__":
    write()
