"""Many residents at once: put into a group, enrolled, given out as a file."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import locale, ngettext
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries.residents import ResidentFilter, best_ids, resident_ids
from commedu_desktop.store.tables import Offering, PopulationGroup, Resident, ResidentGroup


@dataclass(frozen=True)
class AddToGroup:
    """`group_id` for each of the residents who is not in it yet."""

    resident_ids: tuple[UUID, ...]
    group_id: UUID


def add_to_group(session: Session, request: AddToGroup) -> int:
    """Returns how many were added. Raises: Refused all-in-group when there is nobody to add."""
    group = session.get_one(PopulationGroup, request.group_id)
    inside = select(ResidentGroup.resident_id).where(ResidentGroup.group_id == group.id)
    there = set(session.scalars(inside.where(ResidentGroup.resident_id.in_(request.resident_ids))))
    added = [key for key in request.resident_ids if key not in there]
    if not added:
        raise Refused("all-in-group", group=_name(group))
    for key in added:
        session.add(ResidentGroup(resident_id=key, group_id=group.id))
    people = ngettext("{count} resident", "{count} residents", len(added)).format(count=len(added))
    name_write(session, f"{people} · {_name(group)}")
    return len(added)


@dataclass(frozen=True)
class EnrolSeveral:
    """All of these into one offering; who cannot join is named and left out."""

    resident_ids: tuple[UUID, ...]
    offering_id: UUID


@dataclass(frozen=True)
class EnrolledSeveral:
    """Names of those enrolled, of those who wait now, and who was refused with the reason."""

    enrolled: tuple[str, ...]
    waiting: tuple[str, ...]
    refused: tuple[tuple[str, Refused], ...]


def enrol_several(session: Session, request: EnrolSeveral) -> EnrolledSeveral:
    """One write, undone by one undo. Raises: the refusal itself when nobody at all can join."""
    from commedu_desktop.services.enrolments import Enrol, enrol

    enrolled: list[str] = []
    waiting: list[str] = []
    refused: list[tuple[str, Refused]] = []
    title = session.get_one(Offering, request.offering_id).title
    for key in request.resident_ids:
        name = session.get_one(Resident, key).name
        try:
            with session.begin_nested():
                done = enrol(session, Enrol(key, request.offering_id))
        except Refused as wrong:
            refused.append((name, wrong))
            continue
        (waiting if done.status is EnrolmentStatus.WAITING else enrolled).append(name)
    if refused and not (enrolled or waiting):
        raise refused[0][1]
    joined = len(enrolled) + len(waiting)
    people = ngettext("{count} resident", "{count} residents", joined).format(count=joined)
    name_write(session, f"{people} · {title}")
    return EnrolledSeveral(tuple(enrolled), tuple(waiting), tuple(refused))


def _name(group: PopulationGroup) -> str:
    return str(group.names.get(locale()) or group.code)


@dataclass(frozen=True)
class Shown:
    """What a table shows: whom, in which order; of a typed text only the best `most`."""

    wanted: ResidentFilter
    sort: str = ""
    descending: bool = False
    most: int | None = None


def list_file(session: Session, shown: Shown, form: str, actor: str) -> bytes:
    """Those whom a table shows, in its order, as `form` (xlsx, csv), in the columns that an import takes in.

    ID numbers are masked unless `actor` may see them.
    """
    from commedu_desktop.exchange.tables import write_table
    from commedu_desktop.services.exports import residents_table

    ids, wanted = None, shown.wanted
    if wanted.text and shown.most:
        ids = best_ids(session, wanted, shown.most)
    elif shown.sort or not wanted.is_empty:
        ids = resident_ids(session, wanted, shown.sort or "name", shown.descending)
    return write_table(residents_table(session, locale(), actor, ids), form)
