"""A centre's own wording of certificates and the fields it adds, kept beside its settings."""

from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.certificate_wording import FIELDS, PARTS, Texts, check_own_fields, check_texts
from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.i18n import LANGUAGES
from commedu_desktop.services.certificate_words import field_names, plain_texts
from commedu_desktop.services.signing import APART
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.tables import CentreSetting

_KEY, _FIELDS_KEY = "certificate-wording", "certificate-fields"


@dataclass(frozen=True)
class ChangeWording:
    """New texts of a kind in a language; without texts, the wording that the program came with is back.

    `fields` are the centre's own, name -> text, or None to leave them as they are.
    """

    type: CertificateType
    language: str
    texts: Texts | None
    fields: dict[str, str] | None = None


@dataclass(frozen=True)
class OwnWording:
    """Everything that a centre wrote for itself: (language, type) -> texts, and its own fields."""

    texts: dict[tuple[str, CertificateType], Texts] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)

    def of(self, language: str, kind: CertificateType) -> Texts:
        """The texts in force."""
        return self.texts.get((language, kind)) or plain_texts(language, kind)


def _row(session: Session, key: str) -> CentreSetting | None:
    wanted = select(CentreSetting).where(CentreSetting.key == key, CentreSetting.year == APART)
    return session.scalars(wanted).one_or_none()


def own_wording(session: Session) -> OwnWording:
    """What the centre wrote; a text that a later program no longer knows is passed over."""
    kept, fields = _row(session, _KEY), _row(session, _FIELDS_KEY)
    values: dict[str, dict[str, str]] = kept.value if kept is not None else {}
    texts = {}
    for key, parts in values.items():
        language, _, kind = key.partition(":")
        if kind in set(CertificateType) and set(parts) == set(PARTS):
            texts[language, CertificateType(kind)] = Texts(**parts)
    return OwnWording(texts, dict(fields.value) if fields is not None else {})


def known_fields(language: str, own: dict[str, str]) -> list[str]:
    """What may stand between braces, in the words of a language, then in English, then the centre's own."""
    return list(dict.fromkeys([*field_names(language).values(), *FIELDS, *own]))


def change_wording(session: Session, request: ChangeWording) -> None:
    """Keep a centre's wording for all certificates from now on; what was issued stays as it is.

    Raises: Refused wording-…, each with the `part` that is wrong.
    """
    before = own_wording(session)
    own = before.fields if request.fields is None else _tidied(request.fields)
    check_own_fields(own, (name for tag in LANGUAGES for name in (*field_names(tag).values(), *FIELDS)))
    texts = {f"{language}:{kind.value}": asdict(parts) for (language, kind), parts in before.texts.items()}
    texts.pop(f"{request.language}:{request.type.value}", None)
    if request.texts is not None:
        check_texts(request.texts, known_fields(request.language, own))
        texts[f"{request.language}:{request.type.value}"] = asdict(request.texts)
    _keep(session, _KEY, texts)
    if request.fields is not None:
        _keep(session, _FIELDS_KEY, own)
    name_write(session, plain_texts(request.language, request.type).title)


def _tidied(own: dict[str, str]) -> dict[str, str]:
    return {name.strip(): text.strip() for name, text in own.items() if name.strip()}


def _keep(session: Session, key: str, value: dict[str, Any]) -> None:
    row = _row(session, key)
    if row is None:
        session.add(CentreSetting(key=key, year=APART, value=value))
    else:
        row.value = value
