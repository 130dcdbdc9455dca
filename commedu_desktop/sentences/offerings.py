"""Planning, changing and cancelling offerings."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "times-not-understood": N_(
        "“{part}” cannot be read as weekly times. Write the day and the times: Mon 08:30-10:30; Thu 15:00-17:00."
    ),
    "ends-before-start": N_("The last day, {ends}, lies before the first day, {starts}. Change one of them."),
    "outside-term": N_("{term} runs from {starts} to {ends}. Choose days within it, or change the term."),
    "no-lesson-days": N_(
        "From {starts} to {ends} there is no such weekday on which the centre is open, so there would be no lessons. "
        "Choose other days or another time."
    ),
    "offering-cancelled": N_("{title} was cancelled. Undo that first, or plan a new class."),
}
VERBS: dict[str, Telling] = {
    "plan_offering": N_("planning of {subject}"),
    "change_offering": N_("change to {subject}"),
    "cancel_offering": N_("cancellation of {subject}"),
}
