"""Thousands of lessons at once: the same effort for each, told as they come, stopped without a trace."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Cancelled
from commedu_desktop.services.imports import ImportRequest, ImportResult, look_at, take_in, verb
from commedu_desktop.services.office import Office
from commedu_desktop.services.progress import Progress, silent
from commedu_desktop.store.tables import JournalRow, Lesson, Offering
from tests.makers import Maker

HEAD = "offering,date,start,end"


@pytest.fixture
def choir(make: Maker) -> Offering:
    return make.new_offering(title="Choir", code="CH", starts=date(2026, 9, 1), ends=date(2027, 1, 15))


def lines(first: int, count: int) -> list[str]:
    """Four a day, each an hour long."""
    days = [date(2026, 9, 1) + timedelta(days=at // 4) for at in range(first, first + count)]
    return [f"CH,{day},{9 + at % 4 * 2:02}:00,{10 + at % 4 * 2:02}:00" for at, day in enumerate(days, start=first)]


def take(office: Office, rows: list[str], progress: Progress = silent, *, keep_good: bool = False) -> ImportResult:
    request = ImportRequest(look_at("lessons", "\n".join([HEAD, *rows]).encode()), keep_good=keep_good)
    return take_in(office, request, actor="Li Na", progress=progress)


def count(office: Office) -> list[int | None]:
    """Lessons, and rows of the journal."""

    def read(session: Session) -> list[int | None]:
        return [session.scalar(select(func.count()).select_from(kind)) for kind in (Lesson, JournalRow)]

    return office.read(read)


@contextmanager
def statements(office: Office) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    said: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    engine = office.database.engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def test_the_hundredth_lesson_costs_what_the_first_did(office: Office, choir: Offering) -> None:
    with statements(office) as first:
        assert len(take(office, lines(0, 40)).new) == 40
    with statements(office) as later:
        assert len(take(office, lines(40, 120)).new) == 120
    assert abs(len(later) / 120 - len(first) / 40) < 1
    assert len(later) / 120 < 12
    assert choir.code == "CH"


@pytest.mark.usefixtures("choir")
def test_a_long_list_says_how_far_it_is_and_leaves_nothing_when_stopped(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verb, "BATCH", 20)
    before, told = count(office), list[tuple[int, int]]()

    def stopped(done: int, total: int) -> None:
        told.append((done, total))
        if done == 60:
            raise Cancelled

    with pytest.raises(Cancelled):
        take(office, lines(0, 100), stopped)
    assert told == [(0, 100), (20, 100), (40, 100), (60, 100)]
    assert count(office) == before


@pytest.mark.usefixtures("choir")
def test_lessons_that_overlap_others_of_the_list_are_refused_by_line_and_a_second_time_nothing_changes(
    office: Office,
) -> None:
    twice = [*lines(0, 8), "CH,2026-09-01,09:30,10:30", "CH,2026-09-02,08:00,21:00"]
    result = take(office, twice)
    assert not result.written
    assert [(one.line, one.reason.code) for one in result.refused] == [(10, "venue-taken"), (11, "venue-taken")]
    assert count(office)[0] == 0
    assert len(take(office, twice, keep_good=True).new) == 8
    assert take(office, lines(0, 8)).unchanged == 8
    assert office.undo(actor="Li Na") == "list of 8 rows"
    assert count(office)[0] == 0
