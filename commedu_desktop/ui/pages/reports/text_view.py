"""The report's text: sentences written from the figures, each to be put into somebody's own words."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from commedu_desktop.i18n import _
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import Card, Pill, column, empty, row, words
from commedu_desktop.ui.widgets.buttons import IconButton

if TYPE_CHECKING:
    from commedu_desktop.services.report_narrative import Chapter, Sentence

Keep = Callable[[str, str | None], None]
"""Key of a sentence and its new text; None gives the program's own back."""


class SentenceEdit(QPlainTextEdit):
    """As tall as what it says; `left` comes with the text when it was changed and left."""

    left = Signal(str)

    def __init__(self, look: Look, text: str, name: str) -> None:
        super().__init__(text)
        self._look, self._kept = look, text
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def _fit(self) -> None:
        lines = max(1, round(self.document().size().height()))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + self._look.px(22))

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(300), self.fontMetrics().lineSpacing() + self._look.px(22))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.keep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._kept)
        else:
            super().keyPressEvent(event)

    def keep(self) -> None:
        text = self.toPlainText().strip()
        if text != self._kept:
            self._kept = text
            self.left.emit(text)


class TextView(QWidget):
    """One card a chapter. A sentence that was changed says so and can be given back to the program."""

    def __init__(self, look: Look, keep: Keep) -> None:
        super().__init__()
        self._look, self._keep = look, keep
        self._body = column(gap=16)
        self.edits: dict[str, SentenceEdit] = {}
        self.setLayout(self._body)

    def show_chapters(self, chapters: Sequence["Chapter"], *, editable: bool) -> None:
        """A submitted text is to be read only."""
        if any(edit.hasFocus() for edit in self.edits.values()) and editable:
            return
        empty(self._body)
        self.edits = {}
        hint = _("Written from the figures. Change any sentence; an empty one is left out. Your words stay.")
        self._body.addWidget(words(hint if editable else _("As it was submitted."), "muted", wrap=True))
        for chapter in chapters:
            card = Card(gap=4)
            card.body.addWidget(words(chapter.title, "heading"))
            for sentence in chapter.sentences:
                self._add(card, chapter.title, sentence, editable=editable)
            self._body.addWidget(card)
        self._body.addStretch(1)

    def _add(self, card: Card, chapter: str, sentence: "Sentence", *, editable: bool) -> None:
        if not editable:
            if sentence.text:
                card.body.addWidget(words(sentence.text, wrap=True, selectable=True))
            return
        edit = SentenceEdit(self._look, sentence.text, chapter)
        own = sentence.key.endswith(".own")
        edit.setPlaceholderText(_("In your own words …") if own else sentence.written)
        edit.left.connect(partial(self._left, sentence))
        self.edits[sentence.key] = edit
        line = row(edit)
        if sentence.edited and not own:
            back = IconButton(self._look, "undo-2", _("Give the program's sentence back"))
            back.clicked.connect(partial(self._keep, sentence.key, None))
            line = row(edit, Pill(_("changed"), "info"), back)
        card.body.addLayout(line)

    def _left(self, sentence: "Sentence", text: str) -> None:
        self._keep(sentence.key, None if text == sentence.written else text)
