"""What was printed before: find it, look at it, print it again."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.sentences import sentence, shown
from commedu_desktop.services.printed_again import RECEIPTS, receipts_to_print
from commedu_desktop.services.prints import Printed, kept_pdf, prints
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.fees.printing import preview_receipts
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.preview import PreviewDialog
from commedu_desktop.ui.widgets.basics import Card, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.flow import Flow
from commedu_desktop.ui.widgets.messages import Banner
from commedu_desktop.ui.widgets.search_field import SearchField


def _much(one: Printed) -> str:
    pages = ngettext("{count} page", "{count} pages", one.pages).format(count=one.pages)
    return pages if one.copies == 1 else f"{pages} × {one.copies}"


def _state(one: Printed) -> tuple[str, str]:
    if one.recipe:
        return _("made anew"), "info"
    return (_("kept"), "good") if one.file else (_("not kept"), "neutral")


COLUMNS = (
    Column(N_("When"), lambda one: shown(one.at), 190, kind="muted"),
    Column(N_("What"), lambda one: one.title, 220, 3, kind="strong", tip=lambda one: one.title),
    Column(N_("How much"), _much, 110),
    Column(N_("Who"), lambda one: one.actor, 90, 1, spare=2),
    Column(N_("Where to"), lambda one: one.where, 120, 1, kind="muted", tip=lambda one: one.where, spare=1),
    Column(N_("Paper"), lambda one: _state(one)[0], 110, kind="pill", state=lambda one: _state(one)[1]),
)


class PrintsDialog(QDialog):
    """Newest first; Enter previews the chosen one, exactly as it was."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._found = desk, dict[Any, Printed]()
        self.again_shown: PreviewDialog | None = None
        look = desk.look
        self.setWindowTitle(_("Printed before"))
        self.search = SearchField(look, _("Title, person, printer or day"))
        self.banner = Banner(look)
        self.table = LazyTable(look, LazyModel(COLUMNS, self._ids, self._rows), _("Printed before"))
        self.again = Button(look, _("Print again…"), icon="printer", kind="primary", shortcut="Enter")
        close = Button(look, _("Close"), shortcut="Esc")
        self.again.clicked.connect(self.print_again)
        close.clicked.connect(self.accept)
        self.table.opened.connect(lambda _id: self.print_again())
        self.table.chosen.connect(lambda chosen: self.again.setEnabled(chosen is not None))
        self.search.searched.connect(self.refresh)
        self.search.entered.connect(lambda _typed: self.print_again())
        self.search.moved.connect(self.table.move)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_again)
        card = Card(margin=8)
        card.body.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(words(_("Printed before"), "large"))
        said = _("Everything that was printed or saved from this computer, with the very paper where it is still kept.")
        layout.addWidget(words(said, "muted", wrap=True))
        layout.addWidget(self.search)
        layout.addWidget(self.banner)
        layout.addWidget(card, 1)
        layout.addLayout(Flow(close, self.again, end=True))
        room = parent.size() if parent else self.sizeHint()
        self.resize(min(look.px(940), room.width() - 40), min(look.px(620), room.height() - 40))
        self.refresh()

    def refresh(self) -> None:
        folder = self._desk.folder
        found = prints(folder, self.search.text().strip()) if folder else []
        self._found = {one.id: one for one in found}
        self.table.reload()
        if self.table.chosen_id is None:
            self.table.choose(None)
        self.again.setEnabled(bool(found))
        if not found and not self.search.text():
            self.banner.say(_("Nothing has been printed yet. What you print or save as PDF is listed here."), "info")

    def print_again(self) -> None:
        """Preview the kept paper, or go to where it is made anew."""
        one, folder = self._found.get(self.table.chosen_id), self._desk.folder
        if one is None or folder is None:
            return
        if one.recipe.get("page") == RECEIPTS:
            self._receipts(one)
            return
        if one.recipe:
            self.accept()
            self._desk.go(one.recipe["page"], **one.recipe.get("where", {}))
            return
        self._desk.work(
            lambda _progress: kept_pdf(Path(folder), one),
            done=lambda pdf: self._show(pdf, one.title),
            refused=lambda refusal: self.banner.say(sentence(refusal), "warn"),
        )

    def _receipts(self, one: Printed) -> None:
        """Anew: they say that they are copies."""
        try:
            receipts = self._desk.read(receipts_to_print, one.recipe)
        except Refused:
            self.banner.say(sentence(Refused("print-not-kept", title=one.title)), "warn")
        else:
            preview_receipts(self._desk, self, receipts)

    def _show(self, pdf: bytes, title: str) -> None:
        self.again_shown = PreviewDialog(self._desk, pdf, title, self)
        self.again_shown.open()

    def _ids(self, _sort: str, _descending: bool) -> Sequence[Any]:
        return list(self._found)

    def _rows(self, ids: Sequence[Any]) -> Mapping[Any, Printed]:
        return {one: self._found[one] for one in ids}
