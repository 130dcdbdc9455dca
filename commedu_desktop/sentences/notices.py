"""Notices."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "notice-without-title": N_("A notice needs a title: it is what people read from afar."),
    "festival-without-name": N_("Give the day a name: it becomes the title of its notices."),
    "festival-ends-first": N_("The last day, {last}, is before the first, {first}."),
    "festival-too-long": N_("A festival or campaign lasts {most} days at most. Correct its last day."),
    "notice-ends-first": N_("The last day, {last}, is before the first, {first}."),
}
VERBS: dict[str, Telling] = {
    "draft_notice": N_("the notice {subject}"),
    "change_notice": N_("change of the notice {subject}"),
    "publish_notice": N_("hanging up of the notice {subject}"),
    "change_posting": N_("correction of where a notice hung: {subject}"),
    "take_down": N_("taking down of the notice {subject}"),
    "remove_posting": N_("removal of a place where a notice hung: {subject}"),
    "keep_festival": N_("calendar of festivals: {subject}"),
    "drop_festival": N_("calendar of festivals: {subject}"),
    "pass_over_festival": N_("passing over of {subject}"),
    "discard_notice": N_("removal of the notice {subject}"),
}
