"""What stands where in the window in which a term is arranged."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commedu_desktop.i18n import _
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import LazyModel, LazyTable
from commedu_desktop.ui.pages.arrange.board import Board
from commedu_desktop.ui.pages.arrange.curve import Curve
from commedu_desktop.ui.pages.arrange.wishes import Wishes
from commedu_desktop.ui.widgets.basics import Card, column, row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.fields import Combo
from commedu_desktop.ui.widgets.flow import Flow
from commedu_desktop.ui.widgets.messages import Banner

NARROW = 900
"""Width for 100 % text below which the list and the week are shown one at a time."""


class ArrangeFrame(QDialog):
    """The list at the left, the week at the right; one of them where there is no room for both."""

    def __init__(self, desk: Desk, parent: QWidget, model: LazyModel) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setModal(True)
        self.setWindowTitle(_("Arrange a term"))
        self._showing_week = False
        self._make(model)
        self._lay_out(parent)

    def _make(self, model: LazyModel) -> None:
        look = self.desk.look
        self.terms = Combo([], _("Term"))
        self.about = words("", "muted", wrap=True)
        self.banner = Banner(look)
        self.wishes = Wishes(look)
        self.table = LazyTable(look, model, _("Classes"))
        self.detail = words("", wrap=True, selectable=True)
        self.board = Board(look)
        choices = [(False, _("The chosen class with its rooms and teacher")), (True, _("All that is proposed"))]
        self.which = Combo(choices, _("What the week shows"))
        self.curve = Curve(look)
        self.search_button = Button(look, _("Search"), icon="search", kind="primary", shortcut="Ctrl+R")
        self.pin_button = Button(look, _("Pin"), icon="map-pin", shortcut=_("Space"))
        self.accept_button = Button(look, _("Accept this one"), icon="check", shortcut="Enter")
        self.all_button = Button(look, _("Accept all"), icon="list-checks", shortcut="Ctrl+Enter")
        self.week_button = Button(look, _("Show the week"), icon="calendar-range", shortcut="Ctrl+T")
        self.leave_button = Button(look, _("Close"), shortcut="Esc")

    def _lay_out(self, parent: QWidget) -> None:
        self._left, self._right = Card(margin=8), Card(margin=10)
        self._left.body.addWidget(self.table, 1)
        self._left.body.addWidget(self.detail)
        self._right.body.addWidget(self.which)
        self._right.body.addWidget(self.board, 1)
        top = QWidget()
        top.setLayout(Flow(words(_("Arrange a term"), "large"), self.terms, gap=16))
        middle = row(self._left, self._right, gap=12)
        middle.setStretch(0, 6)
        middle.setStretch(1, 6)
        foot = Flow(self.week_button, self.leave_button, self.pin_button, self.accept_button, self.all_button, end=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 14)
        layout.setSpacing(10)
        status = row(self.search_button, self.about, self.curve, gap=14)
        status.setStretch(1, 3)
        status.setStretch(2, 1)
        for part in (top, self.wishes, self.banner):
            layout.addWidget(part)
        layout.addLayout(status)
        layout.addLayout(middle, 1)
        layout.addLayout(column(foot))
        look, room = self.desk.look, parent.window().size()
        self.resize(min(look.px(1240), room.width() - 30), min(look.px(800), room.height() - 30))

    def switch(self) -> None:
        """Where both have no room: the week instead of the list, and back."""
        self._showing_week = not self._showing_week
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < self.desk.look.px(NARROW)
        self.week_button.setVisible(narrow)
        self.week_button.setText(_("Show the list") if self._showing_week else _("Show the week"))
        self._left.setVisible(not narrow or not self._showing_week)
        self._right.setVisible(not narrow or self._showing_week)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
