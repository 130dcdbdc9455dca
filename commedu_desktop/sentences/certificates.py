"""Certificates."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "nobody-to-certify": N_(
        "Nobody in {title} is due a certificate: either nobody reached the attendance, or all have one. "
        "Close its lessons first if marks are missing."
    ),
    "certificate-in-future": N_("{on} is still to come. A certificate carries today's date or an earlier one."),
    "certificate-voided": N_("Certificate {number} is void: {reason}. Issue a new one instead."),
    "void-reason-missing": N_("Say why {number} is void; the reason stays in the register."),
    "no-certificates": N_("No certificate was chosen. Choose at least one in the register."),
    "certificate-number-unknown": N_("There is no certificate {number}. The register lists all numbers."),
    "certificate-without-name": N_("Type at least one name, one a line, as it shall stand on the paper."),
    "certificate-without-subject": N_("Say what the certificate is for: a course, a title of honour, a good deed."),
    "certificate-name-too-long": N_(
        "“{name}…” is longer than {most} characters. Shorten the name, or put each name on a line of its own."
    ),
    "certificate-held": N_(
        "{name} already has {number} for “{subject}”. The same thing counts once; declare the old one void first."
    ),
    "wording-empty": N_("This part cannot be empty: without it the certificate says nothing."),
    "wording-too-long": N_("This has {length} characters; more than {most} do not print large enough. Shorten it."),
    "wording-markup": N_("“{found}” looks like program code. Write plain words; the design gives them their form."),
    "wording-braces": N_(
        "The braces in “{text}” do not fit. A field is one name between one pair of braces, without more."
    ),
    "wording-field-unknown": N_("There is no field {field}. Use one of these: {known}."),
    "wording-own-field": N_(
        "“{name}” cannot be a field of your own: its name must begin with a letter, be short, not be one of the "
        "program's fields, and have a text without braces."
    ),
    "code-not-ours": N_("This is not the code of a certificate. Scan the square code at the foot of the paper again."),
    "code-not-found": N_(
        "No code of a certificate was found in this file. Take the photograph nearer, straight and in good light, or "
        "scan the paper."
    ),
    "code-tampered": N_("The code of {number} has been changed after it was signed. Do not accept this certificate."),
    "code-other-key": N_(
        "The certificate is whole, but signed with the key {fingerprint}, not with {expected}. "
        "Ask the centre that issued it for the fingerprint of its key."
    ),
}
VERBS: dict[str, Telling] = {
    "issue_certificates": N_("certificates for {subject}"),
    "void_certificate": N_("voiding of certificate {subject}"),
    "count_prints": N_("printing of certificates {subject}"),
    "print_certificates": N_("printing of certificates {subject}"),
    "place_picture": N_("picture for certificates: {subject}"),
    "issue_to_classes": N_("certificates for {subject}"),
    "issue_by_hand": N_("certificates for {subject}"),
    "change_wording": N_("wording of certificates: {subject}"),
}
