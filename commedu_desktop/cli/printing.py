"""`commedu print PAPER -o FILE.pdf`."""

from base64 import b64encode
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from commedu_desktop import i18n
from commedu_desktop.cli.console import Console, output_option, pass_console, put_paper
from commedu_desktop.cli.reports import printed_report
from commedu_desktop.domain.notices import NoticeKind
from commedu_desktop.i18n import _
from commedu_desktop.services import centre_papers, class_papers, finding, sheets
from commedu_desktop.services.address_papers import ENVELOPES, LABELS, AddressesOf, addresses_pdf
from commedu_desktop.services.cancellations import call_list_pdf, lessons_of_day
from commedu_desktop.services.cards import ReplaceCard, replace_card
from commedu_desktop.services.certificate_papers import missing_on_certificates, print_certificates
from commedu_desktop.services.certificates import of_offering
from commedu_desktop.services.enrolments import learners
from commedu_desktop.services.notice_papers import draft_pdf, missing_on_notice, new_draft
from commedu_desktop.services.notices import NoticeDraft
from commedu_desktop.services.pictures import read_photo
from commedu_desktop.services.printed_again import CERTIFICATES, RECEIPTS, recipe
from commedu_desktop.services.timetable import Only
from commedu_desktop.services.timetable_papers import class_timetable_pdf, timetable_pdf

_DAY = click.DateTime(["%Y-%m-%d"])
_offering = click.option("--offering", required=True, metavar="CODE", help="the class")
_size = click.option("--size", type=click.Choice(["A4", "A3", "A2"]), default="A4", show_default=True)


_POSTERS = {"2x2": "2×2 A4", "3x3": "3×3 A4", "4x4": "4×4 A4"}


def _today(console: Console, day: datetime | None) -> date:
    return day.date() if day else console.office.wall_clock().date()


@click.group("print")
def print_() -> None:
    """Write a paper as a PDF, in the language of --lang."""


@print_.command
@click.argument("cards", nargs=-1, required=True, metavar="CARD…")
@click.option("--single", is_flag=True, help="each card on a page of its own size, for a card printer")
@click.option("--replace", metavar="REASON", help="give new numbers; the old cards are void from now on")
@output_option
@pass_console
def card(console: Console, cards: tuple[str, ...], single: bool, replace: str | None, output: Path) -> None:
    """Cards of residents, ten to a sheet."""
    office = console.office
    ids = [office.read(finding.resident_by_card, one) for one in cards]
    for one in ids if replace is not None else ():
        office.write(replace_card, ReplaceCard(one, replace or ""), actor=console.actor)
    put_paper(console, output, office.read(centre_papers.cards_pdf, ids, i18n.language(), single))


@print_.command
@click.argument("cards", nargs=-1, metavar="[CARD]…")
@click.option("--offering", metavar="CODE", help="everyone who learns in a class")
@click.option("--layout", type=click.Choice([*LABELS, *ENVELOPES]), default="24", show_default=True)
@click.option("--households", is_flag=True, help="one for each household")
@click.option("--first", type=click.IntRange(1, 65), default=1, help="the first label of a sheet that was begun")
@output_option
@pass_console
def addresses(
    console: Console,
    cards: tuple[str, ...],
    offering: str | None,
    layout: str,
    households: bool,
    first: int,
    output: Path,
) -> None:
    """Labels (so many a sheet) or envelopes (DL … C4, Chinese CN3 … CN9)."""
    office = console.office
    ids = [office.read(finding.resident_by_card, one) for one in cards]
    if offering:
        ids += [one.resident_id for one in office.read(learners, office.read(finding.offering_by_code, offering))]
    wanted = AddressesOf(tuple(ids), layout, households, first, language=i18n.language())
    made = office.read(addresses_pdf, wanted)
    for name in made.without:
        click.echo(_("{name}: no address").format(name=name), err=True)
    put_paper(console, output, made.pdf)


@print_.command
@_offering
@output_option
@pass_console
def roster(console: Console, offering: str, output: Path) -> None:
    """Who is in a class, with the waiting list."""
    office = console.office
    found = office.read(finding.offering_by_code, offering)
    pdf = office.read(class_papers.roster_pdf, found, i18n.language(), now=office.wall_clock())
    put_paper(console, output, pdf)


@print_.command
@click.option("--week", type=_DAY, metavar="D", help="a day of the week; today unless given")
@click.option("--venue", metavar="CODE", default="", help="one room only")
@click.option("--branch", metavar="CODE", default="", help="one branch only")
@click.option("--size", type=click.Choice(["A4", "A3"]), default="A4", show_default=True)
@click.option("--term", default="", metavar="CODE", help="the classes of this term, for the bulletin board")
@output_option
@pass_console
def timetable(
    console: Console, week: datetime | None, venue: str, branch: str, size: str, term: str, output: Path
) -> None:
    """The lessons of a week, or the classes of a term."""
    office = console.office
    only = Only(
        venue_id=office.read(finding.venue_by_code, venue), branch_id=office.read(finding.branch_by_code, branch)
    )
    if term:
        found = office.read(finding.term_by_code, term)
        put_paper(console, output, office.read(class_timetable_pdf, found, only, i18n.language(), size))
        return
    pdf = office.read(timetable_pdf, _today(console, week), only, i18n.language(), size)
    put_paper(console, output, pdf)


@print_.command
@_offering
@output_option
@pass_console
def register(console: Console, offering: str, output: Path) -> None:
    """The class register: people by lessons."""
    office = console.office
    found = office.read(finding.offering_by_code, offering)
    put_paper(console, output, office.read(class_papers.register_pdf, found, i18n.language()))


@print_.command("sign-in")
@_offering
@click.option("--on", type=_DAY, metavar="D", help="the lesson of that day or the next after it; today unless given")
@click.option(
    "--lessons", type=click.IntRange(1, 6), default=1, show_default=True, help="how many lessons from then on"
)
@output_option
@pass_console
def sign_in(console: Console, offering: str, on: datetime | None, lessons: int, output: Path) -> None:
    """The sign-in sheet of a lesson, or of several; once ticked, `attendance scan` reads it back."""
    office = console.office
    found = office.read(finding.offering_by_code, offering)
    lesson = office.read(finding.lesson_on, found, _today(console, on))
    put_paper(console, output, office.read(sheets.sign_in_pdf, lesson, i18n.language(), lessons))


@print_.command
@click.argument("numbers", nargs=-1, metavar="[NUMBER]…")
@click.option("--offering", metavar="CODE", help="all of a class that are not void")
@output_option
@pass_console
def certificate(console: Console, numbers: tuple[str, ...], offering: str | None, output: Path) -> None:
    """Certificates in one PDF, counted as printed; a second print says that it is a reprint."""
    office = console.office
    ids: list[UUID] = [office.read(finding.certificate_by_number, one) for one in numbers]
    if offering:
        issued = office.read(of_offering, office.read(finding.offering_by_code, offering))
        ids += [row.id for row in issued if row.voided_at is None]
    for one in office.read(missing_on_certificates, ids):
        _tell_missing(one.character, one.code, one.whose)
    pdf = office.write(print_certificates, tuple(ids), actor=console.actor)
    put_paper(console, output, pdf, recipe(CERTIFICATES, tuple(ids)))


@print_.command
@click.argument("numbers", nargs=-1, metavar="[NUMBER]…")
@click.option("--closing", type=_DAY, metavar="D", help="instead of receipts, the closing of the drawer on that day")
@click.option("--branch", metavar="CODE", default="", help="whose drawer, with --closing; the centre's unless given")
@click.option("--size", type=click.Choice(["A5", "A6"]), default="A5", show_default=True)
@output_option
@pass_console
def receipt(
    console: Console, numbers: tuple[str, ...], closing: datetime | None, branch: str, size: str, output: Path
) -> None:
    """Receipts in one PDF, counted as printed; or the closing of a day's cash."""
    from commedu_desktop.services.receipt_papers import closing_pdf, print_receipts

    office = console.office
    if closing is not None:
        where = office.read(finding.branch_by_code, branch)
        found = office.read(finding.closing_on, where, closing.date())
        put_paper(console, output, office.read(closing_pdf, found, i18n.language()))
        return
    if not numbers:
        raise click.UsageError(_("Name at least one receipt, or the day of a closing."))
    ids = tuple(office.read(finding.receipt_by_number, one) for one in numbers)
    pdf = office.write(print_receipts, (ids, i18n.language(), size), actor=console.actor)
    put_paper(console, output, pdf, recipe(RECEIPTS, ids))


def _tell_missing(character: str, code: str, whose: tuple[str, ...]) -> None:
    words = _("No font has {character} ({code}), in: {whose}. Its code is printed instead.")
    click.echo(words.format(character=character, code=code, whose=", ".join(whose)), err=True)


@print_.command
@click.option(
    "--kind",
    type=click.Choice([one.value for one in NoticeKind]),
    help="the template; unless given, the opening with --offering, else free",
)
@click.option("--offering", metavar="CODE", help="fill it from this class or activity")
@click.option("--festival", metavar="CODE", default="", help="fill it from one that `notices festivals` lists")
@click.option("--title", default="", help="instead of the template's")
@click.option("--text", default="", help="instead of the template's")
@click.option("--picture", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="a PNG or JPEG file")
@click.option("--strips/--no-strips", default=False, help="strips to tear off")
@click.option("--qr", metavar="TEXT", default="", help="a code: an address, a telephone number")
@click.option("--caption", default="", help="the words beside the code")
@click.option("--colour", type=click.Choice(["green", "red", "blue", "amber"]), help="instead of the template's")
@click.option("--plain", is_flag=True, help="without the filled band, to save toner")
@click.option(
    "--size", type=click.Choice(["A4", "A3", "A2", *_POSTERS]), default="A4", help="2x2 …: a poster of A4 sheets"
)
@output_option
@pass_console
def notice(console: Console, /, kind: str | None, offering: str | None, size: str, output: Path, **wanted: Any) -> None:
    """A notice for the bulletin board."""
    office = console.office
    about = office.read(finding.offering_by_code, offering) if offering else None
    usual = NoticeKind.OPENING if about else NoticeKind.FESTIVAL if wanted["festival"] else NoticeKind.FREE
    template = NoticeKind(kind) if kind else usual
    draft = office.read(new_draft, template, _today(console, None), about, i18n.language(), wanted["festival"])
    draft = replace(_filled(draft, **wanted), paper=_POSTERS.get(size, size))
    for one in missing_on_notice(draft):
        _tell_missing(one.character, one.code, one.whose)
    put_paper(console, output, draft_pdf(draft))


def _filled(
    draft: NoticeDraft, *, title: str, text: str, picture: Path | None, festival: str, **more: Any
) -> NoticeDraft:
    """The draft with what was said instead of the template's."""
    content = draft.content | ({"text": text} if text else {}) | ({} if more["strips"] else {"strip": ""})
    content |= {"qr": more["qr"], "qr_caption": more["caption"], "plain": more["plain"]}
    if more["colour"]:
        content["design"] = more["colour"]
    if picture is not None:
        content["picture"] = b64encode(read_photo(picture)).decode("ascii")
    return replace(draft, title=title or draft.title, content=content, festival=festival)


@print_.command
@click.argument("text")
@_size
@click.option("--colour", type=click.Choice(["red", "green", "blue", "amber", "ink"]), default="red", show_default=True)
@output_option
@pass_console
def banner(console: Console, text: str, size: str, colour: str, output: Path) -> None:
    """TEXT as a banner, one giant character a page."""
    for one in centre_papers.missing_on_banner(text):
        _tell_missing(one.character, one.code, one.whose)
    put_paper(console, output, centre_papers.banner_pdf(text, i18n.language(), size, colour))


@print_.command("teacher-roster")
@output_option
@pass_console
def teacher_roster(console: Console, output: Path) -> None:
    """All teachers at work."""
    put_paper(console, output, console.office.read(centre_papers.teacher_roster_pdf, i18n.language()))


@print_.command("call-list")
@_offering
@click.option("--date", "day", type=_DAY, required=True, help="the day of the lesson that does not take place")
@output_option
@pass_console
def call_list(console: Console, offering: str, day: datetime, output: Path) -> None:
    """Whom to call when a lesson does not take place."""
    office = console.office
    found = office.read(finding.offering_by_code, offering)
    lessons = office.read(lessons_of_day, found, day.date())
    put_paper(console, output, office.read(call_list_pdf, lessons, i18n.language()))


print_.add_command(printed_report)
