"""After lessons were cancelled: the notice, the people to call, and when they could be made up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus, Slot
from commedu_desktop.domain.notices import NoticeKind
from commedu_desktop.domain.residents import shown_phone
from commedu_desktop.i18n import _, speaking
from commedu_desktop.services.certificate_words import fill
from commedu_desktop.services.moves import advice
from commedu_desktop.services.notice_papers import new_draft, templates
from commedu_desktop.services.notices import NoticeDraft
from commedu_desktop.services.paper_words import day_words, joined, paper_language, span
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.tables import Enrolment, Lesson, Offering, Resident, Teacher, Venue

if TYPE_CHECKING:
    from commedu_desktop.documents.call_list import Call

FORTNIGHT = 13


@dataclass(frozen=True)
class CancelledLesson:
    """A lesson that does not take place; `learners` are enrolled in its class."""

    id: UUID
    offering_id: UUID
    title: str
    starts: datetime
    ends: datetime
    venue_id: UUID | None
    venue: str
    teacher_id: UUID | None
    teacher: str
    reason: str
    learners: int


def cancelled_lessons(session: Session, lesson_ids: Sequence[UUID]) -> list[CancelledLesson]:
    """These lessons in order of time."""
    wanted = (
        select(Lesson, Offering.title, Venue.name, Teacher.name)
        .join(Offering, Offering.id == Lesson.offering_id)
        .outerjoin(Venue, Venue.id == Lesson.venue_id)
        .outerjoin(Teacher, Teacher.id == Lesson.teacher_id)
        .where(Lesson.id.in_(lesson_ids))
        .order_by(Lesson.starts)
    )
    return [
        CancelledLesson(
            lesson.id,
            lesson.offering_id,
            title,
            lesson.starts,
            lesson.ends,
            lesson.venue_id,
            venue or "",
            lesson.teacher_id,
            teacher or "",
            lesson.reason,
            len(_people(session, lesson.offering_id)),
        )
        for lesson, title, venue, teacher in session.execute(wanted)
    ]


def _people(session: Session, offering_id: UUID) -> list[Resident]:
    wanted = (
        select(Resident)
        .join(Enrolment, Enrolment.resident_id == Resident.id)
        .where(Enrolment.offering_id == offering_id, Enrolment.status == EnrolmentStatus.ENROLLED)
        .order_by(Resident.pinyin, Resident.name)
    )
    return list(session.scalars(wanted))


def cancellation_draft(session: Session, lesson_ids: Sequence[UUID], today: date, language: str = "") -> NoticeDraft:
    """The notice of these lessons, ready to be hung up: the first one's class in the title, a row for each."""
    lessons = cancelled_lessons(session, lesson_ids)
    first = lessons[0]
    draft = new_draft(session, NoticeKind.CANCELLATION, today, first.offering_id, language)
    with speaking(draft.language):
        rows = [[day_words(one.starts.date()), joined((span(one.starts, one.ends), one.title))] for one in lessons]
        values = {
            "title": first.title,
            "day": day_words(first.starts.date()),
            "time": f"{first.starts:%H:%M}",
            "centre": centre_settings(session).name,
        }
        text = fill(templates(draft.language)[NoticeKind.CANCELLATION.value]["text"], values)
        if len(lessons) > 1:
            text = _("These lessons do not take place. Please pass this on. We are sorry for the trouble.")
    titles = list(dict.fromkeys(one.title for one in lessons))
    content = draft.content | {"rows": rows if len(lessons) > 1 else [], "text": text, "subtitle": " · ".join(titles)}
    return replace(draft, content=content)


def call_list_pdf(session: Session, lesson_ids: Sequence[UUID], language: str = "") -> bytes:
    """Everybody enrolled in the lessons' classes, with telephone numbers."""
    from commedu_desktop.documents import call_list

    language = paper_language(session, language)
    centre = centre_settings(session).name
    with speaking(language):
        paper = call_list.CallListPaper(
            _("Call list"),
            language,
            (_("No."), _("Name"), _("Telephone"), _("Contact"), _("Told"), _("Remark")),
            tuple(
                call_list.CallLesson(
                    _("{title}: does not take place").format(title=one.title),
                    (centre, day_words(one.starts.date()), joined((span(one.starts, one.ends), one.venue))),
                    tuple(_call(person) for person in _people(session, one.offering_id)),
                    (_("Reason: {reason}").format(reason=one.reason),) if one.reason else (),
                )
                for one in cancelled_lessons(session, lesson_ids)
            ),
            (_("Called by:"), _("Date:")),
        )
        return call_list.render(paper)


def _call(person: Resident) -> "Call":
    from commedu_desktop.documents.call_list import Call

    extra = person.extra or {}
    contact = joined((str(extra.get("contact_name") or ""), shown_phone(str(extra.get("contact_phone") or ""))))
    return Call(person.name, shown_phone(person.phone), contact)


def make_up_places(session: Session, lesson_id: UUID, today: date) -> list[Slot]:
    """Where the lesson could be made up in the fortnight after it or after today: room, teacher and learners free."""
    lesson = session.get_one(Lesson, lesson_id)
    first = max(lesson.starts.date(), today) + timedelta(days=1)
    last = first + timedelta(days=FORTNIGHT)
    return advice(session, lesson_id, first, last).free(first, last)


def lessons_of_day(session: Session, offering_id: UUID, day: date) -> list[UUID]:
    """Lessons of a class on a day, the cancelled ones when there are any. Raises: Refused no-lesson-after."""
    wanted = select(Lesson.id, Lesson.status).where(
        Lesson.offering_id == offering_id,
        Lesson.starts >= datetime.combine(day, time()),
        Lesson.starts < datetime.combine(day, time()) + timedelta(days=1),
    )
    rows = list(session.execute(wanted.order_by(Lesson.starts)))
    cancelled = [lesson_id for lesson_id, status in rows if status is LessonStatus.CANCELLED]
    if not rows:
        raise Refused("no-lesson-after", on=day)
    return cancelled or [lesson_id for lesson_id, _status in rows]
