"""The lines of a report on screen: persons and attendances side by side, every figure to be opened."""

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from commedu_desktop.domain.figures import Dimension, FigureKey, Line, Measure, change
from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences import shown
from commedu_desktop.services.report_words import LINES, line_name
from commedu_desktop.services.reports import PeriodReport
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.theme import Look

TOTAL = "\0total"
"""The id of the last line."""


class FiguresTable(LazyTable):
    """One section. A click on a figure, or Enter with the cursor in its column, opens its rows."""

    figure_opened = Signal(object)
    """A FigureKey."""

    def __init__(self, look: Look, report: PeriodReport, dimension: Dimension) -> None:
        self._report, self._dimension = report, dimension
        self._lines = {line.value: line for line in report.now.lines(dimension)}
        measured = _columns(report, dimension, tuple(self._lines.values()))
        self._measures = [measure for measure, _column in measured]
        ids = [*self._lines, TOTAL]
        rows = self._lines | {TOTAL: report.now.total}
        model = LazyModel(
            [column for _measure, column in measured],
            lambda _sort, _down: ids,
            lambda wanted: {key: rows[key] for key in wanted if isinstance(key, str)},
        )
        super().__init__(look, model, _(LINES[dimension]))
        self.clicked.connect(self._open_at)
        self.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_at(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open_at(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        key = self.rows.ids[index.row()]
        measure = self._measures[index.column()] or Measure.PERSONS
        total = key == TOTAL
        dimension = Dimension.TOTAL if total else self._dimension
        if not measure.is_of(dimension):
            measure = Measure.PERSONS
        self.figure_opened.emit(FigureKey(measure, dimension, "" if total else str(key)))


Measured = tuple[Measure | None, Column]


def _columns(report: PeriodReport, dimension: Dimension, lines: tuple[Line, ...]) -> list[Measured]:
    most_persons = max([line.persons for line in lines], default=0) or 1
    most = max([line.attendances for line in lines], default=0) or 1
    is_total = report.now.total

    def name(line: Line) -> str:
        return _("Total") if line is is_total else line_name(dimension, line)

    def bar(title: str, text: Callable[[Line], int], top: int, state: str) -> Column:
        return Column(
            title,
            lambda line: shown(text(line)),
            140,
            kind="bar",
            share=lambda line: 0 if line is is_total else text(line) / top,
            state=lambda _line: state,
        )

    columns: list[Measured] = [
        (None, Column(LINES[dimension], name, 150, stretch=1, kind="strong")),
        (Measure.PERSONS, bar(N_("Persons"), lambda line: line.persons, most_persons, "info")),
        (Measure.ATTENDANCES, bar(N_("Attendances"), lambda line: line.attendances, most, "accent")),
        (Measure.ATTENDANCES, _change_column(report, dimension)),
    ]
    return columns + (_of_people(report, dimension) if dimension.of_people else _of_lessons(report, dimension))


def _change_column(report: PeriodReport, dimension: Dimension) -> Column:
    def grown(line: Line) -> Fraction | None:
        of = Dimension.TOTAL if line is report.now.total else dimension
        before = report.before.line(of, line.value)
        return change(line.attendances, before.attendances if before else 0)

    def text(line: Line) -> str:
        grew = grown(line)
        return "" if grew is None else f"{'+' if grew > 0 else ''}{shown(grew)}"

    def state(line: Line) -> str:
        grew = grown(line) or Fraction(0)
        return "neutral" if abs(grew) < Fraction(1, 50) else "good" if grew > 0 else "warn"

    return Column(N_("Change"), text, 100, kind="pill", state=state, spare=1)


def _of_lessons(report: PeriodReport, dimension: Dimension) -> list[Measured]:
    columns: list[Measured] = [
        (
            Measure.LESSONS,
            Column(N_("Lessons held"), lambda line: shown(line.lessons or 0), 105, kind="number", spare=3),
        ),
        (Measure.HOURS, Column(N_("Hours"), lambda line: hours(report.now.hours(line)), 80, kind="number", spare=4)),
        (
            Measure.LEARNER_HOURS,
            Column(
                N_("Learner-hours"), lambda line: hours(report.now.learner_hours(line)), 115, kind="number", spare=5
            ),
        ),
    ]
    if dimension is Dimension.BRANCH:
        return columns + _training()
    rate = Column(N_("Attendance rate"), lambda line: share(line.attendance_rate), 130, kind="number")
    return [*columns, (Measure.ATTENDANCE_RATE, rate)]


def _of_people(report: PeriodReport, dimension: Dimension) -> list[Measured]:
    learner = Column(
        N_("Learner-hours"), lambda line: hours(report.now.learner_hours(line)), 115, kind="number", spare=5
    )
    columns: list[Measured] = [(Measure.LEARNER_HOURS, learner)]
    return columns + (_training() if dimension is Dimension.GROUP else [])


def _training() -> list[Measured]:
    population = Column(
        N_("Population"), lambda line: shown(line.population) if line.population else "—", 100, kind="number", spare=2
    )
    return [
        (Measure.POPULATION, population),
        (Measure.TRAINING_RATE, Column(N_("Training rate"), lambda line: share(line.rate), 110, kind="number")),
    ]


def hours(value: Fraction | None) -> str:
    """Delivered hours with one decimal where there is one."""
    from babel.numbers import format_decimal

    from commedu_desktop.i18n import locale

    return "—" if value is None else str(format_decimal(float(value), "#,##0.#", locale=locale()))


def share(value: Fraction | None) -> str:
    """A rate, or a dash where there is none to speak of."""
    return "—" if value is None else shown(value)
