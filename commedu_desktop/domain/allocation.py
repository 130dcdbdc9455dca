"""Places by ranked choices: a fair allocation that anyone can repeat from its seed.

Each pass gives everybody who may still have one at most one place, by student-proposing deferred acceptance (Gale and
Shapley, American Mathematical Monthly 69, 1962) with the centre's claims as priorities and one lottery for all ties
(Abdulkadiroğlu and Sönmez, American Economic Review 93, 2003; Abdulkadiroğlu, Pathak and Roth, ibid. 99, 2009). So
nobody is passed over by someone with a weaker claim, and in a round of one place each nobody gains by handing in
anything but the choices as they are. Without claims it is the random serial dictatorship (Abdulkadiroğlu and Sönmez,
Econometrica 66, 1998). A further place is given only after everybody had a turn for the first; every second pass
reverses the lots, as in a draft (Budish and Cantillon, American Economic Review 102, 2012).

A lot is the SHA-256 of `seed:card`: it depends on nothing else, and any computer can work it out.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from commedu_desktop.domain.enrolments import Claim

FORMAT = 1


@dataclass(frozen=True)
class Wish:
    """What one person handed in: codes of offerings, the dearest first; `most` places; claims other than OPEN."""

    card: str
    choices: tuple[str, ...]
    most: int = 1
    claims: Mapping[str, int] = field(default_factory=dict)

    def claim(self, code: str) -> int:
        return self.claims.get(code, int(Claim.OPEN))


@dataclass(frozen=True)
class Inputs:
    """Everything that decides: free places by code, pairs of codes at the same hours, and the wishes."""

    places: Mapping[str, int]
    wishes: tuple[Wish, ...]
    clashes: frozenset[tuple[str, str]] = frozenset()

    def clash(self, one: str, other: str) -> bool:
        return (min(one, other), max(one, other)) in self.clashes


@dataclass(frozen=True)
class Outcome:
    """Lots from 1 by card; codes given by card; cards that wait by code, in their order."""

    lots: Mapping[str, int]
    placed: Mapping[str, tuple[str, ...]]
    waiting: Mapping[str, tuple[str, ...]]


def plain(inputs: Inputs) -> dict[str, Any]:
    """The inputs as JSON, the same whatever order they came in."""
    return {
        "format": FORMAT,
        "places": {code: inputs.places[code] for code in sorted(inputs.places)},
        "clashes": [list(pair) for pair in sorted(inputs.clashes)],
        "wishes": [
            {
                "card": wish.card,
                "most": wish.most,
                "choices": list(wish.choices),
                "claims": {code: int(wish.claims[code]) for code in sorted(wish.claims)},
            }
            for wish in sorted(inputs.wishes, key=lambda wish: wish.card)
        ],
    }


def inputs_of(stored: Mapping[str, Any]) -> Inputs:
    """What `plain` wrote. Raises: ValueError for anything else."""
    try:
        if stored["format"] != FORMAT:
            raise ValueError(stored["format"])
        wishes = tuple(
            Wish(str(one["card"]), tuple(one["choices"]), int(one["most"]), dict(one["claims"]))
            for one in stored["wishes"]
        )
        return Inputs(dict(stored["places"]), wishes, frozenset((one, other) for one, other in stored["clashes"]))
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ValueError("not the inputs of an allocation") from wrong


def digest(inputs: Inputs) -> str:
    """SHA-256 of the inputs, in hexadecimal."""
    text = json.dumps(plain(inputs), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def lots_of(cards: Iterable[str], seed: str) -> dict[str, int]:
    """Card -> lot, from 1."""
    drawn = sorted((sha256(f"{seed}:{card}".encode()).hexdigest(), card) for card in cards)
    return {card: number for number, (_hash, card) in enumerate(drawn, 1)}


def allocate(inputs: Inputs, seed: str) -> Outcome:
    """Give the places, pass by pass; whoever comes away with none waits for each of their choices."""
    wishes = {wish.card: wish for wish in inputs.wishes}
    lots = lots_of(wishes, seed)
    placed: dict[str, list[str]] = {card: [] for card in wishes}
    for turn in range(max((wish.most for wish in wishes.values()), default=0)):
        sign = 1 if turn % 2 == 0 else -1
        given = _one_place_each(inputs, wishes, placed, {card: sign * lot for card, lot in lots.items()})
        if not given:
            break
        for card, code in given.items():
            placed[card].append(code)
    without = [wish for card, wish in wishes.items() if not placed[card]]
    return Outcome(
        lots,
        {card: tuple(sorted(codes, key=wishes[card].choices.index)) for card, codes in placed.items() if codes},
        {code: tuple(_in_turn(code, without, lots)) for code in sorted(inputs.places)},
    )


def _in_turn(code: str, wishes: Iterable[Wish], lots: Mapping[str, int]) -> list[str]:
    waiting = [wish for wish in wishes if code in wish.choices]
    return [wish.card for wish in sorted(waiting, key=lambda wish: (wish.claim(code), lots[wish.card]))]


def _one_place_each(
    inputs: Inputs, wishes: Mapping[str, Wish], placed: Mapping[str, list[str]], lots: Mapping[str, int]
) -> dict[str, str]:
    """Deferred acceptance: everybody asks for the dearest they may still ask for; the weakest claim gives way."""
    free = dict(inputs.places)
    for codes in placed.values():
        for code in codes:
            free[code] -= 1
    open_choices = {card: _still_possible(inputs, wish, placed[card]) for card, wish in wishes.items()}
    asked = dict.fromkeys(wishes, 0)
    held: dict[str, list[tuple[int, int, str]]] = {code: [] for code in inputs.places}
    asking = list(wishes)
    while asking:
        card = asking.pop()
        if asked[card] == len(open_choices[card]):
            continue
        code = open_choices[card][asked[card]]
        asked[card] += 1
        held[code].append((wishes[card].claim(code), lots[card], card))
        if len(held[code]) > free[code]:
            held[code].sort()
            asking.append(held[code].pop()[2])
    return {card: code for code, holders in held.items() for _claim, _lot, card in holders}


def _still_possible(inputs: Inputs, wish: Wish, had: list[str]) -> list[str]:
    if len(had) >= wish.most:
        return []
    return [code for code in wish.choices if code not in had and not any(inputs.clash(code, other) for other in had)]


def plain_outcome(outcome: Outcome) -> dict[str, Any]:
    """The outcome as JSON."""
    return {
        "lots": dict(sorted(outcome.lots.items())),
        "placed": {card: list(codes) for card, codes in sorted(outcome.placed.items())},
        "waiting": {code: list(cards) for code, cards in sorted(outcome.waiting.items())},
    }


def outcome_of(stored: Mapping[str, Any]) -> Outcome:
    """What `plain_outcome` wrote."""
    return Outcome(
        dict(stored["lots"]),
        {card: tuple(codes) for card, codes in stored["placed"].items()},
        {code: tuple(cards) for code, cards in stored["waiting"].items()},
    )


def ranks_given(inputs: Inputs, outcome: Outcome) -> dict[int, int]:
    """How many got their first choice as the best, their second …; 0: how many came away with none."""
    counted: dict[int, int] = {}
    for wish in inputs.wishes:
        codes = outcome.placed.get(wish.card, ())
        rank = min((wish.choices.index(code) + 1 for code in codes), default=0)
        counted[rank] = counted.get(rank, 0) + 1
    return dict(sorted(counted.items()))
