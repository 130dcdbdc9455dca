"""How a table's cells are painted: hairlines, hover, a soft selection, pills and bars."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import paint_bar

if TYPE_CHECKING:
    from commedu_desktop.ui.lazy_table import Column, LazyModel

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Paints a LazyModel's cells from their columns."""

    def __init__(self, look: Look, model: "LazyModel", view: QTableView) -> None:
        super().__init__(view)
        self._look, self._model, self._view = look, model, view
        self._hovered = -1
        view.entered.connect(self._hover)
        view.viewportEntered.connect(lambda: self._hover(QModelIndex()))

    def _hover(self, index: Index) -> None:
        self._hovered = index.row()
        self._view.viewport().update()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self._look.px(42))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, column = self._model.row_at(index.row()), self._model.columns[index.column()]
        painter.save()
        box: QRect = option.rect
        self._ground(painter, box, option, index)
        if row is not None:
            inner = box.adjusted(self._look.px(10), 0, -self._look.px(10), 0)
            self._content(painter, inner, column, row, bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _ground(self, painter: QPainter, box: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._look.color("accent_soft"))
            if index.column() == 0:
                painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), self._look.color("accent"))
        elif index.row() == self._hovered and self._view.underMouse():
            painter.fillRect(box, self._look.color("bg"))
        painter.setPen(self._look.color("surface2"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _content(self, painter: QPainter, box: QRect, column: "Column", row: object, chosen: bool) -> None:
        text = column.text(row)
        state = column.state(row) if column.state else "neutral"
        match column.kind:
            case "pill":
                paint_pill(painter, self._look, box, text, state, on="surface" if chosen else "")
            case "bar":
                self._bar(painter, box, column.share(row) if column.share else 0, text, state)
            case kind:
                font = self._look.font(strong=kind == "strong")
                colour = self._look.color("muted" if kind == "muted" else "text")
                paint_text(painter, box, text, font, colour, right=kind == "number")

    def _bar(self, painter: QPainter, box: QRect, share: float, text: str, state: str) -> None:
        words = self._look.px(64)
        middle = box.center().y()
        thick = self._look.px(8)
        track = QRectF(box.left(), middle - thick / 2, max(box.width() - words - 8, 20), thick)
        paint_bar(painter, track, share, self._look.color("surface2"), self._look.color(state))
        beside = box.adjusted(box.width() - words, 0, 0, 0)
        paint_text(painter, beside, text, self._look.font(), self._look.color("muted"))


def paint_text(painter: QPainter, box: QRect, text: str, font: QFont, colour: QColor, *, right: bool = False) -> None:
    """One line, ended by … where it does not fit."""
    painter.setFont(font)
    painter.setPen(colour)
    fitting = painter.fontMetrics().elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, _RIGHT if right else _LEFT, fitting)


def paint_pill(painter: QPainter, look: Look, box: QRect, text: str, state: str, *, on: str = "") -> None:
    """A pill at the left of `box`, its ground from the state or the token `on`; nothing when there is no text."""
    if not text:
        return
    painter.setFont(look.font("small"))
    metrics = painter.fontMetrics()
    fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() - look.px(20))
    height = metrics.height() + look.px(4)
    width = metrics.horizontalAdvance(fitting) + look.px(20)
    pill = QRectF(box.left(), box.center().y() - height / 2 + 0.5, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color(on or f"{state}_soft"))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setPen(look.color(f"{state}_text"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, fitting)
