"""Planned absences and calls about absences."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "absence-ends-first": N_("The last day ({ends}) lies before the first ({starts}). Change one of them."),
}
VERBS: dict[str, Telling] = {
    "plan_absence": N_("planned absence of {subject}"),
    "drop_absence": N_("planned absence withdrawn: {subject}"),
    "was_called": N_("call about absences: {subject}"),
    "note_lesson": N_("note to lesson: {subject}"),
}
