"""The rail at the left: the centre's name, the pages, who is at work and when the last backup was."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from commedu_desktop.i18n import _
from commedu_desktop.ui.pages import PageRow
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import row, words
from commedu_desktop.ui.widgets.buttons import IconButton
from commedu_desktop.ui.widgets.messages import Picture

NARROWEST = 208


class RailItem(QAbstractButton):
    """A page's name with its icon; the shortcut shows while the mouse is over it."""

    def __init__(self, look: Look, text: str, icon: str, shortcut: str = "") -> None:
        super().__init__()
        self._look, self._icon_name, self._shortcut = look, icon, shortcut
        self.setText(text)
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setToolTip(f"{text}  {shortcut}".strip())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(self._look.px(12 + 18 + 12 + 12) + words, self._look.px(38))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), self._look.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, box = self._look, self.rect().adjusted(1, 1, -1, -1)
        self._ground(painter, box)
        token = "accent_text" if self.isChecked() else "text" if self.underMouse() else "muted"
        side, left = look.px(18), look.px(12)
        icon = look.pixmap(self._icon_name, token)
        painter.drawPixmap(QRect(left, (self.height() - side) // 2, side, side), icon)
        painter.setPen(look.color(token))
        painter.setFont(look.font(strong=self.isChecked()))
        room = QRect(left + side + look.px(12), 0, self.width() - left * 2 - side, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.underMouse() and not self.isChecked():
            painter.setFont(look.font("small"))
            painter.setPen(look.color("muted"))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(box.adjusted(0, 0, -10, 0), right, self._shortcut)

    def _ground(self, painter: QPainter, box: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(self._look.color("accent_soft"))
            painter.drawRoundedRect(box, 8, 8)
        elif self.underMouse():
            painter.setBrush(self._look.color("surface2"))
            painter.drawRoundedRect(box, 8, 8)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._look.color("accent"))
            painter.drawRoundedRect(box, 8, 8)


class Rail(QFrame):
    """`chosen(key)` when a page is asked for; `searching` for the box that finds everything."""

    chosen = Signal(str)
    searching = Signal()

    def __init__(self, look: Look, pages: tuple[PageRow, ...]) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("rail")
        self.centre = words("", "centre", wrap=True)
        self.search = RailItem(look, _("Find anything"), "search", "Ctrl+K")
        self.search.setCheckable(False)
        self.search.clicked.connect(self.searching)
        self.who = words("", "small")
        self.backup = words("", "small", wrap=True)
        self.backup_picture = Picture(look, "database-backup", "muted", 14)
        self.backup_picture.hide()
        self.more = IconButton(look, "ellipsis", _("More: history, backup, appearance, language"))
        self.undo = IconButton(look, "undo-2", _("Undo"), shortcut="Ctrl+Z")
        self.redo = IconButton(look, "redo-2", _("Redo"), shortcut="Ctrl+Shift+Z")
        self.help = IconButton(look, "circle-help", _("Help for this page"), shortcut="F1")
        self.items: dict[str, RailItem] = {}
        self._group = QButtonGroup(self)
        self._build(pages)
        look.changed.connect(self._fit)
        self._fit()

    def choose(self, key: str) -> None:
        """Mark the page that is in sight."""
        if key in self.items:
            self.items[key].setChecked(True)

    def say(self, centre: str = "", who: str = "") -> None:
        self.centre.setText(centre)
        self.who.setText(who)

    def say_backup(self, text: str, state: str) -> None:
        """When the last verified backup was; `state` "good" or "warn"."""
        self.backup.setText(text)
        self.backup_picture.show_icon("database-backup", f"{state}_text")
        self.backup_picture.setVisible(bool(text))

    def _build(self, pages: tuple[PageRow, ...]) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 16, 12, 10)
        layout.setSpacing(2)
        self.centre.setContentsMargins(10, 0, 4, 6)
        layout.addWidget(self.centre)
        layout.addWidget(self.search)
        layout.addSpacing(6)
        for page in pages:
            item = RailItem(self._look, _(page.title), page.icon, page.shortcut)
            item.clicked.connect(lambda _checked=False, key=page.key: self.chosen.emit(key))
            self._group.addButton(item)
            self.items[page.key] = item
            layout.addWidget(item)
        layout.addStretch(1)
        foot = QWidget()
        foot.setLayout(row(self.undo, self.redo, self.help, 1, self.more, gap=2))
        layout.addWidget(foot)
        for line in (row(self.who, 1), row(self.backup_picture, self.backup, gap=4)):
            line.setContentsMargins(8, 0, 4, 0)
            layout.addLayout(line)

    def _fit(self) -> None:
        widest = max(item.sizeHint().width() for item in (*self.items.values(), self.search))
        self.setFixedWidth(max(NARROWEST, widest + 26))
        for item in (*self.items.values(), self.search):
            item.setMaximumHeight(self._look.px(38))
