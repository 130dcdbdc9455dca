"""Registration by ranked choices and the allocation of places."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "round-most-none": N_("Give at least one place per person."),
    "round-without-classes": N_("Choose the classes whose places are given in this round."),
    "round-allocated": N_("The places of {title} have been given. Undo that first, or enrol and withdraw as usual."),
    "round-not-allocated": N_("The places of {title} have not been given yet. Accept a run first."),
    "round-has-choices": N_("{count} people handed in choices for {title}. Take their choices back first."),
    "round-without-choices": N_("Nobody has handed in choices for {title} that could be met."),
    "round-still-open": N_(
        "Choices for {title} can be handed in until {closes}. Wait until that day, or set an earlier last day."
    ),
    "round-unknown": N_("There is no round “{text}”. “commedu choices rounds” lists them."),
    "class-of-another-term": N_("{title} is in another term. Choose classes of the round's own term."),
    "class-of-another-round": N_("The places of {title} are given in another round already."),
    "class-without-limit": N_(
        "{title} has no limit of places, so nobody needs to be drawn. Leave it out, or set a limit."
    ),
    "class-was-chosen": N_("{title} stands on choices that were handed in, so it stays in the round."),
    "choices-not-now": N_(
        "Choices for {title} are handed in from {opens} to {closes}. A supervisor may take {name}'s with a reason."
    ),
    "choice-not-in-round": N_("{title} is not in {round}. Choose among its classes."),
    "choice-twice": N_("{title} stands there twice. Each class once, the dearest first."),
    "choice-enrolled": N_("{name} is in {title} already, or on its waiting list. Leave it out."),
    "allocation-changed": N_("Choices or places of {title} have changed since the trial. Look at a new trial first."),
    "not-a-run": N_("This file is no run of an allocation. “commedu choices keep” writes one."),
}
VERBS: dict[str, Telling] = {
    "plan_round": N_("round of choices {subject}"),
    "remove_round": N_("deletion of the round {subject}"),
    "hand_in": N_("choices {subject}"),
    "accept_allocation": N_("allocation of places, {subject}"),
}
ASIDE = {
    "present": N_("in the class already"),
    "clash": N_("has another class at the same time"),
    "limit": N_("is in as many classes as allowed"),
}
"""Why a choice took no part."""
