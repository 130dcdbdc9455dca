"""What needs a look: counted by the worker after the page is in sight, one question after the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from commedu_desktop.i18n import _, ngettext
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.today import lists
from commedu_desktop.ui.pages.today.offers import show_offers
from commedu_desktop.ui.widgets.basics import Card, column, empty, row, words
from commedu_desktop.ui.widgets.messages import Picture

Show = Callable[[Desk, QWidget, Sequence[Any]], Any]


@dataclass(frozen=True)
class Question:
    """What is asked, how its answer is said, and the list that opens."""

    ask: str
    """A function of `services.today`, which is imported when it is first asked."""
    say: Callable[[int], str]
    icon: str
    state: str
    show: Show


def _unclosed(n: int) -> str:
    return ngettext("{n} lesson is over and not closed", "{n} lessons are over and not closed", n).format(n=n)


def _missing(n: int) -> str:
    return ngettext("{n} person absent several times running", "{n} people absent several times running", n).format(n=n)


def _waiting(n: int) -> str:
    return ngettext("{n} class with people waiting", "{n} classes with people waiting", n).format(n=n)


def _offers(n: int) -> str:
    return ngettext("{n} offered place waits for an answer", "{n} offered places wait for an answer", n).format(n=n)


def _clashes(n: int) -> str:
    return ngettext("{n} clash in the next seven days", "{n} clashes in the next seven days", n).format(n=n)


def _festivals(n: int) -> str:
    return ngettext(
        "{n} festival or campaign is near and has no notice", "{n} festivals and campaigns are near without a notice", n
    ).format(n=n)


def _papers(n: int) -> str:
    return ngettext("{n} paper of a teacher runs out", "{n} papers of teachers run out", n).format(n=n)


QUESTIONS = (
    Question("unclosed", _unclosed, "clipboard-check", "warn", lists.show_unclosed),
    Question("waiting", _waiting, "users", "info", lists.show_waiting),
    Question("offers", _offers, "clock", "warn", show_offers),
    Question("missing", _missing, "phone", "warn", lists.show_missing),
    Question("papers_due", _papers, "badge-check", "warn", lists.show_papers),
    Question("clashes_ahead", _clashes, "triangle-alert", "bad", lists.show_clashes),
    Question("festivals", _festivals, "megaphone", "info", lists.show_festivals),
)


class ConcernsCard(Card):
    """One line for each thing that needs a look; a line opens its list."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__()
        self._desk, self._over = desk, over
        self._answers: dict[int, Sequence[Any]] = {}
        self._asking = False
        self.body.addWidget(words(_("Needs a look"), "heading"))
        self._lines = Lines(desk, over)
        self.body.addWidget(self._lines)

    def ask(self) -> None:
        """Ask everything anew; what was answered before stays in sight meanwhile."""
        if not self._asking:
            self._asking = True
            self._ask(0)

    def _ask(self, number: int) -> None:
        if number == len(QUESTIONS):
            self._asking = False
            self._lines.say(self._answers)
            return
        desk, question, now = self._desk, QUESTIONS[number], self._desk.wall_clock()

        def heard(answer: Sequence[Any]) -> None:
            self._answers[number] = answer
            self._lines.say(self._answers)
            self._ask(number + 1)

        def work(_progress: object) -> Any:
            return desk.office.read(getattr(import_module("commedu_desktop.services.today"), question.ask), now)

        desk.work(work, done=heard, title=_("Counting"))


class Lines(QWidget):
    """The answers that are not empty."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__()
        self._desk, self._over = desk, over
        self.cards: list[Card] = []
        self._layout = column(gap=6)
        self.setLayout(self._layout)
        self._note(_("Counting …"))

    def say(self, answers: dict[int, Sequence[Any]]) -> None:
        empty(self._layout)
        self.cards = []
        for number, answer in sorted(answers.items()):
            if answer:
                self._line(QUESTIONS[number], answer)
        if not self.cards and len(answers) == len(QUESTIONS):
            self._note(_("Nothing needs a look. All is well."))

    def _note(self, text: str) -> QLabel:
        label = words(text, "muted", wrap=True)
        self._layout.addWidget(label)
        return label

    def _line(self, question: Question, answer: Sequence[Any]) -> None:
        card = Card(hot=True, margin=12)
        text = question.say(len(answer))
        label = words(text, wrap=True)
        line = row(Picture(self._desk.look, question.icon, f"{question.state}_text"), gap=12)
        line.addWidget(label, 1)
        line.addWidget(Picture(self._desk.look, "chevron-right", "muted", 16))
        card.body.addLayout(line)
        card.setAccessibleName(text)
        card.clicked.connect(lambda: question.show(self._desk, self._over, answer))
        self.cards.append(card)
        self._layout.addWidget(card)
