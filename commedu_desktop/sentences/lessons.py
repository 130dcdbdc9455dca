"""Planning, moving and cancelling lessons: who is in the way, where, when, and the way out."""

from collections.abc import Mapping
from typing import Any

from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.sentences.telling import Telling, hours_shown, shown
from commedu_desktop.sentences.weekly_times import span_shown


def venue_taken(facts: Mapping[str, Any]) -> str:
    """Room 101 is taken Mon 23 Nov 10:00–11:30 by Choir. Room 203 is free."""
    when = span_shown(facts["starts"], facts["ends"])
    if facts["in_room"] == facts["venue"]:
        first = _("{venue} is taken {when} by {title}.").format(venue=facts["venue"], when=when, title=facts["title"])
    else:
        first = _("{venue} cannot be used {when}: {title} is in {in_room}, which is part of the same hall.").format(
            venue=facts["venue"], when=when, title=facts["title"], in_room=facts["in_room"]
        )
    return _joined(first, _more(facts["more"]), _free_rooms(facts["free"]))


def teacher_busy(facts: Mapping[str, Any]) -> str:
    """Wang Lihua teaches Calligraphy Mon 23 Nov 10:00–11:30 in Room 101. Li Na is free."""
    when = span_shown(facts["starts"], facts["ends"])
    if facts["venue"]:
        first = _("{teacher} teaches {title} {when} in {venue}.").format(
            teacher=facts["teacher"], title=facts["title"], when=when, venue=facts["venue"]
        )
    else:
        first = _("{teacher} teaches {title} {when}.").format(teacher=facts["teacher"], title=facts["title"], when=when)
    return _joined(first, _more(facts["more"]), _free_teachers(facts["free"]))


def learners_busy(facts: Mapping[str, Any]) -> str:
    """张小明 and 2 others are in Choir Mon 23 Nov 10:00–11:30."""
    when = span_shown(facts["starts"], facts["ends"])
    names, others = shown(list(facts["names"])), facts["others"]
    if others:
        who = ngettext("{names} and {count} other", "{names} and {count} others", others).format(
            names=names, count=shown(others)
        )
    else:
        who = names
    first = _("{who}: enrolled in {title} at that time, {when}.").format(who=who, title=facts["title"], when=when)
    return _joined(first, _more(facts["more"]), _("Choose another time."))


def room_too_small(facts: Mapping[str, Any]) -> str:
    first = _("{venue} holds {places}; the class needs {people}.").format(
        venue=facts["venue"], places=shown(facts["places"]), people=shown(facts["people"])
    )
    return _joined(first, _more(facts["more"]), _free_rooms(facts["free"]))


def equipment_missing(facts: Mapping[str, Any]) -> str:
    first = _("{venue} lacks what the course needs: {missing}.").format(
        venue=facts["venue"], missing=shown(list(facts["missing"]))
    )
    return _joined(first, _more(facts["more"]), _free_rooms(facts["free"]))


def closed_then(facts: Mapping[str, Any]) -> str:
    if facts["title"]:
        first = _("{title} would lie on {day}, a day without lessons ({reason}).")
    else:
        first = _("The lesson would lie on {day}, a day without lessons ({reason}).")
    values = {"title": facts["title"], "day": shown(facts["day"]), "reason": facts["reason"]}
    return _joined(first.format(**values), _more(facts["more"]), _("Choose another day."))


def way_too_short(facts: Mapping[str, Any]) -> str:
    first = _("{teacher} comes from {title} or goes there ({when}, {place}), and the way takes {minutes} minutes.")
    values = {
        "teacher": facts["teacher"],
        "title": facts["title"],
        "when": span_shown(facts["starts"], facts["ends"]),
        "place": facts["in_room"] or "–",
        "minutes": shown(facts["minutes"]),
    }
    return _joined(first.format(**values), _more(facts["more"]), _free_teachers(facts["free"]))


def teacher_unavailable(facts: Mapping[str, Any]) -> str:
    when = span_shown(facts["starts"], facts["ends"])
    if not facts["away"]:
        first = _("{teacher} is not available {when}.").format(teacher=facts["teacher"], when=when)
    elif facts["reason"]:
        first = _("{teacher} is away {when} ({reason}).").format(
            teacher=facts["teacher"], when=when, reason=facts["reason"]
        )
    else:
        first = _("{teacher} is away {when}.").format(teacher=facts["teacher"], when=when)
    return _joined(first, _more(facts["more"]), _free_teachers(facts["free"]))


def over_limit(facts: Mapping[str, Any]) -> str:
    if facts["span"] == "day":
        first = _("{teacher} would teach {hours} hours on {day}, and takes on {limit} a day at most.")
    else:
        first = _("{teacher} would teach {hours} hours in the week of {day}, and takes on {limit} a week at most.")
    values = {
        "teacher": facts["teacher"],
        "hours": hours_shown(facts["hours"]),
        "day": shown(facts["day"]),
        "limit": hours_shown(facts["limit"]),
    }
    return _joined(first.format(**values), _more(facts["more"]), _free_teachers(facts["free"]))


def times_overlap(facts: Mapping[str, Any]) -> str:
    one, other = facts["one"], facts["other"]
    return _("Two of these lessons overlap: {one} and {other}. Change one of the times.").format(
        one=span_shown(one.starts, one.ends), other=span_shown(other.starts, other.ends)
    )


def lesson_held(facts: Mapping[str, Any]) -> str:
    return _(
        "The lesson of {title} on {when} was held, and people were marked in it, so it stays as it was. "
        "To correct who was there, open its attendance."
    ).format(title=facts["title"], when=span_shown(facts["starts"], facts["ends"]))


def _joined(*parts: str) -> str:
    from commedu_desktop.i18n import locale

    return ("" if locale() == "zh_CN" else " ").join(part for part in parts if part)


def _more(count: int) -> str:
    if not count:
        return ""
    return ngettext("The same goes for {count} more lesson.", "The same goes for {count} more lessons.", count).format(
        count=shown(count)
    )


def _free_rooms(names: list[str]) -> str:
    if not names:
        return _("No other room is free then; choose another time.")
    return ngettext("{names} is free.", "{names} are free.", len(names)).format(names=shown(list(names)))


def _free_teachers(names: list[str]) -> str:
    if not names:
        return _("Nobody else is free then; choose another time.")
    return ngettext("{names} is free.", "{names} are free.", len(names)).format(names=shown(list(names)))


SENTENCES: dict[str, Telling] = {
    "venue-taken": venue_taken,
    "teacher-busy": teacher_busy,
    "times-overlap": times_overlap,
    "lesson-held": lesson_held,
    "lesson-cancelled": N_("The lesson of {title} on {starts} is cancelled. Undo that first, or add another lesson."),
    "lesson-backwards": N_("A lesson must end after it starts ({starts} to {ends}). Change one of the times."),
    "lesson-too-long": N_("A lesson lasts 24 hours at most ({starts} to {ends}). Plan one lesson for each day."),
    "closed-then": closed_then,
    "learners-busy": learners_busy,
    "room-too-small": room_too_small,
    "equipment-missing": equipment_missing,
    "way-too-short": way_too_short,
    "teacher-unavailable": teacher_unavailable,
    "over-limit": over_limit,
    "reason-missing": N_("Say why it is cancelled; the reason stands on the notice and in the history."),
}
VERBS: dict[str, Telling] = {
    "schedule_lessons": N_("lessons of {subject}"),
    "move_lesson": N_("move of a lesson of {subject}"),
    "move_following": N_("move of the lessons of {subject}"),
    "confirm_clash": N_("confirmation of a clash of {subject}"),
    "cancel_lesson": N_("cancellation of a lesson of {subject}"),
}
