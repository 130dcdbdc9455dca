"""The credit bank."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "credits-amount": N_("Type how many credits are redeemed: more than 0, with at most two decimals, like 2 or 0.5."),
    "credits-reward-missing": N_("Say what the credits are redeemed for."),
    "credits-too-few": N_("{name} has {balance} credits; {wanted} are more than that. Type {balance} or less."),
    "credits-not-redeemed": N_("These credits were granted, not redeemed. Choose a line that was redeemed."),
}
VERBS: dict[str, Telling] = {
    "redeem_credits": N_("credits redeemed: {subject}"),
    "take_back_redemption": N_("redeeming taken back: {subject}"),
}
