"""A teacher cannot come: days, reason, and what becomes of each lesson; one press of the key does it all."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from commedu_desktop.domain.availability import Absence
from commedu_desktop.i18n import _, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.sentences.weekly_times import span_shown
from commedu_desktop.services.absences import Cover, LessonToCover, ReportAbsence, lessons_to_cover, report_absence
from commedu_desktop.services.substitutes import Near, Substitute
from commedu_desktop.services.teachers import TeacherRow
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.basics import empty, words
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField, DateField, TextField

LEAVE, CANCEL = "leave", "cancel"


class AwayDialog(FormDialog):
    """The best substitute is chosen beforehand; where nobody can, the lesson is cancelled. `cancelled`: their ids."""

    cancelled = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, teacher: TeacherRow) -> None:
        super().__init__(desk.look, parent, _("{name} cannot come").format(name=teacher.name), _("Do it"))
        self.desk, self.teacher = desk, teacher
        today = desk.wall_clock().date()
        self.first = DateField(desk.look, _("From"), today)
        self.last = DateField(desk.look, _("Until"), today)
        self.reason = TextField(_("Reason"), _("ill"), hint=_("It stands on the notice and in the history."))
        self.add(self.first, self.last)
        self.add(self.reason)
        self.count = words("", "strong", wrap=True)
        self.form.addWidget(self.count)
        self._lessons = QVBoxLayout()
        self._lessons.setSpacing(10)
        self.form.addLayout(self._lessons)
        self.form.addStretch(1)
        self.choices: dict[UUID, ChoiceField] = {}
        self.first.edited.connect(self.show_lessons)
        self.last.edited.connect(self.show_lessons)
        self.resize(desk.look.px(620), desk.look.px(620))
        self.show_lessons()

    def span(self) -> tuple[date, date] | None:
        first = self.first.value
        return (first, self.last.value or first) if first is not None else None

    def show_lessons(self) -> None:
        """A choice for each lesson in these days."""
        empty(self._lessons)
        self.choices = {}
        span = self.span()
        now = self.desk.wall_clock()
        found = self.desk.read(lessons_to_cover, self.teacher.id, *span, now) if span else []
        said = ngettext("{count} lesson in these days", "{count} lessons in these days", len(found))
        self.count.setText(said.format(count=shown(len(found))))
        for lesson in found:
            field = ChoiceField(_about(lesson), _choices(lesson))
            field.value = lesson.substitutes[0].teacher_id if _likely(lesson) else CANCEL
            if isinstance(field.control, QComboBox):
                field.control.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self.choices[lesson.id] = field
            self._lessons.addWidget(field)

    def save(self) -> None:
        span = self.span()
        if span is None:
            self.first.refuse(_("Say from which day on."))
            return
        covers = tuple(
            Cover(key, None if field.value == CANCEL else field.value)
            for key, field in self.choices.items()
            if field.value != LEAVE
        )
        request = ReportAbsence(self.teacher.id, Absence(*span, self.reason.value.strip()), covers)
        self.desk.write(
            report_absence,
            request,
            done=self._done,
            refused=self.explain,
            toast=_("{name}: days off kept").format(name=self.teacher.name),
        )

    def _done(self, cancelled: list[UUID]) -> None:
        self.accept()
        if cancelled:
            self.cancelled.emit(cancelled)


def _likely(lesson: LessonToCover) -> bool:
    return bool(lesson.substitutes) and lesson.substitutes[0].qualified


def _about(lesson: LessonToCover) -> str:
    parts = (lesson.title, span_shown(lesson.starts, lesson.ends), lesson.venue)
    return " · ".join(part for part in parts if part)


def _choices(lesson: LessonToCover) -> list[tuple[object, str]]:
    offered = [(one.teacher_id, substitute_shown(one)) for one in lesson.substitutes]
    return [*offered, (CANCEL, _("Cancel the lesson")), (LEAVE, _("Leave it open"))]


def substitute_shown(one: Substitute) -> str:
    """Li Na · teaches this · same branch · 6 hours that week · 138…"""
    hours = one.minutes // 60
    parts = [
        one.name,
        _("teaches this") if one.qualified else _("another subject"),
        {Near.HERE: _("same branch"), Near.POOL: _("shared"), Near.ELSEWHERE: one.branch}[one.near],
        ngettext("{count} hour that week", "{count} hours that week", hours).format(count=shown(hours)),
        one.phone,
    ]
    return " · ".join(part for part in parts if part)
