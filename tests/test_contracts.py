"""The contracts of the testing kit: ours keep them, and what is broken is caught for its reason."""

from __future__ import annotations

import inspect
import json
import os

import pytest
import yaml
from hypothesis import Phase, settings
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

import themereport as tr
from themereport.schema.version import VERSIONS, json_schema
from themereport.testing import ConsumerContract, ReaderContract, RendererContract, example_report
from themereport.testing.contracts.probe import MARK, probes
from themereport.testing.contracts.specimen import specimens
from themereport.testing.contracts.visible import HtmlText, json_texts, squeezed
from themereport.testing.strategies.markup import MARKUP

# --- ours --------------------------------------------------------------------------------------


class TestHtml(RendererContract):
    format = "html"


class TestText(RendererContract):
    format = "text"


class TestJson(RendererContract):
    format = "json"

    def says_machine_made(self, output, notice):
        return '"ai_generated"' in output


class TestYaml(RendererContract):
    format = "yaml"

    def visible_text(self, output):
        return "\n".join(json_texts(json.dumps(yaml.safe_load(output))))

    def says_machine_made(self, output, notice):
        return "ai_generated" in yaml.safe_load(output)["provenance"]


class TestMarkdown(RendererContract):
    format = "markdown"

    def visible_text(self, output):
        page = MarkdownIt("commonmark").enable("table").render(output)
        return "".join(HtmlText(page, MARK).words)


class TestJekyll(TestMarkdown):
    format = "jekyll"

    def visible_text(self, output):
        return super().visible_text(output.partition("\n---\n")[2])


class TestReadJekyll(ReaderContract):
    format = "jekyll"


class TestReadJson(ReaderContract):
    format = "json"


class TestReadYaml(ReaderContract):
    format = "yaml"


class TestModels(ConsumerContract):
    versions = VERSIONS

    def signals(self, document):
        return [signal.text for signal in tr.loads(document, "json").signals]


# --- renderers that are broken -----------------------------------------------------------------

PAGE = """
import datetime, itertools, os, random, sys
from html import escape

numbers = itertools.count()

class Page:
    media_type = "text/html"
    suffix = ".page"

    def render(self, document):
        report = document.report
        signals = list(report.signals)
        notices = [block.text for block in document.blocks if type(block).__name__ == "Notice"]
        lines = [f"<h1>{escape(document.title)}</h1>"]
        lines += [f"<p>{escape(text)}</p>" for text in notices]
        lines += [f"<li>{escape(signal.text)}</li>" for signal in signals]
        lines += [f'<p title="{escape(report.overview)}">{escape(report.disclaimer)}</p>']
        page = "\\n".join(lines)
        return page

PAGE = Page()
"""
ORDER = "test_the_ten_signals_stand_in_order"
TYPE = "test_the_output_is_of_the_media_type"
TEXTS = "test_texts_show_their_own_characters"
AGAIN = "test_equal_documents_give_equal_files"
ELSEWHERE = "test_other_processes_give_equal_files"
LABEL = "test_what_a_machine_wrote_says_so"
SAME = "test_the_document_stays_as_it_is"
QUIET = "test_nothing_is_printed"
MEDIA = "test_the_media_type_is_one"
# What is replaced by what, which test objects, and what it says.
BROKEN_RENDERERS = {
    "leaves out the last signal": ("list(report.signals)", "report.signals[:-1]", ORDER, "signal 10 is not shown behind signal 9"),
    "leaves out a signal": ("list(report.signals)", "[it for it in report.signals if it.rank != 4]", ORDER, "signal 4 is not shown behind signal 3"),
    "shows no signal": ("list(report.signals)", "[]", ORDER, "signal 1 is not shown anywhere"),
    "turns the order round": ("list(report.signals)", "report.signals[::-1]", ORDER, "signal 2 is not shown behind signal 1"),
    "sorts signals by their texts": ("list(report.signals)", "sorted(report.signals, key=lambda it: it.text)", ORDER, "is not shown behind"),
    "cuts long texts": ("escape(signal.text)", "escape(signal.text[:12])", ORDER, "signal 1 is not shown"),
    "leaves out the disclaimer": ("escape(report.disclaimer)", "str()", "test_the_disclaimer_is_shown", "the disclaimer is not shown"),
    "has a disclaimer of its own": ("escape(report.disclaimer)", "document.title", "test_the_disclaimer_is_shown", "the disclaimer is not shown"),
    "leaves out the label": ("{escape(text)}</p>", "</p>", LABEL, "does not say that a machine wrote the report: show"),
    "has the label in English alone": ("for text in notices", "for text in notices[:document.labels.language == 'en']", LABEL, "show '本报告由人工智能生成。'"),
    "escapes no signal": ("escape(signal.text)", "signal.text", TEXTS, "a text became markup: \\['x-probe'"),
    "escapes no attribute": ("escape(report.overview)", "report.overview", TEXTS, "a text became markup: \\['x-probe'"),
    "escapes no quotation marks in an attribute": ("escape(report.overview)", "escape(report.overview, quote=False)", TEXTS, "a text became markup"),
    "puts a text into a comment": ('"\\n".join(lines)', '"\\n".join(lines) + f"<!--{report.overview}-->"', TEXTS, "a text became markup"),
    "escapes twice": ("escape(signal.text)", "escape(escape(signal.text))", TEXTS, "is not seen as it is: escape it"),
    "loses characters": ("escape(signal.text)", "escape(signal.text).encode('ascii', 'ignore').decode()", TEXTS, "is not seen as it is"),
    "makes typography of marks": ("escape(signal.text)", "escape(signal.text).replace(str('--'), str('–'))", TEXTS, "is not seen as it is"),
    "escapes plain text": ("text/html", "text/plain", TEXTS, "is not seen as it is"),
    "fails on odd texts": ("page = ", "report.overview.encode('ascii'); page = ", TEXTS, UnicodeEncodeError),
    "fails in a frame": ("page = ", "{'en': 1, 'zh-Hans': 2}[document.labels.language]; page = ", "test_every_frame_is_rendered", KeyError),
    "is random": ("return page", "return page + str(random.random())", AGAIN, "another file the second time"),
    "counts its calls": ("return page", "return page + str(next(numbers))", AGAIN, "another file the second time"),
    "remembers the report before": ("return page", "last, self.suffix = self.suffix, '.' + document.title; return page + last", AGAIN, "another file the second time"),
    "shows a set": ("return page", "return page + str(set(page.split()))", ELSEWHERE, "another file with PYTHONHASHSEED=1"),
    "shows local time": ("return page", "return page + str(report.published_at.astimezone())", ELSEWHERE, "another file with PYTHONHASHSEED=1 TZ=Asia/Shanghai"),
    "shows the number of its process": ("return page", "return page + str(os.getpid())", ELSEWHERE, "another file with"),
    "fails elsewhere": ("return page", "os.environ.get('PYTHONHASHSEED') != '2' or 1 / 0; return page", ELSEWHERE, "it fails with PYTHONHASHSEED=2(?s:.*)ZeroDivisionError"),
    "shows today": ("return page", "return page + str(datetime.datetime.now())", "test_the_clock_does_not_matter", "it shows the date of today"),
    "has half a media type": ("text/html", "html", MEDIA, "'html' is no media type"),
    "has two media types": ("text/html", "text/html, text/plain", MEDIA, "is no media type"),
    "has no media type": ('"text/html"', "None", MEDIA, "None is no media type"),
    "has no dot in its suffix": ('".page"', '"page"', "test_the_suffix_is_one", "'page' is no suffix"),
    "has a path for a suffix": ('".page"', '".a/b"', "test_the_suffix_is_one", "is no suffix"),
    "gives nothing": ("return page", "return ''", TYPE, "it gives nothing"),
    "gives None": ("return page", "return None", TYPE, "it gives NoneType: give str or bytes"),
    "gives a list": ("return page", "return lines", TYPE, "it gives list"),
    "calls HTML JSON": ("text/html", "application/json", TYPE, "it is no application/json"),
    "calls text HTML": ("return page", "return document.title", TYPE, "it is no text/html: it has no element"),
    "gives text in another encoding": ("return page", "return page.encode('utf-16')", TYPE, "text/html is text: give str or UTF-8"),
    "gives text for an image": ("text/html", "image/png", TYPE, "image/png is no text: give bytes"),
    "gives what nobody can read": ("return page", "return bytes([255]) + page.encode()", ORDER, "text/html is no text: override visible_text"),
    "changes the report": ("return page", "report.__dict__['theme'] = 'x'; return page", SAME, "it changes the report of the document"),
    "changes the document": ("return page", "object.__setattr__(document, 'title', 'x'); return page", SAME, "it changes the title of the document"),
    "changes a signal": ("return page", "signals[0].__dict__['text'] = 'x'; return page", SAME, "it changes the report"),
    "prints": ("return page", "print('done'); return page", QUIET, "it prints 'done"),
    "complains": ("return page", "sys.stderr.write('slow'); return page", QUIET, "it prints 'slow"),
    "prints behind Python's back": ("return page", "os.write(1, b'done'); return page", QUIET, "it prints 'done"),
    "fails": ("return page", "raise ValueError('broken inside')", ORDER, ValueError),
}  # fmt: skip


class PageContract(RendererContract):
    format = "page"
    examples = 30


def names_of(contract):
    return [name for name in dir(contract) if name.startswith("test_")]


@pytest.fixture
def unshrunk():
    """What fails here is meant to, and need not be made simple first."""
    profile = os.environ.get("HYPOTHESIS_PROFILE", "default")
    settings.register_profile("unshrunk", settings.get_profile(profile), phases=[Phase.generate])
    settings.load_profile("unshrunk")
    yield
    settings.load_profile(profile)


def run(contract, name, capfd):
    test = getattr(contract(), name)
    test(capfd) if "capfd" in inspect.signature(test).parameters else test()


def refused(said):
    """What a broken implementation meets: words, or its own exception."""
    if isinstance(said, str):
        return pytest.raises(AssertionError, match=said)
    return pytest.raises(said)


@pytest.mark.parametrize("name", names_of(PageContract))
def test_a_good_renderer_is_not_objected_to(install, capfd, name):
    install("page", PAGE, "PAGE")
    run(PageContract, name, capfd)


@pytest.mark.parametrize(
    ("old", "new", "name", "said"), BROKEN_RENDERERS.values(), ids=BROKEN_RENDERERS
)
def test_a_broken_renderer_is_caught(install, unshrunk, capfd, old, new, name, said):
    assert old in PAGE
    install("page", PAGE.replace(old, new), "PAGE")
    with refused(said):
        run(PageContract, name, capfd)


def test_every_test_of_renderers_catches_something():
    assert {name for _, _, name, _ in BROKEN_RENDERERS.values()} == set(names_of(PageContract))


def test_a_renderer_that_is_not_installed_is_named():
    with pytest.raises(tr.PluginError, match="no renderer called 'page'"):
        PageContract().test_the_suffix_is_one()


# --- readers that are broken -------------------------------------------------------------------

COPY = """
import itertools, sys
from attrs import evolve
from themereport.diagnostics.diagnostic import Diagnostic, Fix
from themereport.readers.json import JSON
from themereport.readers.result import ReadResult, Spans
from themereport.source.edit import Edit
from themereport.source.span import Position, Span

numbers = itertools.count()

def place(offset, line=1, column=None):
    return Position(offset, line, offset + 1 if column is None else column)

def span(start, end):
    return Span(place(start), place(end))

def found(code="TR104", **fields):
    return Diagnostic(code, **{"arguments": {"found": "x", "first": 1}, "severity": "info", **fields})

class Copy:
    def read(self, source, *, defaults):
        result = JSON.read(source, defaults=defaults)
        report = result.report
        return result

COPY = Copy()
"""
BACK = "test_what_was_written_reads_back"
ANY = "test_any_text_ends_in_a_report_or_in_errors"
BYTES = "test_any_bytes_end_in_a_report_or_in_errors"
DAMAGED = "test_a_damaged_text_ends_in_a_report_or_in_errors"
TWICE = "test_reading_twice_gives_the_same"
DEFAULTS = "test_defaults_do_not_contradict_the_text"


def with_diagnostic(**fields):
    """A reader that has one diagnostic more than it should."""
    said = ", ".join(f"{name}={value}" for name, value in fields.items())
    return f"return evolve(result, diagnostics=(*result.diagnostics, found({said})))"


def fixed(*edits):
    return f"Fix('mend it', ({', '.join(f'Edit({edit}, str())' for edit in edits)},))"


BROKEN_READERS = {
    "raises": ("return result", "return result if report else 1 / 0", ANY, tr.PluginError),
    "raises for bytes": ("return result", "'\\ufffd' in source.text and 1 / 0; return result if report else 1 / 0", BYTES, tr.PluginError),
    "raises for damaged texts": ("return result", "source.text.index('disclaimer'); return result if report else 1 / 0", DAMAGED, tr.PluginError),
    "gives nothing": ("return result", "return None", ANY, tr.PluginError),
    "gives a report and an error": ("return result", with_diagnostic(severity="'error'"), BACK, "it gives a report and the error TR104: give one of them"),
    "gives neither": ("return result", "return result if report else evolve(result, diagnostics=())", ANY, "it gives neither a report nor an error"),
    "gives fields for a report": ("return result", "return evolve(result, report={})", ANY, "the report is a dict"),
    "refuses what is valid": ("return result", "return evolve(result, report=None, diagnostics=(found(severity='error'),))", BACK, "a written report is refused: TR104"),
    "loses a field": ("return result", "return evolve(result, report=report and report.model_copy(update={'appendices': ()}))", BACK, "appendices reads back as"),
    "loses the last step": ("return result", "return evolve(result, report=report and report.model_copy(update={'background': report.background[:3]}))", BACK, "background reads back as"),
    "has a code that nobody knows": ("return result", with_diagnostic(code="'ZZ1'", severity="'info'"), BACK, "the code 'ZZ1' is not known: enter it"),
    "has a severity that nobody knows": ("return result", with_diagnostic(severity="'fatal'"), BACK, "TR104 has the severity 'fatal'"),
    "has no words for a message": ("return result", with_diagnostic(arguments="{}"), BACK, "TR104 has no message: KeyError"),
    "has no text for a path": ("return result", with_diagnostic(path="('signals', 3)"), BACK, "the path of TR104 is"),
    "has a place behind the end": ("return result", with_diagnostic(span="span(0, 10 ** 6)"), BACK, "TR104 stands at offsets 0 to 1000000 of a text of"),
    "has a place that ends before it begins": ("return result", with_diagnostic(span="span(2, 1)"), BACK, "TR104 stands at offsets 2 to 1"),
    "counts lines from 0": ("return result", with_diagnostic(span="Span(place(0, 0), place(0, 0))"), BACK, "offset 0, which is not line 0, column 1"),
    "counts columns from 0": ("return result", with_diagnostic(span="Span(place(0, 1, 0), place(0))"), BACK, "offset 0, which is not line 1, column 0"),
    "has an edit behind the end": ("return result", with_diagnostic(fix=fixed("span(0, 10 ** 6)")), BACK, "an edit of TR104 stands at offsets 0 to 1000000"),
    "has edits that overlap": ("return result", with_diagnostic(fix=fixed("span(0, 2)", "span(1, 3)")), BACK, "edits of TR104 overlap at 1:2"),
    "has a span of what is no field": ("return result", "return evolve(result, spans=Spans(source, [(['Topic'], [(0, 1)])]))", BACK, "there is a span of 'Topic'"),
    "has a span behind the end": ("return result", "return evolve(result, spans=Spans(source, [(['theme'], [(0, 10 ** 6)])]))", BACK, "the span of 'theme' stands at offsets 0 to 1000000"),
    "counts its calls": ("return result", with_diagnostic(arguments="{'found': next(numbers), 'first': 1}"), TWICE, "is read in another way the second time"),
    "takes defaults for more than that": ("return result", "return evolve(result, report=report and report.model_copy(update={'theme': defaults.get('theme', report.theme)}))", DEFAULTS, "a default stands where the text states another value"),
    "prints": ("return result", "print('reading'); return result", QUIET, "it prints 'reading"),
}  # fmt: skip


class CopyContract(ReaderContract):
    format = "copy"
    examples = 30

    def written(self, report):
        return tr.render(report, "json")


@pytest.mark.parametrize("name", names_of(CopyContract))
def test_a_good_reader_is_not_objected_to(install, capfd, name):
    install("copy", COPY, "COPY", "themereport.readers")
    run(CopyContract, name, capfd)


@pytest.mark.parametrize(
    ("old", "new", "name", "said"), BROKEN_READERS.values(), ids=BROKEN_READERS
)
def test_a_broken_reader_is_caught(install, unshrunk, capfd, old, new, name, said):
    assert old in COPY
    install("copy", COPY.replace(old, new), "COPY", "themereport.readers")
    with refused(said):
        run(CopyContract, name, capfd)


def test_every_test_of_readers_catches_something():
    assert {name for _, _, name, _ in BROKEN_READERS.values()} == set(names_of(CopyContract))


# --- consumers that are broken -----------------------------------------------------------------


def signals_of(document):
    data = json.loads(document)
    if not data.get("schema_version", "1.0").startswith("1."):
        raise ValueError("this is of a version that nobody knows")
    return [signal["text"] for signal in data["signals"]]


def by_key(document, *path):
    value = json.loads(document)
    for step in path:
        value = value[step]
    return signals_of(document)


KINDS = "test_every_kind_of_document_is_taken"
GENERATED = "test_every_generated_document_is_taken"
FUTURE = "test_an_unknown_version_is_refused"
NAMED = "test_the_versions_are_known"
BROKEN_CONSUMERS = {
    "takes 1.0 alone": (lambda it: by_key(it, *("x",) * (json.loads(it).get("schema_version") == "1.1")), KINDS, "1.1, revision alone: KeyError"),
    "wants a stated version": (lambda it: by_key(it, "schema_version"), KINDS, "1.0, the fewest fields: KeyError: 'schema_version'"),
    "wants appendices": (lambda it: by_key(it, "appendices"), KINDS, "KeyError: 'appendices'"),
    "wants two events": (lambda it: by_key(it, "events", 1), KINDS, "the fewest fields: IndexError"),
    "wants a source wherever there are sources": (lambda it: by_key(it, *("sources", 0) if '"sources"' in it else ()), KINDS, "empty-lists-are-not-set of the conformance suite: "),
    "reads keys in their order": (lambda it: signals_of(it[:1] + it[it.index('"schema_version"'):]), KINDS, "its keys turned round: "),
    "knows no other blanks": (lambda it: signals_of(it) if it[0] == "{" else [], KINDS, "with blanks around: its signals are read as"),
    "leaves out a signal": (lambda it: signals_of(it)[:9], KINDS, "its signals are read as"),
    "turns the signals round": (lambda it: signals_of(it)[::-1], KINDS, "its signals are read as"),
    "strips what looks like markup": (lambda it: [text.strip("*#") for text in signals_of(it)], KINDS, "markup from "),
    "knows no character beyond the basic plane": (lambda it: (max(json.loads(it)["overview"]) < "\uffff" or 1 / 0) and signals_of(it), GENERATED, "ZeroDivisionError"),
    "takes what comes": (lambda it: [signal["text"] for signal in json.loads(it)["signals"]], FUTURE, "a document of schema 2.0 is taken: refuse what you cannot know"),
}  # fmt: skip


def consumer(read, *versions):
    class Consumer(ConsumerContract):
        def signals(self, document):
            return read(document)

    Consumer.versions = versions or VERSIONS
    Consumer.examples = 30
    return Consumer


@pytest.mark.parametrize("name", names_of(ConsumerContract))
@pytest.mark.parametrize("versions", [VERSIONS, VERSIONS[:1]])
def test_a_good_consumer_is_not_objected_to(capfd, name, versions):
    run(consumer(signals_of, *versions), name, capfd)


@pytest.mark.parametrize(("read", "name", "said"), BROKEN_CONSUMERS.values(), ids=BROKEN_CONSUMERS)
def test_a_broken_consumer_is_caught(unshrunk, capfd, read, name, said):
    with pytest.raises(AssertionError, match=said):
        run(consumer(read), name, capfd)


def test_a_consumer_of_1_0_need_not_take_1_1(capfd):
    read = BROKEN_CONSUMERS["takes 1.0 alone"][0]
    run(consumer(read, "1.0"), KINDS, capfd)
    run(consumer(read, "1.0"), GENERATED, capfd)


def test_a_consumer_names_versions_that_there_are(capfd):
    with pytest.raises(AssertionError, match=r"there is no version 0\.9: give some of 1.0, 1.1"):
        run(consumer(signals_of, "0.9"), NAMED, capfd)
    nothing = consumer(signals_of)
    nothing.versions = ()
    with pytest.raises(AssertionError, match="no version is named"):
        run(nothing, NAMED, capfd)


def test_a_consumer_must_read_something(capfd):
    class Nothing(ConsumerContract):
        versions = VERSIONS

    for name in (KINDS, GENERATED, FUTURE):
        with pytest.raises(NotImplementedError, match="override signals"):
            run(Nothing, name, capfd)


# --- what they are tried on --------------------------------------------------------------------


@pytest.mark.parametrize("version", VERSIONS)
def test_every_specimen_is_valid(version):
    validator = Draft202012Validator(json_schema(version))
    documents = specimens(version)
    assert len(documents) > 40
    for document in documents.values():
        validator.validate(json.loads(document))
        assert tr.read(document, "json").report is not None


def test_every_field_that_1_1_added_stands_alone_in_a_specimen():
    alone = {name for name in specimens("1.1") if name.endswith(" alone")}
    assert {"sources alone", "signals[0].instruments alone", "risks[0].likelihood alone"} <= alone
    assert len(alone) == 4 + 6 + 4 + 2 + 4 + 3 + 4


def test_the_probes_hold_every_piece_of_markup():
    texts = {signal.text for report in probes() for signal in report.signals}
    assert not [piece for piece in MARKUP if not any(piece.strip() in text for text in texts)]
    assert len([text for text in texts if MARK in text]) > 10


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_an_example_has_every_field_and_no_finding(language):
    report = example_report(language)
    assert report == example_report(language)
    assert (report.language, report.schema_version) == (language, "1.1")
    assert tr.read(tr.render(report)).report == report
    assert tr.check(report) == ()
    plain = example_report(language, evidence=False)
    assert plain.schema_version == "1.0"
    assert [signal.text for signal in plain.signals] == [signal.text for signal in report.signals]


def test_an_example_in_another_language_is_refused():
    with pytest.raises(tr.ConfigError, match="no example in the language 'zh-hans': did you mean"):
        example_report("zh-hans")


@pytest.mark.parametrize(
    ("page", "words", "intruders"),
    [
        ("<p>a&lt;b&amp;lt;</p>", "a<b&lt;", []),
        ("<style>a</style>b<script>c</script>", "b", []),
        ("<x-probe/>a", "a", ["x-probe"]),
        ("<p title='' x-probe=1>a", "a", ["x-probe"]),
        ("a<!-- x-probe -->b<!-- c -->", "ab", ["<!-- x-probe -->"]),
        ("<a><![CDATA[b]]></a>", "b", []),
    ],
)
def test_words_and_intruders_of_a_page_are_seen(page, words, intruders):
    read = HtmlText(page, MARK)
    assert ("".join(read.words), read.intruders) == (words, intruders)


def test_texts_of_json_are_seen_in_order():
    assert json_texts('{"a": ["b", {"c": "d"}, 1, null], "e": "f"}') == ["b", "d", "f"]


def test_blanks_and_invisible_characters_do_not_count():
    assert squeezed("a\u3000 b\n\u200b\u2066c\u2069") == "abc"
