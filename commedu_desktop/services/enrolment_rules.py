"""Who may enrol where: each rule refuses with the sentence that helps; a reason of a supervisor passes over it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop import i18n
from commedu_desktop.domain.ages import age_on
from commedu_desktop.domain.attendance import attendance_rate, completes
from commedu_desktop.domain.clash_kinds import ClashKind, Policy
from commedu_desktop.domain.enrolments import Claim, EnrolmentStatus, age_fits
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.terms import PlanTerm, plan_term
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries import enrolment_rules as queries
from commedu_desktop.store.queries.enrolment_rules import TermRules, requirements, term_rules
from commedu_desktop.store.queries.enrolments import (
    OwnClash,
    age_limits,
    other_runs,
    own_clashes,
    places,
    runs_of_course,
)
from commedu_desktop.store.queries.ranked_choices import open_round_of
from commedu_desktop.store.tables import Offering, Resident, Term
from commedu_desktop.store.tables.enrolment_rules import TermRule

__all__ = [
    "SetTermRules",
    "TermRules",
    "claim_of",
    "clashes_in_the_way",
    "completed",
    "only_lists_clashes",
    "plan_term_with_rules",
    "refusals",
    "requirements",
    "set_term_rules",
    "term_rules",
]


@dataclass(frozen=True)
class Asking:
    """A resident who asks for a place at the centre's local time."""

    session: Session
    resident: Resident
    offering: Offering
    now: datetime

    @property
    def names(self) -> dict[str, str]:
        return {"name": self.resident.name, "title": self.offering.title}


@dataclass(frozen=True)
class SetTermRules:
    """The rules of a term as they shall be."""

    term_id: UUID
    most_classes: int | None = None
    returning_until: date | None = None
    returning_first: bool = False


def set_term_rules(session: Session, request: SetTermRules) -> None:
    """Who enrols first in a term, and in how many classes; it holds for whoever enrols from now on.

    Raises: Refused most-classes-none, returning-too-late.
    """
    term = session.get_one(Term, request.term_id)
    if request.most_classes is not None and request.most_classes < 1:
        raise Refused("most-classes-none")
    if request.returning_until is not None and request.returning_until > term.ends:
        raise Refused("returning-too-late", ends=term.ends)
    row = session.scalars(select(TermRule).where(TermRule.term_id == term.id)).one_or_none()
    if row is None:
        row = TermRule(term_id=term.id)
        session.add(row)
    row.most_classes, row.returning_until = request.most_classes, request.returning_until
    row.returning_first = request.returning_first
    name_write(session, term.name or term.code)


def plan_term_with_rules(session: Session, request: tuple[PlanTerm, TermRules]) -> UUID:
    """A term and its rules in one write. Raises: Refused as `plan_term` and `set_term_rules` do."""
    plan, rules = request
    term_id = plan_term(session, plan)
    if rules != term_rules(session, term_id):
        session.flush()
        set_term_rules(session, SetTermRules(term_id, rules.most_classes, rules.returning_until, rules.returning_first))
    name_write(session, plan.name or plan.code)
    return term_id


def refusals(session: Session, resident: Resident, offering: Offering, now: datetime) -> Iterator[Refused]:
    """Every rule of `domain.enrolments.RULES` that stands in the way, looked up one after the other."""
    asking = Asking(session, resident, offering, now)
    for rule in _RULES:
        refusal = rule(asking)
        if refusal is not None:
            yield refusal


def refusals_of_choice(session: Session, resident: Resident, offering: Offering, now: datetime) -> Iterator[Refused]:
    """The rules that a ranked choice goes by: those of the course; the rest is looked at when places are allocated."""
    asking = Asking(session, resident, offering, now)
    for rule in (_age, _groups, _requirements):
        refusal = rule(asking)
        if refusal is not None:
            yield refusal


def claim_of(session: Session, resident_id: UUID, offering: Offering) -> Claim:
    """Where someone stands in the waiting list of an offering."""
    first = term_rules(session, offering.term_id).returning_first
    return Claim.RETURNING if first and queries.is_returning(session, resident_id, offering) else Claim.OPEN


def at_most_classes(session: Session, resident_id: UUID, offering: Offering) -> bool:
    """Whether a person is in as many classes of the term already as the centre allows."""
    most = term_rules(session, offering.term_id).most_classes
    if most is None or offering.kind is not OfferingKind.CLASS:
        return False
    return len(queries.classes_in_term(session, resident_id, offering.term_id)) >= most


def completed(session: Session, resident_id: UUID, course_id: UUID, today: date) -> bool:
    """Whether a resident has completed a course: certified, noted so, or over with the attendance that it takes."""
    if queries.holds_certificate(session, resident_id, course_id):
        return True
    for run in queries.runs_of(session, resident_id, course_id):
        if run.status is EnrolmentStatus.COMPLETED:
            return True
        if run.ends < today:
            threshold = run.threshold or centre_settings(session, run.ends.year).threshold
            if completes(attendance_rate(queries.marks_of(session, resident_id, run.offering_id)), threshold):
                return True
    return False


def _by_choices(asking: Asking) -> Refused | None:
    found = open_round_of(asking.session, asking.offering.id)
    if found is None:
        return None
    return Refused("enrol-by-choices", round=found.title, closes=found.closes, **asking.names)


def _returning(asking: Asking) -> Refused | None:
    offering = asking.offering
    until = term_rules(asking.session, offering.term_id).returning_until
    if until is None or until < asking.now.date() or offering.kind is not OfferingKind.CLASS:
        return None
    if not queries.has_earlier_run(asking.session, offering):
        return None
    if queries.is_returning(asking.session, asking.resident.id, offering):
        return None
    return Refused("enrol-returning-first", until=until, **asking.names)


def _age(asking: Asking) -> Refused | None:
    age_from, age_to = age_limits(asking.session, asking.offering.id)
    born = asking.resident.born
    age = None if born is None else age_on(born, max(asking.now.date(), asking.offering.starts))
    if age_fits(age, age_from, age_to):
        return None
    return Refused("enrol-age", age=age, age_from=age_from, age_to=age_to, **asking.names)


def _groups(asking: Asking) -> Refused | None:
    meant = queries.groups_meant(asking.session, asking.offering.course_id)
    if not meant or queries.is_in_groups(asking.session, asking.resident.id, set(meant)):
        return None
    return Refused("enrol-group", groups=[_named(names) for names in meant.values()], **asking.names)


def _named(names: Mapping[str, str]) -> str:
    return names.get(i18n.language()) or names.get("en") or next(iter(names.values()), "")


def _requirements(asking: Asking) -> Refused | None:
    today = asking.now.date()
    for course_id, title in queries.required_courses(asking.session, asking.offering.course_id).items():
        if not completed(asking.session, asking.resident.id, course_id, today):
            instead = _run_with_a_place(asking, course_id)
            return Refused("enrol-requires", required=title, instead=instead, **asking.names)
    return None


def _run_with_a_place(asking: Asking, course_id: UUID) -> str:
    for offering_id, title in runs_of_course(asking.session, course_id, asking.now.date()):
        if not places(asking.session, offering_id).full:
            return title
    return ""


def _most_classes(asking: Asking) -> Refused | None:
    offering = asking.offering
    if not at_most_classes(asking.session, asking.resident.id, offering):
        return None
    term = asking.session.get_one(Term, offering.term_id)
    have = queries.classes_in_term(asking.session, asking.resident.id, term.id)
    most = term_rules(asking.session, term.id).most_classes
    return Refused("enrol-most-classes", classes=have, most=most, term=term.name or term.code, **asking.names)


def clashes_in_the_way(session: Session, resident_id: UUID, offering_id: UUID, after: datetime) -> list[OwnClash]:
    """Own lessons at the same hours; none where the centre only lists the clashes of those who learn."""
    if only_lists_clashes(session):
        return []
    return own_clashes(session, resident_id, offering_id, after)


def only_lists_clashes(session: Session) -> bool:
    """Whether two classes at the same hours are left to whoever learns."""
    return centre_settings(session).policy(ClashKind.RESIDENT) is Policy.LIST


def _clash(asking: Asking) -> Refused | None:
    clashes = clashes_in_the_way(asking.session, asking.resident.id, asking.offering.id, asking.now)
    if not clashes:
        return None
    return Refused(
        "enrol-clash",
        other=clashes[0].title,
        starts=clashes[0].starts,
        ends=clashes[0].ends.time(),
        lessons=len(clashes),
        instead=_way_out(asking),
        **asking.names,
    )


def _way_out(asking: Asking) -> str:
    """Another run of the same course that has a place and does not clash; empty when there is none."""
    session, resident_id = asking.session, asking.resident.id
    for other_id, title in other_runs(session, asking.offering.id, resident_id, asking.now.date()):
        free = not places(session, other_id).full
        if free and not own_clashes(session, resident_id, other_id, asking.now):
            return title
    return ""


_RULES: tuple[Callable[[Asking], Refused | None], ...] = (
    _by_choices,
    _returning,
    _age,
    _groups,
    _requirements,
    _most_classes,
    _clash,
)
