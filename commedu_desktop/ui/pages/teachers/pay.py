"""The month's pay sheet: read, printed, saved as a workbook."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from babel.dates import format_date
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from commedu_desktop.domain.periods import Period
from commedu_desktop.i18n import N_, _, locale, money
from commedu_desktop.sentences import shown
from commedu_desktop.sentences.telling import hours_shown
from commedu_desktop.services.files import write_atomically
from commedu_desktop.services.pay import Pay, pay
from commedu_desktop.services.report_files import ReportFile, report_file
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.pages.teachers.form import KINDS
from commedu_desktop.ui.papers import open_paper
from commedu_desktop.ui.widgets.basics import row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.fields import ChoiceField
from commedu_desktop.ui.widgets.flow import Flow

MONTHS = 13


class PayDialog(QDialog):
    """Enter on a line opens the teacher."""

    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Pay sheet"))
        self.setModal(True)
        self.desk = desk
        self._rows: dict[Hashable, Pay] = {}
        self._currency = desk.read(centre_settings).currency
        self.month = ChoiceField(_("Month"), [(one, _month_shown(one)) for one in _months(desk.wall_clock().date())])
        self.month.edited.connect(self.read)
        self.table = LazyTable(desk.look, LazyModel(self._columns(), self._ids, self._some), _("Pay sheet"))
        self.table.opened.connect(self._open)
        self.sums, self.note = words("", "strong", wrap=True), words("", "muted", wrap=True)
        paper = Button(desk.look, _("Print…"), icon="printer", shortcut="Ctrl+P")
        save = Button(desk.look, _("Save as Excel…"), icon="file-spreadsheet", shortcut="Ctrl+S")
        close = Button(desk.look, _("Close"), shortcut="Esc")
        paper.clicked.connect(self.print_it)
        save.clicked.connect(self.save)
        close.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(words(_("Pay sheet"), "large"))
        layout.addLayout(row(self.month, 2))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.sums)
        layout.addWidget(self.note)
        layout.addLayout(Flow(paper, save, close, gap=8, end=True))
        self.resize(desk.look.px(820), desk.look.px(600))
        self.read()

    def _columns(self) -> Sequence[Column]:
        return (
            Column(N_("Teacher"), lambda one: one.name, 130, stretch=1, kind="strong"),
            Column(N_("Kind"), lambda one: _(KINDS[one.kind]), 120, kind="muted", spare=1),
            Column(N_("Lessons held"), lambda one: shown(one.lessons), 110, kind="number"),
            Column(N_("As substitute"), lambda one: shown(one.stood_in) if one.stood_in else "", 120, kind="number"),
            Column(N_("Hours"), lambda one: hours_shown(one.hours), 80, kind="number"),
            Column(N_("Rate an hour"), lambda one: self._money(one.rate), 100, kind="number"),
            Column(N_("Pay"), lambda one: self._money(one.amount), 120, kind="number"),
        )

    def _money(self, minor: int) -> str:
        return money(minor, self._currency) if minor else ""

    def period(self) -> Period:
        first: date = self.month.value
        return Period(first.year, first.month, 1)

    def read(self) -> None:
        """The chosen month anew."""
        period = self.period()
        found = self.desk.read(pay, period.first, period.last)
        self._rows = {one.teacher_id: one for one in found}
        self.table.reload()
        total = sum(one.amount for one in found)
        hours = sum((one.hours for one in found), Fraction(0))
        self.sums.setText(
            _("{lessons} lessons held, {hours} hours, {pay}").format(
                lessons=shown(sum(one.lessons for one in found)),
                hours=hours_shown(hours),
                pay=money(total, self._currency),
            )
        )
        waiting = sum(one.open for one in found)
        self.note.setText(_("{count} lessons are not closed yet and not in it.").format(count=shown(waiting)))
        self.note.setVisible(bool(waiting))

    def _ids(self, _sort: str, _descending: bool) -> Sequence[Hashable]:
        return list(self._rows)

    def _some(self, ids: Sequence[Hashable]) -> Mapping[Hashable, Pay]:
        return {key: self._rows[key] for key in ids if key in self._rows}

    def _open(self, teacher_id: Hashable) -> None:
        self.accept()
        self.opened.emit(teacher_id)

    def _file(self, ending: str) -> bytes:
        request = ReportFile("pay", self.period(), language=_paper_language())
        return self.desk.office.read(report_file, request, ending)

    def print_it(self) -> None:
        open_paper(self.desk, lambda: self._file(".pdf"), _("Pay sheet"))

    def save(self) -> None:
        """A workbook where somebody wants it."""
        start = str(Path.home() / f"{_('Pay sheet')} {self.period().first_key}.xlsx")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as Excel"), start, _("Workbook (*.xlsx)"))
        if chosen:
            self.save_as(Path(chosen))

    def save_as(self, path: Path) -> None:
        def work(_progress: object) -> None:
            write_atomically(path, self._file(".xlsx"))

        self.desk.work(work, done=lambda _n: self.desk.toast(_("Saved as {name}").format(name=path.name)))


def _paper_language() -> str:
    from commedu_desktop.i18n import language

    return language()


def _months(today: date) -> list[date]:
    """The last thirteen, the present one first."""
    found = [today.replace(day=1)]
    while len(found) < MONTHS:
        last = found[-1]
        found.append(date(last.year - (last.month == 1), (last.month - 2) % 12 + 1, 1))
    return found


def _month_shown(first: date) -> str:
    return format_date(first, "MMMM y" if locale() == "en" else "y年M月", locale=locale())
