"""What translators of the words of reports need: extract them, update a catalog, check it.

    python tools/translate.py extract themereport.pot
    python tools/translate.py update pt
    python tools/translate.py check pt
    python tools/translate.py cldr

The English catalog is the source: it holds every word, with a comment on each.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.core import get_cldr_version
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from themereport.document.notice import says_machine_made
from themereport.document.outline import PARTS, SECTIONS, fold_heading
from themereport.locales.cldr import cldr_words
from themereport.locales.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCALES = Path(__file__).parent.parent / "src" / "themereport" / "locales"
CLDR = Path(__file__).parent / "cldr.json"
SOURCE = "en"
HEADINGS = (*PARTS, *(section.key for section in SECTIONS), "disclaimer")
# A heading is looked for in lines of 80 characters, and has a number in front.
LONGEST = 77
_PLACEHOLDER = re.compile(r"\{\w+\}")
_HEADER = """# Labels of reports.
msgid ""
msgstr ""
"Project-Id-Version: themereport\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

Words = dict[tuple[str, str], str]
"""Words by their context and name."""


def main(arguments: list[str] | None = None) -> int:
    """Run one of the commands; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    commands = parser.add_subparsers(dest="command", required=True)
    extract = commands.add_parser("extract", help="write a template for translators' programs")
    extract.add_argument("path", type=Path)
    for name, says in (
        ("update", "make or complete catalogs"),
        ("check", "say what is wrong"),
        ("cldr", "ask CLDR anew how dates are written"),
    ):
        command = commands.add_parser(name, help=says)
        command.add_argument("languages", nargs="*", metavar="TAG", help="by default all there are")
    options = parser.parse_args(arguments)
    if options.command == "extract":
        try:
            options.path.write_bytes(written(dict.fromkeys(words_of(SOURCE), ""), ""))
        except OSError as error:
            print(f"{options.path}: it cannot be written: {error.strerror}")
            return 1
        print(f"{options.path}: {len(words_of(SOURCE))} words")
        return 0
    act = {"update": update, "check": check, "cldr": ask_cldr}[options.command]
    try:
        code = max([act(language) for language in options.languages or languages()], default=0)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of the pipe has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def languages() -> list[str]:
    """The tags of the catalogs that there are."""
    return sorted(po.parts[-3].replace("_", "-") for po in LOCALES.glob("*/*/themereport.po"))


def path_of(language: str) -> Path:
    """Where the catalog of `language` is."""
    return LOCALES / language.replace("-", "_") / "LC_MESSAGES" / "themereport.po"


def words_of(language: str) -> Words:
    """The words in the catalog of `language`, in their order."""
    return {
        # What a program guessed is no translation, and is not compiled.
        (entry.context or "", str(entry.id)): "" if entry.fuzzy else str(entry.string)
        for entry in _catalog(language)
        if entry.id
    }


def _catalog(language: str) -> Catalog:
    with path_of(language).open("rb") as file:
        return read_po(file, abort_invalid=True)


def written(words: Words, language: str) -> bytes:
    """A catalog with the source's entries and comments, and these words."""
    catalog = Catalog()
    for entry in _catalog(SOURCE):
        if entry.id:
            word = words.get((entry.context or "", str(entry.id)), "")
            comments = entry.auto_comments
            catalog.add(entry.id, word, auto_comments=comments, context=entry.context)
    file = BytesIO()
    write_po(file, catalog, width=0, omit_header=True)
    return (
        _HEADER.format(language=language.replace("-", "_")).encode()
        + file.getvalue().strip()
        + b"\n"
    )


def update(language: str) -> int:
    """Make the catalog of `language`, or give it what the source has and it has not."""
    if not _is_known(language):
        return 1
    source, path = words_of(SOURCE), path_of(language)
    old = words_of(language) if path.exists() else {}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written(old, language))
    if language not in _known_of_cldr():
        _write_down(language)
    new, gone = source.keys() - old.keys(), old.keys() - source.keys()
    print(f"{language}: {len(new)} new, {len(gone)} gone, {len(source) - len(new)} kept")
    return 0


def _is_known(language: str) -> bool:
    try:
        Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        print(f"{language}: no language of that tag is known: write it like pt or zh-Hant")
        return False
    return True


def ask_cldr(language: str) -> int:
    """Write down what the installed CLDR says of `language`."""
    if not _is_known(language):
        return 1
    _write_down(language)
    print(f"{language}: dates are written as CLDR {get_cldr_version()} says")
    return 0


def _write_down(language: str) -> None:
    known = _known_of_cldr()
    known[language] = {"version": get_cldr_version(), "words": cldr_words(language)}
    text = json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True)
    CLDR.write_text(f"{text}\n", encoding="utf-8")


def _known_of_cldr() -> dict[str, dict[str, object]]:
    known: dict[str, dict[str, object]] = json.loads(CLDR.read_text(encoding="utf-8"))
    return known


def check(language: str) -> int:
    """Print what is wrong with the words of `language`."""
    if not path_of(language).exists():
        print(f"{language}: there is no catalog: run `python tools/translate.py update {language}`")
        return 1
    try:
        found = list(problems(language))
    except PoFileError as error:
        found = [f"it is no catalog: {error}"]
    for problem in found:
        print(f"{language}: {problem}")
    if not found:
        print(f"{language}: complete, {len(words_of(language))} words")
        if language not in LANGUAGES:
            print(f"{language}: not used yet: add the tag to LANGUAGES in locales/language.py")
    return 1 if found else 0


def problems(language: str) -> Iterator[str]:
    """What is wrong with the words of `language`, one sentence each."""
    source, words = words_of(SOURCE), words_of(language)
    for context, name in source.keys() - words.keys():
        yield f"{context} {name} is not there: run update"
    for (context, name), word in words.items():
        if (context, name) not in source:
            yield f"{context} {name} is no word of reports: run update"
        elif not word.strip():
            yield f"{context} {name} is not translated"
        elif sorted(_PLACEHOLDER.findall(word)) != sorted(
            _PLACEHOLDER.findall(source[context, name])
        ):
            wanted = " ".join(_PLACEHOLDER.findall(source[context, name])) or "none"
            yield f"{context} {name} is {word!r}: its placeholders must be {wanted}"
    yield from _problems_of_labels(
        {name: word for (kind, name), word in words.items() if kind == "label"}
    )
    yield from _problems_of_headings(language)


def _problems_of_labels(labels: dict[str, str]) -> Iterator[str]:
    for name in ("after_label", "after_subject", "separator"):
        mark = labels.get(name, "")
        if mark and re.search(r"\w", mark):
            yield f"label {name} is {mark!r}: give a mark of punctuation"
    for key in HEADINGS:
        heading = labels.get(key, "")
        if len(heading) > LONGEST:
            yield f"label {key} has {len(heading)} characters: a heading has at most {LONGEST}"
        if heading and not fold_heading(heading):
            yield f"label {key} is {heading!r}: give at least one letter or digit"
    if labels.get("title") == "{theme}":
        yield "label title is the theme alone: every heading would be one"
    notice = labels.get("notice", "")
    if notice and not says_machine_made(notice):
        yield (
            f"label notice is {notice!r}: readers do not take that for artificial intelligence; "
            "write another, or add its words to document/machine_made.toml"
        )


def _problems_of_headings(language: str) -> Iterator[str]:
    """Headings that mean two sections, in this language or in two."""
    taken: dict[str, tuple[str, str, str]] = {}
    others = [other for other in languages() if other != language]
    for tag in (language, *others):
        for key, heading in headings_of(tag):
            first = taken.setdefault(fold_heading(heading), (key, tag, heading))
            if first[0] != key and language in {tag, first[1]}:
                yield (
                    f"{heading!r} means {key} in {tag}, and {first[0]} in {first[1]}: "
                    "no heading may mean two sections"
                )


def headings_of(language: str) -> Iterator[tuple[str, str]]:
    """The labels and synonyms of sections, each behind the key of its section."""
    text = (LOCALES / "synonyms.json").read_text(encoding="utf-8")
    synonyms = json.loads(text).get(language, {})
    words = words_of(language)
    for key in HEADINGS:
        for heading in (words.get(("label", key), ""), *synonyms.get(key, ())):
            if heading:
                yield key, heading


if __name__ == "__main__":
    sys.exit(main())
