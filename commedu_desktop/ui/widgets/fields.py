"""Fields of a form: caption above, refusal beneath, and a value in Python's own types."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any

from babel.dates import format_date
from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _, day_locale
from commedu_desktop.sentences import sentence
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets import reading
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.buttons import set_property


class Field(QWidget):
    """Caption, control, and the place where a refusal stands. `edited` comes with every change by hand."""

    edited = Signal()

    def __init__(self, caption: str, control: QWidget, hint: str = "") -> None:
        super().__init__()
        self.control = control
        self.caption = words(caption, "label")
        self.caption.setBuddy(control)
        self.hint = words(hint, "small", wrap=True)
        self.refusal = words("", "refusal", wrap=True)
        self.refusal.hide()
        self.hint.setVisible(bool(hint))
        control.setAccessibleName(caption)
        control.setAccessibleDescription(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self.caption, control, self.hint, self.refusal):
            layout.addWidget(part)
        layout.addStretch(1)
        self.setFocusProxy(control)

    def refuse(self, said: str | Refused) -> None:
        """Say why beside the field, and go there."""
        self.tell(said)
        self.control.setFocus()

    def tell(self, said: str | Refused) -> None:
        """Say why beside the field, and leave the cursor where it is."""
        self.refusal.setText(sentence(said) if isinstance(said, Refused) else said)
        self.refusal.show()
        set_property(self.control, "refused", "true")

    def accept(self) -> None:
        """Take the refusal away."""
        self.refusal.hide()
        set_property(self.control, "refused", "false")

    def _edited(self, *_values: Any) -> None:
        self.accept()
        self.edited.emit()


class TextField(Field):
    """One line. `suggestions` complete what is typed, wherever it stands in them."""

    def __init__(self, caption: str, text: str = "", *, hint: str = "", placeholder: str = "", secret: bool = False):
        self.edit = QLineEdit(text)
        self.edit.setPlaceholderText(placeholder)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        super().__init__(caption, self.edit, hint)
        self.edit.textEdited.connect(self._edited)

    def suggest(self, suggestions: Iterable[str]) -> None:
        completer = QCompleter(QStringListModel(list(suggestions), self), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        if (popup := completer.popup()) is not None:
            popup.setProperty("role", "popup")
        self.edit.setCompleter(completer)

    @property
    def value(self) -> str:
        return self.edit.text().strip()

    @value.setter
    def value(self, text: str) -> None:
        self.edit.setText(text)


class LongTextField(Field):
    """Several lines; Tab leaves it."""

    def __init__(self, caption: str, text: str = "", *, hint: str = "", lines: int = 3) -> None:
        self.edit = QPlainTextEdit(text)
        self.edit.setTabChangesFocus(True)
        super().__init__(caption, self.edit, hint)
        self._lines = lines
        self.edit.setFixedHeight(self.edit.fontMetrics().lineSpacing() * lines + 28)
        self.edit.textChanged.connect(self._edited)

    @property
    def value(self) -> str:
        return self.edit.toPlainText().strip()

    @value.setter
    def value(self, text: str) -> None:
        self.edit.setPlainText(text)


class ChoiceField(Field):
    """One of several: pairs of value and words. With many, typing finds."""

    def __init__(self, caption: str, choices: Sequence[tuple[Any, str]] = (), value: Any = None, *, hint: str = ""):
        self.combo = Combo(choices)
        super().__init__(caption, self.combo, hint)
        if value is not None:
            self.value = value
        self.combo.activated.connect(self._edited)

    def offer(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Other choices; keeps the value where it is still among them."""
        self.combo.offer(choices)

    @property
    def value(self) -> Any:
        return self.combo.value

    @value.setter
    def value(self, value: Any) -> None:
        self.combo.value = value


class Combo(QComboBox):
    """A choice without a caption, for tool rows: pairs of value and words."""

    chosen = Signal(object)
    """The value, when it was chosen by hand."""

    def __init__(self, choices: Sequence[tuple[Any, str]] = (), name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxVisibleItems(16)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._values: list[Any] = []
        self.offer(choices)
        self.activated.connect(lambda at: self.chosen.emit(self._values[at]))

    def offer(self, choices: Sequence[tuple[Any, str]]) -> None:
        kept = self.value
        self.clear()
        self._values = [value for value, _words in choices]
        self.addItems([text for _value, text in choices])
        self.value = kept

    def values(self) -> list[Any]:
        """What there is to choose."""
        return list(self._values)

    @property
    def value(self) -> Any:
        return self._values[self.currentIndex()] if 0 <= self.currentIndex() < len(self._values) else None

    @value.setter
    def value(self, value: Any) -> None:
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))
        elif self._values:
            self.setCurrentIndex(0)


class CheckField(Field):
    """Yes or no; its words stand beside the box."""

    def __init__(self, text: str, *, value: bool = False, hint: str = "") -> None:
        self.box = QCheckBox(text)
        super().__init__("", self.box, hint)
        self.caption.hide()
        self.box.setAccessibleName(text)
        self.box.setChecked(value)
        self.box.clicked.connect(self._edited)

    @property
    def value(self) -> bool:
        return self.box.isChecked()

    @value.setter
    def value(self, value: bool) -> None:
        self.box.setChecked(value)


class NumberField(Field):
    """A whole number, typed; empty is None. Refuses on leaving what is none, or out of range."""

    def __init__(self, caption: str, value: int | None = None, *, least: int = 0, most: int = 999_999, hint: str = ""):
        self.edit = QLineEdit("" if value is None else str(value))
        super().__init__(caption, self.edit, hint)
        self._least, self._most = least, most
        self.edit.textEdited.connect(self._edited)
        self.edit.editingFinished.connect(self._check)

    @property
    def value(self) -> int | None:
        return reading.number(self.edit.text())

    @value.setter
    def value(self, value: int | None) -> None:
        self.edit.setText("" if value is None else str(value))

    def is_good(self) -> bool:
        value = self.value
        return not self.edit.text().strip() or (value is not None and self._least <= value <= self._most)

    def _check(self) -> None:
        if not self.is_good():
            self.refusal.setText(_("Type a number from {least} to {most}.").format(least=self._least, most=self._most))
            self.refusal.show()
            set_property(self.edit, "refused", "true")


class DateField(Field):
    """A date, typed as people type dates (`2026-11-23`, `23.11.2026`, `2026年11月23日`) or from a calendar."""

    def __init__(self, look: Look, caption: str, value: date | None = None, *, hint: str = "") -> None:
        self.edit = QLineEdit()
        super().__init__(caption, self.edit, hint)
        self.edit.setPlaceholderText(_("year-month-day"))
        self.edit.setMinimumWidth(look.px(128))
        pick = QAction(look.icon("calendar-days", "muted"), _("Calendar"), self)
        pick.setToolTip(_("Choose from a calendar (Down)"))
        pick.triggered.connect(lambda: reading.pick_date(self, self.value))
        self.edit.addAction(pick, QLineEdit.ActionPosition.TrailingPosition)
        self.edit.textEdited.connect(self._edited)
        self.edit.editingFinished.connect(self._tidy)
        self.value = value

    @property
    def value(self) -> date | None:
        """None while the field is empty or holds no date; `is_good` tells the two apart."""
        return reading.day(self.edit.text())

    @value.setter
    def value(self, value: date | None) -> None:
        self.edit.setText(value.isoformat() if value else "")
        self._weekday(value)

    def is_good(self) -> bool:
        return self.value is not None or not self.edit.text().strip()

    def picked(self, value: date) -> None:
        self.value = value
        self._edited()

    def _tidy(self) -> None:
        if self.value is not None:
            self.value = self.value
        elif not self.is_good():
            self.refusal.setText(_("This is not a date. Write it as 2026-11-23."))
            self.refusal.show()
            set_property(self.edit, "refused", "true")

    def _weekday(self, value: date | None) -> None:
        self.edit.setToolTip(format_date(value, "full", locale=day_locale()) if value else "")


class TimeField(Field):
    """A time of day, typed: `9`, `930`, `9:30`, `9.30`."""

    def __init__(self, caption: str, value: time | None = None, *, hint: str = "") -> None:
        self.edit = QLineEdit()
        super().__init__(caption, self.edit, hint)
        self.edit.setPlaceholderText("09:00")
        self.edit.textEdited.connect(self._edited)
        self.edit.editingFinished.connect(self._tidy)
        self.value = value

    @property
    def value(self) -> time | None:
        return reading.clock(self.edit.text())

    @value.setter
    def value(self, value: time | None) -> None:
        self.edit.setText(value.strftime("%H:%M") if value else "")

    def is_good(self) -> bool:
        return self.value is not None or not self.edit.text().strip()

    def _tidy(self) -> None:
        if self.value is not None:
            self.value = self.value
        elif not self.is_good():
            self.refusal.setText(_("This is not a time. Write it as 09:30."))
            self.refusal.show()
            set_property(self.edit, "refused", "true")
