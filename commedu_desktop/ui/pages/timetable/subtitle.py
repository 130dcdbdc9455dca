"""What stands under the page's title."""

from babel.dates import format_date

from commedu_desktop.i18n import _, locale, ngettext
from commedu_desktop.services.timetable import Week


def subtitle(shown: Week) -> str:
    """23 – 29 November 2026 · Autumn 2026, week 13 · 29 lessons."""
    first, last = shown.columns[0].day, shown.columns[-1].day
    if first == last:
        days = format_date(first, "EEEE, d MMMM y" if locale() == "en" else "y年M月d日 EEEE", locale=locale())
    elif locale() == "en":
        days = f"{format_date(first, 'd MMM', locale='en')} – {format_date(last, 'd MMMM y', locale='en')}"
    else:
        days = f"{format_date(first, 'y年M月d日', locale='zh')}—{format_date(last, 'M月d日', locale='zh')}"
    said = [days]
    if shown.term is not None and shown.number is not None:
        said.append(_("{term}, week {number}").format(term=shown.term.title, number=shown.number))
    count = sum(lesson.status != "cancelled" for lesson in shown.lessons)
    said.append(ngettext("{count} lesson", "{count} lessons", count).format(count=count))
    return " · ".join(said)
