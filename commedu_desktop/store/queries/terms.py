"""Terms and their closures."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.store.tables import Term, TermClosure


@dataclass(frozen=True, order=True)
class Closure:
    """Days without lessons, both included."""

    starts: date
    ends: date
    reason: str = ""


@dataclass(frozen=True)
class TermRow:
    """A term as it is shown; both dates included."""

    id: UUID
    code: str
    name: str
    starts: date
    ends: date
    closures: tuple[Closure, ...]

    @property
    def title(self) -> str:
        return self.name or self.code


def terms(session: Session) -> tuple[TermRow, ...]:
    """All terms, the newest first."""
    closures: dict[UUID, list[Closure]] = {}
    for row in session.scalars(select(TermClosure).order_by(TermClosure.starts)):
        closures.setdefault(row.term_id, []).append(Closure(row.starts, row.ends, row.reason))
    found = session.scalars(select(Term).order_by(Term.starts.desc(), Term.code))
    return tuple(
        TermRow(term.id, term.code, term.name, term.starts, term.ends, tuple(closures.get(term.id, ())))
        for term in found
    )


def term_at(session: Session, day: date) -> TermRow | None:
    """The term of a day; between terms the next one, after all of them the last."""
    known = sorted(terms(session), key=lambda term: (term.starts, term.ends))
    running = [term for term in known if term.starts <= day <= term.ends]
    coming = [term for term in known if term.starts > day]
    return next(iter(running or coming or known[-1:]), None)


def closures_between(session: Session, first: date, last: date, term_id: UUID | None) -> list[Closure]:
    """Closures that touch the span; of one term, or of all."""
    wanted = select(TermClosure).where(TermClosure.starts <= last, TermClosure.ends >= first)
    if term_id is not None:
        wanted = wanted.where(TermClosure.term_id == term_id)
    rows = session.scalars(wanted.order_by(TermClosure.starts))
    return [Closure(row.starts, row.ends, row.reason) for row in rows]
