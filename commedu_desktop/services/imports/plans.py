"""Classes with their weekly times, and single lessons."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.cells import as_date, as_text, as_time, as_whole, as_yes
from commedu_desktop.domain.choices import as_choice
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.domain.weekly_times import canonical, parse_weekly_times
from commedu_desktop.services.imports.model import Changed, ImportRequest, New, Outcome, Unchanged
from commedu_desktop.services.imports.one_by_one import Cells, OneByOne, given
from commedu_desktop.services.imports.references import References
from commedu_desktop.services.lessons import (
    CancelLesson,
    MoveLesson,
    NewLesson,
    ScheduleLessons,
    cancel_lesson,
    move_lesson,
    schedule_lessons,
)
from commedu_desktop.services.offerings import ChangeOffering, PlanOffering, change_offering, plan_offering
from commedu_desktop.services.terms import term_at
from commedu_desktop.store.journal import happened
from commedu_desktop.store.tables import Lesson, Offering


class OfferingTaker(OneByOne):
    """New classes are planned with all their lessons; those that exist are moved in the timetable.

    Of an import nobody is asked about single lessons: clashes that would ask stand in the list of clashes.
    """

    kind = "offerings"

    def settle(self, cells: Cells) -> Outcome:
        branch_id = cells.find("branch", self.references.branch)
        place = branch_id or self.references.root.id
        values = given(
            code=cells.text("code"),
            title=cells.text("title"),
            kind=cells.get("kind", lambda cell: as_choice(OfferingKind, cell)),
            branch_id=branch_id,
            teacher_id=cells.find("teacher", lambda text: self.references.teacher(text, place)),
            venue_id=cells.find("venue", lambda text: self.references.venue(text, place)),
            capacity=cells.get("capacity", as_whole),
            fee=cells.get("fee", self.money),
            walk_in=cells.get("walk-in", as_yes),
        )
        times = cells.get("times", lambda cell: canonical(parse_weekly_times(as_text(cell)))) or ""
        span = given(starts=cells.get("starts", as_date), ends=cells.get("ends", as_date))
        row = self.session.scalars(select(Offering).where(Offering.code == values["code"])).one_or_none()
        if row is not None:
            self._refuse_other_plan(row, times, span)

        def add() -> UUID:
            course, term = self._course(cells), self._term(cells, span.get("starts"))
            request = PlanOffering(course_id=course, term_id=term, times=times, confirm=None, **values, **span)
            return plan_offering(self.session, request).offering_id

        def change(differs: dict[str, Any]) -> None:
            change_offering(self.session, ChangeOffering(values_id(row), differs, confirm=None))

        return self.put(cells, row, values, (add, change), self.references.offerings)

    def _course(self, cells: Cells) -> UUID:
        found = cells.find("course", self.references.course) or cells.find("title", self.references.course)
        if found is None:
            raise Refused("no-such-course", text="")
        return found

    def _term(self, cells: Cells, starts: date | None) -> UUID:
        found = cells.find("term", lambda text: self.references.find(self.references.terms, text))
        running = term_at(self.session, starts or happened(self.session).date())
        if found is None and running is None:
            raise Refused("no-such-term", text="")
        return found or values_id(running)

    def _refuse_other_plan(self, row: Offering, times: str, span: dict[str, date]) -> None:
        differs = bool(times and times != row.times) or any(getattr(row, name) != day for name, day in span.items())
        if differs:
            raise Refused("planned-otherwise", title=row.title)


_AT = (
    select(Lesson)
    .where(Lesson.offering_id == bindparam("offering"), Lesson.starts == bindparam("starts"))
    .order_by(Lesson.status.desc())
)
"""Put together once: every row asks."""


class LessonTaker(OneByOne):
    """A lesson is known by its class, day and start."""

    kind = "lessons"

    def __init__(self, session: Session, references: References, request: ImportRequest) -> None:
        super().__init__(session, references, request)
        self._in_use: dict[UUID, Offering] = {}
        """A session forgets what nobody holds, and a class comes back in hundreds of rows."""

    def settle(self, cells: Cells) -> Outcome:
        offering = self._offering(cells)
        starts, ends = span_of(cells)
        venue = cells.find("venue", lambda text: self.references.venue(text, offering.branch_id))
        teacher = cells.find("teacher", lambda text: self.references.teacher(text, offering.branch_id))
        status = cells.get("status", lambda cell: as_choice(LessonStatus, cell))
        row = self.session.scalars(_AT, {"offering": offering.id, "starts": starts}).first()
        who = f"{offering.title} {starts:%Y-%m-%d %H:%M}"
        if row is None:
            made = ScheduleLessons(offering.id, (NewLesson(starts, ends, venue, teacher),), confirm=None)
            [lesson_id] = schedule_lessons(self.session, made)
            if status is not None:
                self._become(self.session.get_one(Lesson, lesson_id), status)
            return New(who, dict(cells.row.cells))
        return self._compare(row, ends, (venue, teacher), status, who)

    def _offering(self, cells: Cells) -> Offering:
        found = cells.find("offering", lambda text: self.references.find(self.references.offerings, text))
        offering = self.session.get_one(Offering, found)
        self._in_use[offering.id] = offering
        return offering

    def _compare(
        self, row: Lesson, ends: datetime, place: tuple[UUID | None, UUID | None], status: LessonStatus | None, who: str
    ) -> Outcome:
        venue, teacher = place[0] or row.venue_id, place[1] or row.teacher_id
        pairs = (
            ("end", row.ends, ends),
            ("venue", row.venue_id, venue),
            ("teacher", row.teacher_id, teacher),
            ("status", row.status, status or row.status),
        )
        changes = tuple((name, self._shown(old), self._shown(new)) for name, old, new in pairs if old != new)
        if not changes:
            return Unchanged(who)
        if any(name != "status" for name, _old, _new in changes):
            move_lesson(self.session, MoveLesson(row.id, row.starts, ends, venue, teacher, confirm=None))
        self._become(row, status)
        return Changed(who, changes)

    def _become(self, row: Lesson, status: LessonStatus | None) -> None:
        if status is None or status is row.status:
            return
        if status is LessonStatus.CANCELLED:
            cancel_lesson(self.session, CancelLesson(row.id, "–"))
        elif status is LessonStatus.HELD:
            row.status, row.closed_at = status, happened(self.session)
        else:
            raise Refused("lesson-status-fixed")


def span_of(cells: Cells) -> tuple[datetime, datetime]:
    """Start and end of a lesson; an end at or before the start is the next day."""
    day: date = cells.need("date", as_date)
    start: time = cells.need("start", as_time)
    end: time = cells.need("end", as_time)
    starts, ends = datetime.combine(day, start), datetime.combine(day, end)
    return starts, ends if ends > starts else ends + timedelta(days=1)


def values_id(row: Any) -> UUID:
    found: UUID = row.id
    return found
