"""Identity numbers that cannot be right."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "id-number-form": N_("“{number}” is not an ID number. Type it as it stands on the card, or leave it empty."),
    "id-number-length": N_("An ID number has 18 digits; this one has {length}. Compare it with the card."),
    "id-number-date": N_(
        "The birth date {date} inside the ID number does not exist. Compare the number with the card."
    ),
    "id-number-digit": N_(
        "The ID number ends with {last} but should end with {expected}: one digit is wrong. Compare it with the card."
    ),
}
VERBS: dict[str, Telling] = {}
