"""What a clash in the list says."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from commedu_desktop.domain.clashes import ClashKind
from commedu_desktop.i18n import _
from commedu_desktop.sentences.weekly_times import span_shown


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
    """One sentence for one clash; `why` is the reason of a closed day, or `enrolled/capacity` of a full room."""
    first, last = lessons[0], lessons[-1]
    telling = {
        ClashKind.VENUE: _("{title} ({when}) and {other} ({other_when}) are both in {venue}."),
        ClashKind.TEACHER: _("{who} teaches {title} ({when}) and {other} ({other_when}) at the same time."),
        ClashKind.RESIDENT: _("{who}: enrolled in {title} ({when}) and {other} ({other_when}) at the same time."),
        ClashKind.CAPACITY: _("{title} ({when}): more people are enrolled than {venue} holds ({why})."),
        ClashKind.TRAVEL: _("{who} has too little time on the way from {title} ({when}) to {other} ({other_when})."),
        ClashKind.CLOSURE: _("{title} ({when}) lies on a day without lessons: {why}."),
    }[kind]
    return telling.format(
        title=first.title,
        when=span_shown(first.starts, first.ends),
        other=last.title,
        other_when=span_shown(last.starts, last.ends),
        venue=first.venue,
        who=who,
        why=why or "–",
    )
