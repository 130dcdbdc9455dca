"""Third step: what would happen, row by row: new, changed from what to what, refused for which reason."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from commedu_desktop.domain.columns import COLUMNS, heading
from commedu_desktop.i18n import _, language, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.sentences.imports import refused_line
from commedu_desktop.services.imports import Changed, ImportResult, New, RefusedRow
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.imports.asked import AskedList
from commedu_desktop.ui.pages.imports.columns_step import cell_words
from commedu_desktop.ui.pages.imports.row_table import RowTable
from commedu_desktop.ui.widgets.basics import FigureCard, column, row, words
from commedu_desktop.ui.widgets.messages import Banner

NEW, CHANGED, UNCHANGED, REFUSED, ASKED = range(5)


class OutcomeStep(QWidget):
    """Five figures; each opens the rows behind it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.banner = Banner(desk.look)
        captions = (_("New"), _("Changed"), _("Unchanged"), _("Refused"), _("To decide"))
        self.cards = [FigureCard(caption) for caption in captions]
        for at, card in enumerate(self.cards):
            card.clicked.connect(lambda at=at: self.turn_to(at))
        self.tables = [RowTable(desk.look, name) for name in (_("New rows"), _("Changed rows"), _("Refused rows"))]
        self.stack = QStackedWidget()
        for table in (self.tables[0], self.tables[1]):
            self.stack.addWidget(table)
        self.same = words("", "muted", wrap=True)
        self.stack.addWidget(self.same)
        self.stack.addWidget(self.tables[2])
        self.asked = AskedList(desk.look)
        self.stack.addWidget(self.asked)
        self.title = words("", "heading")
        layout = column(self.banner, row(*self.cards, gap=12), self.title, self.stack, gap=12)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def turn_to(self, at: int) -> None:
        titles = (
            _("New rows"),
            _("Rows that change something: from → to"),
            _("Rows that change nothing"),
            _("Rows that cannot be taken"),
            _("Somebody known, or somebody new?"),
        )
        self.title.setText(titles[at])
        self.stack.setCurrentIndex(at)

    def show_result(self, result: ImportResult) -> None:
        states = ("good", "info", "neutral", "bad" if result.refused else "neutral", "warn")
        numbers = (len(result.new), len(result.changed), result.unchanged, len(result.refused), len(result.asked))
        for card, number, state in zip(self.cards, numbers, states, strict=True):
            card.say(shown(number), "" if not number or state == "neutral" else _PILLS[state](), state)
        self._show_tables(result)
        self.same.setText(_("These rows say what is known already; they are passed over."))
        self.cards[ASKED].setVisible(bool(result.asked))
        self.asked.show_asked(result.asked)
        first = next((at for at in (ASKED, REFUSED, NEW, CHANGED) if numbers[at]), UNCHANGED)
        self.turn_to(first)
        self._say(result)

    def _say(self, result: ImportResult) -> None:
        refused = len(result.refused)
        if refused:
            said = ngettext(
                "{count} row cannot be taken. Correct the file and choose it again, or import the good rows now "
                "and save the refused one to correct it later.",
                "{count} rows cannot be taken. Correct the file and choose it again, or import the good rows now "
                "and save the refused ones to correct them later.",
                refused,
            )
            self.banner.say(said.format(count=shown(refused)), "warn")
        elif result.asked:
            self.banner.say(_("Say below who is meant: the list alone does not tell."), "warn")
        elif not result.new and not result.changed:
            self.banner.say(_("Everything in this list is known already. There is nothing to import."), "info")
        else:
            self.banner.say("")

    def _show_tables(self, result: ImportResult) -> None:
        kind = result.kind
        there = {field for _line, new in result.new[:500] for field in new.values}
        columns = [one.field for one in COLUMNS[kind]]
        given = [*(field for field in columns if field in there), *sorted(there - set(columns))]
        names = [_("Line"), *(_title(kind, field) for field in given)]
        self.tables[0].show_rows(names, result.new, lambda pair, at: _new_words(pair, given, at))
        self.tables[1].show_rows(
            [_("Line"), _("Who or what"), _("From → to")],
            result.changed,
            lambda pair, at: _changed_words(kind, pair, at),
        )
        self.tables[2].show_rows(
            [_("Line"), _("Reason"), _("Row")], result.refused, lambda one, at: _refused_words(kind, one, at)
        )


_PILLS = {
    "good": lambda: _("will be added"),
    "info": lambda: _("will be updated"),
    "bad": lambda: _("need a look"),
    "warn": lambda: _("who is it?"),
}


def _title(kind: str, field: str) -> str:
    title = heading(kind, field, language())
    return title[:1].upper() + title[1:]


def _new_words(pair: tuple[int, New], fields: list[str], at: int) -> str:
    line, new = pair
    return str(line) if at == 0 else cell_words(new.values.get(fields[at - 1]))


def _changed_words(kind: str, pair: tuple[int, Changed], at: int) -> str:
    line, changed = pair
    if at < 2:
        return changed.who if at else str(line)
    told = _("{field}: {old} → {new}")
    parts = (
        told.format(field=_title(kind, field), old=_value(old) or "–", new=_value(new))
        for field, old, new in changed.changes
    )
    return "   ".join(parts)


def _value(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else cell_words(value)


def _refused_words(kind: str, one: RefusedRow, at: int) -> str:
    if at == 0:
        return str(one.line)
    if at == 1:
        return refused_line(kind, one.field, one.reason)
    return " · ".join(text for cell in one.raw if (text := cell_words(cell)))
