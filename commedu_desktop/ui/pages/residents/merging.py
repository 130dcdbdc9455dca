"""Who may be registered twice: pairs at the left, both records side by side, and the choice field by field."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QButtonGroup, QDialog, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from commedu_desktop.domain.custom_fields import CONTACT_NAME
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.residents import masked_id_number, shown_phone
from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.sentences import sentence, shown
from commedu_desktop.services.duplicates import DuplicatePair, duplicates, pair_of
from commedu_desktop.services.merging import MergeResidents, merge_residents
from commedu_desktop.services.residents import ResidentDetail, resident_detail
from commedu_desktop.services.roles import may_see_id_numbers
from commedu_desktop.services.two_people import TellApart, tell_apart
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.widgets.basics import Card, column, empty, row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import scrolled
from commedu_desktop.ui.widgets.messages import Banner
from commedu_desktop.ui.widgets.resident_panel import breakable, narrow

WHY = {
    "name": N_("name"),
    "born": N_("birth date"),
    "id_number": N_("ID number"),
    "phone": N_("phone"),
    "address": N_("address"),
}

_PICKED = 16
"""Characters of a value beside a button; the whole is in its tool tip."""


class MergeDialog(QDialog):
    """Reads the pairs on the worker; a merge keeps the left record and can be undone."""

    def __init__(self, desk: Desk, parent: QWidget, both: tuple[UUID, UUID] | None = None) -> None:
        """`both` are two who were chosen; without them the whole register is compared with itself."""
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(_("Registered twice?"))
        self.setModal(True)
        self.pairs: dict[tuple[UUID, UUID], DuplicatePair] = {}
        self.sides: _Sides | None = None
        self._seen = desk.read(may_see_id_numbers, desk.actor)
        self.said = narrow(words(_("Comparing the whole register …"), "muted"))
        self.banner = Banner(desk.look)
        columns = (
            Column(N_("Name"), _both_names, 120, stretch=2, kind="strong"),
            Column(N_("Agree"), _why, 130, stretch=1, kind="muted", spare=1),
        )
        self.table = LazyTable(desk.look, LazyModel(columns, self._ids, self._found), self.windowTitle())
        self.table.chosen.connect(self._choose)
        self.merge_button = Button(desk.look, _("Merge"), kind="primary", icon="users", shortcut="Ctrl+Enter")
        self.merge_button.clicked.connect(self.merge)
        self.merge_button.setShortcut("Ctrl+Return")
        self.leave_button = Button(desk.look, _("Two people"), icon="x", shortcut="Ctrl+2")
        self.leave_button.setShortcut("Ctrl+2")
        self.leave_button.setToolTip(_("Takes the pair off this list and is not asked again; undo brings it back"))
        self.leave_button.clicked.connect(self.two_people)
        self.close_button = Button(desk.look, _("Close"), shortcut="Esc")
        self.close_button.clicked.connect(self.reject)
        self._lay_out(parent)
        self._offer(False)
        self.list.setVisible(both is None)
        if both is not None:
            self.show_pairs([desk.read(pair_of, *both)])
            return
        desk.work(
            lambda progress: desk.read(duplicates, progress=progress),
            done=self.show_pairs,
            title=_("Comparing the whole register …"),
        )

    def _lay_out(self, parent: QWidget) -> None:
        self.list = Card(margin=8)
        self.list.body.addWidget(self.table)
        inside = QWidget()
        self.right = QVBoxLayout(inside)
        right = Card(margin=8)
        right.body.addWidget(scrolled(inside))
        both = row(self.list, right, gap=16)
        both.setStretch(0, 1)
        both.setStretch(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(column(words(self.windowTitle(), "large", wrap=True), self.said, self.banner, gap=8))
        layout.addLayout(both, 1)
        layout.addLayout(row(self.merge_button, self.leave_button, 1, self.close_button))
        look, room = self.desk.look, parent.window().size()
        self.resize(min(look.px(960), room.width() - 40), min(look.px(600), room.height() - 40))

    def show_pairs(self, pairs: Sequence[DuplicatePair]) -> None:
        """The pairs as the worker found them."""
        self.pairs = {(pair.a.id, pair.b.id): pair for pair in pairs}
        self._reload()

    def _reload(self) -> None:
        count = len(self.pairs)
        said = ngettext("{count} pair to look at", "{count} pairs to look at", count).format(count=count)
        self.said.setText(said if count else _("Nobody seems to be registered twice."))
        self.table.rows.reload()
        self.table.choose(None)
        self._choose(self.table.chosen_id)

    def _ids(self, _sort: str, _descending: bool) -> list[tuple[UUID, UUID]]:
        return list(self.pairs)

    def _found(self, ids: Sequence[Any]) -> Mapping[Any, DuplicatePair]:
        return {key: self.pairs[key] for key in ids if key in self.pairs}

    def _choose(self, key: Any) -> None:
        empty(self.right)
        self.sides = None
        today = self.desk.wall_clock().date()
        both = [self.desk.read(resident_detail, one, today) for one in key or ()]
        if len(both) == 2 and both[0] is not None and both[1] is not None:
            if agree := _why(self.pairs[key]):
                self.right.addWidget(narrow(words(_("The same: {facts}").format(facts=agree), "strong")))
            self.sides = _Sides(both[0], both[1], self._seen)
            self.right.addWidget(self.sides)
        self.right.addStretch(1)
        self._offer(self.sides is not None)

    def _offer(self, possible: bool) -> None:
        self.merge_button.setEnabled(possible)
        self.leave_button.setEnabled(possible)

    def merge(self) -> None:
        key: Any = self.table.chosen_id
        if key is None or self.sides is None:
            return
        self.banner.hide()
        request = MergeResidents(key[0], key[1], self.sides.from_right())
        toast = _("{name} is one record now").format(name=self.pairs[key].a.name)
        self.desk.write(
            merge_residents, request, toast=toast, done=lambda _id: self._done(key[1]), refused=self._refused
        )

    def two_people(self) -> None:
        key: Any = self.table.chosen_id
        if key is None:
            return
        pair = self.pairs[key]
        toast = _("{one} and {other} are two people").format(one=pair.a.name, other=pair.b.name)
        self.desk.write(tell_apart, TellApart(*key), toast=toast, done=lambda _none: self._apart(key))

    def _apart(self, key: tuple[UUID, UUID]) -> None:
        self.pairs.pop(key, None)
        self._reload()

    def _done(self, gone: UUID) -> None:
        self.pairs = {key: pair for key, pair in self.pairs.items() if gone not in key}
        self._reload()

    def _refused(self, refusal: Refused) -> None:
        self.banner.say(sentence(refusal), "bad")


class _Sides(QWidget):
    """Field by field; where the two differ, the value that shall stay is picked. The left record is kept."""

    def __init__(self, left: ResidentDetail, right: ResidentDetail, seen: bool) -> None:
        super().__init__()
        self.picks: dict[str, QRadioButton] = {}
        grid = QGridLayout(self)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for side, (one, said) in enumerate(((left, _("stays")), (right, _("becomes part of it"))), 1):
            grid.addWidget(narrow(words(one.card, "strong")), 0, side)
            grid.addWidget(narrow(words(said, "small")), 1, side)
        for line, (name, caption, mine, theirs) in enumerate(_fields(left, right, seen), 2):
            grid.addWidget(words(caption, "small"), line, 0)
            self._line(grid, line, name, mine, theirs)

    def _line(self, grid: QGridLayout, line: int, name: str, mine: str, theirs: str) -> None:
        if not name or mine == theirs or not mine or not theirs:
            for side, value in ((1, mine), (2, theirs)):
                grid.addWidget(narrow(words(breakable(value) or "—", "" if value else "muted")), line, side)
            return
        group = QButtonGroup(self)
        for side, value in ((1, mine), (2, theirs)):
            pick = QRadioButton(value if len(value) <= _PICKED else f"{value[: _PICKED - 1]}…")
            pick.setToolTip(value)
            pick.setChecked(side == 1)
            group.addButton(pick)
            grid.addWidget(pick, line, side)
            if side == 2:
                self.picks[name] = pick

    def from_right(self) -> frozenset[str]:
        """Names of the fields whose right value was picked."""
        picked = {name for name, pick in self.picks.items() if pick.isChecked()}
        return frozenset(picked | ({"pinyin"} if "name" in picked else set()))


def _fields(left: ResidentDetail, right: ResidentDetail, seen: bool) -> list[tuple[str, str, str, str]]:
    """Name for the merge (empty: only shown), caption, and both values."""

    def told(one: ResidentDetail) -> list[tuple[str, str, str]]:
        return [
            ("name", _("Name"), one.name),
            ("sex", _("Sex"), {"F": _("Female"), "M": _("Male")}.get(one.sex or "", "")),
            ("born", _("Born"), str(one.born or "")),
            ("id_number", _("ID number"), one.id_number if seen else masked_id_number(one.id_number)),
            ("phone", _("Phone"), shown_phone(one.phone)),
            ("address", _("Address"), one.address),
            ("branch_id", _("Branch"), one.branch),
            ("household_id", _("Household"), one.household),
            ("note", _("Note"), one.note),
            ("photo", _("Photo"), _("Yes") if one.photo else ""),
            ("", _("In an emergency"), one.extra.get(CONTACT_NAME) or ""),
            ("", _("Groups"), shown([group.name for group in one.groups]) if one.groups else ""),
            ("", _("Classes this term"), shown([taken.title for taken in one.classes]) if one.classes else ""),
            ("", _("Certificates"), str(one.certificates or "")),
            ("", _("Registered"), str(one.joined)),
        ]

    return [(*mine, theirs[2]) for mine, theirs in zip(told(left), told(right), strict=True)]


def _both_names(pair: DuplicatePair) -> str:
    return pair.a.name if pair.a.name == pair.b.name else f"{pair.a.name} · {pair.b.name}"


def _why(pair: DuplicatePair) -> str:
    return shown([_(WHY[part]) for part in pair.why])
