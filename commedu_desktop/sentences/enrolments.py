"""Enrolment, waiting lists and leaving."""

from collections.abc import Mapping
from typing import Any

from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences.telling import Telling, shown


def _clash(facts: Mapping[str, Any]) -> str:
    values = {name: shown(value) for name, value in facts.items()}
    what = _("{name} already has {other} at the same time ({starts}–{ends}).").format(**values)
    if facts["instead"]:
        return what + _(" {instead} has a place and does not clash.").format(**values)
    return what + _(" Withdraw from {other} first, or choose a class at another hour.").format(**values)


def _age(facts: Mapping[str, Any]) -> str:
    values = {name: shown(value) for name, value in facts.items()}
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


SENTENCES: dict[str, Telling] = {
    "enrol-archived": N_("{name} has been archived. Bring the resident back on the Residents page first."),
    "enrol-offering-cancelled": N_("{title} has been cancelled. Choose another class."),
    "offering-over": N_("{title} ended on {ended}. Choose a class of the present term."),
    "enrolled-already": N_("{name} has been enrolled in {title} since {on}."),
    "waiting-already": N_("{name} is already number {place} on the waiting list of {title}."),
    "enrol-age": _age,
    "enrol-clash": _clash,
    "withdrawn-already": N_("{name} left {title} on {on} already."),
    "not-waiting": N_("{name} is not on the waiting list of {title}."),
    "offering-full": N_(
        "{title} is full: all {capacity} places are taken. Raise the capacity, or wait for a withdrawal."
    ),
    "undo-place-taken": N_("“{subject}” cannot be undone: the place in {title} has gone to someone else."),
}
VERBS: dict[str, Telling] = {
    "enrol": N_("enrolment {subject}"),
    "withdraw": N_("withdrawal {subject}"),
    "promote": N_("place from the waiting list {subject}"),
    "fill_places": N_("waiting list of {subject} moved up"),
}
