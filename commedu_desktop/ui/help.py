"""F1: the handbook's page for what is in sight, in a panel at the right."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QKeySequence,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFragment,
)
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from commedu_desktop.i18n import _, locale
from commedu_desktop.resources import bundled
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import row, words
from commedu_desktop.ui.widgets.buttons import Button


def help_file(page: str, language: str) -> Path | None:
    """The handbook's page, in English where the language has none."""
    folder = bundled("resources") / "text"
    wanted = [folder / tag / "help" / f"{page}.md" for tag in (language, "en")]
    return next((file for file in wanted if file.is_file()), None)


class HelpPanel(QDialog):
    """Stays open beside the work; Esc closes it."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._look = look
        self.setWindowTitle(_("Help"))
        self.text = QTextBrowser()
        self.text.setOpenExternalLinks(False)
        self.text.setAccessibleName(_("Help"))
        close = Button(look, _("Close"), shortcut="Esc")
        close.clicked.connect(self.accept)
        QShortcut(QKeySequence("F1"), self).activated.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.addWidget(self.text, 1)
        layout.addLayout(row(words(_("Every button names its key."), "small"), 1, close))
        self.resize(look.px(460), parent.height() - 80)
        self.move(parent.x() + parent.width() - self.width() - 20, parent.y() + 60)

    def show_for(self, page: str) -> None:
        file = help_file(page, locale())
        self.text.setMarkdown(file.read_text(encoding="utf-8") if file else _("There is no help for this page yet."))
        self._set_well()
        self.show()

    def _set_well(self) -> None:
        """Air between lines and paragraphs, which Markdown knows nothing of."""
        self.text.document().setIndentWidth(self._look.px(24))
        everything = QTextCursor(self.text.document())
        everything.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        spaced.setBottomMargin(8)
        everything.mergeBlockFormat(spaced)
        self._set_weights()

    def _set_weights(self) -> None:
        """The bundled strong weight and the window's sizes; what Markdown asks for is drawn too fat."""
        block = self.text.document().begin()
        while block.isValid():
            run = block.begin()
            while not run.atEnd():
                self._set_weight(run.fragment(), block.blockFormat().headingLevel())
                run += 1
            block = block.next()

    def _set_weight(self, part: QTextFragment, level: int) -> None:
        if not level and part.charFormat().fontWeight() <= QFont.Weight.Normal:
            return
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(part.position())
        cursor.setPosition(part.position() + part.length(), QTextCursor.MoveMode.KeepAnchor)
        strong = QTextCharFormat()
        strong.setFontWeight(QFont.Weight.DemiBold)
        if level:
            strong.setProperty(QTextFormat.Property.FontSizeAdjustment, 2 if level == 1 else 1)
        cursor.mergeCharFormat(strong)
