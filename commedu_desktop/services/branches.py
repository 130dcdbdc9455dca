"""Branches: the places of the centre."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.residents import one_line
from commedu_desktop.services.catalogue import change, refuse_blank, refuse_taken_code
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries.branches import BranchRow, branches
from commedu_desktop.store.tables import Branch, Offering, Resident

__all__ = ["BranchRow", "ChangeBranch", "NewBranch", "add_branch", "archive_branch", "branches", "change_branch"]


@dataclass(frozen=True)
class NewBranch:
    """The code begins the card numbers of the branch: `B02` gives `B02-000001`."""

    code: str
    name: str
    parent_id: UUID | None = None
    address: str = ""


@dataclass(frozen=True)
class ChangeBranch:
    """New values by the names of NewBranch."""

    id: UUID
    values: dict[str, Any]


def add_branch(session: Session, request: NewBranch) -> UUID:
    """A branch of the centre. Raises: Refused code-missing, code-taken, name-missing."""
    code, name = one_line(request.code), one_line(request.name)
    refuse_taken_code(session, Branch, code)
    refuse_blank(name)
    parent = request.parent_id or _root(session).id
    row = Branch(code=code, name=name, parent_id=parent, address=one_line(request.address))
    session.add(row)
    name_write(session, row.name)
    return row.id


def change_branch(session: Session, request: ChangeBranch) -> None:
    """Raises: Refused code-missing, code-taken, name-missing, part-of-itself."""
    row = session.get_one(Branch, request.id)
    refuse_taken_code(session, Branch, request.values.get("code", row.code), row.id)
    parent = request.values.get("parent_id")
    while parent is not None:
        if parent == row.id:
            raise Refused("branch-of-itself", name=row.name)
        parent = session.get_one(Branch, parent).parent_id
    values = dict(request.values)
    if row.parent_id is None or values.get("parent_id") is None:
        values.pop("parent_id", None)
    change(row, values, NewBranch)
    refuse_blank(row.name)
    name_write(session, row.name)


def archive_branch(session: Session, branch_id: UUID) -> None:
    """Take a branch off the lists. Raises: Refused root-stays, branch-in-use."""
    row = session.get_one(Branch, branch_id)
    if row.parent_id is None:
        raise Refused("root-stays", name=row.name)
    here = select(func.count()).where(Resident.branch_id == row.id, Resident.archived.is_(False))
    residents = session.scalar(here) or 0
    classes = session.scalar(select(func.count()).where(Offering.branch_id == row.id)) or 0
    if residents or classes:
        raise Refused("branch-in-use", name=row.name, residents=residents, classes=classes)
    row.archived = True
    name_write(session, row.name)


def _root(session: Session) -> Branch:
    return session.scalars(select(Branch).where(Branch.parent_id.is_(None))).one()
