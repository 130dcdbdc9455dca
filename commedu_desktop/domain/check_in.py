"""Check-in: what a scanner sent, and which lesson of the day someone has come for."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from commedu_desktop.domain.attendance import Mark, arrival

SAME_VISIT = timedelta(minutes=5)
"""A second scan within this time is the same visit, whatever else begins meanwhile."""


class Outcome(StrEnum):
    """What the desk sees: green, green once more, amber or red."""

    IN = "in"
    ALREADY = "already"
    LOOK = "look"
    REFUSED = "refused"


def scanned_card(typed: str) -> str:
    """The card number behind what a scanner sent: full width, lower case, line ends, sent twice in one go."""
    code = "".join(unicodedata.normalize("NFKC", typed).upper().split())
    half = len(code) // 2
    return code[:half] if half >= SHORTEST_CARD and code == code[:half] * 2 else code


SHORTEST_CARD = 5
"""Shorter halves may repeat within one card number: `101101`."""


@dataclass(frozen=True)
class Due:
    """A lesson of the day in an offering that the resident is in, or waits for."""

    lesson_id: UUID
    title: str
    starts: datetime
    ends: datetime
    venue: str
    cancelled: bool = False
    closed: bool = False
    waiting: bool = False
    mark: Mark | None = None
    marked_at: datetime | None = None
    enrolment_id: UUID | None = None
    venue_id: UUID | None = None
    fee: int = 0
    checks_out: bool = False
    """The branch wants to know when people leave."""
    left_at: datetime | None = None

    @property
    def attended(self) -> bool:
        return self.mark is not None and self.mark.attended


@dataclass(frozen=True)
class Decision:
    """What a check-in comes to: its code in `sentences`, the lesson if there is one, the mark to make."""

    outcome: Outcome
    code: str
    due: Due | None = None
    mark: Mark | None = None
    minutes: int = 0
    """Minutes before the start for `checked-in-early`, after it for `checked-in-late`."""
    minutes_late: int | None = None
    leaves: Due | None = None
    """The lesson that a resident checks out of at the same moment."""


LEAVING = timedelta(minutes=60)
"""So long after the end of a lesson people still check out of it."""
MAY_BE_LET_IN = frozenset(
    {
        "check-in-too-early",
        "check-in-over",
        "check-in-closed",
        "check-in-waiting",
        "check-in-unpaid",
        "check-in-wrong-room",
    }
)
"""What stands in the way of a check-in and a lead may pass over with a reason."""


@dataclass(frozen=True)
class Window:
    """Minutes: how early people may come, and from when they are late."""

    early_minutes: int
    late_minutes: int

    def opens(self, due: Due) -> datetime:
        return due.starts - timedelta(minutes=self.early_minutes)

    def is_open(self, due: Due, now: datetime) -> bool:
        return self.opens(due) <= now < due.ends


def decide(dues: Sequence[Due], now: datetime, window: Window, room: UUID | None = None) -> Decision:
    """Which lesson a resident has come for; `dues` are their lessons around `now`, the centre's wall clock.

    `room`: the desk stands at the door of this one.
    """
    just_now = [due for due in dues if due.attended and _lately(due.marked_at, now)]
    if just_now:
        return _already(just_now[-1])
    stays = [due for due in dues if due.checks_out and due.attended and now < due.ends + LEAVING]
    open_now = [due for due in dues if window.is_open(due, now)]
    expected = [due for due in open_now if not (due.waiting or due.cancelled)]
    coming = [due for due in expected if not due.attended]
    if stays and not coming:
        return _leave(stays[-1], now)
    if expected:
        here = [due for due in expected if room is not None and due.venue_id == room]
        chosen = min(here or expected, key=lambda due: abs(due.starts - now))
        if room is not None and not here and chosen.venue_id is not None and not chosen.attended:
            return Decision(Outcome.LOOK, "check-in-wrong-room", chosen)
        decision = _come_for(chosen, now, window)
        return replace(decision, leaves=_unfinished(stays)) if decision.outcome is Outcome.IN else decision
    return _look(dues, open_now, now)


def _lately(at: datetime | None, now: datetime) -> bool:
    return at is not None and now - at < SAME_VISIT


def _unfinished(stays: Sequence[Due]) -> Due | None:
    """The lesson before that was not checked out of."""
    return next((due for due in reversed(stays) if due.left_at is None), None)


def _leave(due: Due, now: datetime) -> Decision:
    """Out at the second scan; who comes back while the lesson goes on is in again."""
    if due.left_at is None:
        return Decision(Outcome.ALREADY, "checked-out", due, due.mark, leaves=due)
    if _lately(due.left_at, now) or now >= due.ends:
        return Decision(Outcome.ALREADY, "checked-out-before", due, due.mark)
    return Decision(Outcome.ALREADY, "checked-in-again", due, due.mark)


def _already(due: Due) -> Decision:
    return Decision(Outcome.ALREADY, "checked-in-before", due, due.mark)


def _come_for(due: Due, now: datetime, window: Window) -> Decision:
    if due.attended:
        return _already(due)
    if due.closed:
        return Decision(Outcome.LOOK, "check-in-closed", due)
    minutes = (now - due.starts) // timedelta(minutes=1)
    mark, late = arrival(minutes, window.late_minutes)
    if late is not None:
        return Decision(Outcome.IN, "checked-in-late", due, mark, minutes, late)
    code = "checked-in-early" if now < due.starts else "checked-in"
    early = -((now - due.starts) // timedelta(minutes=1))
    return Decision(Outcome.IN, code, due, mark, early if code == "checked-in-early" else 0)


def _look(dues: Sequence[Due], open_now: Sequence[Due], now: datetime) -> Decision:
    """Nothing to mark: the reason that helps most."""
    of_today = [due for due in dues if now.date() in (due.starts.date(), due.ends.date())]
    expected = [due for due in of_today if not (due.waiting or due.cancelled)]
    cases = [
        ("check-in-waiting", [due for due in open_now if due.waiting and not due.cancelled]),
        ("check-in-cancelled", [due for due in open_now if due.cancelled and not due.waiting]),
        ("check-in-too-early", [due for due in expected if due.starts > now]),
        ("check-in-cancelled", [due for due in of_today if due.cancelled and not due.waiting]),
        ("check-in-over", [due for due in reversed(expected) if due.ends <= now and not due.attended]),
    ]
    for code, found in cases:
        if found:
            return Decision(Outcome.LOOK, code, found[0])
    attended = [due for due in of_today if due.attended]
    return _already(attended[-1]) if attended else Decision(Outcome.LOOK, "check-in-no-lesson")
