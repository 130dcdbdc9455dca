"""Who may be the same person: why somebody on the register looks like somebody who is being registered."""

from dataclasses import dataclass
from datetime import date

from commedu_desktop.domain.lookalikes import look_alike


@dataclass(frozen=True)
class Traits:
    """What a person is recognised by; empty where it is not known."""

    name: str
    pinyin: str = ""
    born: date | None = None
    phone: str = ""
    id_number: str = ""


WEIGHTS = {"id-number": 100, "name": 40, "sounds-alike": 25, "looks-alike": 25, "born": 35, "phone": 35}
ENOUGH = 60
"""Together the reasons must weigh as much, so that strangers who share a birthday or a name are not asked about."""


def reasons_alike(one: Traits, other: Traits) -> tuple[str, ...]:
    """Keys of WEIGHTS that hold between the two, none when they are surely two persons."""
    if one.id_number and other.id_number and one.id_number != other.id_number:
        return ()
    reasons = ["id-number"] if one.id_number and one.id_number == other.id_number else []
    if one.name and one.name == other.name:
        reasons.append("name")
    elif one.pinyin and one.pinyin == other.pinyin:
        reasons.append("sounds-alike")
    elif look_alike(one.name, other.name):
        reasons.append("looks-alike")
    if one.born is not None and one.born == other.born:
        reasons.append("born")
    if one.phone and one.phone == other.phone:
        reasons.append("phone")
    return tuple(reasons) if weight(reasons) >= ENOUGH or _nothing_else_known(one, other, reasons) else ()


def weight(reasons: list[str] | tuple[str, ...]) -> int:
    return sum(WEIGHTS[reason] for reason in reasons)


def _nothing_else_known(one: Traits, other: Traits, reasons: list[str]) -> bool:
    """The same name, and neither birth date nor phone to tell the two apart."""
    born_differs = one.born is not None and other.born is not None and one.born != other.born
    told_apart = born_differs or bool(one.phone and other.phone and one.phone != other.phone)
    return reasons == ["name"] and not told_apart
