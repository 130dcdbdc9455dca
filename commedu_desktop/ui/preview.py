"""Paper in the window, exactly as it prints: look through it, print it, save it.

A `recipe` says where the paper is made anew when it is printed again, for papers whose second print differs: the key of
a page and what to open there, `{"page": "certificates", "where": {"certificate_ids": […]}}`, in plain JSON values.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from commedu_desktop.i18n import _
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.paper_view import PaperView
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.buttons import Button, IconButton
from commedu_desktop.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from commedu_desktop.ui.printing import Sent


class Preview(QWidget):
    """`show_pdf(bytes, title)` shows another paper; `print_it` and `save_it` are also for a page's own buttons."""

    saved = Signal(str)
    """The path."""
    printed = Signal()
    """All chosen pages went to the printer."""

    def __init__(self, desk: Desk, pdf: bytes = b"", title: str = "", recipe: dict[str, Any] | None = None) -> None:
        super().__init__()
        self.desk, self.pdf, self.title, self.recipe = desk, pdf, title, recipe or {}
        look = desk.look
        self.view = PaperView(look)
        self.where = words("", "muted")
        self.smaller = IconButton(look, "zoom-out", _("Smaller"), shortcut="-")
        self.larger = IconButton(look, "zoom-in", _("Larger"), shortcut="+")
        self.fit = Button(look, _("Whole width"), kind="quiet")
        self.whole = Button(look, _("Whole page"), kind="quiet")
        self.save_button = Button(look, _("Save as PDF…"), icon="save", shortcut="Ctrl+S")
        self.print_button = Button(look, _("Print…"), icon="printer", kind="primary", shortcut="Ctrl+P")
        self.smaller.clicked.connect(lambda: self.view.zoom_by(1 / 1.25))
        self.larger.clicked.connect(lambda: self.view.zoom_by(1.25))
        self.fit.clicked.connect(self.view.fit_width)
        self.whole.clicked.connect(self.view.fit_page)
        self.save_button.clicked.connect(self.save_it)
        self.print_button.clicked.connect(self.print_it)
        self.view.moved.connect(self._moved)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        tools = (self.where, self.smaller, self.larger, self.fit, self.whole, self.save_button, self.print_button)
        self.tools = Flow(*tools, gap=6, end=True)
        layout.addLayout(self.tools)
        layout.addWidget(self.view, 1)
        if pdf:
            self.show_pdf(pdf, title)

    def show_pdf(self, pdf: bytes, title: str) -> None:
        self.pdf, self.title = pdf, title
        self.view.show_pdf(pdf)
        self.view.setAccessibleName(title)
        self._moved(0)

    def print_it(self) -> None:
        from commedu_desktop.ui.printing import print_pdf

        if self.pdf:
            pdf, title = self.pdf, self.title
            print_pdf(self.desk, pdf, title, self.window(), lambda sent: self._printed(pdf, title, sent))

    def _printed(self, pdf: bytes, title: str, sent: "Sent") -> None:
        self._remember(pdf, title, sent.pages, sent.copies, sent.where)
        self.printed.emit()

    def _remember(self, pdf: bytes, title: str, pages: int, copies: int, where: str) -> None:
        """Keep it for "Print again", where this computer has the centre's folder."""
        from commedu_desktop.services.prints import KeepPrint, keep_print
        from commedu_desktop.services.settings import centre_settings

        desk, folder = self.desk, self.desk.folder
        if folder is None:
            return
        wanted = KeepPrint(pdf, title, desk.wall_clock(), desk.actor, pages, copies, where, self.recipe)
        limit = desk.read(centre_settings).prints_kept * 1_000_000
        desk.work(lambda _progress: keep_print(folder, wanted, limit))

    def save_it(self) -> None:
        """Ask where, and write it whole or not at all."""
        from commedu_desktop.services.files import write_atomically

        kept = self.desk.settings.now.save_folder
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = Path(kept or documents) / f"{file_name(self.title)}.pdf"
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as PDF"), str(start), "PDF (*.pdf)")
        if chosen:
            path, pdf, title = Path(chosen), self.pdf, self.title
            self.desk.settings.change(save_folder=str(path.parent))
            self.desk.work(
                lambda _progress: write_atomically(path, pdf), done=lambda _none: self._saved(path, pdf, title)
            )

    def _saved(self, path: Path, pdf: bytes, title: str) -> None:
        from commedu_desktop.ui.printing import page_count

        self._remember(pdf, title, page_count(pdf), 1, str(path))
        self.desk.toast(_("Saved as {path}").format(path=path))
        self.saved.emit(str(path))

    def _moved(self, page: int) -> None:
        count = self.view.page_count
        self.where.setText(_("Page {page} of {count}").format(page=page + 1, count=count) if count else "")


def file_name(title: str) -> str:
    """A title as a file name that every system takes."""
    kept = "".join("-" if character in '\\/:*?"<>|' or ord(character) < 32 else character for character in title)
    return kept.strip(" .")[:120] or "paper"


class PreviewDialog(QDialog):
    """A preview in a window of its own; Esc closes it."""

    def __init__(
        self,
        desk: Desk,
        pdf: bytes,
        title: str,
        parent: QWidget | None = None,
        recipe: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.preview = Preview(desk, pdf, title, recipe)
        close = Button(desk.look, _("Close"), shortcut="Esc")
        close.clicked.connect(self.accept)
        self.preview.tools.addWidget(close)
        for keys, answer in (
            ("Ctrl+P", self.preview.print_it),
            ("Ctrl+S", self.preview.save_it),
            ("+", self.preview.larger.click),
            ("-", self.preview.smaller.click),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(answer)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 16)
        layout.addWidget(words(title, "heading"))
        layout.addWidget(self.preview, 1)
        room = parent.size() if parent else self.sizeHint()
        self.resize(max(room.width() - 80, 900), max(room.height() - 40, 640))
        self.preview.view.setFocus(Qt.FocusReason.OtherFocusReason)
