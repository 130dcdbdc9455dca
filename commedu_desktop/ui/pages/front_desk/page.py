"""The Front desk page: one field that always has the focus."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget

from commedu_desktop.domain.check_in import Outcome
from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences import shown
from commedu_desktop.services.check_in import CheckedIn, CheckIn, check_in
from commedu_desktop.services.front_desk import is_marked, resident_of_card
from commedu_desktop.services.residents import FoundResident, find_residents, resident_detail
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.ui import sounds
from commedu_desktop.ui.actions import Action
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import LazyModel, LazyTable
from commedu_desktop.ui.page import Stop
from commedu_desktop.ui.pages.front_desk.desk_field import DeskField
from commedu_desktop.ui.pages.front_desk.dialogs import FrontDeskDialogs, may_be_let_in
from commedu_desktop.ui.pages.front_desk.lessons_now import LessonsNow
from commedu_desktop.ui.pages.front_desk.people_columns import people_columns
from commedu_desktop.ui.pages.front_desk.result import JustNow, ResultCard
from commedu_desktop.ui.widgets.basics import Card, column, row
from commedu_desktop.ui.widgets.buttons import Button, MenuButton
from commedu_desktop.ui.widgets.dialogs import Drawer
from commedu_desktop.ui.widgets.messages import PageHeader, page_column
from commedu_desktop.ui.widgets.resident_panel import ResidentPanel

FOUND = 12
"""People listed at once: who is not among them is found by one letter more."""
SAME_SCAN = timedelta(seconds=15)
"""A card sent twice by its scanner, or held under it too long, comes again within this time."""

MORE = ("unpaid", "cash", "self_service", "room", "sound")


class FrontDeskPage(FrontDeskDialogs):
    """Scanned cards and typed names end here; whatever is pressed elsewhere, the field takes the keys."""

    ACTIONS = (
        Action("enrol", N_("Enrol…"), "enrol", "Ctrl+E"),
        Action("undo_check_in", N_("Undo"), "undo_check_in", "", "undo-2"),
        Action("join", N_("Enrol and check in"), "join", "F3"),
        Action("count", N_("Count as guest"), "count", "F4"),
        Action("pay", N_("Payments…"), "pay", "F6", "banknote"),
        Action("unpaid", N_("Unpaid fees…"), "show_unpaid", "Shift+F6"),
        Action("cash", N_("Cash drawer…"), "show_cash", "F7", "banknote"),
        Action("let_in", N_("Let in anyway…"), "let_in", "F9"),
        Action("room", N_("Where this desk stands…"), "choose_room", "", "door-open"),
        Action("self_service", N_("Self-service screen"), "serve_themselves", "F12", "maximize"),
        Action("sound", N_("Sound"), "switch_sound", "F8", "bell"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.resident_id: UUID | None = None
        self._people: dict[UUID, FoundResident] = {}
        self.act["sound"].setCheckable(True)
        self.act["sound"].setChecked(desk.settings.now.sound)
        self.up_here = [self._button("enrol"), self._button("pay")]
        self.more = MenuButton(desk.look, [self.act[key] for key in MORE])
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.header = PageHeader(_("Front desk"), *self.up_here, self.more)
        self.field = DeskField(desk.look, _("Card, name, pinyin or telephone"))
        self.undo_button = Button(desk.look, _("Undo"), icon="undo-2", shortcut="Ctrl+Z")
        self.undo_button.clicked.connect(self.undo_check_in)
        self.walk_in_buttons = [self._button("join"), self._button("count")]
        self.let_in_button = self._button("let_in")
        self.result = ResultCard(desk.look, [*self.walk_in_buttons, self.let_in_button, self.undo_button])
        self.table = LazyTable(desk.look, self._model(), _("People found"))
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lessons = LessonsNow(desk)
        self.list = QStackedWidget()
        self.list.addWidget(self.lessons)
        self.list.addWidget(self.table)
        self.just_now = JustNow(desk.look)
        told = _("Whoever is scanned or found stands here: classes, payments, household.")
        self.panel = ResidentPanel(desk.look, told)
        self.panel.visit.connect(self._show_resident)
        self.card = Drawer(desk.look, 430)
        self.card.body.addWidget(self.panel)
        self.check_in_button = Button(desk.look, _("Check in"), kind="primary", shortcut="Enter")
        self.check_in_button.clicked.connect(self._check_in_chosen)
        self._lay_out()
        self._connect()
        self._offer()

    def refresh(self) -> None:
        until = self.desk.wall_clock() + timedelta(minutes=self.desk.read(centre_settings).early_minutes)
        told = _("Checking in for lessons that start before {time}").format(time=shown(until.time()))
        self.header.say(subtitle=" · ".join(filter(None, (told, self.read_room()))))
        self.lessons.refresh(until)
        self._show_resident(self.resident_id)
        if self.answer is not None and self.answer.outcome is Outcome.IN:
            self._look_again(self.answer)

    def open(self, resident_id: UUID | None = None, **_where: Any) -> None:
        """Put someone before the clerk."""
        self._show_resident(resident_id)
        self.field.setFocus()

    def find_in_page(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def tour_stops(self) -> Iterator[Stop]:
        from commedu_desktop.ui.pages.front_desk.touring import stops

        yield from stops(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.field.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for two columns, the result comes first."""
        super().resizeEvent(event)
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        """One column is enough."""
        return QSize(self.look.px(420), self.look.px(380))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window came back: so does the field."""
        if event.type() == QEvent.Type.WindowActivate and self.isVisible():
            self.field.setFocus()
        return False

    def _make_room(self) -> None:
        roomy = self.width() >= self.look.px(760)
        self.card.setVisible(roomy)
        self.just_now.setVisible(self.height() >= self.look.px(540))
        for button in self.up_here:
            button.setVisible(not roomy)

    def _button(self, key: str) -> Button:
        button = self.button(key)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def _lay_out(self) -> None:
        people = Card(margin=8)
        people.body.addWidget(self.list)
        left = column(self.result, people, self.just_now, gap=16)
        left.setStretch(1, 1)
        enrol, pay = self._button("enrol"), self._button("pay")
        self.check_in_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for button in (self.check_in_button, enrol, pay):
            self.card.foot.addWidget(button)
        both = row(gap=16)
        both.addLayout(left, 3)
        both.addWidget(self.card, 2)
        page_column(self, self.header, self.field, both)

    def _connect(self) -> None:
        self.field.searched.connect(self._search)
        self.field.moved.connect(self.table.move)
        self.field.entered.connect(self._enter)
        self.field.scanned.connect(self._scan)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda key: self.check_in(CheckIn(resident_id=key)))
        self.look.changed.connect(self._make_room)
        self._minute = QTimer(self, interval=30_000)
        self._minute.timeout.connect(lambda: self.refresh() if self.isVisible() else None)
        self._minute.start()

    def _search(self, typed: str) -> None:
        found = self.desk.read(find_residents, typed, FOUND) if typed else []
        self._people = {one.id: one for one in found}
        self.table.reload()
        self.list.setCurrentWidget(self.table if found else self.lessons)
        if found:
            self.table.choose(None)

    def _enter(self, typed: str) -> None:
        """A whole card number checks in its holder, otherwise whoever is chosen in the list."""
        key = self.table.chosen_id
        if not typed:
            self._check_in_chosen()
        elif self.desk.read(resident_of_card, typed) is None and isinstance(key, UUID):
            self.check_in(CheckIn(resident_id=key))
        elif any(character.isdigit() for character in typed):
            self.check_in(CheckIn(typed))
        else:
            self.result.say_trouble(typed, _("Nobody has this name. Try pinyin or the telephone number."))

    def _scan(self, code: str) -> None:
        self.check_in(CheckIn(code), typed=self.field.text())

    def _check_in_chosen(self) -> None:
        if self.resident_id is not None:
            self.check_in(CheckIn(resident_id=self.resident_id))

    def check_in(self, request: CheckIn, typed: str = "") -> None:
        """Check in; the field is free for the next at once, but for what a clerk had begun to type."""
        self.field.setText(typed)
        self.field.finish()
        self.desk.write(check_in, replace(request, venue_id=self.room_id), done=self._answered)

    def _answered(self, answer: CheckedIn) -> None:
        last = self.answer
        again = answer.outcome is Outcome.ALREADY and last is not None and last.resident_id == answer.resident_id
        if again and last is not None and last.outcome is Outcome.IN and answer.at - last.at < SAME_SCAN:
            return
        self.answer = answer
        self.result.say(answer)
        self.just_now.add(answer)
        if answer.resident_id is not None and not self.field.text():
            self._show_resident(answer.resident_id)
        self._offer()
        if self.desk.settings.now.sound:
            sounds.play("in" if answer.outcome is Outcome.ALREADY else answer.outcome.value)

    def _offer(self) -> None:
        """Only the buttons that lead somewhere now."""
        answer = self.answer
        open_now = answer is not None and answer.outcome is Outcome.LOOK and bool(answer.open_lessons)
        for key in ("join", "count"):
            self.act[key].setEnabled(open_now)
        for button in self.walk_in_buttons:
            button.setVisible(open_now)
        self.act["let_in"].setEnabled(may_be_let_in(answer))
        self.let_in_button.setVisible(may_be_let_in(answer))
        self.undo_button.setVisible(answer is not None and answer.write_id is not None)
        for key in ("enrol", "pay"):
            self.act[key].setEnabled(self.panel.resident is not None)
        self.check_in_button.setEnabled(self.panel.resident is not None)

    def _look_again(self, answer: CheckedIn) -> None:
        """A check-in that was undone is not shown as if it stood."""
        if answer.lesson_id is None or answer.resident_id is None or answer.code == "guest-counted":
            return
        if not self.desk.read(is_marked, answer.lesson_id, answer.resident_id):
            self.answer = None
            self.result.say_undone(answer.who)
            self._offer()

    def _chosen(self, key: object) -> None:
        if isinstance(key, UUID):
            self._show_resident(key)

    def _show_resident(self, resident_id: UUID | None) -> None:
        from commedu_desktop.services.fees import fee_summary

        self.resident_id = resident_id
        today = self.desk.wall_clock().date()
        resident = None if resident_id is None else self.desk.read(resident_detail, resident_id, today)
        fees = None if resident_id is None else self.desk.read(fee_summary, resident_id, self.desk.wall_clock())
        self.panel.show_resident(resident, today, fees)
        self._offer()

    def _model(self) -> LazyModel:
        return LazyModel(people_columns(), lambda _sort, _descending: list(self._people), self._rows)

    def _rows(self, ids: Sequence[Any]) -> Mapping[Any, FoundResident]:
        return {key: self._people[key] for key in ids}
