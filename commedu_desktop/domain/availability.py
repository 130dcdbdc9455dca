"""When a teacher can: weekly times, days off, and how many hours they take on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import Slot
from commedu_desktop.domain.weekly_times import WeeklyTime, parse_weekly_times


@dataclass(frozen=True, order=True)
class Absence:
    """Days on which a teacher cannot teach, both included."""

    starts: date
    ends: date
    reason: str = ""

    def meets(self, slot: Slot) -> bool:
        return slot.starts.date() <= self.ends and slot.ends > datetime.combine(self.starts, time())


@dataclass(frozen=True)
class Availability:
    """`times` empty: always. Limits in minutes a day and a week from Monday; 0: none."""

    times: tuple[WeeklyTime, ...] = ()
    absences: tuple[Absence, ...] = ()
    day_minutes: int = 0
    week_minutes: int = 0

    def allows(self, slot: Slot) -> bool:
        """Whether the teacher can then; limits are another question."""
        return self.absence(slot) is None and within_times(self.times, slot)

    def absence(self, slot: Slot) -> Absence | None:
        """The days off that the slot falls into."""
        return next((one for one in self.absences if one.meets(slot)), None)

    @property
    def limited(self) -> bool:
        return bool(self.day_minutes or self.week_minutes)


ALWAYS = Availability()


def within_times(times: tuple[WeeklyTime, ...], slot: Slot) -> bool:
    """Whether the slot lies within one of the weekly times; times that touch each other count as one."""
    if not times:
        return True
    if any(slot.starts.weekday() == time.weekday and _covers(time, slot) for time in times):
        return True
    spans = sorted(time.on(day) for day in _days_before(slot) for time in times if time.weekday == day.weekday())
    reached = slot.starts
    for starts, ends in spans:
        if starts <= reached < ends:
            reached = ends
    return reached >= slot.ends


def _covers(time: WeeklyTime, slot: Slot) -> bool:
    """Whether a slot that begins on the time's weekday lies wholly within it: the usual case, without any dates."""
    same_day = slot.starts.date() == slot.ends.date() and time.start < time.end
    return same_day and time.start <= slot.starts.time() and slot.ends.time() <= time.end


def _days_before(slot: Slot) -> Iterable[date]:
    """Days whose times may cover part of the slot: one across midnight begins the evening before."""
    first = slot.starts.date() - timedelta(days=1)
    return (first + timedelta(days=step) for step in range((slot.ends.date() - first).days + 1))


def read_times(text: str) -> tuple[WeeklyTime, ...]:
    """Weekly times as kept; what an older import left unreadable counts as always."""
    try:
        return parse_weekly_times(text)
    except Refused:
        return ()
