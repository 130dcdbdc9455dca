"""A picture on a notice: chosen from a file, shown small, taken away again."""

from base64 import b64decode, b64encode
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from commedu_desktop.i18n import _
from commedu_desktop.services.pictures import read_photo
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.fields import Field
from commedu_desktop.ui.widgets.flow import Flow


class PictureField(Field):
    """`value` is the picture as base64, or empty."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._value = desk, ""
        whole = QWidget()
        self.small = QLabel()
        self.small.setAccessibleName(_("Picture"))
        self.choose_button = Button(desk.look, _("Choose picture…"), icon="upload")
        self.remove_button = Button(desk.look, _("Remove"), icon="trash-2", kind="quiet")
        whole.setLayout(Flow(self.choose_button, self.small, self.remove_button))
        said = _("A photograph or a drawing (PNG, JPEG); it takes the room under the facts.")
        super().__init__(_("Picture"), whole, said)
        self.setFocusProxy(self.choose_button)
        self.choose_button.clicked.connect(self.choose)
        self.remove_button.clicked.connect(lambda: self._take(b""))
        self._show()

    @property
    def value(self) -> str:
        return self._value

    @value.setter
    def value(self, text: str) -> None:
        self._value = text
        self._show()

    def choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Choose picture"), "", "PNG, JPEG (*.png *.jpg *.jpeg *.gif *.bmp *.tif *.tiff *.webp)"
        )
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Take a picture file, or say why not."""
        self._desk.work(lambda _progress: read_photo(path), done=self._take, refused=self.refuse)

    def _take(self, content: bytes) -> None:
        self.value = b64encode(content).decode("ascii")
        self._edited()

    def _show(self) -> None:
        image = QImage.fromData(b64decode(self._value)) if self._value else QImage()
        side = self._desk.look.px(48)
        if not image.isNull():
            smooth = Qt.TransformationMode.SmoothTransformation
            image = image.scaled(2 * side, side, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        self.small.setPixmap(QPixmap.fromImage(image))
        self.small.setVisible(not image.isNull())
        self.remove_button.setVisible(not image.isNull())
