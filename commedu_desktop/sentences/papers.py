"""Paper and the pictures on it."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "picture-unreadable": N_("This file is not a picture that can be printed. Choose a PNG or JPEG file."),
    "picture-too-large": N_(
        "This picture has {width} by {height} dots, more than can be printed. Save it smaller and try again."
    ),
}
VERBS: dict[str, Telling] = {}
