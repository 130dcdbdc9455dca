"""What came of the last check-in, readable from two metres, and the last ones before it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from commedu_desktop.domain.check_in import Outcome
from commedu_desktop.domain.pinyin import shown_pinyin
from commedu_desktop.i18n import _
from commedu_desktop.sentences import shown, told
from commedu_desktop.services.check_in import CheckedIn
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import Card, Pill, column, empty, row, words
from commedu_desktop.ui.widgets.buttons import Button, set_property
from commedu_desktop.ui.widgets.flow import Flow
from commedu_desktop.ui.widgets.messages import Picture

STATES = {Outcome.IN: "good", Outcome.ALREADY: "good", Outcome.LOOK: "warn", Outcome.REFUSED: "bad"}
LONGEST = 60
"""Characters of a name that are shown large; the whole name is its tool tip."""
ICONS = {"good": "circle-check", "warn": "triangle-alert", "bad": "circle-x", "info": "scan-line"}


def state_of(answer: CheckedIn) -> str:
    """The colour: who is in but owes a fee is worth a look."""
    return "warn" if answer.code == "checked-in-unpaid" else STATES[answer.outcome]


def outcome_words(answer: CheckedIn) -> str:
    if answer.code.startswith("checked-out"):
        return _("out")
    names = {Outcome.IN: _("in"), Outcome.ALREADY: _("already"), Outcome.LOOK: _("look"), Outcome.REFUSED: _("refused")}
    return names[answer.outcome]


def sentence_of(answer: CheckedIn) -> str:
    """Everything but the name."""
    said = told(answer.code, answer.facts)
    return _("is in · {lesson}").format(lesson=said) if answer.outcome is Outcome.IN and answer.lesson_id else said


class ResultCard(QFrame):
    """Green, amber or red with a sign, the name large, one sentence, and what can be done about it.

    The last button stands at the right, the others in lines below the sentence.
    """

    def __init__(self, look: Look, buttons: Sequence[Button]) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "result")
        self.picture = Picture(look, "scan-line", "muted", 44)
        self.name = words("", "result", wrap=True)
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.sentence = words("", "strong", wrap=True)
        self.sentence.setProperty("role", "result-sentence")
        self.buttons = list(buttons)
        for label in (self.name, self.sentence):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 14, 14, 14)
        layout.setSpacing(16)
        layout.addWidget(self.picture)
        *ways_out, undo = self.buttons
        below = QWidget()
        below.setLayout(Flow(*ways_out))
        layout.addLayout(column(self.name, self.sentence, below, gap=4), 1)
        layout.addWidget(undo)
        for button in self.buttons:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.wait()

    def wait(self) -> None:
        """Nobody has come yet."""
        self._show("info", _("Ready"), _("Scan a card, or type a name, pinyin, telephone or card number."))

    def say(self, answer: CheckedIn) -> None:
        pinyin = shown_pinyin(answer.who, answer.pinyin)
        self._show(state_of(answer), f"{answer.who}  {pinyin}".strip(), sentence_of(answer))

    def say_undone(self, name: str) -> None:
        self._show("info", name, _("The check-in was undone."))

    def say_trouble(self, name: str, sentence: str) -> None:
        self._show("bad", name, sentence)

    def _show(self, state: str, name: str, sentence: str) -> None:
        self.picture.show_icon(ICONS[state], f"{state}_text")
        self.name.setText(name if len(name) <= LONGEST else name[: LONGEST - 1] + "…")
        self.name.setToolTip(name)
        self.sentence.setText(sentence)
        set_property(self, "state", state)
        self.setAccessibleName(f"{name}: {sentence}")


class JustNow(Card):
    """The last answers, newest first."""

    SHOWN = 4

    def __init__(self, look: Look) -> None:
        super().__init__(margin=16, gap=6)
        self._look = look
        self.answers: list[CheckedIn] = []
        self.body.addWidget(words(_("Just now"), "heading"))
        self.lines = column(gap=4)
        self.body.addLayout(self.lines)
        self._fill()

    def add(self, answer: CheckedIn) -> None:
        self.answers = [answer, *self.answers][:50]
        self._fill()

    def _fill(self) -> None:
        empty(self.lines)
        for answer in self.answers[: self.SHOWN]:
            self.lines.addWidget(self._line(answer))
        if not self.answers:
            self.lines.addWidget(words(_("Whoever is checked in stays in sight here."), "muted", wrap=True))

    def _line(self, answer: CheckedIn) -> QWidget:
        line = QWidget()
        when = words(shown(answer.at.time()), "muted")
        when.setMinimumWidth(self._look.px(48))
        joiner = " → " if answer.outcome is Outcome.IN else " · "
        said = answer.lesson if answer.outcome is Outcome.IN else told(answer.code, answer.facts)
        text = Elided(answer.who + joiner + said)
        line.setLayout(row(when, text, Pill(outcome_words(answer), state_of(answer)), gap=10))
        return line


class Elided(QLabel):
    """One line that ends in … where there is no room; the whole is its tool tip."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._whole = text
        self.setToolTip(text)
        self.setMinimumWidth(40)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Ignored)
        policy.setHorizontalStretch(1)
        self.setSizePolicy(policy)

    def resizeEvent(self, event: object) -> None:
        fitting = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(fitting)
