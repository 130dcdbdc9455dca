"""Branches and population groups."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "branch-of-itself": N_("{name} cannot be a part of its own part. Choose another branch."),
    "root-stays": N_("{name} is the centre itself, so it stays. Change its name if it is called otherwise now."),
    "branch-in-use": N_(
        "{name} has residents ({residents}) or classes ({classes}). Move the residents to another branch first; "
        "a branch with classes stays for the figures."
    ),
    "group-in-use": N_(
        "{count} residents are in the group “{name}”, so it stays. Rename it if it is called otherwise."
    ),
}
VERBS: dict[str, Telling] = {
    "add_branch": N_("new branch {subject}"),
    "change_branch": N_("change to the branch {subject}"),
    "archive_branch": N_("removal of the branch {subject}"),
    "add_group": N_("new group {subject}"),
    "rename_group": N_("change to the group {subject}"),
    "archive_group": N_("removal of the group {subject}"),
}
