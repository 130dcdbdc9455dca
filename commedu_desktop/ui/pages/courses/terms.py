"""A term: its days, its closures, and the public holidays that are left out by themselves."""

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commedu_desktop import i18n
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _
from commedu_desktop.sentences.weekly_times import day_shown
from commedu_desktop.services.enrolment_rules import TermRules, plan_term_with_rules, term_rules
from commedu_desktop.services.holidays import public_holidays, working_weekends
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.terms import Closure, PlanTerm, RemoveTerm, TermRow, remove_term
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import CheckField, DateField, Field, LongTextField, NumberField, TextField
from commedu_desktop.ui.widgets.reading import day


class TermDialog(FormDialog):
    """The term that is shown, or with “New term” another one."""

    saved = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None, term: TermRow | None) -> None:
        super().__init__(desk.look, parent, term.title if term else _("New term"))
        self.desk, self._term = desk, term
        self.code = TextField(_("Code"), term.code if term else "", hint=_("Short, for lists: 2027A"))
        self.name = TextField(_("Term name"), term.name if term else "")
        self.starts = DateField(desk.look, _("First day"), term.starts if term else None)
        self.ends = DateField(desk.look, _("Last day"), term.ends if term else None)
        hint = _("One a line: 2026-11-05..2026-11-06 Sports days. Public holidays need not be written.")
        self.closures = LongTextField(_("Days without lessons"), _written(term), hint=hint, lines=4)
        self.holidays = words("", "muted", wrap=True)
        self.add(self.code, self.name)
        self.add(self.starts, self.ends)
        self._rules(term)
        self.add(self.closures)
        self.form.addWidget(words(_("Public holidays in this term"), "label"))
        self.form.addWidget(self.holidays)
        self.form.addStretch(1)
        for field in (self.starts, self.ends):
            field.edited.connect(self._show_holidays)
        self._buttons(term)
        self.resize(desk.look.px(620), desk.look.px(600))
        self._show_holidays()

    def _rules(self, term: TermRow | None) -> None:
        """Who enrols first, and in how many classes."""
        rules = self.desk.read(term_rules, term.id) if term else TermRules()
        hint = _("Empty: not limited.")
        self.most = NumberField(_("Classes per person"), rules.most_classes, hint=hint, least=1, most=50)
        hint = _("Until this day only those who were in the course before enrol; empty: no such days.")
        self.returning = DateField(self.look, _("Returning learners until"), rules.returning_until, hint=hint)
        said = _("Returning learners also wait ahead of others")
        self.first = CheckField(said, value=rules.returning_first)
        self.add(self.most, self.returning)
        self.add(self.first)

    def _buttons(self, term: TermRow | None) -> None:
        if term is None:
            return
        another = Button(self.look, _("New term"), icon="plus")
        another.clicked.connect(self._another)
        leave = Button(self.look, _("Delete"), icon="trash-2", kind="danger")
        leave.clicked.connect(self._remove)
        self.foot.insertWidget(0, leave)
        self.foot.insertWidget(0, another)

    def _another(self) -> None:
        self.accept()
        TermDialog(self.desk, self.parentWidget(), None).open()

    def _remove(self) -> None:
        if self._term is not None:
            said = _("{title} deleted").format(title=self._term.title)
            self.desk.write(
                remove_term, RemoveTerm(self._term.id), done=lambda _n: self.accept(), refused=self.explain, toast=said
            )

    def _show_holidays(self) -> None:
        first, last = self.starts.value, self.ends.value
        if not first or not last or not first <= last <= first + timedelta(days=400):
            self.holidays.setText(_("Fill in the first and the last day."))
            return
        region = self.desk.read(centre_settings).region
        spans: dict[str, list[str]] = {}
        for when, name in public_holidays(region, first, last, i18n.language()).days.items():
            spans.setdefault(name, []).append(day_shown(when))
        said = [f"{name}: {days[0]}" + (f" – {days[-1]}" if len(days) > 1 else "") for name, days in spans.items()]
        if weekends := working_weekends(region, first, last):
            days = ", ".join(day_shown(one) for one in weekends)
            said.append(_("Working days on a weekend: {days}").format(days=days))
        self.holidays.setText("\n".join(said) or _("none"))

    def save(self) -> None:
        closures = self._closures()
        missing = next((one for one in (self.starts, self.ends) if one.value is None), None)
        if missing is not None:
            missing.refuse(_("Fill in the first and the last day."))
        elif closures is not None and self.starts.value and self.ends.value:
            key = self._term.id if self._term else None
            request = PlanTerm(
                self.code.value, self.starts.value, self.ends.value, self.name.value, tuple(closures), key
            )
            said = _("{title} saved").format(title=self.name.value or self.code.value)
            wanted = TermRules(self.most.value, self.returning.value, self.first.value)
            self.desk.write(plan_term_with_rules, (request, wanted), done=self._done, refused=self._refused, toast=said)

    def _done(self, term_id: object) -> None:
        self.accept()
        self.saved.emit(term_id)

    def _closures(self) -> list[Closure] | None:
        """The closures as typed; None when a line cannot be read, which is then said."""
        found = []
        for line in filter(None, map(str.strip, self.closures.value.replace("；", "\n").splitlines())):
            span, _space, reason = line.partition(" ")
            first, dots, last = span.partition("..")
            begins, ends = day(first), day(last if dots else first)
            if begins is None or ends is None:
                self.closures.refuse(_("“{line}” begins with no date. Write it as 2026-11-05.").format(line=line))
                return None
            found.append(Closure(begins, ends, reason.strip()))
        return found

    def _refused(self, refusal: Refused) -> None:
        known: dict[str, Field] = {
            "code-taken": self.code,
            "code-missing": self.code,
            "ends-before-start": self.ends,
            "term-too-long": self.ends,
            "most-classes-none": self.most,
            "returning-too-late": self.returning,
        }
        self.explain(refusal, known.get(refusal.code))


def _written(term: TermRow | None) -> str:
    lines = []
    for one in term.closures if term else ():
        span = one.starts.isoformat() + (f"..{one.ends.isoformat()}" if one.ends != one.starts else "")
        lines.append(f"{span} {one.reason}".strip())
    return "\n".join(lines)
