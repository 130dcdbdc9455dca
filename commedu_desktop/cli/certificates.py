"""`commedu certificates issue | list | void | verify`."""

from datetime import datetime

import click

from commedu_desktop.cli.console import Console, format_option, pass_console, put_rows
from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _
from commedu_desktop.services.certificates import (
    IssueCertificates,
    VoidCertificate,
    issue_certificates,
    register,
    void_certificate,
)
from commedu_desktop.services.finding import certificate_by_number, offering_by_code

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group
def certificates() -> None:
    """Issue, list, void and verify certificates."""


@certificates.command
@click.option("--offering", required=True, metavar="CODE", help="the class")
@click.option("--on", type=_DAY, metavar="D", help="date of issue; today unless given")
@click.option("--type", "kind", type=click.Choice([one.value for one in CertificateType]), default="completion")
@click.option("--second", metavar="TAG", default="", help="second language on the paper")
@pass_console
def issue(console: Console, offering: str, on: datetime | None, kind: str, second: str) -> None:
    """Issue to all who completed a class."""
    office = console.office
    wanted = IssueCertificates(
        office.read(offering_by_code, offering), on.date() if on else None, CertificateType(kind), second=second
    )
    issued = office.write(issue_certificates, wanted, actor=console.actor)
    for number in issued.numbers:
        print(number)
    for one in issued.left_out:
        reason = one.held or _("attended {attended} of {counted}").format(attended=one.attended, counted=one.counted)
        click.echo(f"{one.name}: {reason}", err=True)


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
@click.argument("text")
@click.option("--key", metavar="FINGERPRINT", default="", help="the fingerprint that the issuing centre prints")
def verify(text: str, key: str) -> None:
    """Verify the TEXT behind a certificate's code; needs no database and no network."""
    from commedu_desktop.services.signing import verify as verify_code

    found = verify_code(text)
    if key and key.replace(" ", "").upper() != found.fingerprint.replace(" ", ""):
        raise Refused("code-other-key", fingerprint=found.fingerprint, expected=key)
    claim = found.claim
    print(f"{claim.number}  {claim.issued_on.isoformat()}  {claim.name}  {claim.course}")
    print(_("signed with the key {fingerprint}").format(fingerprint=found.fingerprint))
