"""One window for everything that is entered by year; saved as it happens."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QTabWidget, QWidget

from commedu_desktop.i18n import _
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.reports.year.funds import FundsTab
from commedu_desktop.ui.pages.reports.year.populations import PopulationsTab
from commedu_desktop.ui.pages.reports.year.targets import TargetsTab
from commedu_desktop.ui.widgets.basics import column, row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import room_for
from commedu_desktop.ui.widgets.fields import Combo


class YearDialog(QDialog):
    """Populations, targets and funds of the year that is chosen above."""

    def __init__(self, desk: Desk, parent: QWidget | None, year: int, tab: str = "populations") -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Data of the year"))
        self.setModal(True)
        look, now = desk.look, desk.wall_clock().year
        years = sorted({year, *range(now - 3, now + 2)}, reverse=True)
        self.year = Combo([(one, str(one)) for one in years], _("Year"))
        self.year.value = year
        self.year.chosen.connect(self._show)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Data of the year"))
        self.tabs.setDocumentMode(True)
        self.parts: dict[str, tuple[PopulationsTab | TargetsTab | FundsTab, str]] = {
            "populations": (PopulationsTab(desk, self), _("Populations")),
            "targets": (TargetsTab(desk, self), _("Targets")),
            "funds": (FundsTab(desk, self), _("Funds")),
        }
        for part, title in self.parts.values():
            self.tabs.addTab(part, title)
        self.tabs.setCurrentIndex(list(self.parts).index(tab))
        close = Button(look, _("Close"), shortcut="Esc")
        close.clicked.connect(self.accept)
        foot = words(
            _("Saved as it is entered; who changed what stands in the history (Ctrl+Shift+H)."), "small", wrap=True
        )
        layout = column(row(words(_("Data of the year"), "large"), 1, self.year), self.tabs, row(foot, close), gap=12)
        layout.setStretch(1, 1)
        layout.itemAt(2).layout().setStretch(0, 1)  # type: ignore[union-attr]  # the row made just above
        layout.setContentsMargins(24, 20, 24, 16)
        self.setLayout(layout)
        self.resize(look.px(1060), look.px(620))
        desk.changed.connect(self._show)
        self._show()

    def showEvent(self, event: object) -> None:
        """Never larger than the screen."""
        self.resize(self.size().boundedTo(room_for(self)))
        super().showEvent(event)  # type: ignore[arg-type]  # a QShowEvent

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)

    def _show(self, *_args: object) -> None:
        for part, _title in self.parts.values():
            part.show_year(self.year.value)
