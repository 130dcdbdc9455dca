"""`commedu certificates issue | list | void | verify`."""

from datetime import datetime
from pathlib import Path

import click

from commedu_desktop import i18n
from commedu_desktop.cli.console import Console, format_option, output_option, pass_console, put_paper, put_rows
from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _
from commedu_desktop.services.certificate_by_hand import IssueByHand, issue_by_hand
from commedu_desktop.services.certificate_papers import register_paper
from commedu_desktop.services.certificates import (
    IssueCertificates,
    IssueToClasses,
    Look,
    VoidCertificate,
    issue_certificates,
    issue_to_classes,
    register,
    void_certificate,
)
from commedu_desktop.services.finding import certificate_by_number, offering_by_code, resident_by_card

_DAY = click.DateTime(["%Y-%m-%d"])


_type = click.option("--type", "kind", type=click.Choice([one.value for one in CertificateType]))
_designs = click.Choice(["jade", "vermilion", "laurel", "azure", "scroll", "ink"])
_second = click.option("--second", metavar="TAG", default="", help="second language on the paper")
_design = click.option("--design", type=_designs, default="jade", show_default=True)
_face = click.option("--face", type=click.Choice(["kai", "song"]), default="kai", show_default=True)


@click.group
def certificates() -> None:
    """Issue, list, void and verify certificates, and print their register."""


@certificates.command
@click.option(
    "--offering", "offerings_", multiple=True, required=True, metavar="CODE", help="the class; may be several"
)
@click.option("--on", type=_DAY, metavar="D", help="date of issue; today unless given")
@_type
@_second
@_design
@_face
@click.option(
    "--card", "cards", multiple=True, metavar="CARD", help="only these residents, whether they completed or not"
)
@pass_console
def issue(
    console: Console,
    offerings_: tuple[str, ...],
    on: datetime | None,
    kind: str | None,
    second: str,
    design: str,
    face: str,
    cards: tuple[str, ...],
) -> None:
    """Issue to all who completed a class or several, or, with a type of thanks, to those who taught."""
    office, day, look = console.office, on.date() if on else None, Look(second=second, design=design, face=face)
    ids, wanted = [office.read(offering_by_code, code) for code in offerings_], CertificateType(kind or "completion")
    chosen = frozenset(office.read(resident_by_card, card) for card in cards) if cards else None
    if len(ids) == 1:
        alone = IssueCertificates(ids[0], day, wanted, look, chosen)
        issued = office.write(issue_certificates, alone, actor=console.actor)
    elif chosen is not None:
        raise click.UsageError("--card goes with one --offering")
    else:
        together = IssueToClasses(tuple(ids), ", ".join(offerings_), day, wanted, look)
        issued = office.write(issue_to_classes, together, actor=console.actor)
    for number in issued.numbers:
        print(number)
    for one in issued.left_out:
        reason = one.held or _("attended {attended} of {counted}").format(attended=one.attended, counted=one.counted)
        click.echo(f"{one.name}: {reason}", err=True)


@certificates.command("by-hand")
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.option("--for", "subject", required=True, metavar="TEXT", help="what it is given for")
@click.option("--on", type=_DAY, metavar="D", help="date of issue; today unless given")
@click.option("--text", default="", help="instead of the wording; {course} is what it is given for")
@_type
@_second
@_design
@_face
@pass_console
def by_hand(
    console: Console,
    names: tuple[str, ...],
    subject: str,
    on: datetime | None,
    text: str,
    kind: str | None,
    second: str,
    design: str,
    face: str,
) -> None:
    """Issue to NAMEs (or card numbers) for whatever is said: a commendation, thanks."""
    look = Look(second=second, design=design, face=face)
    wanted = IssueByHand(names, subject, CertificateType(kind or "honour"), on.date() if on else None, look, text)
    for number in console.office.write(issue_by_hand, wanted, actor=console.actor).numbers:
        print(number)


@certificates.command("register")
@click.option("--year", type=int, help="year of issue; all unless given")
@_type
@output_option
@pass_console
def register_(console: Console, year: int | None, kind: str | None, output: Path) -> None:
    """Print the register of certificates."""
    chosen = CertificateType(kind) if kind else None
    put_paper(console, output, console.office.read(register_paper, year=year, kind=chosen, language=i18n.language()))


@certificates.command("list")
@click.option("--year", type=int, help="year of issue")
@click.argument("typed", default="")
@format_option
@pass_console
def list_(console: Console, year: int | None, typed: str, form: str) -> None:
    """The register, newest first; TYPED is part of a number, name, card or course."""
    rows = console.office.read(register, typed, year=year)
    put_rows(
        [
            {
                "number": row.number,
                "type": row.type.value,
                "name": row.name,
                "card": row.card,
                "course": row.course,
                "offering": row.offering,
                "issued": row.issued_on.isoformat(),
                "prints": row.prints,
                "void": row.void_reason,
            }
            for row in rows
        ],
        form,
    )


@certificates.command
@click.argument("number")
@click.option("--reason", required=True, help="why; it stays in the register")
@pass_console
def void(console: Console, number: str, reason: str) -> None:
    """Declare a certificate void."""
    request = VoidCertificate(console.office.read(certificate_by_number, number), reason)
    console.office.write(void_certificate, request, actor=console.actor)
    print(_("{number} is void").format(number=number))


@certificates.command
@click.argument("text", default="")
@click.option("--key", metavar="FINGERPRINT", default="", help="the fingerprint that the issuing centre prints")
@click.option(
    "--file", "path", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="a photograph or PDF"
)
def verify(text: str, key: str, path: Path | None) -> None:
    """Verify the TEXT behind a certificate's code, or all codes in a picture; needs no database and no network."""
    from commedu_desktop.services.certificate_reading import codes_in
    from commedu_desktop.services.signing import verify as verify_code

    for code in codes_in(path) if path else [text]:
        found = verify_code(code)
        if key and key.replace(" ", "").upper() != found.fingerprint.replace(" ", ""):
            raise Refused("code-other-key", fingerprint=found.fingerprint, expected=key)
        claim = found.claim
        print(f"{claim.number}  {claim.issued_on.isoformat()}  {claim.name}  {claim.course}")
        print(_("signed with the key {fingerprint}").format(fingerprint=found.fingerprint))
