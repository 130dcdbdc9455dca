"""The import assistant: choose, check the columns, see what would happen, import, undo."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _, ngettext
from commedu_desktop.sentences import sentence, shown
from commedu_desktop.sentences.imports import refused_line
from commedu_desktop.services.files import write_atomically
from commedu_desktop.services.imports import (
    Answer,
    ImportRequest,
    ImportResult,
    Layout,
    Reading,
    look_over,
    refused_rows_file,
    take_in,
)
from commedu_desktop.services.progress import Progress
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.jobs import Job, Work
from commedu_desktop.ui.pages.imports.aside import Aside
from commedu_desktop.ui.pages.imports.columns_step import ColumnsStep
from commedu_desktop.ui.pages.imports.done_step import DoneStep, counted
from commedu_desktop.ui.pages.imports.file_step import FileStep
from commedu_desktop.ui.pages.imports.outcome_step import OutcomeStep
from commedu_desktop.ui.widgets.basics import row, rule, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.messages import Banner

FILE, COLUMNS, OUTCOME, DONE = range(4)


class ImportAssistant(Aside):
    """Nothing is written before the last button of the third step; one undo takes all of it back."""

    def __init__(self, desk: Desk, parent: QWidget | None, kind: str = "residents") -> None:
        super().__init__(parent, desk.look)
        self.desk, look = desk, desk.look
        self.setWindowTitle(_("Import a list"))
        self.setModal(True)
        self._file: Path | None = None
        self._result: ImportResult | None = None
        self._job: Job | None = None
        self._answered: dict[int, UUID | Answer] = {}
        self.title, self.step_words = words("", "title"), words("", "muted")
        self.banner = Banner(look)
        self.file_step, self.columns_step, self.outcome_step = (
            FileStep(desk, kind),
            ColumnsStep(desk),
            OutcomeStep(desk),
        )
        self.stack = QStackedWidget()
        self.done_step = DoneStep(look)
        for step in (self.file_step, self.columns_step, self.outcome_step, self.done_step):
            self.stack.addWidget(step)
        self._make_buttons()
        self._lay_out()
        self.file_step.chosen.connect(self.take_file)
        self.columns_step.overruled.connect(self._look_again)
        self.outcome_step.asked.answered.connect(self._dress_foot)
        self._timer = QTimer(self, interval=100)
        self._timer.timeout.connect(self._show_progress)
        room = (parent or self).screen().availableSize()
        self.resize(min(look.px(1040), 1180, room.width() - 40), min(look.px(700), 760, room.height() - 60))
        self._turn_to(FILE)

    def _make_buttons(self) -> None:
        look = self.desk.look
        self.back_button = Button(look, _("Back"), icon="chevron-left", shortcut="Alt+Left")
        self.leave_button = Button(look, _("Cancel"), shortcut="Esc")
        self.next_button = Button(look, _("Next"), kind="primary", shortcut="Ctrl+Enter")
        self.save_button = Button(look, _("Save refused rows…"), icon="download", shortcut="Ctrl+S")
        self.back_button.clicked.connect(self.back)
        self.leave_button.clicked.connect(self.reject)
        self.next_button.clicked.connect(self.go_on)
        self.save_button.clicked.connect(self.save_refused)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.count = words("", "muted")
        shortcuts = {"Ctrl+Return": self.go_on, "Ctrl+Enter": self.go_on, "Alt+Left": self.back}
        shortcuts |= {"Ctrl+O": self.file_step.choose, "Ctrl+S": self.save_refused}
        for keys, handler in shortcuts.items():
            QShortcut(QKeySequence(keys), self).activated.connect(handler)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 20, 28, 16)
        layout.setSpacing(12)
        layout.addLayout(row(self.title, 1, self.step_words))
        layout.addWidget(self.banner)
        layout.addWidget(self.stack, 1)
        layout.addWidget(rule())
        foot = row(
            self.back_button, self.save_button, self.count, self.progress, 1, self.aside_button, self.leave_button
        )
        foot.addWidget(self.next_button)
        layout.addLayout(foot)

    def take_file(self, file: Path, wishes: Reading = Reading()) -> None:  # noqa: B008 - frozen
        """Read a file and show what its columns seem to be."""
        self._file = file
        kind = self.file_step.kind.value
        self.desk.settings.change(save_folder=str(file.parent))
        self._start(lambda _progress: self._look_at(kind, file, wishes), self._show_columns)

    def _look_at(self, kind: str, file: Path, wishes: Reading) -> Layout:
        try:
            data = file.read_bytes()
        except OSError:
            raise Refused("file-not-readable", name=file.name) from None
        return look_over(self.desk.office, kind, data, wishes)

    def _look_again(self, wishes: Reading) -> None:
        if self._file is not None:
            self.take_file(self._file, wishes)

    def _show_columns(self, layout: Layout) -> None:
        self.columns_step.show_layout(layout)
        self.outcome_step.asked.forget()
        self._turn_to(COLUMNS)

    def go_on(self) -> None:
        """The primary button of the step in sight."""
        step = self.stack.currentIndex()
        if self._job is not None or not self.next_button.isEnabled():
            return
        if step == FILE:
            self.file_step.choose()
        elif step == COLUMNS:
            self._take(dry_run=True)
        elif step == OUTCOME:
            self._take(dry_run=self._answers_differ())
        else:
            self.accept()

    def back(self) -> None:
        step = self.stack.currentIndex()
        if step == DONE:
            self._undo()
        elif step > FILE and self._job is None:
            self._turn_to(step - 1)

    def _take(self, *, dry_run: bool) -> None:
        layout = self.columns_step.layout_now()
        self._answered = dict(self.outcome_step.asked.answers)
        request = ImportRequest(
            layout,
            self.columns_step.missing.value,
            keep_good=True,
            dry_run=dry_run,
            ask=True,
            decided=self._answered,
            by_address=layout.kind == "residents" and self.columns_step.by_address.value,
        )
        office, actor = self.desk.office, self.desk.actor

        def work(progress: Progress) -> ImportResult:
            return take_in(office, request, actor=actor, progress=progress)

        self._start(work, self._show_outcome if dry_run else self._show_done)

    def _show_outcome(self, result: ImportResult) -> None:
        self._result = result
        self.outcome_step.show_result(result)
        self._turn_to(OUTCOME)
        self.say_aside(_("All rows are looked through, and nothing is written yet."), "info")

    def _show_done(self, result: ImportResult) -> None:
        self._result = result
        self.done_step.show_result(result)
        self.desk.changed.emit()
        self._turn_to(DONE)
        self.say_aside(_("The list is in: {facts}.").format(facts=counted(result)))

    def _undo(self) -> None:
        self.desk.undo(self._result.write_id if self._result is not None else None)
        self.accept()

    def save_refused(self) -> None:
        """The refused rows as CSV, with line and reason, to correct and import again."""
        if self._result is None or not self._result.refused or self._file is None:
            return
        start = self._file.with_name(_("{name} - refused rows").format(name=self._file.stem) + ".csv")
        name, _kind = QFileDialog.getSaveFileName(self, _("Save refused rows"), str(start), "CSV (*.csv)")
        if name:
            self.write_refused(Path(name))

    def write_refused(self, path: Path) -> None:
        if self._result is None:
            return
        refused, layout = self._result.refused, self.columns_step.layout_now()
        reasons = [refused_line(layout.kind, one.field, one.reason) for one in refused]
        content = refused_rows_file(layout, refused, reasons, (_("line in the file"), _("reason")))

        def saved(_nothing: object) -> None:
            self.banner.say(_("Saved: {path}").format(path=path), "good")

        self._start(lambda _progress: write_atomically(path, content), saved)

    def _start(self, work: Work, done: Callable[[Any], None]) -> None:
        """One job at a time, with its progress in the foot and Cancel."""
        self.banner.say("")
        self._set_busy(busy=True)

        def well(result: Any) -> None:
            self._set_busy(busy=False)
            done(result)

        self._job = self.desk.work(
            work, done=well, refused=self._refused, cancelled=self._stopped, title=_("Importing")
        )
        self._timer.start()

    def _refused(self, refusal: Refused) -> None:
        self._set_busy(busy=False)
        self.banner.say(sentence(refusal), "bad")
        self.say_aside(sentence(refusal), "bad")

    def _stopped(self) -> None:
        self._set_busy(busy=False)
        self.banner.say(_("Cancelled; nothing was changed."), "info")
        self.say_aside(_("Cancelled; nothing was changed."), "info")

    def _set_busy(self, *, busy: bool) -> None:
        if not busy:
            self._job = None
            self._timer.stop()
        self.offer_aside(busy=busy)
        self.progress.setVisible(busy)
        self.count.setVisible(busy)
        self.count.setText("")
        self.progress.setRange(0, 0)
        self.stack.setEnabled(not busy)
        self._dress_foot()

    def _show_progress(self) -> None:
        if self._job is None:
            return
        self.offer_aside(busy=True)
        done, total = self._job.position
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.count.setText(_("{done} of {total}").format(done=shown(done), total=shown(total)) if total else "")

    def _turn_to(self, step: int) -> None:
        titles = (_("Import a list"), _("Check the columns"), _("What will happen"), _("Done"))
        self.title.setText(titles[step])
        of = _("Step {step} of {steps}").format(step=step + 1, steps=3) if step < DONE else ""
        self.step_words.setText(
            " · ".join(part for part in (self._file.name if self._file and step else "", of) if part)
        )
        self.stack.setCurrentIndex(step)
        self._set_busy(busy=False)

    def _dress_foot(self) -> None:
        step, busy = self.stack.currentIndex(), self._job is not None or self.progress.isVisibleTo(self)
        self.back_button.setVisible(step > FILE)
        self.back_button.setText(_("Undo the import") if step == DONE else _("Back"))
        self.back_button.setEnabled(not busy)
        self.save_button.setVisible(step >= OUTCOME and self._result is not None and bool(self._result.refused))
        self.leave_button.setVisible(step != DONE)
        self.next_button.setVisible(step != FILE)
        self.next_button.setText(self._next_words(step))
        self.next_button.setEnabled(not busy and self._may_go_on(step))

    def _answers_differ(self) -> bool:
        """Answers given since the last look: what they lead to is shown before it is written."""
        return self.outcome_step.asked.answers != self._answered

    def _next_words(self, step: int) -> str:
        if step == OUTCOME and self._answers_differ():
            return _("Look again")
        if step == OUTCOME and self._result is not None:
            rows = len(self._result.new) + len(self._result.changed)
            return ngettext("Import {count} row", "Import {count} rows", rows).format(count=shown(rows))
        return _("Close") if step == DONE else _("Check all rows")

    def _may_go_on(self, step: int) -> bool:
        if step == OUTCOME and self._result is not None:
            return bool(self._result.new or self._result.changed) or self._answers_differ()
        return True

    def reject(self) -> None:
        """Esc stops what is running; when nothing runs, it leaves."""
        if self._job is not None:
            self.desk.jobs.cancel(self._job)
        else:
            super().reject()
