"""How the week is painted: ground, days, lesson blocks, free places, the line of the present moment."""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption

from commedu_desktop.domain.lessons import LessonStatus, Slot
from commedu_desktop.domain.timetable import FAMILIES
from commedu_desktop.i18n import _, locale, ngettext
from commedu_desktop.services.timetable import TimetableLesson, Week
from commedu_desktop.ui.pages.timetable.scale import Scale
from commedu_desktop.ui.theme import Look

_TOP_LEFT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
RADIUS = 6


@dataclass(frozen=True)
class Mood:
    """How one block stands out."""

    chosen: bool = False
    focused: bool = False
    faint: bool = False


class Painter:
    """Paints on one QPainter; knows the look, not the widget."""

    def __init__(self, painter: QPainter, look: Look, scale: Scale) -> None:
        self.painter, self.look, self.scale = painter, look, scale
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def ground(self, week: Week, today: datetime) -> None:
        scale = self.scale
        for day, date in enumerate(scale.days):
            if date == today.date() and not week.by:
                self.painter.fillRect(scale.column(day), self._thin("accent_soft"))
            elif date in week.closed:
                self.painter.fillRect(scale.column(day), self.look.color("bg"))
        self.painter.setPen(self.look.color("line"))
        for hour in range(scale.first_hour, scale.last_hour + 1):
            y = round(scale.y(hour * 60)) + 0.5
            self.painter.drawLine(QPointF(scale.left, y), QPointF(scale.x(len(scale.days)), y))
        for day in range(len(scale.days) + 1):
            x = round(scale.x(day)) + 0.5
            self.painter.drawLine(QPointF(x, scale.top), QPointF(x, scale.top + scale.height))

    def _thin(self, token: str) -> QColor:
        colour = self.look.color(token)
        colour.setAlpha(150)
        return colour

    def hours(self, width: float, height: float) -> None:
        """The hours at the left, over what scrolls sideways."""
        self.painter.fillRect(QRectF(0, 0, width, height), self.look.color("surface"))
        self.painter.setFont(self.look.font("small"))
        self.painter.setPen(self.look.color("muted"))
        tall = self.look.px(20)
        for hour in range(self.scale.first_hour, self.scale.last_hour + 1):
            box = QRectF(0, self.scale.y(hour * 60) - tall / 2, width - self.look.px(9), tall)
            self.painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{hour:02}:00")

    def closures(self, week: Week) -> None:
        """Why a day is closed, written across its column."""
        self.painter.setFont(self.look.font("small"))
        self.painter.setPen(self.look.color("muted"))
        for day, date in enumerate(self.scale.days):
            if date in week.closed:
                box = self.scale.column(day).adjusted(6, self.look.px(12), -6, 0)
                flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
                self.painter.drawText(box, int(flags), week.closed[date] or _("closed"))

    def head(self, week: Week, today: datetime, counts: list[int], width: float, left: float) -> None:
        """Days and how many lessons each has, over everything that scrolls."""
        tall = self.look.px(54)
        self.painter.fillRect(QRectF(0, 0, width, tall), self.look.color("surface"))
        self.painter.setClipRect(QRectF(left, 0, width - left, tall))
        for day, date in enumerate(self.scale.days):
            strong = date == today.date() and not week.by
            box = QRectF(self.scale.x(day) + 8, self.look.px(6), self.scale.wide(day) - 10, self.look.px(22))
            self.painter.setFont(self.look.font("body", strong=strong))
            self.painter.setPen(self.look.color("accent_text" if strong else "text"))
            pattern = "EEE d" if locale() == "en" else "EEE d日"
            self._line(box, week.columns[day].caption or format_date(date, pattern, locale=locale()))
            self.painter.setFont(self.look.font("small"))
            self.painter.setPen(self.look.color("muted"))
            self._line(box.translated(0, self.look.px(22)), _under(week, day, counts[day]))
        self.painter.setPen(self.look.color("line"))
        self.painter.drawLine(QPointF(left, tall - 0.5), QPointF(width, tall - 0.5))

    def _line(self, box: QRectF, text: str) -> None:
        fitting = self.painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        self.painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitting)

    def block(self, box: QRectF, lesson: TimetableLesson, mood: Mood) -> None:
        cancelled = lesson.status is LessonStatus.CANCELLED
        family = "neutral" if cancelled else FAMILIES.get(lesson.category, "neutral")
        painter = self.painter
        painter.setOpacity(0.35 if mood.faint else 1)
        pen = QPen(self.look.color("neutral" if cancelled else "surface"), 1)
        if cancelled:
            pen.setStyle(Qt.PenStyle.DashLine)
        if mood.chosen:
            pen = QPen(self.look.color(f"{family}_text"), 2.5 if mood.focused else 1.5)
        painter.setPen(pen)
        painter.setBrush(self.look.color("surface" if cancelled else f"{family}_soft"))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        if not cancelled:
            painter.fillRect(QRectF(box.left(), box.top() + 2, 3.5, box.height() - 4), self.look.color(family))
        self._words(box.adjusted(8, 3, -2, -2), lesson, f"{family}_text")
        painter.setOpacity(1)

    def _words(self, box: QRectF, lesson: TimetableLesson, token: str) -> None:
        painter = self.painter
        painter.setPen(self.look.color(token))
        font = self.look.font("small", strong=True)
        font.setStrikeOut(lesson.status is LessonStatus.CANCELLED)
        painter.setFont(font)
        used = self._wrapped(box, lesson.title)
        painter.setFont(self.look.font("small"))
        painter.setPen(self.look.color("muted"))
        for text in _details(lesson, painter.fontMetrics(), box.width()):
            below = box.adjusted(0, used, 0, 0)
            if text and below.height() >= painter.fontMetrics().height() - 2:
                self._line(QRectF(below.left(), below.top(), below.width(), painter.fontMetrics().height()), text)
                used += painter.fontMetrics().lineSpacing()

    def _wrapped(self, box: QRectF, text: str) -> float:
        """The title in as many lines as it needs and the block has; returns the height it took."""
        metrics = self.painter.fontMetrics()
        line = metrics.lineSpacing()
        fitting = max(int(box.height() // line) - (box.width() > self.look.px(56)), 1)
        if metrics.horizontalAdvance(text) <= box.width() or fitting == 1:
            self._line(QRectF(box.left(), box.top(), box.width(), metrics.height()), text)
            return line
        wrap = QTextOption(_TOP_LEFT)
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        needed = self._lines(text, box.width())
        self.painter.drawText(QRectF(box.left(), box.top(), box.width(), min(needed, fitting) * line + 1), text, wrap)
        return min(needed, fitting) * line

    def _lines(self, text: str, width: float) -> int:
        layout = QTextLayout(text, self.painter.font())
        layout.beginLayout()
        count = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            count += 1
        layout.endLayout()
        return count

    def free(self, slot: Slot, column: int, chosen: bool) -> None:
        """A place where the lesson that is being moved could go."""
        box = self.scale.slot_box(slot, column)
        if box is not None and not chosen:
            self._dashed(box, "good", _("free for this"))

    def ghost(self, slot: Slot, column: int, title: str, token: str) -> None:
        """The lesson that is being moved, where it would fall."""
        box = self.scale.slot_box(slot, column)
        if box is not None:
            self.painter.setBrush(self.look.color(f"{token}_soft"))
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.drawRoundedRect(box, RADIUS, RADIUS)
            self._dashed(box, token, f"{slot.starts:%H:%M}  {title}")

    def _dashed(self, box: QRectF, token: str, text: str) -> None:
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(self.look.color(token), 1.6, Qt.PenStyle.DashLine))
        self.painter.drawRoundedRect(box, RADIUS, RADIUS)
        self.painter.setPen(self.look.color(f"{token}_text"))
        self.painter.setFont(self.look.font("small", strong=True))
        self._line(QRectF(box.left() + 9, box.top() + 3, box.width() - 12, self.look.px(18)), text)

    def now(self, week: Week, now: datetime) -> None:
        days = [day for day, date in enumerate(self.scale.days) if date == now.date()]
        minutes = now.hour * 60 + now.minute
        if days and self.scale.first_hour * 60 <= minutes <= self.scale.last_hour * 60:
            day, y = days[0], self.scale.y(minutes)
            self.painter.setPen(QPen(self.look.color("bad"), 2))
            self.painter.drawLine(QPointF(self.scale.x(day), y), QPointF(self.scale.x(days[-1] + 1), y))
            self.painter.setBrush(self.look.color("bad"))
            self.painter.drawEllipse(QPointF(self.scale.x(day), y), 4, 4)


def _under(week: Week, day: int, count: int) -> str:
    """What stands under a day's name."""
    date = week.columns[day].day
    said = [ngettext("{count} lesson", "{count} lessons", count).format(count=count)] if count else []
    if week.by:
        return " · ".join(said)
    if date in week.closed:
        said.append(_("closed"))
    elif date in week.working_weekends:
        said.append(_("working day"))
    return " · ".join(said)


def _details(lesson: TimetableLesson, metrics: QFontMetrics, width: float) -> list[str]:
    """The lines under a title, the most needed first; teacher and room in one where they fit."""
    if lesson.status is LessonStatus.CANCELLED:
        return [_("cancelled"), lesson.reason]
    where = " · ".join(part for part in (lesson.teacher, lesson.venue) if part)
    places = f"{lesson.enrolled}/{lesson.capacity}" if lesson.capacity else str(lesson.enrolled)
    held = f" · {_('held')}" if lesson.status is LessonStatus.HELD else ""
    who = [where] if metrics.horizontalAdvance(where) <= width else [lesson.teacher, lesson.venue]
    return [*who, f"{lesson.starts:%H:%M}–{lesson.ends:%H:%M} · {places}{held}"]
