"""Rows that break: what has no room beside its neighbour goes under it, so large text is never cut off."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Breaking(QLayout):
    """A layout whose height follows from its width; `_arranged` says how."""

    def __init__(self, *widgets: QWidget, gap: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arranged(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arranged(rect, move=True)

    def _arranged(self, rect: QRect, *, move: bool) -> int:
        """Height of everything in this width; puts the items there when `move`."""
        raise NotImplementedError


class Flow(Breaking):
    """Its items from left to right, in as many lines as the width needs; at the right edge when `end` is given.

    `growing` takes what its line leaves.
    """

    def __init__(self, *widgets: QWidget, gap: int = 8, end: bool = False, growing: QWidget | None = None) -> None:
        super().__init__(*widgets, gap=gap)
        self._end, self._growing = end, growing

    def insertWidget(self, index: int, widget: QWidget) -> None:
        """Put a widget before the one at `index`."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def sizeHint(self) -> QSize:
        sizes = self._sizes()
        width = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = self._sizes()
        widths, heights = (size.width() for size in sizes), (size.height() for size in sizes)
        return QSize(max(widths, default=0), max(heights, default=0))

    def _sizes(self) -> list[QSize]:
        return [item.sizeHint() for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = width + 1
        for item in (item for item in self._items if not item.isEmpty()):
            needed = item.sizeHint().width()
            if used + self.spacing() + needed > width:
                lines.append([])
                used = -self.spacing()
            lines[-1].append(item)
            used += self.spacing() + needed
        return lines

    def _arranged(self, rect: QRect, *, move: bool) -> int:
        top = 0
        for line in self._lines(rect.width()):
            top += self.spacing() if top else 0
            height = max(item.sizeHint().height() for item in line)
            if move:
                self._place(line, rect, rect.top() + top, height)
            top += height
        return top

    def _place(self, line: list[QLayoutItem], rect: QRect, top: int, height: int) -> None:
        wide = sum(item.sizeHint().width() for item in line) + self.spacing() * (len(line) - 1)
        left = rect.left() + (max(rect.width() - wide, 0) if self._end else 0)
        for item in line:
            size = item.sizeHint()
            more = max(rect.width() - wide, 0) if self._growing and item.widget() is self._growing else 0
            width = min(size.width() + more, rect.width())
            item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), QSize(width, size.height())))
            left += width + self.spacing()


class Beside(Breaking):
    """Two widgets side by side while the first has the width it likes; else the second goes under the first."""

    def __init__(self, first: QWidget, second: QWidget, gap: int = 16) -> None:
        super().__init__(first, second, gap=gap)

    def sizeHint(self) -> QSize:
        first, second = (item.sizeHint() for item in self._items)
        return QSize(first.width() + self.spacing() + second.width(), max(first.height(), second.height()))

    def minimumSize(self) -> QSize:
        first, second = (item.minimumSize() for item in self._items)
        return QSize(max(first.width(), second.width()), max(first.height(), second.height()))

    def _arranged(self, rect: QRect, *, move: bool) -> int:
        first, second = self._items
        wanted = second.sizeHint().width()
        left = rect.width() - wanted - self.spacing()
        if second.isEmpty():
            parts = [(first, QRect(rect.left(), rect.top(), rect.width(), _height(first, rect.width())))]
        elif left >= first.sizeHint().width():
            at = rect.left() + left + self.spacing()
            parts = [
                (first, QRect(rect.left(), rect.top(), left, _height(first, left))),
                (second, QRect(at, rect.top(), wanted, _height(second, wanted))),
            ]
        else:
            above = _height(first, rect.width())
            under = QRect(rect.left(), rect.top() + above + 12, rect.width(), _height(second, rect.width()))
            parts = [(first, QRect(rect.left(), rect.top(), rect.width(), above)), (second, under)]
        for item, place in parts if move else ():
            item.setGeometry(place)
        return max(place.bottom() - rect.top() + 1 for _item, place in parts)


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


class Even(Breaking):
    """Cards of one width and height in as many columns as fit without cutting one off."""

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        return QSize(
            sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0),
            max((size.height() for size in sizes), default=0),
        )

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _columns(self, width: int, count: int, widest: int) -> int:
        """4 become 4, 2 or 1, never 3 and 1."""
        fitting = max(1, (width + self.spacing()) // max(widest + self.spacing(), 1))
        return max(
            number for number in range(1, count + 1) if number <= fitting and (count % number == 0 or number == 1)
        )

    def _arranged(self, rect: QRect, *, move: bool) -> int:
        items = [item for item in self._items if not item.isEmpty()]
        if not items:
            return 0
        columns = self._columns(rect.width(), len(items), max(item.minimumSize().width() for item in items))
        width = (rect.width() - self.spacing() * (columns - 1)) // columns
        top = rect.top()
        for first in range(0, len(items), columns):
            line = items[first : first + columns]
            height = max(_height(item, width) for item in line)
            for at, item in enumerate(line) if move else ():
                item.setGeometry(QRect(rect.left() + at * (width + self.spacing()), top, width, height))
            top += height + self.spacing()
        return top - self.spacing() - rect.top()
