"""Check-in at the front desk: what the answer says after the person's name."""

from collections.abc import Mapping
from typing import Any

from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.sentences.telling import Telling, shown


def _lesson(facts: Mapping[str, Any]) -> str:
    """`Calligraphy · Room 101 · 09:00`."""
    return " · ".join(shown(facts[name]) for name in ("lesson", "venue", "starts") if facts[name] != "")


def _early(facts: Mapping[str, Any]) -> str:
    told = ngettext("{lesson}, {minutes} minute early", "{lesson}, {minutes} minutes early", facts["minutes"])
    return told.format(lesson=_lesson(facts), minutes=shown(facts["minutes"]))


def _late(facts: Mapping[str, Any]) -> str:
    told = ngettext("{lesson}, {minutes} minute late", "{lesson}, {minutes} minutes late", facts["minutes"])
    return told.format(lesson=_lesson(facts), minutes=shown(facts["minutes"]))


def _before(facts: Mapping[str, Any]) -> str:
    return _("{lesson}, already in since {since}").format(lesson=_lesson(facts), since=shown(facts["since"]))


def _unpaid(facts: Mapping[str, Any]) -> str:
    timed = {"checked-in-early": _early, "checked-in-late": _late}.get(facts["base"], _lesson)
    return _("{lesson}; {owed} is still to pay").format(lesson=timed(facts), owed=shown(facts["owed"]))


def _out(facts: Mapping[str, Any]) -> str:
    return _("out of {lesson}; in since {since}").format(lesson=facts["lesson"], since=shown(facts["since"]))


def _anyway(facts: Mapping[str, Any]) -> str:
    return _("{lesson}, by exception: {reason}").format(lesson=_lesson(facts), reason=facts["reason"])


SENTENCES: dict[str, Telling] = {
    "checked-in": _lesson,
    "checked-in-early": _early,
    "checked-in-late": _late,
    "checked-in-before": _before,
    "checked-in-unpaid": _unpaid,
    "checked-in-anyway": _anyway,
    "checked-in-again": N_("back in {lesson}"),
    "checked-out": _out,
    "checked-out-before": N_("has left {lesson} at {left} already"),
    "check-in-unpaid": N_(
        "{lesson} at {starts}: {owed} is still to pay. Take the payment, or let them in for a reason."
    ),
    "check-in-wrong-room": N_("{lesson} at {starts} is in {venue}, not here ({here})."),
    "check-in-reason-missing": N_("Say why {name} is let in; the reason is kept."),
    "check-in-stays-cancelled": N_("{lesson} is cancelled; nobody can be let in."),
    "check-in-not-a-learner": N_("{name} is not in {lesson}. Enrol the resident first."),
    "check-in-too-early": N_("{lesson} starts at {starts}; check-in opens at {opens}."),
    "check-in-over": N_("{lesson} ended at {ends}. Mark it on the Attendance page if they were there."),
    "check-in-cancelled": N_("{lesson} at {starts} is cancelled today."),
    "check-in-closed": N_("{lesson} at {starts} has been closed. Reopen it on the Attendance page to mark it."),
    "check-in-waiting": N_("on the waiting list of {lesson}, {starts}; no place yet."),
    "check-in-wrong-day": N_("no lesson today; next: {lesson}, {next}."),
    "check-in-not-enrolled": N_(
        "not enrolled in any class that goes on. Enrol, or count as a guest of an open lesson."
    ),
    "check-in-archived": N_("has been archived. Bring the resident back on the Residents page first."),
    "check-in-card-void": N_("card {card} is void: it was replaced by {present}. Take it in, and ask for the new one."),
    "check-in-card-unknown": N_("card {card} is not known. Find the resident by name, or register them."),
    "check-in-nothing-read": N_("nothing was read. Scan the card again, or type a name."),
    "guest-counted": N_("counted as a guest of {lesson}, {starts}"),
    "walk-in-over": N_("{lesson} is over or closed; nobody can join it any more."),
    "walk-in-not-open": N_("{lesson} is not open to guests. Enrol the resident instead."),
}
VERBS: dict[str, Telling] = {
    "check_in": N_("check-in of {subject}"),
    "check_in_anyway": N_("check-in by exception of {subject}"),
    "join_lesson": N_("walk-in of {subject}"),
    "count_guest": N_("guest counted in {subject}"),
}
