"""Marks, headcounts and closing lessons."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "marks-lesson-cancelled": N_("{title} on {starts} is cancelled and takes no marks."),
    "lesson-closed": N_("{title} on {starts} has been closed. Reopen it with a reason to correct it."),
    "lesson-open": N_("{title} on {starts} is open already; mark it as usual."),
    "lesson-not-begun": N_("{title} begins on {starts}. Until then only an excuse (E) can be noted."),
    "mark-not-enrolled": N_("{name} is not enrolled in {title}. Enrol them first (Ctrl+E at the front desk)."),
    "enrolment-withdrawn": N_("{name} left {title} on {on}; later lessons take no mark."),
    "reopen-needs-reason": N_("Say in a few words why {title} must be corrected; the reason stays in the history."),
    "heads-below-zero": N_("{number} people cannot have been there. Enter 0 or more."),
}
VERBS: dict[str, Telling] = {
    "mark_attendance": N_("mark of {subject}"),
    "clear_mark": N_("cleared mark of {subject}"),
    "fill_blanks_with_present": N_("blanks filled with present: {subject}"),
    "close_lesson": N_("lesson closed: {subject}"),
    "reopen_lesson": N_("lesson reopened: {subject}"),
    "close_lessons": N_("lessons closed until {subject}"),
    "count_heads": N_("headcount: {subject}"),
}
