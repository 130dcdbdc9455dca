"""What kinds, states and categories are called, and how places and money are written."""

from collections.abc import Mapping

from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingKind, OfferingStatus
from commedu_desktop.i18n import N_, _, language
from commedu_desktop.services.fee_words import amount_shown
from commedu_desktop.services.offerings import OfferingRow

KINDS = {OfferingKind.CLASS: N_("Class"), OfferingKind.LECTURE: N_("Lecture"), OfferingKind.ACTIVITY: N_("Activity")}
LESSONS = {
    LessonStatus.PLANNED: (N_("planned"), "info"),
    LessonStatus.HELD: (N_("held"), "good"),
    LessonStatus.CANCELLED: (N_("cancelled"), "neutral"),
}


def named(names: Mapping[str, str]) -> str:
    """A category in the language spoken, or in any that it has."""
    return names.get(language()) or next(iter(names.values()), "")


def places(row: OfferingRow) -> str:
    return f"{row.enrolled}/{row.capacity}" if row.capacity else str(row.enrolled)


def share(row: OfferingRow) -> float:
    return row.enrolled / row.capacity if row.capacity else 0


def fullness(row: OfferingRow) -> str:
    return "warn" if row.capacity and row.enrolled >= row.capacity else "accent"


def state(row: OfferingRow) -> tuple[str, str]:
    """What matters most about an offering: words and their state."""
    if row.status is OfferingStatus.CANCELLED:
        return _("cancelled"), "neutral"
    if row.waiting:
        return _("{count} waiting").format(count=row.waiting), "warn"
    if row.lessons == 0:
        return _("no lessons"), "warn"
    if row.held == row.lessons:
        return _("ended"), "neutral"
    if row.capacity and row.enrolled >= row.capacity:
        return _("full"), "info"
    return _("open"), "good"


def money(minor: int, currency: str) -> str:
    """Minor units as an amount; nothing to pay is said in words."""
    return amount_shown(minor, currency) if minor else _("free of charge")
