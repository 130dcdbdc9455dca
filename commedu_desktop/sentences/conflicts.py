"""What a clash in the list says."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from commedu_desktop.domain.clashes import ClashKind
from commedu_desktop.i18n import _
from commedu_desktop.sentences.weekly_times import day_shown, span_shown


class Meeting(Protocol):
    """What is said of a lesson."""

    @property
    def title(self) -> str: ...
    @property
    def starts(self) -> datetime: ...
    @property
    def ends(self) -> datetime: ...
    @property
    def venue(self) -> str: ...


def clash_shown(kind: ClashKind, lessons: Sequence[Meeting], who: str, why: str) -> str:
    """One sentence for one clash; `why` as `services.conflicts.Clash` has it."""
    first, last = lessons[0], lessons[-1]
    telling = {
        ClashKind.VENUE: _("{title} ({when}) and {other} ({other_when}) are both in {venue}."),
        ClashKind.TEACHER: _("{who} teaches {title} ({when}) and {other} ({other_when}) at the same time."),
        ClashKind.RESIDENT: _("{who}: enrolled in {title} ({when}) and {other} ({other_when}) at the same time."),
        ClashKind.CAPACITY: _("{title} ({when}) needs more places than {venue} holds ({why})."),
        ClashKind.TRAVEL: _("{who} has too little time on the way from {title} ({when}) to {other} ({other_when})."),
        ClashKind.CLOSURE: _("{title} ({when}) lies on a day without lessons: {why}."),
        ClashKind.EQUIPMENT: _("{title} ({when}): {venue} lacks what the course needs ({why})."),
        ClashKind.AVAILABILITY: _away(why),
        ClashKind.LIMIT: _limit(why),
    }[kind]
    return telling.format(
        title=first.title,
        when=span_shown(first.starts, first.ends),
        other=last.title,
        other_when=span_shown(last.starts, last.ends),
        venue=first.venue,
        who=who,
        why=why.removeprefix("day ").removeprefix("week ") or "–",
        day=day_shown(first.starts.date()),
    )


def _away(why: str) -> str:
    if why:
        return _("{who} is away when {title} is planned ({when}): {why}.")
    return _("{who} is not available when {title} is planned ({when}).")


def _limit(why: str) -> str:
    if why.startswith("day"):
        return _("{who} teaches more hours on {day} than they take on a day ({why}).")
    return _("{who} teaches more hours in the week of {day} than they take on a week ({why}).")
