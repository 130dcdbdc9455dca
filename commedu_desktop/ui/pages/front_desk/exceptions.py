"""Letting somebody in for a reason, and the door at which the desk stands."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _
from commedu_desktop.sentences import told
from commedu_desktop.services.check_in import CheckedIn
from commedu_desktop.services.check_in_anyway import LetIn, check_in_anyway
from commedu_desktop.services.venues import venues
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField, TextField


class LetInDialog(FormDialog):
    """What stands in the way, and the reason to pass over it."""

    let_in = Signal(object)
    """The answer, a CheckedIn."""

    def __init__(self, desk: Desk, parent: QWidget, answer: CheckedIn) -> None:
        title = _("Let {name} in anyway").format(name=answer.who)
        super().__init__(desk.look, parent, title, _("Let in"))
        self.desk, self.answer = desk, answer
        self.form.addWidget(words(told(answer.code, answer.facts), wrap=True))
        self.reason = TextField(_("Reason"), hint=_("It stands in the history, with your name."))
        self.add(self.reason)
        self.form.addStretch(1)
        self.resize(desk.look.px(480), desk.look.px(320))
        self.reason.edit.returnPressed.connect(self.save)
        self.reason.setFocus()

    def save(self) -> None:
        if self.answer.resident_id is None or self.answer.lesson_id is None:
            return
        request = LetIn(self.answer.resident_id, self.answer.lesson_id, self.reason.value)
        self.desk.write(check_in_anyway, request, done=self._done, refused=self._refused)

    def _done(self, answer: CheckedIn) -> None:
        self.accept()
        self.let_in.emit(answer)

    def _refused(self, refusal: Refused) -> None:
        self.explain(refusal, self.reason)


class RoomDialog(FormDialog):
    """At the door of one room the lesson behind it is meant, and whoever belongs elsewhere is told so."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.look, parent, _("Where this desk stands"))
        self.desk = desk
        rooms = [(one.code, one.name) for one in desk.read(venues)]
        choices = [("", _("For the whole house")), *rooms]
        hint = _("At the door of a room, whoever belongs elsewhere is told where.")
        self.room = ChoiceField(_("Room"), choices, desk.settings.now.desk_room, hint=hint)
        self.add(self.room)
        self.form.addStretch(1)
        self.resize(desk.look.px(460), desk.look.px(300))

    def save(self) -> None:
        self.desk.settings.change(desk_room=self.room.value)
        self.accept()
