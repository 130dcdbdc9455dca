"""Codes that name nothing."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "offering-code-unknown": N_("There is no class {code}. The Courses page lists all codes."),
    "card-unknown": N_("Nobody has the card {card}. Look the resident up by name."),
    "branch-code-unknown": N_("There is no branch {code}."),
    "venue-code-unknown": N_("There is no venue {code}."),
    "no-lesson-after": N_("The class has no lesson on {on} or after it."),
}
VERBS: dict[str, Telling] = {}
