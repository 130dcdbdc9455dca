"""One doubtful cell: its picture, large; whose it is, what may be meant, and a key for each answer."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.i18n import _
from commedu_desktop.sentences import shown
from commedu_desktop.services.scans import Doubt
from commedu_desktop.ui.pages.attendance.painting import STATES
from commedu_desktop.ui.pages.attendance.scanned.page_view import crop
from commedu_desktop.ui.pages.attendance.scanned.review import Review
from commedu_desktop.ui.pages.attendance.wording import legend_words, mark_words
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import column, words
from commedu_desktop.ui.widgets.buttons import Button, set_property
from commedu_desktop.ui.widgets.flow import Flow


class CropView(QLabel):
    """A picture as large as its room allows."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._whole = QPixmap()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look.px(120))

    def show_picture(self, picture: QPixmap) -> None:
        self._whole = picture
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(300), self._look.px(120))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self._whole.isNull():
            smooth = Qt.TransformationMode.SmoothTransformation
            self.setPixmap(self._whole.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio, smooth))


class Question(QWidget):
    """`answered(mark or None)`."""

    answered = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.crop = CropView(look)
        self.whose = words("", "large", wrap=True)
        self.about = words("", "muted", wrap=True)
        self.why = words("", "strong", wrap=True)
        self.answers: list[Button] = []
        for mark, text in legend_words():
            button = Button(look, text)
            set_property(button, "kind", f"mark-{STATES[mark]}")
            button.clicked.connect(lambda _checked=False, one=mark: self.answered.emit(one))
            self.answers.append(button)
        blank = Button(look, _("No tick"), shortcut=_("Space"))
        blank.clicked.connect(lambda: self.answered.emit(None))
        self.answers.append(blank)
        for button in self.answers:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = column(self.crop, self.whose, self.about, self.why, Flow(*self.answers, gap=6), gap=8)
        self.setLayout(layout)

    def ask(self, review: Review) -> None:
        """About the cell that is looked at."""
        if review.here is None:
            return
        cell, page = review.cell(review.here), review.page(review.here)
        self.crop.show_picture(crop(page.picture, page.dots, cell.place))
        self.crop.setAccessibleName(_("Picture of the boxes of {name}").format(name=cell.name))
        self.whose.setText(cell.name)
        line = _("line {line}").format(line=cell.row + 1)
        self.about.setText(" · ".join([page.title, shown(cell.lesson.starts), line]))
        self.why.setText(_why(cell.doubt, review.marks[review.here], cell.before))


def _why(doubt: Doubt | None, mark: Mark | None, before: Mark | None) -> str:
    seems = mark_words(mark) if mark else _("no tick")
    if doubt is Doubt.DIFFERS and before is not None:
        return _("The paper says {mark}; marked so far: {before}.").format(mark=seems, before=mark_words(before))
    if doubt is Doubt.TWICE:
        return _("The two scans of this page differ here. Perhaps {mark}?").format(mark=seems)
    if doubt is Doubt.UNCLEAR:
        return _("Not clear. Perhaps {mark}?").format(mark=seems)
    return _("Read as {mark}.").format(mark=seems)
