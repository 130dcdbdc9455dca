"""Making a centre."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {}
VERBS: dict[str, Telling] = {
    "found_centre": N_("the centre {subject} was set up"),
    "fill_with_demo": N_("the demonstration centre {subject}"),
}
