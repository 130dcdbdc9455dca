"""What the centre consists of and plans, row by row, in the order of the columns of interfaces."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.choices import choice_word
from commedu_desktop.store.queries.enrolment_rules import requirements
from commedu_desktop.store.queries.exports import Records, group_names
from commedu_desktop.store.tables import (
    AttendanceMark,
    Branch,
    Category,
    Course,
    CourseGroup,
    Enrolment,
    Lesson,
    Offering,
    Population,
    Resident,
    Teacher,
    Term,
    TermClosure,
    Venue,
)


def _codes(session: Session, kind: type[Any]) -> dict[Any, str]:
    return {row.id: row.code for row in session.scalars(select(kind))} | {None: ""}


def _joint(language: str) -> str:
    return "；" if language.startswith("zh") else "; "


def _all(session: Session, kind: type[Any]) -> Iterable[Any]:
    wanted = select(kind).order_by(kind.code)
    return session.scalars(wanted.where(kind.archived.is_(False)) if hasattr(kind, "archived") else wanted)


def branches(session: Session, _language: str) -> Records:
    codes = _codes(session, Branch)
    for row in _all(session, Branch):
        yield row.code, row.name, codes[row.parent_id], row.address


def populations(session: Session, language: str) -> Records:
    codes, groups = _codes(session, Branch), group_names(session, language)
    for row in session.scalars(select(Population).order_by(Population.year, Population.branch_id, Population.group_id)):
        yield codes[row.branch_id], row.year, groups.get(row.group_id, ""), row.number


def terms(session: Session, _language: str) -> Records:
    closures: dict[Any, list[str]] = {}
    for one in session.scalars(select(TermClosure).order_by(TermClosure.starts)):
        span = f"{one.starts}" if one.starts == one.ends else f"{one.starts}..{one.ends}"
        closures.setdefault(one.term_id, []).append(span)
    for row in _all(session, Term):
        yield row.code, row.name, row.starts, row.ends, "; ".join(closures.get(row.id, []))


def teachers(session: Session, language: str) -> Records:
    codes = _codes(session, Branch)
    for row in _all(session, Teacher):
        plain = (row.phone, row.skills, row.organisation, row.pay, row.available, codes[row.branch_id], row.note)
        yield row.code, row.name, choice_word(row.kind, language), *plain


def venues(session: Session, _language: str) -> Records:
    codes, halls = _codes(session, Branch), _codes(session, Venue)
    for row in _all(session, Venue):
        place = (halls[row.part_of_id], row.address)
        yield row.code, row.name, codes[row.branch_id], row.capacity, row.equipment, *place


def courses(session: Session, language: str) -> Records:
    categories = _codes(session, Category)
    names = group_names(session, language)
    meant: dict[Any, list[str]] = {}
    for course, group in session.execute(select(CourseGroup.course_id, CourseGroup.group_id)):
        meant.setdefault(course, []).append(names[group])
    codes, required = _codes(session, Course), requirements(session)
    for row in _all(session, Course):
        groups = _joint(language).join(sorted(meant.get(row.id, [])))
        plain = (row.level, row.hours, row.credits_hundredths, groups, row.age_from, row.age_to, row.note)
        before = "; ".join(sorted(codes[one] for one in required.get(row.id, ())))
        yield row.code, row.title, categories[row.category_id], *plain, before


def offerings(session: Session, language: str) -> Records:
    course, term, branch = _codes(session, Course), _codes(session, Term), _codes(session, Branch)
    teacher, venue = _codes(session, Teacher), _codes(session, Venue)
    yes, no = ("是", "否") if language.startswith("zh") else ("yes", "no")
    for row in _all(session, Offering):
        what = (row.code, course[row.course_id], row.title, choice_word(row.kind, language))
        where = (term[row.term_id], branch[row.branch_id], teacher[row.teacher_id], venue[row.venue_id])
        when = (row.capacity, row.fee, row.starts, row.ends, row.times, yes if row.walk_in else no)
        yield *what, *where, *when


def lessons(session: Session, language: str) -> Records:
    codes, teacher, venue = _codes(session, Offering), _codes(session, Teacher), _codes(session, Venue)
    for row in session.scalars(select(Lesson).order_by(Lesson.starts, Lesson.id)):
        place = (venue[row.venue_id], teacher[row.teacher_id], choice_word(row.status, language))
        yield codes[row.offering_id], row.starts.date(), f"{row.starts:%H:%M}", f"{row.ends:%H:%M}", *place


def enrolments(session: Session, language: str) -> Records:
    e, r = Enrolment, Resident
    wanted = select(Offering.code, r.card, r.name, r.born, e.status, e.enrolled_on)
    joined = wanted.join(r, r.id == e.resident_id).join(Offering, Offering.id == e.offering_id)
    for code, card, name, born, status, on in session.execute(joined.order_by(Offering.code, e.enrolled_on, r.card)):
        yield code, card, name, born, choice_word(status, language), on


def attendance(session: Session, language: str) -> Records:
    m, r = AttendanceMark, Resident
    wanted = select(Offering.code, Lesson.starts, r.card, r.name, r.born, m.mark)
    joined = wanted.join(Lesson, Lesson.id == m.lesson_id).join(Offering, Offering.id == Lesson.offering_id)
    rows = joined.join(r, r.id == m.resident_id).order_by(Lesson.starts, Offering.code, r.card)
    for code, starts, card, name, born, mark in session.execute(rows):
        yield code, starts.date(), f"{starts:%H:%M}", card, name, born, choice_word(mark, language)


def lesson_events(session: Session) -> Iterable[tuple[Any, ...]]:
    """Key, title, start, end, room, teacher, status of every lesson."""
    wanted = select(Lesson.id, Offering.title, Lesson.starts, Lesson.ends, Venue.name, Teacher.name, Lesson.status)
    joined = wanted.join(Offering, Offering.id == Lesson.offering_id).outerjoin(Venue, Venue.id == Lesson.venue_id)
    rows = joined.outerjoin(Teacher, Teacher.id == Lesson.teacher_id).order_by(Lesson.starts, Lesson.id)
    return (tuple(row) for row in session.execute(rows))
