"""The fields that every certificate has: language, second language, design, face."""

from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.i18n import LANGUAGES, N_, _, language
from commedu_desktop.services.certificate_making import Look
from commedu_desktop.ui.widgets.fields import ChoiceField

DESIGNS = (
    ("jade", N_("Jade: woven gold border")),
    ("vermilion", N_("Vermilion: Chinese fret")),
    ("laurel", N_("Laurel: wreath in gold")),
    ("azure", N_("Azure: waves")),
    ("scroll", N_("Scroll: Chinese in columns")),
    ("ink", N_("Ink: black and white")),
)
FACES = (("kai", N_("Kai, as by brush")), ("song", N_("Song, as in print")))
USUAL = {
    CertificateType.COMPLETION: "jade",
    CertificateType.ATTENDANCE: "azure",
    CertificateType.HONOUR: "laurel",
    CertificateType.TEACHER_THANKS: "vermilion",
    CertificateType.VOLUNTEER_THANKS: "vermilion",
}
"""The design that is offered first for each kind."""
TYPES = {
    CertificateType.COMPLETION: N_("Completion"),
    CertificateType.ATTENDANCE: N_("Attendance"),
    CertificateType.HONOUR: N_("Honour"),
    CertificateType.TEACHER_THANKS: N_("Thanks to a teacher"),
    CertificateType.VOLUNTEER_THANKS: N_("Thanks to a volunteer"),
}


def kinds() -> list[tuple[CertificateType, str]]:
    return [(kind, _(text)) for kind, text in TYPES.items()]


def kind_field(value: CertificateType | None = None) -> ChoiceField:
    return compact(ChoiceField(_("Kind"), kinds(), value))


def compact(field: ChoiceField) -> ChoiceField:
    """A choice that need not be as wide as its longest words."""
    field.combo.setSizeAdjustPolicy(field.combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.combo.setMinimumContentsLength(6)
    return field


class LookFields:
    """Four fields and the Look they make."""

    def __init__(self, kind: CertificateType) -> None:
        self.tongue = ChoiceField(_("Language"), list(LANGUAGES.items()), language())
        self.second = ChoiceField(_("Second language below"), [("", _("none")), *LANGUAGES.items()], "")
        self.design = ChoiceField(_("Design"), [(key, _(text)) for key, text in DESIGNS], USUAL[kind])
        self.face = ChoiceField(_("Face"), [(key, _(text)) for key, text in FACES], "kai")
        for field in (self.tongue, self.second, self.design, self.face):
            compact(field)

    @property
    def value(self) -> Look:
        second = "" if self.second.value == self.tongue.value else self.second.value
        return Look(self.tongue.value, second, self.design.value, self.face.value)

    def suit(self, kind: CertificateType) -> None:
        """The design that is usual for a kind."""
        self.design.value = USUAL[kind]
