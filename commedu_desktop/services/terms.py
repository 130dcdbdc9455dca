"""Terms, the days on which the centre is closed, and the public holidays in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop import i18n
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import Closed, days_between
from commedu_desktop.services.catalogue import refuse_taken_code
from commedu_desktop.services.holidays import public_holidays
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries.terms import Closure, TermRow, closures_between, term_at, terms
from commedu_desktop.store.tables import Term, TermClosure

__all__ = [
    "Closure",
    "PlanTerm",
    "RemoveTerm",
    "TermRow",
    "closed_days",
    "plan_term",
    "remove_term",
    "term_at",
    "terms",
]

LONGEST_TERM = 400
"""Days; more is a slip of the keyboard."""


@dataclass(frozen=True)
class PlanTerm:
    """A new term, or the one of that `id` or `code` as it shall be; `closures` None leaves those it has."""

    code: str
    starts: date
    ends: date
    name: str = ""
    closures: tuple[Closure, ...] | None = None
    id: UUID | None = None


@dataclass(frozen=True)
class RemoveTerm:
    """A term in which nothing is planned."""

    id: UUID


def plan_term(session: Session, request: PlanTerm) -> UUID:
    """Add a term or change it. Lessons that then lie on a closed day stay, and are listed as clashes.

    Raises: Refused ends-before-start, term-too-long, closure-backwards, code-missing, code-taken.
    """
    _refuse_bad_span(request)
    term = _present(session, request)
    refuse_taken_code(session, Term, request.code, term.id if term else None)
    if term is None:
        term = Term(code=request.code)
        session.add(term)
    term.code, term.name, term.starts, term.ends = request.code, request.name, request.starts, request.ends
    if request.closures is not None:
        _close(session, term.id, request.closures)
    name_write(session, request.name or request.code)
    return term.id


def _refuse_bad_span(request: PlanTerm) -> None:
    if request.ends < request.starts:
        raise Refused("ends-before-start", starts=request.starts, ends=request.ends)
    if (request.ends - request.starts).days > LONGEST_TERM:
        raise Refused("term-too-long", starts=request.starts, ends=request.ends)
    for closure in request.closures or ():
        if closure.ends < closure.starts:
            raise Refused("ends-before-start", starts=closure.starts, ends=closure.ends)


def _present(session: Session, request: PlanTerm) -> Term | None:
    if request.id is not None:
        return session.get_one(Term, request.id)
    return session.scalars(select(Term).where(Term.code == request.code)).one_or_none()


def _close(session: Session, term_id: UUID, closures: Iterable[Closure]) -> None:
    wanted = set(closures)
    for row in session.scalars(select(TermClosure).where(TermClosure.term_id == term_id)):
        closure = Closure(row.starts, row.ends, row.reason)
        if closure in wanted:
            wanted.remove(closure)
        else:
            session.delete(row)
    for closure in sorted(wanted):
        session.add(TermClosure(term_id=term_id, starts=closure.starts, ends=closure.ends, reason=closure.reason))


def remove_term(session: Session, request: RemoveTerm) -> None:
    """Raises: Refused term-in-use when anything was ever planned in it."""
    from commedu_desktop.store.queries.offerings import count_in_term
    from commedu_desktop.store.queries.term_leftovers import rules_of_term

    term = session.get_one(Term, request.id)
    if planned := count_in_term(session, term.id):
        raise Refused("term-in-use", term=term.name or term.code, count=planned)
    _close(session, term.id, ())
    for rule in rules_of_term(session, term.id):
        session.delete(rule)
    session.delete(term)
    name_write(session, term.name or term.code)


def closed_days(session: Session, first: date, last: date, term_id: UUID | None = None) -> Closed:
    """Closures (of one term, or of all) and public holidays, each day with its reason in the language spoken."""
    holidays = public_holidays(centre_settings(session).region, first, last, i18n.language())
    days = dict(holidays.days)
    for closure in closures_between(session, first, last, term_id):
        for day in days_between(max(first, closure.starts), min(last, closure.ends)):
            days[day] = closure.reason or days.get(day, "")
    return Closed(days, holidays.stand_ins)
