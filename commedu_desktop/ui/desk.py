"""What a page is given: reading, writing, undo, toasts, where to go, and how things look.

A page reads on the GUI thread (page-sized queries only) and writes through the worker; it never meets the database.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from commedu_desktop.domain.errors import Refused, Unconfirmed
from commedu_desktop.i18n import _
from commedu_desktop.sentences import sentence, verb_phrase
from commedu_desktop.ui.jobs import Job, Jobs, Work, tell
from commedu_desktop.ui.settings import Settings
from commedu_desktop.ui.theme import Look

if TYPE_CHECKING:
    from commedu_desktop.domain.today import Today
    from commedu_desktop.services.office import Office, Query, Verb
    from commedu_desktop.services.progress import Progress

P = ParamSpec("P")
Q = TypeVar("Q")
R = TypeVar("R")


class Desk(QObject):
    """One per window."""

    changed = Signal()
    """Something was written, undone or redone: what is in sight reads again."""
    toasted = Signal(str, str, bool)
    """Words, state ("good", "bad", …), whether Undo is offered."""
    going = Signal(str, object)
    """Key of a page and what to show there (a dict)."""
    asking = Signal(str)
    """Something only the frame can do: "backup", "restore", "theme dark", "size 125", "language en"."""
    previewing = Signal(bytes, str)
    """A PDF and its title."""

    def __init__(
        self,
        office: "Office",
        actor: str,
        look: Look,
        settings: Settings,
        jobs: Jobs,
        folder: Path | None = None,
        first_look: "Today | None" = None,
    ) -> None:
        super().__init__(jobs)
        self.folder = folder
        """Where the centre and its backups lie; None when there is no such folder."""
        self._first_look = first_look
        self.office, self.actor, self.look, self.settings, self.jobs = office, actor, look, settings, jobs

    def folder_or_refuse(self) -> Path | None:
        """Where the centre lies; for one on a server nothing, and a word about who keeps its backups."""
        if self.folder is None:
            self.refuse(Refused("shared-database"))
        return self.folder

    def take_first_look(self) -> "Today | None":
        """What was read before the office was there, once: the first page need not read it again."""
        found, self._first_look = self._first_look, None
        return found

    def wall_clock(self) -> datetime:
        """The centre's local date and time, naive."""
        return self.office.wall_clock()

    def read(self, query: "Query[P, R]", *args: P.args, **kwargs: P.kwargs) -> R:
        """A page-sized query, at once."""
        return self.office.read(query, *args, **kwargs)

    def write(
        self,
        verb: "Verb[Q, R]",
        request: Q,
        *,
        done: Callable[[R], None] | None = None,
        refused: Callable[[Refused], None] | None = None,
        toast: str = "",
        title: str = "",
    ) -> Job:
        """Carry out one verb on the worker.

        `done` gets what the verb returns, `refused` the refusal (without it, a toast says it); `toast` is said with
        Undo beside it when all went well; `title` stands beside the progress bar of a long write; a write without one
        does not wait behind long work. What may be
        confirmed is asked, and written again with the answer in the request's `confirm`.
        """

        def work(progress: "Progress") -> R:
            return self.office.write(verb, request, actor=self.actor, progress=progress)

        def well(result: R) -> None:
            tell(done, result)
            self.changed.emit()
            if toast:
                self.toast(toast, undo=True)

        def again(kinds: frozenset[Any]) -> None:
            confirmed: Any = replace(request, confirm=request.confirm | kinds)  # type: ignore[type-var, attr-defined]
            self.write(verb, confirmed, done=done, refused=refused, toast=toast, title=title)

        def ask(question: Unconfirmed) -> None:
            from commedu_desktop.ui.confirming import ask_to_confirm

            ask_to_confirm(self.look, question, lambda: again(question.kinds), lambda: self.jobs.refuse(job, question))

        job = self._submit(work, well, refused, title, urgent=not title)
        job.asked = ask
        return job

    def work(
        self,
        work: Work,
        *,
        done: Callable[[Any], None] | None = None,
        refused: Callable[[Refused], None] | None = None,
        title: str = "",
        cancelled: Callable[[], None] | None = None,
    ) -> Job:
        """Anything else that takes time (reading a file, rendering paper): `work(progress)` on the worker.

        It may call `desk.office`, but touches no widget.
        """
        return self._submit(work, done, refused, title, cancelled)

    def _submit(
        self,
        work: Work,
        done: Callable[[Any], None] | None,
        refused: Callable[[Refused], None] | None,
        title: str,
        cancelled: Callable[[], None] | None = None,
        *,
        urgent: bool = False,
    ) -> Job:
        told = cancelled or self._cancelled
        return self.jobs.submit(Job(work, title or _("Working"), done, refused, told, urgent=urgent))

    def undo(self, write_id: UUID | None = None) -> None:
        """Take back the last write, or the given one."""

        def work(_progress: object) -> str:
            named = self._named("undo") if write_id is None else ""
            return named or self.office.undo(actor=self.actor, write_id=write_id)

        self._submit(work, self._undone, None, _("Undoing"), urgent=True)

    def redo(self) -> None:
        def work(_progress: object) -> str:
            return self._named("redo") or self.office.redo(actor=self.actor)

        self._submit(work, self._redone, None, _("Redoing"), urgent=True)

    def next_undo(self) -> str:
        """What Ctrl+Z would take back, in words: "check-in of 张小明"; empty when nothing."""
        return self._next("undo")

    def next_redo(self) -> str:
        return self._next("redo")

    def _next(self, way: str) -> str:
        from commedu_desktop.services import history

        named = self.office.read(history.next_undo if way == "undo" else history.next_redo)
        return verb_phrase(named.verb, named.subject) if named is not None else ""

    def _named(self, way: str) -> str:
        """On the worker: take back or do again, and say what it was; empty when there is nothing to name."""
        named = self._next(way)
        if named:
            (self.office.undo if way == "undo" else self.office.redo)(actor=self.actor)
        return named

    def toast(self, words: str, state: str = "good", *, undo: bool = False) -> None:
        self.toasted.emit(words, state, undo)

    def refuse(self, refusal: Refused) -> None:
        """Say a refusal that belongs to no field."""
        self.toast(sentence(refusal), "bad")

    def go(self, page: str, **where: Any) -> None:
        """Open a page at something: `desk.go("residents", resident_id=…)` calls that page's `open(resident_id=…)`."""
        self.going.emit(page, where)

    def preview(self, pdf: bytes, title: str) -> None:
        """Show paper before it prints."""
        self.previewing.emit(pdf, title)

    def _undone(self, subject: str) -> None:
        self.changed.emit()
        self.toast(_("Undone: {subject}").format(subject=subject) if subject else _("Undone."))

    def _redone(self, subject: str) -> None:
        self.changed.emit()
        self.toast(_("Done again: {subject}").format(subject=subject) if subject else _("Done again."))

    def _cancelled(self) -> None:
        self.toast(_("Cancelled; nothing was changed."), "info")
