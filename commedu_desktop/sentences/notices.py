"""Notices."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "notice-without-title": N_("A notice needs a title: it is what people read from afar."),
    "notice-ends-first": N_("The last day, {last}, is before the first, {first}."),
}
VERBS: dict[str, Telling] = {
    "draft_notice": N_("the notice {subject}"),
    "change_notice": N_("change of the notice {subject}"),
    "publish_notice": N_("hanging up of the notice {subject}"),
    "discard_notice": N_("removal of the notice {subject}"),
}
