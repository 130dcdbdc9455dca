"""One resident at a glance: name, card, age, household, groups, classes with attendance, waiting lists, history."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from babel.numbers import format_decimal
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from commedu_desktop.domain.ages import age_on
from commedu_desktop.domain.custom_fields import (
    CONSENT,
    CONTACT_NAME,
    CONTACT_PHONE,
    CONTACT_RELATION,
    CustomField,
    shown_value,
)
from commedu_desktop.domain.pinyin import shown_pinyin
from commedu_desktop.domain.residents import masked_id_number, shown_phone
from commedu_desktop.i18n import _, locale, ngettext
from commedu_desktop.sentences import shown, verb_phrase
from commedu_desktop.sentences.telling import day_shown
from commedu_desktop.sentences.weekly_times import times_shown
from commedu_desktop.services.residents import ResidentDetail
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import Bar, Pill, column, empty, row, words
from commedu_desktop.ui.widgets.portrait import Portrait

if TYPE_CHECKING:
    from commedu_desktop.services.fees import FeeSummary

_LONGEST = 60
"""Characters of a name that are shown large; the whole name is in the tool tip."""
_BREAK_EVERY = 14


def breakable(text: str) -> str:
    """The text, shortened, with places where even a word without spaces may go on in the next line."""
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    words_of = [
        "\u200b".join(w[at : at + _BREAK_EVERY] for at in range(0, len(w), _BREAK_EVERY)) for w in short.split(" ")
    ]
    return " ".join(words_of)


def narrow(label: QLabel) -> QLabel:
    """The label takes the width there is, never more."""
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    label.setWordWrap(True)
    return label


class ResidentPanel(QWidget):
    """Shows what it is given; `show_resident(None, …)` says that nobody is chosen."""

    visit = Signal(object)
    """The id of a household member that was clicked."""

    def __init__(self, look: Look, nobody: str = "") -> None:
        """`nobody` says what will stand here."""
        super().__init__()
        self._look = look
        self._nobody = nobody or _("Choose somebody in the list to see everything here.")
        self.resident: ResidentDetail | None = None
        self.own_fields: Sequence[CustomField] = ()
        self.reveals = False
        """Whether the ID number stands there in full."""
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(10)
        self.show_resident(None, date.min)

    def show_resident(self, resident: ResidentDetail | None, today: date, fees: "FeeSummary | None" = None) -> None:
        """`today` for the age, the centre's date."""
        self.resident = resident
        empty(self._body)
        if resident is None:
            self._body.addWidget(narrow(words(self._nobody, "muted")))
        else:
            self._head(resident, today)
            self._classes(resident)
            self._waiting(resident)
            self._payments(fees)
            self._facts(resident)
            self._history(resident)
        self._body.addStretch(1)

    def _head(self, resident: ResidentDetail, today: date) -> None:
        name = narrow(words(breakable(resident.name), "title", selectable=True))
        name.setToolTip(resident.name)
        told = column(name, narrow(words(" · ".join(self._told(resident, today)), "muted")), 1, gap=4)
        if not resident.photo:
            self._body.addLayout(told)
        else:
            line = row(gap=12)
            line.addLayout(told, 1)
            line.addWidget(Portrait(self._look, 60, resident.photo))
            self._body.addLayout(line)
        pills = [Pill(group.name, "info") for group in resident.groups]
        if resident.credits:
            number = format_decimal(float(resident.credits), "#,##0.##", locale=locale())
            said = ngettext("{number} credit", "{number} credits", int(resident.credits) or 2)
            pills.append(Pill(said.format(number=number), "good"))
        if resident.certificates:
            said = ngettext("{count} certificate", "{count} certificates", resident.certificates)
            pills.append(Pill(said.format(count=resident.certificates), "good"))
        self._pills(pills)

    def _pills(self, pills: list[Pill]) -> None:
        """Two in a line: a panel is narrow, and at 150 % narrower."""
        for at in range(0, len(pills), 2):
            self._body.addLayout(row(*pills[at : at + 2], 1, gap=6))

    def _told(self, resident: ResidentDetail, today: date) -> Iterable[str]:
        pinyin = shown_pinyin(resident.name, resident.pinyin)
        if pinyin:
            yield breakable(pinyin)
        yield resident.card
        if resident.born is not None:
            age = age_on(resident.born, today)
            yield ngettext("{count} year", "{count} years", age).format(count=age)
        if resident.members:
            yield _("household of {count}").format(count=len(resident.members) + 1)

    def _classes(self, resident: ResidentDetail) -> None:
        self._body.addWidget(words(_("Classes this term"), "heading"))
        if not resident.classes:
            self._body.addWidget(narrow(words(_("None yet."), "muted")))
        for one in resident.classes:
            when = " · ".join(part for part in (times_shown(one.times) if one.times else "", one.venue) if part)
            come = _("{attended} of {held} attended").format(attended=one.attended, held=one.held)
            bar = Bar(self._look, one.attended / one.held if one.held else 0)
            bar.setAccessibleName(f"{one.title}: {come}")
            line = row(gap=8)
            line.addWidget(narrow(words(when, "small")), 1)
            line.addWidget(words(come, "small"))
            self._body.addLayout(column(narrow(words(one.title)), line, bar, gap=4))

    def _waiting(self, resident: ResidentDetail) -> None:
        if not resident.waiting:
            return
        self._body.addWidget(words(_("Waiting"), "heading"))
        for one in resident.waiting:
            place = _("{title} · number {place} of {waiting}").format(
                title=one.title, place=one.place, waiting=one.waiting
            )
            line = row()
            line.addWidget(narrow(words(place)), 1)
            line.addWidget(Pill(_("waiting"), "warn"))
            self._body.addLayout(line)

    def _payments(self, fees: "FeeSummary | None") -> None:
        if fees is None:
            return
        self._body.addWidget(words(_("Payments"), "heading"))
        line = row()
        line.addWidget(narrow(words(_("Paid: {amount}").format(amount=shown(fees.paid)))), 1)
        if fees.owed.minor:
            line.addWidget(Pill(_("to pay {amount}").format(amount=shown(fees.owed)), "warn"))
        else:
            line.addWidget(Pill(_("all is paid"), "good"))
        self._body.addLayout(line)

    def _facts(self, resident: ResidentDetail) -> None:
        facts = [
            (_("Phone"), shown_phone(resident.phone)),
            (_("Born"), day_shown(resident.born) if resident.born else ""),
            (_("ID number"), self._id_number(resident)),
            (_("Branch"), resident.branch),
            (_("Address"), resident.address),
            (_("Household"), shown([one.name for one in resident.members]) if resident.members else ""),
            (_("In an emergency"), self._contact(resident)),
            *self._own_facts(resident),
            (_("Cards before"), shown(list(resident.void_cards)) if resident.void_cards else ""),
            (_("Note"), resident.note),
        ]
        self._body.addWidget(words(_("Record"), "heading"))
        for caption, value in facts:
            if value:
                told = narrow(words(breakable(value) if len(value) < _LONGEST else value, selectable=True))
                self._body.addLayout(column(words(caption, "small"), told, gap=0))

    def _id_number(self, resident: ResidentDetail) -> str:
        return resident.id_number if self.reveals else masked_id_number(resident.id_number)

    def _contact(self, resident: ResidentDetail) -> str:
        extra = resident.extra
        parts = (extra.get(CONTACT_NAME), extra.get(CONTACT_RELATION), shown_phone(extra.get(CONTACT_PHONE) or ""))
        return " · ".join(part for part in parts if part)

    def _own_facts(self, resident: ResidentDetail) -> Iterable[tuple[str, str]]:
        if consent := resident.extra.get(CONSENT):
            yield _("Consent given on"), day_shown(date.fromisoformat(consent))
        for one in self.own_fields:
            value = shown_value(one, resident.extra.get(one.code), _("Yes"), _("No"))
            if isinstance(value, date):
                value = day_shown(value)
            yield one.name, value or ""

    def _history(self, resident: ResidentDetail) -> None:
        if not resident.history:
            return
        self._body.addWidget(words(_("History"), "heading"))
        for line in resident.history:
            when = shown(line.at.astimezone())
            said = narrow(words(verb_phrase(line.verb, line.subject)[:200]))
            self._body.addLayout(column(said, words(f"{when} · {line.actor}", "small"), gap=0))
