"""Courses, categories, venues, teachers and terms: what they have in common."""

from collections.abc import Mapping
from typing import Any

from commedu_desktop.i18n import N_, ngettext
from commedu_desktop.sentences.telling import Telling, shown


def still_planned(facts: Mapping[str, Any]) -> str:
    return ngettext(
        "{name} still has {count} planned lesson, on {first}. Move or cancel it first.",
        "{name} still has {count} planned lessons, the next on {first}. Move or cancel them first.",
        facts["count"],
    ).format(name=facts["name"], count=shown(facts["count"]), first=shown(facts["first"]))


def term_in_use(facts: Mapping[str, Any]) -> str:
    return ngettext(
        "{count} class was planned in {term}, so the term stays.",
        "{count} classes were planned in {term}, so the term stays.",
        facts["count"],
    ).format(term=facts["term"], count=shown(facts["count"]))


SENTENCES: dict[str, Telling] = {
    "code-missing": N_("Give it a code, short and its own: it stands in lists and on paper."),
    "code-taken": N_("The code {code} belongs to {name} already. Choose another one."),
    "name-missing": N_("Give it a name."),
    "still-planned": still_planned,
    "in-use": N_(
        "{name} stands in lessons or classes, so it cannot be deleted. Archive it instead: it then leaves the lists."
    ),
    "part-of-itself": N_("{name} cannot be a part of its own part. Choose another hall."),
    "ages-backwards": N_("The ages run from {age_from} to {age_to}; the second must not be lower. Change one of them."),
    "term-in-use": term_in_use,
    "paper-untitled": N_("Say what the paper is, for example a teaching certificate or a contract for the year."),
    "term-too-long": N_("From {starts} to {ends} is more than a year. Check the two dates."),
}
VERBS: dict[str, Telling] = {
    "add_course": N_("new course {subject}"),
    "change_course": N_("change to the course {subject}"),
    "archive_course": N_("archiving of the course {subject}"),
    "add_category": N_("new category {subject}"),
    "add_venue": N_("new room {subject}"),
    "change_venue": N_("change to the room {subject}"),
    "archive_venue": N_("archiving of the room {subject}"),
    "remove_venue": N_("deletion of the room {subject}"),
    "add_teacher": N_("new teacher {subject}"),
    "change_teacher": N_("change to the teacher {subject}"),
    "report_absence": N_("days off of {subject}"),
    "archive_teacher": N_("archiving of the teacher {subject}"),
    "remove_teacher": N_("deletion of the teacher {subject}"),
    "plan_term": N_("term {subject}"),
    "remove_term": N_("deletion of the term {subject}"),
}
