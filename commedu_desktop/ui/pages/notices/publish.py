"""Hang a notice up: where, from when, until when, with how many brochures; and what hung where before."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences import shown
from commedu_desktop.services.notices import (
    ChangePosting,
    NoticeRow,
    Posting,
    PublishNotice,
    change_posting,
    notice,
    places_used,
    publish_notice,
    remove_posting,
    take_down,
)
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.pages.notices.calendar import span_words
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import DateField, NumberField, TextField
from commedu_desktop.ui.widgets.flow import Flow


def days_words(one: Posting) -> str:
    return (
        f"{shown(one.posted_from)} – …" if one.posted_until is None else span_words(one.posted_from, one.posted_until)
    )


COLUMNS = (
    Column(N_("Place"), lambda one: one.place, 120, 2, kind="strong"),
    Column(N_("Days"), days_words, 220, 1, kind="muted"),
    Column(N_("Brochures"), lambda one: str(one.brochures or ""), 90, kind="number"),
)


class PublishDialog(FormDialog):
    """Saving adds a place; with a row chosen in the list, its days and brochures are corrected instead."""

    def __init__(self, desk: Desk, parent: QWidget, row: NoticeRow) -> None:
        super().__init__(desk.look, parent, _("Hang up the notice"), _("Hang up"))
        self.desk, self.row = desk, row
        self.correcting: UUID | None = None
        self._found: dict[Any, Posting] = {}
        self.form.addWidget(words(row.title, "strong", wrap=True))
        self.place = TextField(_("Place"), hint=_("For example: front gate, bulletin board of the street"))
        self.place.suggest(desk.read(places_used))
        self.first = DateField(desk.look, _("From"), desk.wall_clock().date())
        self.last = DateField(desk.look, _("Until"), hint=_("Empty: until it is taken down"))
        self.brochures = NumberField(_("Brochures handed out"), most=100_000, hint=_("Empty: none"))
        self.add(self.place)
        self.add(self.first, self.last)
        self.add(self.brochures)
        self.heading = words(_("Where it hangs and hung"), "heading")
        self.table = LazyTable(desk.look, LazyModel(COLUMNS, self._ids, self._rows), self.heading.text())
        self.table.setMinimumHeight(desk.look.px(150))
        correct = Button(desk.look, _("Correct"), icon="pencil")
        down = Button(desk.look, _("Taken down today"), icon="circle-x")
        remove = Button(desk.look, _("Remove"), icon="trash-2", kind="quiet")
        correct.clicked.connect(self.correct)
        down.clicked.connect(lambda: self._do(take_down))
        remove.clicked.connect(lambda: self._do(remove_posting))
        self.tools = QWidget()
        self.tools.setLayout(Flow(correct, down, remove, end=True))
        for part in (self.heading, self.table, self.tools):
            self.form.addWidget(part)
        self.form.addStretch(1)
        self.table.opened.connect(lambda _id: self.correct())
        self.resize(desk.look.px(600), desk.look.px(660))
        self._show(row)

    def _show(self, row: NoticeRow) -> None:
        self._found = {one.id: one for one in row.postings}
        for part in (self.heading, self.table, self.tools):
            part.setVisible(bool(row.postings))
        self.table.reload()
        self.table.choose(None)

    def correct(self) -> None:
        """Bring the chosen place into the fields; saving corrects it."""
        one = self._found.get(self.table.chosen_id)
        if one is not None:
            self.correcting = one.id
            self.place.value, self.brochures.value = one.place, one.brochures or None
            self.first.value, self.last.value = one.posted_from, one.posted_until
            self.save_button.setText(_("Keep the correction"))
            self.place.setFocus()

    def _do(self, verb: Any) -> None:
        if isinstance(self.table.chosen_id, UUID):
            self.desk.write(verb, self.table.chosen_id, done=lambda _none: self._again())

    def _again(self) -> None:
        self._show(self.desk.read(notice, self.row.id))

    def save(self) -> None:
        for field in (self.first, self.last):
            if not field.is_good():
                field.refuse(_("This is not a date. Write it as 2026-11-23."))
                return
        first = self.first.value or self.desk.wall_clock().date()
        place, last, count = self.place.value, self.last.value, self.brochures.value or 0
        if self.correcting is not None:
            change = ChangePosting(self.correcting, place, first, last, count)
            self.desk.write(change_posting, change, done=lambda _none: self.accept(), refused=self._refused)
            return
        self.desk.write(
            publish_notice,
            PublishNotice(self.row.id, place, first, last, count),
            done=lambda _made: self.accept(),
            refused=self._refused,
            toast=_("The notice hangs: {title}").format(title=self.row.title),
        )

    def _refused(self, refusal: Refused) -> None:
        self.explain(refusal, self.last)

    def _ids(self, _sort: str, _descending: bool) -> Sequence[Any]:
        return list(self._found)

    def _rows(self, ids: Sequence[Any]) -> Mapping[Any, Posting]:
        return {one: self._found[one] for one in ids}
