"""The person at the desk: who they are, their classes with attendance, where they wait."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout

from commedu_desktop.domain.ages import age_on
from commedu_desktop.domain.attendance import share
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.pinyin import shown_pinyin
from commedu_desktop.i18n import _, language, ngettext
from commedu_desktop.sentences.weekly_times import times_shown
from commedu_desktop.services.front_desk import DeskClass, DeskResident
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import Bar, Pill, column, empty, row, words
from commedu_desktop.ui.widgets.dialogs import Drawer


def named(names: dict[str, Any]) -> str:
    """A list entry's word in the language spoken."""
    return str(names.get(language()) or next(iter(names.values()), ""))


class ResidentCard(Drawer):
    """Empty until someone is chosen."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, 430)
        self._look = look
        self.shown: DeskResident | None = None
        self.say(None, date.min)

    def say(self, resident: DeskResident | None, today: date) -> None:
        self.shown = resident
        empty(self.body)
        if resident is None:
            self.body.addWidget(words(_("Nobody chosen"), "large"))
            self.body.addWidget(
                words(_("Whoever is scanned or found stands here with their classes."), "muted", wrap=True)
            )
            self.body.addStretch(1)
            return
        person = resident.person
        self.body.addWidget(words(person.name, "title", wrap=True, selectable=True))
        self.body.addWidget(words(self._about(resident, today), "muted", wrap=True, selectable=True))
        self._pills(resident)
        self._classes(_("Classes this term"), [one for one in resident.classes if one.status.takes_a_place])
        self._waiting([one for one in resident.classes if one.status is EnrolmentStatus.WAITING])
        if person.note:
            self.body.addWidget(words(person.note, "muted", wrap=True))
        self.body.addStretch(1)

    def _about(self, resident: DeskResident, today: date) -> str:
        person = resident.person
        parts = [shown_pinyin(person.name, person.pinyin), person.card, person.phone]
        if person.born is not None:
            age = age_on(person.born, today)
            parts.append(ngettext("{age} year", "{age} years", age).format(age=age))
        if resident.household > 1:
            parts.append(_("household of {number}").format(number=resident.household))
        return " · ".join(filter(None, parts))

    def _pills(self, resident: DeskResident) -> None:
        pills = [Pill(named(names), "info") for names in resident.person.groups]
        if resident.certificates:
            told = ngettext("{count} certificate", "{count} certificates", resident.certificates)
            pills.append(Pill(told.format(count=resident.certificates), "good"))
        if resident.person.archived:
            pills.append(Pill(_("archived"), "neutral"))
        for at in range(0, len(pills), 3):
            self.body.addLayout(row(*pills[at : at + 3], 1, gap=6))

    def _classes(self, heading: str, classes: list[DeskClass]) -> None:
        self.body.addWidget(words(heading, "heading"))
        if not classes:
            self.body.addWidget(words(_("In no class yet. Enrol with Ctrl+E."), "muted", wrap=True))
        for one in classes:
            self.body.addLayout(self._class(one))

    def _class(self, one: DeskClass) -> QVBoxLayout:
        rate = share(one.attended, one.counted)
        bar = Bar(self._look, float(rate), "accent" if rate * 100 >= 70 or not one.counted else "warn")
        told = _("{attended} of {counted} attended").format(attended=one.attended, counted=one.counted)
        where = " · ".join(filter(None, [times_shown(one.times), one.venue or ""]))
        line = row(_wrapped(where), words(told if one.counted else "", "muted"))
        line.setStretch(0, 1)
        bar.setAccessibleName(told)
        return column(words(one.title, wrap=True), line, bar, gap=3)

    def _waiting(self, classes: list[DeskClass]) -> None:
        if not classes:
            return
        self.body.addWidget(words(_("Waiting"), "heading"))
        for one in classes:
            told = _("{title} · {place} of {waiting}").format(title=one.title, place=one.place, waiting=one.waiting)
            line = row(_wrapped(told, ""), Pill(_("waiting"), "warn"))
            line.setStretch(0, 1)
            self.body.addLayout(line)


def _wrapped(text: str, role: str = "muted") -> QLabel:
    return words(text, role, wrap=True)
