"""The dialogs of registration by ranked choices, for the tour."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QDialog, QWidget

from commedu_desktop.services.ranked_choices import handed_in, rounds
from commedu_desktop.ui.choices.hand_in import HandInDialog
from commedu_desktop.ui.choices.round_desk import RoundDialog
from commedu_desktop.ui.choices.rounds import RoundForm, RoundsDialog
from commedu_desktop.ui.choices.run import RunDialog
from commedu_desktop.ui.desk import Desk


def stops(desk: Desk, parent: QWidget) -> Iterator[tuple[str, Callable[[], QDialog]]]:
    """Names, and what makes each dialog."""
    yield "rounds", lambda: RoundsDialog(desk, parent, None)
    found = desk.read(rounds)
    if not found:
        return
    first = found[0]
    yield "round-form", lambda: RoundForm(desk, parent, first, None)
    yield "round", lambda: RoundDialog(desk, parent, first.id)
    people = desk.read(handed_in, first.id)
    if people:
        one = people[0]
        yield "hand-in", lambda: HandInDialog(desk, parent, first, one.resident_id, one.name)
    yield "allocation", lambda: RunDialog(desk, parent, first.id)
