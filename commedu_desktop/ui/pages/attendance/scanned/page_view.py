"""The pages as they were scanned, one below the other, each cell framed in the colour of what it means."""

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.sheets import BOX, CHOICES, PAGE, PITCH
from commedu_desktop.i18n import _
from commedu_desktop.ui.pages.attendance.painting import STATES, letter
from commedu_desktop.ui.pages.attendance.scanned.review import Place, Review
from commedu_desktop.ui.theme import Look

_GAP = 12


class PagesView(QScrollArea):
    """`chosen(place)` comes when a cell is clicked."""

    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sheets = _Sheets(look)
        self.sheets.chosen.connect(self.chosen)
        self.setWidget(self.sheets)
        self.setAccessibleName(_("Scanned pages"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_review(self, review: Review) -> None:
        self.sheets.show_review(review)
        self._fit()
        self.follow()

    def follow(self) -> None:
        """Bring the cell that is looked at into sight."""
        self.sheets.update()
        box = self.sheets.box_here()
        if box is not None:
            middle = box.center().toPoint()
            self.ensureVisible(middle.x(), middle.y(), 40, self.viewport().height() // 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.sheets.fit(self.viewport().width())


class _Sheets(QWidget):
    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._review: Review | None = None
        self._pictures: list[QPixmap] = []

    def show_review(self, review: Review) -> None:
        self._review = review
        self._pictures = [_picture(page.picture) for page in review.scan.pages]

    def fit(self, width: int) -> None:
        high = width * PAGE[1] / PAGE[0]
        self.setFixedSize(width, round(len(self._pictures) * (high + _GAP)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        for number, picture in enumerate(self._pictures):
            box = self._page_box(number)
            if box.intersects(QRectF(event.rect())):
                painter.drawPixmap(box, picture, QRectF(picture.rect()))
                self._frames(painter, number)
        painter.end()

    def _frames(self, painter: QPainter, number: int) -> None:
        review = self._review
        if review is None:
            return
        painter.setFont(self._look.font("small", strong=True))
        for at in range(len(review.scan.pages[number].cells)):
            place = (number, at)
            mark = review.marks[place]
            waiting = place in review.doubtful and place not in review.settled
            state = "warn" if waiting else STATES[mark] if mark else "neutral"
            if mark or waiting or place == review.here:
                self._frame(painter, place, state, waiting=waiting)
            if mark and not waiting:
                self._mark(painter, place, mark)

    def _frame(self, painter: QPainter, place: Place, state: str, *, waiting: bool) -> None:
        """A doubtful cell is dashed, the one that is looked at has a thick frame."""
        here = self._review is not None and place == self._review.here
        tint = self._look.color(state)
        tint.setAlpha(70 if waiting else 30)
        painter.fillRect(self._cell_box(place), tint)
        pen = QPen(self._look.color("accent" if here else state), 3 if here else 1.2)
        pen.setStyle(Qt.PenStyle.DashLine if waiting and not here else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.drawRect(self._cell_box(place))

    def _mark(self, painter: QPainter, place: Place, mark: Mark) -> None:
        """A frame around the box that counts; an absence has none and is written."""
        painter.setPen(QPen(self._look.color(STATES[mark]), 2.4))
        cell = self._cell_box(place)
        if mark in CHOICES:
            scale = self.width() / PAGE[0]
            left = cell.left() + ((PITCH - BOX) / 2 + PITCH * CHOICES.index(mark) - 0.5) * scale
            side = (BOX + 1) * scale
            painter.drawRoundedRect(QRectF(left, cell.center().y() - side / 2, side, side), 2, 2)
        else:
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, letter(mark))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if place is not None:
            self.chosen.emit(place)

    def place_at(self, point: QPoint) -> Place | None:
        if self._review is None:
            return None
        return next((place for place, _cell in self._review.cells() if self._cell_box(place).contains(point)), None)

    def box_here(self) -> QRectF | None:
        here = self._review.here if self._review else None
        return None if here is None else self._cell_box(here)

    def _page_box(self, number: int) -> QRectF:
        high = self.width() * PAGE[1] / PAGE[0]
        return QRectF(0, number * (high + _GAP), self.width(), high)

    def _cell_box(self, place: Place) -> QRectF:
        assert self._review is not None
        left, top, width, height = self._review.cell(place).place
        scale, page = self.width() / PAGE[0], self._page_box(place[0])
        corner = page.topLeft() + QPointF(left * scale, top * scale)
        return QRectF(corner.x(), corner.y(), width * scale, height * scale).adjusted(1, 1, -1, -1)


def _picture(content: bytes) -> QPixmap:
    pixmap = QPixmap()
    pixmap.loadFromData(content)
    return pixmap


def crop(picture: bytes, dots: int, place: tuple[float, ...]) -> QPixmap:
    """A cell with a little of its surroundings, as it was scanned."""
    left, top, width, height = place
    around = 4.0
    part = (left - around, top - around / 2, width + 2 * around, height + around)
    x, y, wide, high = (round(value * dots) for value in part)
    return _picture(picture).copy(x, y, wide, high)
