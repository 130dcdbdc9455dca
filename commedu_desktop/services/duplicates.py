"""Pairs of residents who may be one person: candidates share a key, then the parts are compared (rapidfuzz)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.likeness import AT_LEAST, SAME, Likeness, score
from commedu_desktop.domain.lookalikes import look_alike
from commedu_desktop.domain.pinyin import is_chinese
from commedu_desktop.domain.search import folded
from commedu_desktop.services.id_numbers import is_valid
from commedu_desktop.services.progress import Progress, silent
from commedu_desktop.services.two_people import told_apart
from commedu_desktop.store.tables import Resident

_LARGEST_BLOCK = 60
"""People who share a key; a key that more share tells nothing."""
_REPORTED = 20_000
"""Keys between two reports of progress, at which a search can be stopped."""
_LONG = 4
"""Letters of a word of an address from which on it tells something."""
_BY_EDITS = {0: 1.0, 1: 0.8, 2: 0.35}
"""How alike two numbers are, by the number of slips between them."""
_SOUNDS = 0.93
_CONFUSED = 0.85
_OTHER_NAME = 0.6
"""Chinese names share syllables by chance: what is left of a likeness in sound."""


@dataclass(frozen=True)
class Described:
    """What of a resident is compared."""

    id: UUID
    card: str
    name: str
    pinyin: str
    born: date | None
    id_number: str
    phone: str
    address: str


@dataclass(frozen=True)
class DuplicatePair:
    """`why` names the parts that agree: name, born, id_number, phone, address."""

    a: Described
    b: Described
    score: float
    why: tuple[str, ...]


def duplicates(session: Session, at_least: float = AT_LEAST, progress: Progress = silent) -> list[DuplicatePair]:
    """Who on the register may be registered twice, the likeliest first, without pairs told apart."""
    r = Resident
    wanted = select(r.id, r.card, r.name, r.pinyin, r.born, r.id_number, r.phone, r.address)
    rows = session.execute(wanted.where(r.archived.is_(False), r.merged_into_id.is_(None)).order_by(r.id))
    apart = told_apart(session)
    pairs = alike_pairs([Described(*row) for row in rows], at_least, progress)
    return [pair for pair in pairs if frozenset((pair.a.id, pair.b.id)) not in apart]


def pair_of(session: Session, one_id: UUID, other_id: UUID) -> DuplicatePair:
    """Two residents whom somebody chose, compared like all others; the older record first."""
    one, other = (_described(session.get_one(Resident, key)) for key in sorted((one_id, other_id)))
    likeness = compare(one, other)
    return DuplicatePair(one, other, round(score(likeness), 3), likeness.agrees)


def _described(row: Resident) -> Described:
    return Described(row.id, row.card, row.name, row.pinyin, row.born, row.id_number, row.phone, row.address)


def alike_pairs(
    people: Sequence[Described], at_least: float = AT_LEAST, progress: Progress = silent
) -> list[DuplicatePair]:
    """The pairs of `people` that score at least so much, the likeliest first."""
    found = []
    candidates = _candidates(people, progress)
    for a, b in candidates:
        likeness = compare(people[a], people[b])
        if (points := score(likeness)) >= at_least:
            found.append(DuplicatePair(people[a], people[b], round(points, 3), likeness.agrees))
    return sorted(found, key=lambda pair: (-pair.score, pair.a.card, pair.b.card))


def _candidates(people: Sequence[Described], progress: Progress) -> list[tuple[int, int]]:
    """Who shares a key, without those who are surely two: few are left of millions, and only they are compared."""
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(people):
        for key in set(_keys(one)):
            blocks[key].append(number)
    marks, found = [_Marks.of(one) for one in people], set[tuple[int, int]]()
    for done, block in enumerate(blocks.values()):
        if done % _REPORTED == 0:
            progress(done, len(blocks))
        if len(block) <= _LARGEST_BLOCK:
            found.update(pair for pair in combinations(block, 2) if not _surely_two(marks[pair[0]], marks[pair[1]]))
    return sorted(found)


@dataclass(frozen=True, slots=True)
class _Marks:
    """By what two are told apart at a glance; `valid` is an ID number whose check digit is right."""

    name: str
    pinyin: str
    chinese: bool
    id_number: str
    valid: bool

    @classmethod
    def of(cls, one: Described) -> "_Marks":
        return cls(one.name, one.pinyin, is_chinese(one.name), one.id_number, is_valid(one.id_number))


def _surely_two(one: _Marks, other: _Marks) -> bool:
    """Two right ID numbers are two people; so are Chinese names that neither look nor sound alike, twins perhaps."""
    if one.valid and other.valid and one.id_number != other.id_number:
        return True
    if not (one.chinese and other.chinese) or one.name == other.name or one.pinyin == other.pinyin:
        return False
    if look_alike(one.name, other.name):
        return False
    return not (one.id_number and other.id_number and _numbers(one.id_number, other.id_number) >= SAME)


def _keys(one: Described) -> Iterator[str]:
    """Whoever shares one of these is compared."""
    sounds = folded(one.pinyin or one.name).split()
    year = str(one.born.year) if one.born else ""
    yield from (f"born {one.born}", f"sound {''.join(sounds)} {year}") if one.born else ()
    yield from (f"id {one.id_number}", f"ids {one.id_number[:-2]}", f"ide {one.id_number[2:]}") if one.id_number else ()
    yield from (f"phone {one.phone}", f"tail {one.phone[-4:]} {sounds[:1]}") if one.phone else ()
    yield from (f"part {sound[:3]} {year}" for sound in sounds)
    yield f"short {sorted(sound[:2] for sound in sounds)} {one.id_number[:2]}"
    yield from _address_keys(one, sounds)


def _address_keys(one: Described, sounds: list[str]) -> Iterator[str]:
    words = folded(one.address).split()
    yield from (f"home {one.address} {sound[:2]}" for sound in sounds[:1] if one.address)
    long = sorted({word[:5] for word in words if len(word) > _LONG})
    yield from (f"two {first} {second}" for first, second in combinations(long, 2))


def compare(one: Described, other: Described) -> Likeness:
    """How alike the parts are that both say."""
    return Likeness(
        name=_names(one, other) if one.name and other.name else None,
        born=_numbers(f"{one.born:%Y%m%d}", f"{other.born:%Y%m%d}") if one.born and other.born else None,
        id_number=_numbers(one.id_number, other.id_number) if one.id_number and other.id_number else None,
        phone=_numbers(one.phone, other.phone) if one.phone and other.phone else None,
        address=_texts(one.address, other.address, 0.9) if one.address and other.address else None,
    )


def _names(one: Described, other: Described) -> float:
    if not (is_chinese(one.name) and is_chinese(other.name)):
        several = min(len(one.name.split()), len(other.name.split())) > 1
        return _texts(one.name, other.name, 0.92 if several else 0.75)
    if one.name == other.name:
        return 1.0
    if one.pinyin == other.pinyin:
        return _SOUNDS
    if look_alike(one.name, other.name):
        return _CONFUSED
    return _texts(one.pinyin, other.pinyin, 0.7) * _OTHER_NAME


def _numbers(one: str, other: str) -> float:
    """By slips of the hand: a digit wrong, missing, or two swapped."""
    from rapidfuzz.distance import OSA

    return _BY_EDITS.get(OSA.distance(one, other, score_cutoff=2), 0.0)


def _texts(one: str, other: str, parts_count: float) -> float:
    """Words in any order; words that are missing on one side cost `parts_count`."""
    from rapidfuzz import fuzz

    return max(fuzz.token_sort_ratio(one, other), fuzz.token_set_ratio(one, other) * parts_count) / 100


def shown_pairs(pairs: Iterable[DuplicatePair]) -> list[dict[str, object]]:
    """As `commedu duplicates` prints them."""
    return [{"a": pair.a.card, "b": pair.b.card, "score": pair.score, "why": list(pair.why)} for pair in pairs]
