"""Which class, lessons and people the code of a scanned sheet means, as the centre knows them now."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.sheets import SheetCode, tag
from commedu_desktop.store.queries.attendance import LessonState, class_grid
from commedu_desktop.store.queries.branches import root_branch_id
from commedu_desktop.store.queries.sheets import SheetPerson, marks_in, offering_ids, sheet_people


class Doubt(StrEnum):
    """Why a person must look at a cell."""

    UNCLEAR = "unclear"
    """The ink may mean this or that."""
    DIFFERS = "differs"
    """Something else is marked already."""
    TWICE = "twice"
    """Two scans of the page say different things."""


@dataclass(frozen=True)
class Sheet:
    """A code understood: people line by line, lessons column by column; None where no mark is taken any more."""

    offering_id: UUID
    title: str
    people: tuple[SheetPerson | None, ...]
    lessons: tuple[LessonState | None, ...]
    marks: dict[tuple[UUID, UUID], Mark]
    remarks: tuple[Refused, ...]


def differs(lesson: LessonState, mark: Mark | None, before: Mark | None) -> bool:
    """Whether the paper contradicts a mark that somebody made; absences that closing made are no contradiction."""
    made_by_closing = lesson.closed and before is Mark.ABSENT
    return None not in (mark, before) and mark is not before and not made_by_closing


def sheet_of(session: Session, code: SheetCode) -> Sheet:
    """Raises: Refused sheet-other-centre, sheet-class-unknown."""
    if code.centre != tag(root_branch_id(session)):
        raise Refused("sheet-other-centre")
    offering_id = next((one for one in offering_ids(session) if tag(one) == code.offering), None)
    if offering_id is None:
        raise Refused("sheet-class-unknown")
    grid = class_grid(session, offering_id)
    remarks: list[Refused] = []
    lessons = _lessons(code, grid.lessons, grid.title, remarks)
    people = _people(session, code, offering_id, grid.title, remarks)
    marks = marks_in(session, [one.id for one in lessons if one is not None])
    return Sheet(offering_id, grid.title, people, lessons, marks, tuple(remarks))


def _lessons(
    code: SheetCode, known: tuple[LessonState, ...], title: str, remarks: list[Refused]
) -> tuple[LessonState | None, ...]:
    by_tag = {tag(one.id): one for one in known}
    found: list[LessonState | None] = []
    for wanted in code.lessons:
        lesson = by_tag.get(wanted)
        if lesson is None:
            remarks.append(Refused("sheet-lesson-gone", title=title))
        elif lesson.status is LessonStatus.CANCELLED:
            remarks.append(Refused("sheet-lesson-cancelled", title=title, starts=lesson.starts))
            lesson = None
        elif lesson.closed:
            remarks.append(Refused("sheet-lesson-closed", title=title, starts=lesson.starts))
        found.append(lesson)
    return tuple(found)


def _people(
    session: Session, code: SheetCode, offering_id: UUID, title: str, remarks: list[Refused]
) -> tuple[SheetPerson | None, ...]:
    by_tag: dict[bytes, list[SheetPerson]] = {}
    for person in sheet_people(session, offering_id):
        by_tag.setdefault(tag(person.enrolment_id, code.salt), []).append(person)
    found: list[SheetPerson | None] = []
    for line, wanted in enumerate(code.people, 1):
        known = by_tag.get(wanted, [])
        if len(known) != 1:
            remarks.append(Refused("sheet-person-gone", title=title, line=line, page=code.page))
        found.append(known[0] if len(known) == 1 else None)
    return tuple(found)
