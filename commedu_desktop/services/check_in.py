"""Checking residents in at the front desk: by card or by name, for the lesson that is on or about to start."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.check_in import Decision, Due, Outcome, Window, decide, scanned_card
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.services.check_outs import check_out, come_back, with_check_outs
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
from commedu_desktop.store.tables import AttendanceMark, Venue

__all__ = ["CheckIn", "CheckedIn", "OpenLesson", "check_in"]

DAY = timedelta(days=1)


@dataclass(frozen=True)
class CheckIn:
    """Who has come: a card as the scanner sent it, or a resident picked from a list; to the door of `venue_id`."""

    card: str = ""
    resident_id: UUID | None = None
    venue_id: UUID | None = None


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
    settings = centre_settings(session)
    window = Window(settings.early_minutes, settings.late_minutes)
    dues = _dues(session, person, now, window)
    if settings.check_out_branches:
        dues = with_check_outs(session, person.id, dues, settings.check_out_branches)
    decision, owed = _unless_unpaid(session, decide(dues, now, window, request.venue_id), settings.unpaid_at_desk, now)
    if decision.outcome is Outcome.LOOK:
        return _look(session, person, decision, now, window, owed | _room(session, decision, request.venue_id))
    return _answer(person, decision, now, facts=owed, write_id=_write(session, person, decision))


def _write(session: Session, person: CardHolder, decision: Decision) -> UUID | None:
    """Keep what the decision says; a second scan says nothing new."""
    if decision.outcome is Outcome.IN:
        mark_arrival(session, person.id, decision)
    if decision.leaves is not None:
        check_out(session, person.id, decision.leaves)
    elif decision.code == "checked-in-again" and decision.due is not None:
        come_back(session, person.id, decision.due)
    elif decision.outcome is not Outcome.IN:
        return None
    name_write(session, person.name)
    return current(session).id


def _unless_unpaid(session: Session, decision: Decision, rule: str, now: datetime) -> tuple[Decision, dict[str, Any]]:
    """What an unpaid fee makes of a check-in: nothing, a word beside it, or a stop."""
    due = decision.due
    if decision.outcome is not Outcome.IN or rule == "pass" or due is None or not due.fee or due.enrolment_id is None:
        return decision, {}
    from commedu_desktop.services.fees import owed_by

    owed = owed_by(session, due.enrolment_id, now)
    if owed is None:
        return decision, {}
    if rule == "stop":
        return Decision(Outcome.LOOK, "check-in-unpaid", due), {"owed": owed}
    return replace(decision, code="checked-in-unpaid"), {"owed": owed, "base": decision.code}


def _room(session: Session, decision: Decision, venue_id: UUID | None) -> dict[str, Any]:
    """Where the desk stands that was come to instead."""
    if decision.code != "check-in-wrong-room" or venue_id is None:
        return {}
    return {"here": session.get_one(Venue, venue_id).name}


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
            enrolment_id=row.enrolment_id,
            venue_id=row.venue_id,
            fee=row.fee,
        )
        for row in lessons_around(session, person.id, midnight - DAY, until)
    ]


def mark_arrival(session: Session, resident_id: UUID, decision: Decision) -> None:
    """Write the mark of a decision; who was marked already is marked anew."""
    if decision.due is None or decision.mark is None:
        raise ValueError(decision)
    values = {"mark": decision.mark, "minutes_late": decision.minutes_late, "at": happened(session)}
    if decision.due.mark is None:
        put_new(session, AttendanceMark(lesson_id=decision.due.lesson_id, resident_id=resident_id, **values))
        return
    marked = session.get_one(AttendanceMark, (decision.due.lesson_id, resident_id))
    for name, value in values.items():
        setattr(marked, name, value)


def _look(
    session: Session,
    person: CardHolder,
    decision: Decision,
    now: datetime,
    window: Window,
    more: Mapping[str, Any],
) -> CheckedIn:
    """Nothing was marked: what comes next for this person, and what is open to everybody now."""
    until = now + timedelta(minutes=window.early_minutes + 1)
    joinable = tuple(open_lessons(session, now, until))
    coming = next_lesson(session, person.id, now)
    facts: dict[str, Any] = dict(more)
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
        "left": None if due.left_at is None else due.left_at.time(),
    }
