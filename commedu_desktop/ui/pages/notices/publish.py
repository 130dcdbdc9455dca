"""Hang a notice up: where, from when, until when."""

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _
from commedu_desktop.services.notices import NoticeRow, PublishNotice, notices, publish_notice
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import DateField, TextField


class PublishDialog(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget, row: NoticeRow) -> None:
        super().__init__(desk.look, parent, _("Hang up the notice"), _("Hang up"))
        self.desk, self.row = desk, row
        self.form.addWidget(words(row.title, "strong", wrap=True))
        self.place = TextField(_("Place"), row.place, hint=_("For example: front gate, bulletin board of the street"))
        self.place.suggest(sorted({one.place for one in desk.read(notices) if one.place}))
        self.first = DateField(desk.look, _("From"), row.posted_from or desk.wall_clock().date())
        self.last = DateField(desk.look, _("Until"), row.posted_until, hint=_("Empty: until it is taken down"))
        self.add(self.place)
        self.add(self.first, self.last)
        self.form.addStretch(1)
        self.resize(desk.look.px(520), desk.look.px(400))

    def save(self) -> None:
        for field in (self.first, self.last):
            if not field.is_good():
                field.refuse(_("This is not a date. Write it as 2026-11-23."))
                return
        request = PublishNotice(self.row.id, self.place.value, self.first.value, self.last.value)
        self.desk.write(
            publish_notice,
            request,
            done=lambda _none: self.accept(),
            refused=self._refused,
            toast=_("The notice hangs: {title}").format(title=self.row.title),
        )

    def _refused(self, refusal: Refused) -> None:
        self.explain(refusal, self.last)
