"""What was printed before, and printers in trouble."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "print-not-kept": N_(
        "“{title}” was printed, but the paper itself is no longer kept. Make it again where it came from; the list "
        "still says when it was printed and by whom."
    ),
    "print-changed": N_("The kept file of “{title}” has been changed by another program and is not printed again."),
    "print-unknown": N_("Nothing that was printed has the number {id}. `commedu prints list` shows them all."),
    "printer-gone": N_(
        "The printer {printer} does not answer, so “{title}” was not printed completely. Nothing is lost: look whether "
        "it is switched on, connected and has paper, then print again, or choose another printer, or save as PDF."
    ),
}
VERBS: dict[str, Telling] = {}
