"""Papers whose second print differs from the first are made anew: a certificate says reprint, a receipt copy."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.certificate_papers import print_certificates
from commedu_desktop.services.receipt_papers import print_receipts
from commedu_desktop.services.receipts import ReceiptRow, receipt_rows

CERTIFICATES, RECEIPTS = "certificates", "receipts"
_IDS = {CERTIFICATES: "certificate_ids", RECEIPTS: "receipt_ids"}


def recipe(page: str, ids: tuple[UUID, ...]) -> dict[str, Any]:
    """How these papers are made anew, in plain JSON values (see `prints.Printed`)."""
    return {"page": page, "where": {_IDS[page]: [one.hex for one in ids]}}


def recipe_ids(kept: dict[str, Any]) -> tuple[UUID, ...]:
    """Raises: Refused print-not-kept for what is no recipe of ours."""
    try:
        return tuple(UUID(one) for one in kept["where"][_IDS[kept["page"]]])
    except (KeyError, TypeError, ValueError) as foreign:
        raise Refused("print-not-kept", title=str(kept.get("page", ""))) from foreign


def print_anew(session: Session, request: tuple[dict[str, Any], str]) -> bytes:
    """The paper of a recipe in a language, counted as printed. Raises: Refused as the paper itself does."""
    kept, language = request
    ids = recipe_ids(kept)
    if kept["page"] == CERTIFICATES:
        return print_certificates(session, ids)
    found = receipts_to_print(session, kept)
    return print_receipts(session, (tuple(one.id for one in found), language, "A5"))


def receipts_to_print(session: Session, kept: dict[str, Any]) -> list[ReceiptRow]:
    """The receipts of a recipe, as they stand now. Raises: Refused print-not-kept in another centre's database."""
    try:
        return receipt_rows(session, recipe_ids(kept))
    except KeyError as gone:
        raise Refused("print-not-kept", title=str(kept["page"])) from gone
