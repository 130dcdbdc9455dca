"""What `check` finds, and what to do about it."""

from collections.abc import Mapping
from typing import Any

from commedu_desktop.i18n import N_, ngettext
from commedu_desktop.sentences.telling import Telling


def _journal(facts: Mapping[str, Any]) -> str:
    return ngettext(
        "{count} row of the table “{table}” is not as the last write in the history left it: "
        "it was changed past this program.",
        "{count} rows of the table “{table}” are not as the last write in the history left them: "
        "they were changed past this program.",
        facts["count"],
    ).format(**facts)


def _reference(facts: Mapping[str, Any]) -> str:
    return ngettext(
        "{count} row of the table “{table}” refers to a row of “{parent}” that is missing. Restore the newest backup.",
        "{count} rows of the table “{table}” refer to rows of “{parent}” that are missing. Restore the newest backup.",
        facts["count"],
    ).format(**facts)


def _search(facts: Mapping[str, Any]) -> str:
    return ngettext(
        "{count} resident is not found by the present name. Run `commedu check --repair`.",
        "{count} residents are not found by their present names. Run `commedu check --repair`.",
        facts["count"],
    ).format(**facts)


def _tally(facts: Mapping[str, Any]) -> str:
    return ngettext(
        "{count} monthly sum differs from the marks it is made of. Run `commedu check --repair`.",
        "{count} monthly sums differ from the marks they are made of. Run `commedu check --repair`.",
        facts["count"],
    ).format(**facts)


def _mark(facts: Mapping[str, Any]) -> str:
    return ngettext(
        "{title} ({code}) has {count} mark of somebody who was never enrolled in it.",
        "{title} ({code}) has {count} marks of people who were never enrolled in it.",
        facts["count"],
    ).format(**facts)


def _credited(facts: Mapping[str, Any]) -> str:
    return ngettext(
        "{count} credit entry belongs to a class that was not completed. Reopen its last lesson and close it again.",
        "{count} credit entries belong to classes that were not completed. Reopen and close their last lessons.",
        facts["count"],
    ).format(**facts)


def _amount(facts: Mapping[str, Any]) -> str:
    return ngettext(
        "{count} learner of {title} was credited with another number than the course gave on that day: "
        "it was changed past this program. Reopen the last lesson and close it again.",
        "{count} learners of {title} were credited with another number than the course gave on that day: "
        "it was changed past this program. Reopen the last lesson and close it again.",
        facts["count"],
    ).format(**facts)


SENTENCES: dict[str, Telling] = {
    "check-file": N_("The database file is damaged ({detail}). Restore the newest backup."),
    "check-reference": _reference,
    "check-journal": _journal,
    "check-search": _search,
    "check-tally": _tally,
    "check-credits": _credited,
    "check-credit-amount": _amount,
    "check-counter": N_(
        "Branch {branch} has given out card number {used}, but its counter stands at {value}: "
        "the next cards would be given out twice."
    ),
    "check-overfull": N_("{title} ({code}) has {capacity} places and {count} people in them."),
    "check-mark": _mark,
    "check-allocation": N_(
        "The allocation of {round} does not come out again from its seed: what was kept of it has been changed."
    ),
    "check-receipt-gap": N_(
        "Branch {branch} has {count} receipts in {year}, but their numbers go up to {last}: "
        "one is missing or was given out twice."
    ),
    "check-receipt-sum": N_("Receipt {number} says another sum than its lines come to."),
    "check-paid-below-nothing": N_("{name} has been given back more for {title} than was ever paid."),
    "check-closing-sum": N_(
        "The drawer of branch {branch} was closed on {on} over other sums than its receipts come to now."
    ),
}
