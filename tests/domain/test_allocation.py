"""The allocation is fair, fills what can be filled, and depends on nothing but its inputs and its seed."""

import json
import random
from collections import Counter
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commedu_desktop.domain.allocation import (
    Inputs,
    Outcome,
    Wish,
    allocate,
    digest,
    inputs_of,
    lots_of,
    outcome_of,
    plain,
    plain_outcome,
    ranks_given,
)
from commedu_desktop.domain.enrolments import Claim

CODES = ("A", "B", "C", "D")


@st.composite
def a_round(draw: st.DrawFn, most: int = 3) -> Inputs:
    places = {code: draw(st.integers(0, 3)) for code in CODES}
    clashes = draw(st.frozensets(st.sampled_from([("A", "B"), ("B", "C"), ("A", "D")])))
    wishes = []
    for number in range(draw(st.integers(0, 9))):
        choices = tuple(draw(st.permutations(CODES)))[: draw(st.integers(1, 4))]
        claims = {code: draw(st.sampled_from([0, 1])) for code in choices if draw(st.booleans())}
        wishes.append(Wish(f"B01-{number:06}", choices, draw(st.integers(1, most)), claims))
    return Inputs(places, tuple(wishes), clashes)


seeds = st.text(min_size=1, max_size=12)


@given(a_round(), seeds)
def test_places_hold_and_nobody_gets_more_than_they_may_or_did_not_ask_for(inputs: Inputs, seed: str) -> None:
    outcome = allocate(inputs, seed)
    taken = Counter(code for codes in outcome.placed.values() for code in codes)
    assert all(taken[code] <= inputs.places[code] for code in CODES)
    for wish in inputs.wishes:
        codes = outcome.placed.get(wish.card, ())
        assert len(codes) == len(set(codes)) <= wish.most
        assert set(codes) <= set(wish.choices)
        assert not any(inputs.clash(one, other) for one in codes for other in codes if one < other)


@given(a_round(most=1), seeds)
def test_nobody_with_a_better_claim_is_passed_over_and_no_wanted_place_stays_empty(inputs: Inputs, seed: str) -> None:
    outcome = allocate(inputs, seed)
    holders = {code: [w for w in inputs.wishes if code in outcome.placed.get(w.card, ())] for code in CODES}
    for wish in inputs.wishes:
        got = outcome.placed.get(wish.card, ())
        better = wish.choices[: wish.choices.index(got[0])] if got else wish.choices
        for code in better:
            assert len(holders[code]) == inputs.places[code]
            mine = (wish.claim(code), outcome.lots[wish.card])
            assert all((one.claim(code), outcome.lots[one.card]) < mine for one in holders[code])


@given(a_round(), seeds)
def test_nobody_has_two_places_while_someone_who_wanted_one_of_them_has_none(inputs: Inputs, seed: str) -> None:
    outcome = allocate(inputs, seed)
    first_pass = allocate(replace(inputs, wishes=tuple(replace(one, most=1) for one in inputs.wishes)), seed)
    for wish in inputs.wishes:
        if wish.card in outcome.placed:
            assert set(first_pass.placed[wish.card]) <= set(outcome.placed[wish.card])
        else:
            assert wish.card not in first_pass.placed


@given(a_round(), seeds, st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(inputs: Inputs, seed: str, chance: random.Random) -> None:
    shuffled = list(inputs.wishes)
    chance.shuffle(shuffled)
    other = replace(inputs, wishes=tuple(shuffled), places=dict(reversed(list(inputs.places.items()))))
    assert plain_outcome(allocate(other, seed)) == plain_outcome(allocate(inputs, seed))
    assert digest(other) == digest(inputs)


@given(a_round(most=1), seeds, st.data())
@settings(max_examples=60)
def test_nobody_gains_by_handing_in_anything_but_the_truth(inputs: Inputs, seed: str, data: st.DataObject) -> None:
    if not inputs.wishes:
        return
    at = data.draw(st.integers(0, len(inputs.wishes) - 1))
    truth = inputs.wishes[at]
    lie = tuple(data.draw(st.permutations(truth.choices)))[: data.draw(st.integers(1, len(truth.choices)))]
    wishes = (*inputs.wishes[:at], replace(truth, choices=lie), *inputs.wishes[at + 1 :])

    def rank(outcome: Outcome) -> int:
        got = outcome.placed.get(truth.card)
        return truth.choices.index(got[0]) if got else len(truth.choices)

    assert rank(allocate(inputs, seed)) <= rank(allocate(replace(inputs, wishes=wishes), seed))


@given(a_round(), seeds)
def test_who_has_nothing_waits_for_each_choice_in_the_order_of_claim_and_lot(inputs: Inputs, seed: str) -> None:
    outcome = allocate(inputs, seed)
    wishes = {one.card: one for one in inputs.wishes}
    for code, cards in outcome.waiting.items():
        turns = [(wishes[card].claim(code), outcome.lots[card]) for card in cards]
        assert turns == sorted(turns)
    for card, wish in wishes.items():
        waits = {code for code, cards in outcome.waiting.items() if card in cards}
        assert waits == (set() if card in outcome.placed else set(wish.choices))


@given(a_round(), seeds)
def test_what_is_kept_reads_back(inputs: Inputs, seed: str) -> None:
    outcome = allocate(inputs, seed)
    again = inputs_of(json.loads(json.dumps(plain(inputs))))
    assert digest(again) == digest(inputs)
    assert plain_outcome(allocate(again, seed)) == plain_outcome(outcome)
    assert plain_outcome(outcome_of(json.loads(json.dumps(plain_outcome(outcome))))) == plain_outcome(outcome)


@pytest.mark.parametrize("stored", [{}, {"format": 2}, {"format": 1, "places": {}, "wishes": [{}], "clashes": []}])
def test_what_are_no_inputs_is_told_from_inputs(stored: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        inputs_of(stored)


def test_a_lot_can_be_worked_out_with_any_computer() -> None:
    cards = [f"B01-{number:06}" for number in range(1, 8)]
    by_hand = sorted(cards, key=lambda card: sha256(f"K7Q2-M4XP:{card}".encode()).hexdigest())
    assert sorted(cards, key=lots_of(cards, "K7Q2-M4XP").__getitem__) == by_hand


def test_returning_learners_then_groups_then_the_others_whatever_their_lots() -> None:
    claims = {"B01-000001": Claim.OPEN, "B01-000002": Claim.GROUP, "B01-000003": Claim.RETURNING}
    wishes = tuple(
        Wish(card, ("A",), claims={} if claim is Claim.OPEN else {"A": int(claim)}) for card, claim in claims.items()
    )
    for seed in map(str, range(20)):
        outcome = allocate(Inputs({"A": 1}, wishes), seed)
        assert (outcome.placed, outcome.waiting["A"]) == ({"B01-000003": ("A",)}, ("B01-000002", "B01-000001"))


def test_everybody_has_a_first_place_before_anybody_has_a_second_and_the_lots_turn_round() -> None:
    wishes = tuple(Wish(f"B01-{number:06}", ("A", "B"), 2) for number in range(1, 4))
    outcome = allocate(Inputs({"A": 3, "B": 1}, wishes), "any")
    last = max(outcome.lots, key=outcome.lots.__getitem__)
    assert outcome.placed[last] == ("A", "B")
    assert sorted(map(len, outcome.placed.values())) == [1, 1, 2]
    assert ranks_given(Inputs({"A": 3, "B": 1}, wishes), outcome) == {1: 3}


def test_everybody_is_as_likely_as_the_next() -> None:
    wishes = tuple(Wish(f"B01-{number:06}", ("A",)) for number in range(1, 6))
    won = Counter(next(iter(allocate(Inputs({"A": 1}, wishes), str(seed)).placed)) for seed in range(2000))
    assert all(320 < won[wish.card] < 480 for wish in wishes)
