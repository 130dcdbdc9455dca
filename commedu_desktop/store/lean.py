"""Writing one new row the short way, where somebody stands and waits for it: the check-in."""

from functools import cache

from sqlalchemy import insert
from sqlalchemy.orm import Session

from commedu_desktop.store import journal, search
from commedu_desktop.store.images import columns_of
from commedu_desktop.store.ready import Ready
from commedu_desktop.store.tables.base import Base


def put_new(session: Session, row: Base) -> None:
    """Insert a row whose columns are all set, with its journal entry and its trace in the search index, at once.

    What a flush does for a row that was added, without the unit of work; the row does not belong to the session.
    """
    kind = type(row)
    connection = session.connection()
    _insert(kind).run(connection, {name: getattr(row, name) for name in columns_of(kind)})
    journal.record_new(session, row)
    search.follow_activity(connection, (row,))


@cache
def _insert(kind: type[Base]) -> Ready:
    statement = insert(kind.__table__)  # type: ignore[arg-type]  # declared as FromClause, is a Table
    return Ready(statement, *columns_of(kind))
