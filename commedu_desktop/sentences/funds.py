"""Income and spending."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "fund-amount": N_("Give an amount above zero, for example 1200.50. Whether it came or went is chosen beside it."),
    "fund-purpose": N_("Say in a few words what it is for."),
    "fund-in-future": N_("The day lies after today ({today}). Enter it once the money has moved."),
}
VERBS: dict[str, Telling] = {
    "keep_fund": N_("entry of funds {subject}"),
    "remove_fund": N_("removal of the funds {subject}"),
}
