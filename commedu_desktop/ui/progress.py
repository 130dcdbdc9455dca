"""The strip under the page while a job takes long: what runs, how far it is, and Cancel."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from commedu_desktop.i18n import _
from commedu_desktop.sentences import shown
from commedu_desktop.ui.jobs import Job, Jobs
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.buttons import Button


class ProgressStrip(QFrame):
    """Shows the job that lingers, with an honest count."""

    def __init__(self, look: Look, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._job: Job | None = None
        self.label = words()
        self.count = words("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel_button = Button(look, _("Cancel"), icon="x")
        self.cancel_button.clicked.connect(self._cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(28, 8, 28, 12)
        layout.setSpacing(16)
        for part in (self.label, self.bar, self.count, self.cancel_button):
            layout.addWidget(part, 1 if part is self.bar else 0)
        self._timer = QTimer(self, interval=100)
        self._timer.timeout.connect(self._look)
        jobs.lingering.connect(self._begin)
        jobs.finished.connect(self._end)
        self.hide()

    def _begin(self, job: Job) -> None:
        self._job = job
        self.label.setText(job.title)
        self.bar.setAccessibleName(job.title)
        self.cancel_button.setEnabled(True)
        self._look()
        self.show()
        self._timer.start()

    def _end(self, job: Job) -> None:
        if job is not self._job:
            return
        self._job = None
        self._timer.stop()
        self.hide()

    def _look(self) -> None:
        if self._job is None:
            return
        done, total = self._job.position
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        of = _("{done} of {total}").format(done=shown(done), total=shown(total))
        self.count.setText(of if total else shown(done) if done else "")

    def _cancel(self) -> None:
        if self._job is not None:
            self._jobs.cancel(self._job)
            self.cancel_button.setEnabled(False)
