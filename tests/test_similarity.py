"""What is taken for one and the same: rephrasings, measured; figures and turns; best pairs.

`rephrasings.jsonl` holds pairs of sentences, all of them invented, as are their companies. `label`
says whether the second is the first in other words (`same`), the same matter with another figure,
a denial or a turn (`updated`), or another matter (`different`); `case` says what was changed. The
words and the threshold were chosen on the pairs `chosen`; on `held` they were measured afterwards.
"""

from __future__ import annotations

import difflib
import itertools
import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from canonical import EXAMPLES
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz
from strategies import texts

import themereport as tr
from themereport.comparison.assignment import best_pairs
from themereport.comparison.matching import ALIKE, MOST_COMPARED, Subject, likeness, matched
from themereport.comparison.similarity import Bag, begin_apart, share
from themereport.comparison.statement import restates

LINES = Path(__file__).with_name("rephrasings.jsonl").read_text(encoding="utf-8").split("\n")
PAIRS = [json.loads(line) for line in filter(None, LINES)]


class Score(NamedTuple):
    """How many were found that should be, found that should not, and not found."""

    hits: int
    false_alarms: int
    misses: int

    @property
    def precision(self):
        return self.hits / (self.hits + self.false_alarms)

    @property
    def recall(self):
        return self.hits / (self.hits + self.misses)

    @property
    def f1(self):
        return 2 * self.hits / (2 * self.hits + self.false_alarms + self.misses)


def score(cases):
    """The score over (found, wanted)."""
    count = Counter(cases)
    return Score(count[True, True], count[True, False], count[False, True])


def subject(text):
    return Subject.of(text, "", text)


def named(label, text):
    return Subject.of((label, text), label, text)


def are_one(one, other):
    return matched([subject(one)], [subject(other)]) == [(0, 0)]


def pairs_of(name):
    return [pair for pair in PAIRS if pair["set"] == name]


def is_one(pair):
    return pair["label"] != "different"


# --- rephrasings -------------------------------------------------------------------------------


def test_the_pairs_are_many_and_of_every_kind():
    count = Counter((pair["set"], pair["language"], pair["label"]) for pair in PAIRS)
    assert len(PAIRS) == 192
    assert min(count.values()) >= 5
    assert len(count) == 2 * 3 * 3
    texts = [(pair["one"], pair["other"]) for pair in PAIRS]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("name", "expected", "precision", "recall"),
    [
        ("chosen", Score(80, 1, 4), 0.98, 0.95),
        ("held", Score(36, 0, 6), 1.00, 0.85),
    ],
)
def test_rephrasings_are_found_and_other_matters_are_not(name, expected, precision, recall):
    found = score((are_one(pair["one"], pair["other"]), is_one(pair)) for pair in pairs_of(name))
    assert found == expected
    assert found.precision >= precision
    assert found.recall >= recall


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_rephrasings_are_found_in_every_language(language):
    pairs = [pair for pair in PAIRS if pair["language"] == language]
    found = score((are_one(pair["one"], pair["other"]), is_one(pair)) for pair in pairs)
    assert found.precision >= 0.97
    assert found.recall >= 0.85


@pytest.mark.parametrize(
    ("case", "share_found"),
    [
        ("reordered", 1), ("voice", 1), ("width", 1), ("numerals", 1), ("shortened", 1),
        ("lengthened", 1), ("negation", 1), ("turn", 1), ("figure", 0.9), ("synonyms", 0.8),
        ("heavy", 0.5),
    ],
)  # fmt: skip
def test_what_was_changed_decides_how_much_is_found(case, share_found):
    found = [are_one(pair["one"], pair["other"]) for pair in PAIRS if pair["case"] == case]
    assert sum(found) / len(found) >= share_found


@pytest.mark.parametrize(
    ("case", "most"), [("company", 1), ("place", 0), ("product", 0), ("topic", 0), ("other", 0)]
)
def test_one_pattern_about_another_thing_is_another_matter(case, most):
    pairs = [pair for pair in PAIRS if pair["case"] == case]
    wrong = [pair for pair in pairs if are_one(pair["one"], pair["other"])]
    assert len(wrong) <= most


@pytest.mark.parametrize(
    ("name", "expected"), [("chosen", Score(30, 0, 0)), ("held", Score(12, 1, 1))]
)
def test_another_figure_denial_or_turn_is_no_rephrasing(name, expected):
    found = score(
        (restates(pair["one"], pair["other"]), pair["label"] == "updated")
        for pair in pairs_of(name)
        if is_one(pair) and are_one(pair["one"], pair["other"])
    )
    assert found == expected


def test_signals_of_one_report_are_never_taken_for_one():
    for path in EXAMPLES:
        signals = tr.load(path).signals
        for one, other in itertools.combinations(signals, 2):
            assert not are_one(one.text, other.text)


@pytest.mark.parametrize("threshold", [ALIKE - 0.05, ALIKE + 0.05])
def test_the_threshold_is_not_on_an_edge(threshold):
    found = score(
        (likeness(subject(pair["one"]), subject(pair["other"])) >= threshold, is_one(pair))
        for pair in pairs_of("chosen")
    )
    assert found.f1 >= 0.96


def best_f1(measure):
    """What a measure comes to on the chosen pairs with its best threshold, and our beginnings."""
    values = [
        (0 if begin_apart(Bag.of(one), Bag.of(other)) else measure(one, other), wanted)
        for one, other, wanted in (
            (pair["one"], pair["other"], is_one(pair)) for pair in pairs_of("chosen")
        )
    ]
    return max(
        score((value >= threshold, wanted) for value, wanted in values).f1
        for threshold, _ in values
        if threshold
    )


def in_words(measure):
    return lambda one, other: measure(" ".join(Bag.of(one).words), " ".join(Bag.of(other).words))


def difflib_ratio(one, other):
    return difflib.SequenceMatcher(None, Bag.of(one).words, Bag.of(other).words, False).ratio()


@pytest.mark.parametrize(
    ("other", "lead"),
    [
        (difflib_ratio, 0.02),
        (fuzz.ratio, 0.04),
        (in_words(fuzz.token_sort_ratio), 0.02),
        (in_words(fuzz.token_set_ratio), -0.01),
        (in_words(fuzz.WRatio), 0.01),
    ],
    ids=["difflib", "ratio", "token_sort", "token_set", "WRatio"],
)
def test_a_library_would_do_no_better(other, lead):
    ours = best_f1(lambda one, other: share(Bag.of(one), Bag.of(other)))
    assert ours >= 0.96
    assert ours - best_f1(other) >= lead


# --- the measure -------------------------------------------------------------------------------


@given(texts(), texts())
def test_similarity_is_the_same_both_ways_and_between_nothing_and_all(one, other):
    here, there = Bag.of(one), Bag.of(other)
    assert share(here, there) == share(there, here)
    assert 0 <= share(here, there) <= 1
    assert likeness(subject(one), subject(other)) == likeness(subject(other), subject(one))


def test_the_order_of_words_does_not_matter():
    assert share(Bag.of("储能招标规模"), Bag.of("规模招标储能")) == 1


def test_short_texts_are_the_same_or_not():
    assert share(Bag.of("x y"), Bag.of("X, y!")) == 1
    assert share(Bag.of("v w x y"), Bag.of("v w x z")) == 0
    assert share(Bag.of("!"), Bag.of("!")) == 0


def test_a_number_at_the_beginning_is_nothing_that_it_is_about():
    assert are_one(
        "12吉瓦时储能集中招标启动，规模为该省最大。", "15吉瓦时储能集中招标启动，规模为该省最大。"
    )
    assert not are_one(
        "某省储能集中招标启动，规模为历年最大。", "光热电站集中招标启动，规模为历年最大。"
    )


# --- what is stated ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("营收增长5%", "营收增长8%"),
        ("库存连续六周上升", "库存连续七周上升"),
        ("Lead times reach 31 weeks", "Lead times reach 36 weeks"),
        ("Three sailings slip", "Five sailings slip"),
        ("申请获批", "申请未获批"),
        ("主管機關同意", "主管機關不同意"),
        ("The merger is approved", "The merger is not approved"),
        ("They expect a dividend", "They don’t expect a dividend"),
        ("股价上涨", "股价下跌"),
        ("外資買超", "外資賣超"),
        ("Shares rise", "Shares fall"),
    ],
)
def test_another_figure_a_denial_and_a_turn_are_another_statement(one, other):
    assert restates(one, other)
    assert restates(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("获得1.2万台订单", "拿到12,000台订单"),
        ("2 million units", "2,000,000 units"),
        ("連續三週", "連續3週"),
        ("两条产线", "2条产线"),
        ("十二座起降場", "12座起降場"),
        ("一家公司宣布", "该公司宣布"),
        ("价格不断下跌", "价格持续走低"),
        ("尚未显现", "还没有体现"),
        ("未来两年", "两年内"),
        ("订单增加", "订单增加，交付期为两年"),
        ("Shares rise", "Shares climb"),
        ("Shares rise as costs fall", "Shares rise"),
    ],
)
def test_other_words_for_the_same_are_no_other_statement(one, other):
    assert not restates(one, other)
    assert not restates(other, one)


@given(texts(), texts())
def test_statements_of_any_texts_are_compared_alike_both_ways(one, other):
    assert restates(one, other) == restates(other, one)
    assert not restates(one, one)


def test_a_long_row_of_digits_is_no_trouble():
    assert restates("一" * 5000 + "年", "9" * 5000)


# --- the best pairs ----------------------------------------------------------------------------

weights = st.integers(1, 5).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 9), min_size=columns, max_size=columns), max_size=5
    )
)


def total(table, pairs):
    return sum(table[row][column] for row, column in pairs)


@given(weights)
def test_no_other_pairs_weigh_more(table):
    pairs = best_pairs(table)
    rows, columns = len(table), len(table[0]) if table else 0
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(table[row][column] for row, column in pairs)
    size = min(rows, columns)
    best = max(
        (
            total(table, zip(chosen, order, strict=True))
            for chosen in itertools.combinations(range(rows), size)
            for order in itertools.permutations(range(columns), size)
        ),
        default=0,
    )
    assert total(table, pairs) == best


def test_the_nearest_is_not_taken_where_the_whole_would_be_worse():
    assert best_pairs([[9, 8], [8, 0]]) == [(0, 1), (1, 0)]


def test_nothing_goes_with_nothing():
    assert best_pairs([]) == best_pairs([[]]) == best_pairs([[0]]) == []


# --- matching ----------------------------------------------------------------------------------

subjects = st.lists(st.builds(named, st.sampled_from(("", "a", "A!", "b")), texts()), max_size=6)


@given(subjects, subjects)
def test_pairs_are_the_same_the_other_way_round(old, new):
    pairs = matched(old, new)
    assert sorted((there, here) for here, there in pairs) == matched(new, old)
    assert len({here for here, _ in pairs}) == len({there for _, there in pairs}) == len(pairs)


@given(subjects, st.randoms(use_true_random=False))
def test_what_says_the_same_is_matched_wherever_it_stands(old, source):
    new = old[:]
    source.shuffle(new)
    pairs = matched(old, new)
    assert len(pairs) == len(old)
    assert all(old[here].text == new[there].text for here, there in pairs)


def test_equal_texts_go_in_order():
    assert matched([subject("x")] * 3, [subject("x")] * 2) == [(0, 0), (1, 1)]


def test_what_is_equal_in_all_goes_before_what_says_the_same():
    old = [Subject.of(item, "", "x") for item in (1, 2)]
    assert matched(old, [Subject.of(2, "", "x")]) == [(1, 0)]


def test_a_name_that_only_one_has_says_what_is_the_same():
    old = [named("Policy risk", "Policy risk\nsubsidies may go")]
    assert matched(old, [named("POLICY RISK", "another text")]) == [(0, 0)]
    assert matched(old * 2, [named("policy risk", "another text")]) == []


def test_a_name_goes_before_likeness():
    text = "Subsidies for storage may be cut next year"
    old = [named("A", text), named("B", "something else entirely is said here")]
    new = [named("C", f"{text} again"), named("A", "other words about other things")]
    assert matched(old, new) == [(0, 1)]


def test_where_only_names_count_likeness_does_not():
    old, new = (named(name, f"{name} gains from new orders") for name in ("Solar", "Wind"))
    near = named("Solar power", "Solar gains from many new orders")
    assert matched([old], [near]) == [(0, 0)]
    assert matched([old], [near], by_text=False) == matched([old], [new]) == []


@pytest.mark.parametrize(("count", "found"), [(MOST_COMPARED, 1), (MOST_COMPARED + 1, 0)])
def test_of_very_many_only_the_equal_are_matched(count, found):
    words = "alpha beta gamma delta epsilon zeta"
    old = [subject(f"q{at} r{at} s{at} t{at} u{at}") for at in range(count - 1)] + [subject(words)]
    assert len(matched(old, [subject(f"{words} eta")])) == found
    assert len(matched(old, old)) == count
