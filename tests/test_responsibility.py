"""Responsibility: the data of each profile, the checks that interpret them, and the label."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, datetime, timedelta
from importlib import import_module
from typing import get_args

import pytest
from canonical import EXAMPLES, REPORT, ROOT, is_one_line
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import reports
from test_linear import growth

import themereport as tr
from themereport.cli.main import main
from themereport.diagnostics.catalogue import CATALOGUE
from themereport.rules.example import Example
from themereport.rules.responsibility import profile as home
from themereport.rules.responsibility.place import places
from themereport.rules.responsibility.profile import PROFILES, profiles
from themereport.rules.responsibility.requirement import Asks, Requirement
from themereport.rules.rule import Rule

FOLDER = ROOT / "src" / "themereport" / "rules" / "responsibility"
CODES = [code for code in CATALOGUE if code.startswith("TR6")]
REQUIREMENTS = {asked.code.code: asked for profile in profiles() for asked in profile.requirements}
OF_CODE = pytest.mark.parametrize("code", CODES)
KINDS = [(code, kind) for code in CODES for kind in ("valid", "invalid")]
MODELS = (
    tr.AIGenerated, tr.Driver, tr.ETFImpact, tr.Event, tr.Instrument, tr.Provenance, tr.Risk,
    tr.Section, tr.Signal, tr.Source,
)  # fmt: skip
LABEL = {
    "Label": "1",
    "ContentProducer": "EXAMPLE-SERVICE",
    "ProduceID": "7",
    "ReservedCode1": "",
    "ContentPropagator": "",
    "PropagateID": "",
    "ReservedCode2": "",
}


def found_by(code, report):
    return [found.path for found in tr.check(report, profiles=(), select=[code])]


def codes(report, *names):
    return [found.code for found in tr.check(report, profiles=names)]


def example(**fields):
    return Example(fields).report()


# --- the data ----------------------------------------------------------------------------------


def test_every_code_of_the_family_is_asked_by_one_requirement_of_the_data():
    assert list(REQUIREMENTS) == CODES
    assert [code for code in tr.RULES.names() if code.startswith("TR6")] == CODES
    assert all(tr.RULES.get(code) is REQUIREMENTS[code] for code in CODES)


def test_every_law_has_ten_numbers_of_its_own():
    for number, profile in enumerate(profiles()):
        for asked in profile.requirements:
            assert asked.code.code.startswith(f"TR6{number}")


def test_the_files_are_the_profiles():
    names = {path.stem for path in FOLDER.glob("*.toml")}
    assert names == {*PROFILES, "words"}
    assert tuple(profile.id for profile in profiles()) == PROFILES


@OF_CODE
def test_a_requirement_is_a_rule_of_its_profile_alone(code):
    asked = REQUIREMENTS[code]
    assert isinstance(asked, Requirement) and isinstance(asked, Rule)
    assert asked.code is CATALOGUE[code]
    assert asked.profiles == (asked.profile,)
    assert asked.valid and asked.invalid
    assert all(not example.found for example in asked.valid)
    assert all(example.found for example in asked.invalid)


@pytest.mark.parametrize(("code", "kind"), KINDS)
def test_the_examples_of_a_requirement_hold(code, kind):
    for example in getattr(REQUIREMENTS[code], kind):
        found = tr.check(example.report(), profiles=(), select=[code])
        assert tuple(diagnostic.path for diagnostic in found) == example.found
        for diagnostic in found:
            assert diagnostic.severity == CATALOGUE[code].severity
            assert is_one_line(diagnostic.message)
            assert "{" not in diagnostic.message


@OF_CODE
def test_a_requirement_says_whence_it_is(code):
    asked = REQUIREMENTS[code]
    assert asked.source.name and asked.source.english and asked.article
    assert re.fullmatch(r"https?://[\w.-]+(/\S*)?", asked.source.url)
    assert type(asked.source.in_force) is date
    assert asked.checked.count("`") % 2 == 0


@OF_CODE
def test_a_requirement_has_what_its_question_needs(code):
    asked = REQUIREMENTS[code]
    assert asked.asks in get_args(Asks)
    assert asked.fields
    assert (asked.words is not None) == (asked.asks in {"match", "say"})
    assert bool(asked.others) == (asked.asks in {"among", "equal"})
    assert bool(asked.within) == (asked.said is not None)
    if asked.asks == "equal":
        assert len(asked.fields) == len(asked.others)
        assert not any("[]" in path for path in (*asked.fields, *asked.others))


def owner_of(pattern):
    """The model that the last name in `pattern` is a field of; None for the front matter."""
    model = tr.ThemeReport
    *names, last = pattern.split(".")
    for name in names:
        if name == "front_matter":
            return None
        annotation = str(model.model_fields[name.removesuffix("[]")].annotation)
        assert ("tuple" in annotation) == name.endswith("[]"), pattern
        (model,) = (kind for kind in MODELS if kind.__name__ in re.findall(r"\w+", annotation))
    assert last.removesuffix("[]") in model.model_fields, pattern
    return model


@OF_CODE
def test_the_paths_of_a_requirement_are_those_of_fields(code):
    asked = REQUIREMENTS[code]
    for pattern in (*asked.fields, *asked.others, *asked.within, *asked.when, *asked.unless):
        owner_of(pattern)
    for pattern in asked.fields:
        for name, value in asked.where.items():
            owner = owner_of(pattern)
            assert f"{value!r}" in str(owner.model_fields[name].annotation)


def test_a_key_that_there_is_not_is_an_error():
    table = tomllib.loads((FOLDER / "finra-2241.toml").read_text(encoding="utf-8"))
    table["requirements"][0]["unles"] = []
    with pytest.raises(TypeError, match="unles"):
        home._profile(table, {})


def test_the_home_of_the_entry_points_has_nothing_else():
    with pytest.raises(AttributeError, match="no attribute 'TR699'"):
        home.TR699  # noqa: B018
    with pytest.raises(AttributeError, match="no attribute 'TR501'"):
        home.TR501  # noqa: B018
    assert import_module("themereport.rules.responsibility.profile").TR601 is REQUIREMENTS["TR601"]


def test_a_place_is_found_or_said_to_be_missing():
    report = example(**{"signals[1].claim": "fact"})
    assert [(path, value) for path, value, _ in places(report, "signals[].claim")][:2] == [
        ("signals[0].claim", None),
        ("signals[1].claim", "fact"),
    ]
    assert list(places(report, "provenance.ai_generated.producer")) == [
        ("provenance.ai_generated.producer", None, None)
    ]
    assert list(places(report, "drivers[].signals[]")) == []
    steps = [path for path, _, _ in places(report, "drivers[].steps[]")]
    assert steps == ["drivers[0].steps[0]", "drivers[0].steps[1]"]


# --- when a profile is checked -----------------------------------------------------------------


@OF_CODE
def test_a_report_of_the_day_before_is_not_checked(code):
    asked = REQUIREMENTS[code]
    for case in asked.invalid:
        for days, expected in ((-1, ()), (0, case.found)):
            day = asked.source.in_force + timedelta(days=days)
            moment = datetime.fromisoformat(f"{day}T00:00:00+08:00")
            fields = {**case.fields, "published_at": moment.isoformat()}
            assert tuple(found_by(code, Example(fields).report())) == expected


def test_no_profile_is_checked_by_default():
    report = REQUIREMENTS["TR602"].invalid[0].report()
    assert codes(report, "editorial", "compliance", "security") == []
    assert codes(report, "cn-ai-label") == ["TR602"]


@pytest.mark.parametrize("name", ["cn-ai-label", "eu-ai-act-50"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_nobody_asks_for_a_label_where_nothing_says_that_a_machine_wrote(path, name):
    assert codes(tr.load(path), name) == []


CONFORMING = {
    "cn-ai-label": {
        "disclaimer": "本报告由人工智能生成，不构成投资建议。",
        "provenance": {"ai_generated": {"producer": "EXAMPLE-SERVICE", "content_id": "7"}},
        "front_matter": {"layout": "post", "AIGC": LABEL},
    },
    "eu-ai-act-50": {
        "published_at": "2026-08-02T00:00:00+02:00",
        "disclaimer": "No advice. This text was written by an AI.",
        "provenance": {
            "ai_generated": {},
            "human_reviewed": True,
            "editorial_responsibility": "Example Press",
        },
    },
    "eu-2016-958": {
        "provenance": {
            "publisher": "Example Research",
            "authors": ["A. Example, analyst"],
            "interests": ["None."],
        },
        "sources": [{"id": "s1", "title": "Grid operator's tender"}],
        **{f"signals[{at}].claim": "opinion" for at in range(8)},
        "signals[8].claim": "fact",
        "signals[8].sources": ["s1"],
        "signals[9].claim": "forecast",
        "events[0].claim": "opinion",
        "drivers[0].claim": "forecast",
        "drivers[0].signals": [10],
    },
    "finra-2241": {
        "provenance": {"interests": ["None."]},
        "overview": "We give it a buy rating, with a price target of 12.",
        "appendices": [{"title": "What a buy rating means", "body": "And the price target."}],
    },
    "cn-research": {
        "language": "zh-Hans",
        "provenance": {"publisher": "示例证券", "authors": ["示例甲 S0000000000001"]},
        "disclaimer": "示例证券具备证券投资咨询业务资格。本证券研究报告不构成投资建议，风险自担。",
        "sources": [{"id": "s1", "title": "示例招标公告"}],
    },
}


@pytest.mark.parametrize("name", PROFILES)
def test_a_report_can_conform_to_every_requirement_of_a_profile(name):
    assert codes(Example(CONFORMING[name]).report(), name) == []


@given(reports(), st.sampled_from(PROFILES))
@settings(max_examples=150)
def test_any_report_can_be_checked_and_reads_back_with_the_same_findings(report, name):
    found = tr.check(report, profiles=[name])
    for diagnostic in found:
        assert REQUIREMENTS[diagnostic.code].profile == name
        assert is_one_line(diagnostic.message)
    again = tr.read(tr.render(report, "jekyll")).report
    assert tr.check(again, profiles=[name]) == found


# --- the label of a machine --------------------------------------------------------------------

AI_WRITTEN = """
本报告由人工智能生成 | 本摘要由AI辅助撰写，仅供参考。 | 以上内容由大语言模型自动生成，不构成投资建议。
内容由AI生成 | 不构成投资建议（由AI生成）。 | AI生成，仅供参考 | 本文使用大模型生成 | 本報告由人工智慧撰寫。
仅供参考。本研报部分内容借助AI技术合成。 | 本报告为人工智能生成合成内容
This report was written by AI. | The digest is generated with a large language model.
No advice; this summary has been automatically produced using artificial intelligence.
AI-generated. Not investment advice. | Not advice. An AI-generated summary. | Generated by an LLM
Not advice (generated with AI). | This content was partly drafted by an AI model and reviewed.
本レポートは人工知能によって生成されました。 | 本資料はAIが作成したものです。 | 投資助言ではありません（AIによる生成）。
この記事は生成AIを用いて執筆されています。 | 이 보고서는 인공지능이 작성했습니다. | 본 자료는 AI를 활용해 생성되었습니다.
투자 권유가 아닙니다. AI 생성 콘텐츠. | Dieser Bericht wurde von einer KI erstellt. | KI-generierter Text. Keine Beratung.
Die Zusammenfassung ist vollständig mit Hilfe künstlicher Intelligenz verfasst. | Der Text wurde durch ein Sprachmodell generiert.
Ce rapport a été généré par une intelligence artificielle. | Cette synthèse est rédigée à l’aide d’une IA et relue.
Aucun conseil (généré par IA). | Este informe ha sido elaborado con ayuda de inteligencia artificial.
Este resumen fue redactado parcialmente por una IA. | Contenido generado por IA. | تم إنشاء هذا التقرير بواسطة الذكاء الاصطناعي.
أُعد هذا الملخص بمساعدة الذكاء الاصطناعي. | محتوى مولد بالذكاء الاصطناعي، وليس نصيحة.
"""
NOT_AI_WRITTEN = """
本报告并非由人工智能生成 | 本报告未使用AI撰写 | 本报告不是大模型生成的 | 平台要求标注AI生成内容
人工智能生成内容需求增长，不构成投资建议 | AI生成视频的成本下降。 | 本报告关注人工智能产业。
大模型生成能力提升。 | 本报告由分析师撰写，涉及AI，不含生成内容 | 这些公司用AI生成广告
本报告关注机器视觉与内容合成。 | 本报告覆盖人工智能内容生成产业 | 该报告认为AI将创作更多内容
The report is written with a focus on AI. | This text was produced by companies that sell AI.
This report was not written by AI. | The report is written by our analysts, not by AI.
This report covers AI-generated video. | AI-generated content grows. | Generated by analysts.
Images generated by AI flood platforms; the report is human. | This report is never written by AI.
The text was reviewed by people who cover artificial intelligence.
本レポートはAIが生成したものではありません。 | 本レポートはAIが生成する動画の市場を扱う。 | AIによる生成コンテンツの需要が増える。 | 本資料は人工知能の産業を扱い、アナリストが作成した。
이 보고서는 AI가 생성한 것이 아닙니다. | 이 보고서는 AI로 생성하지 않았습니다. | AI 생성 영상의 수요가 늘었다.
Dieser Bericht wurde nicht von einer KI erstellt. | KI-generierte Videos werden billiger. | Der Bericht wurde von Analysten verfasst, die KI beobachten.
Ce rapport n’a pas été généré par une IA. | Les contenus générés par IA progressent. | Ce rapport est rédigé par des analystes et porte sur l’IA.
Este informe no ha sido elaborado por una IA. | El contenido generado por IA crece. | Este informe fue redactado por analistas.
لم يتم إنشاء هذا التقرير بواسطة الذكاء الاصطناعي. | يغطي هذا التقرير قطاع الذكاء الاصطناعي. | المحتوى المولد بالذكاء الاصطناعي ينمو.
"""


def listed(table):
    return [text.strip() for text in re.split(r"[|\n]", table) if text.strip()]


@pytest.mark.parametrize("text", listed(AI_WRITTEN))
@pytest.mark.parametrize("field", ["disclaimer", "overview"])
def test_words_that_say_that_a_machine_wrote_need_the_field(field, text):
    report = example(**{field: text})
    assert found_by("TR601", report) == [field]
    labelled = report.model_copy(update={"provenance": {"ai_generated": {}}})
    assert found_by("TR601", labelled) == []


@pytest.mark.parametrize("text", listed(NOT_AI_WRITTEN))
@pytest.mark.parametrize("field", ["disclaimer", "overview"])
def test_words_on_machines_or_against_them_need_nothing(field, text):
    assert found_by("TR601", example(**{field: text})) == []


@pytest.mark.parametrize(
    ("provenance", "expected"),
    [
        ({"human_reviewed": True}, ["TR611"]),
        ({"human_reviewed": False, "editorial_responsibility": "Example Press"}, ["TR611"]),
        ({"human_reviewed": True, "editorial_responsibility": "Example Press"}, []),
        ({"ai_generated": {}, "human_reviewed": False}, []),
        ({"ai_generated": {}, "human_reviewed": True}, ["TR613"]),
        ({"ai_generated": {}, "editorial_responsibility": "Example Press"}, ["TR612"]),
    ],
)
def test_the_exemption_of_the_ai_act_needs_review_and_responsibility(provenance, expected):
    report = example(
        published_at="2026-09-01T08:00:00+02:00",
        disclaimer="No advice. Generated by AI.",
        provenance=provenance,
    )
    assert codes(report, "eu-ai-act-50") == expected


@pytest.mark.parametrize("value", ["text", True, 7, ["Label"], {}, {"label": "1"}])
def test_a_label_in_the_front_matter_that_is_no_label_is_found_whole(value):
    report = example(provenance={"ai_generated": {}}, front_matter={"AIGC": value})
    assert found_by("TR605", report) == [f"front_matter.AIGC.{key}" for key in LABEL]


@pytest.mark.parametrize("value", [1, "", "4", "１", "1 ", None, ["1"], {"a": "b" * 1000}])
def test_a_value_of_the_label_that_the_standard_does_not_know_is_found(value):
    report = example(front_matter={"AIGC": {**LABEL, "Label": value}})
    paths = found_by("TR605" if value is None else "TR606", report)
    assert paths == ["front_matter.AIGC.Label"]


# --- research ----------------------------------------------------------------------------------

RATINGS = """
We reiterate our Buy rating. | It was upgraded to overweight. | rated “neutral” by us | 维持“买入”评级
首次覆盖给予增持评级。 | 评级上调为买入 | 投資評級：買入
"""
NO_RATINGS = """
Households buy more. | Credit ratings fell. | They hold cash. | 机构买入股票 | 信用评级下调 | neutral policy rates
The market is overweight in technology.
"""
TARGETS = "Our price target is 12. | a target price of 3 | 目标价上调至12元 | 目標價30元"
NOTICES = """
市场有风险，投资需谨慎 | 投资者应注意风险 | 风险提示：政策变化 | 风险自担 | 股市存在较大风险 | 请谨慎使用 投资应审慎
據此操作，風險自負 | 使用本报告的风险由读者承担风险
"""
NO_NOTICES = "本报告不构成投资建议 | 无风险利率上行 | 风险与收益 | 投资没有说明"


@pytest.mark.parametrize("text", listed(RATINGS))
@pytest.mark.parametrize("field", ["overview", "signals[3].text", "impacts[0].analysis"])
def test_a_rating_needs_an_appendix_that_speaks_of_it(field, text):
    assert found_by("TR633", example(**{field: text})) == [field]


@pytest.mark.parametrize("text", listed(NO_RATINGS))
def test_other_words_are_no_rating(text):
    assert found_by("TR633", example(overview=text)) == []


@pytest.mark.parametrize("text", listed(TARGETS))
def test_a_price_target_needs_an_appendix_that_speaks_of_it(text):
    report = example(**{"drivers[0].steps[1]": text})
    assert found_by("TR634", report) == ["drivers[0].steps[1]"]


@pytest.mark.parametrize("text", listed(NOTICES))
def test_a_notice_of_risk_is_one(text):
    assert found_by("TR646", example(disclaimer=text, language="zh-Hans")) == []


@pytest.mark.parametrize("text", listed(NO_NOTICES))
def test_what_gives_no_notice_of_risk_is_none(text):
    assert found_by("TR646", example(disclaimer=text, language="zh-Hans")) == ["disclaimer"]


@pytest.mark.parametrize("language", ["ja", "ko", "de", "fr", "es", "ar", "pt"])
@pytest.mark.parametrize("name", PROFILES)
def test_words_that_are_not_known_in_a_language_are_not_asked_for(name, language):
    report = example(language=language, overview="rated “buy”, with a price target of 12")
    asked = {found.code for found in tr.check(report, profiles=[name])}
    assert not {code for code in asked if REQUIREMENTS[code].asks == "say"}


@pytest.mark.parametrize(
    "text", ["已获证券投资咨询业务许可", "證券投資諮詢業務資格", "持有经营证券期货业务许可证"]
)
def test_a_licence_may_be_called_by_its_names(text):
    assert found_by("TR642", example(disclaimer=text, language="zh-Hant")) == []
    assert found_by("TR642", example(provenance={"publisher": f"示例证券（{text}）"})) == []


@pytest.mark.parametrize(
    "piece",
    [
        "本报告由", "本报告 AI", "this report was ", "the text is a b ", "generated by ", "投资 有",
        "评级", "rated ", "buy ", "1", "a", "由AI", "（由", ". ", "证券投资咨询",
    ],
)  # fmt: skip
def test_checking_takes_linear_time(piece):
    def make(size):
        text = (piece * (size // 10 // len(piece) + 1)).strip()
        signals = {f"signals[{at}].text": f"{at}{text}" for at in range(10)}
        others = dict.fromkeys(("overview", "disclaimer", "impacts[0].analysis"), text)
        provenance = {"authors": [text], "ai_generated": {"producer": text}}
        moment = "2026-09-01T08:00:00+02:00"
        return example(**signals, **others, provenance=provenance, published_at=moment)

    assert growth(make, lambda report: tr.check(report, profiles=PROFILES)) < 3


# --- the command line --------------------------------------------------------------------------


def test_the_command_checks_a_profile_and_shows_the_place(tmp_path, capsys):
    provenance = {"ai_generated": {"producer": "EXAMPLE-SERVICE"}}
    path = tmp_path / "report.md"
    tr.write(REPORT.model_copy(update={"provenance": provenance}), path)
    assert main(["check", "--no-config", "--profile", "cn-ai-label", str(path)]) == 1
    out, _ = capsys.readouterr()
    assert re.match(rf"{re.escape(str(path))}:\d+:\d+: error: TR603 ", out)


def test_explain_shows_the_source_and_since_when(capsys):
    assert main(["explain", "TR601"]) == 0
    out = capsys.readouterr().out
    assert "人工智能生成合成内容标识办法" in out
    assert "https://www.cac.gov.cn/" in out
    assert "In force since 2025-09-01" in out
    assert "Profiles: cn-ai-label" in out


def test_explain_gives_the_source_to_programs(capsys):
    assert main(["explain", "--json", "TR623", "TR501"]) == 0
    law, rule = json.loads(capsys.readouterr().out)["codes"]
    assert law["source"] == {
        "name": "Commission Delegated Regulation (EU) 2016/958",
        "english": "Objective presentation of investment recommendations, and disclosure of interests",
        "article": "article 3(1)(a) and (d)",
        "url": "http://data.europa.eu/eli/reg_del/2016/958/oj",
        "in_force": "2016-07-03",
    }
    assert "never truth" in law["reasoning"]
    assert rule["source"] is None
