"""Labels and envelopes."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "nobody-chosen": N_("Nobody was chosen. Choose people in the list first; Ctrl and Shift choose several."),
    "no-addresses": N_("None of these {count} people has an address on the register. Enter their addresses first."),
}
VERBS: dict[str, Telling] = {}
