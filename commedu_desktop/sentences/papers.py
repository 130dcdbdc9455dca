"""Paper and the pictures on it."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "picture-unreadable": N_("This file is not a picture that can be printed. Choose a PNG or JPEG file."),
    "picture-is-drawing": N_(
        "This file is a drawing (SVG, PDF or similar), not a picture. Open it in any picture program, save it as PNG "
        "and choose that file."
    ),
    "picture-too-large": N_(
        "This picture has more than {most} million dots, far more than can be printed. Save it smaller and try again."
    ),
    "picture-file-too-large": N_(
        "This file is larger than {most} MB. Save the picture as PNG or JPEG, or smaller, and try again."
    ),
    "no-class-has-times": N_(
        "None of these classes has weekly times in {term}, so this timetable would be empty. Give them times on the "
        "Courses page, or print a week of lessons instead."
    ),
}
VERBS: dict[str, Telling] = {}
