"""What hangs, what hung and what is still a draft; Enter opens the composer."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QStackedLayout, QWidget

from commedu_desktop.domain.festivals import Festival
from commedu_desktop.domain.notices import NoticeKind
from commedu_desktop.i18n import N_, _, language, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.services.notice_papers import as_draft, new_draft
from commedu_desktop.services.notices import NoticeRow, discard_notice, notice, notices
from commedu_desktop.ui.actions import Action
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.page import Page, Stop
from commedu_desktop.ui.pages.notices.calendar import span_words
from commedu_desktop.ui.pages.notices.coming import Coming
from commedu_desktop.ui.pages.notices.composer import KINDS, Composer
from commedu_desktop.ui.pages.notices.publish import PublishDialog
from commedu_desktop.ui.widgets.basics import row, words
from commedu_desktop.ui.widgets.flow import Flow
from commedu_desktop.ui.widgets.messages import EmptyPage, PageHeader, page_column


def _state(one: NoticeRow, today: date) -> tuple[str, str]:
    """Words and state of a notice's pill."""
    if one.published_at is None:
        return _("Draft"), "neutral"
    if one.hangs(today):
        return _("On the board"), "good"
    if one.posted_from is not None and one.posted_from > today:
        return _("From {day}").format(day=shown(one.posted_from)), "info"
    return _("Taken down"), "neutral"


def _days(one: NoticeRow) -> str:
    if one.posted_from is None:
        return ""
    if one.posted_until is None:
        return f"{shown(one.posted_from)} – …"
    return span_words(one.posted_from, one.posted_until)


def _places(one: NoticeRow) -> str:
    return " · ".join(one.places)


class NoticesPage(Page):
    """The list; the composer takes its place while a notice is written."""

    ACTIONS = (
        Action("remove", N_("Remove"), "remove", "Del", "trash-2"),
        Action("publish", N_("Hang up…"), "publish", "Ctrl+U", "map-pin"),
        Action("edit", N_("Open"), "edit", "F2", "pencil"),
        Action("banner", N_("Banner…"), "banner", "", "file-text"),
        Action("calendar", N_("Calendar…"), "calendar", "Ctrl+Shift+C", "calendar-days"),
        Action("new", N_("New notice"), "new", "Ctrl+N", "plus", "primary"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header = PageHeader(_("Notices"), self.button("calendar"), self.button("banner"), self.button("new"))
        self._found: dict[Any, NoticeRow] = {}
        self.table = LazyTable(desk.look, LazyModel(self._columns(), self._ids, self._rows), _("Notices"))
        self.table.opened.connect(lambda _id: self.edit())
        self.table.chosen.connect(lambda _id: self._enable())
        self.count = words("", "muted")
        tools = QWidget()
        tools.setLayout(Flow(self.button("remove"), self.button("publish"), self.button("edit"), end=True))
        buttons = row(self.count, tools)
        buttons.setStretch(1, 1)
        self.full, middle = QWidget(), QWidget()
        page_column(self.full, self.table, buttons).setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyPage(
            desk.look,
            "megaphone",
            _("Nothing on the board yet"),
            _(
                "Write a notice for a new class, a lecture or a holiday. "
                "It fills itself from the class, and prints large."
            ),
            (self.button("new", "primary"),),
        )
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(self.full)
        self._stack.addWidget(self.empty)
        listing = QWidget()
        self.coming = Coming(desk)
        self.coming.wanted.connect(self._compose_festival)
        page_column(listing, self.header, self.coming, middle).setStretch(2, 1)
        self.composer = Composer(desk)
        self.composer.left.connect(self.leave_composer)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(listing)
        self._pages.addWidget(self.composer)
        self._enable()

    @property
    def composing(self) -> bool:
        return self._pages.currentWidget() is self.composer

    def refresh(self) -> None:
        self._found = {one.id: one for one in self.desk.read(notices)}
        self.coming.refresh()
        self.table.reload()
        if self._found and self.table.chosen_id is None:
            self.table.choose(None)
        self._stack.setCurrentWidget(self.full if self._found else self.empty)
        today = self.desk.wall_clock().date()
        hanging = sum(one.hangs(today) for one in self._found.values())
        self.count.setText(ngettext("{count} on the board", "{count} on the board", hanging).format(count=hanging))
        self._enable()

    def open(self, **where: Any) -> None:
        """`notice_id` opens one; `offering_id` (with `kind`) begins one for a class; `draft`, `calendar` show these."""
        if "notice_id" in where:
            self._compose_kept(where["notice_id"])
        elif "calendar" in where:
            self.calendar()
        elif "draft" in where:
            self.composer.show_draft(where["draft"], None)
            self._pages.setCurrentWidget(self.composer)
        elif "offering_id" in where:
            self._compose_new(where.get("kind", NoticeKind.OPENING), where["offering_id"])

    def new(self) -> None:
        self._compose_new(NoticeKind.OPENING, None)

    def edit(self) -> None:
        if isinstance(self.table.chosen_id, UUID):
            self._compose_kept(self.table.chosen_id)

    def publish(self) -> None:
        chosen = self.table.chosen_id
        if isinstance(chosen, UUID):
            PublishDialog(self.desk, self, self.desk.read(notice, chosen)).open()

    def remove(self) -> None:
        if isinstance(self.table.chosen_id, UUID) and not self.composing:
            self.desk.write(discard_notice, self.table.chosen_id, toast=_("Notice removed"))

    def banner(self) -> None:
        from commedu_desktop.ui.pages.notices.banner import BannerDialog

        BannerDialog(self.desk, self).open()

    def calendar(self) -> None:
        from commedu_desktop.ui.pages.notices.calendar import CalendarDialog

        dialog = CalendarDialog(self.desk, self)
        dialog.wanted.connect(self._compose_festival)
        dialog.opened.connect(self._compose_kept)
        dialog.open()

    def print_page(self) -> None:
        if self.composing:
            self.composer.preview.print_it()
        elif isinstance(self.table.chosen_id, UUID):
            self.edit()

    def leave_composer(self) -> None:
        self._pages.setCurrentIndex(0)
        self.refresh_now()
        self.table.setFocus()

    def tour_stops(self) -> Iterator[Stop]:
        yield "calendar", self._tour_calendar
        yield "publish", self._tour_publish
        yield "banner", self._tour_banner
        yield "composer", self._tour_composer

    def _tour_calendar(self) -> QWidget:
        from commedu_desktop.ui.pages.notices.calendar import CalendarDialog

        dialog = CalendarDialog(self.desk, self)
        dialog.open()
        return dialog

    def _tour_banner(self) -> QWidget:
        from commedu_desktop.ui.pages.notices.banner import BannerDialog

        dialog = BannerDialog(self.desk, self)
        dialog.open()
        return dialog

    def _tour_publish(self) -> QWidget | None:
        hung = next((one for one in self._found.values() if one.postings), None)
        if hung is None:
            return None
        dialog = PublishDialog(self.desk, self, hung)
        dialog.open()
        return dialog

    def _tour_composer(self) -> None:
        self.table.choose(None)
        self.edit()

    def _compose_new(self, kind: NoticeKind, offering_id: UUID | None) -> None:
        draft = self.desk.read(new_draft, kind, self.desk.wall_clock().date(), offering_id)
        self.composer.show_draft(draft, None)
        self._pages.setCurrentWidget(self.composer)

    def _compose_festival(self, festival: Festival) -> None:
        today = self.desk.wall_clock().date()
        draft = self.desk.read(new_draft, NoticeKind.FESTIVAL, today, None, language(), festival.code)
        self.composer.show_draft(draft, None)
        self.composer.touch()
        self._pages.setCurrentWidget(self.composer)

    def _compose_kept(self, notice_id: UUID) -> None:
        self.composer.show_draft(as_draft(self.desk.read(notice, notice_id)), notice_id)
        self._pages.setCurrentWidget(self.composer)

    def _columns(self) -> tuple[Column, ...]:
        def state(one: NoticeRow) -> tuple[str, str]:
            return _state(one, self.desk.wall_clock().date())

        return (
            Column(N_("Title"), lambda one: one.title, 180, 3, kind="strong"),
            Column(N_("Kind"), lambda one: _(KINDS[one.kind]), 120, kind="muted"),
            Column(N_("Hangs at"), _places, 120, 1, tip=_places),
            Column(N_("Days"), _days, 240, 1, kind="muted"),
            Column(N_("Brochures"), lambda one: str(one.brochures or ""), 90, kind="number", spare=1),
            Column(N_("State"), lambda one: state(one)[0], 150, kind="pill", state=lambda one: state(one)[1]),
        )

    def _ids(self, _sort: str, _descending: bool) -> Sequence[Any]:
        return list(self._found)

    def _rows(self, ids: Sequence[Any]) -> Mapping[Any, NoticeRow]:
        return {one: self._found[one] for one in ids}

    def _enable(self) -> None:
        chosen = self.table.chosen_id is not None
        for key in ("remove", "publish", "edit"):
            self.act[key].setEnabled(chosen)
