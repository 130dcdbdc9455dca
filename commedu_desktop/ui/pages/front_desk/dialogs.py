"""What the front desk's actions open and do for whoever stands there; each dialog loads when it is first asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from commedu_desktop.domain.check_in import MAY_BE_LET_IN, Outcome
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _
from commedu_desktop.sentences import sentence
from commedu_desktop.services.check_in import CheckedIn
from commedu_desktop.services.venues import venues
from commedu_desktop.services.walk_ins import CountGuest, JoinLesson, count_guest, join_lesson
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.page import Page
from commedu_desktop.ui.pages.front_desk.open_lessons import with_open_lesson
from commedu_desktop.ui.pages.front_desk.result import ResultCard
from commedu_desktop.ui.widgets.resident_panel import ResidentPanel

if TYPE_CHECKING:
    from commedu_desktop.ui.self_service import SelfService


def may_be_let_in(answer: CheckedIn | None) -> bool:
    """Whether a lead may pass over what stands in the way."""
    return (
        answer is not None
        and answer.outcome is Outcome.LOOK
        and answer.code in MAY_BE_LET_IN
        and answer.lesson_id is not None
    )


class FrontDeskDialogs(Page):
    """The page without its field and its lists."""

    result: ResultCard
    panel: ResidentPanel

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.answer: CheckedIn | None = None
        self.room_id: UUID | None = None
        self.served: SelfService | None = None

    def _answered(self, answer: CheckedIn) -> None:
        raise NotImplementedError

    def read_room(self) -> str:
        """At which door this desk stands, in words; empty where it serves the whole house."""
        code = self.desk.settings.now.desk_room
        room = next((one for one in self.desk.read(venues) if one.code == code), None) if code else None
        self.room_id = None if room is None else room.id
        return "" if room is None else _("at the door of {room}").format(room=room.name)

    def enrol(self) -> None:
        from commedu_desktop.ui.pages.front_desk.enrol_dialog import EnrolDialog

        if self.panel.resident is not None:
            EnrolDialog(self.desk, self, self.panel.resident.id, self.panel.resident.name).open()

    def pay(self) -> None:
        from commedu_desktop.ui.fees import PaymentsDialog

        if self.panel.resident is not None:
            PaymentsDialog(self.desk, self, self.panel.resident.id, self.panel.resident.name).open()

    def show_unpaid(self) -> None:
        from commedu_desktop.ui.fees import UnpaidDialog

        UnpaidDialog(self.desk, self).open()

    def show_cash(self) -> None:
        from commedu_desktop.ui.fees import CashDialog

        CashDialog(self.desk, self).open()

    def choose_room(self) -> None:
        from commedu_desktop.ui.pages.front_desk.exceptions import RoomDialog

        dialog = RoomDialog(self.desk, self)
        dialog.accepted.connect(self.refresh_now)
        dialog.open()

    def let_in(self) -> None:
        """A lead passes over what stands in the way, for a reason."""
        from commedu_desktop.ui.pages.front_desk.exceptions import LetInDialog

        if self.answer is not None and may_be_let_in(self.answer):
            dialog = LetInDialog(self.desk, self, self.answer)
            dialog.let_in.connect(self._answered)
            dialog.open()

    def serve_themselves(self) -> None:
        """Residents scan their own cards; nothing else is within their reach."""
        from commedu_desktop.ui.self_service import SelfService

        self.served = SelfService(self.desk, self.room_id)
        self.served.showFullScreen()

    def undo_check_in(self) -> None:
        if self.answer is not None and self.answer.write_id is not None:
            self.desk.undo(self.answer.write_id)

    def switch_sound(self) -> None:
        self.desk.settings.change(sound=self.act["sound"].isChecked())

    def join(self) -> None:
        """Enrol whoever stands here in an open lesson, and check them in."""
        self._at_open_lesson(self._join)

    def count(self) -> None:
        self._at_open_lesson(self._count)

    def _at_open_lesson(self, verb: Callable[[UUID], None]) -> None:
        with_open_lesson(self.result, self.answer.open_lessons if self.answer is not None else (), verb)

    def _join(self, lesson_id: UUID) -> None:
        if self.answer is not None and self.answer.resident_id is not None:
            request = JoinLesson(self.answer.resident_id, lesson_id)
            self.desk.write(join_lesson, request, done=self._answered, refused=self._explain)

    def _count(self, lesson_id: UUID) -> None:
        resident_id = self.answer.resident_id if self.answer is not None else None
        self.desk.write(count_guest, CountGuest(lesson_id, resident_id), done=self._answered, refused=self._explain)

    def _explain(self, refusal: Refused) -> None:
        self.result.say_trouble(self.answer.who if self.answer else "", sentence(refusal))
