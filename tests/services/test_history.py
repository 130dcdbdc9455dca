"""The history says who changed what; undo and redo have names."""

from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.services.history import last_writes, next_redo, next_undo
from commedu_desktop.services.office import Office
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.tables import Resident
from tests.makers import Maker


def rename(session: Session, request: tuple[UUID, str]) -> None:
    resident = session.get_one(Resident, request[0])
    name_write(session, resident.name)
    resident.name = request[1]


def test_a_change_is_told_field_by_field(office: Office, make: Maker) -> None:
    zhang = make.new_resident("张小明")
    office.write(rename, (zhang.id, "张晓明"), actor="Li Na")
    (write,) = office.read(last_writes, 1)
    assert (write.actor, write.verb, write.subject, write.rows) == ("Li Na", "rename", "张小明", 1)
    assert [(c.table, c.field, c.old, c.new) for c in write.changes] == [("resident", "name", "张小明", "张晓明")]


def test_undo_and_redo_name_the_write_they_are_about(office: Office, make: Maker) -> None:
    zhang = make.new_resident("张小明")
    office.write(rename, (zhang.id, "张晓明"), actor="Li Na")
    undo = office.read(next_undo)
    assert undo is not None
    assert (undo.verb, undo.subject, office.read(next_redo)) == ("rename", "张小明", None)
    office.undo(actor="Li Na")
    redo = office.read(next_redo)
    assert redo is not None
    assert redo == undo


def test_what_was_undone_is_marked_until_it_is_made_again(office: Office, make: Maker) -> None:
    zhang = make.new_resident("张小明")
    office.write(rename, (zhang.id, "张晓明"), actor="Li Na")

    def state() -> tuple[bool, bool]:
        write = next(one for one in office.read(last_writes, 10) if one.verb == "rename")
        return write.undone, write.can_be_undone

    states = [state()]
    office.undo(actor="Li Na")
    states.append(state())
    office.redo(actor="Li Na")
    states.append(state())
    assert states == [(False, True), (True, False), (False, True)]
