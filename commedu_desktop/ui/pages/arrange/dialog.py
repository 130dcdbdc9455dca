"""The window in which a term is arranged: the list, the week, and how good the proposal is."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import time
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.arrange_week import WeeklyPlace
from commedu_desktop.i18n import _, ngettext
from commedu_desktop.sentences import sentence, shown
from commedu_desktop.sentences.arrange import change_shown
from commedu_desktop.services.arrange import (
    AcceptArrangement,
    Arranged,
    Effort,
    Outcome,
    Placement,
    TermToArrange,
    WhyNot,
    accept_arrangement,
    changed,
    terms_waiting,
    to_arrange,
)
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import LazyModel
from commedu_desktop.ui.pages.arrange.blocks import MANY, blocks_of
from commedu_desktop.ui.pages.arrange.board import Block
from commedu_desktop.ui.pages.arrange.frame import ArrangeFrame
from commedu_desktop.ui.pages.arrange.hunt import Hunt
from commedu_desktop.ui.pages.arrange.lines import Line, columns, rooms_of
from commedu_desktop.ui.pages.arrange.wording import resting, searching

SECONDS = 60.0


class ArrangeDialog(ArrangeFrame):
    """Enter accepts a class, Ctrl+Enter all; Space pins one; Ctrl+R searches and stops."""

    def __init__(self, desk: Desk, parent: QWidget, term_id: UUID | None = None, effort: Effort = Effort(SECONDS)):  # noqa: B008 - frozen
        super().__init__(desk, parent, LazyModel(columns(), lambda _s, _d: list(self._lines), self._rows))
        self.effort = effort
        self.term: TermToArrange | None = None
        self._lengths: dict[UUID, tuple[int, int]] = {}
        self._places: dict[UUID, tuple[WeeklyPlace, ...]] = {}
        self._pinned: set[UUID] = set()
        self._why: dict[UUID, WhyNot] = {}
        self._outcome: Outcome | None = None
        self._lines: dict[UUID, Line] = {}
        self.hunt = Hunt(desk, self)
        self._connect()
        waiting = desk.read(terms_waiting, desk.wall_clock().date())
        self.terms.offer([(key, f"{name} · {shown(count)}") for key, name, count in waiting])
        self.terms.value = term_id if any(key == term_id and count for key, _n, count in waiting) else _first(waiting)
        self.read_term()

    def _connect(self) -> None:
        self.terms.chosen.connect(self.read_term)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _id: self.accept_one())
        self.which.chosen.connect(lambda _all: self._choose(self.table.chosen_id))
        self.board.picked.connect(self._pick)
        self.wishes.length_changed.connect(self._change_length)
        self.hunt.improved.connect(self._improved)
        self.hunt.looked.connect(self._tell)
        self.hunt.ended.connect(self._ended)
        buttons = {
            self.search_button: self.search_or_stop,
            self.pin_button: self.pin,
            self.accept_button: self.accept_one,
            self.all_button: self.accept_all,
            self.week_button: self.switch,
            self.leave_button: self.reject,
        }
        for button, handler in buttons.items():
            button.clicked.connect(handler)
        keys = {"Ctrl+R": self.search_or_stop, "Ctrl+T": self.switch}
        for name, handler in {**keys, "Ctrl+Return": self.accept_all, "Ctrl+Enter": self.accept_all}.items():
            QShortcut(QKeySequence(name), self).activated.connect(handler)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self.pin)

    def read_term(self, *_chosen: object) -> None:
        """Read the chosen term; what was proposed for another is gone."""
        self._places, self._why, self._pinned, self._outcome = {}, {}, set(), None
        self.term = None
        if self.terms.value is None:
            self._show()
            return
        self._read(self.terms.value, self._term_read)

    def _read(self, term_id: UUID, done: Callable[[TermToArrange], None]) -> None:
        """On the worker: a large centre has many lessons to look at."""
        office, today = self.desk.office, self.desk.wall_clock().date()
        self.desk.work(
            lambda _progress: office.read(to_arrange, term_id, today),
            done=done,
            refused=lambda refusal: self.banner.say(sentence(refusal), "bad"),
            title=_("Reading the term"),
        )

    def _term_read(self, term: TermToArrange) -> None:
        self.term = term
        self.wishes.starts = term.options.starts
        self.which.value = sum(one.lessons for one in term.wanted) <= MANY
        self._show()
        self.table.choose(None)
        self.table.setFocus()

    def search_or_stop(self) -> None:
        if self.hunt.running:
            self.hunt.stop()
        elif self.term is not None and self.term.wanted and (starts := self.wishes.read_starts()):
            self.banner.hide()
            self._why, self._outcome = {}, None
            self.hunt.begin(self._with_options(self.term, starts), self.effort)
            self._show()

    def _with_options(self, term: TermToArrange, starts: tuple[time, ...]) -> TermToArrange:
        pinned = {key: self._places[key] for key in self._pinned}
        options = replace(
            term.options,
            starts=starts,
            audience_hours=self.wishes.audience.value,
            pinned=pinned,
            before=dict(self._places),
        )
        return changed(term, self._lengths, options)

    def pin(self) -> None:
        """A pinned class stays where it is when the rest is searched anew."""
        key = self.table.chosen_id
        if isinstance(key, UUID) and self._places.get(key) and not self.hunt.running:
            self._pinned ^= {key}
            self._show()

    def accept_one(self) -> None:
        key = self.table.chosen_id
        if isinstance(key, UUID) and self._places.get(key):
            self._accept([key])

    def accept_all(self) -> None:
        self._accept([line.id for line in self._lines.values() if line.places])

    def rows_left(self) -> int:
        """Classes that have no times yet."""
        return len(self._lines)

    def _accept(self, ids: Sequence[UUID]) -> None:
        if self.term is None or not ids or self.hunt.running:
            return
        self.banner.hide()
        first = {one.id: one.first for one in self.term.wanted}
        arranged = tuple(Arranged(key, self._places[key], first[key]) for key in ids)
        title = self._lines[ids[0]].wanted.title if len(ids) == 1 else self.term.term
        self.desk.write(
            accept_arrangement,
            AcceptArrangement(self.term.term_id, arranged),
            done=lambda _lessons: self._accepted(ids),
            refused=lambda refusal: self.banner.say(sentence(refusal), "bad"),
            toast=_("{title}: times and rooms accepted").format(title=title),
            title=_("Planning lessons"),
        )

    def _accepted(self, ids: Sequence[UUID]) -> None:
        """They are planned now and leave the list; what was proposed for the others still holds."""
        assert self.term is not None
        for key in ids:
            self._places.pop(key, None)
        self._pinned -= set(ids)
        self.term = replace(self.term, wanted=tuple(one for one in self.term.wanted if one.id not in ids))
        self._read(self.term.term_id, self._term_changed)
        said = ngettext("{count} class has its lessons now.", "{count} classes have their lessons now.", len(ids))
        self._show()
        self.table.choose(None)
        self.banner.say(said.format(count=shown(len(ids))), "good")

    def _term_changed(self, term: TermToArrange) -> None:
        """With what is planned now as ground; the times that were chosen stay."""
        assert self.term is not None
        self.term = replace(term, options=self.term.options)
        self._show()

    def _improved(self, placed: tuple[Placement, ...]) -> None:
        self._places = {one.wanted.id: one.places for one in placed}
        self._show()

    def _ended(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._why = {why.wanted.id: why for why in outcome.unplaced}
        self._improved(outcome.placed)

    def _change_length(self, lessons: int, minutes: int) -> None:
        key = self.table.chosen_id
        if isinstance(key, UUID) and not self.hunt.running:
            self._lengths[key] = (lessons, minutes)
            self._places.pop(key, None)
            self._pinned.discard(key)
            self._show()

    def _show(self) -> None:
        term = self.term
        wanted = changed(term, self._lengths, term.options).wanted if term else ()
        self._lines = {
            one.id: Line(
                one,
                places := self._places.get(one.id, ()),
                one.id in self._pinned,
                self._why.get(one.id),
                rooms_of(term, places) if term else "",
            )
            for one in wanted
        }
        self.table.reload()
        self._tell()
        self._choose(self.table.chosen_id)

    def _rows(self, ids: Sequence[Hashable]) -> Mapping[Hashable, Line]:
        return {key: self._lines[key] for key in ids if isinstance(key, UUID)}

    def _choose(self, key: Hashable) -> None:
        line = self._lines.get(key) if isinstance(key, UUID) else None
        self.wishes.say(line.wanted if line else None, locked=self.hunt.running)
        self.detail.setText(change_shown(line.why) if line and line.why else "")
        self.detail.setVisible(bool(self.detail.text()))
        self.board.say(self._blocks(line), key)
        may = line is not None and bool(line.places) and not self.hunt.running
        self.pin_button.setEnabled(may)
        self.pin_button.setText(_("Unpin") if line and line.pinned else _("Pin"))
        self.accept_button.setEnabled(may)
        self.all_button.setEnabled(bool(self._places) and not self.hunt.running)

    def _blocks(self, line: Line | None) -> tuple[Block, ...]:
        if self.term is None:
            return ()
        return blocks_of(self.term, self._lines.values(), line, everything=self.which.value)

    def _pick(self, key: Hashable) -> None:
        if key in self._lines:
            self.table.choose(key)

    def _tell(self) -> None:
        running = self.hunt.running
        self.search_button.setText(_("Stop") if running else _("Search again") if self._places else _("Search"))
        self.search_button.setEnabled(bool(self._lines))
        self.terms.setEnabled(not running)
        self.curve.say(self.hunt.points, self.hunt.seconds)
        self.about.setText(
            searching(len(self._places), len(self._lines), self.hunt.cost, self.hunt.seconds)
            if running
            else resting(len(self._lines), self._outcome)
            if self.term is not None or self.terms.value is None
            else _("Reading the term")
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept_one()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Esc stops a search first."""
        if self.hunt.running:
            self.hunt.stop()
        else:
            super().reject()

    def closeEvent(self, event: Any) -> None:
        self.hunt.stop()
        super().closeEvent(event)


def _first(waiting: Sequence[tuple[UUID, str, int]]) -> UUID | None:
    """The nearest term in which something waits."""
    return next((key for key, _name, count in waiting if count), waiting[0][0] if waiting else None)
