"""What follows a cancellation: make-up lessons, the notice, the people to call."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.lessons import Slot
from commedu_desktop.i18n import _, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.sentences.weekly_times import span_shown
from commedu_desktop.services.cancellations import (
    CancelledLesson,
    call_list_pdf,
    cancellation_draft,
    cancelled_lessons,
    make_up_places,
)
from commedu_desktop.services.lessons import NewLesson, ScheduleLessons, schedule_lessons
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.papers import open_paper
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField

PLACES_SHOWN = 8


class CancelledDialog(FormDialog):
    """Ctrl+Enter plans the make-up lessons that were chosen and opens the notice, filled in."""

    def __init__(self, desk: Desk, parent: QWidget | None, lesson_ids: list[UUID], *, make_up: bool = True) -> None:
        super().__init__(desk.look, parent, _("Cancelled: who must know"), _("Write the notice"))
        self.desk, self.ids = desk, lesson_ids
        self.leave_button.setText(_("Close"))
        self.lessons = desk.read(cancelled_lessons, lesson_ids)
        people = sum(one.learners for one in self.lessons)
        said = ngettext("{count} person is enrolled.", "{count} people are enrolled.", people)
        self.form.addWidget(words(said.format(count=shown(people)), "strong", wrap=True))
        hint = _("The notice is drafted and the call list has every name with its telephone number.")
        self.form.addWidget(words(hint, "muted", wrap=True))
        self.choices: dict[UUID, ChoiceField] = {}
        today = desk.wall_clock().date()
        for lesson in self.lessons:
            slots = desk.read(make_up_places, lesson.id, today)[:PLACES_SHOWN] if make_up else []
            self._offer(lesson, slots)
        self.form.addStretch(1)
        self.calls = Button(desk.look, _("Call list…"), icon="phone")
        self.calls.clicked.connect(self.print_calls)
        self.foot.insertWidget(0, self.calls)
        self.resize(desk.look.px(560), desk.look.px(500))
        self.save_button.setFocus()

    def _offer(self, lesson: CancelledLesson, slots: list[Slot]) -> None:
        about = f"{lesson.title} · {span_shown(lesson.starts, lesson.ends)}"
        if not slots:
            self.form.addWidget(words(about, wrap=True))
            return
        known = [(None, _("no make-up lesson")), *((slot, span_shown(slot.starts, slot.ends)) for slot in slots)]
        hint = _("Room, teacher and learners are free then.")
        field = ChoiceField(_("Make-up lesson for {lesson}").format(lesson=about), known, hint=hint)
        self.choices[lesson.id] = field
        self.add(field)

    def print_calls(self) -> None:
        """The list of names and telephone numbers, to tick off."""
        ids, read = self.ids, self.desk.office.read
        open_paper(self.desk, lambda: read(call_list_pdf, ids), _("Call list"))

    def save(self) -> None:
        for lesson in self.lessons:
            field = self.choices.get(lesson.id)
            if field is not None and field.value is not None:
                slot: Slot = field.value
                new = NewLesson(slot.starts, slot.ends, lesson.venue_id, lesson.teacher_id)
                said = _("Make-up lesson of {title} planned").format(title=lesson.title)
                self.desk.write(schedule_lessons, ScheduleLessons(lesson.offering_id, (new,)), toast=said)
        self.accept()
        draft = self.desk.read(cancellation_draft, self.ids, self.desk.wall_clock().date())
        self.desk.go("notices", draft=draft)
