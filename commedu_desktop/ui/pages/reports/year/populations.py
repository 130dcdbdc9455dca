"""How many people live in the area of each branch, in all and by group: a grid to type into."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _, language
from commedu_desktop.sentences import sentence, shown
from commedu_desktop.services.populations import (
    PopulationTable,
    SetPopulation,
    copy_populations,
    population_table,
    set_population,
)
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets import reading
from commedu_desktop.ui.widgets.basics import column, row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.messages import Banner


class PopulationsTab(QWidget):
    """A line for each branch, a column for all residents and for each group. An empty cell is not known."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.found: PopulationTable | None = None
        self.banner = Banner(desk.look)
        self.grid = QTableWidget()
        self.grid.setAccessibleName(_("Populations"))
        self.grid.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.grid.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.grid.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed | triggers.SelectedClicked
        )
        self.grid.cellChanged.connect(self._typed)
        self.take_over = Button(desk.look, _("Take over from the year before"), icon="copy")
        self.take_over.clicked.connect(self._take_over)
        hint = _("What rates are divided by. Type into a cell; leave it empty where the number is not known.")
        tools = row(words(hint, "muted", wrap=True), self.take_over)
        tools.setStretch(0, 1)
        layout = column(tools, self.banner, self.grid, gap=12)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def show_year(self, year: int) -> None:
        self.found = found = self.desk.read(population_table, year)
        grid = self.grid
        grid.blockSignals(True)
        grid.setRowCount(len(found.branches) + 1)
        grid.setColumnCount(len(found.groups) + 1)
        names = [str(names.get(language()) or names.get("en") or code) for code, names in found.groups]
        grid.setHorizontalHeaderLabels([_("All residents"), *names])
        grid.setVerticalHeaderLabels([*(name for _code, name in found.branches), _("Total")])
        for across, group in enumerate(self._columns()):
            numbers = [found.numbers.get((code, group)) for code, _name in found.branches]
            for down, number in enumerate(numbers):
                self._put(down, across, number, editable=True)
            known = [number for number in numbers if number is not None]
            self._put(len(numbers), across, sum(known) if known else None, editable=False)
        self._fit()
        grid.blockSignals(False)

    def _columns(self) -> list[str]:
        return ["", *(code for code, _names in self.found.groups)] if self.found else []

    def _put(self, down: int, across: int, number: int | None, *, editable: bool) -> None:
        item = QTableWidgetItem("" if number is None else shown(number))
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if editable else flags)
        self.grid.setItem(down, across, item)

    def _fit(self) -> None:
        header = self.grid.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.grid.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.grid.verticalHeader().setDefaultSectionSize(self.desk.look.px(38))

    def _typed(self, down: int, across: int) -> None:
        if self.found is None or down >= len(self.found.branches):
            return
        item = self.grid.item(down, across)
        text = item.text().strip() if item is not None else ""
        number = reading.number(text) if text else None
        branch, group = self.found.branches[down][0], self._columns()[across]
        if text and number is None:
            self._refused(_("“{text}” is not a number of people.").format(text=text))
        elif number != self.found.numbers.get((branch, group)):
            self.banner.hide()
            request = SetPopulation(self.found.year, branch, group, number)
            self.desk.write(set_population, request, refused=self._refused)
        else:
            self.show_year(self.found.year)

    def _refused(self, said: str | Refused) -> None:
        self.banner.say(sentence(said) if isinstance(said, Refused) else said, "bad")
        if self.found is not None:
            self.show_year(self.found.year)

    def _take_over(self) -> None:
        if self.found is not None:
            said = _("Taken over from {year}.").format(year=self.found.year - 1)
            self.desk.write(copy_populations, self.found.year, refused=self._refused, toast=said)
