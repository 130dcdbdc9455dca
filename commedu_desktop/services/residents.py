"""Residents: finding, registering, changing and putting away; who may be the same person."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.duplicates import Traits, reasons_alike, weight
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.residents import Sex, kept_card, kept_id_number, kept_phone
from commedu_desktop.i18n import locale
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.households import is_taken, joined_household, next_card
from commedu_desktop.services.pinyin import pinyin_of
from commedu_desktop.services.resident_fields import checked
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries import resident_detail as queries_of_one
from commedu_desktop.store.queries import resident_record as queries_of_record
from commedu_desktop.store.queries import residents as queries
from commedu_desktop.store.queries.resident_detail import ResidentDetail
from commedu_desktop.store.queries.resident_record import ResidentRecord
from commedu_desktop.store.queries.residents import (
    FoundResident,
    GroupRow,
    ResidentFilter,
    best_ids,
    class_choices,
    count_residents,
    resident_ids,
)
from commedu_desktop.store.search import find_ids
from commedu_desktop.store.tables import Branch, PopulationGroup, Resident, ResidentGroup

__all__ = [
    "FoundResident",
    "GroupRow",
    "ResidentDetail",
    "ResidentFilter",
    "ResidentRecord",
    "best_ids",
    "class_choices",
    "count_residents",
    "resident_ids",
]


@dataclass(frozen=True)
class RegisterResident:
    """What is known of a new resident; only the name must be.

    Without a branch it is the centre itself, without a card the next number of the branch, without pinyin it is made,
    and an ID number gives birth date and sex. `household` is its code (made when new); `household_with` another member.
    `groups` are codes; `photo` is the content of a picture file; `extra` holds consent, contact and own fields.
    """

    name: str
    branch_id: UUID | None = None
    card: str = ""
    pinyin: str = ""
    sex: Sex | None = None
    born: date | None = None
    id_number: str = ""
    phone: str = ""
    address: str = ""
    household: str = ""
    household_with: UUID | None = None
    groups: tuple[str, ...] = ()
    joined: date | None = None
    note: str = ""
    photo: bytes = b""
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ChangeResident:
    """New values by the names of RegisterResident. A blank changes nothing unless its name is in `clear`."""

    id: UUID
    values: dict[str, Any]
    clear: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LikelyDuplicate:
    """Somebody on the register who may be the person; `reasons` are keys of `domain.duplicates.WEIGHTS`."""

    resident: FoundResident
    reasons: tuple[str, ...]


_PLAIN = frozenset({"name", "pinyin", "sex", "born", "id_number", "phone", "address", "note", "joined"})
_KNOWN = {field.name for field in fields(RegisterResident)}


def find_residents(session: Session, typed: str, limit: int = 20) -> list[FoundResident]:
    """Residents by whatever was typed, the best first."""
    return list(resident_rows(session, find_ids(session, typed, limit)).values())


def resident_rows(session: Session, ids: Iterable[UUID]) -> dict[UUID, FoundResident]:
    """The rows of some residents, by id."""
    return queries.resident_rows(session, ids, locale())


def population_groups(session: Session) -> tuple[GroupRow, ...]:
    """The groups in use, named in the language spoken."""
    return queries.population_groups(session, locale())


def resident_detail(session: Session, resident_id: UUID, day: date) -> ResidentDetail | None:
    """All that a clerk wants in sight of one resident; `day` decides which term is the present one."""
    hours = centre_settings(session, day.year).hours_per_credit
    return queries_of_one.resident_detail(session, resident_id, day, hours, locale())


def resident_record(session: Session, resident_id: UUID, day: date) -> ResidentRecord:
    """Every class, mark, certificate and write of one resident; credits as they count in the year of `day`."""
    return queries_of_record.resident_record(session, resident_id, centre_settings(session, day.year).hours_per_credit)


def register_resident(session: Session, request: RegisterResident) -> UUID:
    """Put a person on the register; returns the id.

    Raises: Refused name-missing, name-too-long, phone-form, born-in-future, born-too-early, id-number-…, card-taken,
    id-number-taken, group-unknown, branch-unknown, picture-…, consent-in-future, own-field-….
    """
    values = {name: getattr(request, name) for name in _PLAIN}
    today = local_now(session).date()
    plain = checked(values, today)
    _check_id_number_free(session, plain["id_number"], None)
    branch = _branch(session, request.branch_id)
    resident = Resident(
        **{**plain, "pinyin": plain["pinyin"] or pinyin_of(plain["name"]), "joined": plain["joined"] or today},
        card=_card(session, request.card, branch),
        branch_id=branch.id,
        household_id=joined_household(session, request.household, request.household_with, plain["address"]),
        extra=_extra(session, {}, request.extra) if request.extra else {},
    )
    session.add(resident)
    _set_groups(session, resident.id, request.groups)
    if request.photo:
        _photo(session, resident.id, request.photo)
    name_write(session, resident.name)
    return resident.id


def change_resident(session: Session, request: ChangeResident) -> UUID:
    """Change what is said about a resident. Raises: as `register_resident`."""
    if unknown := set(request.values) - _KNOWN:
        raise ValueError(f"RegisterResident has no fields {sorted(unknown)}")
    resident = session.get_one(Resident, request.id)
    told = {name: value for name, value in request.values.items() if value or name in request.clear}
    present = {name: getattr(resident, name) for name in _PLAIN}
    plain = checked(
        present | {name: value for name, value in told.items() if name in _PLAIN}, local_now(session).date()
    )
    _check_id_number_free(session, plain["id_number"], resident.id)
    if plain["name"] != resident.name and "pinyin" not in told:
        plain["pinyin"] = pinyin_of(plain["name"])
    for name, value in plain.items():
        setattr(resident, name, value)
    _change_links(session, resident, told)
    name_write(session, resident.name)
    return resident.id


def _change_links(session: Session, resident: Resident, told: dict[str, Any]) -> None:
    if told.get("branch_id"):
        resident.branch_id = _branch(session, told["branch_id"]).id
    if told.get("card") and told["card"] != resident.card:
        _another_card(session, resident, told["card"])
    if "household" in told or "household_with" in told:
        resident.household_id = joined_household(
            session, told.get("household") or "", told.get("household_with"), resident.address
        )
    if "groups" in told:
        _set_groups(session, resident.id, told["groups"])
    if told.get("extra"):
        resident.extra = _extra(session, resident.extra, told["extra"])
    if "photo" in told:
        _photo(session, resident.id, told["photo"])


def _another_card(session: Session, resident: Resident, typed: str) -> None:
    """The number as typed; the one before is void from now on."""
    from commedu_desktop.services.cards import void_card

    card, old = _card(session, typed, _branch(session, resident.branch_id)), resident.card
    resident.card = card
    void_card(session, resident.id, old)


def _extra(session: Session, present: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    from commedu_desktop.services.custom_fields import custom_fields
    from commedu_desktop.services.resident_extra import changed_extra

    return changed_extra(present, told, custom_fields(session), local_now(session).date())


def _photo(session: Session, resident_id: UUID, content: bytes) -> None:
    from commedu_desktop.services.photos import keep_photo

    keep_photo(session, resident_id, content)


def archive_resident(session: Session, resident_id: UUID) -> None:
    """Take a resident off the lists; what was attended stays in the figures, and undo brings the row back."""
    resident = session.get_one(Resident, resident_id)
    resident.archived = True
    name_write(session, resident.name)


def likely_duplicates(
    session: Session, draft: RegisterResident, besides: UUID | None = None, limit: int = 5
) -> list[LikelyDuplicate]:
    """Who on the register may be the person that is being typed, the likeliest first; reads only."""
    name = draft.name.strip()
    pinyin = draft.pinyin or (pinyin_of(name) if name else "")
    wanted = Traits(name, pinyin, draft.born, kept_phone(draft.phone), kept_id_number(draft.id_number))
    found = queries.alike(
        session, id_number=wanted.id_number, phone=wanted.phone, pinyin=pinyin, born=wanted.born, limit=200
    )
    others = {besides, *(_told_apart_from(session, besides) if besides else ())}
    scored = [(reasons_alike(wanted, _traits(one)), one.id) for one in found if one.id not in others]
    best = sorted((entry for entry in scored if entry[0]), key=lambda entry: (-weight(entry[0]), entry[1]))[:limit]
    rows = resident_rows(session, [key for _, key in best])
    return [LikelyDuplicate(rows[key], reasons) for reasons, key in best if key in rows]


def _told_apart_from(session: Session, resident_id: UUID) -> set[UUID]:
    from commedu_desktop.services.two_people import not_the_same_as

    return not_the_same_as(session, resident_id)


def _traits(resident: Resident) -> Traits:
    return Traits(resident.name, resident.pinyin, resident.born, resident.phone, resident.id_number)


def _branch(session: Session, branch_id: UUID | None) -> Branch:
    """Raises: Refused branch-unknown."""
    wanted = Branch.id == branch_id if branch_id else Branch.parent_id.is_(None)
    found = session.scalars(select(Branch).where(wanted).order_by(Branch.code)).first()
    if found is None:
        raise Refused("branch-unknown")
    return found


def _card(session: Session, typed: str, branch: Branch) -> str:
    """The card as typed, or the branch's next free number: B01-000012. Raises: Refused card-taken, card-void."""
    typed = kept_card(typed)
    if not typed:
        return next_card(session, branch)
    holder = session.scalars(select(Resident).where(Resident.card == typed)).one_or_none()
    if holder is not None:
        raise Refused("card-taken", card=typed, name=holder.name)
    if is_taken(session, typed):
        raise Refused("card-void", card=typed)
    return typed


def _check_id_number_free(session: Session, id_number: str, own_id: UUID | None) -> None:
    if not id_number:
        return
    wanted = select(Resident).where(Resident.id_number == id_number, Resident.archived.is_(False))
    for holder in session.scalars(wanted):
        if holder.id != own_id:
            raise Refused("id-number-taken", name=holder.name, card=holder.card)


def _set_groups(session: Session, resident_id: UUID, codes: Iterable[str]) -> None:
    """Exactly these groups. Raises: Refused group-unknown."""
    groups = session.execute(select(PopulationGroup.code, PopulationGroup.id)).all()
    known: dict[str, UUID] = dict(groups)
    wanted = set()
    for code in codes:
        if code not in known:
            raise Refused("group-unknown", group=code)
        wanted.add(known[code])
    rows = session.scalars(select(ResidentGroup).where(ResidentGroup.resident_id == resident_id)).all()
    for row in rows:
        if row.group_id not in wanted:
            session.delete(row)
    for group_id in sorted(wanted - {row.group_id for row in rows}):
        session.add(ResidentGroup(resident_id=resident_id, group_id=group_id))
