"""What each KIND of list is called."""

from commedu_desktop.i18n import N_, _

KINDS = {
    "residents": N_("Residents"),
    "branches": N_("Branches"),
    "populations": N_("Population figures"),
    "terms": N_("Terms"),
    "teachers": N_("Teachers"),
    "venues": N_("Venues"),
    "courses": N_("Courses"),
    "offerings": N_("Classes"),
    "lessons": N_("Lessons"),
    "enrolments": N_("Enrolments"),
    "attendance": N_("Attendance"),
    "choices": N_("Ranked choices"),
}
"""In the order in which an assistant offers them."""


def kind_word(kind: str) -> str:
    return _(KINDS[kind])
