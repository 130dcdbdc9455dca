"""The page: the classes of a term in a list, the chosen one beside it."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QMenu, QStackedWidget

from commedu_desktop.i18n import N_, _, locale, ngettext
from commedu_desktop.sentences.weekly_times import times_shown
from commedu_desktop.services.courses import categories
from commedu_desktop.services.offerings import OfferingRow, offerings
from commedu_desktop.services.terms import TermRow, term_at, terms
from commedu_desktop.ui.actions import Action
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.learners import LearnersDialog
from commedu_desktop.ui.page import Page, Stop
from commedu_desktop.ui.pages.courses import wording
from commedu_desktop.ui.pages.courses.catalogue import CatalogueDialog
from commedu_desktop.ui.pages.courses.change import CancelClassDialog, ChangeClassDialog
from commedu_desktop.ui.pages.courses.new_class import NewClassDialog
from commedu_desktop.ui.pages.courses.panel import OfferingPanel
from commedu_desktop.ui.pages.courses.rooms import RoomsDialog
from commedu_desktop.ui.pages.courses.terms import TermDialog
from commedu_desktop.ui.widgets.basics import Card
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.fields import Combo
from commedu_desktop.ui.widgets.flow import Flow
from commedu_desktop.ui.widgets.list_and_detail import ListAndDetail
from commedu_desktop.ui.widgets.messages import EmptyPage, PageHeader, page_column
from commedu_desktop.ui.widgets.search_field import SearchField

COLUMNS = (
    Column(N_("Class"), lambda one: one.title, 170, stretch=2, kind="strong", sort="title", tip=lambda one: one.code),
    Column(N_("Times"), lambda one: times_shown(one.times), 150, stretch=1, tip=lambda one: times_shown(one.times)),
    Column(N_("Teacher"), lambda one: one.teacher, 90, sort="teacher", spare=2),
    Column(N_("Places"), wording.places, 124, kind="bar", share=wording.share, state=wording.fullness),
    Column(N_("State"), lambda one: wording.state(one)[0], 104, kind="pill", state=lambda one: wording.state(one)[1]),
    Column(N_("Room"), lambda one: one.venue, 110, sort="venue", kind="muted", spare=3),
)


class CoursesPage(Page):
    ACTIONS = (
        Action("new", N_("New class"), "new_class", "Ctrl+N", "plus", "primary"),
        Action("term", N_("Term"), "edit_term", "Ctrl+T", "calendar-range"),
        Action("catalogue", N_("Catalogue"), "open_catalogue", "Ctrl+L", "book-open"),
        Action("rooms", N_("Rooms"), "open_rooms", "Ctrl+R", "door-open"),
        Action("change", N_("Edit class"), "change", "F2", "pencil"),
        Action("learners", N_("Learners…"), "open_learners", "Ctrl+E", "users"),
        Action("roll-on", N_("Next term…"), "roll_on", "Ctrl+J", "arrow-right"),
        Action("choices", N_("Ranked choices…"), "open_choices", "Ctrl+Shift+R", "list-checks"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: dict[Hashable, OfferingRow] = {}
        self.header = PageHeader(_("Courses"), self.button("choices"), self._more(), self.button("new"))
        self.term = Combo([], _("Term"))
        self.category = Combo([], _("Category"))
        self.kind = Combo([(None, _("All kinds")), *((k, _(text)) for k, text in wording.KINDS.items())], _("Kind"))
        self.search = SearchField(desk.look, _("Class, code, teacher, room"))
        for combo in (self.term, self.category, self.kind):
            combo.chosen.connect(self.reload)
        self.table = LazyTable(desk.look, LazyModel(COLUMNS, self._ids, self._some), _("Classes of the term"))
        self.search.searched.connect(self.reload)
        self.search.moved.connect(self.table.move)
        self.panel = OfferingPanel(desk, self.button("change"))
        self.panel.foot.insertWidget(0, self.button("learners"))
        self.panel.foot.insertWidget(1, self.button("roll-on"))
        self.panel.cancelling.connect(self.cancel_class)
        self.table.chosen.connect(self._show)
        self.table.opened.connect(lambda _id: self.both.open_detail())
        self.stack = self._stack()
        self.panel.closed.connect(self.both.close_detail)
        filters = Flow(self.term, self.category, self.kind, self.search, growing=self.search)
        page_column(self, self.header, filters, self.stack)

    def _more(self) -> Button:
        """What classes are planned from."""
        button = Button(self.look, _("Planned from"), icon="chevron-down")
        menu = QMenu(button)
        menu.addActions([self.act[key] for key in ("catalogue", "rooms", "term")])
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        return button

    def _stack(self) -> QStackedWidget:
        card = Card(margin=8)
        card.body.addWidget(self.table)
        card.setFocusProxy(self.table)
        self.both = ListAndDetail(self.look, card, self.panel)
        begin = Button(self.look, _("New class"), icon="plus", kind="primary", shortcut="Ctrl+N")
        begin.clicked.connect(self.new_class)
        said = _(
            "A class is one run of a course in a term: weekly times, a room, a teacher. Its lessons are made from them."
        )
        stack = QStackedWidget()
        stack.addWidget(self.both)
        stack.addWidget(EmptyPage(self.look, "book-open", _("No classes in this term yet"), said, [begin]))
        return stack

    def refresh(self) -> None:
        known = self.desk.read(terms)
        first = self.term.value is None
        self.term.offer([(one.id, one.title) for one in known])
        if first and (now := self.desk.read(term_at, self.desk.wall_clock().date())):
            self.term.value = now.id
        named = [(one.id, wording.named(one.names)) for one in self.desk.read(categories)]
        self.category.offer([(None, _("All categories")), *named])
        self.reload()

    def reload(self) -> None:
        """Read the offerings that are asked for, and stay on the one that was chosen."""
        found = self.desk.read(
            offerings, term_id=self.term.value, category_id=self.category.value, kind=self.kind.value
        )
        typed = self.search.text().strip().casefold()
        self._rows = {one.id: one for one in found if typed in _text(one)}
        self.table.reload()
        if self.table.chosen_id is None and self._rows:
            self.table.selectRow(0)
        self._show(self.table.chosen_id)
        plain = not typed and self.category.value is None and self.kind.value is None
        self.stack.setCurrentIndex(1 if plain and not self._rows else 0)
        self.header.say(subtitle=self._subtitle(found))

    def _subtitle(self, found: Sequence[OfferingRow]) -> str:
        classes = ngettext("{count} class", "{count} classes", len(found)).format(count=len(found))
        enrolled = sum(one.enrolled for one in found)
        people = ngettext("{count} enrolment", "{count} enrolments", enrolled).format(count=enrolled)
        return f"{classes} · {people}"

    def _ids(self, sort: str, descending: bool) -> Sequence[Hashable]:
        rows = list(self._rows.values())
        if sort:
            rows.sort(key=lambda one: str(getattr(one, sort)), reverse=descending)
        return [one.id for one in rows]

    def _some(self, ids: Sequence[Hashable]) -> Mapping[Hashable, OfferingRow]:
        return {key: self._rows[key] for key in ids if key in self._rows}

    def _show(self, offering_id: Hashable | None) -> None:
        chosen = self._rows.get(offering_id) if offering_id is not None else None
        for key in ("change", "learners", "roll-on"):
            self.act[key].setEnabled(chosen is not None)
        self.both.say(chosen is not None)
        self.panel.say(chosen)

    @property
    def chosen(self) -> OfferingRow | None:
        key = self.table.chosen_id
        return self._rows.get(key) if key is not None else None

    def open(self, **where: Any) -> None:
        """`offering_id`: that one, in its term; `activity` (a title) with `starts` and `ends` begins one."""
        if "activity" in where:
            self._new_activity(where["activity"], where["starts"], where["ends"])
            return
        wanted: UUID | None = where.get("offering_id")
        found = next((one for one in self.desk.read(offerings) if one.id == wanted), None)
        if found is not None:
            self.refresh_now()
            self.term.value = found.term_id
            self.category.value = self.kind.value = None
            self.search.clear()
            self.reload()
            self.table.choose(wanted)

    def find_in_page(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def print_page(self) -> None:
        """The chosen class's register."""
        from commedu_desktop.services.class_papers import register_pdf

        chosen, read = self.chosen, self.desk.office.read
        if chosen is not None:
            self.desk.work(
                lambda _progress: read(register_pdf, chosen.id, locale()),
                done=lambda pdf: self.desk.preview(pdf, chosen.title),
            )

    def new_class(self) -> None:
        dialog = NewClassDialog(self.desk, self, self.term.value)
        dialog.made.connect(lambda offering_id: self.open(offering_id=offering_id))
        dialog.open()

    def _new_activity(self, title: str, starts: date, ends: date) -> None:
        dialog = NewClassDialog(self.desk, self, self.term.value)
        dialog.made.connect(lambda offering_id: self.open(offering_id=offering_id))
        dialog.propose(title, starts, ends)
        dialog.open()

    def change(self) -> None:
        if self.chosen is not None:
            ChangeClassDialog(self.desk, self, self.chosen).open()

    def open_learners(self) -> None:
        """Who is in the class and who waits for it."""
        if self.chosen is not None:
            LearnersDialog(self.desk, self, self.chosen.id).open()

    def roll_on(self) -> None:
        """The class and its learners go on in another term."""
        from commedu_desktop.ui.pages.courses.roll_on import RollOnDialog

        if self.chosen is not None:
            dialog = RollOnDialog(self.desk, self, self.chosen)
            dialog.made.connect(lambda offering_id: self.open(offering_id=offering_id))
            dialog.open()

    def open_choices(self) -> None:
        """Registration by ranked choices."""
        from commedu_desktop.ui.choices.rounds import RoundsDialog

        RoundsDialog(self.desk, self, self.term.value).open()

    def cancel_class(self) -> None:
        if self.chosen is not None:
            CancelClassDialog(self.desk, self, self.chosen).open()

    def edit_term(self) -> None:
        TermDialog(self.desk, self, self._term()).open()

    def _term(self) -> TermRow | None:
        return next((one for one in self.desk.read(terms) if one.id == self.term.value), None)

    def open_catalogue(self) -> None:
        CatalogueDialog(self.desk, self).open()

    def open_rooms(self) -> None:
        RoomsDialog(self.desk, self).open()

    def tour_stops(self) -> Iterator[Stop]:
        def shown(dialog: Any) -> Any:
            dialog.open()
            return dialog

        yield "new-class", lambda: shown(NewClassDialog(self.desk, self, self.term.value))
        yield "term", lambda: shown(TermDialog(self.desk, self, self._term()))
        yield "catalogue", lambda: shown(CatalogueDialog(self.desk, self))
        yield from self._tour_of_registration(shown)
        yield "rooms", lambda: shown(RoomsDialog(self.desk, self))

    def _tour_of_registration(self, shown: Callable[[Any], Any]) -> Iterator[Stop]:
        from commedu_desktop.ui.choices.tour import stops
        from commedu_desktop.ui.pages.courses.roll_on import RollOnDialog

        if self.chosen is not None:
            chosen = [row for row in self._rows.values() if row.enrolled][-1]
            yield "learners", lambda: shown(LearnersDialog(self.desk, self, chosen.id))
            yield "roll-on", lambda: shown(RollOnDialog(self.desk, self, chosen))
        for name, make in stops(self.desk, self):
            yield name, partial(_made, shown, make)


def _made(shown: Callable[[Any], Any], make: Callable[[], Any]) -> Any:
    return shown(make())


def _text(one: OfferingRow) -> str:
    return " ".join((one.title, one.code, one.course, one.teacher, one.venue)).casefold()
