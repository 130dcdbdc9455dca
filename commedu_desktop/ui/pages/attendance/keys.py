"""What the keys of the class grid mean, and what a click makes of a mark."""

from PySide6.QtCore import Qt

from commedu_desktop.domain.attendance import Mark

KEYS = {
    Qt.Key.Key_P: Mark.PRESENT,
    Qt.Key.Key_Space: Mark.PRESENT,
    Qt.Key.Key_L: Mark.LATE,
    Qt.Key.Key_E: Mark.EXCUSED,
    Qt.Key.Key_A: Mark.ABSENT,
    Qt.Key.Key_1: Mark.PRESENT,
    Qt.Key.Key_2: Mark.LATE,
    Qt.Key.Key_3: Mark.EXCUSED,
    Qt.Key.Key_4: Mark.ABSENT,
}
STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_PageUp: (-10, 0),
    Qt.Key.Key_PageDown: (10, 0),
    Qt.Key.Key_Home: (-100_000, 0),
    Qt.Key.Key_End: (100_000, 0),
}
"""Rows and columns to go."""
CYCLE: dict[Mark | None, Mark | None] = {
    None: Mark.PRESENT,
    Mark.PRESENT: Mark.LATE,
    Mark.LATE: Mark.EXCUSED,
    Mark.EXCUSED: Mark.ABSENT,
    Mark.ABSENT: None,
}
