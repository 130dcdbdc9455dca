"""Issue certificates: choose a class, see who completed it and who did not, and why."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from babel.numbers import format_percent
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.i18n import LANGUAGES, N_, _, language, locale, ngettext
from commedu_desktop.services.certificates import Candidate, IssueCertificates, Issued, candidates, issue_certificates
from commedu_desktop.services.offerings import OfferingRow, offerings
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField, DateField

DESIGNS = (("jade", N_("Jade and gold")), ("vermilion", N_("Vermilion and gold")), ("ink", N_("Black and white")))
KINDS = (
    (CertificateType.COMPLETION, N_("Completion")),
    (CertificateType.ATTENDANCE, N_("Attendance")),
    (CertificateType.HONOUR, N_("Honour")),
    (CertificateType.THANKS, N_("Thanks")),
)


def _answer(one: Candidate) -> str:
    if one.held:
        return _("Has {number}").format(number=one.held)
    return _("Completed") if one.completed else _("Attended too few lessons")


def _rate(one: Candidate) -> str:
    return str(format_percent(float(one.rate), "#,##0%", locale=locale()))


COLUMNS = (
    Column(N_("Name"), lambda one: one.name, 110, 2, kind="strong", tip=lambda one: one.card),
    Column(N_("Attended"), lambda one: f"{one.attended} / {one.counted}", 90, kind="number"),
    Column(
        N_("Attendance rate"),
        _rate,
        150,
        1,
        kind="bar",
        share=lambda one: float(one.rate),
        state=lambda one: "good" if one.completed else "bad",
    ),
    Column(
        N_("Certificate"),
        _answer,
        200,
        1,
        kind="pill",
        state=lambda one: "info" if one.held else "good" if one.completed else "neutral",
    ),
)


class IssueDialog(FormDialog):
    """`issued` carries what was issued; the page previews it at once."""

    issued = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, offering_id: UUID | None = None) -> None:
        super().__init__(desk.look, parent, _("Issue certificates"), _("Issue"))
        self.desk, self._found = desk, dict[Any, Candidate]()
        runs = _ended_first(desk.read(offerings), desk)
        self.offering = ChoiceField(_("Class"), [(one.id, _run(one)) for one in runs], offering_id)
        self.kind = ChoiceField(_("Kind"), [(kind, _(text)) for kind, text in KINDS])
        self.on = DateField(desk.look, _("Date on the certificate"), desk.wall_clock().date())
        self.tongue = ChoiceField(_("Language"), list(LANGUAGES.items()), language())
        others = [("", _("none")), *LANGUAGES.items()]
        self.second = ChoiceField(_("Second language below"), others, "")
        self.design = ChoiceField(_("Design"), [(design, _(text)) for design, text in DESIGNS])
        self.add(self.offering, self.kind)
        self.add(self.on, self.tongue)
        self.add(self.second, self.design)
        self.summary = words("", "heading", wrap=True)
        self.table = LazyTable(desk.look, LazyModel(COLUMNS, self._ids, self._rows), _("Who completed the class"))
        self.table.setMinimumHeight(desk.look.px(240))
        self.form.addWidget(self.summary)
        self.form.addWidget(self.table, 1)
        self.offering.edited.connect(self.read)
        self.kind.edited.connect(self.read)
        self.resize(desk.look.px(800), desk.look.px(720))
        self.read()

    def read(self) -> None:
        """Who of the chosen class is due a certificate."""
        self._touched = False
        chosen = self.offering.value
        everyone = self.desk.read(candidates, chosen, self.kind.value) if chosen else []
        self._found = {one.resident_id: one for one in sorted(everyone, key=lambda one: (not one.due, -one.rate))}
        due = sum(one.due for one in everyone)
        self.summary.setText(
            ngettext("{due} of {all} is due a certificate", "{due} of {all} are due a certificate", due).format(
                due=due, all=len(everyone)
            )
        )
        self.save_button.setText(
            ngettext("Issue {count} certificate", "Issue {count} certificates", due).format(count=due)
        )
        self.save_button.setEnabled(bool(due))
        self.table.reload()

    def save(self) -> None:
        if not self.on.is_good():
            self.on.refuse(_("This is not a date. Write it as 2026-11-23."))
            return
        second = "" if self.second.value == self.tongue.value else self.second.value
        request = IssueCertificates(
            self.offering.value, self.on.value, self.kind.value, self.tongue.value, second, self.design.value
        )
        self.desk.write(
            issue_certificates,
            request,
            done=self._done,
            refused=lambda refusal: self.explain(refusal, self.on if refusal.code == "certificate-in-future" else None),
            title=_("Issuing certificates"),
        )

    def _done(self, made: Issued) -> None:
        self.accept()
        self.issued.emit(made)

    def _ids(self, _sort: str, _descending: bool) -> Sequence[Any]:
        return list(self._found)

    def _rows(self, ids: Sequence[Any]) -> Mapping[Any, Candidate]:
        return {one: self._found[one] for one in ids}


def _run(one: OfferingRow) -> str:
    return f"{one.title} · {one.code} · {one.term}"


def _ended_first(runs: Sequence[OfferingRow], desk: Desk) -> list[OfferingRow]:
    """Classes that are over, the latest first; then those that are running, lectures and activities last."""
    today = desk.wall_clock().date()
    over = sorted((one for one in runs if one.ends <= today), key=lambda one: one.ends, reverse=True)
    listed = [*over, *(one for one in runs if one.ends > today)]
    return sorted(listed, key=lambda one: one.kind is not OfferingKind.CLASS)
