"""Rolling a class on into another term."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "roll-on-backwards": N_("{term} begins on {starts}, no later than the term of {title}. Choose a later term."),
    "rolled-on-already": N_("{title} is planned in {term} already ({code}). Give the new class another title."),
}
VERBS: dict[str, Telling] = {"roll_on": N_("rolling on {subject}")}
WHO = {
    "all": N_("everybody in the class"),
    "completed": N_("who completed it"),
    "attended": N_("who came often enough"),
    "nobody": N_("nobody, the class alone"),
}
"""Who goes with a class."""
