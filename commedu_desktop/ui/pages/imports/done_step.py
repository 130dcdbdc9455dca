"""Last step: what was taken in."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commedu_desktop.i18n import _, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.services.imports import ImportResult
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import empty
from commedu_desktop.ui.widgets.messages import EmptyPage


class DoneStep(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)

    def show_result(self, result: ImportResult) -> None:
        said = _("{facts}. If it was the wrong list, one step takes all of it back.").format(facts=counted(result))
        empty(self._body)
        self._body.addWidget(EmptyPage(self._look, "circle-check", _("The list is in"), said))


def counted(result: ImportResult) -> str:
    """How many rows were new, updated and refused."""
    new, changed, refused = len(result.new), len(result.changed), len(result.refused)
    parts = [
        ngettext("{count} row is new", "{count} rows are new", new).format(count=shown(new)),
        ngettext("{count} was updated", "{count} were updated", changed).format(count=shown(changed)),
        ngettext("{count} was refused", "{count} were refused", refused).format(count=shown(refused)),
    ]
    return shown(parts)
