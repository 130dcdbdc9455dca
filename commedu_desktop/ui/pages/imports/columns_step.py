"""Second step: how the file was read and what its columns are, shown on its first rows and corrected there."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from commedu_desktop.domain.cells import Cell
from commedu_desktop.domain.columns import heading
from commedu_desktop.i18n import _, language
from commedu_desktop.sentences import shown
from commedu_desktop.services.imports import ENCODINGS, SEPARATORS, Layout, with_fields
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.basics import column, row, words
from commedu_desktop.ui.widgets.buttons import set_property
from commedu_desktop.ui.widgets.fields import CheckField, ChoiceField, Combo, NumberField
from commedu_desktop.ui.widgets.messages import Banner

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
SHOWN = 12
"""Rows of the file that are shown."""


class ColumnsStep(QWidget):
    """`overruled` asks to read the file again otherwise; `layout_now` is the layout with the columns as chosen."""

    overruled = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._look = desk.look
        self._layout: Layout | None = None
        self.combos: list[Combo] = []
        self.banner = Banner(desk.look)
        self.sheet, self.encoding = ChoiceField(_("Sheet")), ChoiceField(_("Encoding"))
        self.separator = ChoiceField(_("Separator"))
        self.line = NumberField(_("Headings in line"), least=1)
        self.missing = CheckField(_("Make branches, venues, teachers and courses that the list names"))
        self.by_address = CheckField(_("People at the same address form a household"))
        for part in (self.sheet, self.encoding, self.separator, self.line):
            part.edited.connect(self._overrule)
        self.about = words("", "muted", wrap=True)
        self.table = QTableWidget()
        self._dress_table()
        tools = row(self.sheet, self.encoding, self.separator, self.line, 1, gap=16)
        layout = column(self.banner, tools, self.about, self.table, self.missing, self.by_address, gap=12)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def _dress_table(self) -> None:
        self.table.setProperty("role", "rows")
        self.table.horizontalHeader().setDefaultAlignment(_LEFT)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setAccessibleName(_("First rows of the file, with the field of each column above"))
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setHorizontalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(self._look.px(34))
        self.table.horizontalHeader().setHighlightSections(False)

    def show_layout(self, layout: Layout) -> None:
        self._layout = layout
        self.by_address.setVisible(layout.kind == "residents")
        self._show_reading(layout)
        self._show_table(layout)
        self._say(layout)

    def layout_now(self) -> Layout:
        assert self._layout is not None
        fields = tuple(combo.value for combo in self.combos)
        return self._layout if fields == self._layout.fields else with_fields(self._layout, fields)

    def _show_reading(self, layout: Layout) -> None:
        reading, text = layout.rows.reading, not layout.rows.reading.sheet
        self.sheet.setVisible(not text and len(layout.rows.sheets) > 1)
        self.encoding.setVisible(text)
        self.separator.setVisible(text)
        self.sheet.offer([(name, name) for name in layout.rows.sheets])
        self.sheet.value = reading.sheet
        self.encoding.offer([(one, one.upper()) for one in dict.fromkeys([reading.encoding, *ENCODINGS])])
        self.encoding.value = reading.encoding
        marks = {",": _("Comma ,"), ";": _("Semicolon ;"), "\t": _("Tab"), "|": _("Bar |")}
        self.separator.offer([(one, marks.get(one, one)) for one in dict.fromkeys([reading.separator, *SEPARATORS])])
        self.separator.value = reading.separator
        self.line.value = reading.heading_line

    def _overrule(self, *_values: Any) -> None:
        if self._layout is None:
            return
        reading = self._layout.rows.reading
        line = self.line.value or reading.heading_line
        wished = replace(reading, heading_line=line)
        if reading.sheet:
            wished = replace(wished, sheet=self.sheet.value)
        else:
            wished = replace(wished, encoding=self.encoding.value, separator=self.separator.value)
        if wished == reading:
            return
        self.overruled.emit(wished if line != reading.heading_line else replace(wished, heading_line=0))

    def _show_table(self, layout: Layout) -> None:
        lines, headings = layout.rows.lines[:SHOWN], layout.rows.headings
        self.table.clear()
        self.table.setRowCount(len(lines) + 1)
        self.table.setColumnCount(len(headings))
        self.table.setHorizontalHeaderLabels([one or " " for one in headings])
        self.table.setVerticalHeaderLabels(["", *(str(line.number) for line in lines)])
        self.table.setRowHeight(0, self._look.px(48))
        self.combos = [self._combo(layout, at) for at in range(len(headings))]
        for down, line in enumerate(lines, 1):
            for at, cell in enumerate(line.cells[: len(headings)]):
                self.table.setItem(down, at, QTableWidgetItem(cell_words(cell)))
        self.table.resizeColumnsToContents()
        for at in range(len(headings)):
            self.table.setColumnWidth(at, max(self._look.px(150), min(self._look.px(260), self.table.columnWidth(at))))

    def _combo(self, layout: Layout, at: int) -> Combo:
        name = layout.rows.headings[at]
        choices = [
            ("", _("not imported")),
            *((field, _title(layout.kind, field)) for field in layout.offered),
        ]
        combo = Combo(choices, _("Field of column {column}").format(column=name))
        combo.value = layout.fields[at]
        set_property(combo, "state", "good" if layout.fields[at] else "")
        combo.chosen.connect(lambda _value, at=at: self._chosen(at))
        self.table.setCellWidget(0, at, combo)
        return combo

    def _chosen(self, at: int) -> None:
        """A field is held by one column: the one chosen last."""
        for other, combo in enumerate(self.combos):
            if other != at and combo.value and combo.value == self.combos[at].value:
                combo.value = ""
        self._say(self.layout_now())

    def _say(self, layout: Layout) -> None:
        facts = [_("{count} rows").format(count=shown(len(layout.rows.lines)))]
        if layout.kept_out:
            facts.append(_("not imported: {columns}").format(columns=shown(list(layout.kept_out))))
        if layout.rows.left_out:
            lines = shown([line.number for line in layout.rows.left_out][:6])
            facts.append(_("left out as totals or signatures: line {lines}").format(lines=lines))
        if layout.recalled:
            facts.append(_("columns as you chose them last time"))
        self.about.setText(" · ".join(facts))
        names = [_title(layout.kind, field) for field in layout.missing]
        missing = _("Say above which column holds: {columns}.").format(columns=shown(names)) if names else ""
        self.banner.say(missing, "warn")


def _title(kind: str, field: str) -> str:
    title = heading(kind, field, language())
    return title[:1].upper() + title[1:]


def cell_words(cell: Cell) -> str:
    """A cell as it stands in the file, on one line."""
    if cell is None:
        return ""
    text = f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15 else str(cell)
    return " ".join(text[:200].split())
