"""A new class: course, times, room, teacher; the lessons it will have are shown while it is typed."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.errors import Refused, Unconfirmed
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.i18n import _, ngettext
from commedu_desktop.sentences import sentence
from commedu_desktop.services.clash_refusals import ROOM_CODES, TEACHER_CODES
from commedu_desktop.services.courses import courses
from commedu_desktop.services.offerings import Planned, PlanOffering, plan_offering
from commedu_desktop.services.plan_previews import PlanPreview, preview_plan
from commedu_desktop.services.terms import terms
from commedu_desktop.services.venues import venues
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.fees.amounts import minor_units
from commedu_desktop.ui.pages.courses.catalogue import CourseDialog
from commedu_desktop.ui.pages.courses.plan_preview import PlanPreviewPanel
from commedu_desktop.ui.pages.courses.wording import KINDS
from commedu_desktop.ui.pages.timetable.dialogs import teacher_choices, venue_choices
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import CheckField, ChoiceField, DateField, Field, NumberField, TextField

PAUSE = 200
"""Milliseconds without a key before the lessons are worked out again."""


class NewClassDialog(FormDialog):
    """`made(offering_id)` when it was planned."""

    made = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, term_id: UUID | None) -> None:
        super().__init__(desk.look, parent, _("New class"), _("Plan it"))
        self.desk = desk
        self._rooms = {one.id: one for one in desk.read(venues)}
        self.preview = PlanPreviewPanel(desk.look)
        self.preview.room_taken.connect(self._take_room)
        self._build(term_id)
        self.form.addStretch(1)
        new_course = Button(desk.look, _("New course…"), icon="plus")
        new_course.clicked.connect(self._new_course)
        self.foot.insertWidget(0, new_course)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.show_plan)
        for field in self.fields:
            field.edited.connect(self._timer.start)
        self.resize(desk.look.px(720), desk.look.px(720))
        self._follow_course()
        self.times.setFocus()

    def propose(self, title: str, starts: date, ends: date) -> None:
        """An activity with this name in these days."""
        self.title.value, self.kind.value = title, OfferingKind.ACTIVITY
        self.starts.value, self.ends.value = starts, ends
        self.touch()

    def _build(self, term_id: UUID | None) -> None:
        known = self.desk.read(terms)
        self.course = ChoiceField(_("Course"))
        self.title = TextField(_("Title"), hint=_("As the course, unless you write another."))
        self.kind = ChoiceField(_("Kind"), [(kind, _(text)) for kind, text in KINDS.items()])
        self.term = ChoiceField(_("Term"), [(one.id, one.title) for one in known], term_id)
        times = _("For example: Mon 08:30-10:30; Thu 15:00-17:00")
        self.times = TextField(_("Weekly times"), hint=times)
        self.every = ChoiceField(_("How often"), [(1, _("every week")), (2, _("every second week"))])
        self.starts = DateField(self.look, _("From"), hint=_("Empty: the whole term."))
        self.ends = DateField(self.look, _("Until"))
        self.count = NumberField(_("Number of lessons"), hint=_("Empty: as many as fit."), least=1, most=400)
        self.venue = ChoiceField(_("Room"), venue_choices(self.desk))
        self.teacher = ChoiceField(_("Teacher"), teacher_choices(self.desk))
        self.capacity = NumberField(_("Places"), hint=_("Empty: not limited."), most=100_000)
        self.fee = TextField(_("Fee"), hint=_("In whole or with two decimals; empty: free."))
        self.walk_in = CheckField(_("Open to walk-ins"))
        self.make_up = CheckField(_("Lessons on a day off move to its make-up working day"))
        self._offer_courses()
        self.add(self.course, self.title)
        self.add(self.kind, self.term)
        self.add(self.times, self.every)
        self.add(self.venue, self.teacher)
        self.form.addWidget(self.preview)
        self.add(self.starts, self.ends, self.count)
        self.add(self.capacity, self.fee)
        self.add(self.walk_in)
        self.add(self.make_up)
        self.course.edited.connect(self._follow_course)
        self.venue.edited.connect(self._follow_room)

    def _offer_courses(self) -> None:
        found = self.desk.read(courses)
        self._courses = {one.id: one for one in found}
        self.course.offer([(one.id, f"{one.title} · {one.code}") for one in found])

    def _follow_course(self) -> None:
        chosen = self._courses.get(self.course.value)
        self.title.edit.setPlaceholderText(chosen.title if chosen else "")

    def _follow_room(self) -> None:
        """As many places as the room has, until somebody says otherwise."""
        room = self._rooms.get(self.venue.value)
        if room is not None and room.capacity and not self.capacity.edit.isModified():
            self.capacity.value = room.capacity

    def _new_course(self) -> None:
        dialog = CourseDialog(self.desk, self, None)
        dialog.saved.connect(self._course_made)
        dialog.open()

    def _course_made(self, course_id: UUID) -> None:
        self._offer_courses()
        self.course.value = course_id
        self._follow_course()
        self.touch()

    def _take_room(self, venue_id: UUID) -> None:
        self.venue.value = venue_id
        self.touch()
        self.show_plan()

    def request(self) -> PlanOffering | None:
        """The plan as typed; None while course or term are missing."""
        if self.course.value is None or self.term.value is None:
            return None
        return PlanOffering(
            course_id=self.course.value,
            term_id=self.term.value,
            times=self.times.value,
            title=self.title.value,
            kind=OfferingKind(self.kind.value),
            teacher_id=self.teacher.value,
            venue_id=self.venue.value,
            capacity=self.capacity.value or 0,
            fee=minor_units(self.desk, self.fee.value) or 0,
            starts=self.starts.value,
            ends=self.ends.value,
            walk_in=self.walk_in.value,
            every=self.every.value,
            lessons=self.count.value,
            make_up=self.make_up.value,
        )

    def show_plan(self) -> None:
        """Show the lessons; what is in the way stands beside its field."""
        for field in self.fields:
            field.accept()
        request = self.request()
        if request is None or not request.times:
            self.preview.nothing()
            return
        try:
            plan = self.desk.read(preview_plan, request)
        except Refused as refusal:
            self.preview.trouble(sentence(refusal))
            return
        self.preview.say(plan)
        self._say_clashes(plan)

    def _say_clashes(self, plan: PlanPreview) -> None:
        for refusal in plan.troubles:
            if not isinstance(refusal, Unconfirmed):
                say_beside(self._field(refusal), sentence(refusal))

    def _field(self, refusal: Refused) -> Field:
        known: dict[str, Field] = {
            **dict.fromkeys(TEACHER_CODES, self.teacher),
            **dict.fromkeys(ROOM_CODES, self.venue),
            "ends-before-start": self.ends,
            "outside-term": self.starts,
            "no-lesson-days": self.starts,
        }
        return known.get(refusal.code, self.times)

    def save(self) -> None:
        request = self.request()
        if request is None:
            missing = self.course if self.course.value is None else self.term
            missing.refuse(_("There is none yet. Make one first: “New course…” below, or Term on the Courses page."))
        elif minor_units(self.desk, self.fee.value) is None:
            self.fee.refuse(_("This is no amount. Write it as 50 or 50.00."))
        else:
            self.desk.write(plan_offering, request, done=self._done, refused=self._refused)

    def _refused(self, refusal: Refused) -> None:
        self.explain(refusal, self._field(refusal))

    def _done(self, planned: Planned) -> None:
        self.accept()
        self.made.emit(planned.offering_id)
        said = ngettext("Planned with {count} lesson", "Planned with {count} lessons", planned.lessons)
        self.desk.toast(said.format(count=planned.lessons), undo=True)


def say_beside(field: Field, text: str) -> None:
    """Say what is wrong without taking the cursor there."""
    field.refusal.setText(text)
    field.refusal.setVisible(bool(text))
