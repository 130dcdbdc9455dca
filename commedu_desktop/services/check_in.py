"""Checking residents in at the front desk: by card or by name, for the lesson that is on or about to start."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.check_in import Decision, Due, Outcome, Window, decide, scanned_card
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.services.clock import local_now, wall_time
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.journal import current, happened, name_write
from commedu_desktop.store.lean import put_new
from commedu_desktop.store.queries.check_in import (
    CardHolder,
    LessonAround,
    OpenLesson,
    holder,
    holder_of_card,
    lessons_around,
    next_lesson,
    open_lessons,
)
from commedu_desktop.store.tables import AttendanceMark

__all__ = ["CheckIn", "CheckedIn", "OpenLesson", "check_in"]

DAY = timedelta(days=1)


@dataclass(frozen=True)
class CheckIn:
    """Who has come: a card as the scanner sent it, or a resident picked from a list."""

    card: str = ""
    resident_id: UUID | None = None


@dataclass(frozen=True)
class CheckedIn:
    """The answer to a check-in. `code` and `facts` make its sentence (`sentences.told`), without the name.

    `open_lessons` are those that someone who is not enrolled may join now. `write_id` undoes this very check-in.
    """

    outcome: Outcome
    code: str
    who: str
    card: str
    at: datetime
    facts: dict[str, Any] = field(default_factory=dict)
    resident_id: UUID | None = None
    pinyin: str = ""
    lesson_id: UUID | None = None
    lesson: str = ""
    open_lessons: tuple[OpenLesson, ...] = ()
    write_id: UUID | None = None


def check_in(session: Session, request: CheckIn) -> CheckedIn:
    """Mark a resident present, or late, for the lesson they have come for; a second time changes nothing.

    Never refuses by raising: whatever stands in the way is in the answer, and then nothing is written.
    """
    now = local_now(session)
    person = _person(session, request)
    if person is None:
        return _unknown(session, scanned_card(request.card), now)
    if person.archived:
        return _answer(person, Decision(Outcome.REFUSED, "check-in-archived"), now)
    window = _window(session)
    dues = _dues(session, person, now, window)
    decision = decide(dues, now, window)
    if decision.outcome is Outcome.IN:
        _mark(session, person, decision)
        name_write(session, person.name)
        return _answer(person, decision, now, write_id=current(session).id)
    if decision.outcome is Outcome.ALREADY:
        return _answer(person, decision, now)
    return _look(session, person, decision, now, window)


def _unknown(session: Session, card: str, now: datetime) -> CheckedIn:
    """Nobody has this card: nothing was read, the card is void, or it is none of ours."""
    if not card:
        return CheckedIn(Outcome.REFUSED, "check-in-nothing-read", card, card, now, {"card": card})
    from commedu_desktop.services.cards import bearer_of_voided

    bearer = bearer_of_voided(session, card)
    if bearer is None:
        return CheckedIn(Outcome.REFUSED, "check-in-card-unknown", card, card, now, {"card": card})
    person = _person(session, CheckIn(resident_id=bearer))
    if person is None:
        raise LookupError(bearer)
    facts = {"card": card, "present": person.card}
    return CheckedIn(Outcome.REFUSED, "check-in-card-void", person.name, card, now, facts, resident_id=person.id)


def _person(session: Session, request: CheckIn) -> CardHolder | None:
    """The resident behind the card; of one who was merged into another, the other."""
    if request.resident_id is None:
        person = holder_of_card(session, scanned_card(request.card))
    else:
        person = holder(session, request.resident_id)
    seen = set()
    while person is not None and person.merged_into_id is not None and person.id not in seen:
        seen.add(person.id)
        person = holder(session, person.merged_into_id)
    return person


def _window(session: Session) -> Window:
    settings = centre_settings(session)
    return Window(settings.early_minutes, settings.late_minutes)


def _dues(session: Session, person: CardHolder, now: datetime, window: Window) -> list[Due]:
    """The person's lessons of today, of last night over midnight, and those that the window reaches into."""
    midnight = datetime.combine(now.date(), datetime.min.time())
    until = max(midnight + DAY, now + timedelta(minutes=window.early_minutes + 1))
    zone = session.info.get("zone")
    return [
        Due(
            lesson_id=row.lesson_id,
            title=row.title,
            starts=row.starts,
            ends=row.ends,
            venue=row.venue or "",
            cancelled=row.status is LessonStatus.CANCELLED,
            closed=row.closed_at is not None,
            waiting=row.enrolment is EnrolmentStatus.WAITING,
            mark=row.mark,
            marked_at=None if row.marked_at is None else wall_time(row.marked_at, zone),
        )
        for row in lessons_around(session, person.id, midnight - DAY, until)
    ]


def _mark(session: Session, person: CardHolder, decision: Decision) -> None:
    if decision.due is None or decision.mark is None:
        raise ValueError(decision)
    values = {"mark": decision.mark, "minutes_late": decision.minutes_late, "at": happened(session)}
    if decision.due.mark is None:
        put_new(session, AttendanceMark(lesson_id=decision.due.lesson_id, resident_id=person.id, **values))
        return
    marked = session.get_one(AttendanceMark, (decision.due.lesson_id, person.id))
    for name, value in values.items():
        setattr(marked, name, value)


def _look(session: Session, person: CardHolder, decision: Decision, now: datetime, window: Window) -> CheckedIn:
    """Nothing was marked: what comes next for this person, and what is open to everybody now."""
    until = now + timedelta(minutes=window.early_minutes + 1)
    joinable = tuple(open_lessons(session, now, until))
    coming = next_lesson(session, person.id, now)
    facts: dict[str, Any] = {}
    if decision.code == "check-in-too-early" and decision.due is not None:
        facts["opens"] = window.opens(decision.due).time()
    if decision.code == "check-in-no-lesson":
        decision, facts = _without_lesson(coming)
    return _answer(person, decision, now, facts=facts, joinable=joinable)


def _without_lesson(coming: LessonAround | None) -> tuple[Decision, dict[str, Any]]:
    if coming is None:
        return Decision(Outcome.LOOK, "check-in-not-enrolled"), {}
    return Decision(Outcome.LOOK, "check-in-wrong-day"), {"lesson": coming.title, "next": coming.starts}


def _answer(
    person: CardHolder,
    decision: Decision,
    now: datetime,
    *,
    facts: dict[str, Any] | None = None,
    joinable: tuple[OpenLesson, ...] = (),
    write_id: UUID | None = None,
) -> CheckedIn:
    due = decision.due
    of_lesson = {} if due is None else _facts_of(due)
    return CheckedIn(
        outcome=decision.outcome,
        code=decision.code,
        who=person.name,
        card=person.card,
        at=now,
        facts={"minutes": decision.minutes, **of_lesson, **(facts or {})},
        resident_id=person.id,
        pinyin=person.pinyin,
        lesson_id=None if due is None else due.lesson_id,
        lesson="" if due is None else due.title,
        open_lessons=joinable,
        write_id=write_id,
    )


def _facts_of(due: Due) -> dict[str, Any]:
    return {
        "lesson": due.title,
        "starts": due.starts.time(),
        "ends": due.ends.time(),
        "venue": due.venue,
        "since": None if due.marked_at is None else due.marked_at.time(),
    }
