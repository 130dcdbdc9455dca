"""Sign-in sheets that come back from the scanner."""

from collections.abc import Mapping
from typing import Any

from commedu_desktop.i18n import N_, ngettext
from commedu_desktop.sentences.telling import Telling


def _free_lines(facts: Mapping[str, Any]) -> str:
    return ngettext(
        "Someone wrote on a free line of {title}: enrol them, or count them as a guest.",
        "{count} people wrote on free lines of {title}: enrol them, or count them as guests.",
        facts["count"],
    )


def _twice(facts: Mapping[str, Any]) -> str:
    if not facts["count"]:
        return _TWICE_SAME
    return ngettext(
        "Page {page} of {title} was scanned twice and counts once; {count} person is marked differently, please look.",
        "Page {page} of {title} was scanned twice and counts once; {count} people are marked differently, please look.",
        facts["count"],
    )


_TWICE_SAME = N_("Page {page} of {title} was scanned twice; both say the same, and it counts once.")

SENTENCES: dict[str, Telling] = {
    "scan-empty": N_("{file} is empty. Scan the sheet again."),
    "scan-too-large": N_("{file} is too large to be a scanned page. Scan it with 200 or 300 dots per inch."),
    "scan-too-many-pages": N_("{file} has {count} pages, more than {most}. Divide it and read the parts one by one."),
    "scan-unreadable": N_("{file} cannot be read as a picture or PDF. Scan or photograph the sheet again."),
    "scan-locked": N_("{file} is protected by a password. Save it without one, or scan the sheet again."),
    "scan-nothing": N_("There are no scans there. Choose PDF, JPG, PNG or TIFF files, or a folder with such files."),
    "sheet-no-lessons": N_("This class has no lesson to print a sheet for."),
    "sheet-no-code": N_(
        "No code of a sign-in sheet can be read on this page. Is the one at the top right whole and sharp?"
    ),
    "sheet-foreign-code": N_("The code on this page is not that of a sign-in sheet."),
    "sheet-newer": N_("This sheet was printed by a newer version of the program. Install it here to read the sheet."),
    "sheet-code-damaged": N_("The code on this page is damaged. Mark the lesson from the paper by hand."),
    "sheet-cut": N_(
        "Part of this sheet is missing: its rows must be in the picture with the corner marks at the foot."
    ),
    "sheet-unclear": N_("The boxes of this sheet cannot be made out. Lay it flat, with more light, and take it again."),
    "sheet-two-in-picture": N_("Two sheets lie in this picture. Take a picture of each by itself."),
    "sheet-other-centre": N_("This sheet was printed by another centre and cannot be entered here."),
    "sheet-class-unknown": N_(
        "The class of this sheet is not in this database. Was it deleted, or the database restored from before?"
    ),
    "sheet-lesson-gone": N_("A lesson on the sheet of {title} no longer exists; its column is left out."),
    "sheet-lesson-cancelled": N_("{title} on {starts} is cancelled; its column is left out."),
    "sheet-lesson-closed": N_("{title} on {starts} is closed already; what the paper adds is corrected there."),
    "sheet-person-gone": N_("Line {line} on page {page} of {title} belongs to someone who is no longer in its list."),
    "sheet-turned": N_("Page {page} of {title} lay upside down or sideways and was turned."),
    "sheet-free-lines": _free_lines,
    "sheet-twice": _twice,
    "sheet-page-missing": N_("Of the {pages} pages of {title}, these are not among the scans: {absent}."),
    "sheet-classes-mixed": N_("There are pages of several classes: {titles}. Each is entered for its own class."),
    "sheet-nothing": N_("There is no tick to enter."),
}
VERBS: dict[str, Telling] = {"enter_sheets": N_("marks from paper: {subject}")}
