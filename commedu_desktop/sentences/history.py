"""Undo, redo and the history."""

from collections.abc import Mapping
from typing import Any

from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences.telling import Telling

_PAPER = N_(
    "“{subject}” carries a number that is already on paper, so it is not undone. Void it instead, with a reason."
)
_CLOSED = N_("The drawer of “{subject}” has been closed, and stays so. What was wrong is put right by a new receipt.")
_NUMBERED = {"pay_fees", "refund_fee", "void_receipt", "correct_receipt", "count_receipt_prints", "print_receipts"}
_BEGINNING = N_("This is where the centre begins; there is nothing before it to go back to.")


def _not_undone(facts: Mapping[str, Any]) -> str:
    words = _BEGINNING
    if facts["verb"] == "close_cash":
        words = _CLOSED
    elif facts["verb"] in _NUMBERED or "certificate" in facts["verb"]:
        words = _PAPER
    return _(words).format(subject=facts["subject"])


SENTENCES: dict[str, Telling] = {
    "nothing-to-undo": N_("There is nothing to undo."),
    "nothing-to-redo": N_("There is nothing to redo."),
    "changed-since": N_(
        "“{subject}” has been changed again since, so this step cannot be taken back alone. "
        "Undo the later changes first."
    ),
    "undo-not-possible": _not_undone,
}
VERBS: dict[str, Telling] = {
    "undo": N_("undo: {subject}"),
    "redo": N_("redo: {subject}"),
}
