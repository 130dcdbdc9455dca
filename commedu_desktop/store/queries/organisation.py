"""What a centre is made of, and what it published: the parts of a report that no mark tells."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingKind, OfferingStatus
from commedu_desktop.domain.period_reports import Organisation, Publicity, Teaching
from commedu_desktop.domain.periods import Period
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.store.queries.participation import taught
from commedu_desktop.store.tables import Branch, Lesson, Notice, Offering, Teacher
from commedu_desktop.store.tables.notice_postings import NoticePosting

DAY = timedelta(days=1)


def organisation(session: Session, period: Period, branches: Sequence[str]) -> Organisation:
    """Branches and teachers as they are now; offerings with lessons in the period."""
    here = Branch.code.in_(branches)
    places = session.scalar(select(func.count()).select_from(Branch).where(here, Branch.archived.is_(False))) or 0
    of_teachers = (
        select(Teacher.kind, func.count())
        .join(Branch, Branch.id == Teacher.branch_id)
        .where(here, Teacher.archived.is_(False))
        .group_by(Teacher.kind)
    )
    teachers = dict(session.execute(of_teachers).all())
    of_offerings = (
        select(Offering.kind, func.count(Offering.id.distinct()))
        .join(Branch, Branch.id == Offering.branch_id)
        .join(Lesson, Lesson.offering_id == Offering.id)
        .where(
            here,
            Offering.status != OfferingStatus.CANCELLED,
            Lesson.status != LessonStatus.CANCELLED,
            Lesson.starts >= datetime.combine(period.first, time()),
            Lesson.starts < datetime.combine(period.end, time()),
        )
        .group_by(Offering.kind)
    )
    held = dict(session.execute(of_offerings).all())
    return Organisation(
        branches=places,
        teachers=sum(teachers.values()),
        volunteers=teachers.get(TeacherKind.VOLUNTEER, 0),
        classes=held.get(OfferingKind.CLASS, 0),
        lectures=held.get(OfferingKind.LECTURE, 0),
        activities=held.get(OfferingKind.ACTIVITY, 0),
    )


def teaching(session: Session, period: Period, branches: Sequence[str]) -> tuple[Teaching, ...]:
    """Lessons held by kind of teacher, in the order in which returns list them; lessons without a teacher last."""
    rows = taught(session, period, branches)
    found = []
    for kind in (*TeacherKind, ""):
        of_kind = [row for row in rows if row.kind == kind]
        if of_kind:
            found.append(
                Teaching(
                    str(kind),
                    len(of_kind) if kind else 0,
                    sum(row.lessons for row in of_kind),
                    sum(row.minutes for row in of_kind),
                    sum(row.attendances for row in of_kind),
                )
            )
    return tuple(found)


def published_in(session: Session, period: Period, wall: Callable[[datetime], datetime]) -> list[tuple[date, str]]:
    """Day and title of the notices that were published in a period, the first first."""
    near = datetime.combine(period.first, time(), UTC) - DAY, datetime.combine(period.end, time(), UTC) + DAY
    wanted = select(Notice.published_at, Notice.title).where(Notice.published_at.between(*near))
    found = [
        (wall(moment).date(), title)
        for moment, title in session.execute(wanted.order_by(Notice.published_at))
        if moment is not None
    ]
    return [(on, title) for on, title in found if period.first <= on <= period.last]


def publicity(session: Session, period: Period, wall: Callable[[datetime], datetime]) -> Publicity:
    """Of the whole centre; `wall` tells the centre's wall clock at a moment."""
    published = len(published_in(session, period, wall))
    hung = NoticePosting.posted_from.between(period.first, period.last)
    posted, brochures = session.execute(
        select(func.count(), func.coalesce(func.sum(NoticePosting.brochures), 0)).where(hung)
    ).one()
    return Publicity(published, posted, int(brochures))
