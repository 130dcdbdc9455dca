"""Rows that may be somebody known, in one list: is it one of these, somebody new, or left out?"""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences import shown, together
from commedu_desktop.services.imports import Answer, Asked
from commedu_desktop.ui.pages.imports.columns_step import cell_words
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import column, row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.fields import Combo

REASONS = {
    "id-number": N_("same ID number"),
    "name": N_("same name"),
    "sounds-alike": N_("name sounds alike"),
    "looks-alike": N_("name looks alike"),
    "born": N_("same birth date"),
    "phone": N_("same phone"),
}
AT_ONCE = 200
"""Rows that are asked about together; the next ones come when these are answered."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class AskedList(QWidget):
    """`answered` after every answer; `answers` by line, those of earlier looks included."""

    answered = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.answers: dict[int, UUID | Answer] = {}
        self.asked: Sequence[Asked] = ()
        self.combos: list[Combo] = []
        self.about = words("", "muted", wrap=True)
        self.all_new = Button(look, _("All are somebody new"), icon="user-plus")
        self.all_first = Button(look, _("All are the first named"), icon="users")
        self.all_new.clicked.connect(lambda: self._answer_all(first=False))
        self.all_first.clicked.connect(lambda: self._answer_all(first=True))
        self.table = QTableWidget(0, 3)
        self._dress_table()
        layout = column(self.about, self.table, row(self.all_new, self.all_first, 1), gap=10)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _dress_table(self) -> None:
        self.table.setProperty("role", "rows")
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setHorizontalHeaderLabels([_("Line"), _("In the list"), _("Who is it?")])
        self.table.setAccessibleName(_("Rows that may be somebody known"))
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(_LEFT)
        head.setHighlightSections(False)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self._look.px(46))

    def forget(self) -> None:
        """Another file: nothing has been answered."""
        self.answers = {}

    def show_asked(self, asked: Sequence[Asked]) -> None:
        """The questions that are open, the first AT_ONCE of them."""
        self.asked = asked[:AT_ONCE]
        said = _("Each of these may be somebody who is known already. What is not answered is left out.")
        more = len(asked) - len(self.asked)
        rest = _("{count} more come when these are answered.").format(count=shown(more)) if more else ""
        self.about.setText(together(said, rest))
        self.table.setRowCount(len(self.asked))
        self.combos = [self._line(at, one) for at, one in enumerate(self.asked)]

    def _line(self, at: int, one: Asked) -> Combo:
        told = " · ".join(text for cell in one.raw if (text := cell_words(cell)))
        self.table.setItem(at, 0, QTableWidgetItem(str(one.line)))
        item = QTableWidgetItem(told)
        item.setToolTip(told)
        self.table.setItem(at, 1, item)
        combo = Combo(_choices(one), _("Who is it? Line {line}").format(line=one.line))
        combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        combo.chosen.connect(partial(self._answer, one.line))
        self.table.setCellWidget(at, 2, combo)
        return combo

    def _answer(self, line: int, value: UUID | Answer | None) -> None:
        if value is None:
            self.answers.pop(line, None)
        else:
            self.answers[line] = value
        self.answered.emit()

    def _answer_all(self, *, first: bool) -> None:
        for one, combo in zip(self.asked, self.combos, strict=True):
            known = next((found.id for found in one.candidates if not found.line), None)
            value = (known or Answer.LEAVE_OUT) if first else Answer.NEW_PERSON
            combo.value = value
            self.answers[one.line] = value
        self.answered.emit()


def _choices(one: Asked) -> list[tuple[UUID | Answer | None, str]]:
    """Somebody of the list itself has no record yet: the row is left out when it is the same person."""
    known = [(found.id, f"{found.who}: {_why(found.reasons)}") for found in one.candidates if not found.line]
    above = [
        (Answer.LEAVE_OUT, _("as in line {line}: {why}").format(line=found.line, why=_why(found.reasons)))
        for found in one.candidates
        if found.line
    ][:1]
    out: list[tuple[UUID | Answer | None, str]] = [] if above else [(Answer.LEAVE_OUT, _("leave this row out"))]
    return [(None, _("to be decided")), *known, *above, (Answer.NEW_PERSON, _("somebody new")), *out]


def _why(reasons: Sequence[str]) -> str:
    return shown([_(REASONS[reason]) for reason in reasons])
