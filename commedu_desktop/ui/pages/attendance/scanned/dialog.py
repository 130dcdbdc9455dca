"""Reading scanned sheets in three steps: choose them, settle what is doubtful, enter everything in one write."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QStackedWidget, QVBoxLayout, QWidget

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _, ngettext
from commedu_desktop.sentences import sentence
from commedu_desktop.services.scans import Remark, Scan, endings, read_scans
from commedu_desktop.services.sheet_entry import Entered, enter_sheets
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.attendance.scanned.page_view import PagesView
from commedu_desktop.ui.pages.attendance.scanned.question import Question
from commedu_desktop.ui.pages.attendance.scanned.review import Place, Review
from commedu_desktop.ui.pages.attendance.wording import mark_words
from commedu_desktop.ui.widgets.basics import column, row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import room_for, scrolled
from commedu_desktop.ui.widgets.fields import CheckField
from commedu_desktop.ui.widgets.flow import Flow
from commedu_desktop.ui.widgets.messages import Banner, Picture

_KEYS: dict[str, Mark | None] = {
    "P": Mark.PRESENT, "L": Mark.LATE, "E": Mark.EXCUSED, "A": Mark.ABSENT,
    "1": Mark.PRESENT, "2": Mark.LATE, "3": Mark.EXCUSED, "4": Mark.ABSENT, "Space": None, "0": None,
}  # fmt: skip


def paths_of(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    """Files and folders that are dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class ScansDialog(QDialog):
    """Opens with the drop field; with `paths` it reads them at once."""

    def __init__(self, desk: Desk, parent: QWidget | None, paths: Sequence[Path] = ()) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(_("Scanned sign-in sheets"))
        self.setModal(True)
        self.setAcceptDrops(True)
        self.review: Review | None = None
        self.banner = Banner(desk.look)
        self.choose = ChooseScans(desk)
        self.choose.chosen.connect(self.read)
        self.looking = LookingOver(desk)
        self.looking.entered.connect(self._enter)
        self.looking.left.connect(self.reject)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.choose)
        self.stack.addWidget(self.looking)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        for part in (words(_("Scanned sign-in sheets"), "large", wrap=True), self.banner):
            layout.addWidget(part)
        layout.addWidget(self.stack, 1)
        room = parent.window().size() if parent else self.sizeHint()
        self.resize(max(room.width() - 60, 900), max(room.height() - 40, 620))
        if paths:
            self.read(paths)

    def showEvent(self, event: QShowEvent) -> None:
        self.resize(self.size().boundedTo(room_for(self)))
        super().showEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.read(paths_of(event))

    def read(self, paths: Sequence[Path]) -> None:
        """Read on the worker; the window stays awake."""
        office, wanted = self.desk.office, list(paths)
        self.choose.setEnabled(False)
        self.desk.work(
            lambda progress: read_scans(office, wanted, progress),
            done=self.show_scan,
            refused=self._refused,
            title=_("Reading the sheets"),
            cancelled=lambda: self.choose.setEnabled(True),
        )

    def show_scan(self, scan: Scan) -> None:
        self.choose.setEnabled(True)
        if not scan.pages:
            self._say_remarks(scan.remarks, "bad")
            return
        self._say_remarks(scan.remarks, "warn" if any(one.left_out for one in scan.remarks) else "info")
        self.review = Review(scan)
        self.stack.setCurrentWidget(self.looking)
        self.looking.show_review(self.review)

    def _say_remarks(self, remarks: Sequence[Remark], state: str) -> None:
        lines = dict.fromkeys(_said(remark) for remark in remarks)
        self.banner.say("\n".join(lines), state)

    def _refused(self, refusal: Refused) -> None:
        self.choose.setEnabled(True)
        self.banner.say(sentence(refusal), "bad")

    def _enter(self) -> None:
        if self.review is not None:
            request = self.review.request(close=self.looking.close_field.value)
            self.desk.write(enter_sheets, request, done=self._entered, refused=self._refused)

    def _entered(self, entered: Entered) -> None:
        told = ngettext("{count} mark entered from paper", "{count} marks entered from paper", entered.written)
        self.desk.toast(told.format(count=entered.written), undo=True)
        self.accept()


def _said(remark: Remark) -> str:
    told = sentence(remark.about)
    where = _("{file}, page {page}").format(file=remark.file, page=remark.page)
    return f"{where}: {told}" if remark.left_out else told


class ChooseScans(QFrame):
    """A dashed field that takes files and folders."""

    chosen = Signal(list)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "drop")
        self.files_button = Button(desk.look, _("Choose files…"), icon="upload", kind="primary", shortcut="Ctrl+O")
        self.folder_button = Button(desk.look, _("Choose a folder…"), shortcut="Ctrl+Shift+O")
        self.files_button.clicked.connect(self.choose_files)
        self.folder_button.clicked.connect(self.choose_folder)
        QShortcut(QKeySequence("Ctrl+O"), self).activated.connect(self.choose_files)
        QShortcut(QKeySequence("Ctrl+Shift+O"), self).activated.connect(self.choose_folder)
        hint = _("PDF, JPG, PNG or TIFF, from a scanner or a telephone. Nothing is written before you have looked.")
        told = words(hint, "muted", wrap=True)
        buttons = Flow(self.files_button, self.folder_button, gap=8)
        title = words(_("Drop the scanned sheets here"), "large", wrap=True)
        picture = Picture(desk.look, "scan-line", "accent", 48)
        layout = column(1, row(1, picture, 1), row(1, title, 1), row(1, buttons, 1), row(1, told, 1), 1, gap=14)
        layout.setContentsMargins(24, 24, 24, 24)
        self.setLayout(layout)

    def choose_files(self) -> None:
        kinds = f"{_('Scans')} ({' '.join(f'*{one}' for one in endings())});;{_('All files')} (*)"
        start = self._desk.settings.now.save_folder
        names, _kind = QFileDialog.getOpenFileNames(self, _("Choose scanned sheets"), start, kinds)
        if names:
            self.chosen.emit([Path(name) for name in names])

    def choose_folder(self) -> None:
        start = self._desk.settings.now.save_folder
        name = QFileDialog.getExistingDirectory(self, _("Choose a folder with scans"), start)
        if name:
            self.chosen.emit([Path(name)])


class LookingOver(QWidget):
    """The pages at the left; at the right one question after the other, then what will be entered."""

    entered = Signal()
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look = desk.look
        self.review: Review | None = None
        self.pages = PagesView(look)
        self.pages.chosen.connect(self._go)
        self.question = Question(look)
        self.question.answered.connect(self.answer)
        self.progress = words("", "strong", wrap=True)
        self.summary = words("", "", wrap=True)
        self.close_field = CheckField(_("Close these lessons: no tick means absent"), value=True)
        self.keys = words(_("P L E A or Space: answer · ↑ ↓: the doubtful one before, after"), "muted", wrap=True)
        self.enter_button = Button(look, _("Enter the marks"), kind="primary", shortcut="Ctrl+Enter")
        self.enter_button.clicked.connect(self._enter)
        self.leave_button = Button(look, _("Cancel"), shortcut="Esc")
        self.leave_button.clicked.connect(self.left)
        inside = QWidget()
        inside.setLayout(column(self.progress, self.question, self.keys, self.summary, self.close_field, 1, gap=12))
        side = scrolled(inside)
        side.setMinimumWidth(look.px(330))
        side.setMaximumWidth(look.px(420))
        foot = Flow(self.leave_button, self.enter_button, end=True)
        right = column(side, foot, gap=10)
        self.setLayout(row(self.pages, right, gap=16))
        self._bind()

    def _bind(self) -> None:
        for keys, mark in _KEYS.items():
            QShortcut(QKeySequence(keys), self).activated.connect(lambda one=mark: self.answer(one))
        for keys, by in (("Up", -1), ("Down", 1), ("Backspace", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda step=by: self._step(step))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._enter)

    def show_review(self, review: Review) -> None:
        self.review = review
        self.pages.show_review(review)
        self.pages.setFocus()
        self._tell()

    def answer(self, mark: Mark | None) -> None:
        if self.review is not None:
            self.review.settle(mark)
            self._tell()

    def _step(self, by: int) -> None:
        if self.review is not None:
            self.review.step(by)
            self._tell()

    def _go(self, place: Place) -> None:
        if self.review is not None:
            self.review.here = place
            self._tell()

    def _enter(self) -> None:
        if self.enter_button.isEnabled():
            self.entered.emit()

    def _tell(self) -> None:
        review = self.review
        if review is None:
            return
        waiting = len(review.waiting)
        told = ngettext("{count} box is doubtful", "{count} boxes are doubtful", waiting)
        self.progress.setText(told.format(count=waiting) if waiting else _("Everything is clear."))
        self.question.setVisible(review.here is not None)
        self.question.ask(review)
        counted = review.counted()
        parts = [f"{mark_words(mark)}: {counted[mark]}" for mark in Mark if counted[mark]]
        self.summary.setText(_("To be entered: {marks}").format(marks=" · ".join(parts) or _("nothing")))
        self.close_field.setVisible(bool(review.closable()))
        self.enter_button.setEnabled(not waiting and bool(counted))
        self.pages.follow()
