"""At which branch this computer stands: its receipts are numbered there, and its drawer is that branch's."""

from uuid import UUID

from commedu_desktop.services.branches import branches
from commedu_desktop.ui.desk import Desk


def desk_branch(desk: Desk) -> UUID:
    """The branch that was chosen at this computer; the centre itself unless one was."""
    every = desk.read(branches)
    chosen = desk.settings.now.desk_branch
    return next((one.id for one in every if one.code == chosen), every[0].id)
