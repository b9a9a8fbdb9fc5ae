"""What changed between two reports: the laws of comparing, and what a reader is told."""

from __future__ import annotations

import itertools
from collections import Counter

import attrs
import pytest
from canonical import EXAMPLES, REPORT, replaced
from days import LISTS, day, few, ranked, two_days, with_item
from hypothesis import given
from hypothesis import strategies as st
from strategies import reports

import themereport as tr
from themereport.comparison.change import Change

MIRRORED = {"new": "gone", "gone": "new"}


def changed(changes):
    """What is not the same."""
    return [change for change in changes if change.kind != "same"]


# --- laws --------------------------------------------------------------------------------------


@given(reports())
def test_a_report_does_not_differ_from_itself(report):
    diff = tr.diff(report, report)
    assert diff.is_empty
    assert diff.fields == diff.reordered == ()
    for changes in diff.lists.values():
        assert {(change.kind, change.similarity) for change in changes} <= {("same", 1.0)}


@few
@given(two_days())
def test_nothing_changed_where_reports_are_equal_and_nowhere_else(days):
    old, new = days
    assert tr.diff(old, new).is_empty == (old == new)
    assert tr.diff(old, tr.loads(tr.render(old))).is_empty


@few
@given(two_days())
def test_the_other_way_round_is_the_mirror_image(days):
    old, new = days
    there, back = tr.diff(old, new), tr.diff(new, old)
    assert [mirrored(change) for change in there.fields] == list(back.fields)
    assert there.reordered == back.reordered
    for key, changes in there.lists.items():
        assert Counter(map(mirrored, changes)) == Counter(back.lists[key])


def mirrored(change):
    kind = MIRRORED.get(change.kind, change.kind)
    return attrs.evolve(change, kind=kind, old=change.new, new=change.old)


@few
@given(two_days())
def test_every_item_of_each_side_is_there_once(days):
    diff = tr.diff(*days)
    for key, changes in diff.lists.items():
        for side, report in zip(("old", "new"), days, strict=True):
            items = [getattr(change, side) for change in changes]
            there = [item for item in items if item is not None]
            assert Counter(there) == Counter(getattr(report, key))


@few
@given(two_days())
def test_items_stand_in_the_order_of_the_new_report_and_then_of_the_old(days):
    old, new = days
    for key, changes in tr.diff(old, new).lists.items():
        assert [c.new for c in changes if c.new is not None] == list(getattr(new, key))
        tail = [change.old for change in changes[len(getattr(new, key)) :]]
        assert all(change.new is None for change in changes[len(getattr(new, key)) :])
        rest = iter(getattr(old, key))
        assert all(item in rest for item in tail)  # each behind the one before


@given(reports(), st.randoms(use_true_random=False))
def test_other_ranks_alone_are_moves_and_nothing_else(report, source):
    signals = list(report.signals)
    source.shuffle(signals)
    new = report.model_copy(update={"signals": ranked(signals)})
    diff = tr.diff(report, new)
    assert diff.fields == diff.reordered == ()
    for change in diff.signals:
        assert change.similarity == 1
        assert change.old.text == change.new.text
        if len({signal.text for signal in signals}) == 10:  # nothing to be mistaken for
            assert change.kind in {"moved", "same"}


@few
@given(two_days())
def test_the_fields_that_differ_are_named_and_no_others(days):
    old, new = days
    diff = tr.diff(old, new)
    for change in itertools.chain(*diff.lists.values()):
        if change.old is not None and change.new is not None:
            names = type(change.old).model_fields
            differing = [n for n in names if getattr(change.old, n) != getattr(change.new, n)]
            assert list(change.fields) == differing
            assert (change.kind == "same") == (not differing)
            assert 0 <= change.similarity <= 1
        else:
            assert (change.kind, change.fields) == ("gone" if change.old else "new", ())
            assert change.similarity is None
    others = set(tr.ThemeReport.model_fields) - {*LISTS, "schema_version"}
    differing = {name for name in others if getattr(old, name) != getattr(new, name)}
    assert {change.name for change in diff.fields} == differing


@few
@given(two_days())
def test_the_same_comparison_is_made_each_time(days):
    assert tr.diff(*days) == tr.diff(*days)


# --- signals -----------------------------------------------------------------------------------


def test_a_signal_that_moved():
    first, second, *rest = REPORT.signals
    diff = tr.diff(REPORT, day(signals=ranked([second, first, *rest])))
    assert [(c.kind, c.old.rank, c.new.rank) for c in changed(diff.signals)] == [
        ("moved", 2, 1),
        ("moved", 1, 2),
    ]
    assert changed(diff.signals)[0].fields == ("rank",)


def test_a_signal_in_other_words():
    text = "上游减产的效果尚未显现（虚构数字），碳酸锂库存已连续六周上升。"
    (change,) = changed(tr.diff(REPORT, with_item("signals", 5, text=text)).signals)
    assert (change.kind, change.fields) == ("reworded", ("text",))
    assert 0.9 < change.similarity < 1


def test_a_signal_with_another_figure():
    text = REPORT.signals[2].text.replace("2%", "5%")
    (change,) = changed(tr.diff(REPORT, with_item("signals", 2, text=text)).signals)
    assert change.kind == "restated"


def test_a_signal_that_is_new_puts_another_out():
    text = "某车企宣布自研钠离子电池，计划明年装车（虚构事件）。"
    diff = tr.diff(REPORT, with_item("signals", 9, text=text))
    new, gone = changed(diff.signals)
    assert (new.kind, new.new.text) == ("new", text)
    assert (gone.kind, gone.old) == ("gone", REPORT.signals[9])


def test_a_company_in_the_place_of_another_is_another_signal():
    one = with_item("signals", 0, text="青岚智算发布半年预告，净利润预计增长三成（虚构数字）。")
    other = with_item("signals", 0, text="北辰光伏发布半年预告，净利润预计增长三成（虚构数字）。")
    assert [change.kind for change in changed(tr.diff(one, other).signals)] == ["new", "gone"]


# --- drivers, impacts, risks -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("update", "kind", "fields"),
    [
        ({"thesis": "会把储能从一次性设备采购变为可预测的现金流资产。"}, "reworded", ("thesis",)),
        ({"steps": ["另一步。"]}, "changed", ("steps",)),
        ({"subject": "容量电价的新机制"}, "reworded", ("subject",)),
        ({"direction": "positive"}, "changed", ("direction",)),
        ({"signals": [4]}, "changed", ("signals",)),
    ],
)
def test_a_driver_that_changed(update, kind, fields):
    (change,) = changed(tr.diff(REPORT, with_item("drivers", 0, **update)).drivers)
    assert (change.kind, change.fields) == (kind, fields)


def test_an_impact_is_another_where_its_target_is():
    diff = tr.diff(REPORT, with_item("impacts", 0, target="另一只基金"))
    assert [change.kind for change in changed(diff.impacts)] == ["new", "gone"]


def test_width_and_case_make_no_other_target():
    old = with_item("impacts", 0, target="Storage ETF")
    new = with_item("impacts", 0, target="ＳＴＯＲＡＧＥ ETF", analysis="别的说法。")
    (change,) = changed(tr.diff(old, new).impacts)
    assert change.fields == ("target", "analysis")


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("positive", "negative", "turned"),
        ("mixed", "neutral", "turned"),
        (None, "positive", "changed"),
        ("negative", None, "changed"),
        ("positive", "positive", "same"),
    ],
)
@pytest.mark.parametrize("key", ["signals", "drivers", "impacts"])
def test_a_direction_that_turned(key, old, new, kind):
    diff = tr.diff(with_item(key, 0, direction=old), with_item(key, 0, direction=new))
    assert diff.lists[key][0].kind == kind
    assert diff.lists[key][0].fields == (() if kind == "same" else ("direction",))


def test_a_turn_goes_before_other_words():
    old = with_item("impacts", 0, direction="positive")
    new = with_item("impacts", 0, direction="negative", analysis="另一种说法。")
    assert tr.diff(old, new).impacts[0].kind == "turned"


def test_risks_come_and_go():
    name, text = "汇率风险", "人民币升值或压缩出口企业的利润。"
    risks = [*REPORT.risks[1:], tr.Risk(name=name, description=text)]
    diff = tr.diff(REPORT, day(risks=risks))
    assert [(c.kind, (c.new or c.old).name) for c in changed(diff.risks)] == [
        ("new", name),
        ("gone", REPORT.risks[0].name),
    ]
    assert diff.reordered == ()


@pytest.mark.parametrize("field", ["severity", "likelihood"])
def test_a_risk_that_is_graded_otherwise(field):
    old, new = (with_item("risks", 0, **{field: grade}) for grade in (2, 4))
    (change,) = changed(tr.diff(old, new).risks)
    assert (change.kind, change.fields) == ("changed", (field,))


def test_a_risk_under_another_name_is_known_by_what_it_says():
    name = f"{REPORT.risks[0].name}上升"
    (change,) = changed(tr.diff(REPORT, with_item("risks", 0, name=name)).risks)
    assert change.fields == ("name",)


def test_another_order_is_said_of_the_list():
    diff = tr.diff(REPORT, day(risks=REPORT.risks[::-1]))
    assert diff.reordered == ("risks",)
    assert changed(diff.risks) == []
    assert not diff.is_empty


# --- the rest ----------------------------------------------------------------------------------


def test_an_appendix_that_came_and_one_that_changed():
    one, other = (tr.Section(title="术语", body=body) for body in ("- a", "- b"))
    diff = tr.diff(day(appendices=[one]), day(appendices=[tr.Section(title="数据"), other]))
    assert [(change.kind, change.new.title) for change in diff.appendices] == [
        ("new", "数据"),
        ("reworded", "术语"),
    ]


def test_a_source_is_known_by_its_address_whatever_its_id():
    old = day(sources=[tr.Source(id="s1", url="https://example.com/a", title="一")])
    new = day(sources=[tr.Source(id="s7", url="https://example.com/a", title="二")])
    (change,) = tr.diff(old, new).sources
    assert (change.kind, change.fields) == ("reworded", ("id", "title"))
    other = day(sources=[tr.Source(id="s1", url="https://example.com/b", title="一")])
    assert [change.kind for change in tr.diff(old, other).sources] == ["new", "gone"]


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("overview", replaced("开始进入", "尚未进入", REPORT.overview), "restated"),
        ("overview", f"{REPORT.overview}此外无他。", "reworded"),
        ("disclaimer", "不构成投资建议。", "reworded"),
        ("theme", "钠电", "changed"),
        ("language", "zh-CN", "changed"),
        ("published_at", "2026-03-19T08:30:00+08:00", "changed"),
        ("front_matter", {"layout": "post", "tags": ["a"]}, "changed"),
        ("revision", 2, "new"),
        ("provenance", tr.Provenance(human_reviewed=True), "new"),
    ],
)
def test_a_field_of_the_report_that_differs(name, value, kind):
    new = day(**{name: value})
    (change,) = tr.diff(REPORT, new).fields
    assert (change.name, change.kind) == (name, kind)
    assert (change.old, change.new) == (getattr(REPORT, name), getattr(new, name))


def test_reports_on_different_themes_can_be_compared():
    for old, new in itertools.permutations(map(tr.load, EXAMPLES), 2):
        diff = tr.diff(old, new)
        assert {change.kind for change in diff.signals} == {"new", "gone"}


@pytest.mark.parametrize("arguments", [(REPORT, None), ("text", REPORT)])
def test_only_reports_are_compared(arguments):
    with pytest.raises(TypeError, match="must be a ThemeReport"):
        tr.diff(*arguments)


def test_a_change_is_a_value():
    change = tr.diff(REPORT, REPORT).signals[0]
    assert change == Change("same", REPORT.signals[0], REPORT.signals[0], (), 1.0)
    assert hash(change) == hash(tr.diff(REPORT, REPORT).signals[0])
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        change.kind = "new"
