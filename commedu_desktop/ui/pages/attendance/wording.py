"""The marks in words."""

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.i18n import _


def mark_words(mark: Mark) -> str:
    """A mark in full, for the ear and under the mouse."""
    names = {
        Mark.PRESENT: _("present"),
        Mark.LATE: _("late"),
        Mark.EXCUSED: _("excused"),
        Mark.ABSENT: _("absent"),
    }
    return names[mark]


def legend_words() -> list[tuple[Mark, str]]:
    """The marks with their keys."""
    return [
        (Mark.PRESENT, _("P present")),
        (Mark.LATE, _("L late")),
        (Mark.EXCUSED, _("E excused")),
        (Mark.ABSENT, _("A absent")),
    ]
