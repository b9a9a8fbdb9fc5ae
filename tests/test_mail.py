"""Mails, as the standard library reads them."""

from __future__ import annotations

import email
from email import policy

import pytest
from browser import ask_browser, in_frames
from canonical import EXAMPLES
from hostile import hostile_reports
from hypothesis import given, settings
from hypothesis import strategies as st
from shown import texts_of
from validators import nu_messages

import themereport as tr
from themereport.document.compose import compose
from themereport.locales.language import LANGUAGES
from themereport.testing import RendererContract, example_report, reports
from themereport.testing.contracts.visible import HtmlText, squeezed


def opened(data):
    return email.message_from_bytes(data, policy=policy.default)


def text_of(data):
    return opened(data).get_body(["plain"]).get_content()


def words_of(data):
    """The words of the HTML that a mail program shows."""
    html = opened(data).get_body(["html"]).get_content()
    return "".join(HtmlText(html.partition("</head>")[2], "x-probe").words)


def rendered(report, **options):
    return tr.render(report, "eml", options=options)


class TestMailAsText(RendererContract):
    format = "eml"
    examples = 20

    def visible_text(self, output):
        return text_of(output)


class TestMailAsHtml(RendererContract):
    format = "eml"
    examples = 20

    def visible_text(self, output):
        return words_of(output)


@pytest.mark.parametrize("part", [text_of, words_of])
def test_both_parts_name_the_makers(part):
    makers = tr.Provenance(authors=("甲（架空）", "乙（架空）"), publisher="<丙>社（架空）")
    report = example_report("ja").model_copy(update={"provenance": makers})
    assert "甲（架空）、乙（架空）、<丙>社（架空）" in part(rendered(report))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("part", [text_of, words_of])
def test_every_text_is_in_both_parts_in_order(path, part):
    report, at = tr.load(path), 0
    shown = squeezed(part(rendered(report)))
    for text in map(squeezed, texts_of(report)):
        found = shown.find(text, at)
        assert found >= 0, text
        at = found


def test_all_of_a_mail_in_arabic_runs_from_right_to_left(tmp_path):
    html = opened(rendered(example_report("ar"))).get_body(["html"]).get_content()
    ways = in_frames(
        700,
        "[...frame.body.querySelectorAll('h1, h2, h3, p, li')]"
        ".map(it => frame.defaultView.getComputedStyle(it).direction)",
    )
    (found,) = ask_browser(tmp_path, [html], ways)
    assert set(found) == {"rtl"}


def test_its_items_are_told_apart_by_what_stands_at_them(tmp_path):
    """Mail programs drop style sheets."""
    html = opened(rendered(example_report())).get_body(["html"]).get_content()
    assert "<style" not in html
    gaps = in_frames(
        700,
        "[...frame.body.querySelectorAll('p, ol > li, ul > li')]"
        ".map(it => parseFloat(frame.defaultView.getComputedStyle(it).marginBottom))",
    )
    (found,) = ask_browser(tmp_path, [html], gaps)
    assert min(found) >= 8


def test_the_headers_are_the_report_s():
    report = example_report("zh-Hans")
    message = opened(rendered(report))
    assert message["Subject"] == compose(report).title
    assert message["Date"].datetime == report.published_at
    assert message["Content-Language"] == "zh-Hans"
    assert set(message.keys()) == {
        "Content-Type", "MIME-Version", "Subject", "Date", "Content-Language",
    }  # fmt: skip


@pytest.mark.parametrize(
    "theme", ["=?utf-8?q?Bcc=3A_a=40b=2Ec?=", "a: b", "x" * 80, "市" * 80, "\u00e9" * 80, "a  b"]
)
def test_no_theme_becomes_more_than_the_subject(theme):
    report = example_report().model_copy(update={"theme": theme})
    message = opened(rendered(report))
    assert message["Subject"] == compose(report).title
    assert "Bcc" not in message


@settings(max_examples=30)
@given(reports(hostile=True))
def test_any_message_can_be_read(report):
    message = opened(rendered(report))
    assert message.defects == []
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert [part.defects for part in message.iter_parts()] == [[], []]


def test_hostile_titles_are_subjects():
    for report in hostile_reports():
        subject = opened(rendered(report))["Subject"]
        assert squeezed(subject) == squeezed(compose(report).title)


def test_lines_end_and_are_as_long_as_mail_has_it():
    data = rendered(example_report("zh-Hans"))
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 78
    assert data.isascii()


def test_addresses_are_headers():
    message = opened(
        rendered(
            example_report(), sender="研究 <desk@example.org>", to="a@example.org, b@example.org"
        )
    )
    assert message["From"].addresses[0].display_name == "研究"
    assert message["From"].addresses[0].addr_spec == "desk@example.org"
    assert [it.addr_spec for it in message["To"].addresses] == ["a@example.org", "b@example.org"]


@pytest.mark.parametrize("address", ["nobody", "a@b@c", "é@example.org", "a b@example.org"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(tr.RenderError, match="'to' cannot be"):
        rendered(example_report(), to=address)


@given(st.sampled_from("\r\n\0\x0b"), st.text(max_size=5))
def test_an_option_has_no_line_end(control, text):
    with pytest.raises(tr.ConfigError, match="'sender'"):
        rendered(example_report(), sender=f"a@example.org{control}{text}Bcc: b@example.org")


@pytest.mark.parametrize("year", ["0001-01-03", "9999-12-29"])
def test_no_date_is_too_early_or_too_late(year):
    fields = example_report().model_dump(mode="json") | {"published_at": f"{year}T00:00:00+00:00"}
    report = tr.ThemeReport.model_validate(fields)
    assert f"{int(year[:4]):04}" in opened(rendered(report)).as_string()


def test_the_nu_checker_finds_nothing(tmp_path):
    pages = [
        opened(rendered(example_report(language))).get_body(["html"]).get_content()
        for language in LANGUAGES
    ]
    assert nu_messages(tmp_path, pages, "--no-langdetect") == []
