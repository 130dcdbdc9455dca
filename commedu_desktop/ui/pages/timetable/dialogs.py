"""A lesson opened, a lesson added, and why one is cancelled."""

from datetime import datetime
from uuid import UUID

from PySide6.QtWidgets import QDialog, QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus, Slot
from commedu_desktop.domain.weekly_times import span_on
from commedu_desktop.i18n import _
from commedu_desktop.sentences import sentence
from commedu_desktop.sentences.weekly_times import span_shown
from commedu_desktop.services.clash_refusals import ROOM_CODES, TEACHER_CODES
from commedu_desktop.services.lessons import (
    CancelLesson,
    MoveLesson,
    NewLesson,
    ScheduleLessons,
    cancel_lesson,
    move_lesson,
    schedule_lessons,
)
from commedu_desktop.services.moves import move_trouble
from commedu_desktop.services.offerings import OfferingRow, offerings
from commedu_desktop.services.series import MoveFollowing, move_following
from commedu_desktop.services.substitutes import Substitute, substitutes
from commedu_desktop.services.teachers import teachers
from commedu_desktop.services.timetable import TimetableLesson
from commedu_desktop.services.venues import venues
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.timetable.cancelled import CancelledDialog
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField, DateField, Field, LongTextField, TimeField

ONE, FOLLOWING, ALL = "one", "following", "all"
Choices = list[tuple[UUID | None, str]]


def venue_choices(desk: Desk) -> Choices:
    """Rooms to choose from, and none."""
    return [(None, _("No room")), *((one.id, f"{one.name} · {one.branch}") for one in desk.read(venues))]


def teacher_choices(desk: Desk) -> Choices:
    return [(None, _("No teacher")), *((one.id, one.name) for one in desk.read(teachers))]


class _Placed(FormDialog):
    """Day, times, room and teacher of one lesson."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, save_text: str) -> None:
        super().__init__(desk.look, parent, title, save_text)
        self.desk = desk
        self.day = DateField(desk.look, _("Day"))
        self.start, self.end = TimeField(_("Start")), TimeField(_("End"))
        self.venue = ChoiceField(_("Room"), venue_choices(desk))
        self.teacher = ChoiceField(_("Teacher"), teacher_choices(desk))

    def add_place(self) -> None:
        self.add(self.day, self.start, self.end)
        self.add(self.venue, self.teacher)

    def show_place(self, starts: datetime, ends: datetime, venue_id: UUID | None, teacher_id: UUID | None) -> None:
        self.day.value, self.start.value, self.end.value = starts.date(), starts.time(), ends.time()
        self.venue.value, self.teacher.value = venue_id, teacher_id

    def span(self) -> tuple[datetime, datetime] | None:
        """Start and end as typed; None while something is missing."""
        day, start, end = self.day.value, self.start.value, self.end.value
        return span_on(day, start, end) if day and start and end else None

    def need_span(self) -> tuple[datetime, datetime] | None:
        """As `span`, but says what is missing."""
        missing = next((one for one in (self.day, self.start, self.end) if one.value is None), None)
        if missing is not None:
            missing.refuse(_("Fill this in, so that the lesson has its place."))
        return self.span()

    def refused(self, refusal: Refused) -> None:
        fields: dict[str, Field] = {
            **dict.fromkeys(ROOM_CODES, self.venue),
            **dict.fromkeys(TEACHER_CODES, self.teacher),
            "closed-then": self.day,
            "learners-busy": self.start,
            "times-overlap": self.start,
            "lesson-backwards": self.end,
        }
        self.explain(refusal, fields.get(refusal.code))


class LessonDialog(_Placed):
    """One lesson: when, where, with whom; moved here from the keyboard, or cancelled."""

    def __init__(self, desk: Desk, parent: QWidget, lesson: TimetableLesson) -> None:
        super().__init__(desk, parent, lesson.title, _("Move"))
        self.lesson = lesson
        self.form.addWidget(words(_about(lesson), "muted", wrap=True))
        self.add_place()
        self.show_place(lesson.starts, lesson.ends, lesson.venue_id, lesson.teacher_id)
        reach = [
            (ONE, _("only this lesson")),
            (FOLLOWING, _("this and all that follow at this weekly time")),
            (ALL, _("all at this weekly time that have not been held")),
        ]
        self.reach = ChoiceField(_("Move"), reach)
        self.add(self.reach)
        self.trouble = words("", wrap=True)
        self.form.addWidget(self.trouble)
        self.form.addStretch(1)
        self._way = Button(desk.look, _("Class"), icon="book-open")
        self._way.clicked.connect(lambda: self._go("courses", offering_id=lesson.offering_id))
        self.cancel_button = Button(desk.look, _("Cancel this lesson…"), icon="circle-x", kind="danger")
        self.cancel_button.clicked.connect(self._cancel)
        self.foot.insertWidget(0, self._way)
        self.foot.insertWidget(0, self.cancel_button)
        planned = lesson.status is LessonStatus.PLANNED
        for part in (self.cancel_button, self.save_button, *self.fields):
            part.setEnabled(planned)
        for field in self.fields:
            field.edited.connect(self._check)
        self.resize(desk.look.px(660), desk.look.px(520))
        self._check()

    def request(self) -> MoveLesson | None:
        span = self.span()
        if span is None:
            return None
        return MoveLesson(self.lesson.id, *span, self.venue.value, self.teacher.value)

    def save(self) -> None:
        self.need_span()
        request = self.request()
        if request is None:
            return
        said = _("{title} moved").format(title=self.lesson.title)
        if self.reach.value != ONE:
            following = MoveFollowing(**vars(request), all=self.reach.value == ALL)
            self.desk.write(
                move_following, following, done=lambda _count: self.accept(), refused=self.refused, toast=said
            )
        else:
            self.desk.write(move_lesson, request, done=lambda _none: self.accept(), refused=self.refused, toast=said)

    def _check(self) -> None:
        """Says what is in the way before it is saved."""
        request = self.request()
        if request is None or self.lesson.status is not LessonStatus.PLANNED or request.ends <= request.starts:
            return
        self._offer_teachers(Slot(request.starts, request.ends))
        refusal = self.desk.read(move_trouble, request)
        self.trouble.setText(sentence(refusal) if refusal else _("Room and teacher are free then."))
        self.trouble.setProperty("role", "refusal" if refusal else "muted")
        self.trouble.style().unpolish(self.trouble)
        self.trouble.style().polish(self.trouble)

    def _offer_teachers(self, slot: Slot) -> None:
        """Those who are free then stand first and say so: a substitute is two keys away."""
        free = self.desk.read(substitutes, self.lesson.id, slot)
        names = dict(teacher_choices(self.desk))
        likely = [(one.teacher_id, _free(one)) for one in free]
        ids = {one.teacher_id for one in free}
        others = [(key, name) for key, name in names.items() if key is not None and key not in ids]
        self.teacher.offer([*likely, *others, (None, names[None])])

    def _go(self, page: str, **where: UUID) -> None:
        self.accept()
        self.desk.go(page, **where)

    def _cancel(self) -> None:
        dialog = CancelDialog(self.desk, self, self.lesson)
        dialog.accepted.connect(self.accept)
        dialog.open()


def _free(one: Substitute) -> str:
    """Li Na · free · teaches this."""
    return (
        _("{name} · free, teaches this").format(name=one.name)
        if one.qualified
        else _("{name} · free").format(name=one.name)
    )


def _about(lesson: TimetableLesson) -> str:
    """Code, people, and what became of it."""
    places = f"{lesson.enrolled}/{lesson.capacity}" if lesson.capacity else str(lesson.enrolled)
    said = [lesson.code, _("{places} enrolled").format(places=places)]
    if lesson.status is LessonStatus.CANCELLED:
        said.append(_("cancelled: {reason}").format(reason=lesson.reason))
    elif lesson.status is LessonStatus.HELD:
        said.append(_("held; what was held does not change"))
    return " · ".join(said)


class CancelDialog(FormDialog):
    """Why a lesson does not take place."""

    def __init__(self, desk: Desk, parent: QWidget, lesson: TimetableLesson) -> None:
        super().__init__(desk.look, parent, _("Cancel this lesson?"), _("Cancel the lesson"))
        self.desk, self.lesson = desk, lesson
        self.leave_button.setText(_("Keep it"))
        what = f"{lesson.title}, {span_shown(lesson.starts, lesson.ends)}"
        self.form.addWidget(words(what, "strong", wrap=True))
        said = _("Room and teacher are free at once, and the lesson leaves the figures. Undo brings it back.")
        self.form.addWidget(words(said, "muted", wrap=True))
        self.reason = LongTextField(_("Reason"), hint=_("It stands on the notice and in the history."), lines=2)
        self.add(self.reason)
        self.form.addStretch(1)
        self.resize(desk.look.px(500), desk.look.px(380))
        self.reason.setFocus()

    def save(self) -> None:
        self.desk.write(
            cancel_lesson,
            CancelLesson(self.lesson.id, self.reason.value),
            done=lambda _none: self._done(),
            refused=lambda refusal: self.explain(refusal, self.reason if refusal.code == "reason-missing" else None),
            toast=_("Lesson of {title} cancelled").format(title=self.lesson.title),
        )

    def _done(self) -> None:
        """The next step is offered at once: notice, call list, make-up lesson."""
        page = self.parentWidget()
        while isinstance(page, QDialog):
            page = page.parentWidget()
        self.accept()
        CancelledDialog(self.desk, page, [self.lesson.id]).open()


class NewLessonDialog(_Placed):
    """A further lesson of a class."""

    def __init__(self, desk: Desk, parent: QWidget, term_id: UUID | None, starts: datetime) -> None:
        super().__init__(desk, parent, _("New lesson"), _("Add"))
        self._offerings = {one.id: one for one in desk.read(offerings, term_id=term_id) if one.status == "open"}
        choices = [(one.id, f"{one.title} · {one.code}") for one in self._offerings.values()]
        self.offering = ChoiceField(_("Class"), choices)
        self.add(self.offering)
        self.add_place()
        self.form.addStretch(1)
        end = starts.replace(minute=0).time() if starts.hour > 22 else starts.replace(hour=starts.hour + 1).time()
        self.day.value, self.start.value, self.end.value = starts.date(), starts.time(), end
        self.offering.edited.connect(self._follow)
        self._follow()
        self.resize(desk.look.px(620), desk.look.px(440))

    def _follow(self) -> None:
        """Room and teacher of the class."""
        chosen = self._chosen()
        if chosen is not None:
            self.venue.value, self.teacher.value = chosen.venue_id, chosen.teacher_id

    def _chosen(self) -> OfferingRow | None:
        return self._offerings.get(self.offering.value)

    def save(self) -> None:
        chosen, span = self._chosen(), self.need_span()
        if chosen is None:
            self.offering.refuse(_("There is no class in this term yet. Plan one on the Courses page first."))
        elif span is not None:
            new = NewLesson(*span, self.venue.value, self.teacher.value)
            self.desk.write(
                schedule_lessons,
                ScheduleLessons(chosen.id, (new,)),
                done=lambda _ids: self.accept(),
                refused=self.refused,
                toast=_("Lesson of {title} added").format(title=chosen.title),
            )


def moved(lesson: TimetableLesson, starts: datetime, ends: datetime) -> MoveLesson:
    """The lesson at another time, in the same room with the same teacher."""
    return MoveLesson(lesson.id, starts, ends, lesson.venue_id, lesson.teacher_id)
