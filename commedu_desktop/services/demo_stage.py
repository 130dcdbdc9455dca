"""Where and when the demonstration centre plays, and how its rows are collected: the same ones every time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert

from commedu_desktop.services.centre import demo_list
from commedu_desktop.store.tables import Base

DEMO_NOW = datetime(2026, 11, 23, 9, 50)
"""The moment at which the demonstration was written: Monday of the thirteenth week of its term."""
_FIRST_MONDAY = date(2026, 8, 31)
WEEKS = 20
HALF_YEAR = timedelta(weeks=26)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

Slot = tuple[int, time, time]
"""Weekday (Monday 0), start, end."""


@dataclass(frozen=True)
class Stage:
    """`now` is the centre's wall clock; the term is moved by whole weeks so that it lies in its thirteenth week."""

    now: datetime = DEMO_NOW
    region: str = "CN"
    language: str = "zh_CN"
    zone: tzinfo | None = None
    seed: int = 20261123

    @cached_property
    def monday(self) -> date:
        """The first Monday of the term."""
        this_monday = self.now.date() - timedelta(days=self.now.weekday())
        return _FIRST_MONDAY + (this_monday - DEMO_NOW.date())

    @property
    def term_starts(self) -> date:
        return self.day(0, 1)

    @property
    def term_ends(self) -> date:
        return self.day(WEEKS - 1, 4)

    def day(self, week: int, weekday: int) -> date:
        return self.monday + timedelta(weeks=week, days=weekday)

    def utc(self, local: datetime) -> datetime:
        """A wall-clock time of the centre as an aware moment."""
        return local.replace(tzinfo=self.zone) if self.zone else local.astimezone()

    def word(self, names: Mapping[str, str] | str) -> str:
        """The one of several languages that the centre keeps its records in."""
        return names if isinstance(names, str) else names.get(self.language, names["en"])

    def listed(self, name: str) -> Any:
        return demo_list(self.region, name)

    def random(self, purpose: str) -> Random:
        """A source of chance of its own for each purpose, so that a change in one leaves the others as they were."""
        return Random(f"{self.seed} {purpose}")


def slots(times: str) -> list[Slot]:
    """The weekly times behind `Mon 09:00-10:30; Thu 15:00-17:00`."""
    return [slot(one) for one in times.split("; ")] if times else []


def slot(text: str) -> Slot:
    day, span = text.split(" ")
    start, end = span.split("-")
    return DAYS.index(day), time.fromisoformat(start), time.fromisoformat(end)


@dataclass
class Rows:
    """Rows by table, each with an id that is the same every time: a UUIDv7 from the stage's clock and chance."""

    stage: Stage
    by_table: dict[type[Base], list[dict[str, Any]]] = field(default_factory=dict)
    made: int = 0

    @cached_property
    def _chance(self) -> Random:
        return self.stage.random("ids")

    @cached_property
    def _epoch(self) -> int:
        first = datetime.combine(self.stage.term_starts - timedelta(days=30), time(8))
        return int(first.timestamp() * 1000)

    def new_id(self) -> UUID:
        self.made += 1
        value = ((self._epoch + self.made) << 80) | self._chance.getrandbits(80)
        value = value & ~(0xF << 76) | (0x7 << 76)
        return UUID(int=value & ~(0x3 << 62) | (0x2 << 62))

    def add(self, kind: type[Base], /, **values: Any) -> dict[str, Any]:
        """Keep a row for `write`; returns it, with its id."""
        if "id" in kind.__table__.columns and "id" not in values:
            values["id"] = self.new_id()
        self.by_table.setdefault(kind, []).append(values)
        return values

    def write(self, connection: Connection) -> None:
        """Insert everything that was kept."""
        for kind, rows in self.by_table.items():
            connection.execute(insert(kind.__table__), list(_whole(kind, rows)))  # type: ignore[arg-type]  # a Table
        self.by_table.clear()


def _whole(kind: type[Base], rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every row with every column, as a bulk insert wants them."""
    usual = {}
    for column in kind.__table__.columns:
        fixed = column.default is not None and column.default.is_scalar
        usual[column.name] = column.default.arg if fixed else None
    usual |= {"extra": {}} if "extra" in usual else {}
    return (usual | row for row in rows)
