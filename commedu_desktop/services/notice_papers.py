"""Notices on paper, and the drafts that templates and classes give."""

import tomllib
from base64 import b64decode
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.festivals import Festival
from commedu_desktop.domain.notices import NoticeKind
from commedu_desktop.domain.weekly_times import parse_weekly_times
from commedu_desktop.i18n import LANGUAGES, _, locale, pgettext, speaking
from commedu_desktop.resources import bundled
from commedu_desktop.services.attendance import completions
from commedu_desktop.services.certificate_words import fill, formal_date
from commedu_desktop.services.fee_words import amount_shown
from commedu_desktop.services.festivals import festival_by_code, of_year
from commedu_desktop.services.notices import NoticeDraft
from commedu_desktop.services.paper_words import (
    day_and_time,
    day_words,
    joined,
    month_day,
    paper_language,
    short_day,
    weekday,
    weekly,
)
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.queries.notices import NoticeRow, notice
from commedu_desktop.store.queries.offerings import OfferingLesson, OfferingRow, offering, offering_lessons

if TYPE_CHECKING:
    from commedu_desktop.documents.fonts import MissingCharacter

_DATED = {NoticeKind.LECTURE, NoticeKind.OPENING}
_COLOURS = {
    NoticeKind.CANCELLATION: "amber",
    NoticeKind.HOLIDAY: "red",
    NoticeKind.THANKS: "red",
    NoticeKind.RESULT: "red",
    NoticeKind.FESTIVAL: "red",
}
_FESTIVE = {NoticeKind.RESULT, NoticeKind.FESTIVAL, NoticeKind.THANKS}
_NAMES_A_LINE, _LONG_NAMES_A_LINE = 5, 3


@lru_cache
def templates(language: str) -> dict[str, Any]:
    """The templates of a language."""
    folder = language if language in LANGUAGES else "en"
    path = bundled("resources") / "text" / folder / "notices.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def new_draft(
    session: Session,
    kind: NoticeKind,
    today: date,
    offering_id: UUID | None = None,
    language: str = "",
    festival: str = "",
) -> NoticeDraft:
    """A notice of a kind, filled from a class or activity, or from a festival (its code), where one is given."""
    language = paper_language(session, language)
    feast = _feast(session, festival, today, language) if kind is NoticeKind.FESTIVAL else None
    about = offering(session, offering_id) if offering_id else None
    with speaking(language):
        lesson = _next_lesson(session, offering_id, today) if offering_id else None
        begins = _first_day(session, about) if about else today
        values = _values(session, about, lesson, begins, today) | _festive(feast)
        values["names"] = _names(session, offering_id) if kind is NoticeKind.RESULT and offering_id else ""
        words = templates(language)
        texts = {name: fill(text, values) for name, text in words[kind.value].items()}
        content: dict[str, Any] = {name: texts[name] for name in ("kicker", "subtitle", "text", "strip")}
        content["rows"] = _rows(words["labels"], kind, about, lesson, centre_settings(session).currency)
        content |= {"signer": values["centre"], "date": formal_date(today, language)}
        content["circle"] = (
            _circle(kind, about, lesson, begins if begins >= today else None) if feast is None else _circle_of(feast)
        )
        content["design"] = _COLOURS.get(kind, "green")
        if kind is NoticeKind.OPENING and about is not None and begins < today:
            content["subtitle"] = texts["running"]
        title = texts["title"] or _("Notice")
    kept = feast.code if feast is not None else ""
    return NoticeDraft(kind, title, language, "A4", content, offering_id, kept)


def _feast(session: Session, code: str, today: date, language: str) -> Festival | None:
    """The one that is wanted, or the next to come."""
    if code:
        return festival_by_code(session, code, language)
    years = (today.year, today.year + 1)
    return next((one for year in years for one in of_year(session, year, language) if one.starts >= today), None)


def _festive(feast: Festival | None) -> dict[str, str]:
    if feast is None:
        return dict.fromkeys(("festival", "days", "about"), "")
    days = day_words(feast.starts)
    if feast.ends > feast.starts:
        days = f"{month_day(feast.starts)} – {month_day(feast.ends)}"
    return {"festival": feast.name, "days": days, "about": feast.text}


def _circle_of(feast: Festival) -> list[str]:
    large = f"{feast.starts.month}.{feast.starts.day:02}" if locale() == "zh_CN" else short_day(feast.starts)
    if feast.ends == feast.starts:
        return [large, weekday(feast.starts)]
    return [large, f"– {short_day(feast.ends)}"]


def _names(session: Session, offering_id: UUID) -> str:
    """Who completed, five to a line or three long ones; two characters are spread as a roll of honour has them."""
    names = [one.name for one in completions(session, offering_id) if one.completed]
    if not names:
        return _("Nobody has completed this class yet.")
    shown = [f"{name[0]}\u3000{name[1]}" if len(name) == 2 and not name.isascii() else name for name in names]
    most = _NAMES_A_LINE if all(len(name) <= 4 for name in shown) else _LONG_NAMES_A_LINE
    lines = [shown[at : at + most] for at in range(0, len(shown), most)]
    return "\n".join("\u3000\u3000".join(line) for line in lines)


def _next_lesson(session: Session, offering_id: UUID, today: date) -> OfferingLesson | None:
    """The next, or the last where all are over."""
    lessons = offering_lessons(session, offering_id)
    coming = (one for one in lessons if one.starts >= datetime.combine(today, datetime.min.time()))
    return next(coming, lessons[-1] if lessons else None)


def _first_day(session: Session, about: OfferingRow) -> date:
    """Of its first lesson; where none is made yet, the first of its weekdays within the term."""
    lessons = offering_lessons(session, about.id)
    if lessons:
        return lessons[0].starts.date()
    try:
        days = [(one.weekday - about.starts.weekday()) % 7 for one in parse_weekly_times(about.times)]
    except Refused:
        return about.starts
    return about.starts + timedelta(min(days, default=0))


def _values(
    session: Session, about: OfferingRow | None, lesson: OfferingLesson | None, begins: date, today: date
) -> dict[str, str]:
    """`starts` is the first day, or the next of a class that is running."""
    values = dict.fromkeys(("title", "teacher", "venue", "times", "starts", "day", "time"), "")
    if about is not None:
        starts = lesson.starts.date() if lesson is not None and begins < today else begins
        values |= {"title": about.title, "teacher": about.teacher, "venue": about.venue, "starts": month_day(starts)}
        values["times"] = weekly(about.times)
    if lesson is not None:
        values |= {"day": month_day(lesson.starts.date()), "time": f"{lesson.starts:%H:%M}"}
    elif about is not None:
        values["day"] = month_day(max(about.starts, today))
    return values | {"centre": centre_settings(session).name}


def _rows(
    labels: dict[str, str], kind: NoticeKind, about: OfferingRow | None, lesson: OfferingLesson | None, currency: str
) -> list[list[str]]:
    if about is None or kind not in _DATED:
        return []
    when = weekly(about.times)
    if kind is NoticeKind.LECTURE and lesson is not None:
        when = day_and_time(lesson.starts, lesson.ends)
    fee = amount_shown(about.fee, currency) if about.fee else pgettext("on a notice", "Free of charge")
    return [
        [labels["when"], when],
        [labels["where"], joined((about.branch, about.venue))],
        [labels["who"], about.teacher],
        [labels["fee"], fee],
    ]


def _circle(
    kind: NoticeKind, about: OfferingRow | None, lesson: OfferingLesson | None, begins: date | None
) -> list[str]:
    """The day of a lecture, the first of a class; of a class that is running (`begins` None) the next."""
    if about is None or kind not in _DATED:
        return ["", ""]
    if lesson is not None and (kind is NoticeKind.LECTURE or begins is None):
        begins = lesson.starts.date()
    day = begins or about.starts
    return [f"{day.month}.{day.day:02}" if locale() == "zh_CN" else short_day(day), weekday(day)]


def draft_pdf(draft: NoticeDraft) -> bytes:
    """The paper of what is typed at this moment; touches no database."""
    from commedu_desktop.documents.notices import NoticePaper, render

    content = draft.content
    texts = {name: str(content.get(name, "")) for name in ("kicker", "subtitle", "text", "signer", "date")}
    large, small = [*content.get("circle", ("", "")), "", ""][:2]
    return render(
        NoticePaper(
            language=draft.language,
            size=draft.paper,
            title=draft.title,
            rows=tuple((str(label), str(value)) for label, value in content.get("rows", ())),
            circle=(str(large), str(small)),
            strip=str(content.get("strip", "")),
            qr=str(content.get("qr", "")),
            qr_caption=str(content.get("qr_caption", "")),
            design=str(content.get("design", "green")),
            picture=b64decode(content.get("picture", "")),
            plain=bool(content.get("plain", False)),
            festive=draft.kind in _FESTIVE,
            **texts,
        )
    )


def as_draft(row: NoticeRow) -> NoticeDraft:
    return NoticeDraft(row.kind, row.title, row.language, row.paper, row.content, row.offering_id, row.festival)


def notice_pdf(session: Session, notice_id: UUID) -> bytes:
    """The paper of a kept notice."""
    return draft_pdf(as_draft(notice(session, notice_id)))


def missing_on_notice(draft: NoticeDraft) -> list["MissingCharacter"]:
    """The characters that no font has."""
    from commedu_desktop.documents.fonts import missing_characters

    rows = [text for pair in draft.content.get("rows", ()) for text in pair]
    texts = [draft.title, *rows, *(text for text in draft.content.values() if isinstance(text, str))]
    return missing_characters((draft.title, text) for text in texts if len(text) < 20_000)
