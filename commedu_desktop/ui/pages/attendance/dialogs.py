"""Reopening a lesson, and counting people without names."""

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.ages import band_labels
from commedu_desktop.i18n import _
from commedu_desktop.services.attendance import (
    CountHeads,
    LessonState,
    ReopenLesson,
    count_heads,
    headcounts,
    reopen_lesson,
)
from commedu_desktop.services.planned_absences import NoteLesson, lesson_note, note_lesson
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import LongTextField, NumberField


class ReopenDialog(FormDialog):
    """Why a closed lesson must be corrected."""

    def __init__(self, desk: Desk, parent: QWidget, lesson: LessonState) -> None:
        super().__init__(desk.look, parent, _("Reopen the lesson"), _("Reopen"))
        self.desk, self._lesson = desk, lesson
        hint = _("The reason stays in the history. Marks are kept; close the lesson again afterwards.")
        self.reason = LongTextField(_("Reason"), hint=hint)
        self.add(self.reason)
        self.form.addStretch(1)
        self.resize(desk.look.px(460), desk.look.px(330))
        self.reason.setFocus()

    def save(self) -> None:
        self.desk.write(
            reopen_lesson,
            ReopenLesson(self._lesson.id, self.reason.value),
            toast=_("The lesson is open again"),
            done=lambda _none: self.accept(),
            refused=lambda refusal: self.explain(refusal, self.reason),
        )


class NoteDialog(FormDialog):
    """The teacher's note to a lesson."""

    def __init__(self, desk: Desk, parent: QWidget, lesson: LessonState) -> None:
        super().__init__(desk.look, parent, _("Note to the lesson"), _("Save"))
        self.desk, self._lesson = desk, lesson
        hint = _("What was taught, what is missing, what the next teacher should know.")
        self.note = LongTextField(_("Note"), desk.read(lesson_note, lesson.id), hint=hint, lines=6)
        self.add(self.note)
        self.form.addStretch(1)
        self.resize(desk.look.px(480), desk.look.px(380))
        self.note.setFocus()

    def save(self) -> None:
        self.desk.write(
            note_lesson,
            NoteLesson(self._lesson.id, self.note.value),
            toast=_("Note kept"),
            done=lambda _none: self.accept(),
            refused=self.explain,
        )


class HeadsDialog(FormDialog):
    """How many of each age band were there without being enrolled."""

    def __init__(self, desk: Desk, parent: QWidget, lesson: LessonState) -> None:
        super().__init__(desk.look, parent, _("Count guests by age"), _("Save"))
        self.desk, self._lesson = desk, lesson
        kept = desk.read(headcounts, lesson.id)
        bands = [*band_labels(desk.read(centre_settings, lesson.starts.year).age_bands), ""]
        names = {band: _("{band} years").format(band=band) if band else _("age not known") for band in bands}
        self.numbers = {band: NumberField(names[band], kept.get(band) or None, most=9_999) for band in bands}
        fields = list(self.numbers.values())
        for at in range(0, len(fields), 2):
            self.add(*fields[at : at + 2])
        self.form.addStretch(1)
        fields[0].setFocus()

    def save(self) -> None:
        wrong = [field for field in self.numbers.values() if not field.is_good()]
        if wrong:
            self.explain(_("Type a number from 0 to 9,999."), wrong[0])
            return
        numbers = {band: field.value or 0 for band, field in self.numbers.items()}
        self.desk.write(
            count_heads,
            CountHeads(self._lesson.id, numbers),
            toast=_("Guests counted"),
            done=lambda _total: self.accept(),
            refused=self.explain,
        )
