"""The oracles of the fuzzers, on texts that are spliced and on those that fuzzing has kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import ORACLES
from splice import BASES, OPERATIONS, spliced

CORPUS = Path(__file__).parent.parent / "fuzz" / "corpus"
KEPT = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.glob("*/*"))

numbers = st.integers(0, 2**16 - 1)
steps = st.lists(st.tuples(st.integers(0, len(OPERATIONS) - 1), numbers, numbers), max_size=5)


@pytest.mark.parametrize("target", ORACLES)
@given(data=st.data())
def test_what_holds_of_any_text_holds_of_spliced_ones(target, data):
    text = spliced(data.draw(st.sampled_from(BASES[target])), data.draw(steps))
    ORACLES[target](text.encode("utf-8", "replace"))


@pytest.mark.parametrize("target", ORACLES)
@given(data=st.binary(max_size=200))
def test_what_holds_of_any_text_holds_of_bytes(target, data):
    ORACLES[target](data)


@pytest.mark.parametrize("path", KEPT)
def test_what_holds_of_any_text_holds_of_the_kept_corpus(path):
    ORACLES[path.split("/")[0]]((CORPUS / path).read_bytes())


def test_the_kept_corpus_is_small_and_has_texts_for_every_target():
    assert {path.split("/")[0] for path in KEPT} == set(ORACLES)
    assert len(KEPT) < 300
    assert sum((CORPUS / path).stat().st_size for path in KEPT) < 1_000_000
