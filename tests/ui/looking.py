"""Looks at what is on the screen: words that were never translated, and words that have no room."""

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMenu, QTabBar, QToolButton, QWidget
from sqlalchemy import String, Text, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.pinyin import shown_pinyin
from commedu_desktop.services.festivals import listed
from commedu_desktop.store.tables import Base, Resident
from commedu_desktop.store.tables.every import load_every_table

SMALLEST = 700
"""Height of the smallest window."""
INNERMOST = re.compile(r"\[[^\[\]]*\]")
WORD = re.compile(r"[A-Za-zÀ-ž]{2,}")
SAME_EVERYWHERE = frozenset(
    WORD.findall(
        """
        up down left right scroll
        commedu desktop english language ctrl shift enter esc return space home end pgup pgdown alt del pdf csv xlsx qr
        id mb gb mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday jan feb mar apr
        name course hours attended rate from to date centre
        may jun jul aug sep sept oct nov dec january february march april june july august september october november
        december mid autumn national new year spring festival labor labour tomb sweeping dragon boat day
        """
    )
)
"""Words that no language changes, fields of the English wording, and the pseudo-locale's dates and holidays."""


def visible(root: QWidget) -> Iterator[QWidget]:
    yield root
    yield from (widget for widget in root.findChildren(QWidget) if widget.isVisibleTo(root) and widget.width() > 0)


def said_by(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    if isinstance(widget, QLineEdit):
        return widget.placeholderText()
    if isinstance(widget, QTabBar):
        return "\n".join(widget.tabText(at) for at in range(widget.count()))
    return ""


def data_words(session: Session) -> set[str]:
    """Every word that stands in the database or is a festival's name: it is not the program's to translate."""
    found: set[str] = set()
    load_every_table()
    for table in Base.metadata.sorted_tables:
        columns = [
            column for column in table.columns if isinstance(column.type, String | Text) or "JSON" in str(column.type)
        ]
        if columns and not table.name.startswith("journal"):
            for row in session.execute(select(*columns)):
                found.update(word.casefold() for value in row for word in WORD.findall(str(value)))
    for festival in listed("CN"):
        found.update(word.casefold() for word in WORD.findall(festival["names"]["en"]))
    for name, pinyin in session.execute(select(Resident.name, Resident.pinyin)):
        found.update(word.casefold() for word in WORD.findall(shown_pinyin(name, pinyin)))
    return found


def without_brackets(text: str) -> str:
    """What stands outside all brackets; a bracketed text may hold another."""
    while (less := INNERMOST.sub(" ", text)) != text:
        text = less
    return text


def untranslated(root: QWidget, known: set[str]) -> list[str]:
    """Texts with words outside brackets that neither the data nor every language has."""
    wrong = []
    for widget in visible(root):
        for text in (said_by(widget), widget.toolTip(), widget.accessibleName()):
            plain = without_brackets(text)
            strange = [word for word in WORD.findall(plain) if word.casefold() not in known | SAME_EVERYWHERE]
            if strange:
                wrong.append(f"{type(widget).__name__}: {text!r}")
    return wrong


def nameless(root: QWidget) -> list[str]:
    """What the keyboard reaches and a screen reader could only call by its kind."""
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in visible(root)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and not _spoken(widget)
    ]


def _spoken(widget: QWidget) -> str:
    spoken = QAccessible.queryAccessibleInterface(widget)
    return spoken.text(QAccessible.Text.Name) if spoken is not None else widget.accessibleName()


def clipped(root: QWidget) -> list[str]:
    """Labels and buttons whose words have no room."""
    cut = [f"{type(widget).__name__}: {said_by(widget)!r}" for widget in visible(root) if is_clipped(widget)]
    return cut + ["a menu in two columns"] * (isinstance(root, QMenu) and root.height() > SMALLEST)


def is_clipped(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.text():
        return _label_is_clipped(widget)
    if isinstance(widget, QAbstractButton) and widget.text() and not isinstance(widget, QToolButton):
        return widget.sizeHint().width() > widget.width() + 1 or widget.minimumSizeHint().height() > widget.height() + 1
    return False


def _label_is_clipped(label: QLabel) -> bool:
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 2
    room = label.contentsRect()
    needed = label.fontMetrics().size(Qt.TextFlag.TextSingleLine if "\n" not in label.text() else 0, label.text())
    return needed.width() > room.width() + 1 or needed.height() > room.height() + 3
