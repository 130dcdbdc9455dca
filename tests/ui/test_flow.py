"""A page's head at any width and text size: nothing is cut off."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from commedu_desktop.ui.widgets.flow import Flow
from commedu_desktop.ui.widgets.messages import PageHeader


@pytest.mark.parametrize("width", [300, 500, 3000])
def test_buttons_go_below_the_title_when_there_is_no_room_and_none_is_cut_off(qtbot: QtBot, width: int) -> None:
    buttons = [QPushButton(f"A button with words {number}") for number in range(4)]
    header = PageHeader("Attendance of a class with a long name", *buttons)
    qtbot.addWidget(header)
    header.resize(width, header.heightForWidth(width))
    header.show()
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    inside = [button.mapTo(header, button.rect().bottomRight()) for button in buttons]
    assert all(corner.x() <= width and corner.y() <= header.height() for corner in inside)
    beside = buttons[0].mapTo(header, buttons[0].rect().topLeft()).y() < header.title.height()
    assert beside is (width == 3000)


def test_what_grows_takes_the_rest_of_its_line(qtbot: QtBot) -> None:
    first, second, box = QPushButton("First"), QPushButton("Second"), QWidget()
    box.setLayout(Flow(first, second, growing=second))
    qtbot.addWidget(box)
    box.resize(400, 200)
    box.show()
    assert second.geometry().right() == box.width() - 1
    box.resize(second.sizeHint().width() + 10, 200)
    assert second.y() > first.y()
    assert second.width() == box.width()
