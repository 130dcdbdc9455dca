"""The office: the one door to the database. A transaction begins and ends here and nowhere else."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.texts import whole
from commedu_desktop.services.clashes import refuse_undone_plans
from commedu_desktop.services.clock import wall_time
from commedu_desktop.services.places import refuse_overfull
from commedu_desktop.services.progress import Progress, silent
from commedu_desktop.store import journal
from commedu_desktop.store.database import Database
from commedu_desktop.store.journal import Write

P = ParamSpec("P")
Q = TypeVar("Q")
R = TypeVar("R")
Query = Callable[Concatenate[Session, P], R]
Verb = Callable[[Session, Q], R]


def utc_now() -> datetime:
    return datetime.now(UTC)


class Office:
    """What window and console hold of the database. Without a `zone` the centre's clocks show this computer's time."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now, zone: tzinfo | None = None) -> None:
        self.database = database
        self._clock = clock
        self._zone = zone

    def wall_clock(self) -> datetime:
        """The centre's local date and time now, naive, as lessons have them."""
        return wall_time(self._clock(), self._zone)

    def read(self, query: Query[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a query in one consistent view."""
        with self.database.reading() as session:
            session.info["zone"] = self._zone
            return query(session, *whole(args), **kwargs)

    def write(
        self,
        verb: Verb[Q, R],
        request: Q,
        *,
        actor: str,
        progress: Progress = silent,
    ) -> R:
        """Carry out one verb in one transaction: durable when this returns, nothing written when it raises.

        Raises: Refused, StoreTrouble, Cancelled.
        """
        write = Write(actor=actor, verb=verb.__name__, at=self._clock())
        with self.database.writing(write) as session:
            session.info["progress"] = progress
            session.info["zone"] = self._zone
            return verb(session, whole(request))

    def undo(self, *, actor: str, write_id: UUID | None = None) -> str:
        """Take back the last write, or the given one; returns its subject. Raises: Refused nothing-to-undo, …"""
        return self._take_back(journal.UNDO, write_id, actor)

    def redo(self, *, actor: str) -> str:
        """Make again what was undone last; returns its subject. Raises: Refused nothing-to-redo, changed-since."""
        return self._take_back(journal.REDO, None, actor)

    def _take_back(self, verb: str, write_id: UUID | None, actor: str) -> str:
        write = Write(actor=actor, verb=verb, at=self._clock())
        try:
            with self.database.writing(write) as session:
                target = write_id or _target(session, verb)
                journal.take_back(session, target)
                refuse_undone_plans(session, target)
                refuse_overfull(session, target)
                return write.subject
        except IntegrityError:
            raise Refused("changed-since", verb=write.verb, subject=write.subject) from None


def _target(session: Session, verb: str) -> UUID:
    found = journal.last_write(session) if verb == journal.UNDO else journal.last_undo(session)
    if found is None:
        raise Refused(f"nothing-to-{verb}")
    return found.id
