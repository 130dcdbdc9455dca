"""What a plan would make, shown while it is typed: lessons, skipped days, what is in the way and what is free."""

from datetime import datetime
from uuid import UUID

from babel.dates import format_date
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from commedu_desktop.domain.errors import Unconfirmed
from commedu_desktop.i18n import _, locale, ngettext
from commedu_desktop.sentences import sentence
from commedu_desktop.sentences.weekly_times import day_shown
from commedu_desktop.services.plan_previews import PlanPreview
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import empty, row, words
from commedu_desktop.ui.widgets.buttons import Button

DAYS_SHOWN = 60


class PlanPreviewPanel(QFrame):
    """`room_taken(venue_id)` when one of the free rooms was chosen instead."""

    room_taken = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "card")
        self.heading = words("", "strong", wrap=True)
        self.days = words("", "muted", wrap=True)
        self.skipped = words("", wrap=True)
        self.warning = words("", "refusal", wrap=True)
        self.ways = row()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        for part in (self.heading, self.days, self.skipped, self.warning):
            layout.addWidget(part)
        layout.addLayout(self.ways)
        self.nothing()

    def nothing(self) -> None:
        """No times are typed yet."""
        self._say(_("The lessons appear here as soon as there are times."), "", "", "")

    def trouble(self, sentence: str) -> None:
        self._say(_("No lessons yet"), "", "", sentence)

    def say(self, plan: PlanPreview) -> None:
        if not plan.slots:
            self.nothing()
            return
        count = len(plan.slots)
        heading = ngettext("{count} lesson, {first}", "{count} lessons, {first} to {last}", count).format(
            count=count, first=day_shown(plan.slots[0].starts.date()), last=day_shown(plan.slots[-1].starts.date())
        )
        days = " · ".join(_short(slot.starts) for slot in plan.slots[:DAYS_SHOWN])
        left_out = ", ".join(f"{day_shown(one.day)} ({one.reason or _('closed')})" for one in plan.skipped)
        skipped = _("Left out: {days}").format(days=left_out) if left_out else ""
        self._say(heading, days, skipped, _warning(plan))
        self._offer(list(plan.free_rooms))

    def _say(self, heading: str, days: str, skipped: str, warning: str) -> None:
        for label, text in (
            (self.heading, heading),
            (self.days, days),
            (self.skipped, skipped),
            (self.warning, warning),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        empty(self.ways)

    def _offer(self, rooms: list[tuple[UUID, str]]) -> None:
        for venue_id, name in rooms:
            button = Button(self._look, _("Take {room}").format(room=name), icon="door-open")
            button.clicked.connect(lambda _checked=False, taken=venue_id: self.room_taken.emit(taken))
            self.ways.addWidget(button)
        self.ways.addStretch(1)


def _short(day: datetime) -> str:
    return format_date(day, "d MMM" if locale() == "en" else "M月d日", locale=locale())


def _warning(plan: PlanPreview) -> str:
    """What does not stop the plan, but has to be confirmed."""
    return "\n".join(sentence(one) for one in plan.troubles if isinstance(one, Unconfirmed))
