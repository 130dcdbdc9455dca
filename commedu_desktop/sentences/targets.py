"""Targets."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "target-without-name": N_("Give the target a name, as it stands in the year's plan."),
    "target-unknown": N_("{year} has no target “{name}”. `commedu targets list` shows them."),
    "target-out-of-range": N_("A target is a whole number from 1 to {most}."),
    "targets-none-before": N_("{year} has no targets that are not here already. Add them one by one."),
}
VERBS: dict[str, Telling] = {
    "keep_target": N_("target {subject}"),
    "remove_target": N_("removal of the target {subject}"),
    "copy_targets": N_("targets taken over for {subject}"),
}
