"""Words, cards, pills, bars: the smallest pieces."""

from typing import TypeVar

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.buttons import set_property
from commedu_desktop.ui.widgets.flow import Beside

L = TypeVar("L", QHBoxLayout, QVBoxLayout)


def words(text: str = "", role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A label. `role`: "title", "heading", "large", "figure", "strong", "muted", "small", "label", "refusal"."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(wrap)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def row(*items: QWidget | QLayout | int, gap: int = 8) -> QHBoxLayout:
    """Side by side. A number is a stretch of that weight."""
    return _filled(QHBoxLayout(), items, gap)


def column(*items: QWidget | QLayout | int, gap: int = 8) -> QVBoxLayout:
    """One below the other. A number is a stretch of that weight."""
    return _filled(QVBoxLayout(), items, gap)


def _filled(layout: L, items: tuple[QWidget | QLayout | int, ...], gap: int) -> L:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for item in items:
        if isinstance(item, int):
            layout.addStretch(item)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    return layout


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)


def rule() -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line


class Card(QFrame):
    """A white ground with a border. `hot` cards can be clicked, also with Enter and Space."""

    clicked = Signal()

    def __init__(self, *, hot: bool = False, margin: int = 20, gap: int = 12) -> None:
        super().__init__()
        self.setProperty("hot", hot)
        self._hot = hot
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin - 4, margin, margin - 4)
        self.body.setSpacing(gap)
        if hot:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._hot and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._hot and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class Pill(QLabel):
    """A state in one or two words on its soft ground. `state`: one of theme.STATES."""

    def __init__(self, text: str = "", state: str = "neutral") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("state", state)

    def say(self, text: str, state: str) -> None:
        self.setText(text)
        self.setVisible(bool(text))
        set_property(self, "state", state)


class FigureCard(Card):
    """One figure, what it counts, and a pill; `clicked` opens the rows behind it."""

    def __init__(self, caption: str, *, hot: bool = True) -> None:
        super().__init__(hot=hot, gap=2)
        self.setAccessibleName(caption)
        self.figure = words("—", "figure")
        self.caption = words(caption, "muted", wrap=True)
        self.pill = Pill()
        self.pill.hide()
        top = QWidget()
        top.setLayout(Beside(self.figure, self.pill, gap=4))
        self.body.addWidget(top)
        self.body.addWidget(self.caption)
        self.body.addStretch(1)

    def say(self, figure: str, pill: str = "", state: str = "neutral", caption: str = "") -> None:
        self.figure.setText(figure)
        self.pill.say(pill, state)
        if caption:
            self.caption.setText(caption)
        self.setAccessibleName(f"{figure} {self.caption.text()} {pill}".strip())


class Bar(QWidget):
    """A share, 0 to 1, as a bar. Say the number beside it: a bar alone tells nothing to those who cannot see it."""

    def __init__(self, look: Look, share: float = 0, state: str = "accent") -> None:
        super().__init__()
        self._look, self.share, self.state = look, share, state
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(48)

    def say(self, share: float, state: str = "accent") -> None:
        self.share, self.state = share, state
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, self._look.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        track, fill = self._look.color("surface2"), self._look.color(self.state)
        paint_bar(painter, QRectF(self.rect()), self.share, track, fill)


def paint_bar(painter: QPainter, box: QRectF, share: float, track: QColor, fill: QColor) -> None:
    """A rounded bar in `box`, filled to `share`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    half = box.height() / 2
    painter.setBrush(track)
    painter.drawRoundedRect(box, half, half)
    if share > 0:
        painter.setBrush(fill)
        width = max(box.width() * min(share, 1), box.height())
        painter.drawRoundedRect(QRectF(box.left(), box.top(), width, box.height()), half, half)
