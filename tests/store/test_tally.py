"""The kept tallies agree with a recount, whatever was written and taken back."""

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.services.office import Office
from commedu_desktop.store import tally
from commedu_desktop.store.database import Database
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.tables import AttendanceMark, Headcount, Lesson
from tests.makers import Maker
from tests.offices import WRITES_BEGIN

STARTS = [datetime(2026, 10, 31, 22, 30), datetime(2026, 11, 1, 8, 0), datetime(2026, 11, 30, 9, 0)]


def mark(session: Session, chance: Random) -> None:
    key = (chance.choice(lessons_of(session)), chance.choice(residents_of(session)))
    row = session.get(AttendanceMark, key)
    if row is not None and chance.random() < 0.3:
        session.delete(row)
    elif row is not None:
        row.mark = chance.choice(list(Mark))
    else:
        lesson_id, resident_id = key
        mark = chance.choice(list(Mark))
        session.add(AttendanceMark(lesson_id=lesson_id, resident_id=resident_id, mark=mark, at=WRITES_BEGIN))


def count_heads(session: Session, chance: Random) -> None:
    lesson_id = chance.choice(lessons_of(session))
    row = session.scalars(select(Headcount).where(Headcount.lesson_id == lesson_id)).one_or_none()
    if row is None:
        session.add(Headcount(lesson_id=lesson_id, number=chance.randint(1, 40)))
    elif chance.random() < 0.5:
        session.delete(row)
    else:
        row.number = chance.randint(1, 40)


def change_lesson(session: Session, chance: Random) -> None:
    lesson = session.get_one(Lesson, chance.choice(lessons_of(session)))
    lesson.status = chance.choice(list(LessonStatus))
    length = lesson.ends - lesson.starts
    lesson.starts = chance.choice(STARTS)
    lesson.ends = lesson.starts + length


def drop_lesson(session: Session, chance: Random) -> None:
    lesson = session.get_one(Lesson, chance.choice(lessons_of(session)))
    for kind in (AttendanceMark, Headcount):
        for row in session.scalars(select(kind).where(kind.lesson_id == lesson.id)):
            session.delete(row)
    session.delete(lesson)


def lessons_of(session: Session) -> list[UUID]:
    return list(session.scalars(select(Lesson.id).order_by(Lesson.id)))


def residents_of(session: Session) -> list[UUID]:
    return [UUID(bytes=key) for (key,) in session.execute(text("SELECT id FROM resident ORDER BY id"))]


STEPS: dict[str, Callable[[Session, Random], None]] = {
    "mark": mark,
    "heads": count_heads,
    "change": change_lesson,
    "drop": drop_lesson,
}


def naive(session: Session) -> dict[str, int]:
    """Attendances by month, counted one mark at a time."""
    counted: Counter[str] = Counter()
    for lesson in session.scalars(select(Lesson).where(Lesson.status != LessonStatus.CANCELLED)):
        marks = session.scalars(select(AttendanceMark).where(AttendanceMark.lesson_id == lesson.id))
        heads = session.scalars(select(Headcount).where(Headcount.lesson_id == lesson.id))
        counted[f"{lesson.starts:%Y-%m}"] += sum(row.mark.attended for row in marks) + sum(row.number for row in heads)
    return {month: number for month, number in counted.items() if number}


def kept(session: Session) -> dict[str, int]:
    rows = session.execute(text("SELECT month, sum(attended + heads) FROM attendance_month GROUP BY month"))
    return {month: number for month, number in rows if number}


def a_small_centre(make: Maker) -> None:
    residents = [make.new_resident(name) for name in "甲乙丙"]
    for starts in STARTS:
        lesson = make.new_lesson(make.new_offering(), starts)
        make.add(AttendanceMark(lesson_id=lesson.id, resident_id=residents[0].id, mark=Mark.LATE, at=WRITES_BEGIN))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from([*STEPS, "mark", "mark", "undo", "redo"]), max_size=15), seed=st.integers(0, 99))
def test_tallies_stay_exact_through_marking_moving_cancelling_deleting_and_undo(
    steps: list[str], seed: int, empty_database: Path, tmp_path: Path
) -> None:
    path = tmp_path / "centre.db"
    shutil.copy(empty_database, path)
    office, chance = Office(Database.open(path), clock=lambda: WRITES_BEGIN), Random(seed)
    a_small_centre(Maker(office))
    for step in steps:
        try:
            take(office, step, chance)
        except (Refused, IndexError):
            continue
    assert office.read(kept) == office.read(naive)
    assert office.read(tally.differences) == 0
    office.database.close()


def take(office: Office, step: str, chance: Random) -> None:
    if step in STEPS:
        office.write(STEPS[step], chance, actor="Li Na")
    else:
        {"undo": office.undo, "redo": office.redo}[step](actor="Li Na")


def test_a_tally_that_was_tampered_with_is_found_and_counted_anew(office: Office, make: Maker) -> None:
    a_small_centre(make)

    def tamper(session: Session, statement: str) -> None:
        session.execute(text(statement))
        name_write(session, "")

    office.write(tamper, "UPDATE resident_year SET attended_11 = attended_11 + 1", actor="nobody")
    assert office.read(tally.differences) == 6
    office.write(lambda session, _request: tally.rebuild(session), None, actor="nobody")
    assert office.read(tally.differences) == 0


def test_marks_written_while_counting_was_paused_are_counted_at_its_end(office: Office, make: Maker) -> None:
    a_small_centre(make)
    lesson, resident = make.new_lesson(make.new_offering(), STARTS[0]), make.new_resident("丁")

    def write_many(session: Session, _request: None) -> None:
        with tally.paused(session.connection()):
            row = AttendanceMark(lesson_id=lesson.id, resident_id=resident.id, mark=Mark.PRESENT, at=WRITES_BEGIN)
            session.add(row)
            session.flush()

    before = office.read(kept)["2026-10"]
    office.write(write_many, None, actor="import")
    assert office.read(kept)["2026-10"] == before + 1
    assert office.read(tally.differences) == 0
