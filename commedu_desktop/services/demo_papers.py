"""Certificates of the demonstration centre's last term, and its notices."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from commedu_desktop.domain.certificates import CertificateType, Claim
from commedu_desktop.domain.notices import NoticeKind
from commedu_desktop.domain.pinyin import shown_pinyin
from commedu_desktop.i18n import locale, pgettext, speaking
from commedu_desktop.services.certificate_words import CertificateFacts, fill, formal_date, wording
from commedu_desktop.services.demo_attendance import Seat
from commedu_desktop.services.demo_people import Person
from commedu_desktop.services.demo_plan import Run
from commedu_desktop.services.demo_stage import Rows, Stage
from commedu_desktop.services.notice_papers import templates
from commedu_desktop.services.paper_words import day_and_time, joined, month_day, short_day, weekday
from commedu_desktop.services.signing import APART, KEY, Signer, letters
from commedu_desktop.store.tables import CentreSetting, Certificate, Notice
from commedu_desktop.store.tables.notice_postings import NoticePosting

_LAST_TERM = {"A01": 8, "A06": 9, "B03": 5}
"""Courses that also ran in the term before, and how many finished them then."""


class Papers:
    """Issues certificates in order of their numbers, and hangs up notices."""

    def __init__(self, stage: Stage, rows: Rows, centre: str, branches: dict[str, UUID]) -> None:
        self.stage, self.rows, self.centre, self.branches = stage, rows, centre, branches
        self.issued: dict[int, int] = {}
        key = hashlib.sha256(b"demonstration").digest()
        self.signer = Signer.of(key)
        rows.add(CentreSetting, key=KEY, year=APART, value=letters(key))

    def issue(self, runs: Sequence[Run], seats: dict[str, list[Seat]]) -> None:
        """Certificates of last term's courses, then of the short course that has ended in this term."""
        by_code = {run.code: run for run in runs}
        for code, number in _LAST_TERM.items():
            people = [seat.person for seat in seats[code]][:number]
            self._issue_all(by_code[code], people, self.stage.day(-9, 3), of_this_term=False)
        for run in runs:
            if run.entry.get("done") == "issued":
                people = [seat.person for seat in seats[run.code] if seat.until is None]
                self._issue_all(run, people, self.stage.day(9, 2), of_this_term=True)

    def _issue_all(self, run: Run, people: Sequence[Person], on: date, *, of_this_term: bool) -> None:
        for person in people:
            self.issued[on.year] = serial = self.issued.get(on.year, 0) + 1
            self.rows.add(
                Certificate,
                number=f"B01-{on.year}-{serial:06}",
                type=CertificateType.COMPLETION,
                branch_id=self.branches["B01"],
                name=person.row["name"],
                resident_id=person.id,
                offering_id=run.row["id"] if of_this_term else None,
                course_id=run.row["course_id"],
                issued_on=on,
                wording=self._wording(run, person, serial, on, of_this_term=of_this_term),
                prints=1,
            )

    def _wording(self, run: Run, person: Person, serial: int, on: date, *, of_this_term: bool) -> dict[str, Any]:
        name, title = person.row["name"], run.row["title"]
        facts = CertificateFacts(
            type=CertificateType.COMPLETION,
            name=name,
            latin_name=shown_pinyin(name, person.row["pinyin"]),
            course=title,
            hours=run.entry["hours"],
            attended=0,
            rate=Fraction(80 + serial * 7 % 21, 100),
            starts=run.row["starts"] if of_this_term else on - timedelta(110),
            ends=min(run.row["ends"], on),
            centre=self.centre,
            issued_on=on,
            credits=Fraction(run.entry["hours"], 16),
        )
        claim = Claim(f"B01-{on.year}-{serial:06}", on, CertificateType.COMPLETION, name, title)
        second = "en" if self.stage.language == "zh_CN" else ""
        signed = {"qr": self.signer.code(claim), "fingerprint": self.signer.fingerprint}
        return wording(facts, self.stage.language, second=second) | {"design": "jade"} | signed

    def hang_up(self, runs: Sequence[Run]) -> None:
        """The lecture of today is published; the notice of the holiday to come is still a draft."""
        today = self.stage.now.date()
        lecture = next(run for run in runs if run.code == "A15")
        lines = {
            "en": "What to do when there is smoke in the stairwell, and how to use a fire blanket. All are welcome.",
            "zh_CN": "楼道起烟怎么办？灭火毯怎么用？消防员现场演示，欢迎居民朋友前来学习。",
        }
        self._hang(NoticeKind.LECTURE, run=lecture, title=lecture.row["title"], text=lines, made=today - timedelta(6))
        closing = {
            "en": "The centre is closed on New Year's Day. Classes go on the day after.",
            "zh_CN": "元旦期间中心放假一天，次日正常上课，请居民朋友们相互转告。",
        }
        title = self.stage.word({"en": "New Year's Day", "zh_CN": "元旦放假通知"})
        self._hang(NoticeKind.HOLIDAY, run=None, title=title, text=closing, made=today)

    def _hang(self, kind: NoticeKind, *, run: Run | None, title: str, text: dict[str, str], made: date) -> None:
        at = self.stage.utc(datetime.combine(made, time(8, 40)))
        published = at if run else None
        kept = self.rows.add(
            Notice,
            kind=kind,
            title=title,
            offering_id=run.row["id"] if run else None,
            language=self.stage.language,
            content=self._content(kind, run, title, self.stage.word(text), made),
            made_at=at,
            published_at=published,
            festival=f"fire-{made.year}" if run else "",
        )
        for place, brochures in self._places() if run else ():
            self.rows.add(
                NoticePosting,
                notice_id=kept["id"],
                place=place,
                posted_from=made,
                posted_until=self.stage.now.date(),
                brochures=brochures,
            )

    def _places(self) -> list[tuple[str, int]]:
        places = (
            ({"en": "Front gate", "zh_CN": "中心大门口"}, 0),
            ({"en": "Residents' committee", "zh_CN": "居委会宣传栏"}, 80),
        )
        return [(self.stage.word(names), brochures) for names, brochures in places]

    def _content(self, kind: NoticeKind, run: Run | None, title: str, text: str, made: date) -> dict[str, Any]:
        """The fields of the paper, as the composer would fill them."""
        words = templates(self.stage.language)
        values = {"centre": self.centre, "title": title}
        content: dict[str, Any] = {name: fill(words[kind.value][name], values) for name in ("kicker", "subtitle")}
        content |= {"text": text, "strip": "", "signer": self.centre, "date": formal_date(made, self.stage.language)}
        content |= {"rows": [], "circle": ["", ""], "design": "green" if run else "red"}
        if run is not None:
            with speaking(self.stage.language):
                content |= self._of_run(run, words, kind, values)
        return content

    def _of_run(self, run: Run, words: dict[str, Any], kind: NoticeKind, values: dict[str, str]) -> dict[str, Any]:
        """When, where and for how much; the date in the circle; what stands on the strips."""
        today, venues = self.stage.now.date(), self.stage.listed("places")["venues"]
        at = next((one for one in run.lessons if one["starts"].date() >= today), run.lessons[-1])
        venue = next(self.stage.word(one["name"]) for one in venues if one["code"] == run.entry["venue"])
        day, labels = at["starts"].date(), words["labels"]
        strip = values | {"day": month_day(day), "time": f"{at['starts']:%H:%M}", "venue": venue}
        return {
            "circle": [f"{day.month}.{day.day:02}" if locale() == "zh_CN" else short_day(day), weekday(day)],
            "rows": [
                [labels["when"], day_and_time(at["starts"], at["ends"])],
                [labels["where"], joined((self.centre, venue))],
                [labels["fee"], pgettext("on a notice", "Free of charge")],
            ],
            "strip": fill(words[kind.value]["strip"], strip),
        }
