"""Issue certificates: choose a class, see who completed it and who did not, and why."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from babel.numbers import format_percent
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.i18n import N_, _, locale, ngettext
from commedu_desktop.services.certificate_papers import Sample, sample_certificate_pdf
from commedu_desktop.services.certificates import (
    Candidate,
    IssueCertificates,
    Issued,
    IssueToClasses,
    candidates,
    due_in_classes,
    issue_certificates,
    issue_to_classes,
)
from commedu_desktop.services.offerings import OfferingRow, offerings
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.pages.certificates.look import LookFields, compact, kind_field
from commedu_desktop.ui.preview import PreviewDialog
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField, DateField


def _answer(one: Candidate) -> str:
    if one.held:
        return _("Has {number}").format(number=one.held)
    if not one.card:
        return _("Taught") if one.completed else _("Held no lesson yet")
    return _("Completed") if one.completed else _("Attended too few lessons")


def _rate(one: Candidate) -> str:
    return str(format_percent(float(one.rate), "#,##0%", locale=locale()))


COLUMNS = (
    Column(N_("Name"), lambda one: one.name, 110, 2, kind="strong", tip=lambda one: one.card),
    Column(N_("Class"), lambda one: one.offering, 100, 1, kind="muted", spare=1),
    Column(N_("Attended"), lambda one: f"{one.attended} / {one.counted}", 84, kind="number"),
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
        self._runs = runs = _ended_first(desk.read(offerings), desk)
        self._terms = _over_by_term(runs, desk)
        whole = [(term, _("All classes of {term} that are over").format(term=term)) for term in self._terms]
        classes = [(one.id, _run(one)) for one in runs]
        self.offering = ChoiceField(_("Class"), [*classes[:1], *whole, *classes[1:]], offering_id)
        self.kind = kind_field()
        self.on = DateField(desk.look, _("Date on the certificate"), desk.wall_clock().date())
        self.design = LookFields(CertificateType.COMPLETION)
        everyone = [(False, _("all who are due")), (True, _("those chosen in the list"))]
        self.whom = compact(ChoiceField(_("Issue to"), everyone, hint=_("Ctrl and Shift choose several")))
        self.add(compact(self.offering))
        self.add(self.kind, self.on)
        self.add(self.whom, self.design.tongue, self.design.second)
        self.add(self.design.design, self.design.face)
        self.summary = words("", "heading", wrap=True)
        model = LazyModel(COLUMNS, self._ids, self._rows)
        self.table = LazyTable(desk.look, model, _("Who completed the class"), several=True)
        self.table.setMinimumHeight(desk.look.px(220))
        self.table.selectionModel().selectionChanged.connect(self._count)
        self.form.addWidget(self.summary)
        self.form.addWidget(self.table, 1)
        sample = Button(desk.look, _("See a sample"), icon="file-text")
        sample.clicked.connect(self.show_sample)
        self.foot.insertWidget(0, sample)
        self.sample_shown: PreviewDialog | None = None
        self.offering.edited.connect(self.read)
        self.kind.edited.connect(self._other_kind)
        self.whom.edited.connect(self._count)
        self.resize(desk.look.px(820), desk.look.px(780))
        self.read()

    def read(self) -> None:
        """Who of the chosen class is due a certificate."""
        self._touched = False
        chosen = self.offering.value
        self.whom.setVisible(chosen not in self._terms)
        everyone = self._everyone(chosen)
        found = sorted(everyone, key=lambda one: (not one.due, one.offering, -one.rate))
        self._found = {one.person_id if not one.offering else (one.offering, one.person_id): one for one in found}
        due = sum(one.due for one in everyone)
        self.summary.setText(
            ngettext("{due} of {all} is due a certificate", "{due} of {all} are due a certificate", due).format(
                due=due, all=len(everyone)
            )
        )
        self.table.reload()
        self._count()

    def _everyone(self, chosen: Any) -> list[Candidate]:
        """Of one class all with the reason; of a whole term only those who are due."""
        if chosen in self._terms:
            return self.desk.read(due_in_classes, self._terms[chosen], self.kind.value)
        return self.desk.read(candidates, chosen, self.kind.value) if chosen else []

    def _other_kind(self) -> None:
        self.design.suit(self.kind.value)
        self.read()

    def chosen(self) -> frozenset[UUID] | None:
        """Ids of those chosen in the list, or None for all who are due."""
        if not self.whom.value or self.offering.value in self._terms:
            return None
        return frozenset(one for one in self.table.chosen_ids if isinstance(one, UUID))

    def _count(self) -> None:
        """The button says how many will be issued."""
        chosen = self.chosen()
        if chosen is None:
            count = sum(one.due for one in self._found.values())
        else:
            count = sum(not one.held for key, one in self._found.items() if key in chosen)
        self.save_button.setText(
            ngettext("Issue {count} certificate", "Issue {count} certificates", count).format(count=count)
        )
        self.save_button.setEnabled(bool(count))

    def show_sample(self) -> None:
        """How the first of them will look, before a number is used."""
        first = next((one for one in self._found.values() if one.due), None)
        course = first.offering if first else ""
        if self.offering.value not in self._terms:
            course = next((one.title for one in self._runs if one.id == self.offering.value), "")
        look, name = self.design.value, first.name if first else ""
        sample = Sample(self.kind.value, look, name=name, subject=course, pictures=True)
        office, day = self.desk.office, self.on.value or self.desk.wall_clock().date()
        self.desk.work(
            lambda _progress: office.read(sample_certificate_pdf, day, sample),
            done=self._sample_made,
            refused=self._refused,
            title=_("Setting the sample"),
        )

    def _sample_made(self, pdf: bytes) -> None:
        self.sample_shown = PreviewDialog(self.desk, pdf, _("Sample certificate"), self)
        self.sample_shown.open()

    def save(self) -> None:
        if not self.on.is_good():
            self.on.refuse(_("This is not a date. Write it as 2026-11-23."))
            return
        chosen, on, kind, look = self.offering.value, self.on.value, self.kind.value, self.design.value
        title = _("Issuing certificates")
        if chosen in self._terms:
            together = IssueToClasses(self._terms[chosen], chosen, on, kind, look)
            self.desk.write(issue_to_classes, together, done=self._done, refused=self._refused, title=title)
        else:
            alone = IssueCertificates(chosen, on, kind, look, self.chosen())
            self.desk.write(issue_certificates, alone, done=self._done, refused=self._refused, title=title)

    def _refused(self, refusal: Refused) -> None:
        self.explain(refusal, self.on if refusal.code == "certificate-in-future" else None)

    def _done(self, made: Issued) -> None:
        self.accept()
        self.issued.emit(made)

    def _ids(self, _sort: str, _descending: bool) -> Sequence[Any]:
        return list(self._found)

    def _rows(self, ids: Sequence[Any]) -> Mapping[Any, Candidate]:
        return {one: self._found[one] for one in ids}


def _over_by_term(runs: Sequence[OfferingRow], desk: Desk) -> dict[Any, tuple[UUID, ...]]:
    """Name of a term -> its classes that are over, where there are several."""
    today, terms = desk.wall_clock().date(), dict[Any, list[UUID]]()
    for one in runs:
        if one.ends <= today and one.kind is OfferingKind.CLASS:
            terms.setdefault(one.term, []).append(one.id)
    return {term: tuple(ids) for term, ids in terms.items() if len(ids) > 1}


def _run(one: OfferingRow) -> str:
    return f"{one.title} · {one.code} · {one.term}"


def _ended_first(runs: Sequence[OfferingRow], desk: Desk) -> list[OfferingRow]:
    """Classes that are over, the latest first; then those that are running, lectures and activities last."""
    today = desk.wall_clock().date()
    over = sorted((one for one in runs if one.ends <= today), key=lambda one: one.ends, reverse=True)
    listed = [*over, *(one for one in runs if one.ends > today)]
    return sorted(listed, key=lambda one: one.kind is not OfferingKind.CLASS)
