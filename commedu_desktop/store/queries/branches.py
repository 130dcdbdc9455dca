"""Branches of the centre."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.store.tables import Branch


@dataclass(frozen=True)
class BranchRow:
    """A place of the centre; the centre itself has no `parent_id`."""

    id: UUID
    code: str
    name: str
    parent_id: UUID | None
    address: str


def branches(session: Session) -> tuple[BranchRow, ...]:
    """The centre first, then its branches by code; those out of use are left out."""
    wanted = select(Branch).where(Branch.archived.is_(False)).order_by(Branch.parent_id.is_not(None), Branch.code)
    return tuple(BranchRow(row.id, row.code, row.name, row.parent_id, row.address) for row in session.scalars(wanted))


def root_branch_id(session: Session) -> UUID:
    """The centre itself. Raises: NoResultFound."""
    return session.scalars(select(Branch.id).where(Branch.parent_id.is_(None)).order_by(Branch.id).limit(1)).one()
