"""Ctrl+K: one box that finds residents, classes and pages."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from commedu_desktop.i18n import _
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages import PAGES
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.search_field import SearchField

SOURCES: tuple[str, ...] = ("pages.residents.doing:found", "finding:found_classes", "finding:found_teachers")
"""`module:function` of this package: function(desk, typed) gives Found, best first, a handful at most."""
MOST = 12
DETAIL = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Found:
    """One line of the box: what it is, and the page (with `where` for its `open`) that shows it."""

    title: str
    detail: str
    icon: str
    page: str
    where: dict[str, Any] = field(default_factory=dict)


def found(desk: Desk, typed: str, sources: Sequence[str] = SOURCES) -> list[Found]:
    """Pages first when nothing is typed, otherwise what the sources find and then the pages."""
    lines = list(_pages(typed))
    if typed:
        lines = [line for source in sources for line in _source(source)(desk, typed)] + lines
    return lines[:MOST]


def _source(name: str) -> Callable[[Desk, str], Sequence[Found]]:
    module, function = name.split(":")
    source: Callable[[Desk, str], Sequence[Found]] = getattr(import_module(f"commedu_desktop.ui.{module}"), function)
    return source


def _pages(typed: str) -> Iterator[Found]:
    for page in PAGES:
        if typed.casefold() in _(page.title).casefold() or typed.casefold() in page.title.casefold():
            yield Found(_(page.title), page.shortcut, page.icon, page.key)


class _WithDetail(QStyledItemDelegate):
    """A line with what tells it apart at the right: a card, a key."""

    def __init__(self, look: Look, view: QListWidget) -> None:
        super().__init__(view)
        self._look = look

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        metrics = option.fontMetrics
        free = option.rect.width() - metrics.horizontalAdvance(str(index.data())) - self._look.px(70)
        detail = metrics.elidedText(str(index.data(DETAIL) or ""), Qt.TextElideMode.ElideRight, free)
        painter.setPen(self._look.color("muted"))
        box = option.rect.adjusted(0, 0, -self._look.px(12), 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, detail)


class FindAnything(QFrame):
    """Over the page; Esc or a click beside it closes it."""

    def __init__(self, window: QWidget, desk: Desk) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self._window, self._desk = window, desk
        self.field = SearchField(desk.look, _("A name, pinyin, card, phone, class or page"), huge=True)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Found"))
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(_WithDetail(desk.look, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hint = words(_("↑ ↓ choose · Enter opens · Esc closes"), "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 10)
        layout.setSpacing(8)
        for part in (self.field, self.list, self.hint):
            layout.addWidget(part)
        self.field.searched.connect(self.search)
        self.field.moved.connect(self._move)
        self.field.entered.connect(self.take)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self.take)
        self._found: list[Found] = []

    def begin(self) -> None:
        look = self._desk.look
        self.resize(min(look.px(620), self._window.width() - 40), look.px(520))
        self.move(self._window.mapToGlobal(QPoint((self._window.width() - self.width()) // 2, look.px(64))))
        self.search("")
        self.show()
        self.field.setFocus()

    def search(self, typed: str) -> None:
        self._found = found(self._desk, typed)
        self.list.clear()
        for line in self._found:
            item = QListWidgetItem(self._desk.look.icon(line.icon, "muted"), line.title)
            item.setData(DETAIL, line.detail)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.title} {line.detail}")
            self.list.addItem(item)
        self.list.setCurrentRow(0 if self._found else -1)

    def take(self, *_chosen: Any) -> None:
        """Open what is chosen."""
        self.field.finish()
        if 0 <= self.list.currentRow() < len(self._found):
            line = self._found[self.list.currentRow()]
            self.close()
            self._desk.go(line.page, **line.where)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            self.close()
            return True
        return False

    def _move(self, step: int) -> None:
        self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
