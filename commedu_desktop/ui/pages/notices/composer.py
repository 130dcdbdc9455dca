"""The composer: what is typed at the left stands on the paper at the right a moment later."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.notices import NoticeKind
from commedu_desktop.i18n import LANGUAGES, N_, _
from commedu_desktop.sentences import sentence
from commedu_desktop.services.notice_papers import draft_pdf, missing_on_notice, new_draft
from commedu_desktop.services.notices import ChangeNotice, NoticeDraft, change_notice, draft_notice, notice
from commedu_desktop.services.offerings import offerings
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.notices.banner import COLOURS
from commedu_desktop.ui.pages.notices.picture_field import PictureField
from commedu_desktop.ui.pages.notices.publish import PublishDialog
from commedu_desktop.ui.preview import Preview
from commedu_desktop.ui.widgets.basics import row
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import scrolled
from commedu_desktop.ui.widgets.fields import CheckField, ChoiceField, Field, LongTextField, TextField
from commedu_desktop.ui.widgets.flow import Flow
from commedu_desktop.ui.widgets.messages import Banner, page_column

KINDS = {
    NoticeKind.OPENING: N_("New class"),
    NoticeKind.LECTURE: N_("Lecture"),
    NoticeKind.CANCELLATION: N_("Cancellation"),
    NoticeKind.HOLIDAY: N_("Holiday"),
    NoticeKind.RESULT: N_("Result list"),
    NoticeKind.FESTIVAL: N_("Festival or campaign"),
    NoticeKind.THANKS: N_("Thanks"),
    NoticeKind.FREE: N_("Free"),
}
PAUSE = 250
"""Milliseconds without a key before the paper is set again."""


class Composer(QWidget):
    """`show_draft` begins; `left` says that the list shall come back. Everything typed is kept as it is typed."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.notice_id: UUID | None = None
        self._draft, self._touched = NoticeDraft(NoticeKind.FREE, "", "en"), False
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.set_paper)
        self._fields()
        self.banner = Banner(desk.look)
        self.preview = Preview(desk)
        shown = self.preview
        for tool in (shown.where, shown.smaller, shown.larger, shown.fit, shown.whole):
            tool.hide()
        back = Button(desk.look, _("All notices"), icon="arrow-left", shortcut="Esc")
        back.clicked.connect(self.leave)
        back.setShortcut("Esc")
        hang = Button(desk.look, _("Hang up…"), icon="map-pin")
        hang.clicked.connect(self.hang_up)
        inside = QWidget()
        form = QVBoxLayout(inside)
        form.setContentsMargins(0, 0, 12, 0)
        form.setSpacing(12)
        for line in self._lines():
            form.addLayout(row(*line, gap=12))
        form.addStretch(1)
        self._inside, self._area = inside, scrolled(inside)
        both = row(gap=20)
        both.addWidget(self._area, 2)
        both.addWidget(self.preview, 3)
        tools = QWidget()
        tools.setLayout(Flow(back, hang, self.preview.save_button, self.preview.print_button))
        layout = page_column(self, tools, self.banner, both)
        layout.setStretch(2, 1)

    def _fields(self) -> None:
        self.kind = ChoiceField(_("Template"), [(kind, _(text)) for kind, text in KINDS.items()])
        self.about = ChoiceField(_("Fill from a class or activity"), [(None, _("none"))])
        self.tongue = ChoiceField(_("Language"), list(LANGUAGES.items()))
        posters = [(f"{n}×{n} A4", _("Poster of {count} A4 sheets").format(count=n * n)) for n in (2, 3, 4)]
        self.size_field = ChoiceField(_("Paper"), [(size, size) for size in ("A4", "A3", "A2")] + posters)
        self.title = TextField(_("Title"))
        self.kicker = TextField(_("Line above the title"))
        self.subtitle = TextField(_("Line below the title"))
        self.rows = LongTextField(_("Facts"), hint=_("One a line, as “When: Monday 9:00”"), lines=4)
        self.text = LongTextField(_("Text"), lines=5)
        self.signer = TextField(_("Signed by"))
        self.date = TextField(_("Date"))
        self.large, self.small = TextField(_("In the circle")), TextField(_("below it"))
        self.picture = PictureField(self.desk)
        self.strip = TextField(_("Strips to tear off"), hint=_("Empty: none"))
        self.qr = TextField(_("Text of a code"), hint=_("A web address or a telephone number; empty: none"))
        self.qr_caption = TextField(_("Words beside the code"))
        self.design = ChoiceField(_("Colour"), [(colour, _(text)) for colour, text in COLOURS])
        self.plain = CheckField(_("Save ink: no coloured ground"))

    def _lines(self) -> tuple[tuple[Field, ...], ...]:
        lines: tuple[tuple[Field, ...], ...] = (
            (self.kind, self.tongue),
            (self.about,),
            (self.title,),
            (self.kicker,),
            (self.subtitle,),
            (self.rows,),
            (self.text,),
            (self.picture,),
            (self.signer, self.date),
            (self.large, self.small),
            (self.strip,),
            (self.qr, self.qr_caption),
            (self.design, self.size_field),
            (self.plain,),
        )
        for choice in (self.kind, self.tongue, self.about, self.design, self.size_field):
            choice.combo.setSizeAdjustPolicy(choice.combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.combo.setMinimumContentsLength(4)
        templates = {self.kind, self.about, self.tongue}
        for field in (field for line in lines for field in line):
            field.edited.connect(self.touch)
            field.edited.connect(self._from_template if field in templates else self._timer.start)
        return lines

    def show_draft(self, draft: NoticeDraft, notice_id: UUID | None) -> None:
        """Begin with a draft; `notice_id` is that of a kept notice."""
        self.notice_id = notice_id
        runs = [(one.id, f"{one.title} · {one.code}") for one in self.desk.read(offerings)]
        self.about.offer([(None, _("none")), *runs])
        self._show(draft)
        self._touched = False
        self.set_paper()
        self.title.setFocus()

    def _show(self, draft: NoticeDraft) -> None:
        self._draft, content = draft, draft.content
        self.kind.value, self.about.value = draft.kind, draft.offering_id
        self.tongue.value, self.size_field.value = draft.language, draft.paper
        self.title.value, self.rows.value = draft.title, _as_text(content.get("rows", ()), draft.language)
        self.picture.value = str(content.get("picture", ""))
        for name, field in self._texts().items():
            field.value = str(content.get(name, ""))
        self.large.value, self.small.value = [*content.get("circle", ()), "", ""][:2]
        self.design.value, self.plain.value = content.get("design", "green"), bool(content.get("plain", False))
        self._timer.stop()

    def _texts(self) -> dict[str, TextField | LongTextField]:
        names = ("kicker", "subtitle", "text", "signer", "date", "strip", "qr", "qr_caption")
        return {name: getattr(self, name) for name in names}

    def draft(self) -> NoticeDraft:
        """What is typed at this moment."""
        content: dict[str, Any] = self._draft.content | {name: field.value for name, field in self._texts().items()}
        content["picture"] = self.picture.value
        content["rows"] = _as_rows(self.rows.value)
        content["circle"] = [self.large.value, self.small.value]
        content["design"], content["plain"] = self.design.value, self.plain.value
        return replace(
            self._draft,
            kind=self.kind.value,
            title=self.title.value,
            language=self.tongue.value,
            paper=self.size_field.value,
            content=content,
            offering_id=self.about.value,
        )

    def _from_template(self) -> None:
        """Another template, class or language fills the fields anew."""
        today = self.desk.wall_clock().date()
        festival = self._draft.festival
        fresh = self.desk.read(new_draft, self.kind.value, today, self.about.value, self.tongue.value, festival)
        content = fresh.content | {"picture": self.picture.value}
        self._show(replace(fresh, paper=self.size_field.value, festival=festival, content=content))
        self.set_paper()

    def set_paper(self) -> None:
        """Set the paper of what is typed, and keep it."""
        self._timer.stop()
        draft = self.draft()
        self.desk.work(
            lambda _progress: draft_pdf(draft), done=lambda pdf: self._set(draft, pdf), refused=self._refused
        )

    def _set(self, draft: NoticeDraft, pdf: bytes) -> None:
        self.preview.show_pdf(pdf, draft.title or _("Notice"))
        missing = missing_on_notice(draft)
        codes = ", ".join(f"{one.character} {one.code}" for one in missing)
        said = _("No font has: {codes}. The codes are printed instead.").format(codes=codes) if missing else ""
        self.banner.say(said, "warn")

    def keep(self) -> None:
        """Write what was typed; nothing happens while nothing was, or it has no title."""
        draft = self.draft()
        if not draft.title or not self._touched:
            return
        self._draft, self._touched = draft, False
        if self.notice_id is None:
            self.desk.write(draft_notice, draft, done=lambda made: self._kept(made, draft), refused=self._refused)
        else:
            self.desk.write(change_notice, ChangeNotice(self.notice_id, draft), refused=self._refused)

    def _kept(self, notice_id: UUID, draft: NoticeDraft) -> None:
        if self._draft is draft:
            self.notice_id = notice_id

    def leave(self) -> None:
        """Back to the list; what was typed is kept."""
        self.left.emit()

    def touch(self) -> None:
        """Something was typed or chosen that would be lost."""
        self._touched = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The fields have the width that they need, whatever the size of the text; the paper takes the rest."""
        needed = self._inside.minimumSizeHint().width() + 14
        self._area.setMinimumWidth(min(max(needed, self.desk.look.px(260)), self.width() * 3 // 5))
        super().resizeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed is lost when the composer or its page is left."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.keep()

    def hang_up(self) -> None:
        """Keep it, and ask where and until when it hangs."""
        draft, self._touched = self.draft(), False
        if not draft.title:
            self.title.refuse(Refused("notice-without-title"))
        elif self.notice_id is None:
            self.desk.write(draft_notice, draft, done=self._hang, refused=self._refused)
        else:
            kept = self.notice_id
            change = ChangeNotice(kept, draft)
            self.desk.write(change_notice, change, done=lambda _none: self._hang(kept), refused=self._refused)

    def _hang(self, notice_id: UUID) -> None:
        self.notice_id, self._draft = notice_id, self.draft()
        PublishDialog(self.desk, self, self.desk.read(notice, notice_id)).open()

    def _refused(self, refusal: Refused) -> None:
        self.banner.say(sentence(refusal), "bad")


def _as_text(rows: Any, language: str) -> str:
    between = "：" if language.startswith("zh") else ": "
    return "\n".join(f"{label}{between}{value}" for label, value in rows)


def _as_rows(text: str) -> list[list[str]]:
    """`When: Monday 9:00` or `时间：周一 9:00`, one a line."""
    rows = []
    for line in filter(None, map(str.strip, text.splitlines())):
        places = [at for at in (line.find(":"), line.find("：")) if at >= 0]
        at = min(places, default=len(line))
        rows.append([line[:at].strip(), line[at + 1 :].strip()] if places else ["", line])
    return rows
