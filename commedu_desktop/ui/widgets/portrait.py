"""A portrait in its frame."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from commedu_desktop.i18n import _
from commedu_desktop.ui.theme import Look


class Portrait(QLabel):
    """A JPEG that the program itself has kept, or what stands for one; `width` in pixels at 100 %."""

    def __init__(self, look: Look, width: int, content: bytes = b"") -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(look.px(width), look.px(width * 4 // 3))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setProperty("role", "portrait")
        self.show_content(content)

    def show_content(self, content: bytes) -> None:
        picture = QPixmap()
        if content and picture.loadFromData(content):
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.setPixmap(picture.scaled(self.size(), keep, smooth))
            self.setAccessibleName(_("Photo"))
        else:
            self.setPixmap(self._look.pixmap("user", "muted", 32))
            self.setAccessibleName(_("No photo"))
