"""The centre's settings."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {}
VERBS: dict[str, Telling] = {"change_settings": N_("change of settings ({subject})")}
