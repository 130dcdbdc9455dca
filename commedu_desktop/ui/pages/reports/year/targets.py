"""The year's targets: each measured from the figures, or counted by hand."""

from typing import Any

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.figures import Dimension, FigureKey, Measure
from commedu_desktop.domain.targets import BY_HAND, is_rate
from commedu_desktop.i18n import N_, _, language
from commedu_desktop.sentences import shown
from commedu_desktop.services.populations import population_table
from commedu_desktop.services.report_words import MEASURES
from commedu_desktop.services.reports import report_branches
from commedu_desktop.services.targets import KeepTarget, TargetRow, copy_targets, keep_target, remove_target, targets
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column
from commedu_desktop.ui.pages.reports.year.listing import Listing
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField, Field, NumberField, TextField


def measures(desk: Desk, year: int) -> list[tuple[str, str]]:
    """What a target can be measured by, with its name."""
    found = [
        (BY_HAND, _("Counted by hand")),
        (str(FigureKey(Measure.ATTENDANCES)), _("Attendances")),
        (str(FigureKey(Measure.PERSONS)), _("Persons")),
        (str(FigureKey(Measure.LESSONS)), _("Lessons held")),
        (str(FigureKey(Measure.HOURS)), _("Hours")),
        (Measure.TRAINING_RATE, _("Training rate, per cent")),
        (Measure.ATTENDANCE_RATE, _("Attendance rate, per cent")),
    ]
    for code, names in desk.read(population_table, year).groups:
        name = str(names.get(language()) or names.get("en") or code)
        for measure in (Measure.PERSONS, Measure.ATTENDANCES, Measure.TRAINING_RATE):
            found.append((str(FigureKey(measure, Dimension.GROUP, code)), f"{_(MEASURES[measure])}: {name}"))
    return found


class TargetsTab(Listing):
    """Of the whole centre and of its branches."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self.desk, self.year = desk, 0
        self._names: dict[str, str] = {}
        self._branches: dict[str, str] = {}
        columns = (
            Column(N_("Target"), lambda one: one.name, 220, stretch=2, kind="strong"),
            Column(N_("Measured by"), lambda one: self._names.get(one.measure, one.measure), 190, stretch=1),
            Column(N_("To be reached"), _aim, 120, kind="number"),
            Column(N_("Reached by hand"), _by_hand, 130, kind="number"),
            Column(
                N_("Branch"), lambda one: self._branches.get(one.branch, _("Whole centre")), 130, stretch=1, spare=1
            ),
        )
        hint = _("What the year must reach. Progress to date stands in every report.")
        super().__init__(desk, parent, hint, columns, self._open, self._take_away)
        self.take_over = Button(desk.look, _("Take over from the year before"), icon="copy")
        self.take_over.clicked.connect(self._copy)
        self.tools.addWidget(self.take_over)

    def show_year(self, year: int) -> None:
        self.year = year
        self._names = dict(measures(self.desk, year))
        self._branches = dict(self.desk.read(report_branches))
        self.show_rows(self.desk.read(targets, year))

    def _open(self, row: TargetRow | None) -> None:
        TargetDialog(self.desk, self, self.year, row).open()

    def _take_away(self, row: TargetRow) -> None:
        self.desk.write(remove_target, row.id, toast=_("{name} deleted").format(name=row.name))

    def _copy(self) -> None:
        said = _("Taken over from {year}.").format(year=self.year - 1)
        self.desk.write(copy_targets, self.year, refused=self._refused, toast=said)

    def _refused(self, refusal: Refused) -> None:
        from commedu_desktop.sentences import sentence

        self.banner.say(sentence(refusal), "bad")


def _aim(row: TargetRow) -> str:
    return f"{row.aim}%" if is_rate(row.measure) else shown(row.aim)


def _by_hand(row: TargetRow) -> str:
    return "" if row.measure != BY_HAND else "—" if row.by_hand is None else shown(row.by_hand)


class TargetDialog(FormDialog):
    """A new target, or one to change."""

    def __init__(self, desk: Desk, parent: QWidget, year: int, row: TargetRow | None) -> None:
        super().__init__(desk.look, parent, row.name if row else _("New target of {year}").format(year=year))
        self.desk, self._year, self._row = desk, year, row
        self.name = TextField(_("Target"), row.name if row else "", hint=_("As it stands in the year's plan."))
        self.measure = ChoiceField(
            _("Measured by"), measures(desk, year), row.measure if row else str(FigureKey(Measure.ATTENDANCES))
        )
        self.aim = NumberField(_("To be reached"), row.aim if row else None, least=1, most=100_000_000)
        self.by_hand = NumberField(_("Reached so far"), row.by_hand if row else None, least=0, most=100_000_000)
        branches: list[tuple[Any, str]] = [("", _("Whole centre")), *desk.read(report_branches)]
        self.branch = ChoiceField(_("Branch"), branches, row.branch if row else "")
        self.add(self.name)
        self.add(self.measure, self.branch)
        self.add(self.aim, self.by_hand)
        self.form.addStretch(1)
        self.measure.edited.connect(self._follow)
        self.resize(desk.look.px(560), desk.look.px(420))
        self._follow()

    def _follow(self) -> None:
        self.by_hand.setVisible(self.measure.value == BY_HAND)

    def save(self) -> None:
        request = KeepTarget(
            self._year,
            self.name.value,
            self.measure.value,
            self.aim.value or 0,
            self.branch.value or "",
            self.by_hand.value,
            self._row.id if self._row else None,
        )
        self.desk.write(keep_target, request, done=lambda _key: self.accept(), refused=self._refused, toast=_("Saved."))

    def _refused(self, refusal: Refused) -> None:
        known: dict[str, Field] = {"target-without-name": self.name, "target-out-of-range": self.aim}
        self.explain(refusal, known.get(refusal.code))
