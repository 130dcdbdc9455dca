"""The run of a round: tried out as often as one likes, accepted once, on paper for the board."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commedu_desktop.domain.allocation import ranks_given
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import N_, _, locale, ngettext
from commedu_desktop.sentences import sentence
from commedu_desktop.sentences.ranked_choices import ASIDE
from commedu_desktop.services.allocation import (
    AcceptAllocation,
    Run,
    accept_allocation,
    repeat_allocation,
    try_allocation,
)
from commedu_desktop.services.allocation_words import rank_shown
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.papers import open_paper
from commedu_desktop.ui.widgets.basics import Card, words
from commedu_desktop.ui.widgets.buttons import Button, connect_verbs
from commedu_desktop.ui.widgets.dialogs import Ask
from commedu_desktop.ui.widgets.flow import Flow
from commedu_desktop.ui.widgets.messages import Banner


@dataclass(frozen=True)
class Line:
    """What became of one card."""

    card: str
    name: str
    lot: int | None
    placed: str
    waits: str
    aside: str


class RunDialog(QDialog):
    """Before it is accepted: a trial of what the choices give now. Afterwards: what they gave."""

    def __init__(self, desk: Desk, parent: QWidget, round_id: UUID) -> None:
        super().__init__(parent)
        self.desk, self.round_id = desk, round_id
        self.setModal(True)
        self.run: Run | None = None
        self._lines: dict[Hashable, Line] = {}
        self.title, self.about = words("", "large", wrap=True), words("", wrap=True)
        self.seed = words("", "muted", wrap=True, selectable=True)
        self.banner = Banner(desk.look)
        self.table = LazyTable(desk.look, self._model(), _("What became of each card"))
        self.accept_button = Button(desk.look, _("Accept"), kind="primary", shortcut="Ctrl+Enter")
        self.repeat_button = Button(desk.look, _("Run again"), icon="refresh-cw", shortcut="Ctrl+R")
        self.print_button = Button(desk.look, _("List for the board"), icon="printer", shortcut="Ctrl+P")
        self.leave_button = Button(desk.look, _("Close"), shortcut="Esc")
        self._lay_out(parent)
        verbs = (
            (self.accept_button, self.ask, ("Ctrl+Return", "Ctrl+Enter")),
            (self.repeat_button, self.repeat, ("Ctrl+R",)),
            (self.print_button, self.print_list, ("Ctrl+P",)),
        )
        connect_verbs(self, *verbs)
        self.leave_button.clicked.connect(self.reject)
        desk.changed.connect(self.read)
        self.read()

    def read(self) -> None:
        """The run as the choices are now."""
        self.run = run = self.desk.read(try_allocation, self.round_id, self.desk.wall_clock())
        self._lines = {one.card: one for one in _lines(run)}
        self.table.reload()
        self._tell(run)

    def ask(self) -> None:
        """Accepting enrols hundreds, so it is asked once; one undo takes it back."""
        if self.run is None or self.run.accepted_at is not None:
            return
        given = sum(map(len, self.run.outcome.placed.values()))
        said = ngettext(
            "{count} place is given and the others go onto the waiting lists. One undo takes it all back.",
            "{count} places are given and the others go onto the waiting lists. One undo takes it all back.",
            given,
        )
        dialog = Ask(self.desk.look, self, _("Give the places?"), said.format(count=given), _("Give the places"))
        dialog.accepted.connect(self.take)
        dialog.open()

    def take(self) -> None:
        """Accept the run that is in sight."""
        if self.run is not None:
            request = AcceptAllocation(self.round_id, self.run.digest)
            title = _("Giving the places")
            self.desk.write(accept_allocation, request, done=self._done, refused=self._explain, title=title)

    def repeat(self) -> None:
        """An accepted run once more from its seed; a trial is made anew."""
        if self.run is None or self.run.accepted_at is None:
            self.read()
            return
        found = self.desk.read(repeat_allocation, self.round_id)
        if found.holds:
            self.banner.say(_("Run again from its seed: the same result."), "good")
        else:
            self.banner.say(_("Run again from its seed: another result. What was kept has been changed."), "bad")

    def print_list(self) -> None:
        from commedu_desktop.services.allocation_papers import result_pdf

        run, read = self.run, self.desk.read
        if run is not None:
            open_paper(self.desk, lambda: read(result_pdf, run, locale()), run.round.title)

    def _lay_out(self, parent: QWidget) -> None:
        card = Card(margin=8)
        card.body.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        for part in (self.title, self.about, self.seed, self.banner, card):
            layout.addWidget(part, 1 if part is card else 0)
        buttons = (self.repeat_button, self.print_button, self.leave_button, self.accept_button)
        layout.addLayout(Flow(*buttons, end=True))
        look, room = self.desk.look, parent.window().size()
        self.resize(min(look.px(860), room.width() - 40), min(look.px(600), room.height() - 40))

    def _tell(self, run: Run) -> None:
        accepted = run.accepted_at is not None
        heading = _("{title} · result") if accepted else _("{title} · trial")
        self.title.setText(heading.format(title=run.round.title))
        self.setWindowTitle(self.title.text())
        ranks = sorted(ranks_given(run.inputs, run.outcome).items(), key=lambda one: (one[0] == 0, one[0]))
        people = ngettext("{count} person", "{count} people", len(run.inputs.wishes))
        parts = [people.format(count=len(run.inputs.wishes))]
        parts += [f"{rank_shown(rank)}: {count}" for rank, count in ranks]
        self.about.setText(" · ".join(parts))
        self.seed.setText(_("Seed: {seed}").format(seed=run.seed))
        self.accept_button.setVisible(not accepted)
        self.accept_button.setEnabled(bool(run.inputs.wishes))
        early = self.desk.wall_clock().date() < run.round.closes
        if not accepted and early:
            self.banner.say(_("Choices can still be handed in: this is what they would give today."), "info")

    def _done(self, _run: Run) -> None:
        self.banner.say(_("The places have been given. Ctrl+Z takes it back."), "good")

    def _explain(self, refusal: Refused) -> None:
        self.banner.say(sentence(refusal), "bad")

    def _model(self) -> LazyModel:
        columns = (
            Column(N_("Name"), lambda one: one.name, 110, stretch=1),
            Column(N_("Card"), lambda one: one.card, 105, kind="muted", spare=2),
            Column(N_("Lot"), lambda one: "" if one.lot is None else str(one.lot), 55, kind="number"),
            Column(N_("Place in"), lambda one: one.placed, 130, stretch=2, kind="strong", tip=lambda one: one.placed),
            Column(N_("Waits for"), lambda one: one.waits, 130, stretch=2, kind="muted", tip=lambda one: one.waits),
            Column(
                N_("Left aside"),
                lambda one: one.aside,
                110,
                stretch=1,
                kind="muted",
                tip=lambda one: one.aside,
                spare=1,
            ),
        )
        return LazyModel(columns, lambda _sort, _descending: list(self._lines), self._some)

    def _some(self, ids: Sequence[Hashable]) -> Mapping[Hashable, Line]:
        return {key: self._lines[key] for key in ids}


def _lines(run: Run) -> list[Line]:
    titles = {one.code: one.title for one in run.classes}
    waits: dict[str, list[str]] = {}
    for code, cards in run.outcome.waiting.items():
        for place, card in enumerate(cards, 1):
            waits.setdefault(card, []).append(f"{titles.get(code, code)} ({place})")
    aside: dict[str, list[str]] = {}
    for card, code, why in run.left_aside:
        aside.setdefault(card, []).append(f"{titles.get(code, code)}: {_(ASIDE[why])}")
    everybody = sorted({*run.outcome.lots, *aside}, key=lambda card: (run.outcome.lots.get(card, 0), card))
    return [
        Line(
            card,
            run.names.get(card, ""),
            run.outcome.lots.get(card),
            ", ".join(titles.get(code, code) for code in run.outcome.placed.get(card, ())),
            ", ".join(waits.get(card, ())),
            "; ".join(aside.get(card, ())),
        )
        for card in everybody
    ]
