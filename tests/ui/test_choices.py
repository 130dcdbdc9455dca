"""The window's way through a round: taken by keyboard, tried out, accepted, undone; and a class goes on."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from commedu_desktop.services.enrolments import learners
from commedu_desktop.services.offerings import offering, offerings
from commedu_desktop.services.ranked_choices import PlanRound, handed_in, plan_round, rounds
from commedu_desktop.services.roll_on import Who
from commedu_desktop.store.tables import Term
from commedu_desktop.ui.choices.hand_in import HandInDialog
from commedu_desktop.ui.choices.round_desk import RoundDialog
from commedu_desktop.ui.choices.rounds import RoundForm
from commedu_desktop.ui.choices.run import RunDialog
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.courses.roll_on import RollOnDialog
from commedu_desktop.ui.pages.front_desk.enrol_dialog import EnrolDialog
from commedu_desktop.ui.widgets.several import SeveralField
from tests.makers import Maker


class Window:
    """A window with a round of two classes of one place each, and Ann and Bob on the register."""

    def __init__(self, qtbot: QtBot, desk: Desk, make: Maker) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.choir, self.dance = (make.new_offering(title=title, capacity=1) for title in ("Choir", "Dance"))
        self.ann, self.bob = (make.new_resident(name, pinyin=name.lower()) for name in ("Ann", "Bob"))
        plan = PlanRound(
            "Spring round",
            make.term.id,
            (self.choir.id, self.dance.id),
            date(2026, 11, 20),
            date(2026, 11, 23),
            seed="K7Q2",
        )
        self.round_id = desk.office.write(plan_round, plan, actor="Li Na")
        self.widget = QWidget()
        qtbot.addWidget(self.widget)
        self.widget.resize(1_100, 760)
        self.widget.show()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.desk.jobs.current is None)

    def take(self, name: str, *keys: Qt.Key) -> None:
        """Type a name in the round, Enter, the keys in the list of classes, Ctrl+Enter."""
        dialog = RoundDialog(self.desk, self.widget, self.round_id)
        dialog.open()
        QTest.keyClicks(dialog.search, name)
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
        (form,) = dialog.findChildren(HandInDialog)
        for key in keys:
            QTest.keyClick(form.table, key)
        form.save_button.click()
        self.settle()
        assert form.isHidden(), form.banner.label.text()
        assert dialog.search.text() == ""
        dialog.reject()

    def chosen(self) -> dict[str, list[str]]:
        titles = {self.choir.id: "Choir", self.dance.id: "Dance"}
        return {one.name: [titles[key] for key in one.offering_ids] for one in self.desk.read(handed_in, self.round_id)}


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, make: Maker) -> Window:
    return Window(qtbot, desk, make)


def test_choices_are_taken_with_enter_or_digits_and_replaced(window: Window) -> None:
    window.take("ann", Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert window.chosen() == {"Ann": ["Choir", "Dance"]}
    window.take("ann", Qt.Key.Key_Down, Qt.Key.Key_1)
    assert window.chosen() == {"Ann": ["Dance", "Choir"]}
    window.take("ann", Qt.Key.Key_Return)
    assert window.chosen() == {"Ann": ["Choir"]}


def test_a_run_is_looked_at_accepted_repeated_and_undone(window: Window) -> None:
    window.take("ann", Qt.Key.Key_Return)
    window.take("bob", Qt.Key.Key_Return)
    dialog = RunDialog(window.desk, window.widget, window.round_id)
    assert dialog.title.text() == "Spring round · trial"
    assert dialog.about.text() == "2 people · choice 1: 1 · none of the choices: 1"
    assert dialog.table.rows.rowCount() == 2
    dialog.take()
    window.settle()
    assert dialog.title.text() == "Spring round · result"
    assert dialog.accept_button.isHidden()
    dialog.repeat()
    assert dialog.banner.label.text() == "Run again from its seed: the same result."
    assert len(window.desk.read(learners, window.choir.id)) == 1
    window.desk.office.undo(actor="Li Na")
    window.desk.changed.emit()
    assert dialog.title.text() == "Spring round · trial"


def test_a_round_is_made_and_its_refusals_stand_beside_their_fields(window: Window, make: Maker) -> None:
    form = RoundForm(window.desk, window.widget, None, make.term.id)
    form.title.value = "Second round"
    form.save()
    window.settle()
    assert form.classes.refusal.text() == "Choose the classes whose places are given in this round."
    chess = make.new_offering(title="Chess", capacity=8)
    form = RoundForm(window.desk, window.widget, None, make.term.id)
    form.title.value = "Second round"
    form.classes.values = (chess.id,)
    assert form.classes.button.text().startswith("Chess")
    form.save()
    window.settle()
    assert {one.title for one in window.desk.read(rounds)} == {"Spring round", "Second round"}


def test_a_class_goes_on_with_those_who_are_chosen(window: Window, make: Maker) -> None:
    spring = make.add(Term(code="2027S", name="Spring 2027", starts=date(2027, 3, 1), ends=date(2027, 6, 30)))
    chess = make.new_offering(title="Chess", times="Mon 09:00-10:30")
    make.enrol(chess, window.ann)
    dialog = RollOnDialog(window.desk, window.widget, window.desk.read(offering, chess.id))
    assert dialog.names.text() == "1 learner goes on: Ann"
    assert "lessons" in dialog.preview.heading.text()
    dialog.who.value = Who.NOBODY
    dialog.show_plan()
    assert dialog.names.text() == "0 learners go on"
    dialog.who.value = Who.ALL
    dialog.save_button.click()
    window.settle()
    (made,) = window.desk.read(offerings, term_id=spring.id)
    assert [one.name for one in window.desk.read(learners, made.id)] == ["Ann"]
    again = RollOnDialog(window.desk, window.widget, window.desk.read(offering, chess.id))
    assert again.banner.label.text().startswith("Chess is planned in Spring 2027 already")
    assert not again.save_button.isEnabled()


def test_the_enrol_dialog_leads_to_the_choices_where_places_are_given_by_them(window: Window) -> None:
    dialog = EnrolDialog(window.desk, window.widget, window.ann.id, "Ann")
    dialog.open()
    dialog.table.choose(window.dance.id)
    dialog.enrol()
    window.settle()
    assert "Hand in Ann's choices instead." in dialog.banner.label.text()
    (form,) = dialog.findChildren(HandInDialog)
    form.toggle(window.dance.id)
    form.save_button.click()
    window.settle()
    assert window.chosen() == {"Ann": ["Dance"]}


def test_a_field_of_several_says_what_is_ticked_and_what_none_means(qtbot: QtBot) -> None:
    field = SeveralField("Groups", [("a", "Youth"), ("b", "Women")], nothing="everybody")
    qtbot.addWidget(field)
    assert (field.values, field.button.text()) == ((), "everybody")
    field.values = ("b",)
    assert field.button.text() == "Women"
    with qtbot.waitSignal(field.edited):
        field.button.showPopup()
        (menu,) = field.findChildren(QMenu)
        menu.actions()[0].trigger()
        menu.hide()
    assert list(field.values) == ["a", "b"]
    assert [field.button.text(), field.names.text()] == ["2 chosen", "Youth and Women"]
    field.offer([("b", "Women"), ("c", "Employees")])
    assert list(field.values) == ["b"]
