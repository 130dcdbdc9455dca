"""Population groups: the editable list that residents are counted by."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.residents import one_line
from commedu_desktop.i18n import locale
from commedu_desktop.services.catalogue import next_code, refuse_blank
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.tables import PopulationGroup, Resident, ResidentGroup


@dataclass(frozen=True)
class RenameGroup:
    """`name` in the language spoken; the other languages keep theirs."""

    id: UUID
    name: str


def add_group(session: Session, name: str) -> UUID:
    """A group at the end of the list. Raises: Refused name-missing."""
    name = one_line(name)
    refuse_blank(name)
    last = session.scalar(select(func.max(PopulationGroup.position))) or 0
    row = PopulationGroup(
        code=next_code(session, PopulationGroup, "group-", 2), names={locale(): name, "en": name}, position=last + 1
    )
    session.add(row)
    name_write(session, name)
    return row.id


def rename_group(session: Session, request: RenameGroup) -> None:
    """Raises: Refused name-missing."""
    row, name = session.get_one(PopulationGroup, request.id), one_line(request.name)
    refuse_blank(name)
    row.names = {**row.names, locale(): name}
    name_write(session, name)


def archive_group(session: Session, group_id: UUID) -> None:
    """Raises: Refused group-in-use while residents are in it."""
    row = session.get_one(PopulationGroup, group_id)
    name = str(row.names.get(locale()) or row.code)
    inside = (
        select(func.count())
        .select_from(ResidentGroup)
        .join(Resident, Resident.id == ResidentGroup.resident_id)
        .where(ResidentGroup.group_id == row.id, Resident.archived.is_(False))
    )
    if count := session.scalar(inside):
        raise Refused("group-in-use", name=name, count=count)
    row.archived = True
    name_write(session, name)
