"""A class goes on in another term: its lessons shown before they are planned, and who goes with it."""

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.errors import Refused, Unconfirmed
from commedu_desktop.i18n import _, ngettext
from commedu_desktop.sentences import sentence, shown
from commedu_desktop.sentences.roll_on import WHO
from commedu_desktop.sentences.weekly_times import times_shown
from commedu_desktop.services.clash_refusals import ROOM_CODES, TEACHER_CODES
from commedu_desktop.services.offerings import OfferingRow, PlanOffering
from commedu_desktop.services.plan_previews import preview_plan
from commedu_desktop.services.roll_on import RolledOn, RollOn, Who, going_on, plan_of, roll_on
from commedu_desktop.services.terms import TermRow, terms
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.courses.new_class import PAUSE, say_beside
from commedu_desktop.ui.pages.courses.plan_preview import PlanPreviewPanel
from commedu_desktop.ui.pages.timetable.dialogs import teacher_choices, venue_choices
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.dialogs import FormDialog, Tell
from commedu_desktop.ui.widgets.fields import ChoiceField, Field, NumberField, TextField


class RollOnDialog(FormDialog):
    """`made(offering_id)` when the class was planned in the other term."""

    made = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, row: OfferingRow) -> None:
        title = _("{title} in another term").format(title=row.title)
        super().__init__(desk.look, parent, title, _("Roll on"))
        self.desk, self._row = desk, row
        self._plan: PlanOffering | None = None
        self.preview = PlanPreviewPanel(desk.look)
        self.preview.room_taken.connect(self._take_room)
        self._build(later_terms(desk, row))
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.show_plan)
        for field in self.fields:
            field.edited.connect(self._timer.start)
        self.term.edited.connect(self._take_plan)
        self.title.edited.connect(self._retitle)
        self.resize(desk.look.px(700), desk.look.px(700))
        self._take_plan()
        self._touched = False

    def _build(self, known: list[TermRow]) -> None:
        self.term = ChoiceField(_("Term"), [(one.id, one.title) for one in known])
        self.title = TextField(_("Title"), self._row.title)
        self.times = TextField(_("Weekly times"), hint=_("For example: Mon 08:30-10:30; Thu 15:00-17:00"))
        self.capacity = NumberField(_("Places"), hint=_("Empty: not limited."), most=100_000)
        self.venue = ChoiceField(_("Room"), venue_choices(self.desk))
        self.teacher = ChoiceField(_("Teacher"), teacher_choices(self.desk))
        self.who = ChoiceField(_("Learners who go on"), [(Who(key), _(text)) for key, text in WHO.items()], Who.ALL)
        self.percent = NumberField(_("Attendance from"), 70, hint=_("Per cent of the counted lessons."), most=100)
        self.names = words("", "muted", wrap=True)
        self.add(self.term, self.title)
        self.add(self.times, self.capacity)
        self.add(self.venue, self.teacher)
        self.form.addWidget(self.preview)
        self.add(self.who, self.percent)
        self.form.addWidget(self.names)
        self.form.addStretch(1)

    def _take_plan(self) -> None:
        """The class as it is, in the term that is chosen."""
        self._plan = None
        self.banner.hide()
        if self.term.value is None:
            self.explain(_("There is no later term yet. Make one first: Term on the Courses page."))
        else:
            try:
                self._plan = plan = self.desk.read(plan_of, self._row.id, self.term.value, self.title.value)
            except Refused as refusal:
                self.explain(refusal)
            else:
                self.times.value, self.capacity.value = times_shown(plan.times), plan.capacity or None
                self.venue.value, self.teacher.value = plan.venue_id, plan.teacher_id
        self.show_plan()

    def _retitle(self) -> None:
        """Another title may be what was missing."""
        if self._plan is None:
            self._take_plan()

    def request(self) -> PlanOffering | None:
        """The plan as it stands in the fields."""
        if self._plan is None:
            return None
        return replace(
            self._plan,
            title=self.title.value,
            times=self.times.value,
            capacity=self.capacity.value or 0,
            venue_id=self.venue.value,
            teacher_id=self.teacher.value,
        )

    def show_plan(self) -> None:
        """The lessons there would be, what is in their way, and who goes on."""
        self.percent.setVisible(self.who.value is Who.ATTENDED)
        self._tell_names()
        for field in self.fields:
            field.accept()
        request = self.request()
        self.save_button.setEnabled(request is not None)
        if request is None or not request.times:
            self.preview.nothing()
            return
        try:
            plan = self.desk.read(preview_plan, request)
        except Refused as refusal:
            self.preview.trouble(sentence(refusal))
            return
        self.preview.say(plan)
        for trouble in plan.troubles:
            if not isinstance(trouble, Unconfirmed):
                say_beside(self._field(trouble), sentence(trouble))

    def _tell_names(self) -> None:
        going = self.desk.read(going_on, self._row.id, self.who.value, self.percent.value or 0)
        count = ngettext("{count} learner goes on", "{count} learners go on", len(going)).format(count=len(going))
        self.names.setText(f"{count}: {shown([one.name for one in going])}" if going else count)

    def _take_room(self, venue_id: UUID) -> None:
        self.venue.value = venue_id
        self.touch()
        self.show_plan()

    def _field(self, refusal: Refused) -> Field:
        known: dict[str, Field] = {
            **dict.fromkeys(TEACHER_CODES, self.teacher),
            **dict.fromkeys(ROOM_CODES, self.venue),
            "rolled-on-already": self.title,
            "roll-on-backwards": self.term,
        }
        return known.get(refusal.code, self.times)

    def save(self) -> None:
        plan = self.request()
        if plan is not None:
            request = RollOn(self._row.id, plan, self.who.value, self.percent.value or 0)
            self.desk.write(roll_on, request, done=self._done, refused=self._refused)

    def _refused(self, refusal: Refused) -> None:
        self.explain(refusal, self._field(refusal))

    def _done(self, made: RolledOn) -> None:
        self.accept()
        self.made.emit(made.offering_id)
        count = len(made.enrolled)
        said = ngettext("{title} goes on with {count} learner", "{title} goes on with {count} learners", count)
        self.desk.toast(said.format(title=made.title, count=count), undo=True)
        if made.left_out or made.waiting:
            Tell(self.look, self.parentWidget(), _("Not everybody has a place"), not_placed(made)).open()


def not_placed(made: RolledOn) -> str:
    """Who waits, and who was left out and why, a line each."""
    lines = [_("On the waiting list: {names}.").format(names=shown(list(made.waiting)))] if made.waiting else []
    return "\n".join([*lines, *(f"{one.name} ({one.card}): {sentence(one.reason)}" for one in made.left_out)])


def later_terms(desk: Desk, row: OfferingRow) -> list[TermRow]:
    """Terms after that of a class, the next first."""
    known = desk.read(terms)
    own = next(one for one in known if one.id == row.term_id)
    return sorted((one for one in known if one.starts > own.starts), key=lambda one: one.starts)
