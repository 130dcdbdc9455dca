"""The database in trouble: what is wrong with the file, and what to do."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "missing": N_(
        "There is no centre in {path} yet. Make one, or restore a backup there; "
        "if it lies on a USB stick or a network folder, connect that first."
    ),
    "exists": N_("{path} already holds a centre. Choose another folder, or open that one."),
    "damaged": N_(
        "The file {path} is damaged or is not a centre's database. Nothing was changed. "
        "Restore the newest backup; the damaged file is kept beside it."
    ),
    "newer": N_(
        "The file {path} was written by a newer version of this program. "
        "Install that version on this computer; nothing was changed."
    ),
    "older": N_("The file {path} was written by an older version and must be brought up to date first."),
    "locked": N_(
        "Another program is writing to {path} and does not let go. "
        "Close other windows of this program and of backup or cloud tools, then try again."
    ),
    "read-only": N_(
        "The file {path} may only be read. Ask whoever looks after this computer for the right to write in its folder; "
        "nothing was changed."
    ),
    "cannot-open": N_(
        "The file {path} cannot be opened. Check that its folder is connected and that you may read it, then try again."
    ),
    "cannot-write": N_(
        "The file {path} cannot be written. Close it if another program shows it, or save it in another folder."
    ),
    "not-a-shared-database": N_(
        "{path} is not the address of a shared database. It begins with postgresql:// and names the computer "
        "and the database."
    ),
    "unreachable": N_(
        "The shared database {path} cannot be reached. Check the network and that the computer it runs on is "
        "switched on, then try again; what was saved before is safe there."
    ),
    "shared-database": N_(
        "A shared database is backed up, restored and checked on the computer it runs on, with PostgreSQL's own "
        "pg_dump. This command is for a centre in a folder."
    ),
    "no-access": N_(
        "The shared database {path} does not let you in. Check the user name and the password in its address."
    ),
    "full": N_(
        "The disk that holds {path} is full, so the last change was not saved; everything before it is safe. "
        "Empty the recycle bin or delete files you do not need, then try again."
    ),
    "disk-fault": N_(
        "The disk that holds {path} reports a fault. Stop working on this computer, "
        "copy the newest backup to another one and restore it there."
    ),
}
VERBS: dict[str, Telling] = {}
