"""A PDF's pages, one below the other, rendered at the screen's resolution when they come into sight."""

import atexit
from bisect import bisect_left
from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from commedu_desktop.ui.theme import Look

GAP = 16
KEPT = 8
"""Rendered pages that are kept."""
SMALLEST, LARGEST = 0.2, 6.0
Rendered = tuple[int, int]


def rendered(document: Any, page: int, scale: float) -> QImage:
    """One page of a pypdfium2 document; `scale` in pixels per point."""
    bitmap = document[page].render(scale=scale, rev_byteorder=False)
    pixels = bytes(bitmap.buffer)
    image = QImage(pixels, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB888)
    return image.rgbSwapped() if bitmap.format == 2 else image.copy()


def close_all(documents: list[Any]) -> None:
    """Give the files behind documents back."""
    while documents:
        documents.pop().close()


class PaperView(QAbstractScrollArea):
    """`moved(page)` when another page is in the middle. Zoom 1.0 is the paper's own size."""

    moved = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._document: Any = None
        self._open = opened = list[Any]()
        self.destroyed.connect(lambda: close_all(opened))
        self._closes_at_exit = False
        """Noted once the library is there: then it runs before the library's own end."""
        self._sizes: list[tuple[float, float]] = []
        self._kept: OrderedDict[Rendered, QImage] = OrderedDict()
        self._fitted = True
        self._whole: bool | None = None
        """Whether the height of a page is fitted too; None: as the page lies."""
        self._laid: list[QRect] = []
        self._laid_key: tuple[float, int, int] = (0.0, 0, 0)
        self.zoom = 1.0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        look.changed.connect(self.viewport().update)

    @property
    def page_count(self) -> int:
        return len(self._sizes)

    def show_pdf(self, pdf: bytes) -> None:
        from pypdfium2 import PdfDocument

        if not self._closes_at_exit:
            self._closes_at_exit = bool(atexit.register(close_all, self._open))
        close_all(self._open)
        self._document = PdfDocument(pdf)
        self._open.append(self._document)
        self._laid_key = (0.0, 0, 0)
        self._sizes = [self._document.get_page_size(page) for page in range(len(self._document))]
        self._kept.clear()
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def let_go(self) -> None:
        """Give the file back; the view is empty until it shows another."""
        self._document, self._sizes = None, []
        self._kept.clear()
        close_all(self._open)

    def fit_width(self) -> None:
        """As wide as the view; the foot of a page may be out of sight."""
        self._fitted, self._whole = True, False
        self._lay_out()

    def fit_page(self) -> None:
        """One page whole. A page that lies, a certificate, is shown so from the first."""
        self._fitted = self._whole = True
        self._lay_out()

    def zoom_by(self, factor: float) -> None:
        self._fitted = False
        self.zoom = min(max(self.zoom * factor, SMALLEST), LARGEST)
        self._lay_out()

    def go_to(self, page: int) -> None:
        self.verticalScrollBar().setValue(self._boxes()[page].top() - GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1.25 if event.angleDelta().y() > 0 else 1 / 1.25)
        else:
            super().wheelEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._look.color("surface2"))
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        boxes, foot = self._boxes(), down + self.viewport().height()
        for page in range(self._page_at(down), len(boxes)):
            if boxes[page].top() > foot:
                break
            seen = boxes[page].translated(-across, -down)
            painter.setPen(self._look.color("line"))
            painter.drawRect(seen.adjusted(-1, -1, 0, 0))
            painter.drawImage(QRectF(seen), self._image(page))

    def _image(self, page: int) -> QImage:
        scale = self._scale() * self.devicePixelRatioF()
        key = (page, round(scale * 1000))
        if key not in self._kept:
            while len(self._kept) >= KEPT:
                self._kept.popitem(last=False)
            self._kept[key] = rendered(self._document, page, scale)
        self._kept.move_to_end(key)
        return self._kept[key]

    def _scale(self) -> float:
        """Device-independent pixels per point."""
        return self.zoom * self.logicalDpiX() / 72

    def _boxes(self) -> list[QRect]:
        """Where each page lies; laid out anew only when something else is shown, or larger."""
        scale, width = self._scale(), self.viewport().width()
        key = (scale, width, len(self._sizes))
        if key == self._laid_key:
            return self._laid
        top, boxes = GAP, list[QRect]()
        widest = max((wide for wide, _high in self._sizes), default=0) * scale
        room = max(width, int(widest) + 2 * GAP)
        for wide, high in self._sizes:
            box = QRect((room - round(wide * scale)) // 2, top, round(wide * scale), round(high * scale))
            boxes.append(box)
            top = box.bottom() + GAP
        self._laid_key, self._laid = key, boxes
        return boxes

    def _page_at(self, y: int) -> int:
        """The first page that ends below y."""
        boxes = self._boxes()
        return min(bisect_left(boxes, y, key=lambda box: box.bottom() + GAP), max(len(boxes) - 1, 0))

    def _lay_out(self) -> None:
        if not self._sizes:
            return
        widest = max(width for width, _height in self._sizes)
        if self._fitted:
            self.zoom = min(max(self._fitting(widest), SMALLEST), 1.6)
        boxes = self._boxes()
        tall, wide = boxes[-1].bottom() + GAP, round(widest * self._scale()) + 2 * GAP
        for bar, all_of_it, seen in (
            (self.verticalScrollBar(), tall, self.viewport().height()),
            (self.horizontalScrollBar(), wide, self.viewport().width()),
        ):
            bar.setRange(0, max(all_of_it - seen, 0))
            bar.setPageStep(seen)
            bar.setSingleStep(40)
        self.viewport().update()

    def _fitting(self, widest: float) -> float:
        """The zoom at which the widest page, or a whole one, has room."""
        dots, tallest = self.logicalDpiX() / 72, max(high for _wide, high in self._sizes)
        across = (self.viewport().width() - 2 * GAP) / (widest * dots)
        if self._whole or (self._whole is None and widest > tallest):
            return min(across, (self.viewport().height() - 2 * GAP) / (tallest * dots))
        return across

    def _scrolled(self, value: int) -> None:
        self.moved.emit(self._page_at(value + self.viewport().height() // 2))
