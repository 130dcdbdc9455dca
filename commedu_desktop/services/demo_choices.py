"""The demonstration's coming term: four classes that fill in ten minutes, given by ranked choices this week."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.services.demo_people import Person
from commedu_desktop.services.demo_plan import Planner, Run
from commedu_desktop.services.demo_stage import HALF_YEAR, Rows, Stage
from commedu_desktop.store.tables import Lesson, Offering
from commedu_desktop.store.tables.ranked_choices import ChoiceRound, RankedChoice, RoundOffering

_SOUGHT_AFTER, _PLACES, _HANDED_IN = 4, 12, 64
_OLD_ENOUGH = 55


def open_round(stage: Stage, rows: Rows, planner: Planner, people: list[Person]) -> None:
    """The coming term with its sought-after classes, the round, and the choices handed in so far."""
    sought = [run for run in planner.runs if run.kind is OfferingKind.CLASS and _has_too_few_places(run)]
    offerings = [_next_run(rows, planner, run) for run in sought[:_SOUGHT_AFTER]]
    title = stage.word({"en": "Sought-after classes of the coming term", "zh_CN": "下学期热门班级志愿填报"})
    today = stage.now.date()
    chosen = rows.add(
        ChoiceRound,
        code="R1",
        title=title,
        term_id=planner.terms[-1],
        opens=today - timedelta(days=7),
        closes=today + timedelta(days=4),
        groups=["vulnerable"],
        seed="K7Q2-M4XP-9TRA",
    )
    for offering in offerings:
        rows.add(RoundOffering, round_id=chosen["id"], offering_id=offering)
    _hand_in(stage, rows, chosen["id"], offerings, people)


def _has_too_few_places(run: Run) -> bool:
    return bool(run.entry["demand"] > run.entry["capacity"])


def _next_run(rows: Rows, planner: Planner, run: Run) -> UUID:
    """The class half a year later, at the same weekly times."""
    values = {name: value for name, value in run.row.items() if name not in ("id", "code", "starts", "ends", "term_id")}
    starts, ends = planner.stage.term_starts + HALF_YEAR, planner.stage.term_ends + HALF_YEAR
    row = rows.add(
        Offering,
        **(values | {"capacity": _PLACES}),
        code=f"{starts.year}-N{run.code}",
        term_id=planner.terms[-1],
        starts=starts,
        ends=ends,
    )
    for lesson in run.lessons:
        first = lesson["starts"] + HALF_YEAR
        if starts <= first.date() <= ends and first.date() not in planner.closed[-1]:
            _lesson(rows, row, first, lesson["ends"] + HALF_YEAR)
    found: UUID = row["id"]
    return found


def _lesson(rows: Rows, offering: dict[str, Any], starts: datetime, ends: datetime) -> None:
    place = {"venue_id": offering["venue_id"], "teacher_id": offering["teacher_id"]}
    rows.add(
        Lesson, offering_id=offering["id"], starts=starts, ends=ends, status=LessonStatus.PLANNED, reason="", **place
    )


def _hand_in(stage: Stage, rows: Rows, round_id: UUID, offerings: list[UUID], people: list[Person]) -> None:
    chance = stage.random("choices")
    old_enough = [one for one in people if one.age_on(stage.now.date()) >= _OLD_ENOUGH]
    for person in chance.sample(old_enough, _HANDED_IN):
        at = stage.utc(stage.now - timedelta(minutes=chance.randint(30, 9_000)))
        wanted = chance.sample(offerings, chance.choice([1, 2, 2, 3, 3]))
        for rank, offering_id in enumerate(wanted, 1):
            rows.add(RankedChoice, round_id=round_id, resident_id=person.id, offering_id=offering_id, rank=rank, at=at)
