"""Enrolments and marks: people of the register in classes and lessons."""

from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from sqlalchemy import select

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.cells import as_date, as_time
from commedu_desktop.domain.choices import as_choice
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.ids import new_id
from commedu_desktop.domain.imports import Person, Register
from commedu_desktop.domain.residents import kept_card
from commedu_desktop.services.attendance import MarkAttendance, mark_attendance
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.enrolments import Enrol, Withdraw, enrol, withdraw
from commedu_desktop.services.imports.model import Changed, FieldRefused, New, Outcome, Unchanged
from commedu_desktop.services.imports.one_by_one import Cells, OneByOne
from commedu_desktop.store.journal import happened
from commedu_desktop.store.queries.imports import register
from commedu_desktop.store.tables import AttendanceMark, Enrolment, Lesson, Offering


class WithPeople(OneByOne):
    """Rows about somebody on the register, and mostly about an offering."""

    _offering: Offering | None = None
    """That of the last row; the session itself holds rows only while somebody else does."""

    @cached_property
    def _register(self) -> Register:
        return register(self.session)

    def person(self, cells: Cells) -> Person:
        """By card, or by name with birth date. Raises: Refused no-such-resident, resident-ambiguous …"""
        card, name = kept_card(cells.text("card")), "".join(cells.text("name").split())
        if not card and not name:
            raise FieldRefused("card", Refused("cell-blank"))
        found = self._register.find(Person(new_id(), card, name, cells.get("born", as_date)))
        if found is None:
            raise FieldRefused("card" if card else "name", Refused("no-such-resident", text=card or name))
        return found

    def offering(self, cells: Cells) -> Offering:
        found = cells.find("offering", lambda text: self.references.find(self.references.offerings, text))
        if self._offering is None or self._offering.id != found:
            self._offering = self.session.get_one(Offering, found)
        return self._offering


class EnrolmentTaker(WithPeople):
    """Places in classes that still run go by the rules (capacity, ages, clashes); past ones are taken as they were."""

    kind = "enrolments"

    def settle(self, cells: Cells) -> Outcome:
        offering, person = self.offering(cells), self.person(cells)
        status = cells.get("status", lambda cell: as_choice(EnrolmentStatus, cell))
        on = cells.get("on", as_date)
        wanted = select(Enrolment).where(Enrolment.offering_id == offering.id, Enrolment.resident_id == person.id)
        row = self.session.scalars(wanted).one_or_none()
        who = f"{person.name} → {offering.title}"
        if row is None:
            self._add(offering, person, status or EnrolmentStatus.ENROLLED, on)
            return New(who, dict(cells.row.cells))
        changes = tuple(
            (name, old, new)
            for name, old, new in (("status", row.status, status), ("on", row.enrolled_on, on))
            if new is not None and old != new
        )
        if not changes:
            return Unchanged(who)
        self._change(row, status, on)
        return Changed(who, changes)

    def _add(self, offering: Offering, person: Person, status: EnrolmentStatus, on: date | None) -> None:
        today = local_now(self.session).date()
        if status is EnrolmentStatus.ENROLLED and offering.ends >= today:
            taken = enrol(self.session, Enrol(person.id, offering.id))
            row = self.session.get_one(Enrolment, taken.enrolment_id)
            row.enrolled_on = on or row.enrolled_on
            return
        queued = happened(self.session) if status is EnrolmentStatus.WAITING else None
        self.session.add(
            Enrolment(
                offering_id=offering.id,
                resident_id=person.id,
                status=status,
                enrolled_on=on or min(today, offering.starts),
                queued_at=queued,
            )
        )

    def _change(self, row: Enrolment, status: EnrolmentStatus | None, on: date | None) -> None:
        if on is not None:
            row.enrolled_on = on
        if status is None or status is row.status:
            return
        if status is EnrolmentStatus.WITHDRAWN:
            withdraw(self.session, Withdraw(row.id))
        elif status is EnrolmentStatus.ENROLLED:
            enrol(self.session, Enrol(row.resident_id, row.offering_id))
        else:
            row.status = status


class AttendanceTaker(WithPeople):
    """Marks of lessons that are planned; closed lessons keep theirs."""

    kind = "attendance"
    _lesson_in_hand: UUID | None = None
    _marks_in_hand: dict[UUID, Mark]

    def known(self, cells: Cells) -> Unchanged | None:
        offering = self.offering(cells)
        lesson_id, person = self._lesson(offering, cells), self.person(cells)
        mark = cells.get("mark", lambda cell: as_choice(Mark, cell))
        if mark is None or self._marks(lesson_id).get(person.id) is not mark:
            return None
        return Unchanged(f"{person.name}, {offering.title}")

    def _marks(self, lesson_id: UUID) -> dict[UUID, Mark]:
        """Resident -> mark as it was before the list; of the lesson that the last rows were about."""
        if self._lesson_in_hand != lesson_id:
            pairs = select(AttendanceMark.resident_id, AttendanceMark.mark)
            found = self.session.execute(pairs.where(AttendanceMark.lesson_id == lesson_id)).all()
            self._lesson_in_hand, self._marks_in_hand = lesson_id, {one[0]: one[1] for one in found}
        return self._marks_in_hand

    def settle(self, cells: Cells) -> Outcome:
        offering = self.offering(cells)
        self._lesson_in_hand = None
        lesson, person = self.session.get_one(Lesson, self._lesson(offering, cells)), self.person(cells)
        mark = cells.need("mark", lambda cell: as_choice(Mark, cell))
        row = self.session.get(AttendanceMark, (lesson.id, person.id))
        who = f"{person.name}, {offering.title} {lesson.starts:%Y-%m-%d %H:%M}"
        if row is not None and row.mark is mark:
            return Unchanged(who)
        old = None if row is None else row.mark
        mark_attendance(self.session, MarkAttendance(lesson.id, person.id, mark))
        return New(who, dict(cells.row.cells)) if old is None else Changed(who, (("mark", old, mark),))

    @cached_property
    def _lessons(self) -> dict[UUID, list[tuple[datetime, UUID]]]:
        """Offering -> start and key of its lessons."""
        found: dict[UUID, list[tuple[datetime, UUID]]] = {}
        for offering, starts, key in self.session.execute(select(Lesson.offering_id, Lesson.starts, Lesson.id)):
            found.setdefault(offering, []).append((starts, key))
        return found

    def _lesson(self, offering: Offering, cells: Cells) -> UUID:
        day, start = cells.need("date", as_date), cells.get("start", as_time)
        lessons = self._lessons.get(offering.id, [])
        found = [key for starts, key in lessons if starts.date() == day and start in (None, starts.time())]
        if not found:
            raise FieldRefused("date", Refused("no-such-lesson", title=offering.title, day=day))
        if len(found) > 1:
            raise FieldRefused("start", Refused("several-lessons", title=offering.title, day=day))
        return found[0]
