"""Undo, redo and the history."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "nothing-to-undo": N_("There is nothing to undo."),
    "nothing-to-redo": N_("There is nothing to redo."),
    "changed-since": N_(
        "“{subject}” has been changed again since, so this step cannot be taken back alone. "
        "Undo the later changes first."
    ),
    "undo-not-possible": N_(
        "“{subject}” carries a number that is already on paper, so it is not undone. Void it instead, with a reason."
    ),
}
VERBS: dict[str, Telling] = {
    "undo": N_("undo: {subject}"),
    "redo": N_("redo: {subject}"),
}
