"""Messages for chats: whole where they fit, and cut by one rule where they do not."""

from __future__ import annotations

import html
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

import themereport as tr
from themereport.document.compose import compose
from themereport.document.moment import published_line
from themereport.locales.labels import labels_for
from themereport.locales.language import LANGUAGES
from themereport.renderers.chat import JOINER
from themereport.renderers.feishu import FeishuRenderer
from themereport.renderers.slack import SlackRenderer
from themereport.renderers.telegram import TelegramRenderer
from themereport.renderers.wecom import BACKTICK, WecomRenderer
from themereport.testing import RendererContract, example_report, reports
from themereport.testing.contracts.visible import squeezed

FORMATS = ("feishu", "slack", "telegram", "wecom")
LIMITS = {"feishu": 20_000, "slack": 12_000, "telegram": 4096, "wecom": 4096}


def texts_of(format, message):
    """What people see of a message, in order, as each chat's own syntax says."""
    told = json.loads(message)
    if format == "slack":
        for block in told["blocks"]:
            if block["type"] != "divider":
                words = re.sub(r"<(?:http[^|>]*)\|([^>]*)>", r"\1", block["text"]["text"])
                yield html.unescape(words)
    elif format == "telegram":
        yield html.unescape(re.sub(r"<[^>]*>", "", told["text"]))
    elif format == "wecom":
        content = told["markdown"]["content"]
        content = re.sub(r"^(?:#{1,2}|>) ", "", content, flags=re.MULTILINE)
        yield content.replace("**", "").replace(BACKTICK, "`")
    else:
        yield told["card"]["header"]["title"]["content"]
        for element in told["card"]["body"]["elements"]:
            if element["tag"] != "hr":
                yield element["text"]["content"] if "text" in element else element["content"]


def shown(format, message):
    return squeezed("\n".join(texts_of(format, message)).replace(JOINER, ""))


class ChatContract(RendererContract):
    """The contract, with room for whatever is drawn."""

    examples = 15
    roomy: tr.Renderer

    @property
    def renderer(self):
        return self.roomy

    def visible_text(self, output):
        return "\n".join(texts_of(self.format, output)).replace(JOINER, "")


class TestFeishu(ChatContract):
    format = "feishu"
    roomy = FeishuRenderer(limit=10**9)


class TestTelegram(ChatContract):
    format = "telegram"
    roomy = TelegramRenderer(limit=10**9)


class TestWecom(ChatContract):
    format = "wecom"
    roomy = WecomRenderer(limit=10**9)

    def visible_text(self, output):
        # Two stars that are a text's own have a joiner between them.
        return "\n".join(texts_of(self.format, output)).replace(JOINER, "")


class TestSlack(ChatContract):
    format = "slack"
    roomy = SlackRenderer(limit=10**9)


def long_report(language="en", **changes):
    """A report that is longer than any message may be."""
    report = example_report(language)
    impacts = tuple(
        report.impacts[0].model_copy(
            update={"target": f"Target {at}", "analysis": (f"Analysis {at}. " * 40).strip()}
        )
        for at in range(60)
    )
    return report.model_copy(update={"impacts": impacts, **changes})


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_is_sent_whole(format, language):
    report = example_report(language)
    seen = shown(format, tr.render(report, format))
    for words in (report.overview, report.signals[9].text, report.risks[-1].description):
        if format == "wecom" and language != "en":
            continue
        assert squeezed(words) in seen


@pytest.mark.parametrize("format", FORMATS)
def test_a_message_says_first_what_it_is_and_of_when(format):
    report = example_report()
    first, second = "\n".join(texts_of(format, tr.render(report, format))).split("\n")[:2]
    assert report.theme in first
    assert second == published_line(compose(report))


@pytest.mark.parametrize("format", FORMATS)
def test_a_message_names_the_makers(format):
    makers = tr.Provenance(authors=("甲（虚构）", "乙（虚构）"), publisher="丙社（虚构）")
    report = example_report("zh-Hans").model_copy(update={"provenance": makers})
    assert "甲（虚构），乙（虚构），丙社（虚构）" in shown(format, tr.render(report, format))


@pytest.mark.parametrize("format", FORMATS)
def test_a_long_report_is_cut_from_its_end_and_says_so(format):
    report = long_report()
    seen = shown(format, tr.render(report, format))
    assert squeezed(report.overview) in seen
    assert squeezed("Shortened to fit: the whole report says more.") in seen
    assert squeezed("Analysis 59") not in seen


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_cut_is_neither_title_nor_date_nor_label_nor_disclaimer(format, language):
    report = long_report(language, disclaimer="No advice. " * 30 + "The end.")
    seen = shown(format, tr.render(report, format))
    assert squeezed(report.theme) in seen
    assert squeezed(published_line(compose(report))) in seen
    assert squeezed(report.disclaimer) in seen
    assert squeezed(labels_for(language).notice) in seen


@pytest.mark.parametrize("format", FORMATS)
def test_a_cut_message_links_to_the_whole_one(format):
    url = "https://example.org/reports/1.html?a=b&c=d"
    message = tr.render(long_report(), format, options={"url": url})
    assert url in html.unescape(json.dumps(json.loads(message)))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a b", "https://x/<b>", "ftp://x"])
def test_an_address_that_could_be_more_is_refused(format, url):
    with pytest.raises(tr.ConfigError, match="'url'"):
        tr.render(example_report(), format, options={"url": url})


@pytest.mark.parametrize("format", FORMATS)
def test_a_disclaimer_without_room_is_refused_and_never_cut(format):
    report = example_report().model_copy(update={"disclaimer": "No advice." * 2000})
    with pytest.raises(tr.RenderError, match="shorten the disclaimer"):
        tr.render(report, format)


def size_of(format, message):
    """As each platform counts: see the docstrings of the renderers."""
    told = json.loads(message)
    if format == "slack":
        blocks = json.dumps(told["blocks"], ensure_ascii=False, separators=(",", ":"))
        return len(blocks.encode("utf-16-le")) // 2
    if format == "telegram":
        (text,) = texts_of(format, message)
        return len(text.encode("utf-16-le")) // 2
    if format == "wecom":
        return len(told["markdown"]["content"].encode())
    return len(message.encode())


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=15)
@given(report=reports(hostile=True), times=st.integers(1, 40))
def test_no_message_is_longer_than_its_platform_takes(format, report, times):
    impacts = tuple(
        impact.model_copy(update={"target": f"{impact.target} {at}"})
        for at in range(times)
        for impact in report.impacts
    )
    short = report.model_copy(update={"impacts": impacts, "disclaimer": "No advice."})
    message = tr.render(short, format)
    assert size_of(format, message) <= LIMITS[format]


@settings(max_examples=25)
@given(reports(hostile=True))
def test_slacks_own_library_takes_every_block(report):
    message = json.loads(tr.render(report, "slack"))
    assert len(message["blocks"]) <= 50
    for block in Block.parse_all(message["blocks"]):
        block.validate_json()


CALLS = "<!channel> <@U1> @all @everyone /start #tag $AAPL [x](https://e.org) **b** `c` *d* _e_ ~f~"


def test_slack_calls_nobody():
    report = example_report().model_copy(update={"overview": CALLS})
    message = json.loads(tr.render(report, "slack"))
    assert all(b["text"]["type"] == "plain_text" for b in message["blocks"] if "text" in b)
    assert "<!channel>" not in json.dumps(message)
    assert squeezed(CALLS) in shown("slack", json.dumps(message))


def test_telegram_calls_nobody():
    report = example_report().model_copy(update={"overview": CALLS})
    (text,) = (json.loads(tr.render(report, "telegram"))["text"],)
    assert not re.search(r"[@/#$]\w", re.sub(r"https?://\S+|</?\w+>", "", text))
    assert set(re.findall(r"</?(\w+)", text)) <= {"b", "i", "a"}


def test_wecom_shows_what_would_be_markup():
    report = example_report().model_copy(update={"overview": CALLS})
    content = json.loads(tr.render(report, "wecom"))["markdown"]["content"]
    assert "](" not in content and "`" not in content and "<@" not in content
    assert "**b**" not in content


def test_feishu_has_plain_text_alone():
    report = example_report().model_copy(update={"overview": "<at id=all></at> **b**"})
    card = json.loads(tr.render(report, "feishu"))["card"]
    tags = {element["text"]["tag"] for element in card["body"]["elements"] if "text" in element}
    assert tags == {"plain_text"}
