"""The residents of the demonstration centre: households, names of three generations, groups, numbers."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from commedu_desktop.domain.residents import Sex
from commedu_desktop.services.demo_stage import Rows, Slot, Stage
from commedu_desktop.store.tables import Enrolment, Household, Resident, ResidentGroup

_PATTERNS = {
    "ee": 30, "e": 19, "mmc": 17, "mmcc": 6, "emmc": 9, "emmp": 11, "mmp": 13,
    "eemmc": 4, "mm": 7, "m": 6, "y": 7, "yy": 4, "mc": 5,
}  # fmt: skip
"""Households by who lives in them (elder, middle, young, child, preschool child), and how many there are of each."""
_AGES = {"e": (60, 86), "m": (31, 58), "y": (19, 30), "c": (6, 16), "p": (3, 5)}
_BRANCHES = {"B01": 46, "B02": 19, "B03": 20, "B04": 15}
_PREFIXES = ("138", "139", "135", "137", "136", "150", "151", "158", "159", "186", "187", "188")


_HEARD = {"立": "力", "建": "健", "丽": "莉", "志": "智", "玉": "钰"}
"""What is written for a character of a name by who only hears it."""

SCHOOLING = "x1"
"""The demonstration's field of its own."""
_SCHOOLS = (
    {"en": "primary school", "zh_CN": "小学"},
    {"en": "secondary school", "zh_CN": "中学"},
    {"en": "college", "zh_CN": "大专及以上"},
)
_CHILD_OF = {Sex.FEMALE: {"en": "mother", "zh_CN": "母亲"}, Sex.MALE: {"en": "father", "zh_CN": "父亲"}}
_PARENT_OF = {Sex.FEMALE: {"en": "daughter", "zh_CN": "女儿"}, Sex.MALE: {"en": "son", "zh_CN": "儿子"}}


def own_field(stage: Stage) -> dict[str, Any]:
    """What `services.custom_fields` keeps: schooling, as a choice."""
    choices = [stage.word(one) for one in _SCHOOLS]
    name = stage.word({"en": "Schooling", "zh_CN": "文化程度"})
    return {"last": 1, "fields": [{"code": SCHOOLING, "name": name, "kind": "choice", "choices": choices}]}


OLDER_WOMEN = {"en": "Older women without a lesson for four weeks", "zh_CN": "四周未上课的老年女性"}


def own_filter(stage: Stage, groups: dict[str, UUID]) -> dict[str, Any]:
    """What `services.saved_filters` keeps."""
    choices = {"group": groups["older-adult"].hex, "sex": "F", "since": 4}
    return {stage.word(OLDER_WOMEN): choices}


@dataclass
class Person:
    """A resident of the demonstration, and when he or she already has a class."""

    row: dict[str, Any]
    groups: list[str]
    keen: float
    joins: list[str] = field(default_factory=list)
    waits: list[str] = field(default_factory=list)
    busy: list[Slot] = field(default_factory=list)
    branch: str = "B01"

    @property
    def id(self) -> UUID:
        found: UUID = self.row["id"]
        return found

    def age_on(self, day: date) -> int:
        born: date = self.row["born"]
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def is_free(self, wanted: list[Slot]) -> bool:
        return not any(a[0] == b[0] and a[1] < b[2] and b[1] < a[2] for a in self.busy for b in wanted)


class Register:
    """Makes residents one household at a time."""

    def __init__(self, stage: Stage, rows: Rows, branches: dict[str, UUID], groups: dict[str, UUID]) -> None:
        self.stage, self.rows, self.branches, self.groups = stage, rows, branches, groups
        self.chance = stage.random("people")
        self.names = stage.listed("names")
        self.people: list[Person] = []
        self.cards = Counter[str]()
        self._further = stage.random("further")
        self._phones = 0
        self._households = 0

    def fill(self, number: int) -> list[Person]:
        """The residents that have a name in the list, then others until there are `number`."""
        for household in self.stage.listed("people"):
            self._add_listed(household)
        while len(self.people) < number:
            self._add_household(number - len(self.people))
        return self.people

    def _add_listed(self, entry: dict[str, Any]) -> None:
        home = self._home(entry["branch"])
        for member in entry["members"]:
            values = {"name": member["name"], "pinyin": member["pinyin"], "sex": Sex(member["sex"])}
            born = date.fromisoformat(member["born"])
            person = self._add(entry["branch"], home, values | {"born": born}, member["groups"])
            person.joins, person.waits, person.keen = member["joins"], member.get("waits", []), 1.0

    def _add_household(self, room: int) -> None:
        branch = self.chance.choices(list(_BRANCHES), list(_BRANCHES.values()))[0]
        pattern = self.chance.choices(list(_PATTERNS), list(_PATTERNS.values()))[0][:room]
        home = self._home(branch)
        family = self._surname()
        for at, role in enumerate(pattern):
            sex = Sex.FEMALE if at % 2 else self.chance.choice([Sex.MALE, Sex.FEMALE])
            surname = self._surname() if sex is Sex.FEMALE and role in "em" else family
            age = self.chance.randint(*_AGES[role])
            name, pinyin = full_name(self.chance, self.names, surname, sex, age)
            born = date(self.stage.now.year - age - 1, 12, 1) + timedelta(days=self.chance.randint(0, 350))
            values = {"name": name, "pinyin": pinyin, "sex": sex, "born": born}
            self._add(branch, home, values, groups_of(self.chance, sex, age, branch))

    def _home(self, branch: str) -> dict[str, Any]:
        self._households += 1
        streets = [street for street in self.names["streets"] if street["branch"] == branch]
        where = self.stage.word(self.chance.choice(streets))
        numbers = {"n": self.chance.randint(1, 88), "b": self.chance.randint(1, 12)}
        room = self.chance.randint(1, 6) * 100 + self.chance.randint(1, 4)
        address = where.format(**numbers, r=room)
        return self.rows.add(Household, code=f"H{self._households:04}", address=address)

    def _surname(self) -> list[Any]:
        surnames = self.names["surnames"]
        found: list[Any] = self.chance.choices(surnames, [weight for _, _, weight in surnames])[0]
        return found

    def _add(self, branch: str, home: dict[str, Any], values: dict[str, Any], groups: list[str]) -> Person:
        self.cards[branch] += 1
        row = self.rows.add(
            Resident,
            card=f"{branch}-{self.cards[branch]:06}",
            branch_id=self.branches[branch],
            household_id=home["id"],
            address=home["address"],
            phone=self._phone(),
            id_number=self._id_number(values),
            joined=self._joined(values["born"]),
            **values,
        )
        row["extra"] = self._extra(row)
        for group in (*groups, *([] if "floating" in groups else ["registered"])):
            self.rows.add(ResidentGroup, resident_id=row["id"], group_id=self.groups[group])
        person = Person(row, groups, keen=self.chance.triangular(0.6, 1.15, 1.0), branch=branch)
        self.people.append(person)
        return person

    def _phone(self) -> str:
        """From the numbers that no operator gives out: four noughts after the prefix."""
        self._phones += 1
        return f"{self.chance.choice(_PREFIXES)}0000{self._phones:04}"

    def _id_number(self, values: dict[str, Any]) -> str:
        if values["name"].isascii() or self.chance.random() < 0.08:
            return ""
        return id_number(self.chance.choice(self.names["places"]), values["born"], values["sex"], len(self.people))

    def _extra(self, row: dict[str, Any]) -> dict[str, Any]:
        """Consent, whom to call and schooling of most; drawn apart, so that everything else stays as it was."""
        chance, age = self._further, self.stage.now.year - row["born"].year
        extra: dict[str, Any] = {"consent": row["joined"].isoformat()} if chance.random() < 0.9 else {}
        if age < 18 or age >= 60 or chance.random() < 0.3:
            sex = chance.choice(list(Sex))
            extra["contact_name"] = full_name(chance, self.names, chance.choice(self.names["surnames"]), sex, 40)[0]
            extra["contact_phone"] = f"{chance.choice(_PREFIXES)}0000{9_000 + len(self.people):04}"
            extra["contact_relation"] = self.stage.word(_CHILD_OF[sex] if age < 18 else _PARENT_OF[sex])
        if age >= 18:
            extra[SCHOOLING] = self.stage.word(chance.choices(_SCHOOLS, [3, 4, 3] if age >= 60 else [1, 3, 6])[0])
        return extra

    def _joined(self, born: date) -> date:
        earliest = max(date(self.stage.now.year - 6, 3, 1), born + timedelta(days=700))
        latest = self.stage.term_starts
        return earliest + timedelta(days=self.chance.randint(0, max((latest - earliest).days, 0)))


def register_one_twice(stage: Stage, rows: Rows, people: list[Person]) -> None:
    """Somebody came to another branch years later without papers, and the name was written as it was heard."""
    learning = {one["resident_id"] for one in rows.by_table[Enrolment]}
    living = Counter(one.row["household_id"] for one in people)
    spare = [one for one in people if one.id not in learning and one.age_on(stage.now.date()) >= 18]
    for one in sorted(spare, key=lambda one: living[one.row["household_id"]]):
        known = (it for it in people if it.id in learning and _misheard(it.row["name"]))
        first = next((it for it in known if it.branch != one.branch and it.row["sex"] is one.row["sex"]), None)
        if first is not None:
            _become(rows, one.row, first.row, alone=living[one.row["household_id"]] == 1)
            return


def _become(rows: Rows, double: dict[str, Any], first: dict[str, Any], *, alone: bool) -> None:
    if alone:
        homes = rows.by_table[Household]
        rows.by_table[Household] = [home for home in homes if home["id"] != double["household_id"]]
    double |= {name: first[name] for name in ("pinyin", "born", "phone", "address")}
    double |= {"name": _misheard(first["name"]), "id_number": "", "household_id": None}
    double["extra"] = {name: value for name, value in double["extra"].items() if not name.startswith("contact")}


def _misheard(name: str) -> str:
    """Empty where no character is easily mistaken."""
    wrong = name[:1] + "".join(_HEARD.get(character, character) for character in name[1:])
    return wrong if wrong != name else ""


def full_name(chance: Random, names: dict[str, Any], surname: list[Any], sex: Sex, age: int) -> tuple[str, str]:
    """A name and its pinyin as they were given at that time."""
    era = "old" if age >= 58 else "middle" if age >= 30 else "young"
    given, read = chance.choice(names["given"][sex.value][era])
    return surname[0] + given, f"{surname[1]} {read}"


def groups_of(chance: Random, sex: Sex, age: int, branch: str) -> list[str]:
    """The population groups in which such a resident counts."""
    if age < 18:
        own = "preschool" if age < 6 else "youth"
        return [own, "family"] if chance.random() < 0.4 else [own]
    if age >= 60:
        return ["older-adult", "vulnerable"] if chance.random() < 0.07 else ["older-adult"]
    work = "rural-labour" if branch == "B03" else "laid-off"
    groups = [chance.choices(["employee", work, "floating"], [55, 25 if branch == "B03" else 12, 16])[0]]
    if sex is Sex.FEMALE and chance.random() < 0.35:
        groups.append("women")
    if age >= 28 and chance.random() < 0.25:
        groups.append("family")
    return groups


def id_number(place: str, born: date, sex: Sex, serial: int) -> str:
    """18 digits after GB 11643-1999; serials from 900 up are given to nobody."""
    order = 900 + serial * 2 % 96 + (1 if sex is Sex.MALE else 0)
    digits = f"{place}{born:%Y%m%d}{order}"
    weights = [2 ** (17 - at) % 11 for at in range(17)]
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return digits + "10X98765432"[total % 11]
