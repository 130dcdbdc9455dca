"""Many residents at once: put into a group, given out as a file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import locale, ngettext
from commedu_desktop.services.exports import export_table
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries.residents import ResidentFilter, best_ids, cards_of, resident_ids
from commedu_desktop.store.tables import PopulationGroup, ResidentGroup


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


def _name(group: PopulationGroup) -> str:
    return str(group.names.get(locale()) or group.code)


def list_file(session: Session, wanted: ResidentFilter, form: str, most: int | None = None) -> bytes:
    """Those whom the filter shows as `form` (xlsx, csv), in the columns that an import takes in."""
    from commedu_desktop.exchange.tables import write_table

    table = export_table(session, "residents", locale())
    if wanted.is_empty:
        return write_table(table, form)
    ids: Sequence[UUID] = best_ids(session, wanted, most) if wanted.text and most else resident_ids(session, wanted)
    cards = cards_of(session, ids)
    return write_table(replace(table, rows=[row for row in table.rows if row[0] in cards]), form)
