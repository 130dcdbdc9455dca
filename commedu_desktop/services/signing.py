"""The centre's signature under its certificates: Ed25519, so that any computer verifies a code without a network."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.certificates import Claim, claim_of, claim_text, code_of, parts_of
from commedu_desktop.domain.errors import Refused
from commedu_desktop.store.tables import CentreSetting

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY = "signing-key"
APART = -1
"""The `year` of what is kept beside the settings and never read with them: keys and pictures."""


@dataclass(frozen=True)
class Verified:
    """What a code says, and by whose key it was signed."""

    claim: Claim
    fingerprint: str


class Signer:
    """Signs with the centre's key."""

    def __init__(self, key: "Ed25519PrivateKey") -> None:
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        self._key = key
        self._public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.fingerprint = fingerprint(self._public)

    @classmethod
    def of(cls, key: bytes) -> "Signer":
        """From the 32 bytes of a private key."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return cls(Ed25519PrivateKey.from_private_bytes(key))

    def code(self, claim: Claim) -> str:
        """The text behind the QR code: the claim, the public key, the signature."""
        text = claim_text(claim)
        return code_of(text, letters(self._public), letters(self._key.sign(text.encode("utf-8"))))


def signer(session: Session) -> Signer:
    """The centre's signer; its key is made when it is first needed, inside a write.

    The key passes by the journal: no history shows it, and no undo takes it from under certificates that it signed.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    wanted = select(CentreSetting).where(CentreSetting.key == KEY, CentreSetting.year == APART)
    row = session.scalars(wanted).one_or_none()
    if row is None:
        key = Ed25519PrivateKey.generate()
        kept = {"key": KEY, "year": APART, "value": letters(key.private_bytes_raw())}
        session.execute(insert(CentreSetting).values(**kept))
        return Signer(key)
    return Signer.of(_bytes(row.value))


def centre_fingerprint(session: Session) -> str:
    """The fingerprint of the centre's own key, or "" while it has signed nothing."""
    wanted = select(CentreSetting).where(CentreSetting.key == KEY, CentreSetting.year == APART)
    return signer(session).fingerprint if session.scalars(wanted).one_or_none() else ""


def fingerprint(public: bytes) -> str:
    """`3F2A 91C4 07BE 55D0`: short enough to compare with a printed one."""
    digest = hashlib.sha256(public).hexdigest()[:16].upper()
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))


def verify(code: str) -> Verified:
    """Read a certificate's code without any database.

    Raises: Refused code-not-ours for other codes, code-tampered when a name, date or number was changed.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        text, key, signature = parts_of(code)
        claim, public, signed = claim_of(text), _bytes(key), _bytes(signature)
        verifier = Ed25519PublicKey.from_public_bytes(public)
    except ValueError as foreign:
        raise Refused("code-not-ours") from foreign
    try:
        verifier.verify(signed, text.encode("utf-8"))
    except InvalidSignature as changed:
        raise Refused("code-tampered", number=claim.number) from changed
    return Verified(claim, fingerprint(public))


def letters(content: bytes) -> str:
    """Bytes as URL-safe base64 without padding."""
    return urlsafe_b64encode(content).decode("ascii").rstrip("=")


def _bytes(text: str) -> bytes:
    content = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if letters(content) != text:
        raise ValueError(text)
    return content
