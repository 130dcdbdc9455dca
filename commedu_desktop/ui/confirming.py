"""A clash that somebody may want all the same: it is said, asked once, and kept."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from commedu_desktop.domain.errors import Unconfirmed
from commedu_desktop.i18n import _
from commedu_desktop.sentences import sentence
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.dialogs import Ask


def ask_to_confirm(look: Look, question: Unconfirmed, yes: Callable[[], None], no: Callable[[], None]) -> Ask:
    """Over whatever window is at work; `no` when it is left."""
    shown = (window for window in QApplication.topLevelWidgets() if window.isVisible())
    parent = QApplication.activeModalWidget() or QApplication.activeWindow() or next(shown, None)
    said = "\n\n".join([*(sentence(one) for one in (question, *question.further)), _("The confirmation is kept.")])
    dialog = Ask(look, parent, _("Plan it all the same?"), said, _("Plan it all the same"))
    dialog.setObjectName("confirm")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(yes)
    dialog.rejected.connect(no)
    dialog.open()
    return dialog
