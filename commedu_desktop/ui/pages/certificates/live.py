"""A sample certificate that follows what is typed."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _
from commedu_desktop.services.certificate_papers import Sample, sample_certificate_pdf
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.paper_view import PaperView

PAUSE = 250
"""Milliseconds without a key before the sample is set again."""


class LiveSheet(PaperView):
    """`ask` after each change; `refused` says what the wording may not hold, `shown` that all is well."""

    refused = Signal(object)
    shown = Signal()

    def __init__(self, desk: Desk, sample: Callable[[], Sample]) -> None:
        super().__init__(desk.look)
        self._desk, self._sample = desk, sample
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.set_sample)
        self.setMinimumSize(desk.look.px(280), desk.look.px(220))
        self.setAccessibleName(_("Sample certificate"))

    def ask(self) -> None:
        self._timer.start()

    def set_sample(self) -> None:
        self._timer.stop()
        office, sample, today = self._desk.office, self._sample(), self._desk.wall_clock().date()
        self._desk.work(
            lambda _progress: office.read(sample_certificate_pdf, today, sample),
            done=self._show,
            refused=self._refuse,
            title=_("Setting the sample"),
        )

    def _show(self, pdf: bytes) -> None:
        self.show_pdf(pdf)
        self.shown.emit()

    def _refuse(self, refusal: Refused) -> None:
        self.refused.emit(refusal)
