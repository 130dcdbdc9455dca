"""Statements made ready for SQLite's driver say what SQLAlchemy itself would say."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import String, bindparam, cast, insert, select

from commedu_desktop.services.office import Office
from commedu_desktop.store.journal import Write
from commedu_desktop.store.ready import Ready
from commedu_desktop.store.tables import JournalRow, JournalWrite

ID = UUID(int=7)
AT = datetime(2026, 11, 23, 1, 2, 3, 4000, tzinfo=UTC)
VALUES = {
    "id": ID,
    "number": 1,
    "at": AT,
    "actor": "李娜",
    "verb": "x",
    "subject": "Robert'); --",
    "undoable": False,
    "undoes_id": None,
    "part_of": UUID(int=9),
}


def test_what_goes_in_comes_out_again_with_its_types(office: Office) -> None:
    put = Ready(insert(JournalWrite.__table__), *VALUES)  # type: ignore[arg-type]  # declared as FromClause
    get = select(*(getattr(JournalWrite, name) for name in VALUES)).where(JournalWrite.id == bindparam("wanted"))
    with office.database.writing(Write(actor="a", verb="v", at=AT)) as session:
        connection = session.connection()
        put.run(connection, VALUES)
        ready = Ready(get)
        assert ready.first(connection, {"wanted": ID}) == tuple(VALUES.values())
        assert ready.rows(connection, {"wanted": ID}) == [tuple(row) for row in session.execute(get, {"wanted": ID})]
        assert ready.first(connection, {"wanted": UUID(int=8)}) is None


@pytest.mark.parametrize("image", [None, {"name": "张 \u2028 小明", "born": None}])
def test_an_image_is_kept_as_the_unit_of_work_keeps_it(office: Office, image: dict[str, str] | None) -> None:
    entry = {"write_id": ID, "table_name": "t", "row_id": b"1", "before": image, "after": None}
    statement = insert(JournalRow.__table__)  # type: ignore[arg-type]  # declared as FromClause
    with office.database.writing(Write(actor="a", verb="v", at=AT)) as session:
        Ready(statement, *entry).run(session.connection(), entry)
        session.connection().execute(statement, entry)
        ready, usual = session.scalars(select(JournalRow).where(JournalRow.write_id == ID))
        assert (ready.before, ready.after) == (usual.before, usual.after) == (image, None)
        texts = select(cast(JournalRow.before, String), cast(JournalRow.after, String))
        first, second = session.execute(texts.where(JournalRow.write_id == ID))
        assert first == second
