"""From the classes, rooms and teachers of a term to the problem of arranging them: which times are open to a class."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from uuid import UUID

from commedu_desktop.domain.arrange import Activity, Choice, Fit, Placed, Problem, Room, Rule, Teacher, Together
from commedu_desktop.domain.arrange_week import (
    FAR_TOO_LARGE,
    NEXT_DAY,
    OTHER_BRANCH_SAME_DAY,
    OTHER_ROOM,
    WEEK,
    Ground,
    Options,
    RoomFacts,
    Wanted,
    WeeklyPlace,
    hours_cost,
    minutes_of,
    suits_audience,
)
from commedu_desktop.domain.availability import ALWAYS
from commedu_desktop.domain.clashes import Booking, Halls
from commedu_desktop.domain.equipment import missing_equipment
from commedu_desktop.domain.lessons import Slot, days_between
from commedu_desktop.domain.weekly_times import WeeklyTime, span_on


class Week:
    """Makes the problem; the same wanted classes, ground and options give the same problem."""

    def __init__(self, wanted: Iterable[Wanted], ground: Ground, options: Options) -> None:
        self.wanted, self.ground, self.options = tuple(wanted), ground, options
        self.teacher_ids = sorted({one.teacher_id for one in self.wanted if one.teacher_id is not None})
        self._evening = minutes_of(options.evening)

    @cached_property
    def _edges(self) -> list[date]:
        """First days of the parts into which beginnings and ends of classes cut the term."""
        return sorted({day for one in self.wanted for day in (one.first, one.last + timedelta(days=1))})

    @cached_property
    def _busy(self) -> tuple[tuple[int, int, int, int, Booking], ...]:
        """Part of the term, weekday, first and last minute of what is planned, on days that are open."""
        found = []
        for booking in self.ground.booked:
            for starts, ends in _by_day(booking.slot):
                part = bisect_right(self._edges, starts.date()) - 1
                if 0 <= part < len(self._edges) - 1 and starts.date() not in self.ground.closed:
                    first = minutes_of(starts.time())
                    last = first + (ends - starts) // timedelta(minutes=1)
                    found.append((part, starts.weekday(), first, last, booking))
        return tuple(found)

    @cached_property
    def _marks(self) -> dict[int, list[int]]:
        """For each weekday the minutes at which anything may begin or end."""
        found: dict[int, set[int]] = {day: set() for day in WEEK}
        lengths = {one.minutes for one in self.wanted}
        for day in WEEK:
            for start in map(minutes_of, self.options.starts):
                found[day] |= {start, *(start + length for length in lengths)}
        for _part, day, first, last, _booking in self._busy:
            found[day] |= {first, last}
        for places in self.options.pinned.values():
            for place in places:
                found[place.time.weekday] |= {minutes_of(place.time.start), _end(place.time)}
        return {day: sorted(marks) for day, marks in found.items()}

    @cached_property
    def _ticks(self) -> dict[tuple[int, int, int], int]:
        """Part of the term, weekday and minute of its beginning -> tick."""
        parts = range(max(len(self._edges) - 1, 0))
        keys = [(part, day, mark) for part in parts for day in WEEK for mark in self._marks[day][:-1]]
        return {key: number for number, key in enumerate(keys)}

    def _span(self, parts: Iterable[int], day: int, first: int, last: int) -> Iterator[int]:
        for part in parts:
            for mark in self._marks[day]:
                if first <= mark < last and (part, day, mark) in self._ticks:
                    yield self._ticks[part, day, mark]

    def problem(self) -> Problem:
        rooms = {room.id: number for number, room in enumerate(self.ground.rooms)}
        return Problem(
            activities=tuple(self._activity(one, rooms) for one in self.wanted),
            rooms=tuple(Room(room.capacity, self._blocked(room.id)) for room in self.ground.rooms),
            days=self._days(),
            teachers=tuple(self._teacher(teacher) for teacher in self.teacher_ids),
            groups=self._groups(),
            gap_costs=self._gap_costs(),
            halls=tuple(self._halls(rooms)),
            sizes=tuple(one.people for one in self.wanted),
            travel_cost=OTHER_BRANCH_SAME_DAY,
            travel_minutes=self.ground.travel_minutes,
        )

    def _days(self) -> tuple[tuple[int, ...], ...]:
        found: dict[tuple[int, int], list[int]] = defaultdict(list)
        for (part, day, _mark), tick in self._ticks.items():
            found[part, day].append(tick)
        return tuple(map(tuple, found.values()))

    def _gap_costs(self) -> dict[int, int]:
        """About one for each idle hour."""
        costs = {}
        for (_part, day, mark), tick in self._ticks.items():
            marks = self._marks[day]
            costs[tick] = (marks[marks.index(mark) + 1] - mark + 15) // 60
        return {tick: cost for tick, cost in costs.items() if cost}

    def _activity(self, one: Wanted, rooms: Mapping[UUID, int]) -> Activity:
        dates = self._dates(one)
        choices = tuple(self._choice(one, day, start, dates) for day in WEEK for start in self.options.starts)
        activity = Activity(
            name=one.id,
            choices=choices,
            fits=tuple(self._fit(one, room, number) for number, room in enumerate(self.ground.rooms)),
            lessons=one.lessons,
            teacher=self.teacher_ids.index(one.teacher_id) if one.teacher_id is not None else None,
            place=one.branch_id,
            adjacent_cost=NEXT_DAY if one.lessons > 1 else 0,
            room_cost=OTHER_ROOM,
        )
        places = self.options.pinned.get(one.id, ())
        return self._pinned(activity, one, places, rooms) if places else activity

    def _pinned(
        self, activity: Activity, one: Wanted, places: tuple[WeeklyPlace, ...], rooms: Mapping[UUID, int]
    ) -> Activity:
        """With the choices added that were pinned, whatever they break."""
        parts = self._parts(one)
        extra = []
        for place in places:
            first, last = minutes_of(place.time.start), _end(place.time)
            ticks = tuple(self._span(parts, place.time.weekday, first, last))
            extra.append(Choice(place.time.weekday, first, last, ticks))
        pinned = tuple(
            Placed(len(activity.choices) + number, rooms.get(place.venue_id) if place.venue_id else None)
            for number, place in enumerate(places)
        )
        return replace(activity, choices=activity.choices + tuple(extra), pinned=pinned, lessons=len(places))

    def _dates(self, one: Wanted) -> dict[int, list[date]]:
        """Days of its lessons for each weekday."""
        found: dict[int, list[date]] = {day: [] for day in WEEK}
        for day in days_between(one.first, one.last):
            if day not in self.ground.closed:
                found[day.weekday()].append(day)
        return found

    def _parts(self, one: Wanted) -> range:
        return range(self._edges.index(one.first), self._edges.index(one.last + timedelta(days=1)))

    def _choice(self, one: Wanted, day: int, start: time, dates: Mapping[int, list[date]]) -> Choice:
        first = minutes_of(start)
        last = first + one.minutes
        ticks = tuple(self._span(self._parts(one), day, first, last))
        away = self._away(one, start, dates[day])
        against = set(self._against(one, day, first, last))
        if not dates[day]:
            against.add(Rule.CLOSED)
        if away * 2 > len(dates[day]) or (away and self.ground.days_off_bind):
            against.add(Rule.AVAILABILITY)
        if self._teacher_busy(one, frozenset(ticks)):
            against.add(Rule.TEACHER)
        cost = hours_cost(one.audience, day, first, self._evening) + away
        return Choice(day, first, last, ticks, cost, frozenset(against))

    def _against(self, one: Wanted, day: int, first: int, last: int) -> Iterator[Rule]:
        ground = self.ground
        if first < minutes_of(ground.day_begins) or last > (minutes_of(ground.day_ends) or 24 * 60):
            yield Rule.HOURS
        if self.options.audience_hours and not suits_audience(one.audience, day, first, self._evening):
            yield Rule.AUDIENCE

    def _away(self, one: Wanted, start: time, dates: list[date]) -> int:
        """Lessons for which the teacher is not available."""
        if one.teacher_id is None:
            return 0
        known = self.ground.availability.get(one.teacher_id, ALWAYS)
        if known == ALWAYS:
            return 0
        length = timedelta(minutes=one.minutes)
        slots = (Slot(datetime.combine(day, start), datetime.combine(day, start) + length) for day in dates)
        return sum(not known.allows(slot) for slot in slots)

    @cached_property
    def _busy_ticks(self) -> tuple[dict[UUID, frozenset[int]], dict[UUID, frozenset[int]]]:
        """Ticks taken by what is planned: of teachers, of rooms."""
        teachers: dict[UUID, set[int]] = defaultdict(set)
        rooms: dict[UUID, set[int]] = defaultdict(set)
        halls = Halls(self.ground.part_of)
        for part, day, first, last, booking in self._busy:
            ticks = set(self._span((part,), day, first, last))
            if booking.teacher_id is not None:
                teachers[booking.teacher_id] |= ticks
            for venue in halls.touched_by(booking.venue_id) if booking.venue_id is not None else ():
                rooms[venue] |= ticks
        return {key: frozenset(ticks) for key, ticks in teachers.items()}, {
            key: frozenset(ticks) for key, ticks in rooms.items()
        }

    def _teacher_busy(self, one: Wanted, ticks: frozenset[int]) -> bool:
        return one.teacher_id is not None and bool(self._busy_ticks[0].get(one.teacher_id, frozenset()) & ticks)

    def _blocked(self, room_id: UUID) -> frozenset[int]:
        return self._busy_ticks[1].get(room_id, frozenset())

    def _fit(self, one: Wanted, room: RoomFacts, number: int) -> Fit:
        against = set()
        short = max(0, one.people - room.capacity) if room.capacity else 0
        if short:
            against.add(Rule.CAPACITY)
        if missing_equipment(one.equipment, room.equipment):
            against.add(Rule.EQUIPMENT)
        if room.branch_id != one.branch_id:
            against.add(Rule.BRANCH)
        cost = OTHER_ROOM if one.venue_id not in (None, room.id) else 0
        if one.venue_id != room.id and one.people and room.capacity > max(40, 3 * one.people):
            cost += FAR_TOO_LARGE
        return Fit(number, cost, frozenset(against), short)

    def _teacher(self, teacher_id: UUID) -> Teacher:
        known = self.ground.availability.get(teacher_id, ALWAYS)
        busy = self._busy_ticks[0].get(teacher_id, frozenset())
        if not known.limited:
            return Teacher(busy)
        days, week = self._taught(teacher_id)
        return Teacher(
            busy,
            {day: max(0, known.day_minutes - days[day]) for day in WEEK} if known.day_minutes else None,
            max(0, known.week_minutes - week) if known.week_minutes else None,
        )

    def _taught(self, teacher_id: UUID) -> tuple[dict[int, int], int]:
        """Most minutes planned already on each weekday, and in a week."""
        by_day: Counter[date] = Counter()
        for booking in self.ground.booked:
            if booking.teacher_id == teacher_id:
                by_day[booking.slot.starts.date()] += booking.slot.minutes
        weeks: Counter[date] = Counter()
        days = dict.fromkeys(WEEK, 0)
        for day, minutes in by_day.items():
            weeks[day - timedelta(days=day.weekday())] += minutes
            days[day.weekday()] = max(days[day.weekday()], minutes)
        return days, max(weeks.values(), default=0)

    def _groups(self) -> tuple[Together, ...]:
        """Each pair of classes that people attend together."""
        numbers = {one.id: number for number, one in enumerate(self.wanted)}
        return tuple(
            Together((numbers[one], numbers[other]), cost)
            for (one, other), cost in self.ground.shared.items()
            if one in numbers and other in numbers
        )

    def _halls(self, rooms: Mapping[UUID, int]) -> Iterator[tuple[int, ...]]:
        """A part with the halls it lies in, smallest first."""
        halls = Halls(self.ground.part_of)
        parents = set(self.ground.part_of.values())
        for venue in self.ground.part_of:
            above = [rooms[hall] for hall in halls.above(venue) if hall in rooms]
            if venue not in parents and len(above) > 1:
                yield tuple(sorted(above, key=lambda number: number != rooms.get(venue)))


def _end(weekly: WeeklyTime) -> int:
    return minutes_of(weekly.start) + weekly.minutes


def _by_day(slot: Slot) -> Iterator[tuple[datetime, datetime]]:
    """The slot, cut at midnight."""
    midnight = span_on(slot.starts.date(), time(0), time(0))[1]
    yield slot.starts, min(slot.ends, midnight)
    if slot.ends > midnight:
        yield midnight, slot.ends
