"""Backups and restoring them."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "backup-differs": N_(
        "The copy {path} was read back and differs from the centre, so it does not count as a backup. "
        "The disk may be failing: choose another disk and try again."
    ),
    "centre-in-use": N_(
        "The centre {path} is open in another window or program. Close it there, then restore; nothing was changed."
    ),
}
