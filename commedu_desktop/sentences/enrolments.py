"""Enrolment, waiting lists and leaving."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from commedu_desktop.domain.enrolments import Claim
from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences.telling import Telling, shown, together


def _values(facts: Mapping[str, Any]) -> dict[str, str]:
    return {name: shown(value) for name, value in facts.items()}


def _clash(facts: Mapping[str, Any]) -> str:
    values = _values(facts)
    what = _("{name} already has {other} at the same time ({starts}–{ends}).").format(**values)
    if facts["instead"]:
        return together(what, _("{instead} has a place and does not clash.").format(**values))
    return together(what, _("Withdraw from {other} first, or choose a class at another hour.").format(**values))


def _age(facts: Mapping[str, Any]) -> str:
    values = _values(facts)
    if facts["age_to"] is None:
        told = _("{title} is for people from {age_from} years; {name} is {age}. A supervisor may enrol with a reason.")
    elif facts["age_from"] is None:
        told = _("{title} is for people up to {age_to} years; {name} is {age}. A supervisor may enrol with a reason.")
    else:
        told = _(
            "{title} is for people from {age_from} to {age_to} years; {name} is {age}. "
            "A supervisor may enrol with a reason."
        )
    return told.format(**values)


def _requires(facts: Mapping[str, Any]) -> str:
    values = _values(facts)
    what = _("{title} requires a completed {required}, which {name} does not have.").format(**values)
    if facts["instead"]:
        return together(what, _("{instead} has a place. A supervisor may enrol with a reason.").format(**values))
    return together(what, _("A supervisor may enrol with a reason."))


SENTENCES: dict[str, Telling] = {
    "enrol-archived": N_("{name} has been archived. Bring the resident back on the Residents page first."),
    "enrol-offering-cancelled": N_("{title} has been cancelled. Choose another class."),
    "offering-over": N_("{title} ended on {ended}. Choose a class of the present term."),
    "enrolled-already": N_("{name} has been enrolled in {title} since {on}."),
    "waiting-already": N_("{name} is already number {place} on the waiting list of {title}."),
    "enrol-by-choices": N_(
        "The places of {title} are given by ranked choices ({round}, until {closes}). Hand in {name}'s choices instead."
    ),
    "enrol-returning-first": N_(
        "Until {until} only those who were in the course before may enrol in {title}. {name} can enrol after that; "
        "a supervisor may enrol with a reason."
    ),
    "enrol-age": _age,
    "enrol-group": N_(
        "{title} is for {groups}; {name} is in none of these groups. Add the group to the resident, or a supervisor "
        "may enrol with a reason."
    ),
    "enrol-requires": _requires,
    "enrol-most-classes": N_(
        "{name} is in {classes} already, and {most} is the most per person in {term}. Withdraw from one of them first, "
        "or a supervisor may enrol with a reason."
    ),
    "enrol-clash": _clash,
    "withdrawn-already": N_("{name} left {title} on {on} already."),
    "not-waiting": N_("{name} is not on the waiting list of {title}."),
    "offering-full": N_(
        "{title} is full: all {capacity} places are taken. Raise the capacity, or wait for a withdrawal."
    ),
    "offer-lapsed": N_(
        "The place in {title} was offered to {name} until {until} and has gone to the next. {name} still waits; "
        "a free place can be given by hand."
    ),
    "capacity-below-taken": N_(
        "{title} has {taken} people, more than {capacity} places. Withdraw someone first, or leave at least {taken}."
    ),
    "requires-itself": N_("{title} would have to be completed before itself. Take out one of the courses required."),
    "most-classes-none": N_("Give at least one class per person, or leave it empty for no limit."),
    "returning-too-late": N_("The term ends on {ends}: let returning learners go first until a day before that."),
    "undo-place-taken": N_("“{subject}” cannot be undone: the place in {title} has gone to someone else."),
}
VERBS: dict[str, Telling] = {
    "enrol": N_("enrolment {subject}"),
    "withdraw": N_("withdrawal {subject}"),
    "promote": N_("place from the waiting list {subject}"),
    "fill_places": N_("waiting list of {subject} moved up"),
    "settle_offers": N_("passing on {subject}"),
    "set_term_rules": N_("enrolment rules of {subject}"),
    "plan_term_with_rules": N_("term {subject}"),
}
_CLAIMS = {
    Claim.RETURNING: N_("returning learner, asked {at}"),
    Claim.GROUP: N_("group with priority, asked {at}"),
    Claim.OPEN: N_("asked {at}"),
    Claim.LAPSED: N_("let an offer run out {at}"),
}
_DRAWN = {
    Claim.RETURNING: N_("returning learner, lot {lot}"),
    Claim.GROUP: N_("group with priority, lot {lot}"),
    Claim.OPEN: N_("lot {lot}"),
}


def turn_shown(claim: Claim, lot: int, asked: datetime | None, held_until: datetime | None) -> str:
    """Why someone stands where they stand in a waiting list; moments are local."""
    if held_until is not None:
        return _("place offered until {until}").format(until=shown(held_until))
    if lot and claim in _DRAWN:
        return _(_DRAWN[claim]).format(lot=shown(lot))
    return _(_CLAIMS[claim]).format(at=shown(asked) if asked else "")


WAIVED = {
    "enrol-by-choices": N_("before the allocation"),
    "enrol-returning-first": N_("before its turn"),
    "enrol-age": N_("age"),
    "enrol-group": N_("group"),
    "enrol-requires": N_("required course"),
    "enrol-most-classes": N_("number of classes"),
    "enrol-clash": N_("same time"),
}
"""What a supervisor passed over, in a word."""


def exception_shown(waived: str, note: str) -> str:
    """“exception (age): assists the teacher”; without an exception just the note."""
    rules = [_(WAIVED[code]) for code in waived.split() if code in WAIVED]
    if not rules:
        return note
    return _("exception ({rules}): {reason}").format(rules=shown(rules), reason=note)
