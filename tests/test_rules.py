"""Rules: each by its own examples, then how they are chosen, configured and added."""

from __future__ import annotations

import inspect
import itertools
import json
import re
import sys
import tomllib
import unicodedata
from importlib.resources import files
from types import SimpleNamespace

import pytest
from canonical import DRIFTED, EXAMPLE, EXAMPLES, REPORT, TEXT, is_one_line, replaced
from hostile import CORPORA
from hypothesis import given, settings
from strategies import reports
from test_linear import growth

import themereport as tr
from themereport.cli.main import main
from themereport.diagnostics.catalogue import CATALOGUE, Code, enter
from themereport.locales.language import LANGUAGES
from themereport.rules.empty_disclaimer import EmptyDisclaimer
from themereport.rules.example import Example
from themereport.rules.field import texts
from themereport.rules.placeholder import is_placeholder
from themereport.rules.promise import promises
from themereport.rules.repeated_signal import SIMILAR, similarity
from themereport.rules.rule import Rule

CODES = [code for code in CATALOGUE if code.startswith("TR5")]
PROFILES = ("compliance", "editorial", "security")
EXAMPLES_OF_RULES = [
    pytest.param(code, example, id=f"{code}-{kind}-{at}")
    for code in CODES
    for kind in ("valid", "invalid")
    for at, example in enumerate(getattr(tr.RULES.get(code), kind))
]
ORDINARY = Example({}).report()


def codes(found):
    return [diagnostic.code for diagnostic in found]


def check_all(report, **options):
    return tr.check(report, profiles=PROFILES, **options)


# --- each rule ---------------------------------------------------------------------------------


def test_every_code_of_the_family_has_its_rule():
    assert [name for name in tr.RULES.names() if name.startswith("TR5")] == CODES


@pytest.mark.parametrize("code", CODES)
def test_every_rule_is_one_class_in_one_file_with_its_reasoning(code):
    rule = tr.RULES.get(code)
    assert isinstance(rule, Rule)
    assert rule.code is CATALOGUE[code]
    assert set(rule.profiles) <= set(PROFILES)
    assert len(inspect.getdoc(type(rule)).split("\n")) > 3
    module = sys.modules[type(rule).__module__]
    assert module.__doc__.startswith(f"{code}: ")
    assert rule.valid and rule.invalid
    assert all(not example.found for example in rule.valid)
    assert all(example.found for example in rule.invalid)


@pytest.mark.parametrize(("code", "example"), EXAMPLES_OF_RULES)
def test_the_examples_of_every_rule_hold(code, example):
    report = example.report()
    found = tr.check(report, profiles=(), select=[code], filename=example.filename)
    assert tuple(diagnostic.path for diagnostic in found) == example.found
    for diagnostic in found:
        assert diagnostic.code == code
        assert diagnostic.severity == CATALOGUE[code].severity
        assert diagnostic.span is None
        assert is_one_line(diagnostic.message)
        assert "{" not in diagnostic.message


def test_the_ordinary_report_is_clean():
    assert check_all(ORDINARY, filename=ORDINARY.filename) == ()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_example_files_are_clean(path):
    assert check_all(tr.load(path), filename=path) == ()


def test_the_drifted_example_is_clean():
    assert check_all(tr.load(DRIFTED), filename=DRIFTED) == ()


def test_the_specimen_lacks_one_full_stop():
    path = CORPORA.parent / "samples" / "2025-11-04-theme_research_云计算_2025-11-04.md"
    if not path.exists():
        pytest.skip("the specimen is not there")
    (found,) = check_all(tr.load(path), filename=path)
    assert (found.code, found.path) == ("TR502", "signals[9].text")


SAME = [
    (
        "金山办公股价连续上涨，反映市场对国产办公软件信心的增强。",
        "金山办公的股价连续上涨，反映出市场对国产办公软件的信心增强。",
    ),
    (
        "金山办公股价连续上涨，反映市场对国产办公软件信心的增强。",
        "市场对国产办公软件信心增强，金山办公股价连续上涨。",
    ),
    (
        "亚马逊与OpenAI达成380亿美元算力供应协议，标志着AI对云计算基础设施的巨大需求。",
        "OpenAI与亚马逊达成380亿美元的算力协议，标志AI对云计算基础设施有巨大需求。",
    ),
    (
        "市场对AI是否存在泡沫存在争议，投资者需警惕潜在风险。",
        "AI是否存在泡沫，市场仍有争议，投资者需要警惕潜在的风险。",
    ),
    (
        "航空級電芯能量密度達到每公斤320瓦時，續航里程可望提升兩成。",
        "航空級電芯的能量密度達每公斤320瓦時，續航里程有望提升兩成。",
    ),
    (
        "A county board defers water permits, and closed-loop designs gain an advantage.",
        "Closed-loop designs gain an advantage as a county board defers water permits.",
    ),
    (
        "Insurers publish the first premium schedule for liquid-cooled halls.",
        "The first premium schedule for liquid-cooled halls was published by insurers.",
    ),
    ("ＡＩ算力需求持续增长！", "AI算力需求持续增长。"),
]
DIFFERENT = [
    ("英伟达股价上涨，市场情绪乐观。", "英特尔股价上涨，市场情绪乐观。"),
    ("英伟达股价上涨，市场情绪乐观。", "英伟达股价下跌，市场情绪悲观。"),
    ("上海市出台支持低空经济发展的政策。", "深圳市出台支持低空经济发展的政策。"),
    ("美联储宣布降息25个基点。", "欧洲央行宣布降息25个基点。"),
    ("A公司营收同比增长5%，超出市场预期。", "A公司营收同比增长8%，超出市场预期。"),
    (
        "碳酸锂库存连续六周上升，上游减产的效果尚未显现。",
        "碳酸锂库存连续六周下降，上游减产的效果开始显现。",
    ),
    (
        "Alpha raises its full-year outlook on cloud demand.",
        "Beta raises its full-year outlook on cloud demand.",
    ),
    (
        "Revenue of the division rose by 5% in March.",
        "Revenue of the division rose by 9% in March.",
    ),
    ("ارتفعت أسعار النفط بعد قرار أوبك خفض الإنتاج", "تراجعت أسهم التكنولوجيا وسط مخاوف من التضخم"),
    ("सरकार ने नई ऊर्जा नीति की घोषणा की है", "बैंकों ने ब्याज दरों में कटौती शुरू कर दी"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_signal_in_other_words_is_the_same(one, other):
    assert similarity(one, other) >= SIMILAR
    assert similarity(other, one) == similarity(one, other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_a_signal_of_the_same_pattern_may_be_another(one, other):
    assert similarity(one, other) < SIMILAR
    assert similarity(other, one) == similarity(one, other)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_signals_of_the_examples_are_far_apart(path):
    pairs = itertools.combinations(tr.load(path).signals, 2)
    assert max(similarity(one.text, other.text) for one, other in pairs) < 0.5


@pytest.mark.parametrize("text", ["!", "涨", "x y", "👍", "- - -"])
def test_short_signals_are_the_same_only_if_they_are_equal(text):
    report = Example({"signals[0].text": text, "signals[1].text": text}).report()
    (found,) = tr.check(report, profiles=(), select=["TR501"])
    assert found.path == "signals[1].text"
    report = Example({"signals[0].text": text, "signals[1].text": f"{text} z"}).report()
    assert tr.check(report, profiles=(), select=["TR501"]) == ()


PROMISES = """
这是稳赚不赔的好机会 | 保证收益不低于5% | 承诺保本保息 | 本金零损失，年化8% | 买入必涨
该股一定会涨 | 股价必将大涨 | 零风险高收益 | 毫无风险 | 跟着我包赚 | 躺赚一年 | 一年必翻倍
本报告不构成任何投资建议，稳赚不赔 | 不仅保本，还能翻倍 | 无需担心，保本 | 无疑是零风险的选择
非常适合的无风险投资 | 未来必涨 | 保障本金无忧 | 百分百盈利 | 100%获利 | 没有任何风险
穩賺不賠 | 保證獲利 | 絕無風險 | 低風險高收益 | 稳\u200b赚\u2060不赔 | １００％获利 | 稳赚不赔、保本
guaranteed returns of 20% | We guarantee you a 10% annual return | Returns are guaranteed.
This is a risk-free investment | A riskless trade | zero-risk strategy | You can’t lose
This trade cannot lose. | The fund can't lose its capital | You cannot lose your money
You cannot lose money | Double your money in a year | 100% safe | a sure-fire winner
Not only guaranteed profits but more | No doubt: guaranteed profit | GUARANTEED  PROFITS
the stock is guaranteed to rise | This is not advice, but you get guaranteed returns
no question a risk free bet | It will certainly rise | ｒｉｓｋ－ｆｒｅｅ profit
保证年化收益8%以上 | 我们保证您的本金安全 | 绝无亏损可能 | 年化收益率承诺不低于6% | 承诺年化收益率不低于6%
本金不会损失 | 绝对安全的投资品种 | 万无一失的投资 | 无任何风险 | 到期必还 | 保證你的本金
Returns are assured. | Profits are certain. | We promise returns of 8% a year | No risk at all, only upside
We guarantee that investors will not lose money | A no-lose bet
"""
NO_PROMISES = """
不保证收益 | 本报告不构成任何收益保证 | 不承诺保本，不保证最低收益 | 没有稳赚不赔的投资
不存在零风险的投资 | 世上没有零风险的产品 | 任何承诺保本的理财都不可信 | 警惕“稳赚不赔”的骗局
谨防所谓无风险套利陷阱 | 打破刚兑，不再承诺保本 | 监管严禁承诺收益 | 无风险利率上行
无风险收益率下降 | 高于无风险回报率 | 国债零风险权重 | 环保本身有成本 | 确保本季度交付
担保本金的偿还 | 医保本地化 | 保本点在200万元 | 保本微利原则 | 势必涨价 | 未必涨 | 有无风险尚待观察
没有风险意识的投资者 | 面包涨价 | 钱包涨了 | 原材料必涨价 | 必须保证盈利能力的稳定 | 确保盈利质量
保证收益率曲线平稳 | 保险收益 | 担保收益权转让 | 并不意味着零风险 | 难以保证收益 | 不能保证盈利
电站收益有保障性收购支撑 | 投资有风险，收益不保证 | 不保證收益 | 不構成任何收益保證 | 無風險利率
no guaranteed return | There are no guaranteed returns | We do not guarantee any returns
Returns are not guaranteed. | nothing guarantees profits | the risk-free rate rose
risk-free assets | the riskless interest rate | zero-risk weighting | no investment is risk-free
isn’t risk free | Guaranteed returns do not exist | promises of guaranteed returns are illegal
The SEC warned of guaranteed profits | investors can’t lose sight of valuation
Who buys a call: you cannot lose more than the premium | The fund cannot lose its licence
beware of risk-free profits | be wary of guaranteed profits | sceptical of risk-free returns
Past performance is no guarantee of future returns
Past performance does not guarantee future results | cannot guarantee a profit
non-guaranteed returns | never risk free | state-guaranteed loans | asterisk-free returns
保本型理财产品退出市场 | 承诺保本的平台被查 | 本产品不承诺年化收益 | 不能保证您的本金 | 环保年收益提升 | 业绩承诺达成
目前无任何风险迹象 | 没有绝对安全的资产 | 确保供电万无一失 | 本金可能损失 | 绝非亏损 | 保险资金安全
The regulator fined a broker for promising guaranteed returns | Profits are certain to fall
Investors who were promised guaranteed profits sue the firm | We promise no returns
Deposits pose no risk at all to the bank | It does not guarantee that investors will not lose
"""


def listed(table):
    return [text.strip() for text in re.split(r"[|\n]", table) if text.strip()]


@pytest.mark.parametrize("text", listed(PROMISES))
def test_promises_are_found(text):
    assert list(promises(text))


@pytest.mark.parametrize("text", listed(NO_PROMISES))
def test_what_is_denied_or_means_something_else_is_no_promise(text):
    assert list(promises(text)) == []


def test_a_promise_is_named_once_and_long_lists_are_cut():
    text = "稳赚不赔，稳赚不赔，必涨，包赚，保本，零风险，躺赚，一夜暴富。"
    (found,) = tr.check(Example({"overview": text}).report(), profiles=(), select=["TR507"])
    assert found.message.count("稳赚不赔") == 1
    assert "一夜暴富" not in found.message
    assert "…" in found.message


def test_no_line_of_the_reports_of_others_is_a_promise():
    if not CORPORA.exists():
        pytest.skip("the corpora are not there")
    for path in (CORPORA / "reports").glob("*.md"):
        assert [*promises(path.read_text(encoding="utf-8"))] == []


DISCLAIMERS = """
本报告仅供参考，不构成投资建议 | 以上内容仅供学习交流 | 据此操作，风险自担 | 本報告內容僅供參考
文中观点不作为买卖依据 | 本公司概不负责 | 對任何損失不承擔責任 | Not financial advice.
Do your own research. | This report is for informational purposes only | We shall not be liable
The author accepts no responsibility | Nothing herein shall be construed as an offer
Opinions are our own; invest at your own risk | 投資は自己責任で | 당사는 책임을 지지 않습니다
本資料は投資勧誘を目的としたものではありません | 투자 판단의 책임은 본인에게 있습니다
For information only. | For general information only | 仅为信息交流之用 | 投资者须自行判断并承担风险
"""
NO_DISCLAIMERS = """
投资有风险，入市需谨慎 | 感谢您的阅读 | 本报告由人工智能生成 | 免责条款 | Disclaimer | Thank you
All rights reserved. | We advise you to buy. | Past performance is not indicative of the future.
Not only investment advice but trading signals | Information only for members
"""


@pytest.mark.parametrize("text", listed(DISCLAIMERS))
def test_what_disclaims_is_a_disclaimer(text):
    report = Example({"disclaimer": text}).report()
    assert list(EmptyDisclaimer().check(report, filename=None)) == []


@pytest.mark.parametrize("text", listed(NO_DISCLAIMERS))
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en-GB", "ja", "ko"])
def test_what_does_not_disclaim_is_none(text, language):
    report = Example({"disclaimer": text, "language": language}).report()
    assert [found.path for found in EmptyDisclaimer().check(report, filename=None)] == [
        "disclaimer"
    ]


PLACEHOLDERS = """
N/A | n/a | N/A. | NA | TBD | tbd! | T.B.D. | None | TODO | XXX | [placeholder] | <TBD> | *TBC* | ...
…… | …… …… | --- | — | ？？？ | （暂无） | 暂无 | 无 | 无。 | 【待补充】 | 待补充…… | 同上 | 暂无 数据 | 暫無資料
なし | 特になし。 | 「該当なし」 | 해당 없음 | 해당없음 | (추후 업데이트) | k. A. | k.A. | Keine Angaben | entfällt
n/d | n. d. | Sans objet | À COMPLÉTER | s/d | Pendiente. | Próximamente… | غير متوفر | لا يوجد. | يُحدَّد لاحقًا
{signal} | {{ overview }} | {信息一} | Ｎ／Ａ | N\u200b/A | Lorem ipsum dolor sit amet
"""
NO_PLACEHOLDERS = """
The tender is N/A abroad. | N/A: no bids | No. | 涨 | 无人机 | 无风险 | 暂无新增产能 | 未知风险 | 待定增发 | 无锡
$100 | 📈 | 5% | C | X | A, B | {a} and {b} | {"a": {"b": 1}} | [Solar] | （储能） | なしの礫 | 없음을 확인
Keine Angabe des Herstellers | Aucun risque | Nada nuevo | لا يوجد خطر | Nil return filed | Nano | None of it
"""


@pytest.mark.parametrize("text", listed(PLACEHOLDERS))
def test_what_holds_a_place_and_says_nothing_is_a_placeholder(text):
    assert is_placeholder(text)


@pytest.mark.parametrize("text", listed(NO_PLACEHOLDERS))
def test_what_says_a_word_is_no_placeholder(text):
    assert not is_placeholder(text)


def test_a_placeholder_is_known_in_every_language_of_headings():
    text = (files("themereport.rules") / "placeholders.toml").read_text(encoding="utf-8")
    words = tomllib.loads(text)
    assert set(words) == set(LANGUAGES)
    assert all(is_placeholder(f"（{word}）") for language in words.values() for word in language)


def test_a_placeholder_among_ten_signals_makes_a_report_that_check_refuses(run):
    line = next(line for line in TEXT.split("\n") if line.startswith("4.  "))
    done = run(TEXT.replace(line, "4.  **暂无**"))
    assert done.code == 1
    assert "report.md:21:7: error: TR511 signals[3].text is '暂无'" in done.out
    assert "1 checked, 1 not valid; 1 error" in done.err


def test_a_placeholder_is_read_as_it_is_written():
    line = next(line for line in TEXT.split("\n") if line.startswith("4.  "))
    for text in ("N/A", "……", "（暂无）", "—"):
        assert tr.loads(TEXT.replace(line, f"4.  **{text}**")).signals[3].text == text


BIDIRECTIONAL = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]
INVISIBLE = [
    0xAD, 0x34F, 0x115F, 0x180E, 0x200B, 0x200C, 0x200D, 0x2060, 0x2064, 0x3164, 0xFE00, 0xFE0F,
    0xFEFF, 0xFFA0, 0xFFF9, 0xE0001, 0xE0041, 0xE007F, 0xE0100, 0xE01EF,
]  # fmt: skip
FREE_FIELDS = [
    path
    for path, _ in texts(ORDINARY)
    if not path.endswith(".kind") and path not in {"schema_version", "language"}
]


@pytest.mark.parametrize("path", FREE_FIELDS)
def test_a_placeholder_is_found_in_the_body_and_nowhere_else(path):
    found = tr.check(Example({path: "待补充"}).report(), profiles=(), select=["TR511"])
    assert [one.path for one in found] == ([] if "front_matter" in path else [path])


@pytest.mark.parametrize("path", FREE_FIELDS)
@pytest.mark.parametrize(("code", "points"), [("TR508", INVISIBLE), ("TR509", BIDIRECTIONAL)])
def test_a_character_that_deceives_is_found_in_every_field(path, code, points):
    for point in points:
        report = Example({path: f"a{chr(point)}b"}).report()
        (found,) = tr.check(report, profiles=["security"])
        assert (found.code, found.path) == (code, path)
        assert f"U+{point:04X}" in found.message
        assert chr(point) not in found.message


@pytest.mark.parametrize(
    "text", ["❤️", "❤︎", "🏳️‍🌈", "👨‍👩‍👧‍👦", "👩🏽‍💻", "©️", "5️⃣", "#️⃣", "🇨🇳", "↔️", "🧑‍⚕️", "क्‍ष", "می‌شود"]
)  # fmt: skip
def test_characters_that_are_needed_are_left_alone(text):
    assert tr.check(Example({"overview": f"x{text}x"}).report(), profiles=["security"]) == ()


@pytest.mark.parametrize("text", ["❤️️", "👩‍x", "x️⃣", "🏴\U000e0068\U000e0069", "x‍👩"])
def test_what_only_looks_like_an_emoji_is_found(text):
    found = tr.check(Example({"overview": f"x{text}x"}).report(), profiles=["security"])
    assert codes(found) == ["TR508"]


def test_many_characters_are_counted():
    report = Example({"overview": "a" + "\u200b" * 1000 + "b"}).report()
    (found,) = tr.check(report, profiles=["security"])
    assert "and 997 more" in found.message


def test_every_look_alike_is_named_with_the_letter_that_it_hides():
    from themereport.rules import look_alike

    for foreign, latin in look_alike._LATIN_OF.items():
        assert unicodedata.name(foreign).split()[0] in {"CYRILLIC", "GREEK"}
        (found,) = tr.check(Example({"overview": f"x{foreign}"}).report(), profiles=["security"])
        assert repr(latin) in found.message


# --- choosing ----------------------------------------------------------------------------------


def test_the_editorial_profile_is_checked_by_default():
    report = Example({"signals[9].text": "稳\u200b赚不赔"}).report()
    assert codes(tr.check(report)) == ["TR502"]
    assert codes(tr.check(report, profiles=["compliance"])) == ["TR507"]
    assert codes(tr.check(report, profiles=["security"])) == ["TR508"]
    assert codes(check_all(report)) == ["TR502", "TR507", "TR508"]


@pytest.mark.parametrize("code", CODES)
def test_every_rule_can_be_switched_off_and_on(code):
    example = tr.RULES.get(code).invalid[0]
    report, filename = example.report(), example.filename
    assert code in codes(check_all(report, filename=filename))
    assert code not in codes(check_all(report, filename=filename, ignore=[code]))
    assert code not in codes(tr.check(report, filename=filename, profiles=()))
    assert {code} == set(codes(tr.check(report, filename=filename, profiles=(), select=[code])))
    assert tr.check(report, filename=filename, profiles=(), select=[code], ignore=[code]) == ()


def test_a_rule_of_two_profiles_is_checked_once():
    report = Example({"disclaimer": "Thanks."}).report()
    assert codes(check_all(report, select=["TR506"])) == ["TR506"]


def test_codes_of_reading_may_be_ignored_if_they_are_no_errors():
    assert tr.check(ORDINARY, ignore=["TR309", "TR313"]) == ()
    with pytest.raises(tr.ConfigError, match="TR206 cannot be ignored"):
        tr.check(ORDINARY, ignore=["TR206"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"profiles": ["complience"]}, "no profile 'complience': did you mean 'compliance'?"),
        ({"profiles": ["x"]}, "no profile 'x': give one of cn-ai-label, cn-research, compliance, "),
        ({"select": ["TR51"]}, "no rule 'TR51': did you mean 'TR511'? There are TR501, TR502, "),
        ({"select": ["TR309"]}, "no rule 'TR309'"),
        ({"ignore": ["tr502"]}, "no code 'tr502': did you mean 'TR502'?"),
        ({"ignore": ["zzz"]}, "no code 'zzz': give one of TR001, TR002, TR003, …, TR647"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(options, said):
    with pytest.raises(tr.ConfigError) as caught:
        tr.check(ORDINARY, **options)
    assert said in str(caught.value)


@pytest.mark.parametrize("name", ["profiles", "select", "ignore"])
def test_a_text_is_no_collection_of_names(name):
    with pytest.raises(TypeError, match=name):
        tr.check(ORDINARY, **{name: "TR501"})
    with pytest.raises(TypeError, match=name):
        tr.check(ORDINARY, **{name: iter(["TR501"])})


def test_what_is_no_report_is_refused():
    with pytest.raises(TypeError, match="ThemeReport"):
        tr.check(TEXT)


def test_only_the_last_part_of_a_path_is_a_file_name(tmp_path):
    right, wrong = tmp_path / "2026-01-02-x.md", tmp_path / "2026-01-03-x.md"
    assert tr.check(ORDINARY, filename=right) == tr.check(ORDINARY, filename=str(right)) == ()
    assert codes(tr.check(ORDINARY, filename=wrong)) == ["TR505"]
    assert tr.check(ORDINARY, filename="2026-01-03-x/2026-01-02-x.md") == ()


# --- every report ------------------------------------------------------------------------------


@given(reports())
@settings(max_examples=60)
def test_checking_any_report_gives_diagnostics_and_nothing_else(report):
    found = check_all(report, filename=report.filename)
    assert found == check_all(report, filename=report.filename)
    assert "TR505" not in codes(found)
    for diagnostic in found:
        assert diagnostic.code in CODES
        assert is_one_line(diagnostic.message)


@given(reports())
@settings(max_examples=25)
def test_what_is_found_does_not_depend_on_the_format(report):
    again = tr.read(tr.render(report, "jekyll")).report
    assert check_all(again) == check_all(report)


@pytest.mark.parametrize(
    "piece",
    [
        "保本", "不", "guaranteed ", "guaranteed a an of ", "no risk   ", "\u200b", "aа", "👩\u200d", "x1 ",
        "n't", "。）", "theme_research_2026-01-02_", "不构成",
    ],
)  # fmt: skip
def test_checking_takes_linear_time(piece):
    def make(size):
        text = (piece * (size // 20 // len(piece) + 1)).strip()
        signals = {f"signals[{at}].text": f"{at}{text}" for at in range(10)}
        others = dict.fromkeys(("overview", "disclaimer", "impacts[0].target"), text)
        return Example({**signals, **others}).report()

    assert growth(make, check_all) < 3


# --- plug-ins ----------------------------------------------------------------------------------

RULE = """
from themereport import Diagnostic
from themereport.diagnostics.catalogue import Code

class Short:
    code = Code("HOUSE1", "warning", "{path} is short: {found}", "Because.")
    profiles = ("house",)
    valid = invalid = ()

    def check(self, report, *, filename):
        yield Diagnostic("HOUSE1", "overview", arguments={"found": report.overview})
"""

_numbers = itertools.count()


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Installs a package of one module with one rule."""
    monkeypatch.setattr(tr.RULES, "_entries", None)
    monkeypatch.setattr(tr.RULES, "_loaded", {})
    monkeypatch.setattr("themereport.diagnostics.catalogue._ENTERED", {})

    def install(source, name="HOUSE1"):
        number = next(_numbers)
        module = f"fake_rule_{number}"
        about = tmp_path / module / f"{module}-1.0.dist-info"
        about.mkdir(parents=True)
        (about.parent / f"{module}.py").write_text(source, encoding="utf-8")
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
        (about / "entry_points.txt").write_text(f"[themereport.rules]\n{name} = {module}:Short\n")
        monkeypatch.syspath_prepend(about.parent)

    return install


def test_a_rule_of_others_is_checked_in_its_profile(install):
    install(RULE)
    assert tr.check(ORDINARY) == ()
    (found,) = tr.check(ORDINARY, profiles=["house"])
    assert (found.code, found.severity) == ("HOUSE1", "warning")
    assert found.message == "overview is short: Tenders grow while prices fall."
    assert tr.check(ORDINARY, profiles=["house"], ignore=["HOUSE1"]) == ()
    assert codes(tr.check(ORDINARY, select=["HOUSE1"])) == ["HOUSE1"]
    assert "HOUSE1" not in list(CATALOGUE)


FAILING = {
    "raises": (RULE.replace("yield", "raise ValueError('broken inside')\n        yield"), "broken"),
    "exits": (RULE.replace("yield", "raise SystemExit(3)\n        yield"), "SystemExit"),
    "gives another code": (RULE.replace('ic("HOUSE1"', 'ic("TR502"'), "of its code"),
    "gives a text": (RULE.replace("yield Diagnostic", "yield str or Diagnostic"), "of its code"),
    "gives nothing": (RULE.replace("yield Diagnostic", "None and Diagnostic"), "NoneType"),
    "has a code of another name": (RULE.replace('de("HOUSE1"', 'de("HOUSE2"'), "must be its name"),
    "has a text for a code": (
        RULE.replace("code = Code", "code = str or Code"),
        "must be its name",
    ),
    "has a text for profiles": (RULE.replace('("house",)', '"house"'), "give a tuple"),
    "lacks examples": (RULE.replace("valid = invalid = ()", ""), "is no rule"),
    "cannot be imported": ("import nothing_of_this_name", "nothing_of_this_name"),
}


@pytest.mark.parametrize(("source", "said"), FAILING.values(), ids=FAILING)
def test_a_rule_that_fails_is_named_and_can_be_left_out(install, source, said):
    install(source)
    with pytest.raises(tr.PluginError, match="'HOUSE1'") as caught:
        tr.check(ORDINARY, select=["HOUSE1"])
    assert said in str(caught.value)
    assert tr.check(ORDINARY, ignore=["HOUSE1"]) == ()


def test_our_codes_are_not_for_others(install):
    install(RULE.replace("HOUSE1", "TR599"), "TR599")
    with pytest.raises(tr.PluginError, match="'TR599' is not free"):
        tr.check(ORDINARY)


def test_the_code_of_one_of_our_rules_cannot_be_taken(install):
    install(RULE.replace("HOUSE1", "TR502"), "TR502")
    with pytest.raises(tr.PluginError, match="registered twice"):
        tr.check(ORDINARY)


@pytest.mark.usefixtures("install")
def test_a_code_is_entered_once():
    code = Code("HOUSE1", "info", "{path}", "Because.")
    assert enter(code) is code
    assert enter(Code("HOUSE1", "info", "{path}", "Because.")) == code
    assert tr.Diagnostic("HOUSE1", "theme").message == "theme"
    with pytest.raises(ValueError, match="taken"):
        enter(Code("HOUSE1", "error", "{path}", "Because."))
    with pytest.raises(ValueError, match="not free"):
        enter(Code("TR501", "error", "{path}", "Because."))


# --- the command line --------------------------------------------------------------------------

PROMISING = replaced("单次规模", "稳赚不赔，单次规模")
UNFINISHED = replaced("现金流质量成为市场焦点。", "现金流质量成为市场焦点")


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs `check` on a text in an empty folder; returns its exit code and what it printed."""
    monkeypatch.chdir(tmp_path)

    def run(text, *arguments, name="report.md"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        code = main(["check", name, *arguments])
        printed = capsys.readouterr()
        return SimpleNamespace(code=code, out=printed.out, err=printed.err)

    return run


@pytest.fixture
def configure(tmp_path):
    def configure(text, folder="."):
        path = tmp_path / folder / "pyproject.toml"
        path.write_text(text, encoding="utf-8")

    return configure


def test_check_shows_what_a_rule_finds_at_its_field(run):
    done = run(UNFINISHED)
    assert done.code == 0
    first, line, caret = done.out.split("\n")[:3]
    assert first.startswith("report.md:27:7: info: TR502 signals[9].text ")
    assert line.endswith("现金流质量成为市场焦点**")
    assert caret.endswith("^^^^")
    assert "1 checked, 0 not valid; 0 errors, 0 warnings, 1 info" in done.err


def test_check_looks_at_the_file_name(run):
    done = run(TEXT, name="2026-03-19-x.md")
    assert done.out.startswith("2026-03-19-x.md:4:8: warning: TR505 published_at ")


def test_check_of_standard_input_knows_no_file_name(monkeypatch, capsys):
    import io

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert main(["check", "-", "--profile", "editorial"]) == 0
    assert capsys.readouterr().out == ""


def test_an_error_of_a_rule_ends_with_one_and_the_report_is_there_all_the_same(run):
    assert run(PROMISING).code == 0
    done = run(PROMISING, "--profile", "compliance")
    assert done.code == 1
    assert "report.md:18:7: error: TR507 signals[0].text " in done.out
    assert "1 checked, 1 not valid; 1 error" in done.err
    done = run(PROMISING, "--profile", "compliance", "--json")
    found = json.loads(done.out)
    assert found["files"][0]["report"]["theme"] == REPORT.theme
    assert found["summary"] == {"files": 1, "failed": 1, "errors": 1, "warnings": 0, "infos": 0}
    (diagnostic,) = found["files"][0]["diagnostics"]
    assert diagnostic["span"]["start"]["line"] == 18


def test_strict_check_makes_an_error_of_what_a_rule_finds(run):
    done = run(UNFINISHED, "--strict")
    assert done.code == 1
    assert ": error: TR502 " in done.out


def test_findings_of_reading_and_of_rules_stand_in_the_order_of_the_text(run):
    done = run(PROMISING.replace("2.  **", "2) **", 1), "--profile", "compliance")
    lines = [int(line) for line in re.findall(r"^report\.md:(\d+):", done.out, re.MULTILINE)]
    assert lines == [18, 19]


def test_a_code_of_reading_can_be_ignored(run):
    text = replaced("2.  **", "2) **")
    assert "TR309" in run(text).out
    assert run(text, "--ignore", "TR309").out == ""
    assert run(text, "--strict").code == 1
    assert run(text, "--strict", "--ignore", "TR309").code == 0
    assert run(text, "--strict", "--ignore", "TR502").code == 1


def test_options_may_be_repeated_and_hold_lists(run):
    done = run(
        UNFINISHED.replace("单次规模", "稳赚不赔，\u200b单次规模"),
        *("--profile", "editorial", "--profile", "security"),
        *("--select", "TR507, TR509,", "--ignore", "TR502", "--ignore", "TR309,TR508"),
    )
    assert re.findall(r"TR\d+", done.out) == ["TR507"]


def test_codes_may_be_typed_in_any_case(run, configure):
    text = replaced("2.  **", "2) **").replace("现金流质量成为市场焦点。", "现金流质量成为市场焦点")
    assert re.findall(r"TR\d+", run(text).out) == ["TR309", "TR502"]
    assert run(text, "--ignore", "tr309,Tr502").out == ""
    done = run(PROMISING, "--select", "tr507")
    assert re.findall(r"TR\d+", done.out) == ["TR507"]
    configure('[tool.themereport]\nignore = ["tr502", "tR309"]\nselect = ["tr507"]\n')
    assert run(text).out == ""
    assert re.findall(r"TR\d+", run(PROMISING).out) == ["TR507"]


def test_a_code_of_others_is_known_in_any_case(install, run):
    install(RULE.replace("HOUSE1", "House1"), "House1")
    assert "House1 overview is short" in run(TEXT, "--select", "HOUSE1").out
    assert run(TEXT, "--select", "house1", "--ignore", "hOUSE1").out == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--profile", "editoral"], "did you mean 'editorial'?"),
        (["--select", "TR999"], "no rule 'TR999'"),
        (["--ignore", "TR9999"], "no code 'TR9999'"),
        (["--ignore", "TR206"], "TR206 cannot be ignored"),
    ],
)
def test_an_option_that_names_nothing_is_wrong_use(run, arguments, said):
    done = run(TEXT, *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


# --- configuration -----------------------------------------------------------------------------


def test_the_table_of_a_project_is_read(run, configure):
    configure('[tool.themereport]\nprofiles = ["compliance"]\nselect = ["TR502"]\n')
    text = UNFINISHED.replace("单次规模", "稳赚不赔，单次规模")
    assert re.findall(r"TR\d+", run(text).out) == ["TR507", "TR502"]
    assert re.findall(r"TR\d+", run(text, "--no-config").out) == ["TR502"]


def test_an_option_takes_the_place_of_its_key(run, configure):
    configure('[tool.themereport]\nprofiles = ["compliance"]\nignore = ["TR507"]\n')
    assert run(PROMISING).out == ""
    assert "TR507" in run(PROMISING, "--ignore", "TR309").out
    assert run(PROMISING, "--ignore", "TR309", "--profile", "editorial").out == ""


def test_an_empty_list_is_a_list(run, configure):
    configure("[tool.themereport]\nprofiles = []\n")
    assert run(UNFINISHED).out == ""


def test_the_nearest_table_counts(run, configure, tmp_path, monkeypatch):
    (tmp_path / "a" / "b").mkdir(parents=True)
    configure('[tool.themereport]\nignore = ["TR502"]\n')
    configure("[tool.other]\nx = 1\n", "a")
    monkeypatch.chdir(tmp_path / "a" / "b")
    (tmp_path / "report.md").write_text(UNFINISHED, encoding="utf-8")
    assert main(["check", "../../report.md", "--strict"]) == 0
    configure("[tool.themereport]\n", "a/b")
    assert main(["check", "../../report.md", "--strict"]) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[tool.themereport]\nprofile = ["x"]\n', "no key 'profile': did you mean 'profiles'?"),
        (
            "[tool.themereport]\nxyz = 1\n",
            "give one of dialect, documentation, ignore, profiles, select",
        ),
        ('[tool.themereport]\nignore = "TR502"\n', "ignore is 'TR502': give a list"),
        ("[tool.themereport]\nignore = [502]\n", "give a list"),
        ('[tool.themereport]\nignore = ["TR5022"]\n', "no code 'TR5022': did you mean 'TR502'?"),
        ('[tool.themereport]\nprofiles = ["all"]\n', "no profile 'all'"),
        ("[tool]\nthemereport = 1\n", "is no table"),
        ("[tool.themereport\n", "cannot be read"),
    ],
)
def test_a_configuration_that_is_not_understood_is_wrong_use(run, configure, text, said):
    configure(text)
    done = run(TEXT)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert run(TEXT, "--no-config").code == 0


@pytest.mark.parametrize("text", ["", "tool = 1\n", "[tool.other]\nprofiles = 1\n"])
def test_a_project_without_the_table_changes_nothing(run, configure, text):
    configure(text)
    done = run(UNFINISHED)
    assert (done.code, re.findall(r"TR\d+", done.out)) == (0, ["TR502"])


def test_a_configuration_that_is_no_text_is_wrong_use(run, tmp_path):
    (tmp_path / "pyproject.toml").write_bytes(b"\xff\xfe")
    done = run(TEXT)
    assert done.code == 2
    assert "pyproject.toml cannot be read" in done.err


def test_the_library_reads_no_configuration(configure, tmp_path, monkeypatch):
    configure("[tool.themereport\n")
    monkeypatch.chdir(tmp_path)
    assert tr.check(tr.load(EXAMPLE)) == ()
